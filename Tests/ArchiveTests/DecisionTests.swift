import EventStore
import TestSupport
import Testing

@testable import Archive

/// What the archive decides about new minutes.
@Suite struct DecisionTests {
  private static let known = Minutes.meeting(
    with: #""term":5,"ordinal":40,"place":"渝州宾馆""#,
    items: [Minutes.matter("一"), Minutes.matter("二")])

  /// A register that has read an archive of these records.
  private static func register(_ records: [String], for drafts: [RecordDraft]) throws -> Register {
    let archive = try Archives.found()
    _ = try archive.record(Minutes.drafts(records))
    var register = Register(lookingFor: drafts.map(\.identity), in: nil)
    _ = try archive.store.bringUp(&register)
    return register
  }

  /// What is decided about minutes beside one known record: its members that differ, none where it
  /// is recorded already, nothing where it is accepted.
  private static func differences(_ minutes: String, beside known: String) throws -> [String]? {
    let draft = try Minutes.draft(minutes)
    switch decide(.record(draft), try register([Minutes.document(), known], for: [draft])) {
    case .accepted: return nil
    case .alreadyRecorded(let accession):
      #expect(accession.description == "2")
      return []
    case .refused(.otherContent(let accession, let members)):
      #expect(accession.description == "2")
      return members
    case .refused(.otherMinutes), .refused(.itemsOfDocument), .refused(.unknownBody):
      Issue.record("a record of the archive was taken for one of the batch")
      return nil
    }
  }

  @Test func `new minutes get the next number and the events of their parts`() throws {
    let draft = try Minutes.draft(Self.known)
    let register = try Self.register([Minutes.meeting("甲"), Minutes.document()], for: [draft])
    guard case .accepted(let stream, let events, let expected) = decide(.record(draft), register)
    else {
      Issue.record("new minutes were not accepted")
      return
    }
    #expect(stream.description == "meeting/3")
    #expect(expected == .noStream)
    #expect(events.map(\.type.name) == ["MeetingRecorded", "MatterDiscussed", "MatterDiscussed"])
  }

  @Test func `a document gets a number of the same series`() throws {
    let draft = try Minutes.draft(Minutes.document())
    let register = try Self.register([Minutes.meeting("甲"), Minutes.meeting("乙")], for: [draft])
    guard case .accepted(let stream, let events, let expected) = decide(.record(draft), register)
    else {
      Issue.record("a new document was not accepted")
      return
    }
    #expect(stream.description == "document/3")
    #expect(expected == .noStream)
    #expect(events.map(\.type.name) == ["DocumentRecorded"])
  }

  @Test func `the same minutes are recorded already`() throws {
    #expect(try Self.differences(Self.known, beside: Self.known) == [])
  }

  @Test(arguments: [
    #""status":"held""#, #""dateBasis":"stated""#, #""status":"held","dateBasis":"stated""#,
    #""record":"meeting""#, #""topics":[],"sources":[]"#,
  ])
  func `saying what goes without saying changes nothing`(members: String) throws {
    let explicit = Minutes.meeting(with: #""ordinal":40,"# + members)
    let silent = Minutes.meeting(with: #""ordinal":40"#)
    #expect(try Self.differences(explicit, beside: silent) == [])
    #expect(try Self.differences(silent, beside: explicit) == [])
  }

  @Test(arguments: [
    (#""term":5,"ordinal":40"#, ["place"]), (#""term":5,"ordinal":40,"place":"雾都宾馆""#, ["place"]),
    (#""term":5,"ordinal":40,"place":"渝州宾馆 ""#, ["place"]),
    (#""term":5,"ordinal":40,"place":"渝州宾馆","status":"scheduled""#, ["status"]),
    (#""term":5,"ordinal":40,"dateBasis":"edition","notes":"a""#, ["place", "dateBasis", "notes"]),
  ])
  func `other content is refused and its members are named`(
    members: String, named: [String]
  ) throws {
    let items = [Minutes.matter("一"), Minutes.matter("二")]
    let found = try #require(
      try Self.differences(Minutes.meeting(with: members, items: items), beside: Self.known))
    #expect(Set(found) == Set(named) && found.count == named.count)
  }

  @Test func `another spelling of the title is other content, and one of the body is not`() throws {
    let other = Minutes.meeting(
      "第四十次主任會議", body: "市人大常委會", with: #""term":5,"ordinal":40,"place":"渝州宾馆""#,
      items: [Minutes.matter("一"), Minutes.matter("二")])
    #expect(try Self.differences(other, beside: Self.known) == ["title"])
  }

  @Test(
    arguments: [
      [], [Minutes.matter("一")], [Minutes.matter("二"), Minutes.matter("一")],
      [Minutes.matter("一"), Minutes.matter("二"), Minutes.matter("三")],
      [Minutes.matter("一"), Minutes.matter("二", with: #""topics":["a"]"#)],
      [Minutes.matter("一"), #"{"item":"agreement","title":"二"}"#],
    ] as [[String]])
  func `other items are other content`(items: [String]) throws {
    let other = Minutes.meeting(with: #""term":5,"ordinal":40,"place":"渝州宾馆""#, items: items)
    #expect(try Self.differences(other, beside: Self.known) == ["items"])
  }

  @Test func `another identity is another record`() throws {
    #expect(
      try Self.differences(Minutes.meeting(with: #""term":5,"ordinal":41"#), beside: Self.known)
        == nil)
    #expect(try Self.differences(Minutes.document("丙"), beside: Self.known) == nil)
  }

  @Test func `a document of the same number with other content is refused`() throws {
    let known = Minutes.document("甲", with: #""number":"渝府办发〔2020〕40号""#)
    let other = Minutes.document("甲", with: #""number":"渝府办发[2020]40号","genre":"意见""#)
    #expect(try Set(Self.differences(other, beside: known) ?? []) == ["number", "genre"])
    #expect(try Self.differences(known, beside: known) == [])
  }

  @Test func `a refusal says what differs and what to do`() {
    let refusal = Refusal.otherContent(
      AccessionNumber(serial: 17), differingIn: ["place", "items"])
    let text = "\(refusal)"
    #expect(text.contains("recorded as 17") && text.contains("place, items"))
    #expect(text.contains("correct 17"))
  }

  @Test func `a register knows only what it was asked for, but counts everything`() throws {
    let drafts = try Minutes.drafts([Minutes.meeting("甲"), Minutes.meeting("乙")])
    let register = try Self.register(
      [Minutes.meeting("甲"), Minutes.meeting("乙")], for: [drafts[1]])
    #expect(register[drafts[0].identity] == nil)
    #expect(register[drafts[1].identity]?.accession.description == "2")
    #expect(register.nextSerial == 3)
    #expect(register.checkpoint.next == Position(4))
  }
}
