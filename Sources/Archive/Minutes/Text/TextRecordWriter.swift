import EventStore

/// Writes a record of minutes as text down as its JSON twin, and remembers where everything stands.
struct TextRecordWriter {
  var writer = JSONWriter()
  var problems: [(offset: Int, problem: MinutesProblem)] = []
  /// The members whose values could not be read, so that they are missing in the JSON.
  var faults: Set<String> = []
  /// Where the items stand whose first lines could not be read.
  var faultyItems: Set<Int> = []
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

  mutating func write(_ items: [TextItem]) {
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

  mutating func mark(_ text: Int, isVerbatim: Bool = false) {
    // A separator is written in front of the next value.
    origins.append((writer.bytes.count, text, isVerbatim))
  }

  mutating func member(_ name: String, _ offset: Int) {
    mark(offset)
    writer.name(name)
  }

  mutating func member(_ key: TextKey, _ offset: Int) {
    mark(offset)
    writer.key(key.json)
  }

  mutating func report(_ problem: TextProblem, at offset: Int) {
    problems.append((offset, .text(problem)))
  }

  /// Reads a value, and reports what is wrong with it.
  mutating func reading<Value>(
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
  mutating func write(_ item: TextItem) {
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

  mutating func write(_ section: TextSection) {
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
