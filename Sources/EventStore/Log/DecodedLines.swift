/// The whole lines of a stretch of bytes, decoded together, half of them on another core.
///
/// No line depends on another, and nearly all the work of reading is in them.
struct DecodedLines {
  private let halves = [Half(), Half()]
  private var half = 0
  /// The next line of that half.
  private var place = 0

  /// One line: where its line feed stands, and what it says where it is sound.
  struct Entry {
    let end: Int
    let line: Line?
  }

  /// The lines of half of the bytes; used by one thread at a time, and kept for its memory.
  private final class Half: @unchecked Sendable {
    var lines: [Entry] = []

    /// - Parameter searched: Up to here there is no line feed.
    func decode(_ bytes: ByteView, _ range: Range<Int>, searching searched: Int, _ isChecked: Bool)
    {
      let bytes = bytes[0..<range.upperBound]
      var start = range.lowerBound
      var from = max(searched, start)
      while let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: from) {
        lines.append(Entry(end: end, line: Line.decode(bytes[start..<end], isChecked: isChecked)))
        start = end + 1
        from = start
      }
    }
  }

  /// Below this many bytes a second thread costs more than it helps.
  private static let worthDividing = 1 << 17

  /// Whether there are lines that were not given out.
  var hasMore: Bool {
    half == 0
      ? place < halves[0].lines.count || !halves[1].lines.isEmpty
      : half == 1 && place < halves[1].lines.count
  }

  /// Forgets all lines and keeps the memory.
  mutating func removeAll() {
    for half in halves { half.lines.removeAll(keepingCapacity: true) }
    (half, place) = (0, 0)
  }

  /// Gives the next line, in order.
  @inline(__always)
  mutating func next() -> Entry? {
    while half < 2 {
      if place < halves[half].lines.count {
        defer { place += 1 }
        return halves[half].lines[place]
      }
      (half, place) = (half + 1, 0)
    }
    return nil
  }

  /// Decodes the lines that begin at an offset and end within the bytes.
  ///
  /// - Parameter searched: Up to here there is no line feed.
  mutating func decode(_ bytes: ByteView, from start: Int, searching searched: Int, isChecked: Bool)
  {
    removeAll()
    let (first, second) = (halves[0], halves[1])
    let middle = searched + (bytes.count - searched) / 2
    guard bytes.count - searched >= DecodedLines.worthDividing,
      let feed = bytes.firstIndex(of: UInt8(ascii: "\n"), from: middle)
    else {
      first.decode(bytes, start..<bytes.count, searching: searched, isChecked)
      return
    }
    Parallel.both(
      { first.decode(bytes, start..<feed + 1, searching: searched, isChecked) },
      { second.decode(bytes, feed + 1..<bytes.count, searching: feed + 1, isChecked) })
  }
}
