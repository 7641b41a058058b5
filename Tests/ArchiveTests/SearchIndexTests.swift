import EventStore
import TestSupport
import Testing

@testable import Archive

/// What the index tells of single records, bodies, topics, and everything together.
@Suite struct SearchIndexTests {
  private static let records = [
    Minutes.meeting(
      "甲", with: #""topics":["审计","河长制"],"attendance":[{"person":"张轩","capacity":"chair"}]"#,
      items: [Minutes.matter("一", with: #""topics":["河长制"]"#), Minutes.matter("二")]),
    Minutes.meeting("乙", body: #"市政府","市人大常委会"#, date: "2019-05/2020-01"),
    Minutes.document("丙", with: #""issuers":["市政府"],"adopted":"2021","topics":["审计"]"#),
    Minutes.meeting("丁", body: "国务院", date: "unknown"),
  ]

  @Test func `bodies are counted with the meetings and records they have`() throws {
    let bodies = try Archives.index(Self.records).bodies
    #expect(
      bodies.map { "\($0.name) \($0.meetings) \($0.records)" }
        == ["市人大常委会 2 4", "市政府 1 2", "国务院 1 1"])
  }

  @Test func `topics are counted with the records they have`() throws {
    let topics = try Archives.index(Self.records).topics
    #expect(topics.map { "\($0.name) \($0.records)" } == ["审计 2", "河长制 2"])
  }

  @Test func `the archive is told in numbers`() throws {
    let statistics = try Archives.index(Self.records).statistics
    #expect(statistics.kinds.map(\.kind) == RecordKind.allCases)
    #expect(statistics.kinds.map(\.count) == [3, 0, 0, 0, 2, 0, 1])
    #expect(statistics.years.map { "\($0.year) \($0.count)" } == ["2019 1", "2020 1", "2021 1"])
    #expect(statistics.undated == 1)
    #expect(statistics.bodies == 3 && statistics.topics == 2 && statistics.persons == 1)
  }

  @Test func `an empty archive has nothing to tell`() throws {
    let index = try Archives.found().index()
    #expect(index.bodies.isEmpty && index.topics.isEmpty && index.statistics.years.isEmpty)
    #expect(index.search(Query()).total == 0)
    #expect(index.entry(AccessionNumber(serial: 1)) == nil)
    #expect(index.eventCount == 1)
  }

  @Test func `a record is found by its number, with its items in order`() throws {
    let index = try Archives.index(Self.records)
    #expect(index.entry(AccessionNumber(serial: 3))?.title == "丙")
    #expect(index.entry(AccessionNumber(serial: 1, item: 2))?.title == "二")
    for missing in [AccessionNumber(serial: 9), AccessionNumber(serial: 1, item: 3)] {
      #expect(index.entry(missing) == nil)
    }
    #expect(index.items(of: AccessionNumber(serial: 1)).map(\.title) == ["一", "二"])
    #expect(index.items(of: AccessionNumber(serial: 1, item: 1)).isEmpty)
    #expect(index.items(of: AccessionNumber(serial: 2)).isEmpty)
    #expect(index.items(of: AccessionNumber(serial: 9)).isEmpty)
  }

  @Test func `an item tells of its meeting and takes over its date and bodies`() throws {
    let index = try Archives.index([
      Minutes.meeting(
        with: #""dateBasis":"edition""#,
        items: [Minutes.matter(), Minutes.matter("二", with: #""date":"2020-10""#)])
    ])
    let first = try #require(index.entry(AccessionNumber(serial: 1, item: 1)))
    #expect(first.date.description == "2020-09-18" && first.dateBasis == "edition")
    #expect(first.bodies == ["市人大常委会"])
    #expect(first.meeting?.accession.description == "1" && first.meeting?.title == "第四十次主任会议")
    // Where the meeting's date is from says nothing of a date of the item's own.
    let second = try #require(index.entry(AccessionNumber(serial: 1, item: 2)))
    #expect(second.date.description == "2020-10" && second.dateBasis == nil)
  }

  @Test func `an event's position leads to its record`() throws {
    let index = try Archives.index(Self.records)
    #expect(index.title(ofEventAt: Position(0)) == nil)
    #expect(
      (1...9).map { index.title(ofEventAt: Position($0)) } == [
        "市人大常委会", "甲", "一", "二", "市政府", "乙", "丙", "国务院", "丁",
      ])
    #expect(index.title(ofEventAt: Position(10)) == nil)
  }

  @Test func `a body that is not there finds its nearest`() throws {
    let index = try Archives.index(Self.records)
    #expect(index.bodies(near: "市人大常务委") == ["市人大常委会"])
    #expect(index.bodies(near: "省高级人民法院") == [])
  }

  @Test func `names that differ in width, case, script and spaces are one name`() throws {
    let index = try Archives.index([
      Minutes.meeting("甲", body: "NYC Council"), Minutes.meeting("乙", body: "ＮＹＣ council"),
      Minutes.meeting("丙", body: "國務院"), Minutes.meeting("丁", body: "国务院"),
    ])
    #expect(index.bodies.map(\.meetings) == [2, 2])
    #expect(Answers.numbers(index) { $0.bodies = ["nyccouncil", "國務院"] }.count == 4)
  }

  @Test func `damage is read around, and what was lost is not in the index`() throws {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    for record in Self.records { _ = try archive.record(Minutes.drafts([record])) }
    let text = String(decoding: try #require(storage.bytes(of: Stores.firstSegment)), as: UTF8.self)
    storage.put(Array(text.replacing("\"乙\"", with: "\"X\"").utf8), into: Stores.firstSegment)
    let index = try archive.index(withRoot: true)
    #expect(index.damages.count == 1)
    #expect(Answers.numbers(index) { $0.order = .recorded } == ["1", "1.1", "1.2", "3", "4"])
    // A log with damage has no root.
    #expect(index.logCheckpoint == nil)
  }

  @Test func `an entry shows names as its own minutes have them`() throws {
    let index = try Archives.index([
      Minutes.meeting("甲", body: "國務院"), Minutes.meeting("乙", body: "国务院"),
    ])
    // cli.md: an entry has "the members of minutes.md that apply", and minutes.md keeps them.
    #expect(index.entry(AccessionNumber(serial: 2))?.bodies == ["国务院"])
  }
}
