/// The nodes of a log's Merkle tree: from the derived index as far as that reads, and behind it from
/// the leaves.
final class IndexedNodes: MerkleNodes {
  private let index: LogIndex
  private let tail: [Digest]
  private let readAll: () throws(EventStoreError) -> MerkleLevels
  /// All nodes, once a block of the index turned out damaged.
  private var all: MerkleLevels?

  /// - Parameters:
  ///   - tail: The leaf hashes behind the index.
  ///   - all: Reads the nodes from the log, should the index turn out damaged.
  init(
    _ index: LogIndex, _ tail: [Digest],
    orFrom all: @escaping () throws(EventStoreError) -> MerkleLevels
  ) {
    self.index = index
    self.tail = tail
    readAll = all
  }

  var size: UInt64 { index.state.count + UInt64(tail.count) }

  func hash(level: Int, index node: UInt64) throws(EventStoreError) -> Digest {
    if let all { return all.hash(level: level, index: node) }
    let count = index.state.count
    if (node + 1) << UInt64(level) <= count {
      do throws(IndexFault) {
        return try index.node(level: level, index: node)
      } catch {
        let nodes = try readAll()
        all = nodes
        return nodes.hash(level: level, index: node)
      }
    }
    if level == 0 { return tail[Int(node - count)] }
    return MerkleTree.nodeHash(
      try hash(level: level - 1, index: node * 2), try hash(level: level - 1, index: node * 2 + 1))
  }
}
