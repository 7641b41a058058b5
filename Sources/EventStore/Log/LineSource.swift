/// Hands out the lines of the log's segments in order, each with what it says where it is sound.
///
/// It holds one stretch of one segment in memory: what the caller asked it to keep, and a chunk
/// read ahead. The lines of a chunk are decoded together, half of them on another core.
struct LineSource {
  let segments: [Segment]
  /// The segment that is being read.
  private(set) var segment: Int
  /// Bytes of the segment; its first one stands at `bufferOffset`.
  private let buffer = ReadBuffer()
  private var bufferOffset: Int64 = 0
  /// The index of the next line in the buffer.
  private var next = 0
  /// The lines in the buffer that were decoded and not handed out yet.
  private var ahead = DecodedLines()
  private var reachedEnd = false
  /// The offset from which bytes stay in the buffer, where there is one.
  private var keptFrom: Int64?

  /// One file of the log.
  struct Segment {
    let first: Position
    let file: any StorageFile
  }

  /// A stretch of bytes between two line feeds, or around one that is missing.
  struct RawLine {
    /// Where it begins in the segment.
    let offset: Int64
    /// Where it stands in the buffer, until the next one is asked for.
    let range: Range<Int>
    /// Whether a line feed follows.
    let isTerminated: Bool
    /// What it says; nothing where it is not sound, or where no line feed follows.
    var line: Line?

    /// The offset behind it and its line feed.
    var end: Int64 { offset + Int64(range.count) + (isTerminated ? 1 : 0) }
  }

  /// Bytes to be read next: whoever wants one line reads little, and who wants all of them much.
  private var chunk: Int
  /// The most bytes read at once; half of them are for each core, and fit into its own memory.
  private static let longestChunk = 1 << 19
  /// Whether checksums are computed; false where they were before.
  private let isChecked: Bool

  /// - Parameter chunk: How many bytes to read first.
  init(
    segments: [Segment], from segment: Int = 0, offset: Int64 = 0, isChecked: Bool = true,
    chunk: Int = 1 << 16
  ) {
    self.segments = segments
    self.segment = segment
    self.isChecked = isChecked
    self.chunk = chunk
    bufferOffset = offset
  }

  /// The event whose line begins at a place; nothing where no sound line does.
  static func event(
    at place: LogPlace, in segment: Segment
  ) throws(SystemError) -> RecordedEvent? {
    var source = LineSource(segments: [segment], offset: place.offset, chunk: 1 << 12)
    guard let raw = try source.nextLine(), let line = raw.line else { return nil }
    return source.event(raw.range, line, at: place)
  }

  /// Some bytes of the buffer, to be looked at before the next line is asked for.
  func view(_ range: Range<Int>) -> ByteView { buffer.view[range] }

  /// An event whose line stands in the buffer, and keeps that memory.
  func event(_ range: Range<Int>, _ line: Line, at place: LogPlace) -> RecordedEvent {
    precondition(range.count == line.length && range.upperBound <= buffer.count, "another line")
    return RecordedEvent(in: buffer.memory, from: range.lowerBound, fields: line, place: place)
  }

  /// The offset of the next line.
  var offset: Int64 { bufferOffset + Int64(next) }

  /// Whether this is the segment that a writer may still be writing.
  var isInLastSegment: Bool { segment == segments.count - 1 }

  /// Keeps the bytes from an offset of this segment on, or none but the next line's.
  mutating func keep(from offset: Int64?) { keptFrom = offset }

  /// Where bytes of this segment stand in the buffer, if all of them are there.
  func indices(of range: Range<Int64>) -> Range<Int>? {
    guard range.lowerBound >= bufferOffset,
      range.upperBound <= bufferOffset + Int64(buffer.count)
    else { return nil }
    return Int(range.lowerBound - bufferOffset)..<Int(range.upperBound - bufferOffset)
  }

  /// Forgets what was read and goes on at an offset of this segment.
  mutating func rewind(to offset: Int64) {
    buffer.removeAll()
    ahead.removeAll()
    bufferOffset = offset
    next = 0
    reachedEnd = false
    keptFrom = nil
  }

  /// Goes on with the next segment; false where there is none.
  mutating func advanceSegment() -> Bool {
    guard segment + 1 < segments.count else { return false }
    segment += 1
    rewind(to: 0)
    return true
  }

  /// Gives the next line of this segment, or nothing at the segment's end.
  mutating func nextLine() throws(SystemError) -> RawLine? {
    guard segment < segments.count else { return nil }
    var searched = next
    while true {
      if let line = ahead.next() { return take(to: line.end, isTerminated: true, line.line) }
      searched = max(searched, next)
      ahead.decode(buffer.view, from: next, searching: searched, isChecked: isChecked)
      if ahead.hasMore { continue }
      searched = buffer.count
      if reachedEnd {
        return next < buffer.count ? take(to: buffer.count, isTerminated: false) : nil
      }
      if buffer.count - next > Line.longest {
        return take(to: endOfOverlong(), isTerminated: false)
      }
      searched -= try fill()
    }
  }

  private mutating func take(to end: Int, isTerminated: Bool, _ line: Line? = nil) -> RawLine {
    let raw = RawLine(offset: offset, range: next..<end, isTerminated: isTerminated, line: line)
    next = isTerminated ? end + 1 : end
    return raw
  }

  /// Where to divide bytes that are too long for a line: before the first place at which a line may
  /// begin, or, where there is none, so that none that begins at the very end is cut in two.
  private func endOfOverlong() -> Int {
    let within = SystemCalls.find(Line.opening, in: buffer.view.buffer, from: next + 1)
    return within ?? buffer.count - Line.opening.utf8CodeUnitCount
  }

  /// Reads a chunk; gives by how much the bytes in the buffer moved to its front.
  private mutating func fill() throws(SystemError) -> Int {
    let kept = keptFrom.map { max(0, Int($0 - bufferOffset)) } ?? next
    let dropped = min(kept, next)
    if dropped > 0 {
      buffer.removeFirst(dropped)
      bufferOffset += Int64(dropped)
      next -= dropped
    }
    let count = try buffer.append(
      from: segments[segment].file, at: bufferOffset + Int64(buffer.count), most: chunk)
    reachedEnd = count < chunk
    chunk = min(chunk * 2, LineSource.longestChunk)
    return dropped
  }
}
