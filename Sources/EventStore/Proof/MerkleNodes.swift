/// The roots of a log's perfect subtrees, wherever they are kept: what proofs are made of.
///
/// Node `index` of level `level` is the root over the leaves `index·2^level` up to, not including,
/// `(index + 1)·2^level`; level 0 are the leaf hashes. Only subtrees that are whole are asked for.
package protocol MerkleNodes {
  /// The number of leaves.
  var size: UInt64 { get }
  /// The root of one perfect subtree, all leaves of which are there.
  func hash(level: Int, index: UInt64) throws(EventStoreError) -> Digest
}

extension MerkleNodes {
  /// The root of the tree over the first so many leaves (RFC 9162 §2.1.1); one node for each 1 bit
  /// in their number.
  package func root(ofFirst count: UInt64) throws(EventStoreError) -> Digest {
    try root(of: 0..<count)
  }

  /// The hashes that lead from a leaf to the root over the first so many leaves, the lowest first
  /// (RFC 9162 §2.1.3.1).
  ///
  /// Fewer than 2·log₂(size) + 2 nodes: only one of the subtrees beside the way is not perfect.
  package func inclusionPath(
    of index: UInt64, inFirst count: UInt64
  ) throws(EventStoreError) -> [Digest] {
    precondition(index < count && count <= size, "the leaf is in the tree")
    var path: [Digest] = []
    var leaves = 0..<count
    while leaves.upperBound - leaves.lowerBound > 1 {
      let middle = MerklePath.middle(of: leaves)
      let (left, right) = (leaves.lowerBound..<middle, middle..<leaves.upperBound)
      path.append(try root(of: index < middle ? right : left))
      leaves = index < middle ? left : right
    }
    return path.reversed()
  }

  /// The hashes that show that the tree over the first `old` leaves is a beginning of the one over
  /// the first `new` (RFC 9162 §2.1.4.1); none where `old` is 0 or `new`.
  ///
  /// Fewer than 2·log₂(new) + 3 nodes.
  package func consistencyPath(
    from old: UInt64, to new: UInt64
  ) throws(EventStoreError) -> [Digest] {
    precondition(old <= new && new <= size, "the smaller tree is in the larger one")
    guard old > 0 else { return [] }
    var path: [Digest] = []
    var leaves = 0..<new
    while leaves.upperBound > old {
      let middle = MerklePath.middle(of: leaves)
      let (left, right) = (leaves.lowerBound..<middle, middle..<leaves.upperBound)
      path.append(try root(of: old <= middle ? right : left))
      leaves = old <= middle ? left : right
    }
    // The old root is known to whoever checks; any other last part of the old tree is not.
    if leaves.lowerBound > 0 { path.append(try root(of: leaves)) }
    return path.reversed()
  }

  /// The root over a stretch of leaves that begins where a subtree as large as it, or larger, does.
  private func root(of leaves: Range<UInt64>) throws(EventStoreError) -> Digest {
    var parts: [Digest] = []
    var start = leaves.lowerBound
    while start < leaves.upperBound {
      let level = 63 - (leaves.upperBound - start).leadingZeroBitCount
      parts.append(try hash(level: level, index: start >> UInt64(level)))
      start += 1 << UInt64(level)
    }
    guard var node = parts.popLast() else { return SHA256.hash([]) }
    while let left = parts.popLast() { node = MerkleTree.nodeHash(left, node) }
    return node
  }
}

/// All nodes of a tree in memory: about 64 bytes for each leaf.
package struct MerkleLevels: MerkleNodes {
  /// The nodes of each level, from the left.
  private var levels: [[Digest]] = [[]]

  /// Makes a tree without leaves.
  package init() {}

  package var size: UInt64 { UInt64(levels[0].count) }

  package func hash(level: Int, index: UInt64) -> Digest { levels[level][Int(index)] }

  /// Appends a leaf by its hash; one further hash on average.
  package mutating func append(_ leafHash: Digest) {
    var node = leafHash
    var level = 0
    while true {
      if level == levels.count { levels.append([]) }
      levels[level].append(node)
      let count = levels[level].count
      guard count.isMultiple(of: 2) else { return }
      node = MerkleTree.nodeHash(levels[level][count - 2], node)
      level += 1
    }
  }
}
