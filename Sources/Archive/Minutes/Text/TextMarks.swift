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

  /// The text without white space at its ends; comments count as white space.
  static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = text
    while let first = rest.first {
      let length = spaceLength(first, rest)
      if length == 0 { break }
      rest = rest.dropFirst(length)
    }
    while let last = rest.last {
      if isSpace(last) {
        rest.removeLast()
      } else if last == 0x80, rest.count >= 3, rest.suffix(3).elementsEqual(wideSpace) {
        rest.removeLast(3)
      } else {
        break
      }
    }
    return rest
  }

  /// The bytes of the white space with which a text begins: 0, 1 or 3.
  private static func spaceLength(_ first: UInt8, _ text: ArraySlice<UInt8>) -> Int {
    if isSpace(first) { return 1 }
    return first == 0xE3 && text.prefix(3).elementsEqual(wideSpace) ? 3 : 0
  }

  /// Whether a byte is white space within a line, or stands where a comment was.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == TextLines.commentByte
  }

  /// U+3000, with which Chinese paragraphs are indented.
  private static let wideSpace: [UInt8] = [0xE3, 0x80, 0x80]

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

  func hasPrefix(_ other: StaticString) -> Bool {
    other.withUTF8Buffer { starts(with: $0) }
  }

  func hasSuffix(_ other: StaticString) -> Bool {
    other.withUTF8Buffer { count >= $0.count && suffix($0.count).elementsEqual($0) }
  }
}
