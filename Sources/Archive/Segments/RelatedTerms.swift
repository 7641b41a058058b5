import EventStore

/// What records have in common that speak of the same text: its title, and the year and serial of its
/// number.
///
/// Records that have none of a record's terms have nothing to do with it; whether those that have one do,
/// tells a closer look.
struct RelatedTerms {
  /// Hashes of titles, and numbers without the name of the agency, whose beginning no text tells.
  private(set) var titles: [UInt32] = []
  private(set) var numbers: [String] = []

  /// The terms of a record.
  init(_ kind: RecordKind, number: String?, _ payload: JSONValue) {
    guard kind != .meeting, kind != .personnel else { return }
    if let title = payload["title"]?.stringBytes {
      // What a report or a matter is called is no title of a text.
      if kind == .document || kind == .resolution || kind == .agreement { add(title: title) }
      addTitles(in: title)
    }
    guard kind != .document else {
      readDocument(number, payload)
      return
    }
    if kind == .resolution {
      if let number { addNumbers(in: number) }
      // The verb is the beginning of the sentence, and may name a title.
      if let verb = payload["verb"]?.stringBytes {
        addTitles(in: verb + (payload["text"]?.stringBytes ?? []))
      }
    }
    for name in ["subject", "text", "asStated"] {
      if let text = payload[name]?.stringBytes { addTitles(in: text) }
    }
    if let title = payload["document"]?["title"]?.stringBytes {
      add(title: title)
      addTitles(in: title)
    }
  }

  private mutating func readDocument(_ number: String?, _ payload: JSONValue) {
    if let number { addNumbers(in: number) }
    func read(_ value: JSONValue?) {
      guard let text = value?.string else { return }
      addTitles(in: ArraySlice(text.utf8))
      addNumbers(in: text)
    }
    for name in ["summary", "notes"] { read(payload[name]) }
    guard let sections = payload["sections"] else { return }
    for section in sections.elements {
      for name in ["heading", "text"] { read(section[name]) }
    }
  }

  /// The terms of a title, by the keys that it may have.
  init(titles keys: some Sequence<[UInt8]>) { titles = keys.map(RelatedTerms.hash) }

  private mutating func addTitles(in text: ArraySlice<UInt8>) {
    guard TitleMark.next(in: text, from: text.startIndex) != nil else { return }
    for case .title(let title) in TitledText(text).pieces {
      add(title: title)
      addTitles(in: title)
    }
  }

  private mutating func add(title: ArraySlice<UInt8>) {
    titles.append(RelatedTerms.hash(TitleMark.key(ItemLine.staged(title)?.title ?? title)))
  }

  private mutating func addNumbers(in text: String) {
    for (year, serial) in CitedNumbers.tails(in: text) { numbers.append("\(year)/\(serial)") }
  }

  /// FNV-1a: two titles of one hash cost a look at one more record.
  private static func hash(_ key: [UInt8]) -> UInt32 {
    let hash: UInt64 = key.reduce(0xCBF2_9CE4_8422_2325) {
      ($0 ^ UInt64($1)) &* 0x0100_0000_01B3
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  /// All of them, as texts of a segment.
  var all: [(tag: TermTag, text: [UInt8])] {
    titles.map { hash in
      (.title, withUnsafeBytes(of: hash.bigEndian) { Array($0) })
    } + numbers.map { (.numbered, Array($0.utf8)) }
  }
}

extension SegmentedIndex {
  /// More records than these are not looked at one by one.
  private static let mostRelated = 5000

  /// The streams of all records that have one of some terms, whether they stand or not; nothing where they
  /// are very many, or a file is damaged.
  private func streams(of terms: RelatedTerms) -> Set<StreamName>? {
    var streams: Set<StreamName> = []
    var count = 0
    for segment in search.segments {
      for (tag, text) in terms.all {
        guard let term = segment.term(tag, text), let found = segment.postings(term) else {
          continue
        }
        count += found.count
        guard count <= SegmentedIndex.mostRelated else { return nil }
        for version in found.versions.numbers {
          streams.insert(search.record(Int(version), of: segment).stream)
        }
      }
    }
    return search.isDamaged ? nil : streams
  }

  /// An index that knows of a record everything that its citations follow from; nothing where very many
  /// records would have to be read.
  func index(ofCitations record: AccessionNumber, in index: SearchIndex) -> SearchIndex? {
    guard let place = index.place(of: record) else { return nil }
    let known = index.records[place]
    let terms = RelatedTerms(known.kind, number: known.number, index.payload(of: place))
    guard var streams = streams(of: terms) else { return nil }
    streams.insert(
      Streams.name(
        known.kind == .document ? Streams.document : Streams.meeting, record.serial))
    // Whether there is any document at all makes a difference.
    var document = Query()
    document.kinds = [.document]
    document.limit = 1
    for isRetracted in [false, true] {
      document.isRetracted = isRetracted
      guard let found = search.answer(document) else { return nil }
      streams.formUnion(found.records.map(\.stream))
    }
    return self.index(of: streams)
  }

  /// An index that knows of everything that a title's history follows from; nothing where very many
  /// records would have to be read.
  func index(ofTitle text: String) -> SearchIndex? {
    let bodies = search.names.complete.spellings
    let keys = Jurisdictions(bodies: bodies).variants(of: DraftTitle(asTyped: text).key)
    guard let streams = streams(of: RelatedTerms(titles: keys)),
      var index = index(of: streams)
    else { return nil }
    // The places in front of titles are read from the names of all bodies.
    for body in bodies { _ = index.bodyNames.number(of: body) }
    return index
  }
}
