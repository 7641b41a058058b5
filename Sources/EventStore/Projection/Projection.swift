/// A view of the log that is built by reading it from the beginning, and can be built again at any
/// time.
///
/// Projections hold nothing that the log does not say: throw one away and it comes back the same.
public protocol Projection {
  /// What the projection is called, unique among an archive's projections.
  static var name: String { get }
  /// The version of what it makes of events; another version is built anew.
  static var version: Int { get }
  /// How far it has read.
  var checkpoint: ProjectionCheckpoint { get }
  /// Takes in the event at the checkpoint's position, and moves the checkpoint behind it.
  mutating func apply(_ event: RecordedEvent)
}

/// How far a projection has read, and what the last event was.
///
/// The leaf hash tells whether the tail that was read is still the log's tail, or was replaced
/// after a crash.
public struct ProjectionCheckpoint: Hashable, Sendable {
  /// The position of the next event.
  public var next: Position
  /// The leaf hash of the event before it; nothing at the beginning.
  public var lastLeaf: Digest?

  /// The beginning of every log.
  public static let start = ProjectionCheckpoint(next: .start, lastLeaf: nil)

  /// The place behind an event; one hash.
  public init(behind event: RecordedEvent) {
    self.init(next: event.position.next, lastLeaf: event.leafHash)
  }

  /// Makes a checkpoint from its parts.
  public init(next: Position, lastLeaf: Digest?) {
    self.next = next
    self.lastLeaf = lastLeaf
  }
}

/// What was met while a projection caught up.
public struct CatchUp: Sendable {
  /// Damage that was read around.
  public var damages: [Damage] = []
  /// What an unfinished write left at the log's end.
  public var unfinishedTail: UnfinishedTail?
}

extension EventStore {
  /// Brings a projection up to the end of the log, or up to a position.
  ///
  /// - Parameters:
  ///   - end: The position to stop in front of; nothing for the log's end.
  ///   - progress: Told after every event how many bytes were read.
  /// - Throws: `system` or `logMissing`. Damage is read around and told.
  public func bringUp(
    _ projection: inout some Projection, to end: Position? = nil,
    progress: (Int64) -> Void = { _ in }
  ) throws(EventStoreError) -> CatchUp {
    var reader = try events(from: projection.checkpoint.next)
    var read: Int64 = 0
    while let event = try reader.next() {
      if let end, event.position >= end { break }
      projection.apply(event)
      read += Int64(event.length + 1)
      progress(read)
    }
    return CatchUp(damages: reader.damages, unfinishedTail: reader.unfinishedTail)
  }
}
