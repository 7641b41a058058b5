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

  /// Whether the line of an event still has a payload; nothing where the index cannot tell.
  ///
  /// Reads the line and no more, since the index knows where the next one begins.
  func hasPayload(
    at position: Position, in segments: [LineSource.Segment]
  ) throws(SystemError) -> Bool? {
    guard position < state.checkpoint.next, let place = try? place(of: position),
      let segment = segments.first(where: { $0.first == place.segment })
    else { return nil }
    var end = try segment.file.length()
    if position.next == state.checkpoint.next {
      end = state.place.offset
    } else if let next = try? self.place(of: position.next), next.segment == place.segment {
      end = next.offset
    }
    guard end > place.offset, end - place.offset <= Int64(Line.longest) + 1 else { return nil }
    var bytes: [UInt8] = []
    let count = Int(end - place.offset)
    guard try segment.file.append(to: &bytes, count: count, at: place.offset) == count,
      bytes.popLast() == UInt8(ascii: "\n"),
      let line = bytes.withUnsafeBytes({ Line.decode(ByteView($0)) }), line.position == position
    else { return nil }
    if case .data = line.payload { return true }
    return false
  }

  /// The event at a position, read where the index says that it stands; nothing where it does not
  /// stand there.
  ///
  /// - Parameter known: The payloads that were taken out, looked for once for all events.
  func event(
    at position: Position, in segments: [LineSource.Segment], _ known: inout Redactions?
  ) throws(EventStoreError) -> RecordedEvent? {
    guard let place = try? place(of: position),
      let segment = segments.first(where: { $0.first == place.segment })
    else { return nil }
    do throws(SystemError) {
      guard let event = try LineSource.event(at: place, in: segment), event.position == position
      else { return nil }
      let redactions: Redactions
      if let known {
        redactions = known
      } else {
        redactions = try Redactions(in: segments, from: readingStart)
        known = redactions
      }
      if let by = redactions[position] { return event.withoutPayload(by: by) }
      // A line without a payload that no event took out is left to the reader to tell of.
      if case .redacted = event.payload { return nil }
      return event
    } catch {
      throw .system(error)
    }
  }
}
