/// Reading the log at the places that the index knows.
extension LogIndex {
  /// Where to begin reading at a position; nothing where the index does not reach so far, or where no
  /// batch begins there.
  func start(at first: Position, in segments: [LineSource.Segment]) -> ReadingStart? {
    if first == state.checkpoint.next { return readingStart }
    let before = Position(first.rawValue - 1)
    guard first < state.checkpoint.next, let place = try? place(of: before),
      let segment = segments.first(where: { $0.first == place.segment }),
      let event = try? LineSource.event(at: place, in: segment), event.position == before,
      !event.continues
    else { return nil }
    var start = readingStart
    start.place.segment = place.segment
    start.place.offset = place.offset + Int64(event.length) + 1
    start.position = first
    start.group = event.groupStart
    return start
  }

  /// The event at a position, read where the index says that it stands; nothing where it does not
  /// stand there.
  func event(
    at position: Position, in storage: any Storage
  ) throws(EventStoreError) -> RecordedEvent? {
    guard let place = try? place(of: position) else { return nil }
    let segments = try SegmentList.open(in: storage)
    guard let segment = segments.first(where: { $0.first == place.segment }) else { return nil }
    do throws(SystemError) {
      guard let event = try LineSource.event(at: place, in: segment), event.position == position
      else { return nil }
      let redactions = try Redactions(in: segments, from: readingStart)
      if let by = redactions[position] { return event.withoutPayload(by: by) }
      // A line without a payload that no event took out is left to the reader to tell of.
      if case .redacted = event.payload { return nil }
      return event
    } catch {
      throw .system(error)
    }
  }
}
