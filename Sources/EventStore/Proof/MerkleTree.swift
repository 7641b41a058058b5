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
