/// Reads the log through its history and on into what is appended, without a gap and without a
/// double.
///
/// Whoever calls decides when to look again; `EventStore.follow` waits for changes.
public struct LogFollower {
  private let store: EventStore
  private let first: Position
  private var reader: EventReader?
  /// The event given out last, which the log must still have.
  private var last: (place: LogPlace, position: Position, group: Position, leaf: Digest)?
  /// Behind the event given out last.
  private var start: ReadingStart?

  /// Begins at a position.
  ///
  /// - Parameter leaf: The leaf hash of the event before it, where a reading is resumed; so a tail
  ///   that was replaced meanwhile is noticed.
  /// - Throws: `tailReplaced` where the event before is another one, `damaged` where it cannot be
  ///   read, `system` or `logMissing`.
  public init(
    _ store: EventStore, from first: Position = .start, after leaf: Digest? = nil
  ) throws(EventStoreError) {
    self.store = store
    self.first = first
    guard let leaf, first > .start else { return }
    let before = Position(first.rawValue - 1)
    guard try store.event(at: before)?.leafHash == leaf else { throw .tailReplaced(before) }
  }

  /// Where to go on, and the leaf hash of the event given out last.
  public var checkpoint: ProjectionCheckpoint {
    last.map { ProjectionCheckpoint(next: $0.position.next, lastLeaf: $0.leaf) }
      ?? ProjectionCheckpoint(next: first, lastLeaf: nil)
  }

  /// Gives the next event; nothing where there are no more for now.
  ///
  /// What was asked for again after nothing was given is read from the log as it is by then.
  /// - Throws: `tailReplaced` where the log no longer has the event given out last, `damaged` where
  ///   an event cannot be read, since nothing may be left out; `system` or `logMissing`.
  public mutating func next() throws(EventStoreError) -> RecordedEvent? {
    var reading: EventReader
    if let reader { reading = reader } else { reading = try reopen() }
    reader = nil
    guard let event = try reading.next() else {
      guard reading.damages.isEmpty else { throw .damaged(reading.damages) }
      start?.redactions = reading.redactions
      return nil
    }
    guard reading.damages.isEmpty else { throw .damaged(reading.damages) }
    last = (event.place, event.position, event.groupStart, event.leafHash)
    start = ReadingStart(
      place: LogPlace(
        segment: event.place.segment, offset: event.place.offset + Int64(event.length) + 1),
      position: event.position.next, group: event.groupStart, redactions: start?.redactions)
    reader = reading
    return event
  }

  /// Opens the log's files as they are now.
  private func reopen() throws(EventStoreError) -> EventReader {
    let segments = try SegmentList.open(in: store.storage)
    guard let last, let start else { return try store.events(from: first) }
    guard let event = try LogFollower.event(at: last.place, in: segments),
      event.position == last.position, event.leafHash == last.leaf
    else { throw .tailReplaced(last.position) }
    return EventReader(segments: segments, at: start)
  }

  private static func event(
    at place: LogPlace, in segments: [LineSource.Segment]
  ) throws(EventStoreError) -> RecordedEvent? {
    guard let segment = segments.first(where: { $0.first == place.segment }) else { return nil }
    do throws(SystemError) {
      return try LineSource.event(at: place, in: segment)
    } catch {
      throw .system(error)
    }
  }
}
