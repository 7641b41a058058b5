import EventStore

/// Fields of minutes as text, each written as the member of JSON that it fills.
extension TextRecordWriter {
  mutating func write(_ field: TextField) {
    let before = problems.count
    let value = field.value.joined(field.key.role == .paragraphs ? .paragraphs : .wrapped)
    if value.bytes.isEmpty {
      report(.emptyValue(field.name), at: field.keyOffset)
    } else {
      write(field, value)
    }
    if problems.count > before { faults.insert(field.key.member) }
  }

  mutating func write(_ field: TextField, _ value: JoinedText) {
    switch field.key.role {
    case .text, .paragraphs, .ordinal:
      member(field.key, field.value.offset)
      text(value)
    case .record, .choice:
      guard let word = word(value) else { return }
      member(field.key, field.value.offset)
      writer.string(TextChoices.value(word.text, of: field.key.member))
    case .texts: texts(field, value)
    case .count:
      if let count = TextValueReader.count(value.bytes) {
        member(field.key, field.value.offset)
        writer.integer(count)
      } else {
        notANumber(value, at: field.value.offset)
      }
    case .date: date(field.key, value.bytes, value)
    case .datedBy:
      guard
        let (date, basis) = reading(
          value,
          { () throws(TextFault) in
            try TextValueReader.datedBy(value.bytes)
          })
      else { return }
      self.date(field.key, date, value)
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
      member(field.key, field.value.offset)
      json(value)
    case .attendance, .quorum, .source: break
    }
  }

  /// A value that is one text, or a JSON string of it.
  mutating func word(_ value: JoinedText) -> TextWord? {
    reading(value) { () throws(TextFault) in try TextWord(value.bytes) }
  }

  mutating func notANumber(_ value: JoinedText, at offset: Int) {
    let text = "\"\(MinutesError.shortened(value.bytes.text, to: 40))\""
    problems.append((offset, .number(text, expected: "an integer of 0 or more")))
  }

  mutating func text(_ value: JoinedText) {
    mark(value.offset(of: value.bytes.startIndex))
    writer.string(word(value)?.bytes ?? value.bytes)
  }

  mutating func texts(_ field: TextField, _ value: JoinedText) {
    guard
      let words = reading(value, { () throws(TextFault) in try TextLists.elements(value.bytes) })
    else { return }
    member(field.key, field.value.offset)
    writer.beginArray()
    for word in words {
      mark(value.offset(of: word.index))
      writer.string(word.bytes)
    }
    writer.endArray()
  }

  mutating func date(_ key: TextKey, _ date: ArraySlice<UInt8>, _ value: JoinedText) {
    member(key, value.offset(of: date.startIndex))
    self.date(date, value)
  }

  mutating func date(_ date: ArraySlice<UInt8>, _ value: JoinedText) {
    mark(value.offset(of: date.startIndex))
    if PartialDate(utf8: date) != nil {
      writer.string(date)
    } else {
      writer.string(TextValueReader.date(date))
    }
  }

  mutating func openness(_ field: TextField, _ value: JoinedText) {
    let (openness, condition) = TextValueReader.openness(value.bytes)
    member("openness", field.value.offset)
    writer.string(openness)
    if let condition {
      member("condition", value.offset(of: condition.startIndex))
      writer.string(condition)
    }
  }

  mutating func speaker(_ field: TextField, _ value: JoinedText) {
    if isJSON(value) {
      member(field.key, field.value.offset)
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
    member(field.key, field.value.offset)
    writer.beginObject()
    for (name, word) in [("person", person), ("office", office)] {
      guard let word else { continue }
      member(name, value.offset(of: word.index))
      writer.string(word.bytes)
    }
    writer.endObject()
  }

  mutating func document(_ field: TextField, _ value: JoinedText) {
    member(field.key, field.value.offset)
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

  mutating func vote(_ field: TextField, _ value: JoinedText) {
    if isJSON(value) {
      member(field.key, field.value.offset)
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
    member(field.key, field.value.offset)
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

  mutating func lines(_ field: TextField, _ value: JoinedText) {
    member(field.key, field.value.offset)
    writer.beginArray()
    for part in value.bytes.split(separator: UInt8(ascii: ",")) {
      let part = TextMarks.trimmed(part)
      mark(value.offset(of: part.startIndex))
      writer.string(part)
    }
    writer.endArray()
  }
}
