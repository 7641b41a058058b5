import EventStore
import TestSupport
import Testing

@testable import Archive

/// A meeting is the same under every name of the body that leads it.
@Suite struct BodyIdentityTests {
  /// Enough for the derived index.
  private static let count = 520

  private static func meeting(
    _ number: Int, body: String, _ more: String = #","term":5"#
  ) -> String {
    Minutes.meeting(
      "第\(number)次会议", body: body, with: #""ordinal":\#(number)"# + more,
      items: [Minutes.matter("一")])
  }

  private static func check(
    _ archive: Archive, _ minutes: String, is serial: UInt64
  ) throws {
    let outcome = try #require(
      try archive.record(Minutes.drafts([minutes]), isRehearsal: true).outcomes.first)
    #expect(outcome.isAlreadyRecorded, "\(minutes)")
    #expect(outcome.accession.serial == serial, "\(minutes)")
  }

  private static func checkAll(_ archive: Archive, _ names: [String]) throws {
    for (number, name) in names.enumerated() {
      let serial = number * 7 + 3
      try check(archive, meeting(serial, body: name), is: UInt64(serial))
      try check(
        archive, meeting(serial, body: name.replacing("市", with: "市五届", maxReplacements: 1), ""),
        is: UInt64(serial))
    }
    let other = try archive.record(
      Minutes.drafts([meeting(3, body: "省人大常委会")]), isRehearsal: true)
    #expect(other.outcomes.map(\.isAlreadyRecorded) == [false])
  }

  @Test(arguments: [true, false])
  func `an alias, an earlier name and a term in the name are the same meeting`(
    isIndexed: Bool
  ) throws {
    let storage = MemoryStorage()
    let world = TestWorld()
    let archive = try Archive.found(
      in: storage, name: "试验", jurisdiction: "重庆市", environment: world.environment)
    let drafts = try Minutes.drafts((1...Self.count).map { Self.meeting($0, body: "市人大常委会") })
    _ = try archive.record(drafts)
    // Recorded behind what the index covers.
    _ = try archive.record(body: .alias("市人大常委会", "重庆市人民代表大会常务委员会"))
    _ = try archive.record(body: .rename("市人大常委会", to: "市人大常务委员会", date: .unknown))
    _ = try archive.record(Minutes.drafts([Minutes.meeting("甲", body: "市常委会")]))
    _ = try archive.record(body: .merge("市常委会", into: "重庆市人大常委会"))
    if !isIndexed {
      for path in storage.paths.filter({ $0.hasPrefix("index/") }) { try storage.remove(path) }
    } else {
      #expect(storage.paths.contains("index/register.state"))
    }
    let names = [
      "市人大常委会", "重庆市人大常委会", "重庆市人民代表大会常务委员会", "市人民代表大会常务委员会", "市人大常务委员会", "市常委会",
      "重庆市常委会",
    ]
    try Self.checkAll(archive, names)
    guard isIndexed else { return }
    // The same where the index covers the names as well.
    let more = try Minutes.drafts((1...Self.count).map { Self.meeting($0 + 1000, body: "市常委会") })
    _ = try archive.record(more)
    try Self.checkAll(Archive(storage, environment: world.environment), names)
  }

  @Test func `two minutes of one batch under two names are one meeting`() throws {
    let archive = try Archives.found()
    try archive.meetings(["市人大常委会"])
    _ = try archive.record(body: .alias("市人大常委会", "市常委会"))
    let drafts = try Minutes.drafts([
      Self.meeting(1, body: "市人大常委会"), Self.meeting(1, body: "市常委会"),
      Self.meeting(1, body: "市五届常委会", ""),
    ])
    let outcomes = try archive.record(drafts).outcomes
    #expect(outcomes.map(\.isAlreadyRecorded) == [false, true, true])
    #expect(outcomes.map(\.accession.serial) == [2, 2, 2])
  }

  @Test func `a body that only records name is known, and is not registered again`() throws {
    let archive = try Archives.found()
    let draft = try Minutes.draft(Minutes.meeting("甲", body: "市委"))
    // As archives were recorded before bodies were.
    let writer = try archive.store.writer()
    _ = try writer.append(
      draft.events, to: Streams.name(Streams.meeting, 1), expecting: .noStream, by: .clerk)
    writer.close()
    let report = try archive.record(
      Minutes.drafts([Minutes.meeting("乙", body: "市委")]), isStrict: true)
    #expect(report.newBodies.isEmpty)
    #expect(try archive.index().bodies.map { "\($0.name) \($0.meetings)" } == ["市委 2"])
    _ = try archive.record(body: .alias("市委", "中共重庆市委"))
    #expect(try archive.found("中共重庆市委") == ["甲", "乙"])
    let types = try Stores.read(archive.store).events.map(\.type.name)
    #expect(types.suffix(2) == ["BodyRegistered", "BodyAliased"])
  }
}
