/// What is found in the events of a portion, looked for on another core while the caller goes on.
final class PendingFacts: Sendable {
  /// The events, in order.
  let events: [RecordedEvent]
  private let work: SharedWork<[EventFacts]>

  /// So many events are a piece: enough to be hashed together, and few enough to be shared out.
  private static let piece = 64

  /// Begins to look at events.
  init(of events: [RecordedEvent]) {
    self.events = events
    let piece = PendingFacts.piece
    work = SharedWork(pieces: (events.count + piece - 1) / piece) { index in
      EventFacts.look(at: events[index * piece..<min((index + 1) * piece, events.count)])
    }
    work.begin()
  }

  /// Looks at what nobody has begun with, and gives what was found in each event, in their order.
  ///
  /// To be asked once.
  func facts() -> [EventFacts] { Array(work.finish().joined()) }
}
