/// A stretch of a segment in memory, and the lines in it; read and decoded in pieces by whoever has
/// time.
///
/// No line depends on another, and nearly all the work of reading is in them. So a chunk can be begun
/// on another core while the lines of the one before are used.
final class LogChunk {
  /// The memory, in which a line that began before the chunk may stand in front.
  private(set) var memory: ByteMemory
  /// Where the chunk's first byte stands in the memory.
  private(set) var start: Int
  /// How many bytes of the segment were read.
  private(set) var count = 0
  /// Whether the segment ended there.
  private(set) var isLast = false
  /// Why reading ended there, where something failed.
  private(set) var failure: SystemError?
  /// Where the chunk begins in the segment.
  let offset: Int64
  /// The lines, in order; those that cross the border of two pieces are in none.
  private(set) var pieces: [Piece]
  /// Reading and decoding, where there is one piece; nothing once it is done.
  private var single: (() -> Reading)?
  /// Reading and decoding, where there are several; nothing once it is done.
  private var work: SharedWork<Reading>?
  /// How many bytes were asked for.
  private let most: Int

  /// The lines that begin and end in a part of a chunk; used by one thread at a time.
  final class Piece: @unchecked Sendable {
    fileprivate(set) var lines: [Entry] = []
    /// How far behind the chunk's beginning the first line feed stands, where there is one.
    fileprivate(set) var firstFeed: Int?
  }

  /// What came of reading a piece.
  private struct Reading: Sendable {
    /// How many bytes there were.
    var count = 0
    /// Why there are none, where something failed.
    var failure: SystemError?
  }

  /// One line.
  struct Entry {
    /// How far behind the chunk's beginning its line feed stands.
    let end: Int
    /// What it says, where it is sound.
    let line: Line?
  }

  /// A piece fits into the memory of one core.
  private static let pieceLength = 1 << 16
  /// So much room is in front, for a line that began before: nearly none is longer.
  private static let room = 1 << 14

  /// Prepares for reading so many bytes, of which there may be fewer.
  ///
  /// - Parameters:
  ///   - isChecked: Whether checksums are computed.
  ///   - old: A chunk that is not needed any more, whose memory may serve again.
  init(
    of file: any StorageFile, at offset: Int64, most: Int, isChecked: Bool, insteadOf old: LogChunk?
  ) {
    self.offset = offset
    self.most = most
    start = LogChunk.room
    let needed = LogChunk.room + most
    let memory = old?.handOver(atLeast: needed) ?? ByteMemory(byteCount: needed)
    self.memory = memory
    let pieceCount = (most + LogChunk.pieceLength - 1) / LogChunk.pieceLength
    var pieces = old?.pieces ?? []
    old?.pieces = []
    while pieces.count < pieceCount { pieces.append(Piece()) }
    self.pieces = Array(pieces.prefix(pieceCount))
    let read: @Sendable (Int) -> Reading = { [pieces = self.pieces] index in
      let from = index * LogChunk.pieceLength
      let range = from..<min(from + LogChunk.pieceLength, most)
      do throws(SystemError) {
        return Reading(
          count: try pieces[index].read(range, of: file, at: offset, into: memory, isChecked))
      } catch {
        return Reading(failure: error)
      }
    }
    if pieceCount > 1 {
      work = SharedWork(pieces: pieceCount, read)
    } else if pieceCount == 1 {
      single = { read(0) }
    }
  }

  /// Lets another core begin.
  func begin() { work?.begin() }

  /// Reads and decodes what nobody has begun with, and waits for the rest; to be called once, and
  /// before the chunk is asked anything.
  ///
  /// What cannot be read ends the chunk, without being the segment's end; `failure` says why.
  /// - Parameter line: The beginning of a line, which is put in front.
  func finish(behind line: ByteView) throws(SystemError) {
    var readings: [Reading] = []
    if let single { readings.append(single()) } else if let work { readings = work.finish() }
    // They hold the memory, which is to serve again.
    (single, work) = (nil, nil)
    for (index, reading) in readings.enumerated() {
      guard try count(reading, of: index) else { break }
    }
    if line.count > start {
      let longer = ByteMemory(byteCount: line.count + count)
      longer.copy(memory.view(start..<start + count), to: line.count)
      (memory, start) = (longer, line.count)
    }
    memory.copy(line, to: start - line.count)
  }

  /// Gives the failure to whoever tells it; what is behind the chunk is then tried again.
  func takeFailure() -> SystemError? {
    defer { failure = nil }
    return failure
  }

  /// Counts what was read of a piece; false where it came short, so that no other counts.
  private func count(_ reading: Reading, of index: Int) throws(SystemError) -> Bool {
    if let failure = reading.failure {
      if index == 0 { throw failure }
      self.failure = failure
      pieces.removeSubrange(index...)
      return false
    }
    count += reading.count
    if reading.count == min(LogChunk.pieceLength, most - index * LogChunk.pieceLength) {
      return true
    }
    isLast = true
    // What stands behind was appended just now, and what is between is not here.
    pieces.removeSubrange((index + 1)...)
    return false
  }

  /// Where the bytes end in the memory.
  var end: Int { start + count }

  /// Gives the memory away, where nobody else holds it and it is large enough.
  private func handOver(atLeast needed: Int) -> ByteMemory? {
    guard isKnownUniquelyReferenced(&memory), memory.bytes.count >= needed,
      memory.bytes.count <= needed * 2
    else { return nil }
    defer { memory = ByteMemory(byteCount: 0) }
    return memory
  }
}

extension LogChunk.Piece {
  /// Reads a part of the chunk that begins at an offset, and decodes the lines in it; gives how many
  /// bytes there were.
  fileprivate func read(
    _ range: Range<Int>, of file: any StorageFile, at offset: Int64, into memory: ByteMemory,
    _ isChecked: Bool
  ) throws(SystemError) -> Int {
    lines.removeAll(keepingCapacity: true)
    firstFeed = nil
    let place = LogChunk.room + range.lowerBound
    let read = try memory.fill(
      place..<LogChunk.room + range.upperBound, from: file, at: offset + Int64(range.lowerBound))
    let bytes = memory.view(place..<place + read)
    var start: Int?
    while let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start ?? 0) {
      if let start {
        let line = Line.decode(bytes[start..<end], isChecked: isChecked)
        lines.append(LogChunk.Entry(end: range.lowerBound + end, line: line))
      } else {
        firstFeed = range.lowerBound + end
      }
      start = end + 1
    }
    return read
  }
}
