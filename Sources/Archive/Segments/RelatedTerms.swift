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
