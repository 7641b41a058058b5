/// Turns byte offsets of a text into lines and columns.
///
/// Cheap for offsets that grow: each is counted from the one before.
struct TextPlaces {
  private let bytes: [UInt8]
  private var line = 1
  private var lineStart = 0
  private var counted = 0

  /// U+FEFF in UTF-8, which is no character where it begins a text.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The line and the column, both from 1; a column is a character (a Unicode scalar).
  mutating func place(of offset: Int) -> (line: Int, column: Int) {
    let end = min(offset, bytes.count)
    if end < counted { (line, lineStart, counted) = (1, 0, 0) }
    while let feed = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: counted),
      feed < end
    {
      line += 1
      lineStart = feed + 1
      counted = feed + 1
    }
    counted = end
    // Continuation bytes of UTF-8 begin no character.
    let column = bytes[lineStart..<end].count { $0 & 0xC0 != 0x80 }
    let hasMark = lineStart == 0 && end > 0 && bytes.starts(with: TextPlaces.byteOrderMark)
    return (line, hasMark ? max(column, 1) : column + 1)
  }
}
