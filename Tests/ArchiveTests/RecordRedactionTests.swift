import EventStore
import TestSupport
import Testing

@testable import Archive

/// Fields erased for good: in every version, in corrections, in quotes and in kept sources.
@Suite struct RecordRedactionTests {
  private static let name = "夏祖相"
  private static let page = "重庆日报\n会议任命夏祖\n相为某局局长。\n王越在场。\n"

  /// An archive whose second item names somebody whom the law protects, in every way it can.
  private static func filled() throws -> (MemoryStorage, Archive) {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    let source = KeptSource(text: page, title: "page.txt", openness: nil)
    let cited = #""sources":[{"title":"重庆日报","sha256":"\#(source.digest)","quote":"任命夏祖相为某局局长"}]"#
    let meeting = Minutes.meeting(
      with: #""ordinal":40,\#(cited),"summary":"任命夏祖相""#,
      items: [
        Minutes.matter("安全生产", with: #""asStated":"夏祖相汇报了安全生产""#),
        #"{"item":"personnel","action":"任命","person":"夏祖","post":"局长","asStated":"任命夏祖相"}"#,
      ])
    _ = try archive.record(Minutes.drafts([meeting]), keeping: [source])
    let ground = CorrectionGround(
      reason: .clerical, authority: "办公厅", explanation: "是夏祖相，不是夏祖")
    _ = try archive.correct(
      number("1.2"), [RequestedChange(field: "person", value: name)], ground)
    _ = try archive.record(Minutes.drafts([Minutes.meeting("会二", with: #""summary":"夏祖相致辞""#)]))
    return (storage, archive)
  }

  private static func number(_ text: String) throws -> AccessionNumber {
    try #require(AccessionNumber(text))
  }

  @discardableResult
  private static func redact(
    _ archive: Archive, _ number: String, _ fields: [String]
  ) throws -> RedactionReport {
    try archive.redact(
      self.number(number), fields, ground: "个人信息保护法", authority: "市档案馆")
  }

  /// Everything that stands in the archive's files, and can be read of it.
  private static func everything(_ storage: MemoryStorage, _ archive: Archive) throws -> String {
    var text = ""
    for path in storage.paths {
      text += String(decoding: storage.bytes(of: path) ?? [], as: UTF8.self)
    }
    let index = try archive.index()
    text += Archives.everything(in: index)
    return text
  }

  @Test func `an erased name stands nowhere in the record, its corrections, quotes and sources`()
    throws
  {
    let (storage, archive) = try Self.filled()
    let checkpoint = try #require(try archive.index(withRoot: true).logCheckpoint)
    let report = try Self.redact(archive, "1.2", ["person"])
    // The meeting's summary is its own; it is told, and so is the other meeting.
    #expect(report.stillIn.map { "\($0)" } == ["1", "2"])
    #expect(report.payloads == 5)
    try Self.redact(archive, "1", ["summary"])
    try Self.redact(archive, "2", ["摘要"])
    let everything = try Self.everything(storage, archive)
    #expect(!everything.contains(Self.name))
    #expect(!everything.contains("夏祖"))
    #expect(everything.contains("王越在场"))
    let index = try archive.index()
    let item = try #require(index.entry(Self.number("1.2")))
    #expect(item.members["person"] == nil)
    #expect(item.members["post"]?.string == "局长")
    #expect(item.members["asStated"]?.string == "任命███")
    let matter = try #require(index.entry(Self.number("1.1")))
    #expect(matter.members["asStated"]?.string == "███汇报了安全生产")
    let meeting = try #require(index.entry(Self.number("1")))
    #expect(
      meeting.members["sources"]?.elements.first { _ in true }?["quote"]?.string == "任命███为某局局长")
    let sources = try index.citedSources(of: meeting, in: archive)
    #expect(sources.first?.text == ["重庆日报", "会议任命██", "█为某局局长。", "王越在场。", ""])
    // Proofs and checkpoints of before still hold.
    let verified = try archive.store.verify(against: [checkpoint])
    #expect(verified.isSound)
  }

  @Test func `every version shows the record without what was erased`() throws {
    let (_, archive) = try Self.filled()
    try Self.redact(archive, "1.2", ["person"])
    let end = try archive.index().eventCount
    for position in 0..<end {
      let index = try archive.index(asOf: .position(Position(position)))
      guard let item = index.entry(try Self.number("1.2")) else { continue }
      #expect(item.members["person"] == nil)
      #expect(item.members["post"]?.string == "局长")
    }
  }

  @Test func `erasing more of a record keeps what still remains`() throws {
    let (storage, archive) = try Self.filled()
    try Self.redact(archive, "1.2", ["person"])
    try Self.redact(archive, "1.2", ["post"])
    try Self.redact(archive, "1", ["sources[1].quote", "summary"])
    try Self.redact(archive, "1.1", ["asStated"])
    let index = try archive.index()
    let item = try #require(index.entry(Self.number("1.2")))
    #expect(item.members["action"]?.string == "任命")
    #expect(item.members["post"] == nil && item.members["person"] == nil)
    #expect(item.redactions.map { $0.fields.map(\.description) } == [["person"], ["post"]])
    #expect(item.title == "任命███")
    let meeting = try #require(index.entry(Self.number("1")))
    #expect(meeting.title == "第四十次主任会议")
    let sources = try index.citedSources(of: meeting, in: archive)
    #expect(sources.first?.text?.contains("王越在场。") == true)
    let text = try Self.everything(storage, archive)
    #expect(!text.contains("局长"))
    #expect(try archive.store.verify().isSound)
  }

  @Test func `the same minutes are known as recorded, and stay redacted`() throws {
    let (_, archive) = try Self.filled()
    let draft = try Minutes.draft(
      Minutes.meeting("会二", with: #""summary":"夏祖相致辞""#))
    try Self.redact(archive, "2", ["summary"])
    let report = try archive.record([draft])
    #expect(report.outcomes.map(\.isAlreadyRecorded) == [true])
    #expect(try archive.index().entry(Self.number("2"))?.members["summary"] == nil)
  }

  @Test func `redactions that make no sense are refused`() throws {
    let (storage, archive) = try Self.filled()
    func refusal(_ number: String, _ fields: [String]) throws -> ActRefusal? {
      do {
        try Self.redact(archive, number, fields)
        return nil
      } catch let error as ArchiveError {
        guard case .actRefused(_, let refusal) = error else { throw error }
        return refusal
      }
    }
    let before = storage.bytes(of: Stores.firstSegment)
    #expect(
      try refusal("1.2", ["persn"]) == .unknownField("persn", of: .personnel, nearest: "person"))
    #expect(try refusal("1.2", ["vote"]) == .changesNothing)
    #expect(throws: ArchiveError.self) { try Self.redact(archive, "1.3", ["person"]) }
    #expect(storage.bytes(of: Stores.firstSegment) == before)
    try Self.redact(archive, "1.2", ["person"])
    let person = try #require(FieldPath("person"))
    #expect(try refusal("1.2", ["person"]) == .wasErased(person))
    // A correction must not bring it back.
    let ground = CorrectionGround(reason: .clerical, authority: "办公厅")
    let error = #expect(throws: ArchiveError.self) {
      try archive.correct(
        Self.number("1.2"), [RequestedChange(field: "person", value: "某人")], ground)
    }
    guard case .actRefused(_, let why) = error else { throw try #require(error) }
    #expect(why == .wasErased(person))
    _ = try archive.correct(
      Self.number("1.2"), [RequestedChange(field: "post", value: "副局长")], ground)
    #expect(try archive.index().entry(Self.number("1.2"))?.members["post"]?.string == "副局长")
  }

  @Test func `a source named by two records is masked for both, and kept once`() throws {
    let storage = MemoryStorage()
    let archive = try Archives.found(in: storage)
    let source = KeptSource(text: "甲某出席。乙某列席。", title: nil, openness: nil)
    func meeting(_ title: String, _ person: String) -> String {
      Minutes.meeting(
        title,
        with: #"""
          "attendance":[{"person":"\#(person)","capacity":"chair"}],\#
          "sources":[{"title":"报","sha256":"\#(source.digest)"}]
          """#)
    }
    let drafts = try Minutes.drafts([meeting("会一", "甲某"), meeting("会二", "乙某")])
    #expect(try archive.record(drafts, keeping: [source]).keptSources == [source.digest])
    #expect(try archive.record(drafts, keeping: [source]).keptSources == [])
    try Self.redact(archive, "1", ["attendance[1].person"])
    try Self.redact(archive, "2", ["attendance[1]"])
    let index = try archive.index()
    for number in ["1", "2"] {
      let entry = try #require(index.entry(Self.number(number)))
      #expect(try index.citedSources(of: entry, in: archive).first?.text == ["██出席。██列席。"])
    }
    // What the first redaction kept of its own record is still there.
    let first = try #require(index.entry(Self.number("1")))
    #expect(first.title == "会一")
    #expect(
      first.members["attendance"]?.elements.first { _ in true }?["capacity"]?.string == "chair")
    let text = try Self.everything(storage, archive)
    #expect(!text.contains("甲某") && !text.contains("乙某"))
    #expect(try archive.store.verify().isSound)
  }

  @Test func `a kept source leaves only where every record that names it may`() throws {
    let archive = try Archives.found()
    let source = KeptSource(text: "机密与公开。", title: nil, openness: nil)
    let cited = #""sources":[{"title":"报","sha256":"\#(source.digest)"}]"#
    _ = try archive.record(
      Minutes.drafts([Minutes.meeting("会一", with: cited), Minutes.meeting("会二", with: cited)]),
      keeping: [source])
    func leaves(_ ceiling: Openness) throws -> Bool {
      let index = try archive.index()
      let event = try #require(
        try Stores.read(archive.store).events.first { $0.stream.category == "source" })
      return index.mayLeave(event, under: ceiling)
    }
    #expect(try leaves(.unconditional))
    let review = Reclassification(
      openness: .closed, condition: nil, basis: "条例", reviewer: "保密办")
    _ = try archive.reclassify(Self.number("2"), review)
    #expect(try leaves(.unconditional) == false)
    #expect(try leaves(.closed))
  }
}
