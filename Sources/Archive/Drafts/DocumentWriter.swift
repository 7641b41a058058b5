import EventStore

/// Writes a document found in a page down as minutes.
struct DocumentWriter {
  private let document: PolicyDocument
  private let source: DraftSourceWriter
  private let places: SourcePlaces
  private var evidence: [DraftEvidence] = []
  private var writer = JSONWriter()

  init(_ document: PolicyDocument, _ source: DraftSourceWriter, _ places: SourcePlaces) {
    self.document = document
    self.source = source
    self.places = places
    write()
  }

  var record: DraftedRecord {
    DraftedRecord(
      kind: .document, title: document.title.string, lines: places.lines(of: document.passage),
      evidence: evidence, json: writer.bytes)
  }

  private mutating func note(
    _ member: String, _ passage: Passage, _ confidence: DraftConfidence, at index: Int? = nil
  ) {
    evidence.append(
      DraftEvidence(
        DraftField(member: member, index: index), passage, confidence: confidence, of: places))
  }

  private mutating func write() {
    writer.beginObject()
    writer.name("record")
    writer.string("document")
    writer.name("title")
    writer.string(document.title.string)
    note("title", document.title, .plain)
    writer.name("number")
    writer.string(document.number.string)
    note("number", document.number, .plain)
    write("issuers", document.issuers)
    if let genre = document.genre {
      writer.name("genre")
      writer.string(genre.string)
      note("genre", genre, .plain)
    }
    for member in ["adopted", "signed", "issued", "published", "effective"] {
      guard let date = document.dates.first(where: { $0.member == member }) else { continue }
      writer.name(member)
      writer.string("\(DayResolver.date(date.day))")
      note(member, date.words, .plain)
    }
    write("addressees", document.addressees)
    if !document.preamble.isEmpty {
      writer.name("summary")
      writer.string(document.preamble.map(\.string).joined(separator: "\n"))
      note("summary", document.preamble[0], .plain)
    }
    writeSections()
    writer.name("sources")
    writer.beginArray()
    source.write([document.passage], quote: document.title, to: &writer)
    writer.endArray()
    if !document.cites.isEmpty {
      writer.name("notes")
      writer.string("引用文号：" + document.cites.map(\.string).joined(separator: "、"))
      for cite in document.cites { note("notes", cite, .plain) }
    }
    writer.endObject()
  }

  private mutating func write(_ member: String, _ passages: [Passage]) {
    guard !passages.isEmpty else { return }
    writer.name(member)
    writer.array { writer in
      for passage in passages { writer.string(passage.string) }
    }
    for (index, passage) in passages.enumerated() { note(member, passage, .name, at: index) }
  }

  private mutating func writeSections() {
    guard !document.sections.isEmpty else { return }
    writer.name("sections")
    writer.beginArray()
    for (index, section) in document.sections.enumerated() {
      writer.beginObject()
      writer.name("path")
      writer.string(section.path)
      if let heading = section.heading, !heading.isEmpty {
        writer.name("heading")
        writer.string(heading.string)
      }
      if !section.paragraphs.isEmpty {
        writer.name("text")
        writer.string(section.paragraphs.map(\.string).joined(separator: "\n"))
      }
      let lines = places.lines(of: document.passage.with(section.range))
      writer.name("lines")
      writer.array { writer in
        writer.string(lines.text)
      }
      writer.endObject()
      note("sections", document.passage.with(section.range), .plain, at: index)
    }
    writer.endArray()
  }
}
