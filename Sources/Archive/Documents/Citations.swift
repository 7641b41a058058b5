import EventStore

/// Which recorded documents a document cites, and which cite it.
public struct Citations {
  /// The records that its text names by number or title, in the order of their numbers.
  public let cites: [Entry]
  /// The documents whose text names it, in the order of their numbers.
  public let citedBy: [Entry]

  /// Writes both as members; an empty list only for a document.
  public func write(of kind: RecordKind, to writer: inout JSONWriter) {
    for (name, entries) in [("cites", cites), ("citedBy", citedBy)] {
      guard kind == .document || !entries.isEmpty else { continue }
      writer.name(name)
      writer.array { writer in
        for entry in entries {
          writer.object { writer in
            writer.name("accession")
            writer.string("\(entry.accession)")
            writer.name("title")
            writer.string(entry.title)
          }
        }
      }
    }
  }
}

extension SearchIndex {
  /// What a record cites and what cites it; nothing for records that are neither documents nor
  /// resolutions.
  ///
  /// A number is that of a document or a resolution; a title in 《》 is that of a document, and where
  /// none has it that of the resolutions that enacted it. Reads every document and resolution.
  public func citations(of accession: AccessionNumber) -> Citations? {
    guard let place = place(of: accession),
      [.document, .resolution].contains(records[place].kind),
      records.contains(where: { $0.kind == .document })
    else { return nil }
    let reader = CitationReader(self)
    let cites = records[place].kind == .document ? reader.cited(by: payload(of: place)) : []
    let document = JSONDocument()
    var citedBy: Set<Int> = []
    for (other, record) in records.enumerated()
    where record.kind == .document && !record.isRetracted && other != place {
      guard (try? document.load(record.payload)) != nil else { continue }
      if reader.cited(by: document.root).contains(place) { citedBy.insert(other) }
    }
    func entries(_ places: Set<Int>) -> [Entry] {
      places.subtracting([place]).sorted { records[$0].accession < records[$1].accession }
        .map(entry)
    }
    return Citations(cites: entries(cites), citedBy: entries(citedBy))
  }
}

extension SearchIndex {
  /// What every document that stands cites, by the places of the records.
  ///
  /// Reads every document and resolution.
  func citations() -> [Int: Set<Int>] {
    let documents = records.indices.filter {
      records[$0].kind == .document && !records[$0].isRetracted
    }
    guard !documents.isEmpty else { return [:] }
    let reader = CitationReader(self)
    var cited: [Int: Set<Int>] = [:]
    for place in documents {
      let places = reader.cited(by: payload(of: place)).subtracting([place])
      if !places.isEmpty { cited[place] = places }
    }
    return cited
  }
}

/// Finds what a document's text cites.
private struct CitationReader {
  private let numbers: CitedNumbers
  /// The places of the texts that have each title.
  private var titles: [[UInt8]: [Int]] = [:]

  init(_ index: SearchIndex) {
    let records = index.records
    let carriers = records.enumerated().filter { _, record in
      !record.isRetracted && (record.kind == .document || record.kind == .resolution)
    }
    numbers = CitedNumbers(
      carriers.compactMap { place, record in record.number.map { ($0, place) } })
    let register = TitleRegister(index) { $0.kind == .document || $0.kind == .resolution }
    // A later change of a text is not what its title stands for, as long as the text itself is there.
    let ranks: [TitleEvent: Int] = [.adopted: 1, .approved: 1, .revised: 2, .amended: 3]
    var best: [[UInt8]: Int] = [:]
    for one in register.all where one.mention.isOwn && one.mention.title.stage == nil {
      let isDocument = records[one.place].kind == .document
      guard let rank = isDocument ? 0 : ranks[one.mention.event] else { continue }
      let key = one.mention.title.key
      if rank < best[key] ?? .max {
        best[key] = rank
        titles[key] = []
      }
      if rank == best[key] { titles[key, default: []].append(one.place) }
    }
  }

  /// The places of the records that the text of a document names.
  func cited(by document: JSONValue) -> Set<Int> {
    var places: Set<Int> = []
    for text in CitationReader.texts(of: document) {
      places.formUnion(numbers.places(in: text))
      addTitles(in: ArraySlice(text.utf8), to: &places)
    }
    return places
  }

  private static func texts(of document: JSONValue) -> [String] {
    var texts = ["summary", "notes"].compactMap { document[$0]?.string }
    guard let sections = document["sections"] else { return texts }
    for section in sections.elements {
      texts += ["heading", "text"].compactMap { section[$0]?.string }
    }
    return texts
  }

  private func addTitles(in text: ArraySlice<UInt8>, to places: inout Set<Int>) {
    for case .title(let title) in TitledText(text).pieces {
      let draft = DraftTitle(title)
      if draft.stage == nil { places.formUnion(titles[draft.key] ?? []) }
      addTitles(in: title, to: &places)
    }
  }
}
