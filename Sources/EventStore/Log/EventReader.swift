/// Reads the events of whole batches in the order of the log.
///
/// It sees the log as it was when the reading reached its end: a prefix, also while somebody
/// appends. Damage is read around and noted; a batch that lost an event is passed over whole.
/// Memory is bounded by the longest line, plus 6 MiB. Every checksum is checked, on two cores; a batch
/// that is too long to keep is read twice. `Documentation/Benchmarks.md` has the speed.
public struct EventReader {
  private var scanner: LogScanner
  private let segments: [LineSource.Segment]
  private let first: Position
  /// The next event of the batch in the scanner's memory.
  private var nextEvent = 0
  /// The batch that is being read again, because it was too long to keep.
  private var rereading: Rereading?

  /// The damage met so far.
  public private(set) var damages: [Damage] = []
  /// The redactions that were known to the reading.
  var redactions: Redactions? { scanner.redactions }
  /// The position at which the log goes on, as far as it was read.
  public var end: Position { scanner.end.position }
  /// The payloads that were taken out, and the events that say so; known when reading has begun.
  var takenOut: [Position: Position] { scanner.redactions?.takenOut ?? [:] }
  /// Where the last whole batch ends, as far as it was read.
  var endPlace: LogPlace { scanner.end.place }
  /// What an unfinished write left at the end; known when there are no more events.
  public var unfinishedTail: UnfinishedTail? { scanner.tail }

  private struct Rereading {
    var source: LineSource
    let segment: Int
    let end: Int64
  }

  init(
    segments: [LineSource.Segment], from first: Position,
    redactions: RedactionPolicy = .respected, knowing known: ReadingStart? = nil
  ) {
    // The last segment that begins at or before the first position wanted.
    let segment = segments.last { $0.first <= first }?.first ?? segments.first?.first ?? .start
    let isBeginning = segment == segments.first?.first
    self.init(
      segments: segments,
      at: ReadingStart(
        place: LogPlace(segment: segment, offset: 0), position: isBeginning ? .start : segment),
      from: first, redactions: redactions, knowing: known)
  }

  /// Reads from a place behind a whole batch, or from the beginning of a segment.
  ///
  /// - Parameter known: A place behind a batch, and the redactions in the log before it.
  init(
    segments: [LineSource.Segment], at start: ReadingStart, from first: Position? = nil,
    redactions: RedactionPolicy = .respected, knowing known: ReadingStart? = nil
  ) {
    self.segments = segments
    self.first = first ?? start.position
    scanner = LogScanner(segments: segments, at: start, redactions: redactions, knowing: known)
  }

  /// Gives the next event, or nothing at the end of the log.
  public mutating func next() throws(EventStoreError) -> RecordedEvent? {
    do throws(SystemError) {
      while true {
        if let event = try nextOfBatch() {
          guard event.position >= first else { continue }
          return scanner.redactions?[event.position].map { event.withoutPayload(by: $0) } ?? event
        }
        switch try scanner.next() {
        case nil: return nil
        case .damage(let damage): damages.append(damage)
        case .batch(let extent): begin(extent)
        case .undecided: break
        }
      }
    } catch {
      throw .system(error)
    }
  }

  private mutating func begin(_ batch: BatchExtent) {
    if batch.isInMemory {
      nextEvent = 0
      return
    }
    nextEvent = Int.max
    rereading = Rereading(
      source: LineSource(
        // The checksums were right when the scanner passed here.
        segments: [segments[batch.segment]], offset: batch.bytes.lowerBound, isChecked: false),
      segment: batch.segment, end: batch.bytes.upperBound)
  }

  private mutating func nextOfBatch() throws(SystemError) -> RecordedEvent? {
    if rereading != nil { return try nextReread() }
    guard nextEvent < scanner.events.count else {
      nextEvent = Int.max
      return nil
    }
    defer { nextEvent += 1 }
    return scanner.events[nextEvent]
  }

  private mutating func nextReread() throws(SystemError) -> RecordedEvent? {
    // Worked on where it stands: a copy for each event would cost more than its line.
    guard let place = rereading?.source.offset, let end = rereading?.end, place < end else {
      rereading = nil
      return nil
    }
    let raw: LineSource.RawLine?
    do throws(SystemError) {
      raw = try rereading?.source.nextLine()
    } catch {
      rereading = nil
      throw error
    }
    guard let raw, let segment = rereading?.segment else {
      rereading = nil
      return nil
    }
    let start = LogPlace(segment: segments[segment].first, offset: raw.offset)
    guard let line = raw.line else {
      rereading = nil
      damages.append(
        Damage(
          place: start, position: scanner.end.position,
          kind: .unreadable(bytes: Int64(raw.range.count))))
      return nil
    }
    return rereading?.source.event(raw.range, line, at: start)
  }
}
