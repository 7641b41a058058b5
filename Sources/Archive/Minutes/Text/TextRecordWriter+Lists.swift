import EventStore

/// What several fields say together: attendance, the quorum, sources; and JSON inside of text.
extension TextRecordWriter {
  mutating func writeAttendance(_ fields: [TextField]) {
    let isAttendance = { (field: TextField) in field.key.member == "attendance" }
    guard let first = fields.first(where: isAttendance) else { return }
    let before = problems.count
    defer { if problems.count > before { faults.insert("attendance") } }
    member("attendance", first.keyOffset)
    writer.beginArray()
    for field in fields where isAttendance(field) {
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
        writer.key(attendant.kind.key)
        writer.string(attendant.name)
        if let office = attendant.office {
          writer.key(#""office":"#)
          writer.string(office)
        }
        writer.key(#""capacity":"#)
        writer.string(capacity)
        writer.endObject()
      }
    }
    writer.endArray()
  }

  mutating func writeQuorum(_ fields: [TextField]) {
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

  mutating func writeSources(_ fields: [TextField]) {
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
    if let date = source.date {
      member("date", value.offset(of: date.startIndex))
      self.date(date, value)
    }
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
  func isJSON(_ value: JoinedText) -> Bool { value.bytes.first == UInt8(ascii: "{") }

  /// Writes a value that stands in JSON.
  mutating func json(_ value: JoinedText) {
    if loaded(value) == nil {
      writer.string("")
    } else {
      mark(value.offset(of: value.bytes.startIndex), isVerbatim: value.origins.isEmpty)
      writer.raw(value.bytes)
    }
  }

  /// Writes the elements of an array that stands in JSON.
  mutating func elements(_ value: JoinedText) {
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
