import EventStore
import TestSupport
import Testing

@testable import Archive

/// Bodies by their names: what resolves to what, and what is refused.
@Suite struct BodyTests {
  private static let day = PartialDate("2018-10") ?? .unknown

  @Test func `a body is registered in front of the first record that names it`() throws {
    let archive = try Archives.found()
    let report = try archive.record(
      Minutes.drafts([
        Minutes.meeting("甲", body: "市五届人大常委会"), Minutes.meeting("乙", body: "市人大常委会"),
        Minutes.document("丙", with: #""issuers":["市政府"]"#),
      ]))
    #expect(report.newBodies.map(\.name) == ["市人大常委会", "市政府"])
    let events = try Stores.read(archive.store).events
    #expect(
      events.map { "\($0.stream) \($0.type.name)" } == [
        "archive/0 ArchiveFounded", "body/1 BodyRegistered", "meeting/1 MeetingRecorded",
        "meeting/2 MeetingRecorded", "body/2 BodyRegistered", "document/3 DocumentRecorded",
      ])
    let again = try archive.record(Minutes.drafts([Minutes.meeting("丁", body: "市六届人大常委会")]))
    #expect(again.newBodies.isEmpty)
  }

  @Test func `names that are near are told with a new body`() throws {
    let archive = try Archives.found()
    try archive.meetings(["市审计局", "重庆市人民代表大会常务委员会", "国务院"])
    let report = try archive.record(
      Minutes.drafts([
        Minutes.meeting("甲", body: "市审记局"), Minutes.meeting("乙", body: "市人大常委会"),
        Minutes.meeting("丙", body: "全国妇联"),
      ]))
    #expect(report.newBodies.map(\.near) == [["市审计局"], ["重庆市人民代表大会常务委员会"], []])
  }

  @Test func `strictly, every unknown body is refused at its place`() throws {
    let archive = try Archives.found()
    try archive.meetings(["市审计局"])
    let drafts = try Minutes.drafts([
      Minutes.meeting("甲", body: "市审记局"), Minutes.meeting("乙", body: "市审计局"),
      Minutes.document("丙", with: #""issuers":["国务院"]"#),
    ])
    do throws(ArchiveError) {
      _ = try archive.record(drafts, isStrict: true)
      Issue.record("unknown bodies were taken")
    } catch {
      guard case .refused(let records) = error else { throw error }
      #expect(records.map(\.source.line) == [1, 3])
      #expect(
        records.map(\.refusal) == [
          .unknownBody("市审记局", near: ["市审计局"]), .unknownBody("国务院", near: []),
        ])
    }
    #expect(try archive.record(Array(drafts[1...1]), isStrict: true).newBodies.isEmpty)
  }

  @Test func `a body is found under every name it ever had, and shows that of its day`() throws {
    let archive = try Archives.found()
    try archive.meetings(["市安监局", "安监", "市审计局"])
    _ = try archive.record(body: .merge("安监", into: "市安监局"))
    _ = try archive.record(body: .rename("市安监局", to: "市应急局", date: Self.day))
    _ = try archive.record(body: .alias("安监", "市應急管理局"))
    for name in ["市安监局", "安监", "市应急局", "市应急管理局", "市 應 急 局", "市第三届安监局"] {
      let titles = try archive.found(name)
      #expect(titles == (name.contains("届") ? [] : ["市安监局", "安监"]), "\(name)")
    }
    let body = try #require(try archive.index().body(named: "安监")?.body)
    #expect(body.name == "市应急局")
    #expect(body.aliases == ["安监", "市應急管理局"])
    #expect(body.earlier.map { "\($0.name) \($0.until)" } == ["市安监局 2018-10"])
    #expect(body.meetings == 2)
    let counts = try archive.index().search(Answers.query { $0.facets = [.body] }).facets[0].counts
    #expect(counts.map { "\($0.value) \($0.count)" } == ["市安监局 2", "市审计局 1"])
  }

  @Test func `an alias that comes late counts for early records, but not earlier`() throws {
    let archive = try Archives.found()
    try archive.meetings(["市人大常委会", "人大常委会"])
    let before = RecordingMoment.position(Position(4))
    _ = try archive.record(body: .merge("人大常委会", into: "市人大常委会"))
    #expect(try archive.found("人大常委会") == ["市人大常委会", "人大常委会"])
    #expect(try archive.found("人大常委会", asOf: before) == ["人大常委会"])
    #expect(try archive.index(asOf: before).bodies.count == 2)
    #expect(try archive.index().bodies.count == 1)
  }

  @Test func `a term in a name is asked for as well`() throws {
    let archive = try Archives.found()
    let four = Minutes.meeting("甲", date: "2017", with: #""term":4"#)
    let five = Minutes.meeting("乙", body: "市五届人大常委会", date: "2020")
    _ = try archive.record(Minutes.drafts([four, five]))
    #expect(try archive.found("市人大常委会") == ["甲", "乙"])
    #expect(try archive.found("市五届人大常委会") == ["乙"])
    #expect(try archive.found("市第四届人大常委会") == ["甲"])
    let terms = try #require(try archive.index().body(named: "市人大常委会")).body.terms
    #expect(terms.map { "\($0.number) \($0.first) \($0.meetings)" } == ["4 2017 1", "5 2020 1"])
  }

  @Test func `what belongs to a body is reached from it, however far`() throws {
    let archive = try Archives.found()
    try archive.meetings(["市政府", "市财政局", "国库处", "市委"])
    _ = try archive.record(body: .place("国库处", parents: ["市财政局"]))
    _ = try archive.record(body: .place("市财政局", parents: ["市政府"]))
    #expect(try archive.found("市政府") == ["市政府", "市财政局", "国库处"])
    #expect(try archive.found("市财政局") == ["市财政局", "国库处"])
    let tree = try #require(try archive.index().body(named: "市政府"))
    #expect(tree.parts.map(\.body.name) == ["市财政局"])
    #expect(tree.parts.first?.parts.map(\.body.name) == ["国库处"])
    #expect(
      try archive.refusal(of: .place("市政府", parents: ["国库处"]))
        == .loop("市政府", parent: "国库处"))
    #expect(
      try archive.refusal(of: .merge("国库处", into: "市政府")) == .loop("市政府", parent: "国库处"))
    #expect(
      try archive.refusal(of: .place("国库处", parents: ["市财政局"])) == .isPlacedSo("国库处"))
  }

  @Test func `relative names belong to the archive's area, also when that is told later`() throws {
    let storage = MemoryStorage()
    let founded = try Archive.found(
      in: storage, name: "试验", jurisdiction: "重庆市", environment: TestWorld().environment)
    try founded.meetings(["市政府", "重庆市政府", "市五届人大", "成都市政府"])
    #expect(try founded.found("市政府") == ["市政府", "重庆市政府"])
    #expect(try founded.found("重庆市第五届人大") == ["市五届人大"])

    let late = try Archives.found()
    try late.meetings(["市政府", "重庆市政府", "成都市政府"])
    #expect(try late.found("市政府") == ["市政府"])
    let before = RecordingMoment.position(Position(6))
    _ = try late.record(body: .setJurisdiction("重庆市"))
    #expect(try late.found("市政府") == ["市政府", "重庆市政府"])
    #expect(try late.found("市政府", asOf: before) == ["市政府"])
    #expect(try late.refusal(of: .setJurisdiction("重庆市")) == .hasJurisdiction("重庆市"))
    _ = try late.record(body: .setJurisdiction("成都市"))
    #expect(try late.found("市政府") == ["市政府", "成都市政府"])
  }

  @Test func `what makes no sense about a body is refused and says why`() throws {
    let archive = try Archives.found()
    try archive.meetings(["市审计局", "市政府"])
    let known = [
      (BodyCommand.alias("市审记局", "审计"), BodyRefusal.unknown("市审记局", near: ["市审计局"])),
      (.alias("市审计局", "市政府"), .nameTaken("市政府", by: "市政府")),
      (.alias("市审计局", "市審計局"), .hasName("市審計局", body: "市审计局")),
      (.rename("市审计局", to: "市审计局", date: Self.day), .hasName("市审计局", body: "市审计局")),
      (.rename("市审计局", to: "市政府", date: Self.day), .nameTaken("市政府", by: "市政府")),
      (.merge("市审计局", into: "市审计局"), .isSame("市审计局", "市审计局")),
      (.place("市审计局", parents: ["市委"]), .unknown("市委", near: [])),
      (.alias("市审计局", " "), .noName(" ")),
      (.register(BodyRegistration(name: "市政府")), .hasName("市政府", body: "市政府")),
      (.dissolve("市政府", date: Self.day, successor: "市政府"), .isSame("市政府", "市政府")),
    ]
    let count = try archive.index().eventCount
    for (command, refusal) in known {
      #expect(try archive.refusal(of: command) == refusal)
      #expect(!"\(refusal)".isEmpty)
    }
    #expect(try archive.index().eventCount == count)
    _ = try archive.record(body: .dissolve("市审计局", date: Self.day, successor: "市政府"))
    #expect(
      try archive.refusal(of: .dissolve("市审计局", date: Self.day, successor: nil))
        == .isDissolved("市审计局", Self.day))
  }
}
