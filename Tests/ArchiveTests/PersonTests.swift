import EventStore
import TestSupport
import Testing

@testable import Archive

/// Persons, the offices they held, and namesakes.
@Suite struct PersonTests {
  private static func attendance(_ people: [(name: String, office: String)]) -> String {
    let entries = people.map {
      #"{"person":"\#($0.name)","office":"\#($0.office)","capacity":"present"}"#
    }
    return #""attendance":[\#(entries.joined(separator: ","))]"#
  }

  private static func personnel(
    _ action: String, _ name: String, _ post: String, with more: String = ""
  ) -> String {
    #"{"item":"personnel","action":"\#(action)","person":"\#(name)","post":"\#(post)""#
      + (more.isEmpty ? "" : "," + more) + "}"
  }

  private static func archive() throws -> Archive {
    let archive = try Archive.found(
      in: MemoryStorage(), name: "试验", jurisdiction: "重庆市", environment: TestWorld().environment)
    _ = try archive.record(
      Minutes.drafts([
        Minutes.meeting(
          "甲", date: "2018-01-30", with: attendance([("张轩", "市人大常委会主任")]),
          items: [
            personnel("选举", "张轩", "主任", with: #""body":"重庆市人大常委会""#),
            personnel("任命", "张伟", "市审计局局长", with: #""effective":"2018-03""#),
          ]),
        Minutes.meeting(
          "乙", date: "2022-01-10", with: attendance([("张轩", "重庆市人大常委会主任"), ("张伟", "市财政局处长")]),
          items: [
            personnel("免去", "张伟", "兼任的市审计局局长职务"), personnel("任命", "张伟", "市交通局局长"),
            personnel("接受辞职", "张轩", "市人大常委会主任"),
          ]),
      ]))
    return archive
  }

  private static func offices(_ archive: Archive, _ name: String) throws -> [String] {
    try archive.index().people(named: name).flatMap(\.tenures).map { tenure in
      let parts = [tenure.begin, tenure.firstSeen, tenure.lastSeen, tenure.end].map { evidence in
        evidence.map { "\($0.action ?? "") \($0.date) \($0.accession)" } ?? "–"
      }
      return tenure.office + ": " + parts.joined(separator: " | ")
    }
  }

  private static func holders(
    _ archive: Archive, _ day: String, post: String? = nil, body: String? = nil
  ) throws -> [String] {
    let day = try #require(PartialDate.Part(asTyped: day))
    return try archive.index().holders(on: day, post: post, body: body)
      .map { "\($0.person.label) \($0.tenure.office) \($0.certainty)" }
  }

  @Test func `offices are told with what begins, states and ends them`() throws {
    let archive = try Self.archive()
    #expect(
      try Self.offices(archive, "张轩") == [
        "重庆市人大常委会主任: 选举 2018-01-30 1.1 |  2018-01-30 1 |  2022-01-10 2 | 接受辞职 2022-01-10 2.3"
      ])
    #expect(
      try Self.offices(archive, "张伟") == [
        "市审计局局长: 任命 2018-03 1.2 | – | – | 免去 2022-01-10 2.1",
        "市交通局局长: 任命 2022-01-10 2.2 | – | – | –",
        "市财政局处长: – |  2022-01-10 2 |  2022-01-10 2 | –",
      ])
    let people = try archive.index().people
    #expect(
      people.map { "\($0.label) \($0.records) \($0.attended) \($0.personnel)" } == [
        "张伟 4 1 3", "张轩 4 2 2",
      ])
  }

  @Test func `who held a post on a day is told, surely or not`() throws {
    let archive = try Self.archive()
    #expect(
      try Self.holders(archive, "2020-09-18") == ["张伟 市审计局局长 certain", "张轩 重庆市人大常委会主任 certain"])
    #expect(try Self.holders(archive, "2018-03-15", post: "局长") == ["张伟 市审计局局长 uncertain"])
    #expect(try Self.holders(archive, "2018-02-28", post: "局长") == [])
    #expect(try Self.holders(archive, "2022-01-10", post: "市交通局局长") == ["张伟 市交通局局长 uncertain"])
    #expect(try Self.holders(archive, "2023", post: "局长") == ["张伟 市交通局局长 uncertain"])
    #expect(
      try Self.holders(archive, "2020-09-18", body: "市人大常委会") == ["张轩 重庆市人大常委会主任 certain"])
    #expect(try Self.holders(archive, "2020-09-18", post: "市人大常委会主任").isEmpty == false)
    #expect(try Self.holders(archive, "2017") == [])
  }

  @Test(arguments: [
    ("重庆市市长", "市长", true), ("副市长", "市长", false), ("常务副市长", "副市长", true), ("代理市长", "市长", false),
    ("兼任的局长职务", "局长", true), ("秘书长", "市长", false),
  ])
  func `a post is not its deputy's`(stated: String, wanted: String, isSame: Bool) {
    #expect(Office.isPost(stated, wanted) == isSame)
  }

  @Test func `who proposes somebody or gives a report among others is found`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([
        Minutes.meeting("甲", date: "2020-01-01", with: Self.attendance([("张轩", "主任")])),
        Minutes.meeting(
          "乙", date: "2020-01-02",
          items: [
            Self.personnel("任命", "张伟", "局长", with: #""proposer":"张轩、王越""#),
            Self.personnel("免去", "李强", "局长", with: #""proposer":"主任会议""#),
            #"{"item":"report","presenters":["市审计局","张轩"],"subject":"审计工作"}"#,
            #"{"item":"report","presenters":["张轩"],"speaker":{"person":"张轩"},"subject":"二"}"#,
          ]),
      ]))
    func found(_ name: String) throws -> [String] {
      Answers.numbers(try archive.index()) { $0.persons = [name] }.sorted()
    }
    #expect(try found("张轩") == ["1", "2.1", "2.3", "2.4"])
    #expect(try found("王越") == ["2.1"])
    let people = try archive.index().people
    #expect(!people.contains { $0.name == "市审计局" || $0.name == "主任会议" })
    let one = try #require(people.first { $0.name == "张轩" })
    #expect([one.records, one.attended, one.spoke, one.proposed] == [4, 1, 2, 1])
  }

  @Test func `namesakes are told apart by evidence, and the rest stays under the name`() throws {
    let archive = try Self.archive()
    var person = PersonRegistration(name: "张伟")
    person.disambiguator = "财政"
    person.offices = ["市财政局处长"]
    let before = RecordingMoment.position(Position(try archive.index().eventCount - 1))
    _ = try archive.record(person: .register(person))
    func found(_ name: String) throws -> [String] {
      Answers.numbers(try archive.index()) { $0.persons = [name] }.sorted()
    }
    #expect(try found("张伟（财政）") == ["2"])
    #expect(try found("person/1") == ["2"])
    #expect(try found("张伟") == ["1.2", "2", "2.1", "2.2"])
    #expect(try Self.offices(archive, "张伟（财政）").count == 1)
    #expect(try archive.index().people(named: "张伟").map(\.person.label) == ["张伟", "张伟（财政）"])
    #expect(try archive.index(asOf: before).people(named: "张伟").map(\.person.label) == ["张伟"])
  }

  @Test func `a merged name and a merged number keep working`() throws {
    let archive = try Self.archive()
    _ = try archive.record(person: .merge("张伟", into: "张轩"))
    for name in ["张伟", "张轩", "person/1", "person/2"] {
      let found = try archive.index().people(named: name)
      #expect(found.map(\.person.name) == ["张轩"], "\(name)")
      #expect(found.first?.person.otherNames == ["张伟"])
      let numbers = Answers.numbers(try archive.index()) { $0.persons = [name] }
      #expect(numbers.sorted() == ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.3"])
    }
  }

  @Test func `what makes no sense about a person is refused and says why`() throws {
    let archive = try Self.archive()
    var told = PersonRegistration(name: "张伟")
    told.disambiguator = "财政"
    let withoutEvidence = told
    told.bodies = ["市财证局"]
    let unknownBody = told
    told.bodies = ["市人大常委会"]
    _ = try archive.record(person: .register(told))
    for (command, refusal) in [
      (PersonCommand.register(withoutEvidence), PersonRefusal.withoutEvidence("张伟（财政）")),
      (.register(unknownBody), .isRegistered("张伟（财政）")),
      (.register(told), .isRegistered("张伟（财政）")),
      (.register(PersonRegistration(name: " ")), .noName(" ")),
      (.merge("张轩", into: "张三"), .unknown("张三", near: "张轩")),
      (.merge("张轩", into: "张轩"), .isSame("张轩", "张轩")),
      (.merge("张伟", into: "张轩"), .several("张伟", ["张伟（财政）", "张伟"])),
    ] {
      do throws(ArchiveError) {
        _ = try archive.record(person: command)
        Issue.record("\(command)")
      } catch {
        guard case .personRefused(let found) = error else { throw error }
        #expect(found == refusal)
      }
    }
  }

  @Test func `an event about somebody whom only closed records name does not leave`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([
        Minutes.meeting("甲", body: "公开", with: Self.attendance([("张三", "主任")])),
        Minutes.meeting(
          "乙", body: "秘密",
          with: Self.attendance([("李四", "主任"), ("张三", "处长")])
            + #","openness":"closed""#),
      ]))
    var secret = PersonRegistration(name: "张三")
    secret.disambiguator = "处长"
    secret.offices = ["处长"]
    for person in [PersonRegistration(name: "张三"), PersonRegistration(name: "李四"), secret] {
      _ = try archive.record(person: .register(person))
    }
    _ = try archive.record(person: .merge("李四", into: "person/1"))
    let index = try archive.index()
    let withheld = try Stores.read(archive.store).events
      .filter { $0.stream.category == "person" && !index.mayLeave($0, under: .unconditional) }
      .map { index.title(ofEventAt: $0.position) ?? "" }
    #expect(withheld == ["李四", "张三（处长）", "李四 = 张三"])
  }
}
