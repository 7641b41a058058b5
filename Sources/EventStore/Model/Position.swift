/// A place in the log, counted in events from the log's beginning: 0, 1, 2 … without gaps.
///
/// It is also the index of the event's leaf in the Merkle tree (RFC 9162 §2.1).
public struct Position: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number of events that stand before this one.
  public var rawValue: UInt64

  /// Makes a position from a count of events.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Makes a position from a count of events.
  public init(_ value: UInt64) { self.rawValue = value }

  /// The position of the first event of every log.
  public static let start = Position(0)

  /// A position behind that of every event that a log can hold.
  public static let end = Position(1 << 53)

  /// The position after this one.
  public var next: Position { Position(rawValue + 1) }

  /// Orders positions as the log does.
  public static func < (a: Position, b: Position) -> Bool { a.rawValue < b.rawValue }
}

extension Position: CustomStringConvertible {
  /// The position in decimal digits.
  public var description: String { String(rawValue) }
}
