/// How many columns of a terminal text takes.
enum TextWidth {
  /// The columns of a text: two for a Chinese character, none for a combining mark.
  static func columns(_ text: some StringProtocol) -> Int {
    let common = text.utf8.withContiguousStorageIfAvailable(commonColumns).flatMap { $0 }
    return common ?? text.unicodeScalars.reduce(0) { $0 + columns($1) }
  }

  /// The columns of a text of ASCII, ideographs and Chinese punctuation, as nearly all are; nothing
  /// where there is anything else.
  private static func commonColumns(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var columns = 0
    var at = 0
    while at < text.count {
      if (0x20..<0x7F).contains(text[at]) {
        columns += 1
        at += 1
        continue
      }
      guard at + 2 < text.count else { return nil }
      switch (text[at], text[at + 1], text[at + 2]) {
      // U+4E00 to U+9FFF, U+3000 to U+3029, U+3030 to U+303E, U+FF01 to U+FF3F.
      case (0xE5...0xE9, _, _), (0xE4, 0xB8..., _), (0xE3, 0x80, ..<0xAA),
        (0xE3, 0x80, 0xB0..<0xBF),
        (0xEF, 0xBC, 0x81...):
        columns += 2
        at += 3
      default: return nil
      }
    }
    return columns
  }

  /// The text, or as much of it as fits with `…` at its end.
  static func truncate(_ text: String, to limit: Int) -> String {
    guard columns(text) > limit else { return text }
    var kept = ""
    var used = 1
    for character in text {
      let width = character.unicodeScalars.reduce(0) { $0 + columns($1) }
      guard used + width <= limit else { break }
      kept.append(character)
      used += width
    }
    return kept + "…"
  }

  /// The text with spaces behind it up to a width.
  static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(text)))
  }

  /// The text broken into lines of at most so many columns, between words or Chinese characters.
  ///
  /// - Parameter indent: What every line but the first of a paragraph begins with.
  static func wrap(_ text: String, to limit: Int, indent: String = "") -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines += wrap(paragraph: paragraph, to: max(limit, 8), indent)
    }
    return lines
  }

  private static func wrap(
    paragraph: Substring, to limit: Int, _ indent: String
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for piece in pieces(of: paragraph).flatMap({ divided($0, limit - columns(indent)) }) {
      let width = columns(piece)
      if used + width > limit, line != indent {
        lines.append(line.trimmingTrailingSpaces)
        (line, used) = (indent, columns(indent))
        if piece == " " { continue }
      }
      line += piece
      used += width
    }
    lines.append(line.trimmingTrailingSpaces)
    return lines
  }

  /// A piece that is longer than a line, in parts that are not.
  private static func divided(_ piece: String, _ limit: Int) -> [String] {
    guard columns(piece) > limit else { return [piece] }
    var parts = [""]
    var used = 0
    for character in piece {
      let width = columns(String(character))
      if used + width > limit {
        parts.append("")
        used = 0
      }
      parts[parts.count - 1].append(character)
      used += width
    }
    return parts
  }

  /// What a line may break between: words, spaces and wide characters, each with the punctuation
  /// that must not be parted from it.
  private static func pieces(of text: Substring) -> [String] {
    var pieces: [String] = []
    var before: Character?
    for character in text {
      let breaks = before.map { mayBreak(between: $0, and: character) } ?? true
      if breaks { pieces.append("") }
      pieces[pieces.count - 1].append(character)
      before = character
    }
    return pieces
  }

  private static func mayBreak(between a: Character, and b: Character) -> Bool {
    if a == " " || b == " " { return true }
    if closing.contains(b) || opening.contains(a) { return false }
    return columns(String(a)) > 1 || columns(String(b)) > 1
  }

  /// Punctuation that does not begin a line, and that which does not end one.
  private static let closing: Set<Character> = Set("，。、；：！？）》〉」』】〕”’")
  private static let opening: Set<Character> = Set("（《〈「『【〔“‘")

  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20..<0x7F, 0xA0..<0x300: return 1
    case ..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: return 0
    case 0x4E00...0x9FFF: return 2
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: return isWide(scalar.value) ? 2 : 1
      }
    }
  }

  /// The characters of East Asian Width W and F (Unicode Standard Annex 11).
  private static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0, 0x23F3,
      0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F, 0x2693, 0x26A1, 0x26AA...0x26AB,
      0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE, 0x26D4, 0x26EA, 0x26F2...0x26F3, 0x26F5, 0x26FA,
      0x26FD, 0x2705, 0x270A...0x270B, 0x2728, 0x274C, 0x274E, 0x2753...0x2755, 0x2757,
      0x2795...0x2797, 0x27B0, 0x27BF, 0x2B1B...0x2B1C, 0x2B50, 0x2B55, 0x2E80...0x303E,
      0x3041...0x33FF, 0x3400...0x4DBF, 0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
      0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F004, 0x1F0CF, 0x1F18E, 0x1F191...0x1F19A,
      0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393,
      0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440,
      0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A,
      0x1F595...0x1F596, 0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC, 0x1F6D0...0x1F6D2,
      0x1F6D5...0x1F6D7, 0x1F6DC...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7EB,
      0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAFF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension String {
  var trimmingTrailingSpaces: String {
    var text = self
    while text.utf8.last == 0x20 { text.removeLast() }
    return text
  }
}
