import EventStore

/// The events of some positions, and the records of which they are the first that count, as these are at
/// the end of the log.
///
/// One window after the other gives every record of which something was said, once.
struct RecordWindow {
  /// The events, in order.
  let events: [RecordedEvent]
  /// The numbers of the meetings and documents that come with this window, in the order of these events.
  let serials: [UInt64]
  /// Knows these, with their items, and no other records.
  let index: SearchIndex

  /// Where the window ends.
  var end: UInt64 { events.last.map { $0.position.rawValue + 1 } ?? 0 }

  /// A window has no more events than these.
  static let mostEvents: UInt64 = 1 << 12
  /// A window ends where it has so many bytes, which is asked for each portion.
  private static let manyBytes = 4 << 20
  private static let portion: UInt64 = 1 << 8
}

extension SegmentedIndex {
  /// How many events were there when the index was opened.
  var end: UInt64 { search.end }

  /// The window that begins at a position; nothing where the log cannot be read.
  ///
  /// Memory for the window and for what was said of its records at other positions.
  /// - Parameters:
  ///   - first: The first position that counts: a record of which something was said from there on, and
  ///     before this window, came with an earlier one.
  ///   - most: The most events of the window.
  func window(
    at start: UInt64, since first: UInt64, most: UInt64 = RecordWindow.mostEvents
  ) -> RecordWindow? {
    guard let events = RecordWindow.events(at: start, before: min(end, start + most), in: log)
    else { return nil }
    var streams: [StreamName] = []
    var known: Set<StreamName> = []
    for event in events where IndexWindow.isOfRecord(event) {
      let stream = event.stream
      if stream != streams.last, known.insert(stream).inserted { streams.append(stream) }
    }
    let window = start..<start + UInt64(events.count)
    var (taken, others): (Set<StreamName>, [UInt64]) = ([], [])
    var serials: [UInt64] = []
    for stream in streams {
      guard let positions = log.positions(of: [stream], before: end) else { return nil }
      guard positions.first(where: { $0 >= first }).map(window.contains) ?? false else { continue }
      taken.insert(stream)
      serials.append(stream.serial)
      others += positions.filter { !window.contains($0) }
    }
    guard let outside = log.events(atAny: others) else { return nil }
    let inside = events.filter { IndexWindow.isOfRecord($0) && taken.contains($0.stream) }
    let earlier = outside.prefix { $0.position.rawValue < start }
    let index = index(ofRecords: earlier + inside + outside.dropFirst(earlier.count))
    guard index.damages.isEmpty else { return nil }
    return RecordWindow(events: events, serials: serials, index: index)
  }

  /// The window that begins at a position, with an index that tells which of its events may leave; nothing
  /// where the log cannot be read.
  ///
  /// - Parameters:
  ///   - names: What is known of names in all records.
  ///   - most: The most events of the window.
  func window(
    at start: UInt64, knowing names: OpenNames, most: UInt64 = RecordWindow.mostEvents
  ) -> RecordWindow? {
    guard let events = RecordWindow.events(at: start, before: min(end, start + most), in: log)
    else { return nil }
    var streams = Set(events.filter(IndexWindow.isOfRecord).map(\.stream))
    // The redaction of a record stands behind the log's own, which leaves with it.
    let behind = start + UInt64(events.count)
    if behind < end {
      guard let next = log.event(at: behind) else { return nil }
      if IndexWindow.isOfRecord(next) { streams.insert(next.stream) }
    }
    guard let positions = log.positions(of: streams, before: end),
      let picked = log.events(atAny: positions)
    else { return nil }
    var index = search.index.forEntries(of: picked.count)
    index.openNames = names
    for event in picked { index.apply(event) }
    guard index.damages.isEmpty else { return nil }
    return RecordWindow(events: events, serials: [], index: index)
  }

  /// An index of records without the topics that only phrases give them.
  private func index(ofRecords events: [RecordedEvent]) -> SearchIndex {
    var index = search.index.forEntries(of: events.count)
    index.topicRules = TopicRegistry()
    for event in events { index.apply(event) }
    return index
  }
}

extension RecordWindow {
  fileprivate static func events(
    at start: UInt64, before end: UInt64, in log: LogView
  ) -> [RecordedEvent]? {
    var events: [RecordedEvent] = []
    var bytes = 0
    var next = start
    while next < end, bytes < manyBytes {
      let more = min(end, next + portion)
      let isRead = log.read(next..<more) { event in
        events.append(event)
        bytes += event.length
      }
      guard isRead else { return nil }
      next = more
    }
    return events
  }
}
