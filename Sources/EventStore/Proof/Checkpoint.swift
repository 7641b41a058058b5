/// What the whole log was at one moment: its size and its Merkle root.
///
/// Its text is the body of a C2SP tlog-checkpoint: three lines, each ended by a line feed.
///
///     archivist/<archive id>
///     <size>
///     <root in base64>
///
/// Without a checkpoint kept elsewhere nobody can detect a tail that was cut off or a log that was
/// written anew.
public struct Checkpoint: Hashable, Sendable {
  /// The log's name: `archivist/` and the archive's id.
  public var origin: String
  /// The number of events.
  public var size: UInt64
  /// The root of the Merkle tree over them.
  public var root: Digest

  /// Makes a checkpoint from its parts.
  public init(origin: String, size: UInt64, root: Digest) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// Reads the three lines; lines after them, such as signatures, are passed over.
  public init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 4, !lines[0].isEmpty, let size = Decimal.parse(lines[1].utf8),
      let bytes = Base64.decode(lines[2].utf8), let root = Digest(bytes: bytes)
    else { return nil }
    self.init(origin: String(lines[0]), size: size, root: root)
  }

  /// The root in base64 (RFC 4648 §4).
  public var base64Root: String { Base64.encode(root.bytes) }
}

extension Checkpoint: CustomStringConvertible {
  /// The three lines.
  public var description: String { "\(origin)\n\(size)\n\(base64Root)\n" }
}
