import EventStore

/// What questions ask for of records, as terms of a segment.
///
/// Remembers which terms became of the names that an index numbers.
struct RecordTerms {
  private var bodies = KnownTerms()
  private var topics = KnownTerms()
  private var persons = KnownTerms()
  private var series = KnownTerms()
  private var stages = KnownTerms()
  private var bodyLists = KnownLists()
  private var topicLists = KnownLists()

  private struct KnownTerms {
    private var terms: [UInt32?] = []

    subscript(name: Int) -> UInt32? {
      get { name < terms.count ? terms[name] : nil }
      set {
        while name >= terms.count { terms.append(nil) }
        terms[name] = newValue
      }
    }
  }

  private struct KnownLists {
    private var lists: [[Int]: UInt32] = [:]
    private var names = KnownTerms()

    mutating func list(
      _ spellings: [Int], _ writer: inout SegmentWriter, _ text: (Int) -> String
    ) -> UInt32 {
      if let list = lists[spellings] { return list }
      let list = writer.list(
        spellings.map { spelling in
          let name = names[spelling] ?? writer.name(text(spelling))
          names[spelling] = name
          return name
        })
      lists[spellings] = list
      return list
    }
  }

  /// The lists of a record's bodies and of its topics.
  mutating func lists(
    of record: IndexedRecord, _ index: SearchIndex, in writer: inout SegmentWriter
  ) -> (bodies: UInt32, topics: UInt32) {
    (
      bodyLists.list(record.bodies, &writer) { index.bodyNames.spellings[$0] },
      topicLists.list(record.topics, &writer) { index.topicNames.spellings[$0] }
    )
  }

  /// Adds the terms of a record to the writer's last version.
  mutating func add(
    _ record: IndexedRecord, _ index: SearchIndex, to writer: inout SegmentWriter
  ) {
    for body in record.bodies {
      RecordTerms.add(.body, body, &bodies, to: &writer) {
        Array(index.bodyNames.spellings[body].utf8)
      }
    }
    for topic in record.topics {
      RecordTerms.add(.topic, topic, &topics, to: &writer) {
        NameTable.key(index.topicNames.spellings[topic])
      }
    }
    for person in record.persons + record.chairs {
      RecordTerms.add(.person, person, &persons, to: &writer) {
        NameTable.key(index.personNames.spellings[person])
      }
    }
    if let name = record.series {
      RecordTerms.add(.series, name, &series, to: &writer) {
        NameTable.key(index.otherNames.spellings[name])
      }
    }
    if let name = record.stage {
      RecordTerms.add(.stage, name, &stages, to: &writer) {
        NameTable.key(index.otherNames.spellings[name])
      }
    }
    func add(_ tag: TermTag, _ text: String) { writer.add(writer.text(tag, Array(text.utf8))) }
    if let term = record.term { add(.term, String(term)) }
    if let ordinal = record.ordinal { add(.ordinal, String(ordinal)) }
    add(.kind, record.kind.rawValue)
    add(.openness, record.openness.rawValue)
    if let number = record.number { add(.number, number) }
    if let outcome = record.outcome { add(.outcome, outcome) }
    if record.isRetracted { add(.retracted, "") }
  }

  private static func add(
    _ tag: TermTag, _ name: Int, _ known: inout KnownTerms, to writer: inout SegmentWriter,
    _ text: () -> [UInt8]
  ) {
    let term = known[name] ?? writer.text(tag, text())
    known[name] = term
    writer.add(term)
  }
}
