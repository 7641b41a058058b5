/// Divides values into their parts.
enum TextLists {
  /// The elements of a list, as in `甲、乙；丙`.
  ///
  /// What stands in titles, parentheses and JSON strings is left whole.
  static func elements(_ value: ArraySlice<UInt8>) throws(TextFault) -> [TextWord] {
    var words: [TextWord] = []
    for part in parts(of: value, at: .comma, or: .semicolon) {
      let word = try TextWord(part)
      if word.isEmpty, !word.isQuoted { throw TextFault(word.index, .emptyElement) }
      words.append(word)
    }
    return words
  }

  /// The parts between some marks that stand outside of titles, parentheses and JSON strings.
  static func parts(
    of value: ArraySlice<UInt8>, at separator: TextMarks.Mark, or other: TextMarks.Mark? = nil
  ) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = value.startIndex
    var walk = TextWalk(value)
    while let found = walk.next() {
      guard walk.depth == 0, found.mark == separator || found.mark == other else { continue }
      parts.append(value[start..<found.range.lowerBound])
      start = found.range.upperBound
      walk.beginElement()
    }
    parts.append(value[start...])
    return parts
  }

  /// Whether a text without white space at its ends is a word that says no more than it is: with no
  /// marks, no quotation and no doubt.
  static func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first != UInt8(ascii: "\""), first != UInt8(ascii: "?") else {
      return false
    }
    for index in text.indices where TextMarks.mayBegin(text[index]) {
      if TextMarks.mark(at: index, of: text) != nil { return false }
    }
    return true
  }

  /// What stands before and behind the first colon outside of titles and parentheses.
  static func divided(
    _ value: ArraySlice<UInt8>
  ) -> (head: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
    var walk = TextWalk(value)
    while let found = walk.next() {
      switch found.mark {
      case .colon where walk.depth == 0:
        return (value[..<found.range.lowerBound], value[found.range.upperBound...])
      case .comma, .semicolon: if walk.depth == 0 { walk.beginElement() }
      default: break
      }
    }
    return nil
  }

  /// A text and what stands in the parentheses at its end: `张轩（主任）`.
  static func annotated(
    _ value: ArraySlice<UInt8>
  ) -> (head: ArraySlice<UInt8>, annotation: ArraySlice<UInt8>)? {
    let value = TextMarks.trimmed(value)
    guard value.last == UInt8(ascii: ")") || value.hasSuffix("）") else { return nil }
    var walk = TextWalk(value)
    var opening: Range<Int>?
    while let found = walk.next() {
      if found.mark == .openingParenthesis, walk.depth == 1 { opening = found.range }
      if found.mark == .closingParenthesis, walk.depth == 0,
        found.range.upperBound == value.endIndex,
        let opening
      {
        return (
          TextMarks.trimmed(value[..<opening.lowerBound]),
          TextMarks.trimmed(value[opening.upperBound..<found.range.lowerBound])
        )
      }
    }
    return nil
  }

  /// What stands in the title marks that hold a text whole: `《…》`.
  static func title(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard value.hasPrefix("《"), value.hasSuffix("》") else { return nil }
    var walk = TextWalk(value)
    while let found = walk.next() {
      guard found.mark == .closingTitle, walk.depth == 0 else { continue }
      return found.range.upperBound == value.endIndex ? value.dropFirst(3).dropLast(3) : nil
    }
    return nil
  }
}

/// Goes through the marks of a value and knows how deep in titles and parentheses it is.
struct TextWalk {
  private let value: ArraySlice<UInt8>
  private var at: Int
  /// How many titles and parentheses are open behind the mark found last.
  private(set) var depth = 0
  private var mayBeQuotation = true

  init(_ value: ArraySlice<UInt8>) {
    self.value = value
    at = value.startIndex
  }

  /// What follows is the beginning of an element, which may be a JSON string.
  mutating func beginElement() { mayBeQuotation = true }

  /// Gives the next mark.
  mutating func next() -> (mark: TextMarks.Mark, range: Range<Int>)? {
    while at < value.endIndex {
      let byte = value[at]
      if mayBeQuotation {
        if TextMarks.isSpace(byte) {
          at += 1
          continue
        }
        mayBeQuotation = false
        if byte == UInt8(ascii: "\""), let end = TextWord.endOfQuotation(value[at...]) {
          at = end
          continue
        }
      }
      guard TextMarks.mayBegin(byte), let (mark, length) = TextMarks.mark(at: at, of: value) else {
        // Most Chinese characters begin with one of these, have three bytes, and are no mark.
        at += 0xE4...0xE9 ~= byte ? 3 : 1
        continue
      }
      let range = at..<at + length
      at += length
      switch mark {
      case .openingParenthesis, .openingTitle:
        depth += 1
        mayBeQuotation = true
      case .closingParenthesis, .closingTitle: depth = max(0, depth - 1)
      case .comma, .semicolon, .colon: break
      }
      return (mark, range)
    }
    return nil
  }
}
