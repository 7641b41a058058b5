/// Shows that an event is one of those that a checkpoint counts, without the rest of the log
/// (RFC 9162 §2.1.3).
///
/// It carries the checkpoint, so that it can be checked by itself; that the checkpoint is the
/// archive's own is for whoever got one elsewhere to compare.
public struct InclusionProof: Hashable, Sendable {
  /// What the log was.
  public var checkpoint: Checkpoint
  /// The event's position, which is the index of its leaf.
  public var position: Position
  /// The bytes that the leaf is the hash of; `EventHeader` reads them.
  public var header: [UInt8]
  /// The hashes beside the way from the leaf to the root, the lowest first.
  public var path: [Digest]
  /// The payload, where it is disclosed.
  public var disclosure: Disclosure?

  /// A payload, and what is needed to check it against the header.
  public struct Disclosure: Hashable, Sendable {
    /// The 32 hexadecimal digits of the salt.
    public var salt: [UInt8]
    /// The bytes of the payload.
    public var data: [UInt8]

    /// Makes a disclosure from its parts.
    public init(salt: [UInt8], data: [UInt8]) {
      self.salt = salt
      self.data = data
    }
  }

  /// Makes a proof from its parts, whatever they are.
  public init(
    checkpoint: Checkpoint, position: Position, header: [UInt8], path: [Digest],
    disclosure: Disclosure? = nil
  ) {
    self.checkpoint = checkpoint
    self.position = position
    self.header = header
    self.path = path
    self.disclosure = disclosure
  }

  /// Why the proof does not hold; empty where it does.
  ///
  /// One hash for each hash of the path, one of the header and one of the payload. Nothing here
  /// speaks for the checkpoint: its origin has no part in the root, and its size only as far as it
  /// gives the path its form. Compare it with one that was kept.
  public var findings: [ProofFinding] {
    guard let fields = EventHeader(header) else { return [.noHeader] }
    var findings: [ProofFinding] = []
    if fields.position != position {
      findings.append(.otherPosition(stated: position, header: fields.position))
    }
    if let disclosure,
      LineEncoder.digest(salt: disclosure.salt, data: disclosure.data) != fields.digest
    {
      findings.append(.otherPayload)
    }
    guard position.rawValue < checkpoint.size else {
      return findings + [.positionBeyond(position, size: checkpoint.size)]
    }
    let length = MerklePath.inclusionLength(of: position.rawValue, size: checkpoint.size)
    guard path.count == length else {
      return findings + [.pathLength(found: path.count, expected: length)]
    }
    let root = MerklePath.root(
      from: MerkleTree.leafHash(of: header[...]), at: position.rawValue, size: checkpoint.size,
      along: path)
    return root == checkpoint.root ? findings : findings + [.otherRoot]
  }
}
