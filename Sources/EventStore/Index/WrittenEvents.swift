/// What a writer has appended since it was opened, as the derived index wants to know it, so that
/// the log need not be read again for it.
struct WrittenEvents: Sendable {
  /// One event.
  struct Entry: Sendable {
    let id: EventID
    let stream: StreamName
    let revision: UInt64
    /// Where its line begins in its segment.
    let offset: Int64
    let leaf: Digest
  }

  /// The position of the first of them.
  let first: Position
  private(set) var entries: [Entry] = []
  /// How many of them are durable.
  private var durable = 0
  /// Behind the last one that is durable, and when that was recorded.
  private(set) var end: (place: LogPlace, recordedAt: Timestamp)?
  /// Whether there is nothing to be had from here: there were too many, or an event that says more
  /// than its header.
  private(set) var isGivenUp = false

  /// More events than these are read from the log again, instead of being kept in memory.
  private static let most = 1 << 20

  init(from first: Position) { self.first = first }

  /// Notes events whose lines were just made.
  ///
  /// - Parameter base: Where the lines begin in their segment.
  mutating func note(
    _ events: [PlacedEvent], _ lines: [EncodedLine], from base: Int64
  ) {
    guard !isGivenUp else { return }
    guard entries.count + events.count <= WrittenEvents.most,
      !events.contains(where: { $0.type == .redacted })
    else { return giveUp() }
    for (event, line) in zip(events, lines) {
      entries.append(
        Entry(
          id: event.id, stream: event.stream, revision: event.revision,
          offset: base + Int64(line.offset), leaf: line.leaf))
    }
  }

  /// Takes note that all of them are durable.
  mutating func settle(at place: LogPlace, _ recordedAt: Timestamp) {
    durable = entries.count
    end = (place, recordedAt)
  }

  /// Forgets those that are not durable.
  mutating func abandon() { entries.removeLast(entries.count - durable) }

  private mutating func giveUp() {
    isGivenUp = true
    entries = []
    durable = 0
  }
}
