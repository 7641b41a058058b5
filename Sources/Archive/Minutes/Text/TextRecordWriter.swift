import EventStore

/// Writes a record of minutes as text down as its JSON twin, and remembers where everything stands.
struct TextRecordWriter {
  private(set) var writer = JSONWriter()
  private(set) var problems: [(offset: Int, problem: MinutesProblem)] = []
  /// The members whose values could not be read, so that they are missing in the JSON.
  private(set) var faults: Set<String> = []
  /// Where the items stand whose first lines could not be read.
  private(set) var faultyItems: Set<Int> = []
  /// Where stretches of the JSON come from, both growing.
  private var origins: [(json: Int, text: Int, isVerbatim: Bool)] = []

  init() {}

  /// The JSON of a record.
  mutating func write(_ record: TextRecord) {
    writer.removeAll()
    problems.removeAll()
    faults.removeAll()
    faultyItems.removeAll()
    origins.removeAll(keepingCapacity: true)
    mark(record.offset)
    writer.beginObject()
    if !record.title.first.isEmpty {
      member("title", record.title.offset)
      text(record.title.joined(.wrapped))
    }
    write(record.fields)
    write(record.items)
    if !record.sections.isEmpty {
      member("sections", record.sections[0].offset)
      writer.beginArray()
      for section in record.sections { write(section) }
      writer.endArray()
    }
    writer.endObject()
  }

  /// The JSON of a record's items alone.
  mutating func writeItems(of record: TextRecord) {
    writer.removeAll()
    mark(record.offset)
    writer.beginObject()
    write(record.items)
    writer.endObject()
  }

  private mutating func write(_ items: [TextItem]) {
    guard let first = items.first else { return }
    member("items", first.offset)
    writer.beginArray()
    for item in items where problems.count < TextParser.mostProblems { write(item) }
    writer.endArray()
  }

  /// Where a byte of the JSON stands in the text.
  func textOffset(of json: Int) -> Int {
    var low = 0
    var high = origins.count
    while low < high {
      let middle = (low + high) / 2
      if origins[middle].json <= json { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    let origin = origins[low - 1]
    return origin.isVerbatim ? origin.text + json - origin.json : origin.text
  }

  private mutating func mark(_ text: Int, isVerbatim: Bool = false) {
    // A separator is written in front of the next value.
    origins.append((writer.bytes.count, text, isVerbatim))
  }

  private mutating func member(_ name: String, _ offset: Int) {
    mark(offset)
    writer.name(name)
  }

  private mutating func report(_ problem: TextProblem, at offset: Int) {
    problems.append((offset, .text(problem)))
  }

  /// Reads a value, and reports what is wrong with it.
  private mutating func reading<Value>(
    _ value: JoinedText, _ body: () throws(TextFault) -> Value
  ) -> Value? {
    do throws(TextFault) {
      return try body()
    } catch {
      report(error.problem, at: value.offset(of: error.index))
      return nil
    }
  }
}

// MARK: - Records

extension TextRecordWriter {
  private mutating func write(_ item: TextItem) {
    mark(item.offset)
    writer.beginObject()
    writer.name("item")
    writer.string(item.section.kind.rawValue)
    let value = item.line.joined(.wrapped)
    let line = reading(value) { () throws(TextFault) in
      try ItemLine(value.bytes, of: item.section.kind)
    }
    if item.section.kind == .personnel, value.bytes.isEmpty,
      !item.fields.contains(where: { $0.key.member == "action" || $0.key.member == "person" })
    {
      report(.personnelLine, at: item.offset)
      faultyItems.insert(item.offset)
    }
    if line == nil { faultyItems.insert(item.offset) }
    let hasDocument = item.fields.contains { $0.key.member == "document" }
    for member in line?.members ?? [] where !(hasDocument && member.name.hasPrefix("document.")) {
      if let field = item.fields.first(where: { $0.key.member == member.name }) {
        report(.onFirstLineToo(field.name), at: field.keyOffset)
        continue
      }
      write(member, at: value.offset(of: member.index))
    }
    write(item.fields)
    writer.endObject()
  }

  private mutating func write(_ member: ItemLine.Member, at offset: Int) {
    switch member.name {
    case "presenters":
      self.member(member.name, offset)
      writer.beginArray()
      for text in member.texts {
        mark(offset)
        writer.string(text)
      }
      writer.endArray()
    case "document.title":
      self.member("document", offset)
      writer.beginObject()
      writer.name("title")
      writer.string(member.texts[0])
    case "document.stage":
      writer.name("stage")
      writer.string(member.texts[0])
      writer.endObject()
    default:
      self.member(member.name, offset)
      writer.string(member.texts[0])
    }
  }

  private mutating func write(_ section: TextSection) {
    mark(section.offset)
    writer.beginObject()
    let heading = section.heading.joined(.wrapped)
    let words = reading(heading) { () throws(TextFault) in try TextHeading(heading.bytes) }
    for (name, word) in [("path", words?.path), ("heading", words?.heading)] {
      guard let word, !word.isEmpty else { continue }
      if let field = section.fields.first(where: { $0.key.member == name }) {
        report(.onFirstLineToo(field.name), at: field.keyOffset)
        continue
      }
      member(name, heading.offset(of: word.index))
      writer.string(word.bytes)
    }
    write(section.fields)
    if let text = section.text {
      member("text", text.offset)
      writer.string(text.joined(.paragraphs).bytes)
    }
    writer.endObject()
  }

  private mutating func write(_ fields: [TextField]) {
    for field in fields {
      switch field.key.role {
      case .attendance, .quorum, .source: break
      case .json where field.key.mayRepeat: break
      default: write(field)
      }
    }
    writeAttendance(fields)
    writeQuorum(fields)
    writeSources(fields)
  }
}

// MARK: - Fields

extension TextRecordWriter {
  private mutating func write(_ field: TextField) {
    let before = problems.count
    let value = field.value.joined(field.key.role == .paragraphs ? .paragraphs : .wrapped)
    if value.bytes.isEmpty {
      report(.emptyValue(field.name), at: field.keyOffset)
    } else {
      write(field, value)
    }
    if problems.count > before { faults.insert(field.key.member) }
  }

  private mutating func write(_ field: TextField, _ value: JoinedText) {
    switch field.key.role {
    case .text, .paragraphs, .ordinal:
      member(field.key.member, field.value.offset)
      text(value)
    case .record, .choice:
      guard let word = word(value) else { return }
      member(field.key.member, field.value.offset)
      writer.string(TextChoices.value(word.text, of: field.key.member))
    case .texts: texts(field, value)
    case .count:
      if let count = TextValueReader.count(value.bytes) {
        member(field.key.member, field.value.offset)
        writer.integer(count)
      } else {
        notANumber(value, at: field.value.offset)
      }
    case .date: date(field.key.member, value.bytes, value)
    case .datedBy:
      guard
        let (date, basis) = reading(
          value,
          { () throws(TextFault) in
            try TextValueReader.datedBy(value.bytes)
          })
      else { return }
      self.date(field.key.member, date, value)
      if let basis {
        member("dateBasis", field.value.offset)
        writer.string(basis)
      }
    case .openness: openness(field, value)
    case .speaker: speaker(field, value)
    case .document: document(field, value)
    case .vote: vote(field, value)
    case .lines: lines(field, value)
    case .json:
      member(field.key.member, field.value.offset)
      json(value)
    case .attendance, .quorum, .source: break
    }
  }

  /// A value that is one text, or a JSON string of it.
  private mutating func word(_ value: JoinedText) -> TextWord? {
    reading(value) { () throws(TextFault) in try TextWord(value.bytes) }
  }

  private mutating func notANumber(_ value: JoinedText, at offset: Int) {
    let text = "\"\(MinutesError.shortened(value.bytes.text, to: 40))\""
    problems.append((offset, .number(text, expected: "an integer of 0 or more")))
  }

  private mutating func text(_ value: JoinedText) {
    mark(value.offset(of: value.bytes.startIndex))
    writer.string(word(value)?.bytes ?? value.bytes)
  }

  private mutating func texts(_ field: TextField, _ value: JoinedText) {
    guard
      let words = reading(value, { () throws(TextFault) in try TextLists.elements(value.bytes) })
    else { return }
    member(field.key.member, field.value.offset)
    writer.beginArray()
    for word in words {
      mark(value.offset(of: word.index))
      writer.string(word.bytes)
    }
    writer.endArray()
  }

  private mutating func date(_ name: String, _ date: ArraySlice<UInt8>, _ value: JoinedText) {
    member(name, value.offset(of: date.startIndex))
    mark(value.offset(of: date.startIndex))
    writer.string(TextValueReader.date(date))
  }

  private mutating func openness(_ field: TextField, _ value: JoinedText) {
    let (openness, condition) = TextValueReader.openness(value.bytes)
    member("openness", field.value.offset)
    writer.string(openness)
    if let condition {
      member("condition", value.offset(of: condition.startIndex))
      writer.string(condition)
    }
  }

  private mutating func speaker(_ field: TextField, _ value: JoinedText) {
    if isJSON(value) {
      member(field.key.member, field.value.offset)
      json(value)
      return
    }
    guard
      let (person, office) = reading(
        value,
        { () throws(TextFault) in
          try TextValueReader.speaker(value.bytes)
        })
    else { return }
    member(field.key.member, field.value.offset)
    writer.beginObject()
    for (name, word) in [("person", person), ("office", office)] {
      guard let word else { continue }
      member(name, value.offset(of: word.index))
      writer.string(word.bytes)
    }
    writer.endObject()
  }

  private mutating func document(_ field: TextField, _ value: JoinedText) {
    member(field.key.member, field.value.offset)
    if isJSON(value) {
      json(value)
      return
    }
    let heard = TextDocument(value.bytes)
    writer.beginObject()
    for (name, text) in [("title", heard.title), ("stage", heard.stage), ("number", heard.number)] {
      guard let text else { continue }
      member(name, value.offset(of: text.startIndex))
      writer.string(text)
    }
    writer.endObject()
  }

  private mutating func vote(_ field: TextField, _ value: JoinedText) {
    if isJSON(value) {
      member(field.key.member, field.value.offset)
      json(value)
      return
    }
    guard
      let (counts, method) = reading(
        value,
        { () throws(TextFault) in
          try TextValueReader.vote(value.bytes)
        })
    else { return }
    member(field.key.member, field.value.offset)
    writer.beginObject()
    for (name, count) in counts {
      writer.name(name)
      writer.integer(count)
    }
    if let method {
      writer.name("method")
      writer.string(method.bytes)
    }
    writer.endObject()
  }

  private mutating func lines(_ field: TextField, _ value: JoinedText) {
    member(field.key.member, field.value.offset)
    writer.beginArray()
    for part in value.bytes.split(separator: UInt8(ascii: ",")) {
      let part = TextMarks.trimmed(part)
      mark(value.offset(of: part.startIndex))
      writer.string(part)
    }
    writer.endArray()
  }
}

// MARK: - Fields that stand several times

extension TextRecordWriter {
  private mutating func writeAttendance(_ fields: [TextField]) {
    let fields = fields.filter { $0.key.member == "attendance" }
    guard let first = fields.first else { return }
    let before = problems.count
    defer { if problems.count > before { faults.insert("attendance") } }
    member("attendance", first.keyOffset)
    writer.beginArray()
    for field in fields {
      let value = field.value.joined(.wrapped)
      guard case .attendance(let capacity) = field.key.role else {
        elements(value)
        continue
      }
      guard !value.bytes.isEmpty else {
        report(.emptyValue(field.name), at: field.keyOffset)
        continue
      }
      let attendants = reading(value) { () throws(TextFault) in
        try TextValueReader.attendants(value.bytes)
      }
      for attendant in attendants ?? [] {
        mark(value.offset(of: attendant.index))
        writer.beginObject()
        writer.name(attendant.kind.rawValue)
        writer.string(attendant.name)
        if let office = attendant.office {
          writer.name("office")
          writer.string(office)
        }
        writer.name("capacity")
        writer.string(capacity)
        writer.endObject()
      }
    }
    writer.endArray()
  }

  private mutating func writeQuorum(_ fields: [TextField]) {
    let fields = fields.filter {
      if case .quorum = $0.key.role { true } else { false }
    }
    guard let first = fields.first else { return }
    member("quorum", first.keyOffset)
    writer.beginObject()
    for field in fields {
      guard case .quorum(let name) = field.key.role else { continue }
      let value = field.value.joined(.wrapped)
      guard let count = TextValueReader.count(value.bytes) else {
        notANumber(value, at: value.bytes.isEmpty ? field.keyOffset : field.value.offset)
        faults.insert(name)
        continue
      }
      member(name, field.value.offset)
      writer.integer(count)
    }
    writer.endObject()
  }

  private mutating func writeSources(_ fields: [TextField]) {
    let fields = fields.filter { $0.key.member == "sources" }
    guard let first = fields.first else { return }
    member("sources", first.keyOffset)
    writer.beginArray()
    for field in fields {
      let value = field.value.joined(.wrapped)
      if field.key.role == .json {
        elements(value)
      } else if isJSON(value) {
        json(value)
      } else if value.bytes.isEmpty {
        report(.emptyValue(field.name), at: field.keyOffset)
      } else if let source = reading(value, { () throws(TextFault) in try TextSource(value.bytes) })
      {
        write(source, value)
      }
    }
    writer.endArray()
  }

  private mutating func write(_ source: TextSource, _ value: JoinedText) {
    mark(value.offset(of: value.bytes.startIndex))
    writer.beginObject()
    for (name, text) in [("title", source.title), ("url", source.url), ("quote", source.quote)] {
      guard let text, let place = source.places[name] else { continue }
      member(name, value.offset(of: place))
      writer.string(text)
    }
    if let date = source.date { self.date("date", date, value) }
    if let page = source.page, let place = source.places["page"] {
      member("page", value.offset(of: place))
      if let number = ChineseNumeral.parse(page.text), number > 0 {
        writer.integer(number)
      } else {
        writer.string(page)
      }
    }
    if let digest = source.digest, let place = source.places["sha256"] {
      member("sha256", value.offset(of: place))
      writer.string(digest)
    }
    if !source.lines.isEmpty, let place = source.places["lines"] {
      member("lines", value.offset(of: place))
      writer.beginArray()
      for range in source.lines {
        mark(value.offset(of: range.startIndex))
        writer.string(range)
      }
      writer.endArray()
    }
    writer.endObject()
  }
}

// MARK: - JSON inside of text

extension TextRecordWriter {
  private func isJSON(_ value: JoinedText) -> Bool { value.bytes.first == UInt8(ascii: "{") }

  /// Writes a value that stands in JSON.
  private mutating func json(_ value: JoinedText) {
    if loaded(value) == nil {
      writer.string("")
    } else {
      mark(value.offset(of: value.bytes.startIndex), isVerbatim: value.origins.isEmpty)
      writer.raw(value.bytes)
    }
  }

  /// Writes the elements of an array that stands in JSON.
  private mutating func elements(_ value: JoinedText) {
    guard let document = loaded(value) else { return }
    guard document.root.kind == .array else {
      problems.append(
        (
          value.offset(of: value.bytes.startIndex),
          .wrongType(found: document.root.kind, expected: "an array of objects, in JSON")
        ))
      return
    }
    for element in document.root.elements {
      mark(value.offset(of: value.bytes.startIndex + element.offset), isVerbatim: false)
      writer.raw(element.source)
    }
  }

  /// The JSON of a value; nothing, and a problem, where it is none.
  private mutating func loaded(_ value: JoinedText) -> JSONDocument? {
    do throws(JSONError) {
      return try JSONDocument(Array(value.bytes))
    } catch {
      problems.append(
        (value.offset(of: value.bytes.startIndex + error.offset), .json(error.problem)))
      return nil
    }
  }
}
