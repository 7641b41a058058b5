import EventStore

/// Prints a record as minutes in text, from which reading gives the same record back.
///
/// Each value is printed as a person would write it, and read back at once; where that would say
/// something else, it is printed as JSON, which says only itself. Keys are Chinese where the title
/// or the bodies are, and English otherwise.
struct TextPrinter {
  /// What was printed, in UTF-8, each line with its line feed.
  private(set) var text: [UInt8]
  /// What marks doubts, and tells where fields come from.
  private var review: DraftReview?
  /// The member that is being printed.
  private var member = ""
  /// The source that was read back last as it is.
  private(set) var printed: PrintedSource?
  /// Whether keys are Chinese.
  let isChinese: Bool

  /// Prints a record and its items, each as it is recorded.
  ///
  /// - Parameters:
  ///   - review: What stands besides the record in a draft.
  ///   - printed: The source that was printed last of another record.
  ///   - text: What was printed before.
  init(
    _ record: JSONValue, items: [JSONValue], isDocument: Bool, review: DraftReview? = nil,
    behind printed: PrintedSource? = nil, to text: consuming [UInt8] = []
  ) {
    self.text = consume text
    self.review = review
    self.printed = printed
    let names = [record["title"]?.string] + (record["body"]?.elements.map(\.string) ?? [])
    isChinese = names.contains { name in
      name?.unicodeScalars.contains { Script.isHan($0.value) } ?? false
    }
    // A title is missing only where it was erased.
    let title = record["title"]?.string ?? ErasedWords.placeholder
    append("# ")
    if review?.doubts("title") ?? false { append("? ") }
    line(TextPrinter.word(title))
    line()
    print(
      record, isDocument ? TextPrinter.documentKeys : TextPrinter.meetingKeys,
      leavingOut: ["title", "sections", "items"], indent: 0)
    self.review?.isPastFields = true
    print(items)
    if let sections = record["sections"] { print(sections: sections) }
  }

  private static let meetingKeys = keys(
    of: TextKeys.meeting,
    [
      "body", "term", "series", "ordinal", "sitting", "date", "place", "status", "reason", "from",
      "attendance", "quorum", "summary", "topics", "sources", "openness", "notes",
    ])

  private static let documentKeys = keys(
    of: TextKeys.document,
    [
      "record", "number", "issuers", "genre", "adopted", "signed", "issued", "published",
      "effective",
      "repealed", "addressees", "summary", "topics", "sources", "openness", "notes",
    ])

  /// The keys of some members, and those of the others behind them.
  private static func keys(of table: TextKeyTable, _ order: [String]) -> [TextKey] {
    order.compactMap { name in table.inOrder.first { $0.member == name } }
      + table.inOrder.filter { !order.contains($0.member) }
  }

  private func name(_ key: TextKey) -> String { isChinese ? key.chinese : key.english }

  mutating func append(_ words: String) {
    var words = words
    words.withUTF8 { text.append(contentsOf: $0) }
  }

  /// Ends a line behind some words.
  mutating func line(_ words: String = "") {
    append(words)
    text.append(UInt8(ascii: "\n"))
  }

  /// Begins the line of a field.
  private mutating func begin(_ key: String, _ indent: Int) {
    indentLine(indent)
    append("- ")
    append(key)
    append(": ")
  }

  private mutating func indentLine(_ indent: Int) {
    for _ in 0..<indent { text.append(UInt8(ascii: " ")) }
  }

  mutating func field(_ key: String, _ value: String, _ indent: Int) {
    begin(key, indent)
    guard indent == 0, let review, !review.isPastFields else {
      line(value)
      return
    }
    if review.doubts(member) { append(value.isEmpty ? "?" : "? ") }
    append(value)
    self.review?.appendRemark(on: member, isChinese: isChinese, to: &text)
    line()
  }

  /// Numbers an item, and marks it where something of it is doubtful.
  mutating func number(_ number: Int, ofItemAt index: Int) {
    append("\(number).")
    if review?.doubts(itemAt: index) ?? false { append(" ?") }
  }

  /// A text as it stands, or as a JSON string where it would be taken for something else.
  static func word(_ text: String) -> String {
    isPlain(text) ? text : JSONText.quoted(text.utf8)
  }

  /// Whether a text is read as itself where one is expected on one line.
  static func isPlain(_ text: String) -> Bool {
    let bytes = ArraySlice(text.utf8)
    return !bytes.isEmpty && TextMarks.trimmed(bytes).count == bytes.count
      && bytes.first != UInt8(ascii: "\"") && bytes.first != UInt8(ascii: "?")
      && !TextLines.holdsLineEnd(text) && !TextLines.holdsComment(text)
  }

  /// The lines of paragraphs; nothing where they would be read as something else.
  static func paragraphs(_ text: String) -> [String]? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first, isPlain(first), lines.last != "" else { return nil }
    let areRead = lines.allSatisfy { line in
      line.isEmpty
        || TextMarks.trimmed(ArraySlice(line.utf8)).count == line.utf8.count
          && !line.utf8.contains(0x0D) && !TextLines.holdsComment(line)
          && !(line.utf8.count >= 3 && line.utf8.allSatisfy { $0 == UInt8(ascii: "-") })
    }
    return areRead ? lines : nil
  }
}

// MARK: - Fields

extension TextPrinter {
  mutating func print(
    _ value: JSONValue, _ keys: [TextKey], leavingOut told: [String], indent: Int
  ) {
    // Most members that a record may have it has not: those it has are looked for among the keys.
    var found: [(place: Int, member: JSONValue)] = []
    for (name, member) in value.members {
      guard let name = name.string, !told.contains(name),
        let place = keys.firstIndex(where: { $0.member == name })
      else { continue }
      found.append((place, member))
    }
    found.sort { $0.place < $1.place }
    for (place, member) in found { print(keys[place], member, of: value, indent) }
  }

  private mutating func print(
    _ key: TextKey, _ value: JSONValue, of owner: JSONValue, _ indent: Int
  ) {
    member = key.member
    switch (key.member, key.role) {
    case ("attendance", _): print(attendance: value, indent)
    case ("quorum", _): print(quorum: value, indent)
    case ("sources", _):
      for source in value.elements { print(source: source, indent) }
    // These two stand behind the value they belong to.
    case ("dateBasis", _), ("condition", _): break
    case (_, .datedBy): field(name(key), date(value, of: owner), indent)
    case (_, .openness): print(openness: value, key, of: owner, indent)
    case (_, .paragraphs): paragraphs(name(key), value.string ?? "", indent)
    case (_, .texts): field(name(key), list(value.elements.compactMap(\.string)), indent)
    case (_, .speaker): field(name(key), speaker(value), indent)
    case (_, .document): field(name(key), document(value), indent)
    case (_, .vote): field(name(key), vote(value), indent)
    case (_, .lines):
      field(name(key), value.elements.compactMap(\.string).joined(separator: ", "), indent)
    case (_, .text), (_, .choice), (_, .date), (_, .record), (_, .count), (_, .ordinal), (_, .json),
      (_, .attendance), (_, .quorum), (_, .source):
      field(name(key), value.string.map(TextPrinter.word) ?? JSONText.safe(value.source), indent)
    }
  }

  private mutating func paragraphs(_ key: String, _ text: String, _ indent: Int) {
    guard let paragraphs = TextPrinter.paragraphs(text) else {
      field(key, JSONText.quoted(text.utf8), indent)
      return
    }
    field(key, paragraphs[0], indent)
    for line in paragraphs.dropFirst() {
      if !line.isEmpty { indentLine(indent + 2) }
      self.line(line)
    }
  }

  private func list(_ texts: [String]) -> String {
    let plain = texts.joined(separator: "、")
    let read = try? TextLists.elements(ArraySlice(plain.utf8)).map(\.text)
    if TextPrinter.isPlain(plain), read.map({ TextPrinter.areSame($0, texts) }) ?? false {
      return plain
    }
    return texts.map { JSONText.quoted($0.utf8) }.joined(separator: "、")
  }

  /// Whether texts have the same bytes; composed and decomposed ones are not the same.
  static func areSame(_ one: [String], _ other: [String]) -> Bool {
    one.count == other.count && zip(one, other).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  private func date(_ value: JSONValue, of owner: JSONValue) -> String {
    let date = value.string ?? ""
    guard let basis = owner["dateBasis"]?.string else { return date }
    let words = ["edition": "年份据出版日期", "inferred": "推定", "adoption": "据通过日期"]
    return "\(date) (\(isChinese ? words[basis] ?? basis : basis))"
  }

  private mutating func print(
    openness value: JSONValue, _ key: TextKey, of owner: JSONValue, _ indent: Int
  ) {
    let openness = Openness(rawValue: value.string ?? "") ?? .undetermined
    let word = isChinese ? openness.chineseName : openness.rawValue
    guard let condition = owner["condition"]?.string else {
      field(name(key), word, indent)
      return
    }
    let whole = isChinese ? "\(word)（\(condition)）" : "\(word) (\(condition))"
    let read = TextValueReader.openness(ArraySlice(whole.utf8))
    if TextPrinter.isPlain(whole), read.openness == openness.rawValue,
      read.condition.map({ $0.elementsEqual(condition.utf8) }) ?? false
    {
      field(name(key), whole, indent)
    } else {
      field(name(key), word, indent)
      field("condition", TextPrinter.word(condition), indent)
    }
  }

  private mutating func print(source value: JSONValue, _ indent: Int) {
    begin(isChinese ? "来源" : "source", indent)
    if let printed, printed.isLike(value) {
      printed.print(value, to: &text)
      line()
      return
    }
    let parts = TextPrinter.parts(ofSource: value)
    let plain = parts.all.joined(separator: PrintedSource.bar)
    guard !TextLines.holdsLineEnd(plain), !TextLines.holdsComment(plain),
      plain.utf8.first != UInt8(ascii: "?"), plain.utf8.first != UInt8(ascii: "{"),
      isSame(value, plain)
    else {
      line(JSONText.safe(value.source))
      return
    }
    printed = PrintedSource(value, head: parts.head, digest: parts.digest)
    line(plain)
  }

  private typealias SourceParts = (
    head: [String], lines: String?, digest: String?, quote: String?, all: [String]
  )

  /// The parts of a source, those in front of its lines first.
  private static func parts(ofSource value: JSONValue) -> SourceParts {
    var head: [String] = []
    let title = value["title"]?.string
    let date = value["date"]?.string
    if let title { head.append(TextPrinter.word(title) + (date.map { " " + $0 } ?? "")) }
    if let url = value["url"]?.string { head.append(url) }
    if title == nil, let date { head.append(date) }
    if let page = value["page"] { head.append("第\(page.string ?? JSONText.safe(page.source))版") }
    let lines = value["lines"]?.elements.compactMap(\.string).joined(separator: ", ")
    let digest = value["sha256"]?.string.map { "sha256:" + $0 }
    let quote = value["quote"]?.string.map { JSONText.quoted($0.utf8) }
    return (head, lines, digest, quote, head + [lines, digest, quote].compactMap { $0 })
  }

  /// Whether a source is read back as it is.
  private func isSame(_ value: JSONValue, _ plain: String) -> Bool {
    guard let source = try? TextSource(TextMarks.trimmed(ArraySlice(plain.utf8))) else {
      return false
    }
    func isSame(_ name: String, _ text: ArraySlice<UInt8>?) -> Bool {
      let expected = value[name]?.stringBytes
      guard let text, let expected else { return text == nil && expected == nil }
      return text.elementsEqual(expected)
    }
    let lines = value["lines"]?.elements.compactMap(\.string) ?? []
    let number = source.page.flatMap { ChineseNumeral.parse($0.text) }
    let page: Bool =
      value["page"]?.kind == .integer
      ? number == value["page"]?.integer
      : isSame("page", source.page) && number == nil
    return page && isSame("title", source.title) && isSame("date", source.date)
      && isSame("url", source.url) && isSame("sha256", source.digest)
      && isSame("quote", source.quote) && source.lines.map(\.text) == lines
  }
}

// MARK: - Small values

extension TextPrinter {
  private func speaker(_ value: JSONValue) -> String {
    let person = value["person"]?.string
    let office = value["office"]?.string
    let plain = (person ?? "") + (office.map { isChinese ? "（\($0)）" : " (\($0))" } ?? "")
    let trimmed = plain.trimmed
    if TextPrinter.isPlain(trimmed), trimmed.first != "{",
      let read = try? TextValueReader.speaker(ArraySlice(trimmed.utf8)),
      TextPrinter.areSame(
        [read.person?.text ?? "", read.office?.text ?? ""], [person ?? "", office ?? ""])
    {
      return trimmed
    }
    return JSONText.safe(value.source)
  }

  private func document(_ value: JSONValue) -> String {
    let texts = ["title", "stage", "number"].map { value[$0]?.string }
    let plain =
      "《\(texts[0] ?? "")\(texts[1].map { "（\($0)）" } ?? "")》" + (texts[2].map { " " + $0 } ?? "")
    let read = TextDocument(ArraySlice(plain.utf8))
    let found = [read.title, read.stage, read.number].map { $0?.text }
    if TextPrinter.isPlain(plain),
      TextPrinter.areSame(found.map { $0 ?? "" }, texts.map { $0 ?? "" })
    {
      return plain
    }
    return JSONText.safe(value.source)
  }

  private static let votes: [(name: String, chinese: String, english: String)] = [
    ("for", "赞成", "for "), ("against", "反对", "against "), ("abstain", "弃权", "abstain "),
    ("notVoting", "未表决", "not voting "), ("absent", "缺席", "absent "),
  ]

  private func vote(_ value: JSONValue) -> String {
    var parts: [String] = []
    for vote in TextPrinter.votes {
      guard let count = value[vote.name]?.integer else { continue }
      parts.append((isChinese ? vote.chinese : vote.english) + "\(count)")
    }
    let method = value["method"]?.string
    if let method { parts.append(TextPrinter.word(method)) }
    let plain = parts.joined(separator: "、")
    if TextPrinter.isPlain(plain) || plain.hasPrefix("\""), plain.first != "{",
      let read = try? TextValueReader.vote(ArraySlice(plain.utf8)),
      read.counts.count == parts.count - (method == nil ? 0 : 1),
      read.counts.allSatisfy({ value[$0.name]?.integer == $0.count }),
      TextPrinter.areSame([read.method?.text ?? ""], [method ?? ""])
    {
      return plain
    }
    return JSONText.safe(value.source)
  }

  private mutating func print(quorum value: JSONValue, _ indent: Int) {
    for (name, chinese) in [("due", "应到"), ("attended", "实到")] {
      guard let count = value[name]?.integer else { continue }
      field(isChinese ? chinese : name, "\(count)", indent)
    }
  }
}
