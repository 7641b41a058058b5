import EventStore

/// Sorts the lines of minutes as text into records, and never stops at a problem.
struct TextParser {
  /// The record that is being read, and one in front of it that nobody has taken yet.
  private var records: [TextRecord] = []
  /// The problems that nobody has taken yet, and how many there were.
  private var problems: [(offset: Int, problem: TextProblem)] = []
  private var problemCount = 0
  private var lines: TextLines
  private var isAtEnd = false
  private var section = Section.fields
  /// What the next line may go on with.
  private var open = Open.nothing
  /// Blank lines passed since the last line that was not blank.
  private var blanks = 0
  private var isBeforeHeadingTold = false
  /// Whether the section has an item yet.
  private var hasItem = false
  /// The keys that stand already in the record, the item or the part that is being read.
  private var seen: [Int] = []

  /// Who makes so many mistakes has given the wrong file.
  static let mostProblems = 1000

  /// In which part of a record the lines stand.
  private enum Section {
    case fields
    case items(TextKeys.Section)
    /// A document's text; the parts stand in the record.
    case parts
    /// Under a heading that is not known: its lines are passed over.
    case unknown
  }

  private enum Open {
    case nothing
    /// A line that belongs to nothing, so that the ones below need not be told.
    case loose
    case field
    case itemField
    case itemLine
    case partField
    case partText
  }

  /// Whether only items are read, which belong to a record that is there already.
  private let isOfItems: Bool

  init(_ bytes: [UInt8], in range: Range<Int>, isOfItems: Bool = false) {
    lines = TextLines(bytes, in: range)
    self.isOfItems = isOfItems
    if isOfItems {
      let start = range.lowerBound
      records = [TextRecord(offset: start, line: 1, title: TextValue(bytes[start..<start]))]
    }
  }

  private var bytes: [UInt8] { lines.bytes }

  /// Reads on until a record is complete; nothing behind the last one.
  mutating func nextRecord() -> TextRecord? {
    while !isAtEnd, isOfItems || records.count < 2 {
      guard problemCount < TextParser.mostProblems, let line = lines.next() else {
        isAtEnd = true
        closeRecord()
        break
      }
      if line.content.isEmpty || isRule(bytes[line.content]) {
        blanks += 1
      } else {
        read(line)
        blanks = 0
      }
    }
    return records.isEmpty ? nil : records.removeFirst()
  }

  /// Where the record begins that is being read; nothing where there are no more.
  var nextOffset: Int? { records.first?.offset }

  /// Gives up the problems found since the last time, in the order of their places.
  ///
  /// Those of a record that is complete, and of everything in front of it, are among them.
  mutating func takeProblems() -> [(offset: Int, problem: TextProblem)] {
    guard !problems.isEmpty else { return [] }
    defer { problems = [] }
    return problems.sorted { $0.offset < $1.offset }
  }

  private mutating func read(_ line: TextLines.Line) {
    let content = bytes[line.content]
    if line.indent < 2, let order = headingOrder(content) {
      heading(TextMarks.trimmed(content.dropFirst(order.bytes)), order: order.count, content)
    } else if records.isEmpty {
      if !isBeforeHeadingTold { report(.beforeHeading, at: content.startIndex) }
      isBeforeHeadingTold = true
    } else if !goesOn(line, content) {
      switch section {
      case .fields: readField(line, content)
      case .items(let section): readItem(line, content, section)
      case .parts: readPart(line, content)
      case .unknown: break
      }
    }
  }

  /// Whether a line is a rule, as Markdown draws between parts: `---`.
  private func isRule(_ content: ArraySlice<UInt8>) -> Bool {
    content.count >= 3 && content.allSatisfy { $0 == UInt8(ascii: "-") }
  }

  /// How many `#` a line begins with, in either width.
  private func headingOrder(_ content: ArraySlice<UInt8>) -> (count: Int, bytes: Int)? {
    var count = 0
    var end = content.startIndex
    while end < content.endIndex {
      if content[end] == UInt8(ascii: "#") {
        end += 1
      } else if content[end] == 0xEF, content[end...].hasPrefix("＃") {
        end += 3
      } else {
        break
      }
      count += 1
    }
    return count == 0 ? nil : (count, end - content.startIndex)
  }

  private mutating func report(_ problem: TextProblem, at offset: Int) {
    problemCount += 1
    problems.append((offset, problem))
  }
}

// MARK: - Headings

extension TextParser {
  private mutating func heading(
    _ words: ArraySlice<UInt8>, order: Int, _ line: ArraySlice<UInt8>
  ) {
    open = .nothing
    if order == 1, isOfItems {
      report(.itemsOnly, at: line.startIndex)
      section = .unknown
    } else if order == 1 {
      closeRecord()
      if words.isEmpty { report(.emptyHeading, at: line.startIndex) }
      section = .fields
      seen.removeAll(keepingCapacity: true)
      var title = TextValue(words)
      if title.removeDoubt() { report(.doubt, at: words.startIndex) }
      records.append(TextRecord(offset: line.startIndex, line: lines.number, title: title))
    } else if records.isEmpty {
      if !isBeforeHeadingTold { report(.beforeHeading, at: line.startIndex) }
      isBeforeHeadingTold = true
    } else if order == 2 {
      sectionHeading(words, line)
    } else if order == 3, case .parts = section {
      records[records.count - 1].sections.append(
        TextSection(offset: line.startIndex, heading: TextValue(words)))
      seen.removeAll(keepingCapacity: true)
    } else if case .unknown = section {
      // What stands under a heading that is not known cannot be judged.
    } else {
      report(order == 3 ? .partOutsideText : .looseLine, at: line.startIndex)
    }
  }

  private mutating func sectionHeading(_ words: ArraySlice<UInt8>, _ line: ArraySlice<UInt8>) {
    hasItem = false
    let name = TextValue(words).joined(.wrapped).bytes.text
    let isDocument = records[records.count - 1].isDocument
    if isDocument, TextKeys.textSection.contains(where: { $0.lowercased() == name.lowercased() }) {
      section = .parts
    } else if !isDocument, let known = TextKeys.section(named: name) {
      section = .items(known)
    } else {
      section = .unknown
      let names =
        isDocument
        ? TextKeys.textSection : TextKeys.sections.flatMap { [$0.chinese, $0.english] }
      let nearest = name.utf8.count <= 48 ? Nearest.match(name, among: names) : nil
      let expected = names.filter { !$0.utf8.contains { $0 < 0x80 } }.joined(separator: ", ")
      report(
        .unknownSection(
          name, of: "\(isDocument ? "a document" : "a meeting"), which has \(expected)",
          nearest: nearest), at: words.startIndex)
    }
  }

  /// Reports keys of the other kind of record, which can be told from the whole record only.
  private mutating func closeRecord() {
    guard let record = records.last else { return }
    let table = record.isDocument ? TextKeys.document : TextKeys.meeting
    for field in record.fields where field.key.role != .datedBy {
      guard !table.knows(field.key) else { continue }
      let name = field.name
      report(
        .unknownKey(name, of: table.schema.name, nearest: table.nearest(to: name)),
        at: field.keyOffset)
    }
  }
}

// MARK: - Lines that go on

extension TextParser {
  /// Takes a line that goes on with the one above; false where it stands for itself.
  private mutating func goesOn(_ line: TextLines.Line, _ content: ArraySlice<UInt8>) -> Bool {
    let record = records.count - 1
    switch open {
    case .nothing: return false
    case .loose: return blanks == 0 && !isBullet(content) && itemLine(content) == nil
    case .field:
      guard line.indent >= 1 else { return false }
      let field = records[record].fields.count - 1
      guard continues(records[record].fields[field], line, content) else { return false }
      records[record].add(content, toField: field, blanks: blanks)
    case .itemField:
      guard line.indent >= 1 else { return false }
      let item = records[record].items.count - 1
      let field = records[record].items[item].fields.count - 1
      guard continues(records[record].items[item].fields[field], line, content) else {
        return false
      }
      records[record].items[item].fields[field].value.add(content, blanks: blanks)
    case .itemLine:
      guard line.indent >= 2, blanks == 0, !isBullet(content), !isItem(line, content) else {
        return false
      }
      records[record].items[records[record].items.count - 1].line.add(content, blanks: 0)
    case .partField:
      let part = records[record].sections.count - 1
      let field = records[record].sections[part].fields.count - 1
      guard line.indent >= 2,
        continues(records[record].sections[part].fields[field], line, content)
      else { return false }
      records[record].sections[part].fields[field].value.add(content, blanks: blanks)
    case .partText:
      records[record].sections[records[record].sections.count - 1].text?.add(
        content, blanks: blanks)
    }
    return true
  }

  /// Whether a line that is set in below a field goes on with it, and is no field of its own.
  private func continues(
    _ field: TextField, _ line: TextLines.Line, _ content: ArraySlice<UInt8>
  ) -> Bool {
    if field.key.role == .paragraphs, line.indent >= field.indent + 2 { return true }
    return !isBullet(content) && !isItem(line, content)
      && (field.key.role == .paragraphs || blanks == 0)
  }

  /// Whether a line begins an item; lists may be set in a little.
  private func isItem(_ line: TextLines.Line, _ content: ArraySlice<UInt8>) -> Bool {
    guard case .items = section else { return false }
    return line.indent < 4 && itemLine(content) != nil
  }

  private func isBullet(_ content: ArraySlice<UInt8>) -> Bool {
    content.first == UInt8(ascii: "-") || content.first == UInt8(ascii: "*")
      || content.hasPrefix("－")
  }
}

// MARK: - Fields and items

extension TextParser {
  private mutating func readField(_ line: TextLines.Line, _ content: ArraySlice<UInt8>) {
    if isOfItems {
      open = .loose
      report(isBullet(content) ? .itemsOnly : .itemOutsideSection, at: content.startIndex)
      return
    }
    let record = records.count - 1
    guard isBullet(content) else {
      open = .loose
      report(itemLine(content) == nil ? .looseLine : .itemOutsideSection, at: content.startIndex)
      return
    }
    open = .nothing
    // What the record is may be told only below.
    let isDocument = records[record].isDocument
    if let field = field(
      line, content, isDocument ? TextKeys.document : TextKeys.meeting,
      or: isDocument ? TextKeys.meeting : TextKeys.document)
    {
      records[record].add(field)
      open = .field
    }
  }

  private mutating func readItem(
    _ line: TextLines.Line, _ content: ArraySlice<UInt8>, _ section: TextKeys.Section
  ) {
    let record = records.count - 1
    let item = records[record].items.count - 1
    if isItem(line, content), let words = itemLine(content) {
      var value = TextValue(words)
      if value.removeDoubt() { report(.doubt, at: words.startIndex) }
      records[record].items.append(
        TextItem(section: section, offset: content.startIndex, line: value))
      open = .itemLine
      hasItem = true
      seen.removeAll(keepingCapacity: true)
    } else if isBullet(content) {
      guard hasItem, line.indent >= 1 else {
        open = .nothing
        report(problem(ofKeyOutsideItem: content), at: content.startIndex)
        return
      }
      open = .nothing
      if let field = field(line, content, section.keys) {
        records[record].items[item].fields.append(field)
        open = .itemField
      }
    } else {
      open = .loose
      report(.looseLine, at: content.startIndex)
    }
  }

  private func problem(ofKeyOutsideItem content: ArraySlice<UInt8>) -> TextProblem {
    guard let (key, _) = divided(content) else { return .itemWithoutNumber }
    let name = key.text
    let isKey = TextKeys.meeting[name] != nil || TextKeys.sections.contains { $0.keys[name] != nil }
    return isKey ? .keyBelowSection(name) : .itemWithoutNumber
  }

  /// What stands behind an item's number; nothing where the line begins with none.
  private func itemLine(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = content
    var digits = 0
    while let first = rest.indices.first, let digit = TextMarks.digit(at: first, of: rest),
      digits < 10
    {
      rest = rest.dropFirst(digit.length)
      digits += 1
    }
    guard (1...9).contains(digits) else { return nil }
    for end: StaticString in [".", "．", "、", ")", "）"] where rest.hasPrefix(end) {
      return TextMarks.trimmed(rest.dropFirst(end.utf8CodeUnitCount))
    }
    return nil
  }

  /// The key and the value of a line with a dash.
  private func divided(
    _ content: ArraySlice<UInt8>
  ) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
    let inside = TextMarks.trimmed(content.dropFirst(content.hasPrefix("－") ? 3 : 1))
    guard let (key, value) = TextLists.divided(inside) else { return nil }
    return (TextMarks.trimmed(key), TextMarks.trimmed(value))
  }

  /// Reads a line with a key; nothing where it has a problem.
  private mutating func field(
    _ line: TextLines.Line, _ content: ArraySlice<UInt8>, _ table: TextKeyTable,
    or other: TextKeyTable? = nil
  ) -> TextField? {
    guard let (key, value) = divided(content) else {
      let words = TextMarks.trimmed(content.dropFirst(content.hasPrefix("－") ? 3 : 1))
      report(.noColon(MinutesError.shortened(words.text, to: 40)), at: content.startIndex)
      return nil
    }
    guard !key.isEmpty else {
      report(.noKey, at: key.startIndex)
      return nil
    }
    var name: String { MinutesError.shortened(key.text, to: 40) }
    guard let known = table[key] ?? table[name] ?? other?[name] else {
      report(
        .unknownKey(name, of: table.schema.name, nearest: table.nearest(to: name)),
        at: key.startIndex)
      return nil
    }
    if !seen.contains(known.number) {
      seen.append(known.number)
    } else if !known.mayRepeat {
      report(.repeatedKey(name), at: key.startIndex)
      return nil
    }
    var text = TextValue(value)
    if text.removeDoubt() { report(.doubt, at: value.startIndex) }
    return TextField(key: known, keyBytes: key, indent: line.indent, value: text)
  }
}

// MARK: - A document's text

extension TextParser {
  private mutating func readPart(_ line: TextLines.Line, _ content: ArraySlice<UInt8>) {
    let record = records.count - 1
    let part = records[record].sections.count - 1
    guard part >= 0 else {
      open = .loose
      report(.looseLine, at: content.startIndex)
      return
    }
    if records[record].sections[part].text == nil, isBullet(content),
      let (key, _) = divided(content), TextKeys.part[key.text] != nil
    {
      open = .nothing
      if let field = field(line, content, TextKeys.part) {
        records[record].sections[part].fields.append(field)
        open = .partField
      }
      return
    }
    records[record].sections[part].text = TextValue(content)
    open = .partText
  }
}
