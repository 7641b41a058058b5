import EventStore

/// The log at one moment, ready to be read at any place: by its derived index, and behind that from
/// memory.
final class LogView {
  let store: EventStore
  private let log: IndexedLog
  /// The events that the derived index does not cover.
  private let recent: [RecordedEvent]
  /// Their positions by streams.
  private lazy var recentPositions = Dictionary(grouping: recent, by: \.stream)
    .mapValues { $0.map(\.position.rawValue) }
  private let indexed: UInt64
  /// The number of events.
  var count: UInt64 { indexed + UInt64(recent.count) }

  /// The position behind the last event that takes payloads out.
  ///
  /// What was made of payloads before, and does not know of it, may hold what was erased.
  let erasuresEnd: UInt64

  /// More events than these are not kept in memory.
  private static let mostRecent = 1 << 16

  /// Reads what the derived index does not cover; nothing where that is very much, or where the log is
  /// damaged.
  init?(_ store: EventStore) {
    guard let log = IndexedLog(store) else { return nil }
    var reader = log.tail()
    var recent: [RecordedEvent] = []
    do throws(EventStoreError) {
      while let event = try reader.next() {
        guard recent.count < LogView.mostRecent,
          event.position.rawValue == log.count + UInt64(recent.count)
        else { return nil }
        recent.append(event)
      }
    } catch {
      return nil
    }
    guard reader.damages.isEmpty else { return nil }
    self.store = store
    self.log = log
    self.recent = recent
    indexed = log.count
    erasuresEnd =
      recent.last { $0.takesPayloadsOut }.map { $0.position.rawValue + 1 } ?? log.erasuresEnd
  }

  /// Whether somebody who read up to a place read this log.
  func contains(_ checkpoint: ProjectionCheckpoint) -> Bool {
    guard checkpoint.next.rawValue > 0 else { return true }
    return event(at: checkpoint.next.rawValue - 1)?.leafHash == checkpoint.lastLeaf
  }

  func event(at position: UInt64) -> RecordedEvent? {
    guard position < count else { return nil }
    if position >= indexed { return recent[Int(position - indexed)] }
    return log.events(at: [Position(position)])?.first
  }

  /// The events at some positions, which are in ascending order; nothing where one cannot be read.
  func events(at positions: [UInt64]) -> [RecordedEvent]? {
    let behind = positions.firstIndex { $0 >= indexed } ?? positions.count
    guard positions.last.map({ $0 < count }) ?? true else { return nil }
    let later = positions[behind...].map { recent[Int($0 - indexed)] }
    guard behind > 0 else { return later }
    return log.events(at: positions[..<behind].map { Position($0) }).map { $0 + later }
  }

  /// The events at some positions, in whatever order these are told and however often; nothing where one
  /// cannot be read.
  func events(atAny positions: [UInt64]) -> [RecordedEvent]? {
    var distinct: [UInt64] = []
    distinct.reserveCapacity(positions.count)
    for position in positions.sorted() where position != distinct.last { distinct.append(position) }
    return events(at: distinct)
  }

  /// The positions of the events of some streams in front of a position, in ascending order; nothing
  /// where they cannot be told.
  func positions(of streams: Set<StreamName>, before end: UInt64) -> [UInt64]? {
    guard let found = log.positions(of: streams) else { return nil }
    let later = recent.isEmpty ? [] : streams.flatMap { recentPositions[$0] ?? [] }
    return (found.map(\.rawValue) + later).filter { $0 < end }.sorted()
  }

  /// Gives out the events of some positions in order; false where one cannot be read.
  func read(_ positions: Range<UInt64>, _ body: (RecordedEvent) -> Void) -> Bool {
    guard positions.upperBound <= count else { return false }
    if positions.lowerBound < indexed {
      let earlier = positions.lowerBound..<min(indexed, positions.upperBound)
      guard log.read(earlier, body) else { return false }
    }
    let start = max(positions.lowerBound, indexed)
    guard start < positions.upperBound else { return true }
    for position in start..<positions.upperBound { body(recent[Int(position - indexed)]) }
    return true
  }
}
