import EventStore

/// Turns byte offsets of a text into lines and columns.
///
/// Cheap for offsets that grow: each is counted from the one before.
struct TextPlaces {
  private let bytes: [UInt8]
  private var line = 1
  private var lineStart = 0
  private var counted = 0
  /// The characters from the beginning of the line up to `counted`.
  private var characters = 0

  /// U+FEFF in UTF-8, which is no character where it begins a text.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The line and the column, both from 1; a column is a character (a Unicode scalar).
  mutating func place(of offset: Int) -> (line: Int, column: Int) {
    let end = min(offset, bytes.count)
    if end < counted { (line, lineStart, counted, characters) = (1, 0, 0, 0) }
    while let feed = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: counted),
      feed < end
    {
      line += 1
      lineStart = feed + 1
      counted = feed + 1
      characters = 0
    }
    // Continuation bytes of UTF-8 begin no character.
    characters += bytes[counted..<end].count { $0 & 0xC0 != 0x80 }
    counted = end
    let hasMark = lineStart == 0 && end > 0 && bytes.starts(with: TextPlaces.byteOrderMark)
    return (line, hasMark ? max(characters, 1) : characters + 1)
  }

  /// A problem at an offset.
  mutating func error(
    _ problem: MinutesProblem, at offset: Int, path: String? = nil, in file: String
  ) -> MinutesError {
    let place = place(of: offset)
    var error = MinutesError(
      file: file, line: place.line, column: place.column, path: path, problem: problem)
    error.excerpt = excerpt(around: min(offset, bytes.count))
    return error
  }

  /// So many characters are shown of a line at most, and so many of them before the place.
  private static let mostShown = 160
  private static let mostShownBefore = 60

  /// What stands around an offset, of which the place was asked last.
  private func excerpt(around offset: Int) -> MinutesExcerpt? {
    let mark = lineStart == 0 && bytes.starts(with: TextPlaces.byteOrderMark) ? 3 : 0
    let first = min(lineStart + mark, offset)
    let lineEnd =
      ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: offset) ?? bytes.count
    var start = offset
    var before = 0
    while start > first, before < TextPlaces.mostShownBefore {
      start -= 1
      if bytes[start] & 0xC0 != 0x80 { before += 1 }
    }
    var end = offset
    var shown = before
    while end < lineEnd, shown <= TextPlaces.mostShown {
      end += 1
      if end == lineEnd || bytes[end] & 0xC0 != 0x80 { shown += 1 }
    }
    let line = bytes[start..<end]
    guard !line.isEmpty, (try? UTF8Span(validating: Array(line).span)) != nil else { return nil }
    return MinutesExcerpt(
      before: (start > first ? "…" : "") + bytes[start..<offset].text,
      behind: bytes[offset..<end].text + (end < lineEnd ? "…" : ""))
  }
}

/// The line in which a problem is, or the part of it around the problem.
public struct MinutesExcerpt: Sendable {
  /// What stands in front of the place.
  public let before: String
  /// What stands at the place and behind it.
  public let behind: String
}
