/// Hands out the lines of the log's segments in order, each with what it says where it is sound.
///
/// It holds one chunk of one segment in memory. Whoever reads on gets longer chunks, and then the next
/// one is read and decoded on another core while the lines of this one are used.
struct LineSource {
  let segments: [Segment]
  /// The segment that is being read.
  private(set) var segment: Int
  /// What is in memory.
  private var chunk: LogChunk?
  /// The piece of the chunk whose lines are handed out, and the next one in it.
  private var piece = -1
  private var entry = 0
  /// Where the next line begins in the chunk's memory.
  private var next = 0
  /// What comes behind the chunk, where it was begun.
  private var ahead: LogChunk?
  /// The offset at which the segment is read on.
  private var fillOffset: Int64

  /// One file of the log.
  struct Segment {
    let first: Position
    let file: any StorageFile
  }

  /// A stretch of bytes between two line feeds, or around one that is missing.
  struct RawLine {
    /// Where it begins in the segment.
    let offset: Int64
    /// Where it stands in the chunk's memory, until the next one is asked for.
    let range: Range<Int>
    /// Whether a line feed follows.
    let isTerminated: Bool
    /// What it says; nothing where it is not sound, or where no line feed follows.
    var line: Line?

    /// The offset behind it and its line feed.
    var end: Int64 { offset + Int64(range.count) + (isTerminated ? 1 : 0) }
  }

  /// Bytes to be read next: whoever wants one line reads little, and who wants all of them much.
  private var chunkLength: Int
  /// The most bytes read at once, but for lines that are longer.
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
    chunkLength = chunk
    fillOffset = offset
  }

  /// The event whose line begins at a place; nothing where no sound line does.
  static func event(
    at place: LogPlace, in segment: Segment
  ) throws(SystemError) -> RecordedEvent? {
    var source = LineSource(segments: [segment], offset: place.offset, chunk: 1 << 12)
    guard let raw = try source.nextLine(), let line = raw.line else { return nil }
    return source.event(raw.range, line, at: place)
  }

  /// Some bytes of the chunk, to be looked at before the next line is asked for.
  func view(_ range: Range<Int>) -> ByteView {
    guard let chunk else { preconditionFailure("nothing was read") }
    return chunk.memory.view(range)
  }

  /// An event whose line stands in the chunk, and keeps that memory.
  func event(_ range: Range<Int>, _ line: Line, at place: LogPlace) -> RecordedEvent {
    guard let chunk, range.count == line.length, range.upperBound <= chunk.end else {
      preconditionFailure("another line")
    }
    return RecordedEvent(
      in: chunk.memory, from: range.lowerBound, fields: line, place: place)
  }

  /// The offset of the next line.
  var offset: Int64 {
    chunk.map { $0.offset + Int64(next - $0.start) } ?? fillOffset
  }

  /// Whether this is the segment that a writer may still be writing.
  var isInLastSegment: Bool { segment == segments.count - 1 }

  /// Forgets what was read and goes on at an offset of this segment.
  mutating func rewind(to offset: Int64) {
    (chunk, ahead) = (nil, nil)
    fillOffset = offset
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
    while true {
      if let chunk {
        if let line = nextDecoded(chunk) { return line }
        if let failure = chunk.takeFailure() { throw failure }
        if chunk.isLast {
          return next < chunk.end ? take(to: chunk.end, of: chunk, isTerminated: false) : nil
        }
        if chunk.end - next > Line.longest {
          return take(to: endOfOverlong(chunk), of: chunk, isTerminated: false)
        }
      }
      try fill()
    }
  }

  /// The next line that ends in the chunk.
  @inline(__always)
  private mutating func nextDecoded(_ chunk: LogChunk) -> RawLine? {
    while true {
      if piece >= 0, entry < chunk.pieces[piece].lines.count {
        let found = chunk.pieces[piece].lines[entry]
        entry += 1
        return take(to: chunk.start + found.end, of: chunk, isTerminated: true, found.line)
      }
      guard piece + 1 < chunk.pieces.count else { return nil }
      (piece, entry) = (piece + 1, 0)
      guard let feed = chunk.pieces[piece].firstFeed else { continue }
      // This one began before the piece.
      let end = chunk.start + feed
      let line = Line.decode(view(next..<end), isChecked: isChecked)
      return take(to: end, of: chunk, isTerminated: true, line)
    }
  }

  @inline(__always)
  private mutating func take(
    to end: Int, of chunk: LogChunk, isTerminated: Bool, _ line: Line? = nil
  ) -> RawLine {
    let raw = RawLine(
      offset: chunk.offset + Int64(next - chunk.start), range: next..<end,
      isTerminated: isTerminated, line: line)
    next = isTerminated ? end + 1 : end
    return raw
  }

  /// Where to divide bytes that are too long for a line: before the first place at which a line may
  /// begin, or, where there is none, so that none that begins at the very end is cut in two.
  private func endOfOverlong(_ chunk: LogChunk) -> Int {
    let within = SystemCalls.find(
      Line.opening, in: view(0..<chunk.end).buffer, from: next + 1)
    return within ?? chunk.end - Line.opening.utf8CodeUnitCount
  }

  /// Goes on to the next chunk, with the line that begins in this one; the one behind it is begun.
  private mutating func fill() throws(SystemError) {
    let old = chunk
    let following = ahead ?? begun(insteadOf: nil)
    ahead = nil
    let begunLine =
      old.map { view(next..<$0.end) } ?? ByteView(UnsafeRawBufferPointer(start: nil, count: 0))
    try following.finish(behind: begunLine)
    chunk = following
    fillOffset = following.offset + Int64(following.count)
    (piece, entry, next) = (-1, 0, following.start - begunLine.count)
    let isFull = chunkLength >= LineSource.longestChunk
    // A long line is not to be copied for every half mebibyte of it.
    chunkLength = max(min(chunkLength * 2, LineSource.longestChunk), begunLine.count)
    if isFull, !following.isLast { ahead = begun(insteadOf: old) }
  }

  /// A chunk that another core has begun with.
  private func begun(insteadOf old: LogChunk?) -> LogChunk {
    let chunk = LogChunk(
      of: segments[segment].file, at: fillOffset, most: chunkLength, isChecked: isChecked,
      insteadOf: old)
    chunk.begin()
    return chunk
  }
}
