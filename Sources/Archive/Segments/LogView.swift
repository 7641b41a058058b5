import EventStore

/// The log at one moment, ready to be read at any place: by its derived index, and behind that from
/// memory.
struct LogView: Sendable {
  let store: EventStore
  /// The events that the derived index does not cover.
  private let recent: [RecordedEvent]
  private let indexed: UInt64
  /// The number of events.
  var count: UInt64 { indexed + UInt64(recent.count) }

  /// More events than these are not kept in memory.
  private static let mostRecent = 1 << 16

  /// Reads what the derived index does not cover; nothing where that is very much, where there is no
  /// index at all, or where the log is damaged.
  init?(_ store: EventStore) {
    let indexed = store.indexedCheckpoint?.next ?? .start
    guard var reader = try? store.events(from: indexed) else { return nil }
    var recent: [RecordedEvent] = []
    while let event = try? reader.next() {
      guard recent.count < LogView.mostRecent,
        event.position.rawValue == indexed.rawValue + UInt64(recent.count)
      else { return nil }
      recent.append(event)
    }
    guard reader.damages.isEmpty else { return nil }
    self.store = store
    self.recent = recent
    self.indexed = indexed.rawValue
  }

  /// The place behind the last event; nothing where there is none.
  var checkpoint: ProjectionCheckpoint? {
    recent.last.map { ProjectionCheckpoint(behind: $0) }
      ?? event(at: count &- 1).map { ProjectionCheckpoint(behind: $0) }
  }

  /// Whether somebody who read up to a place read this log.
  func contains(_ checkpoint: ProjectionCheckpoint) -> Bool {
    guard checkpoint.next.rawValue > 0 else { return true }
    return event(at: checkpoint.next.rawValue - 1)?.leafHash == checkpoint.lastLeaf
  }

  func event(at position: UInt64) -> RecordedEvent? {
    guard position < count else { return nil }
    if position >= indexed { return recent[Int(position - indexed)] }
    return (try? store.indexedEvents(at: [Position(position)]))?.first
  }

  /// The events at some positions, which are in ascending order; nothing where one cannot be read.
  func events(at positions: [UInt64]) -> [RecordedEvent]? {
    let behind = positions.firstIndex { $0 >= indexed } ?? positions.count
    guard positions.last.map({ $0 < count }) ?? true else { return nil }
    let later = positions[behind...].map { recent[Int($0 - indexed)] }
    guard behind > 0 else { return later }
    let earlier = try? store.indexedEvents(at: positions[..<behind].map { Position($0) })
    return earlier.flatMap { $0 }.map { $0 + later }
  }

  /// The positions of the events of some streams in front of a position, in ascending order; nothing
  /// where they cannot be told.
  func positions(of streams: Set<StreamName>, before end: UInt64) -> [UInt64]? {
    guard !streams.isEmpty else { return [] }
    var positions: [UInt64] = []
    if indexed > 0 {
      guard
        let found = store.indexedPositions(
          of: streams.sorted { ($0.category, $0.serial) < ($1.category, $1.serial) },
          before: Position(min(end, indexed)))
      else { return nil }
      positions = found.map(\.rawValue).sorted()
    }
    for event in recent where event.position.rawValue < end && streams.contains(event.stream) {
      positions.append(event.position.rawValue)
    }
    return positions
  }

  /// Gives out the events of some positions in order; false where one cannot be read.
  func read(_ positions: Range<UInt64>, _ body: (RecordedEvent) -> Void) -> Bool {
    guard positions.upperBound <= count else { return false }
    if positions.lowerBound < indexed {
      let earlier = positions.lowerBound..<min(indexed, positions.upperBound)
      guard (try? store.readIndexed(earlier, body)) == true else { return false }
    }
    let start = max(positions.lowerBound, indexed)
    guard start < positions.upperBound else { return true }
    for position in start..<positions.upperBound { body(recent[Int(position - indexed)]) }
    return true
  }
}
