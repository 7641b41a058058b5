/// A Merkle tree that grows at its right end (RFC 9162 §2.1), kept as the roots of its whole
/// subtrees.
///
/// It holds one digest for each 1 bit in the number of leaves, so its memory is the logarithm of
/// the log. Appending a leaf costs two hashes on average, the root as many as there are digests.
public struct MerkleTree: Sendable {
  /// The number of leaves.
  public private(set) var size: UInt64 = 0
  /// Roots of whole subtrees, the largest first.
  private var subtrees: [Digest] = []

  /// Makes a tree without leaves.
  public init() {}

  /// Appends a leaf by its hash.
  public mutating func append(_ leafHash: Digest) {
    var node = leafHash
    var count = size
    while count & 1 == 1, let left = subtrees.popLast() {
      node = MerkleTree.nodeHash(left, node)
      count >>= 1
    }
    subtrees.append(node)
    size += 1
  }

  /// Appends leaves by their hashes, level by level, for the nodes of a level to be hashed beside
  /// each other.
  mutating func append(_ leafHashes: [Digest]) {
    var nodes = leafHashes
    // The roots of whole subtrees that are left over at each level, the smallest first.
    var left: [Digest] = []
    var rest = size
    while !nodes.isEmpty {
      if rest & 1 == 1, let before = subtrees.popLast() { nodes.insert(before, at: 0) }
      if !nodes.count.isMultiple(of: 2) { left.append(nodes.removeLast()) }
      nodes = MerkleTree.parents(of: nodes)
      rest >>= 1
    }
    subtrees += left.reversed()
    size += UInt64(leafHashes.count)
  }

  /// The nodes above pairs of nodes.
  static func parents(of nodes: [Digest]) -> [Digest] {
    var bytes: [UInt8] = [0x01]
    bytes.reserveCapacity(1 + nodes.count * Digest.length)
    for node in nodes { node.append(to: &bytes) }
    return bytes.withUnsafeBytes { buffer in
      let view = ByteView(buffer)
      return HashLanes.hashes(nodes.count / 2) {
        let pair = 1 + $0 * 2 * Digest.length
        return HashLanes.Message(head: view[0..<1], body: view[pair..<pair + 2 * Digest.length])
      }
    }
  }

  /// The root; that of a tree without leaves is the hash of no bytes.
  public var root: Digest {
    guard var node = subtrees.last else { return SHA256.hash([]) }
    for left in subtrees.dropLast().reversed() { node = MerkleTree.nodeHash(left, node) }
    return node
  }

  /// SHA-256(0x00 ‖ header).
  static func leafHash(of header: ArraySlice<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(CollectionOfOne(0x00))
    hash.update(header)
    return hash.finish()
  }

  /// SHA-256(0x01 ‖ left ‖ right).
  static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
    SHA256.hash(0x01, left, right)
  }
}
