import EventStore

/// Divides minutes as text into lines.
struct TextLines {
  /// The text, every byte of a comment replaced by `commentByte`.
  let bytes: [UInt8]
  private let end: Int
  private var at: Int
  /// The number of the line that was given last, from 1.
  private(set) var number = 0

  /// Stands where a comment was; no text of minutes may hold it otherwise.
  static let commentByte: UInt8 = 0

  /// One line.
  struct Line {
    /// Its bytes without white space at the ends; empty where it is blank.
    let content: Range<Int>
    /// By how many columns it is set in; a tab counts as four, a wide space as two.
    let indent: Int
  }

  /// Lines of a part of a text from which comments were taken out.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    at = range.lowerBound
    end = range.upperBound
  }

  /// The next line that is not made of comments alone; nothing at the end.
  mutating func next() -> Line? {
    while at < end {
      let feed = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: at) ?? end
      let range = at..<min(feed, end)
      at = range.upperBound + 1
      number += 1
      let content = TextMarks.trimmed(bytes[range])
      if content.isEmpty {
        if bytes[range].contains(TextLines.commentByte) { continue }
        return Line(content: range.upperBound..<range.upperBound, indent: 0)
      }
      let indent = bytes[range.lowerBound..<content.startIndex].reduce(0) { columns, byte in
        switch byte {
        case 0x20: columns + 1
        case 0x09: columns + 4
        case 0xE3: columns + 2
        default: columns
        }
      }
      return Line(content: content.indices, indent: indent)
    }
    return nil
  }

  /// Whether a comment begins in a text.
  static func holdsComment(_ text: some StringProtocol) -> Bool {
    text.utf8.withContiguousStorageIfAvailable(holdsComment) ?? holdsComment(Array(text.utf8))
  }

  private static func holdsComment(_ bytes: some Collection<UInt8>) -> Bool {
    // Searching for a string would look for the ends of characters everywhere.
    var matched = 0
    for byte in bytes {
      let expected = openingBytes[matched]
      matched = byte == expected ? matched + 1 : byte == openingBytes[0] ? 1 : 0
      if matched == openingBytes.count { return true }
    }
    return false
  }

  private static let openingBytes = Array("<!--".utf8)

  /// Whether a text ends a line somewhere.
  static func holdsLineEnd(_ text: some StringProtocol) -> Bool {
    func holds(_ bytes: some Collection<UInt8>) -> Bool {
      bytes.contains { $0 == 0x0A || $0 == 0x0D }
    }
    return text.utf8.withContiguousStorageIfAvailable(holds) ?? holds(Array(text.utf8))
  }

  /// Whether there may be a comment in a text.
  static func hasComments(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { ByteView($0).firstIndex(of: "<!--", from: 0) != nil }
  }

  /// Takes the comments out of a text; gives where one begins that has no end.
  static func removeComments(from bytes: inout [UInt8]) -> Int? {
    var from = 0
    while let start = ByteSearch.find(Array("<!--".utf8), in: bytes, from: from) {
      guard let end = ByteSearch.find(Array("-->".utf8), in: bytes, from: start + 4) else {
        return start
      }
      for index in start..<end + 3 where bytes[index] != UInt8(ascii: "\n") {
        bytes[index] = commentByte
      }
      from = end + 3
    }
    return nil
  }
}
