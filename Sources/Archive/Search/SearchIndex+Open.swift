import EventStore

extension SearchIndex {
  /// The index of what may leave under a ceiling, and of nothing else: this one where everything may.
  ///
  /// Whatever follows from it (names, counts, offices) follows from events that may leave. Records that
  /// were withdrawn as `depublished` may not. This index must hold all records; reads the log once more.
  /// - Parameter progress: Told after every event how many bytes of the log were read.
  func open(
    under ceiling: Openness, in store: EventStore, progress: (Int64) -> Void = { _ in }
  ) throws(EventStoreError) -> SearchIndex {
    if isOpen(under: ceiling) { return self }
    var open = SearchIndex(of: store, like: self)
    var reader = try store.events()
    var read: Int64 = 0
    while let event = try reader.next(), event.position.rawValue < eventCount {
      if mayLeave(event, under: ceiling), !isDepublished(event) { open.apply(event) }
      read += Int64(event.length + 1)
      progress(read)
    }
    return open
  }

  /// Whether every record, and every source that was kept, may leave under a ceiling.
  private func isOpen(under ceiling: Openness) -> Bool {
    records.indices.allSatisfy { records[$0].openness.isWithin(ceiling) && !isDepublished($0) }
      && sources.keys.allSatisfy { openness(ofSource: $0).isWithin(ceiling) }
  }

  private func isDepublished(_ event: RecordedEvent) -> Bool {
    place(ofEventAt: event.position).map(isDepublished) ?? false
  }

  /// Whether a record, or the meeting that it belongs to, was withdrawn since it may not be published.
  func isDepublished(_ place: Int) -> Bool {
    guard records[place].isRetracted else { return false }
    return (acts(about: place) + (records[place].meeting.map(acts) ?? [])).contains { act in
      if case .retracted(let retraction) = act.act {
        retraction.reason == .depublished
      } else {
        false
      }
    }
  }
}
