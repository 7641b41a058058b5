/// The heading of a document's section: `一/（二） 标题`, its path and its words.
struct TextHeading {
  let path: TextWord?
  let heading: TextWord?

  init(_ line: ArraySlice<UInt8>) throws(TextFault) {
    let line = TextMarks.trimmed(line)
    guard !line.isEmpty else {
      path = nil
      heading = nil
      return
    }
    let end =
      TextWord.endOfQuotation(line) ?? line.firstIndex(of: 0x20) ?? TextHeading.numeralEnd(line)
      ?? line.endIndex
    let rest = TextMarks.trimmed(line[end...])
    path = try TextWord(TextHeading.withoutComma(line[..<end]))
    heading = rest.isEmpty ? nil : try TextWord(rest)
  }

  /// Where the number ends with which headings of documents begin: `一、` or `（二）`.
  private static func numeralEnd(_ line: ArraySlice<UInt8>) -> Int? {
    let isNumbered = { (part: ArraySlice<UInt8>) in ChineseNumeral.parse(part.text) != nil }
    var walk = TextWalk(line)
    while let found = walk.next() {
      switch found.mark {
      case .comma where isNumbered(line[..<found.range.lowerBound]): return found.range.upperBound
      case .openingParenthesis where found.range.lowerBound == line.startIndex: break
      case .closingParenthesis
      where line.hasPrefix("（") && isNumbered(line[line.startIndex + 3..<found.range.lowerBound]):
        return found.range.upperBound
      default: return nil
      }
    }
    return nil
  }

  private static func withoutComma(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    path.hasSuffix("、") ? path.dropLast(3) : path
  }
}

/// A document heard: `《重庆市河长制条例（草案）》 渝府〔2020〕1号`.
struct TextDocument {
  let title: ArraySlice<UInt8>
  let stage: ArraySlice<UInt8>?
  let number: ArraySlice<UInt8>?

  init(_ value: ArraySlice<UInt8>) {
    var words = TextMarks.trimmed(value)
    var rest = words.suffix(0)
    if words.hasPrefix("《") {
      var walk = TextWalk(words)
      while let found = walk.next() {
        guard found.mark == .closingTitle, walk.depth == 0 else { continue }
        rest = TextMarks.trimmed(words[found.range.upperBound...])
        words = words[(words.startIndex + 3)..<found.range.lowerBound]
        break
      }
    }
    let staged = ItemLine.staged(words)
    title = staged?.title ?? words
    stage = staged?.stage
    number = rest.isEmpty ? nil : rest
  }
}
