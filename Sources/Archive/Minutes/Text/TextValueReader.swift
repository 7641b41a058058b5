/// Reads the values of minutes as text that have a grammar of their own.
///
/// Each gives what the value says, or throws what is wrong and where.
enum TextValueReader {
  /// Somebody or something that attended.
  struct Attendant: Hashable {
    var kind: AttendanceNames.Kind
    let name: ArraySlice<UInt8>
    let index: Int
    var office: ArraySlice<UInt8>?

    static func == (one: Attendant, other: Attendant) -> Bool {
      one.kind == other.kind && one.name == other.name && one.office == other.office
    }

    func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  /// Names, `、` between them, `；` between groups, the office of a group in parentheses behind it.
  static func attendants(_ value: ArraySlice<UInt8>) throws(TextFault) -> [Attendant] {
    var attendants: [Attendant] = []
    for group in TextLists.parts(of: value, at: .semicolon) {
      var waiting = attendants.count
      for part in TextLists.parts(of: group, at: .comma) {
        let part = TextMarks.trimmed(part)
        if TextLists.isPlain(part) {
          attendants.append(
            Attendant(kind: AttendanceNames.kind(of: part), name: part, index: part.startIndex))
          continue
        }
        let annotated = TextLists.isQuotation(part) ? nil : TextLists.annotated(part)
        let word = try TextWord(annotated?.head ?? part)
        if word.isEmpty { throw TextFault(word.index, .emptyElement) }
        if !word.isQuoted { try TextLists.checkClosed(word.bytes) }
        let kind = word.isQuoted ? .person : AttendanceNames.kind(of: word.bytes)
        attendants.append(Attendant(kind: kind, name: word.bytes, index: word.index))
        guard let annotated else { continue }
        let office = try TextWord(annotated.annotation)
        if office.isEmpty { throw TextFault(office.index, .emptyElement) }
        for index in waiting..<attendants.count {
          attendants[index].kind = .person
          attendants[index].office = office.bytes
        }
        waiting = attendants.count
      }
    }
    return attendants
  }

  /// A date and where it is from: `2020-09-18 (年份据出版日期)`.
  static func datedBy(
    _ value: ArraySlice<UInt8>
  ) throws(TextFault) -> (date: ArraySlice<UInt8>, basis: String?) {
    guard let (date, annotation) = TextLists.annotated(value) else {
      try TextLists.checkClosed(value)
      return (value, nil)
    }
    let basis = TextChoices.value(annotation.text, of: "dateBasis")
    guard ["stated", "edition", "inferred", "adoption"].contains(basis) else {
      throw TextFault(annotation.startIndex, .dateBasis(annotation.text))
    }
    return (date, basis)
  }

  /// A date as it is recorded, where a person wrote it as people do; the text itself otherwise.
  static func date(_ value: ArraySlice<UInt8>) -> String {
    let text = value.text
    if PartialDate(text) != nil { return text }
    if text == "不详" || text == "未知" { return "unknown" }
    if let part = PartialDate.Part(asTyped: text) { return "\(part)" }
    let ends = text.split(separator: "/", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return text }
    let parts = ends.map { end in
      let end = end.trimmed
      return end == ".." ? ".." : PartialDate.Part(asTyped: end).map { "\($0)" } ?? end
    }
    return parts.joined(separator: "/")
  }

  /// Openness and its condition: `有条件开放（依申请）`.
  static func openness(
    _ value: ArraySlice<UInt8>
  ) -> (openness: String, condition: ArraySlice<UInt8>?) {
    guard let (head, condition) = TextLists.annotated(value), !condition.isEmpty else {
      return (TextChoices.value(value.text, of: "openness"), nil)
    }
    return (TextChoices.value(head.text, of: "openness"), condition)
  }

  /// A person and an office: `张三（主任）`, either of them alone too.
  static func speaker(
    _ value: ArraySlice<UInt8>
  ) throws(TextFault) -> (person: TextWord?, office: TextWord?) {
    guard !TextLists.isQuotation(value), let (head, office) = TextLists.annotated(value) else {
      return (try TextWord(value), nil)
    }
    return (head.isEmpty ? nil : try TextWord(head), try TextWord(office))
  }

  /// A whole number in any width or in Chinese, with 票 or 人 behind it.
  static func count(_ value: ArraySlice<UInt8>) -> Int? {
    var text = value.text.trimmed
    for counter in ["票", "人", "名"] where text.hasSuffix(counter) { text.removeLast() }
    return ChineseNumeral.parse(text.trimmed)
  }

  /// The parts of a vote, by their names in JSON, and how it was taken.
  static func vote(
    _ value: ArraySlice<UInt8>
  ) throws(TextFault) -> (counts: [(name: String, count: Int)], method: TextWord?) {
    var counts: [(name: String, count: Int)] = []
    var method: TextWord?
    for word in try TextLists.elements(value) {
      if !word.isQuoted, let (name, count) = votes(word.bytes) {
        if counts.contains(where: { $0.name == name }) {
          throw TextFault(word.index, .repeatedKey(word.text))
        }
        counts.append((name, count))
      } else if method == nil, word.isQuoted || !word.bytes.contains(where: isDigit) {
        method = word
      } else {
        throw TextFault(word.index, .votePart(word.text))
      }
    }
    return (counts, method)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static let voteNames: [(word: String, name: String)] = [
    ("赞成", "for"), ("同意", "for"), ("反对", "against"), ("弃权", "abstain"), ("未表决", "notVoting"),
    ("未按表决器", "notVoting"), ("缺席", "absent"), ("for", "for"), ("against", "against"),
    ("abstain", "abstain"), ("notVoting", "notVoting"), ("not voting", "notVoting"),
    ("absent", "absent"),
  ]

  private static func votes(_ part: ArraySlice<UInt8>) -> (String, Int)? {
    for (word, name) in voteNames where part.starts(with: word.utf8) {
      if let count = count(part.dropFirst(word.utf8.count)) { return (name, count) }
    }
    return nil
  }
}

extension TextLists {
  /// Whether a text is one JSON string whole.
  static func isQuotation(_ text: ArraySlice<UInt8>) -> Bool {
    let text = TextMarks.trimmed(text)
    return TextWord.endOfQuotation(text) == text.endIndex
  }

  /// Reports a parenthesis or a title that has no partner.
  static func checkClosed(_ text: ArraySlice<UInt8>) throws(TextFault) {
    var walk = TextWalk(text)
    var openings: [(mark: TextMarks.Mark, index: Int)] = []
    while let found = walk.next() {
      switch found.mark {
      case .openingParenthesis, .openingTitle:
        openings.append((found.mark, found.range.lowerBound))
      case .closingParenthesis, .closingTitle:
        guard openings.popLast() != nil else {
          throw TextFault(
            found.range.lowerBound, .unclosed(found.mark == .closingTitle ? "》" : "）"))
        }
      case .comma, .semicolon, .colon: break
      }
    }
    if let opening = openings.first {
      throw TextFault(opening.index, .unclosed(opening.mark == .openingTitle ? "《" : "（"))
    }
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  var trimmed: String {
    var rest = Substring(self)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
