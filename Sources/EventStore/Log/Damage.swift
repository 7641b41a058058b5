/// A place where the log is not what it must be, and cannot be explained by an unfinished write.
public struct Damage: Hashable, Sendable {
  /// Where it begins.
  public var place: LogPlace
  /// The first position concerned: one more than that of the last sound line before it.
  public var position: Position
  /// What is wrong.
  public var kind: Kind

  /// Makes a description of damage.
  public init(place: LogPlace, position: Position, kind: Kind) {
    self.place = place
    self.position = position
    self.kind = kind
  }

  /// What is wrong with the log.
  public enum Kind: Hashable, Sendable {
    /// So many bytes are no sound line.
    case unreadable(bytes: Int64)
    /// The log goes on at a later position although nothing else stands between.
    case gap(next: Position)
    /// A sound line says a position that the log has passed already.
    case outOfOrder(found: Position)
    /// The line says that its write group began where none can have begun.
    case wrongGroup(from: Position)
    /// A write group began before the batch before it had its last event.
    case unfinishedBatch
    /// A segment's name says that it begins at a position before the end of the segment before it.
    case overlappingSegment(first: Position)
    /// The digest is not that of the salt and the payload.
    case wrongDigest
    /// The payload is no acceptable JSON object.
    case wrongPayload(JSONError)
    /// The event's place in its stream is not the next one.
    case wrongRevision(stream: StreamName, found: UInt64, expected: UInt64)
    /// Another event has the same identity.
    case repeatedID(EventID)
    /// The event was recorded before the one in front of it.
    case earlierThanBefore(Timestamp)
    /// The payload is gone, and the event that is said to have taken it out does not list it.
    case unfoundedRedaction(by: Position)
  }
}

extension Damage: CustomStringConvertible {
  /// Where, at which position, and what.
  public var description: String { "\(place), position \(position): \(kind)" }
}

extension Damage.Kind: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .unreadable(let bytes):
      bytes == 1 ? "1 byte is no sound line" : "\(bytes) bytes are no sound line"
    case .gap(let next): "events are missing; the log goes on at position \(next)"
    case .outOfOrder(let found): "a line of position \(found) stands here again"
    case .wrongGroup(let from): "the line says a write group from \(from), which cannot be"
    case .unfinishedBatch: "a batch has no last event, and a later one begins"
    case .overlappingSegment(let first): "a segment begins at \(first), before this position"
    case .wrongDigest: "the payload is not the one that was recorded (its digest differs)"
    case .wrongPayload(let error):
      "the payload is not acceptable at \(error.path): \(error.problem)"
    case .wrongRevision(let stream, let found, let expected):
      "stream \(stream) goes on with revision \(found), expected \(expected)"
    case .repeatedID(let id): "the id \(id) was used before"
    case .earlierThanBefore(let moment): "recorded at \(moment), before the event in front of it"
    case .unfoundedRedaction(let position):
      "the payload is gone, but no $Redacted event at \(position) lists it"
    }
  }
}

/// Bytes at the end of the log that a write left behind which was never acknowledged.
public struct UnfinishedTail: Hashable, Sendable {
  /// Where the last whole batch ends.
  public var place: LogPlace
  /// The position at which the log goes on.
  public var position: Position
  /// The number of bytes, in this segment and the ones after it.
  public var bytes: Int64
}

extension UnfinishedTail: CustomStringConvertible {
  /// How much, and where.
  public var description: String {
    let amount = bytes == 1 ? "1 byte" : "\(bytes) bytes"
    return "\(amount) of an unfinished write at \(place), position \(position)"
  }
}
