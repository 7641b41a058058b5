/// The characters that divide minutes as text, in UTF-8, each of them in both widths.
enum TextMarks {
  /// A mark at an offset.
  enum Mark: Hashable {
    /// `、`, which stands between names.
    case comma
    /// `；` or `;`, which stands between groups of names.
    case semicolon
    /// `：` or `:`.
    case colon
    /// `（` or `(`, which begins what is said about a name.
    case openingParenthesis
    /// `）` or `)`.
    case closingParenthesis
    /// `《`, which begins a title.
    case openingTitle
    /// `》`.
    case closingTitle
  }

  /// The mark that begins at an offset and how many bytes it has; nothing where there is none.
  @inline(__always)
  static func mark(at index: Int, of text: ArraySlice<UInt8>) -> (mark: Mark, length: Int)? {
    switch text[index] {
    case UInt8(ascii: ":"): return isWithinWord(index, text) ? nil : (.colon, 1)
    case UInt8(ascii: ";"): return (.semicolon, 1)
    case UInt8(ascii: "("): return (.openingParenthesis, 1)
    case UInt8(ascii: ")"): return (.closingParenthesis, 1)
    case 0xE3 where index + 2 < text.endIndex && text[index + 1] == 0x80:
      switch text[index + 2] {
      case 0x81: return (.comma, 3)
      case 0x8A: return (.openingTitle, 3)
      case 0x8B: return (.closingTitle, 3)
      default: return nil
      }
    case 0xEF where index + 2 < text.endIndex && text[index + 1] == 0xBC:
      switch text[index + 2] {
      case 0x88: return (.openingParenthesis, 3)
      case 0x89: return (.closingParenthesis, 3)
      case 0x9A: return (.colon, 3)
      case 0x9B: return (.semicolon, 3)
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether a colon stands in a time of day or an address.
  private static func isWithinWord(_ index: Int, _ text: ArraySlice<UInt8>) -> Bool {
    guard index > text.startIndex, index + 1 < text.endIndex else { return false }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    return isDigit(text[index - 1]) && isDigit(text[index + 1])
      || text[(index + 1)...].hasPrefix("//")
  }

  /// Whether a mark may begin with a byte.
  @inline(__always)
  static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"), 0xE3, 0xEF:
      true
    default: false
    }
  }

  /// The text without white space at its ends; comments count as white space.
  static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var start = text.startIndex
    var end = text.endIndex
    while start < end {
      let first = text[start]
      if isSpace(first) {
        start += 1
      } else if first == 0xE3, isWideSpace(at: start, of: text, upTo: end) {
        start += 3
      } else {
        break
      }
    }
    while start < end {
      let last = text[end - 1]
      if isSpace(last) {
        end -= 1
      } else if last == 0x80, end - start >= 3, isWideSpace(at: end - 3, of: text, upTo: end) {
        end -= 3
      } else {
        break
      }
    }
    return text[start..<end]
  }

  /// Whether U+3000, with which Chinese paragraphs are indented, stands at an index.
  private static func isWideSpace(at index: Int, of text: ArraySlice<UInt8>, upTo end: Int) -> Bool
  {
    index + 3 <= end && text[index] == 0xE3 && text[index + 1] == 0x80 && text[index + 2] == 0x80
  }

  /// Whether a byte is white space within a line, or stands where a comment was.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == TextLines.commentByte
  }

  /// The value of a digit of either width and how many bytes it has.
  static func digit(at index: Int, of text: ArraySlice<UInt8>) -> (value: Int, length: Int)? {
    let byte = text[index]
    if (0x30...0x39).contains(byte) { return (Int(byte - 0x30), 1) }
    guard byte == 0xEF, index + 2 < text.endIndex, text[index + 1] == 0xBC,
      (0x90...0x99).contains(text[index + 2])
    else { return nil }
    return (Int(text[index + 2] - 0x90), 3)
  }
}

extension ArraySlice<UInt8> {
  /// The text that the bytes are, which were found to be UTF-8 before.
  var text: String { String(decoding: self, as: UTF8.self) }

  @inline(__always)
  func hasPrefix(_ other: StaticString) -> Bool { has(other, at: startIndex) }

  @inline(__always)
  func hasSuffix(_ other: StaticString) -> Bool {
    has(other, at: endIndex - other.utf8CodeUnitCount)
  }

  /// Whether a text stands at an index.
  @inline(__always)
  private func has(_ other: StaticString, at index: Int) -> Bool {
    let length = other.utf8CodeUnitCount
    guard index >= startIndex, length <= endIndex - index else { return false }
    for offset in 0..<length where self[index + offset] != other.utf8Start[offset] { return false }
    return true
  }

  /// Whether other bytes stand at the end.
  @inline(__always)
  func hasSuffix(_ other: [UInt8]) -> Bool {
    guard other.count <= count else { return false }
    let start = endIndex - other.count
    for offset in other.indices where self[start + offset] != other[offset] { return false }
    return true
  }
}
