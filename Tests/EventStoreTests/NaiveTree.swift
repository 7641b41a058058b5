@testable import EventStore

/// The Merkle tree as RFC 9162 §2.1 defines it, by recursion over all leaves: the model of what the
/// store does with few nodes and without recursion.
struct NaiveTree {
  private let all: [Digest]
  /// Roots that were computed before; without them the model is cubic.
  private var roots: [Range<Int>: Digest] = [:]

  init(_ leaves: [Digest]) { all = leaves }

  /// MTH(D[n]) of §2.1.1, over the leaf hashes of a range.
  mutating func root(_ leaves: Range<Int>) -> Digest {
    if leaves.isEmpty { return SHA256.hash([]) }
    if leaves.count == 1 { return all[leaves.lowerBound] }
    if let root = roots[leaves] { return root }
    let (left, right) = NaiveTree.split(leaves)
    let root = MerkleTree.nodeHash(root(left), root(right))
    roots[leaves] = root
    return root
  }

  /// PATH(m, D[n]) of §2.1.3.1.
  mutating func path(_ m: Int, _ leaves: Range<Int>) -> [Digest] {
    guard leaves.count > 1 else { return [] }
    let (left, right) = NaiveTree.split(leaves)
    return m < left.count
      ? path(m, left) + [root(right)] : path(m - left.count, right) + [root(left)]
  }

  /// PROOF(m, D[n]) of §2.1.4.1.
  mutating func proof(_ m: Int, _ leaves: Range<Int>) -> [Digest] {
    subproof(m, leaves, true)
  }

  private mutating func subproof(
    _ m: Int, _ leaves: Range<Int>, _ isKnown: Bool
  ) -> [Digest] {
    if m == leaves.count { return isKnown ? [] : [root(leaves)] }
    let (left, right) = NaiveTree.split(leaves)
    return m <= left.count
      ? subproof(m, left, isKnown) + [root(right)]
      : subproof(m - left.count, right, false) + [root(left)]
  }

  private static func split(_ leaves: Range<Int>) -> (Range<Int>, Range<Int>) {
    var k = 1
    while k * 2 < leaves.count { k *= 2 }
    let middle = leaves.lowerBound + k
    return (leaves.lowerBound..<middle, middle..<leaves.upperBound)
  }

  /// So many leaves that all differ.
  static func leaves(_ count: Int) -> [Digest] {
    (0..<count).map { MerkleTree.leafHash(of: Array("leaf \($0)".utf8)[...]) }
  }

  /// The nodes of a tree.
  static func nodes(_ leaves: some Sequence<Digest>) -> MerkleLevels {
    var nodes = MerkleLevels()
    for leaf in leaves { nodes.append(leaf) }
    return nodes
  }
}

/// Counts how many nodes are asked for.
final class CountedNodes: MerkleNodes {
  private let nodes: MerkleLevels
  private(set) var count = 0

  init(_ nodes: MerkleLevels) { self.nodes = nodes }

  var size: UInt64 { nodes.size }

  func hash(level: Int, index: UInt64) -> Digest {
    count += 1
    return nodes.hash(level: level, index: index)
  }
}
