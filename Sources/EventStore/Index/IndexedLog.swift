/// A log with its derived index, both opened once, for whoever reads here and there in it.
///
/// It sees the log as it was when it was opened. To be used by one thread at a time.
package final class IndexedLog {
  private let index: LogIndex?
  private let segments: [LineSource.Segment]
  /// The payloads that were taken out, looked for when the first event is read.
  private var redactions: Redactions?

  /// Opens the log of a store; nothing where it cannot be read.
  package init?(_ store: EventStore) {
    guard let segments = try? SegmentList.open(in: store.storage) else { return nil }
    self.segments = segments
    index = IndexKeeper(store: store).open(toRead: segments)
  }

  /// The number of events that the index covers.
  package var count: UInt64 { index?.state.count ?? 0 }

  /// The position behind the last event that takes payloads out, as far as the index covers the log.
  package var erasuresEnd: UInt64 {
    index?.state.redactions.map { $0.by.rawValue + 1 }.max() ?? 0
  }

  /// Reads what the index does not cover.
  package func tail() -> EventReader {
    guard let index else { return EventReader(segments: segments, from: .start) }
    return EventReader(segments: segments, at: index.readingStart)
  }

  /// The positions of the events of some streams, stream by stream; nothing where the index is damaged.
  package func positions(of streams: Set<StreamName>) -> [Position]? {
    guard let index else { return [] }
    var positions: [Position] = []
    for stream in streams {
      guard let found = try? index.positions(of: stream) else { return nil }
      positions += found
    }
    return positions
  }

  /// Positions that are no further apart are read with what is between them.
  private static let near: UInt64 = 8

  /// The events at some positions that the index covers, which are in ascending order; nothing where one
  /// of them does not stand where it says.
  package func events(at positions: [Position]) -> [RecordedEvent]? {
    let wanted = positions.map(\.rawValue)
    var events: [RecordedEvent] = []
    events.reserveCapacity(wanted.count)
    var next = 0
    while next < wanted.count {
      let first = next
      next += 1
      while next < wanted.count, wanted[next] &- wanted[next - 1] <= IndexedLog.near { next += 1 }
      let range = wanted[first]..<wanted[next - 1] + 1
      if let found = pick(wanted[first..<next], of: range) {
        events += found
        continue
      }
      var index = first
      let isRead = read(range, chunk: stretch(of: range)?.length ?? IndexedLog.page) { event in
        while index < next, wanted[index] == event.position.rawValue {
          events.append(event)
          index += 1
        }
      }
      guard isRead, index == next else { return nil }
    }
    return events
  }

  /// The events at some positions of a few that are read at once, no other line of which is looked at;
  /// nothing where the index does not tell where each of them ends.
  private func pick(
    _ wanted: ArraySlice<UInt64>, of positions: Range<UInt64>
  ) -> [RecordedEvent]? {
    guard let index, let (start, length) = stretch(of: positions), let redactions = known(index),
      let segment = segments.first(where: { $0.first == start.segment })
    else { return nil }
    let memory = ByteMemory(byteCount: length)
    guard (try? memory.fill(0..<length, from: segment.file, at: start.offset)) == length else {
      return nil
    }
    var events: [RecordedEvent] = []
    events.reserveCapacity(wanted.count)
    func offset(of position: UInt64) -> Int? {
      if position == positions.lowerBound { return 0 }
      if position == positions.upperBound { return length }
      guard let place = try? index.place(of: Position(position)), place.segment == start.segment,
        place.offset >= start.offset
      else { return nil }
      return Int(place.offset - start.offset)
    }
    for position in wanted {
      guard let from = offset(of: position), let end = offset(of: position + 1), end > from,
        end <= length
      else { return nil }
      let feed = end - 1
      let place = LogPlace(segment: start.segment, offset: start.offset + Int64(from))
      guard memory.bytes[feed] == UInt8(ascii: "\n"),
        let line = Line.decode(memory.view(from..<feed)), line.position.rawValue == position,
        let event = IndexedLog.event(
          RecordedEvent(in: memory, from: from, fields: line, place: place), redactions)
      else { return nil }
      events.append(event)
    }
    return events
  }

  /// The bytes that are read first of events here and there, where it is not known how many they have.
  private static let page = 1 << 12

  /// Where the lines at some positions begin and how many bytes they have, where they are few and in one
  /// segment.
  private func stretch(of positions: Range<UInt64>) -> (start: LogPlace, length: Int)? {
    guard let index, positions.upperBound < count,
      let start = try? index.place(of: Position(positions.lowerBound)),
      let end = try? index.place(of: Position(positions.upperBound)), start.segment == end.segment,
      end.offset > start.offset, end.offset - start.offset <= 1 << 16
    else { return nil }
    return (start, Int(end.offset - start.offset))
  }

  /// Gives out the events of some positions in order, wherever batches begin and end; false where the
  /// index does not reach so far, or where one does not stand where it says.
  package func read(
    _ positions: Range<UInt64>, chunk: Int = 1 << 16, _ body: (RecordedEvent) -> Void
  ) -> Bool {
    guard !positions.isEmpty else { return true }
    guard let index, positions.upperBound <= count, let redactions = known(index),
      let start = try? index.place(of: Position(positions.lowerBound)),
      let segment = segments.firstIndex(where: { $0.first == start.segment })
    else { return false }
    var source = LineSource(
      segments: segments, from: segment, offset: start.offset, chunk: chunk)
    var next = positions.lowerBound
    while next < positions.upperBound {
      // What cannot be read is missed at the next position.
      guard let raw = try? source.nextLine() else {
        guard source.advanceSegment() else { return false }
        continue
      }
      guard let line = raw.line, line.position.rawValue == next else { return false }
      let place = LogPlace(segment: segments[source.segment].first, offset: raw.offset)
      guard let event = IndexedLog.event(source.event(raw.range, line, at: place), redactions)
      else { return false }
      body(event)
      next += 1
    }
    return true
  }

  private func known(_ index: LogIndex) -> Redactions? {
    if let redactions { return redactions }
    redactions = try? Redactions(in: segments, from: index.readingStart)
    return redactions
  }

  /// An event as it counts; nothing for a line that lost its payload although no event took it out.
  private static func event(_ event: RecordedEvent, _ redactions: Redactions) -> RecordedEvent? {
    if let by = redactions[event.position] { return event.withoutPayload(by: by) }
    return event.hasPayload ? event : nil
  }
}
