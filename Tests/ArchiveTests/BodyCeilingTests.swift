import EventStore
import TestSupport
import Testing

@testable import Archive

/// What leaves does not tell of bodies that only withheld records name.
@Suite struct BodyCeilingTests {
  private static func withheld(_ archive: Archive, _ ceiling: Openness) throws -> [String] {
    let index = try archive.index()
    return try Stores.read(archive.store).events
      .filter { $0.stream.category == "body" && !index.mayLeave($0, under: ceiling) }
      .map { index.title(ofEventAt: $0.position) ?? "" }
  }

  private static func meeting(_ body: String, _ openness: Openness) -> String {
    Minutes.meeting(body, body: body, with: #""openness":"\#(openness.rawValue)""#)
  }

  @Test func `a body that only closed records name does not leave`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([
        Self.meeting("公开", .unconditional), Self.meeting("秘密", .closed),
        Self.meeting("有条件", .conditional),
      ]))
    #expect(try Self.withheld(archive, .unconditional) == ["秘密", "有条件"])
    #expect(try Self.withheld(archive, .conditional) == ["秘密"])
    #expect(try Self.withheld(archive, .closed) == [])
    _ = try archive.reclassify(
      AccessionNumber(serial: 2),
      Reclassification(openness: .unconditional, condition: nil, basis: "条例", reviewer: "办公厅"))
    #expect(try Self.withheld(archive, .unconditional) == ["有条件"])
  }

  @Test func `an event that names such a body beside an open one does not leave`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([Self.meeting("公开", .unconditional), Self.meeting("秘密", .closed)]))
    _ = try archive.record(body: .place("公开", parents: ["秘密"]))
    _ = try archive.record(body: .alias("公开", "别名"))
    _ = try archive.record(body: .register(BodyRegistration(name: "新")))
    #expect(try Self.withheld(archive, .unconditional) == ["秘密", "公开 ⊂ 秘密"])
    _ = try archive.record(body: .place("公开", parents: ["新"]))
    _ = try archive.record(body: .merge("秘密", into: "公开"))
    // The two are one body, and one of its names is still told by closed records alone.
    #expect(
      try Self.withheld(archive, .unconditional) == ["秘密", "公开 ⊂ 秘密", "秘密 = 公开"])
  }

  @Test func `a body whose records are gone counts as closed unless somebody registered it`() throws
  {
    let archive = try Archives.found()
    var body = BodyRegistration(name: "甲")
    body.isAutomatic = true
    let writer = try archive.store.writer()
    _ = try writer.append(
      [BodyEvent.registered(body).proposed], to: Streams.name(Streams.body, 1),
      expecting: .noStream, by: .clerk)
    writer.close()
    #expect(try Self.withheld(archive, .unconditional) == ["甲"])
    _ = try archive.record(body: .alias("甲", "乙"))
    #expect(try Self.withheld(archive, .unconditional) == [])
  }

  @Test func `counts of what leaves spell a body as an open record does`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([Self.meeting("秘密", .closed), Self.meeting("公开", .unconditional)]))
    _ = try archive.record(body: .merge("公开", into: "秘密"))
    let counts = try archive.index().search(
      Answers.query { query in
        query.facets = [.body]
        query.ceiling = .unconditional
      }
    ).facets[0].counts
    #expect(counts.map { "\($0.value) \($0.count)" } == ["公开 1"])
  }
}
