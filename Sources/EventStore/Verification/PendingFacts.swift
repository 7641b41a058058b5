import Dispatch
import Synchronization

/// What is found in the events of a portion, looked for on another core while the caller goes on.
///
/// The portion is divided into pieces, and whoever has time takes the next: the other core, and the
/// caller once it has nothing else to do. So nobody waits for work that nobody has begun with.
final class PendingFacts: Sendable {
  /// The events, in order.
  let events: [RecordedEvent]
  private let claimed = Atomic<Int>(0)
  private let found: Mutex<Found>
  private let end = DispatchSemaphore(value: 0)

  private struct Found {
    var pieces: [[EventFacts]]
    var missing: Int
  }

  /// So many events are a piece: enough to be hashed together, and few enough to be shared out.
  private static let piece = 64

  /// Begins to look at events.
  init(of events: [RecordedEvent]) {
    self.events = events
    let count = (events.count + PendingFacts.piece - 1) / PendingFacts.piece
    found = Mutex(Found(pieces: Array(repeating: [], count: count), missing: count))
    // A single piece is not worth another thread.
    if count > 1 { DispatchQueue.global().async { self.look() } }
  }

  /// Looks at what nobody has begun with, and gives what was found in each event, in their order.
  ///
  /// To be asked once.
  func facts() -> [EventFacts] {
    guard !events.isEmpty else { return [] }
    look()
    end.wait()
    return found.withLock { Array($0.pieces.joined()) }
  }

  private func look() {
    while true {
      let index = claimed.wrappingAdd(1, ordering: .relaxed).oldValue
      let start = index * PendingFacts.piece
      guard start < events.count else { return }
      let end = min(start + PendingFacts.piece, events.count)
      let facts = EventFacts.look(at: events[start..<end])
      let isComplete = found.withLock {
        $0.pieces[index] = facts
        $0.missing -= 1
        return $0.missing == 0
      }
      if isComplete { self.end.signal() }
    }
  }
}
