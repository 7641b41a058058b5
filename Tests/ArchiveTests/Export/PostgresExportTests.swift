import EventStore
import TestSupport
import Testing

@testable import Archive

/// Streams for PostgreSQL, carried out by a model of the database.
@Suite struct PostgresExportTests {
  private static func stream(
    _ archive: Archive, from first: UInt64 = 0, under ceiling: Openness = .unconditional,
    window: UInt64 = RecordWindow.mostEvents
  ) throws -> [UInt8] {
    var export = try PostgresExport(of: archive, from: Position(first), under: ceiling)
    export.longestWindow = window
    var bytes: [UInt8] = []
    while let more = try export.next() { bytes += more }
    return bytes
  }

  private static func database(
    _ archive: Archive, under ceiling: Openness = .unconditional
  ) throws -> ModelDatabase {
    var database = ModelDatabase()
    try database.apply(stream(archive, under: ceiling))
    return database
  }

  /// Something of what random histories have not: redactions, names of bodies, items that come later.
  private static func actMore(_ history: inout RandomHistory) throws {
    let archive = history.archive
    let numbers = try archive.index().records.map(\.accession)
    guard let number = numbers.randomElement(using: &history.chance) else { return }
    do {
      switch Int.random(in: 0..<4, using: &history.chance) {
      case 0:
        let field = history.chance.pick(["summary", "notes", "title"])
        _ = try archive.redact(number, [field], ground: "法", authority: "馆")
      case 1:
        _ = try archive.record(
          body: .place(
            history.chance.pick(ModelArchive.bodies),
            parents: [history.chance.pick(ModelArchive.bodies)]))
      case 2:
        _ = try archive.record(
          body: .alias(
            history.chance.pick(ModelArchive.bodies),
            history.chance.pick(ModelArchive.bodies + ["市府"])))
      default:
        let text = #"[{"item":"matter","text":"后来的事 \#(number)"}]"#
        if let items = ItemsFile(Array(text.utf8), name: "items.json").items {
          _ = try archive.add(items, to: AccessionNumber(serial: number.serial))
        }
      }
    } catch {
      // What makes no sense is refused, and records nothing.
    }
  }

  @Test(arguments: 1...4)
  func `a database that goes along is one that was filled at once`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    let ceiling = Openness.allCases[Int(seed) % 3]
    var (database, reached) = (ModelDatabase(), 0)
    for round in 0..<32 {
      try history.step()
      if history.chance.once(in: 2) { try Self.actMore(&history) }
      if history.chance.once(in: 3) {
        SegmentedIndex.update(history.archive.store, layout: SegmentModelTests.layout)
      }
      guard round % 4 == 3 else { continue }
      let window = history.chance.pick([1, 3, 1000] as [UInt64])
      let stream = try Self.stream(
        history.archive, from: UInt64(reached), under: ceiling, window: window)
      try database.apply(stream)
      let expected = try Self.database(history.archive, under: ceiling)
      #expect(database == expected)
      // Once more changes nothing, and neither does one that begins earlier.
      try database.apply(stream)
      try database.apply(
        Self.stream(history.archive, from: UInt64(reached / 2), under: ceiling, window: window))
      #expect(database == expected)
      reached = database.next
      try Self.checkRecords(database, history.archive, ceiling)
    }
    #expect(database.rows("records").count > 5)
  }

  /// The records are those that the log itself tells of, and so are the names of their bodies.
  private static func checkRecords(
    _ database: ModelDatabase, _ archive: Archive, _ ceiling: Openness
  ) throws {
    var index = try archive.index()
    index.topicRules = TopicRegistry()
    var expected: [String] = []
    var names: Set<String> = []
    for place in index.records.indices where index.records[place].openness.isWithin(ceiling) {
      var writer = JSONWriter()
      let entry = index.entry(at: place)
      entry.write(to: &writer)
      expected.append(String(decoding: writer.bytes, as: UTF8.self))
      names.formUnion(entry.bodies)
    }
    let entry = try #require(PostgresTable.records.columns.firstIndex(of: "entry"))
    #expect(database.rows("records").compactMap { $0[entry] }.sorted() == expected.sorted())
    #expect(Set(database.rows("body_names").compactMap { $0[1] }) == names)
    #expect(database.rows("events").count == Int(index.eventCount))
  }

  @Test(arguments: 1...4)
  func `topics are told as far as entries and the log tell them`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    for _ in 0..<40 { try history.step() }
    let index = try history.archive.index()
    for ceiling in Openness.allCases {
      let database = try Self.database(history.archive, under: ceiling)
      let told = Set(database.rows("topic_phrases").map { "\($0[1] ?? "") \($0[2] ?? "")" })
      var expected: Set<String> = []
      for (position, definition) in index.topicRules.events {
        guard index.mayLeave(topicEventAt: position, under: ceiling),
          index.topicRules[definition.name]?.definition == definition
        else { continue }
        for phrase in definition.phrases {
          expected.insert("\(PostgresNames.key(definition.name)) \(phrase)")
        }
      }
      for place in index.records.indices where index.records[place].openness.isWithin(ceiling) {
        for match in index.open(index.entry(at: place).matchedTopics, under: ceiling) {
          expected.insert("\(PostgresNames.key(match.topic)) \(match.phrase)")
        }
      }
      // An entry tells the first phrase alone that it has.
      #expect(told.isSuperset(of: expected), "\(ceiling) \(told) \(expected)")
      for phrase in told.subtracting(expected) {
        let words = String(phrase.drop { $0 != " " }.dropFirst())
        let word = try #require(TopicRegistry.word(words))
        let isOpen = index.records.indices.contains { place in
          index.records[place].openness.isWithin(ceiling)
            && WordMatcher.count(
              word,
              in: RecordText(kind: index.records[place].kind, payload: index.payload(of: place))
                .normalizedFields, most: 1) > 0
        }
        #expect(isOpen, "\(phrase)")
      }
    }
  }

  @Test func `a stream that does not join on is refused and changes nothing`() throws {
    let archive = try Archives.found()
    _ = try archive.record(Minutes.drafts([Minutes.meeting("一"), Minutes.meeting("二")]))
    let early = try Self.stream(archive, window: 2)
    let reached = try Self.database(archive)
    _ = try archive.record(Minutes.drafts([Minutes.meeting("三"), Minutes.meeting("四")]))
    let end = try archive.index().eventCount
    var database = reached
    #expect(throws: ModelDatabase.Refusal.gap(reached.next, Int(end) - 1)) {
      try database.apply(Self.stream(archive, from: end - 1))
    }
    #expect(database == reached)
    try database.apply(Self.stream(archive, from: UInt64(reached.next)))
    // What was made before the database got to know of more is not taken for the present.
    var behind = ModelDatabase()
    var export = try PostgresExport(of: archive)
    export.longestWindow = 1
    for _ in 0..<3 { try behind.apply(export.next() ?? []) }
    #expect(behind.next == 2)
    #expect(throws: ModelDatabase.Refusal.older) { try behind.apply(early) }
    let other = try Archives.found(world: TestWorld(seed: 9))
    _ = try other.record(Minutes.drafts((0..<9).map { Minutes.meeting("会\($0)") }))
    #expect(throws: ModelDatabase.Refusal.otherLog) {
      try database.apply(Self.stream(other, from: UInt64(database.next)))
    }
    #expect(throws: ArchiveError.self) {
      _ = try PostgresExport(of: archive, from: Position(end + 1))
    }
  }

  @Test func `what became stricter than the ceiling goes, and what was erased`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([
        Minutes.meeting("甲会", with: #""summary":"隐去""#), Minutes.meeting("乙会", body: "乙局"),
      ]))
    var database = try Self.database(archive)
    #expect(database.rows("records").count == 2 && database.rows("body_names").count == 2)
    _ = try archive.reclassify(
      AccessionNumber(serial: 2),
      Reclassification(openness: .closed, condition: nil, basis: "例", reviewer: "办"))
    _ = try archive.redact(
      AccessionNumber(serial: 1), ["summary"], ground: "法", authority: "馆")
    let stream = try Self.stream(archive, from: UInt64(database.next))
    #expect(!String(decoding: stream, as: UTF8.self).contains("乙局"))
    try database.apply(stream)
    #expect(database.rows("records").count == 1 && database.rows("body_names").count == 1)
    #expect(!"\(database.rows("records"))".contains("隐去"))
    #expect(database.rows("record_acts").count == 1)
  }

  @Test func `what has no table is counted`() throws {
    let archive = try Archives.found()
    let source = KeptSource(text: "原文", title: nil, openness: nil)
    _ = try archive.record(
      Minutes.drafts([Minutes.meeting("甲会"), Minutes.meeting("乙会", with: #""openness":"closed""#)]),
      keeping: [source])
    var export = try PostgresExport(of: archive)
    while try export.next() != nil {}
    #expect(export.report.records == 1 && export.report.withheld == 1)
    #expect(export.report.sources == 1 && export.report.persons == 0)
  }
}
