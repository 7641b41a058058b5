import TestSupport
import Testing

@testable import Archive
@testable import EventStore

/// Minutes of which a part that makes them a record was erased are recognised, and stay erased.
@Suite struct RedactedIdentityTests {
  /// What is erased in each case.
  private static let secret = "夏祖相"

  /// One record, and the fields of it and of its items that hold the secret.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let minutes: String
    var fields: [(number: String, field: String)]
    /// Other minutes that share all the rest of the identity.
    var other: String
    var testDescription: String { name }
  }

  private static let items = [Minutes.matter("安全生产")]

  static let cases = [
    Case(
      name: "a meeting's title",
      minutes: Minutes.meeting("悼念\(secret)的会议", with: #""place":"渝州""#, items: items),
      fields: [("2", "title")],
      other: Minutes.meeting("另一次会议", with: #""place":"渝中""#, items: items)),
    Case(
      name: "a title that stands beside an ordinal",
      minutes: Minutes.meeting("悼念\(secret)的会议", with: #""ordinal":3"#, items: items),
      fields: [("2", "title")],
      other: Minutes.meeting("第四次会议", with: #""ordinal":4"#, items: items)),
    Case(
      name: "a meeting's sitting and date",
      minutes: Minutes.meeting(
        "会议", date: "2020-09-19", with: #""sitting":"\#(secret)组","ordinal":3"#, items: items),
      fields: [("2", "sitting"), ("2", "date")],
      other: Minutes.meeting(
        "会议", date: "2020-09-20", with: #""sitting":"联组会议","ordinal":3,"summary":"另""#,
        items: items)),
    Case(
      name: "a meeting's body",
      minutes: Minutes.meeting("会议", body: "市五届\(secret)委员会", items: items),
      fields: [("2", "body[1]")], other: Minutes.meeting("会议", body: "市政府", items: [])),
    Case(
      name: "a document's number",
      minutes: Minutes.document(
        "意见", with: #""number":"\#(secret)〔2020〕4号","issued":"2020-04-07""#),
      fields: [("2", "number")],
      other: Minutes.document("意见", with: #""number":"渝府〔2020〕5号","issued":"2020-04-08""#)),
    Case(
      name: "a document's title and issuer",
      minutes: Minutes.document("\(secret)的意见", with: #""issuers":["市政府","\#(secret)室"]"#),
      fields: [("2", "title"), ("2", "issuers[2]")],
      other: Minutes.document("另一意见", with: #""issuers":["市政府"]"#)),
    Case(
      name: "a name that the title, an item and a quote tell too",
      minutes: Minutes.meeting(
        "悼念\(secret)的会议", with: #""attendance":[{"person":"\#(secret)","capacity":"chair"}]"#,
        items: [Minutes.matter("学习\(secret)同志", with: #""asStated":"会议学习了\#(secret)""#)]),
      fields: [("2", "attendance[1].person"), ("2", "title"), ("2.1", "text")],
      other: Minutes.meeting("另一次会议")),
    Case(
      name: "who a chair is, and an item's person",
      minutes: Minutes.meeting(
        "会议", with: #""attendance":[{"person":"\#(secret)","capacity":"chair"}]"#,
        items: [
          #"{"item":"personnel","action":"任命","person":"\#(secret)","post":"局长"}"#
        ]),
      fields: [("2", "attendance[1]"), ("2.1", "person")],
      other: Minutes.meeting("另一次会议")),
  ]

  /// An archive in which the case was recorded, between others, and erased.
  private static func erased(_ one: Case) throws -> (MemoryStorage, Archive) {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    _ = try archive.record(
      Minutes.drafts([Minutes.meeting("前", date: "2020-01-01"), one.minutes]))
    _ = try archive.record(Minutes.drafts([Minutes.meeting("后", date: "2020-12-01")]))
    for (number, field) in one.fields {
      _ = try archive.redact(
        #require(AccessionNumber(number)), [field], ground: "个人信息保护法", authority: "市档案馆")
    }
    return (storage, archive)
  }

  /// Writes the derived index, which otherwise waits for more events.
  private static func makeIndex(of archive: Archive) throws {
    try archive.store.writer().closeBeforeIndexing(isDue: true)?()
    var register = Register(lookingFor: [], in: archive.store)
    #expect(try register.bringUp(in: archive.store, isSaving: true, records: 1).isEmpty)
  }

  private static func withoutTrace(_ storage: MemoryStorage) {
    for path in storage.paths {
      let text = String(decoding: storage.bytes(of: path) ?? [], as: UTF8.self)
      // The names of bodies are registered by themselves.
      let lines = text.split(separator: "\n").filter { !$0.contains(#""stream":"body/"#) }
      #expect(!lines.contains { $0.contains(secret) }, "\(path)")
    }
  }

  /// Appends the same minutes, alone, twice in a batch and beside others.
  private static func check(_ archive: Archive, _ one: Case, _ storage: MemoryStorage) throws {
    let draft = try Minutes.draft(one.minutes)
    let end = try archive.index().eventCount
    for drafts in [[draft], [draft, draft]] {
      let outcomes = try archive.record(drafts).outcomes
      #expect(outcomes.allSatisfy { $0.isAlreadyRecorded && $0.accession.serial == 2 })
    }
    let index = try Archives.index([one.minutes])
    let number = AccessionNumber(serial: 1)
    let text = MinutesText.text(
      of: try #require(index.entry(number)), items: index.items(of: number))
    let printed = MinutesFile(Array(text.utf8), name: "minutes.md")
    #expect(printed.errors.isEmpty)
    #expect(try archive.record(printed.drafts).outcomes.map(\.isAlreadyRecorded) == [true])
    #expect(try archive.index().eventCount == end)
    withoutTrace(storage)
  }

  @Test(arguments: cases)
  func `the same minutes are recognised whatever was erased of them`(one: Case) throws {
    let (storage, archive) = try Self.erased(one)
    try Self.check(archive, one, storage)
    // Also after the archive was opened again, and without its derived files.
    let world = TestWorld(seed: 99)
    try Self.check(Archive(storage, environment: world.environment), one, storage)
    for path in storage.paths where path.hasPrefix("index/") { try storage.remove(path) }
    try Self.check(Archive(storage, environment: world.environment), one, storage)
  }

  @Test(arguments: cases)
  func `they are recognised by the derived index that was made of them`(one: Case) throws {
    let (storage, archive) = try Self.erased(one)
    try Self.makeIndex(of: archive)
    try #require(storage.paths.contains("index/register.state"))
    let reopened = try Archive(storage, environment: TestWorld(seed: 99).environment)
    try Self.check(reopened, one, storage)
    // A later event of the record, behind the index.
    _ = try reopened.correct(
      AccessionNumber(serial: 2), [RequestedChange(field: "notes", value: "后记")],
      CorrectionGround(reason: .clerical, authority: "办公厅"))
    try Self.check(reopened, one, storage)
  }

  @Test(arguments: cases)
  func `other minutes that share what is left are new`(one: Case) throws {
    let (_, archive) = try Self.erased(one)
    let outcomes = try archive.record(Minutes.drafts([one.other])).outcomes
    #expect(outcomes.map(\.isAlreadyRecorded) == [false])
  }

  @Test func `nothing that the words could be guessed by stays in a derived file`() throws {
    let one = Self.cases[0]
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    let first = Minutes.meeting("前", date: "2020-01-01")
    _ = try archive.record(Minutes.drafts([first, one.minutes]))
    try Self.makeIndex(of: archive)
    let key = try Minutes.draft(one.minutes).identity.indexKey
    func isThere() -> Bool {
      storage.paths.contains { path in
        let bytes = storage.bytes(of: path) ?? []
        return [key.high, key.low].contains { word in
          let little = withUnsafeBytes(of: word.littleEndian) { Array($0) }
          return ByteSearch.find(little, in: bytes, from: 0) != nil
            || ByteSearch.find(little.reversed(), in: bytes, from: 0) != nil
        }
      }
    }
    #expect(isThere())
    _ = try archive.redact(
      AccessionNumber(serial: 2), ["title"], ground: "法", authority: "档案馆")
    #expect(!isThere())
    try Self.makeIndex(of: archive)
    #expect(storage.paths.contains("index/register.state") && !isThere())
  }

  @Test func `items that were added, and in which something was erased, are not added again`()
    throws
  {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([Minutes.meeting("会议", items: [Minutes.matter("一")])]))
    let text =
      #"{"items":[\#(Minutes.matter("二", with: #""notes":"夏祖相说""#)),\#(Minutes.matter("夏祖相三"))]}"#
    let items = try #require(ItemsFile(Array(text.utf8), name: "i.json").items)
    let meeting = AccessionNumber(serial: 1)
    #expect(try archive.add(items, to: meeting).outcomes.map(\.isAlreadyRecorded) == [false])
    for (item, field) in [(3, "text"), (2, "notes")] {
      _ = try archive.redact(
        AccessionNumber(serial: 1, item: item), [field], ground: "法", authority: "档案馆")
      #expect(try archive.add(items, to: meeting).outcomes.map(\.isAlreadyRecorded) == [true])
    }
    #expect(try archive.index().items(of: meeting).count == 3)
  }

  @Test func `an identity that a correction gave and a redaction took is recognised`() throws {
    let archive = try Archives.found()
    let first = Minutes.meeting("悼念夏祖的会议")
    _ = try archive.record(Minutes.drafts([first]))
    let ground = CorrectionGround(reason: .clerical, authority: "办公厅")
    let number = AccessionNumber(serial: 1)
    _ = try archive.correct(
      number, [RequestedChange(field: "title", value: "悼念夏祖相的会议")], ground)
    _ = try archive.redact(number, ["title"], ground: "法", authority: "档案馆")
    _ = try archive.correct(number, [RequestedChange(field: "place", value: "渝州")], ground)
    let later = Minutes.meeting("悼念夏祖相的会议", with: #""place":"渝州""#)
    for minutes in [first, Minutes.meeting("悼念夏祖相的会议"), later] {
      let outcomes = try archive.record(Minutes.drafts([minutes])).outcomes
      #expect(outcomes.map(\.isAlreadyRecorded) == [true])
    }
    let other = Minutes.meeting("另一次", with: #""place":"渝北""#)
    #expect(try archive.record(Minutes.drafts([other])).outcomes[0].isAlreadyRecorded == false)
  }

  @Test func `a record whose title was erased can be corrected in an editor`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([Minutes.meeting("悼念夏祖相的会议", with: #""place":"渝州""#)]))
    let number = AccessionNumber(serial: 1)
    _ = try archive.redact(number, ["title"], ground: "法", authority: "档案馆")
    let ground = CorrectionGround(reason: .clerical, authority: "办公厅")
    func edit(_ change: (String) -> String) throws -> ActReport {
      let text = change(
        MinutesText.text(of: try #require(try archive.index().entry(number)), items: []))
      let file = MinutesFile(Array(text.utf8), name: "edit.md")
      return try archive.correct(
        number, to: try #require(file.drafts.first), revision: nil, ground)
    }
    let report = try edit { $0.replacing("渝州", with: "渝北") }
    #expect(report.acts.count == 1)
    #expect(try archive.index().entry(number)?.members["place"]?.string == "渝北")
    #expect(throws: ArchiveError.self) { try edit { $0 } }
    // The title does not come back.
    #expect(throws: ArchiveError.self) { try edit { $0.replacing("█████", with: "悼念会") } }
    #expect(try archive.index().entry(number)?.members["title"] == nil)
  }

  @Test func `an element of a list that was corrected and erased keeps its place`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([Minutes.meeting("会议", with: #""topics":["夏祖","审计","河长制"]"#)]))
    let number = AccessionNumber(serial: 1)
    _ = try archive.correct(
      number, [RequestedChange(field: "topics", value: "夏祖相、审计、河长制")],
      CorrectionGround(reason: .clerical, authority: "办公厅"))
    _ = try archive.redact(number, ["topics[1]"], ground: "法", authority: "档案馆")
    let topics = try archive.index().entry(number)?.members["topics"]
    #expect(topics?.elements.compactMap(\.string) == ["█", "审计", "河长制"])
  }
}
