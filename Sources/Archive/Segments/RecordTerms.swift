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
  /// The numbers of names in lists.
  private var bodyNames = KnownTerms()
  private var topicNames = KnownTerms()

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

  /// The names that an index numbers.
  struct Spellings {
    let bodies: [String]
    let topics: [String]
    let persons: [String]
    let others: [String]

    init(_ index: SearchIndex) {
      bodies = index.bodyNames.spellings
      topics = index.topicNames.spellings
      persons = index.personNames.spellings
      others = index.otherNames.spellings
    }
  }

  /// The lists of a record's bodies and of its topics.
  mutating func lists(
    of record: IndexedRecord, _ spellings: Spellings, in writer: inout SegmentWriter
  ) -> (bodies: UInt32, topics: UInt32) {
    (
      RecordTerms.list(record.bodies, &bodyNames, &writer) { spellings.bodies[$0] },
      RecordTerms.list(record.topics, &topicNames, &writer) { spellings.topics[$0] }
    )
  }

  private static func list(
    _ numbers: [Int], _ known: inout KnownTerms, _ writer: inout SegmentWriter,
    _ spelling: (Int) -> String
  ) -> UInt32 {
    var list: [UInt32] = []
    list.reserveCapacity(numbers.count)
    for number in numbers {
      let name = known[number] ?? writer.name(spelling(number))
      known[number] = name
      list.append(name)
    }
    return writer.list(list)
  }

  /// Adds the terms of a record to the writer's last version.
  mutating func add(
    _ record: IndexedRecord, _ spellings: Spellings, to writer: inout SegmentWriter
  ) {
    for body in record.bodies {
      RecordTerms.add(.body, body, &bodies, to: &writer) {
        BodyRegistry.searchTerm(of: spellings.bodies[body])
      }
    }
    for topic in record.topics {
      RecordTerms.add(.topic, topic, &topics, to: &writer) {
        NameTable.key(spellings.topics[topic])
      }
    }
    for person in record.persons + record.chairs {
      RecordTerms.add(.person, person, &persons, to: &writer) {
        NameTable.key(spellings.persons[person])
      }
    }
    if let name = record.series {
      RecordTerms.add(.series, name, &series, to: &writer) {
        NameTable.key(spellings.others[name])
      }
    }
    if let name = record.stage {
      RecordTerms.add(.stage, name, &stages, to: &writer) {
        NameTable.key(spellings.others[name])
      }
    }
    func add(_ tag: TermTag, _ text: String) { writer.add(writer.text(tag, text)) }
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
