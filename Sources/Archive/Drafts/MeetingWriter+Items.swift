import EventStore

/// Writes what a meeting did.
extension MeetingWriter {
  mutating func write(_ item: DraftedItem, at index: Int) {
    writer.beginObject()
    writer.name("item")
    writer.string(item.kind.rawValue)
    switch item.kind {
    case .report: writeReport(item, index)
    case .resolution: writeResolution(item, index)
    case .personnel: writePersonnel(item, index)
    case .matter: writeMatter(item, index)
    case .agreement: writeAgreement(item, index)
    }
    let clause = item.quoted
    writer.name("sources")
    writer.beginArray()
    source.write([clause], quote: clause, to: &writer)
    writer.endArray()
    writer.endObject()
  }

  mutating func writeReport(_ item: DraftedItem, _ index: Int) {
    let speaker =
      item.presenters.count == 1 ? PersonWords.person(endingAt: item.presenters[0]) : nil
    var presenters = item.presenters.map(\.string)
    if let speaker, !speaker.office.isEmpty, let organ = MeetingWriter.organ(of: speaker.office) {
      presenters = [organ.string]
    }
    if !presenters.isEmpty {
      writer.name("presenters")
      writer.array { writer in
        for presenter in presenters { writer.string(presenter) }
      }
      for (number, passage) in item.presenters.enumerated() {
        note("presenters", passage, .name, item: index, at: number)
      }
    }
    guard let subject = item.subject else { return }
    writer.name("subject")
    writer.string(subject)
    note("subject", subject.passage, .act, item.doubts.first, item: index)
    if let speaker, speaker.name.count > 1 {
      writer.name("speaker")
      writer.beginObject()
      writer.name("person")
      writer.string(speaker.name)
      if !speaker.office.isEmpty {
        writer.name("office")
        writer.string(speaker.office)
      }
      writer.endObject()
      note("speaker", item.presenters[0], .name, item: index)
    }
    if let behalf = item.onBehalfOf, !behalf.isEmpty {
      writer.name("onBehalfOf")
      writer.string(behalf)
      note("onBehalfOf", behalf, .name, item: index)
    }
    if !item.form.isEmpty {
      writer.name("form")
      writer.string(item.form)
    }
    if let found = ItemLine.document(in: ArraySlice(subject.string.utf8)) {
      writer.name("document")
      writer.object { writer in
        writer.name("title")
        writer.string(found.title)
        writer.name("stage")
        writer.string(found.stage)
      }
    }
    if !item.disposition.isEmpty {
      writer.name("disposition")
      writer.string(item.disposition)
    }
  }

  /// The organ in front of an office: 全国人大宪法和法律委员会|主任委员.
  static func organ(of office: Passage) -> Passage? {
    guard let title = office.suffix(of: PersonWords.offices) else { return nil }
    let organ = office.dropLast(title.count)
    return organ.suffix(of: MeetingName.organs) != nil && organ.count >= 3 && !organ.contains("、")
      ? organ : nil
  }

  mutating func writeResolution(_ item: DraftedItem, _ index: Int) {
    guard let subject = item.subject else { return }
    let words = ArraySlice(subject.string.utf8)
    let title = TextLists.title(words)
    if let title {
      writer.name("title")
      writer.string(title)
    }
    writer.name("verb")
    writer.string(item.verb)
    if title == nil {
      writer.name("text")
      writer.string(subject)
    }
    note(
      title == nil ? "text" : "title", subject.passage, .act, item.doubts.first, item: index)
    if !item.outcome.isEmpty {
      writer.name("outcome")
      writer.string(item.outcome)
    }
  }

  mutating func writePersonnel(_ item: DraftedItem, _ index: Int) {
    guard let person = item.person, let post = item.post else { return }
    writer.name("action")
    writer.string(item.verb.hasSuffix("接受") ? "接受辞职" : item.verb)
    note("action", item.quoted, .act, item: index)
    writer.name("person")
    writer.string(person)
    note("person", person, .name, item: index)
    writer.name("post")
    writer.string(post)
    note("post", post.passage, .act, item.doubts.first, item: index)
  }

  mutating func writeMatter(_ item: DraftedItem, _ index: Int) {
    guard let subject = item.subject else { return }
    if !item.verb.isEmpty {
      writer.name("verb")
      writer.string(item.verb)
    }
    writer.name("text")
    writer.string(subject)
    note("text", subject.passage, .act, item: index)
  }

  mutating func writeAgreement(_ item: DraftedItem, _ index: Int) {
    guard let subject = item.subject else { return }
    writer.name("title")
    let words = ArraySlice(subject.string.utf8)
    writer.string(TextLists.title(words) ?? words)
    note("title", subject.passage, .act, item: index)
    if !item.parties.isEmpty {
      writer.name("parties")
      writer.array { writer in
        for party in item.parties { writer.string(party) }
      }
    }
  }
}

extension DraftedItem {
  /// The words that are quoted for it: its clause, or what it says alone where that is long.
  var quoted: Passage {
    let longest = 160
    guard clause.count > longest else { return clause }
    if let person, let post {
      let words = clause.with(
        min(person.start, post.passage.start)..<max(person.end, post.passage.end))
      return words.count > longest ? person : words
    }
    return subject?.passage ?? clause
  }
}
