/// Follows the hashes of a proof up to the root, as RFC 9162 says, without any tree.
///
/// Pure functions of what is handed in, which may be anything; two hashes at most for each hash of
/// the path.
enum MerklePath {
  /// The most hashes that a path can have: log₂ of the largest size is 53, and a path of
  /// consistency has one more.
  static let longest = 54

  /// Where the left part of a stretch of two or more leaves ends: the largest power of two below
  /// their number.
  static func middle(of leaves: Range<UInt64>) -> UInt64 {
    let count = leaves.upperBound - leaves.lowerBound
    return leaves.lowerBound + 1 << UInt64(63 - (count - 1).leadingZeroBitCount)
  }

  /// The number of hashes that lead from a leaf of a tree to its root.
  static func inclusionLength(of index: UInt64, size: UInt64) -> Int {
    var length = 0
    var leaves = 0..<size
    while leaves.upperBound - leaves.lowerBound > 1 {
      let middle = middle(of: leaves)
      leaves = index < middle ? leaves.lowerBound..<middle : middle..<leaves.upperBound
      length += 1
    }
    return length
  }

  /// The number of hashes that show a tree to be a beginning of another; none where `old` is 0.
  static func consistencyLength(from old: UInt64, to new: UInt64) -> Int {
    guard old > 0 else { return 0 }
    var length = 0
    var leaves = 0..<new
    while leaves.upperBound > old {
      let middle = middle(of: leaves)
      leaves = old <= middle ? leaves.lowerBound..<middle : middle..<leaves.upperBound
      length += 1
    }
    return leaves.lowerBound > 0 ? length + 1 : length
  }

  /// The root to which a leaf and its path lead (RFC 9162 §2.1.3.2); nothing where the path has not
  /// as many hashes as it must.
  static func root(
    from leaf: Digest, at index: UInt64, size: UInt64, along path: [Digest]
  ) -> Digest? {
    guard index < size else { return nil }
    var (fn, sn) = (index, size - 1)
    var node = leaf
    for hash in path {
      guard sn > 0 else { return nil }
      if fn & 1 == 1 || fn == sn {
        node = MerkleTree.nodeHash(hash, node)
        while fn & 1 == 0, fn > 0 { (fn, sn) = (fn >> 1, sn >> 1) }
      } else {
        node = MerkleTree.nodeHash(node, hash)
      }
      (fn, sn) = (fn >> 1, sn >> 1)
    }
    return sn == 0 ? node : nil
  }

  /// The two roots to which a path of consistency leads (RFC 9162 §2.1.4.2), for sizes of which
  /// `old` is the smaller one and not 0; nothing where the path has not as many hashes as it must.
  static func roots(
    from old: (size: UInt64, root: Digest), toSize new: UInt64, along path: [Digest]
  ) -> (old: Digest, new: Digest)? {
    guard old.size > 0, old.size < new else { return nil }
    // Where the old tree is a perfect subtree of the new one, its root begins the path.
    let isPerfect = old.size & (old.size - 1) == 0
    var rest = isPerfect ? path[...] : path.dropFirst()
    guard let first = isPerfect ? old.root : path.first else { return nil }
    var (fn, sn) = (old.size - 1, new - 1)
    while fn & 1 == 1 { (fn, sn) = (fn >> 1, sn >> 1) }
    var nodes = (old: first, new: first)
    while let hash = rest.popFirst() {
      guard sn > 0 else { return nil }
      if fn & 1 == 1 || fn == sn {
        nodes.old = MerkleTree.nodeHash(hash, nodes.old)
        nodes.new = MerkleTree.nodeHash(hash, nodes.new)
        while fn & 1 == 0, fn > 0 { (fn, sn) = (fn >> 1, sn >> 1) }
      } else {
        nodes.new = MerkleTree.nodeHash(nodes.new, hash)
      }
      (fn, sn) = (fn >> 1, sn >> 1)
    }
    return sn == 0 ? nodes : nil
  }
}
