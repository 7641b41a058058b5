/// Why a proof that can be read does not hold.
public enum ProofFinding: Hashable, Sendable {
  /// The header is not that of an event.
  case noHeader
  /// The header is that of an event at another position.
  case otherPosition(stated: Position, header: Position)
  /// The position lies behind the events that the checkpoint counts.
  case positionBeyond(Position, size: UInt64)
  /// The path has not as many hashes as the sizes ask for.
  case pathLength(found: Int, expected: Int)
  /// The path does not lead to the root of the checkpoint, or of the newer one.
  case otherRoot
  /// The path does not lead to the root of the older checkpoint.
  case otherOldRoot
  /// The salt and the payload do not have the digest that the header says.
  case otherPayload
  /// The two checkpoints are of different logs.
  case otherOrigin(old: String, new: String)
  /// The older checkpoint counts more events than the newer one.
  case shrunk(old: UInt64, new: UInt64)
}

extension ProofFinding: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .noHeader: "the header is not that of an event"
    case .otherPosition(let stated, let header):
      "the proof is about position \(stated), but its header is that of position \(header)"
    case .positionBeyond(let position, let size):
      "position \(position) lies behind the \(size) events that the checkpoint counts"
    case .pathLength(let found, let expected):
      "the path has \(found) hashes, expected \(expected)"
    case .otherRoot: "the path does not lead to the root of the checkpoint"
    case .otherOldRoot: "the path does not lead to the root of the older checkpoint"
    case .otherPayload:
      "the disclosed payload is not the one that was recorded (its digest differs)"
    case .otherOrigin(let old, let new):
      "the older checkpoint is one of \(old), the newer one of \(new)"
    case .shrunk(let old, let new):
      "the older checkpoint counts \(old) events, more than the \(new) of the newer one"
    }
  }
}
