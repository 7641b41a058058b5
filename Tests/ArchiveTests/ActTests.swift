import EventStore
import TestSupport
import Testing

@testable import Archive

/// Corrections, withdrawals and reviews: recorded acts, refused where they make no sense.
@Suite struct ActTests {
  private static let ground = CorrectionGround(reason: .clerical, authority: "办公厅")

  private static let minutes = Minutes.meeting(
    with: #""term":5,"ordinal":40,"place":"重庆","attendance":[{"person":"张宣","capacity":"chair"}]"#,
    items: [
      #"{"item":"report","subject":"说明","document":{"title":"河长制条例"}}"#, Minutes.matter("二"),
    ])

  private static func filled() throws -> Archive {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([minutes, Minutes.meeting(with: #""term":5,"ordinal":41"#)]))
    return archive
  }

  private static func number(_ text: String) throws -> AccessionNumber {
    try #require(AccessionNumber(text))
  }

  private static func changes(_ texts: [String]) throws -> [RequestedChange] {
    try texts.map { try #require(RequestedChange($0)) }
  }

  @discardableResult
  private static func correct(
    _ archive: Archive, _ number: String, _ texts: [String], was: [String] = []
  ) throws -> ActReport {
    try archive.correct(
      self.number(number), changes(texts), believing: changes(was), ground)
  }

  @Test
  func `a correction registers a body that nobody knows, and refuses it where that is strict`()
    throws
  {
    let archive = try Self.filled()
    let number = try Self.number("1")
    let changes = try Self.changes(["body=市人大常委会、市政府、市政府"])
    let error = #expect(throws: ArchiveError.self) {
      try archive.correct(number, changes, Self.ground, isStrict: true)
    }
    guard case .bodyRefused(.unknown(let name, _)) = error else { throw try #require(error) }
    #expect(name == "市政府")
    let rehearsal = try archive.correct(number, changes, Self.ground, isRehearsal: true)
    #expect(rehearsal.newBodies.map(\.name) == ["市政府"] && rehearsal.position == nil)
    let before = try archive.index().eventCount
    let report = try archive.correct(number, changes, Self.ground)
    #expect(report.newBodies.map(\.name) == ["市政府"])
    #expect(report.position == Position(before + 1))
    let index = try archive.index()
    #expect(index.eventCount == before + 2)
    #expect(index.body(named: "市政府") != nil && index.damages.isEmpty)
    #expect(try archive.found("市政府").contains("第四十次主任会议"))
    // Known ones are not registered again, and other corrections register nothing.
    let known = try archive.correct(
      Self.number("2"), Self.changes(["body=市政府"]), Self.ground, isStrict: true)
    #expect(known.newBodies.isEmpty)
    #expect(try Self.correct(archive, "2", ["place=北京"]).newBodies.isEmpty)
    #expect(try archive.store.verify().isSound)
  }

  private static func refusal(_ body: () throws -> Void) throws -> ActRefusal? {
    do {
      try body()
      return nil
    } catch let error as ArchiveError {
      guard case .actRefused(_, let refusal) = error else { throw error }
      return refusal
    }
  }

  private static func member(
    _ archive: Archive, _ number: String, _ path: String, asOf moment: RecordingMoment? = nil
  ) throws -> String? {
    let entry = try #require(try archive.index(asOf: moment).entry(self.number(number)))
    return try #require(FieldPath(path)).value(in: entry.members).map {
      String(decoding: $0.source, as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("1", "place=北京", "place", #""北京""#), ("1", "地点=北京", "place", #""北京""#),
    ("1", "次=第四十二次", "ordinal", "42"), ("1", "日期=2020年9月19日", "date", #""2020-09-19""#),
    ("1", "attendance[1].person=张轩", "attendance[1].person", #""张轩""#),
    ("1", "topics=审计、河长制", "topics", #"["审计","河长制"]"#),
    ("1.1", "document.stage=草案", "document.stage", #""草案""#),
    ("1.1", "speaker.person=李某", "speaker", #"{"person":"李某"}"#),
    ("1.2", "正文=三", "text", #""三""#), ("1", #"quorum={"due":9}"#, "quorum", #"{"due":9}"#),
    ("1", "状态=取消", "status", #""cancelled""#),
  ])
  func `a field gets the value that was typed, and keeps its history`(
    number: String, change: String, path: String, value: String
  ) throws {
    let archive = try Self.filled()
    let before = try Self.member(archive, number, path)
    // 正文 is a key of resolutions; a matter has its English name.
    let change = change.replacing("正文", with: "text")
    let report = try Self.correct(archive, number, [change])
    #expect(try Self.member(archive, number, path) == value)
    let position = try #require(report.position)
    let earlier = RecordingMoment.position(Position(position.rawValue - 1))
    #expect(try Self.member(archive, number, path, asOf: earlier) == before)
    let entry = try #require(try archive.index().entry(Self.number(number)))
    #expect(entry.history.map(\.event.name).dropFirst() == ["RecordCorrected"])
    #expect(entry.contentPosition == position)
    #expect(try archive.store.verify().isSound)
  }

  @Test func `taking a field away and several fields at once are one batch`() throws {
    let archive = try Self.filled()
    let report = try Self.correct(archive, "1", ["place=", "term=6"])
    #expect(report.acts.count == 2)
    #expect(try Self.member(archive, "1", "place") == nil)
    #expect(try Self.member(archive, "1", "term") == "6")
    let events = try Stores.read(archive.store).events.suffix(2)
    #expect(events.map(\.continues) == [true, false])
  }

  @Test func `corrections that make no sense are refused and record nothing`() throws {
    let archive = try Self.filled()
    let size = try Stores.read(archive.store).events.count
    func refused(_ number: String, _ texts: [String], was: [String] = []) throws -> ActRefusal? {
      try Self.refusal { try Self.correct(archive, number, texts, was: was) }
    }
    let place = try #require(FieldPath("place"))
    #expect(
      try refused("1", ["plase=北京"]) == .unknownField("plase", of: .meeting, nearest: "place"))
    #expect(try refused("1", ["place=重庆"]) == .isSoAlready(place))
    #expect(
      try refused("1", ["place=北京"], was: ["place=上海"])
        == .isNot(place, believed: "上海", actual: "重庆"))
    #expect(try refused("1", ["date=2020-02-30"]) == .unsound([.date("2020-02-30")]))
    #expect(try refused("1", ["title="]) == .unsound([.missingMember("title", in: "a meeting")]))
    #expect(
      try refused("1", ["openness=closed"])
        == .belongsToReview(try #require(FieldPath("openness"))))
    #expect(try refused("1", ["ordinal=41"]) == .identityTaken(by: Self.number("2")))
    #expect(
      try refused("1", ["attendance[3].person=李某"])
        == .leadsNowhere(try #require(FieldPath("attendance[3].person"))))
    #expect(throws: ArchiveError.self) { try Self.correct(archive, "9", ["place=北京"]) }
    #expect(throws: ArchiveError.self) { try Self.correct(archive, "1.3", ["text=北京"]) }
    #expect(try Stores.read(archive.store).events.count == size)
  }

  @Test func `a believed value that is right lets the correction pass`() throws {
    let archive = try Self.filled()
    try Self.correct(archive, "1", ["place=北京"], was: ["地点=重庆", "次=四十"])
    #expect(try Self.member(archive, "1", "place") == #""北京""#)
  }

  @Test func `minutes of every version are known as recorded`() throws {
    let archive = try Self.filled()
    try Self.correct(archive, "1", ["ordinal=42", "place=北京"])
    try Self.correct(archive, "1.2", ["text=三"])
    let now = try Minutes.draft(
      Minutes.meeting(
        with:
          #""term":5,"ordinal":42,"place":"北京","attendance":[{"person":"张宣","capacity":"chair"}]"#,
        items: [
          #"{"item":"report","subject":"说明","document":{"title":"河长制条例"}}"#,
          Minutes.matter("三"),
        ]))
    // Also where a derived index tells which record is which.
    for _ in 0..<2 {
      for draft in [try Minutes.draft(Self.minutes), now] {
        let report = try archive.record([draft])
        #expect(report.outcomes.map(\.isAlreadyRecorded) == [true])
        #expect(report.outcomes.map(\.accession.serial) == [1])
      }
      _ = try archive.record(
        Minutes.drafts((100..<600).map { Minutes.meeting(with: #""ordinal":\#($0)"#) }))
    }
    let other = try Minutes.draft(Minutes.meeting(with: #""term":5,"ordinal":42,"place":"上海""#))
    let error = #expect(throws: ArchiveError.self) { try archive.record([other]) }
    guard case .refused(let refused) = error else { throw try #require(error) }
    #expect(
      refused.map(\.refusal) == [
        .otherContent(try Self.number("1"), differingIn: ["place", "attendance", "items"])
      ])
  }

  @Test func `minutes changed in an editor become one correction for each field`() throws {
    let archive = try Self.filled()
    let index = try archive.index()
    let entry = try #require(index.entry(Self.number("1")))
    let text = MinutesText.text(of: entry, items: index.items(of: entry.accession))
    let edited = text.replacing("重庆", with: "北京").replacing("说明", with: "报告")
    let file = MinutesFile(Array(edited.utf8), name: "edited.md")
    let draft = try #require(file.drafts.first)
    let report = try archive.correct(
      entry.accession, to: draft, revision: entry.revision, Self.ground)
    #expect(report.acts.map { "\($0.target)" } == ["1", "1.1"])
    #expect(
      try Self.refusal {
        _ = try archive.correct(
          entry.accession, to: draft, revision: entry.revision, Self.ground)
      } == .changedMeanwhile)
    #expect(
      try Self.refusal {
        _ = try archive.correct(entry.accession, to: draft, revision: nil, Self.ground)
      } == .changesNothing)
  }

  @Test func `a withdrawn meeting takes its items with it and is found only when asked for`() throws
  {
    let archive = try Self.filled()
    let retraction = Retraction(
      reason: .duplicate, explanation: "两次登记", authority: "办公厅",
      replacedBy: try Self.number("2"))
    _ = try archive.retract(Self.number("1"), retraction)
    let index = try archive.index()
    #expect(Answers.numbers(index) { $0.order = .recorded } == ["2"])
    #expect(
      Answers.numbers(index) {
        $0.order = .recorded
        $0.isRetracted = true
      } == ["1", "1.1", "1.2"])
    let item = try #require(index.entry(Self.number("1.1")))
    #expect(item.retraction?.act == .retracted(retraction))
    #expect(index.statistics.retracted == 3)
    let position = try #require(item.retraction).position
    #expect(
      try Self.refusal { _ = try archive.retract(Self.number("1.1"), retraction) }
        == .wasRetracted(Self.number("1"), position))
    #expect(
      try Self.refusal { try Self.correct(archive, "1", ["place=北京"]) }
        == .wasRetracted(Self.number("1"), position))
    // It is still known, and still what it was.
    let again = try archive.record([Minutes.draft(Self.minutes)])
    #expect(again.outcomes.map(\.isAlreadyRecorded) == [true])
  }

  @Test func `one item can be withdrawn alone, and only in favour of a record that is there`()
    throws
  {
    let archive = try Self.filled()
    func retraction(_ other: String?) throws -> Retraction {
      Retraction(
        reason: .wrongSource, explanation: nil, authority: "办公厅",
        replacedBy: try other.map { try Self.number($0) })
    }
    #expect(throws: ArchiveError.self) {
      try archive.retract(Self.number("1.1"), retraction("9"))
    }
    #expect(
      try Self.refusal { _ = try archive.retract(Self.number("1.1"), retraction("1.1")) }
        == .replacesItself)
    _ = try archive.retract(Self.number("1.1"), retraction("1.2"))
    #expect(try Answers.numbers(archive.index()) { $0.order = .recorded } == ["1", "1.2", "2"])
  }

  @Test func `a review of a meeting reaches its items, and the stricter counts`() throws {
    let archive = try Self.filled()
    func review(_ number: String, _ openness: Openness, _ condition: String? = nil) throws {
      _ = try archive.reclassify(
        Self.number(number),
        Reclassification(
          openness: openness, condition: condition, basis: "条例", reviewer: "保密办"))
    }
    func openness() throws -> [Openness] {
      let index = try archive.index()
      return try ["1", "1.1", "1.2"].map { try #require(index.entry(Self.number($0))).openness }
    }
    try review("1.1", .closed)
    #expect(try openness() == [.unconditional, .closed, .unconditional])
    try review("1", .conditional, "书面申请")
    #expect(try openness() == [.conditional, .closed, .conditional])
    try review("1.1", .unconditional)
    #expect(try openness() == [.conditional, .conditional, .conditional])
    #expect(
      try Self.refusal { try review("1", .conditional, "书面申请") } == .isOpenSo(.conditional))
    #expect(
      try Self.refusal { try review("1", .closed, "书面申请") } == .conditionWithout(.closed))
    // Items that come later are as open as their meeting is by then.
    let items = ItemsFile(Array(#"{"items":[\#(Minutes.matter("三"))]}"#.utf8), name: "i.json")
    _ = try archive.add(try #require(items.items), to: Self.number("1"))
    #expect(try archive.index().entry(Self.number("1.3"))?.openness == .conditional)
  }

  @Test func `a withdrawn record stays in the log, and can be closed`() throws {
    let archive = try Self.filled()
    let retraction = Retraction(
      reason: .depublished, explanation: nil, authority: "办公厅", replacedBy: nil)
    _ = try archive.retract(Self.number("1"), retraction)
    _ = try archive.reclassify(
      Self.number("1"),
      Reclassification(openness: .closed, condition: nil, basis: "条例", reviewer: "保密办"))
    let index = try archive.index()
    let events = try Stores.read(archive.store).events.filter {
      $0.stream.description == "meeting/1"
    }
    #expect(events.count == 5)
    #expect(events.allSatisfy { !index.mayLeave($0, under: .conditional) })
  }

  @Test func `what was done about a closed record leaves no more than the record`() throws {
    let archive = try Self.filled()
    try Self.correct(archive, "1.1", ["subject=机密"])
    _ = try archive.reclassify(
      Self.number("1.1"),
      Reclassification(openness: .closed, condition: nil, basis: "条例", reviewer: "保密办"))
    let index = try archive.index()
    let events = try Stores.read(archive.store).events
    let withheld = events.filter { !index.mayLeave($0, under: .unconditional) }.map(\.type.name)
    #expect(withheld == ["ReportHeard", "RecordCorrected", "RecordReclassified"])
  }
}

/// What different sources say, kept side by side.
@Suite struct ConflictTests {
  private static func archive() throws -> (Archive, AccessionNumber) {
    let archive = try Archives.found()
    let minutes = Minutes.meeting(
      with: #""quorum":{"attended":8},"sources":[{"title":"重庆日报","date":"2020-09-21"}]"#)
    _ = try archive.record(Minutes.drafts([minutes]))
    return (archive, AccessionNumber(serial: 1))
  }

  private static func other(_ change: String, isPreferred: Bool = false) throws -> OtherStatement {
    OtherStatement(
      try #require(RequestedChange(change)), source: "重庆晚报 2020-09-22", isPreferred: isPreferred,
      reason: "另有报道", authority: "办公厅")
  }

  @Test func `both statements stay, each with its source, and one is preferred`() throws {
    let (archive, number) = try Self.archive()
    _ = try archive.dispute(number, Self.other("quorum.attended=9"))
    var entry = try #require(try archive.index().entry(number))
    #expect(entry.members["quorum"]?["attended"]?.integer == 8)
    let conflict = try #require(entry.conflicts.first)
    #expect(conflict.statements.map(\.source) == ["重庆日报 2020-09-21", "重庆晚报 2020-09-22"])
    #expect(
      conflict.statements.map { $0.value.map { String(decoding: $0, as: UTF8.self) } } == [
        "8", "9",
      ])
    #expect(conflict.preferred == 0)
    _ = try archive.dispute(number, Self.other("quorum.attended=10", isPreferred: true))
    entry = try #require(try archive.index().entry(number))
    #expect(entry.members["quorum"]?["attended"]?.integer == 10)
    #expect(entry.conflicts.map(\.preferred) == [0, 1])
    #expect(
      entry.history.map(\.event.name)
        == ["MeetingRecorded", "ConflictNoted", "ConflictNoted", "RecordCorrected"])
  }

  @Test func `a statement that is none, or was noted before, is refused`() throws {
    let (archive, number) = try Self.archive()
    func refusal(_ change: String) throws -> ActRefusal? {
      let other = try Self.other(change)
      do throws(ArchiveError) {
        _ = try archive.dispute(number, other)
        return nil
      } catch {
        guard case .actRefused(_, let refusal) = error else { throw error }
        return refusal
      }
    }
    let path = try #require(FieldPath("quorum.attended"))
    #expect(try refusal("quorum.attended=8") == .isSoAlready(path))
    #expect(try refusal("quorum.attended=many") != nil)
    #expect(try refusal("quorum.attended=9") == nil)
    #expect(
      try refusal("quorum.attended=9") == .isNotedAlready(path, source: "重庆晚报 2020-09-22"))
  }

  @Test func `what was erased goes from what sources say as well`() throws {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    let minutes = Minutes.meeting(with: #""attendance":[{"person":"张三丰","capacity":"chair"}]"#)
    _ = try archive.record(Minutes.drafts([minutes]))
    let number = AccessionNumber(serial: 1)
    _ = try archive.dispute(number, Self.other("attendance[1].person=张三峰"))
    _ = try archive.redact(
      number, ["attendance[1].person"], ground: "法", authority: "馆")
    for path in storage.paths {
      let text = String(decoding: storage.bytes(of: path) ?? [], as: UTF8.self)
      #expect(!text.contains("张三"))
    }
    #expect(
      try archive.index().entry(number)?.conflicts.first?.statements.map(\.value) == [nil, nil])
  }
}
