import EventStore

/// Reading what the derived index does not cover.
extension Register {
  /// Reads it, and writes the index on the way, so that there is never much to be remembered.
  ///
  /// Identities are made on another core while the next portion is read. Memory for two portions of
  /// the log, and 24 bytes for each record of the index's next portion, or of the longest batch.
  /// - Parameters:
  ///   - isSaving: Whether to write the index, which only a writer may do.
  ///   - records: So many records are gathered before they are written.
  ///   - progress: Told after every event how many bytes were read.
  /// - Returns: the damage that was read around.
  mutating func bringUp(
    in store: EventStore, isSaving: Bool, records: Int = 1 << 16,
    progress: (Int64) -> Void = { _ in }
  ) throws(EventStoreError) -> [Damage] {
    isIndexable = isSaving
    var reader = try store.events(from: checkpoint.next)
    var read: Int64 = 0
    var portion: [RecordedEvent] = []
    var bytes = 0
    var before: Portion?
    while let event = try reader.next() {
      portion.append(event)
      bytes += event.length
      read += Int64(event.length + 1)
      progress(read)
      guard bytes >= Register.portion else { continue }
      let next = Portion(portion)
      if let before { try take(before, in: store, records, isSound: reader.damages.isEmpty) }
      before = next
      (portion, bytes) = ([], 0)
    }
    if let before { try take(before, in: store, records, isSound: reader.damages.isEmpty) }
    for event in portion { apply(event) }
    return reader.damages
  }

  /// Bytes of the log whose identities are made at once; few enough to stay near the cores.
  private static let portion = 1 << 18

  /// Some events, and their identities as soon as they are there.
  private struct Portion {
    let events: [RecordedEvent]
    let identities: Background<[RecordIdentity?]>

    init(_ events: [RecordedEvent]) {
      self.events = events
      identities = Background {
        let document = JSONDocument()
        return events.map { Register.identity(of: $0, document) }
      }
    }
  }

  private mutating func take(
    _ portion: Portion, in store: EventStore, _ records: Int, isSound: Bool
  ) throws(EventStoreError) {
    for (event, identity) in zip(portion.events, portion.identities.result) {
      apply(event, identity)
      // An index ends where a batch does.
      if met.count >= records, !event.continues, isSound { try save(in: store) }
    }
  }

  private mutating func save(in store: EventStore) throws(EventStoreError) {
    // What was corrected before the index's end is never read again.
    try finish(in: store)
    isIndexable = KeyIndex.extend(
      behind: base, of: store, name: Register.name, version: Register.version, with: met,
      upTo: .checkpoint(checkpoint), numbers: numbers)
    if isIndexable { base = checkpoint }
    met = []
  }
}
