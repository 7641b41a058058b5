import EventStore
import TestSupport
import Testing

@testable import Archive

/// What makes two minutes speak of the same record.
@Suite struct RecordIdentityTests {
  private static func areSame(_ one: String, _ other: String) throws -> Bool {
    try Minutes.draft(one).identity == Minutes.draft(other).identity
  }

  private static let numbered = #""term":5,"series":"主任会议","ordinal":40,"sitting":"联组会议""#

  @Test(arguments: [
    Minutes.meeting("另一标题", with: numbered),
    Minutes.meeting(body: #"市人大常委会","市政府"#, with: numbered),
    Minutes.meeting(with: numbered + #","place":"渝州宾馆","status":"held","openness":"closed""#),
    Minutes.meeting(with: numbered + #","dateBasis":"edition""#, items: [Minutes.matter()]),
    Minutes.meeting(body: "市人大常委會", with: numbered),
    Minutes.meeting(body: " 市人大 常委会", with: numbered),
    Minutes.meeting(with: #""term":"第五届","series":"主任會議","ordinal":"第四十次","sitting":"联组会议""#),
  ])
  func `meetings are the same whatever else their minutes say`(other: String) throws {
    #expect(try Self.areSame(Minutes.meeting(with: Self.numbered), other))
  }

  @Test(arguments: [
    Minutes.meeting(body: "市政府", with: numbered),
    Minutes.meeting(body: #"市政府","市人大常委会"#, with: numbered),
    Minutes.meeting(date: "2020-09-19", with: numbered),
    Minutes.meeting(date: "2020-09", with: numbered),
    Minutes.meeting(date: "2020-09-18/2020-09-20", with: numbered),
    Minutes.meeting(date: "unknown", with: numbered),
    Minutes.meeting(with: #""term":6,"series":"主任会议","ordinal":40,"sitting":"联组会议""#),
    Minutes.meeting(with: #""series":"主任会议","ordinal":40,"sitting":"联组会议""#),
    Minutes.meeting(with: #""term":5,"series":"常务会议","ordinal":40,"sitting":"联组会议""#),
    Minutes.meeting(with: #""term":5,"ordinal":40,"sitting":"联组会议""#),
    Minutes.meeting(with: #""term":5,"series":"主任会议","ordinal":41,"sitting":"联组会议""#),
    Minutes.meeting(with: #""term":5,"series":"主任会议","sitting":"联组会议""#),
    Minutes.meeting(with: #""term":5,"series":"主任会议","ordinal":40"#),
    Minutes.meeting(with: #""term":5,"series":"主任会议","ordinal":40,"sitting":"第二次全体会议""#),
    Minutes.document("第四十次主任会议"),
  ])
  func `meetings differ when any part of their identity does`(other: String) throws {
    #expect(try !Self.areSame(Minutes.meeting(with: Self.numbered), other))
  }

  @Test func `without an ordinal the title counts too`() throws {
    #expect(try !Self.areSame(Minutes.meeting("甲会"), Minutes.meeting("乙会")))
    #expect(try Self.areSame(Minutes.meeting("甲會 "), Minutes.meeting("甲会")))
    #expect(try !Self.areSame(Minutes.meeting("40"), Minutes.meeting("40", with: #""ordinal":40"#)))
  }

  @Test func `an absent part is not a part that says something else`() throws {
    #expect(
      try !Self.areSame(
        Minutes.meeting(with: #""series":"会""#), Minutes.meeting(with: #""sitting":"会""#)))
    #expect(
      try !Self.areSame(Minutes.meeting(with: #""term":1"#), Minutes.meeting(with: #""ordinal":1"#))
    )
  }

  @Test(arguments: [
    #""number":"渝府办发〔2020〕40号","issued":"2021""#, #""number":"渝府办发[2020]040号""#,
    #""number":"渝府办发（２０２０） 40 号","issuers":["市政府"]"#,
  ])
  func `documents of one number are the same`(members: String) throws {
    let number = #""number":"渝府办发〔2020〕40号""#
    #expect(
      try Self.areSame(Minutes.document("甲", with: number), Minutes.document("乙", with: members)))
  }

  @Test func `documents of another number differ, whatever else is the same`() throws {
    let members = #","issuers":["市政府"],"issued":"2020-04-07""#
    let one = Minutes.document(with: #""number":"渝府办发〔2020〕40号""# + members)
    #expect(try !Self.areSame(one, Minutes.document(with: #""number":"渝府办发〔2020〕41号""# + members)))
    #expect(try !Self.areSame(one, Minutes.document(with: String(members.dropFirst()))))
  }

  @Test func `without a number issuers, title and date count`() throws {
    let one = Minutes.document("意见", with: #""issuers":["甲","乙"],"signed":"2020-04-01""#)
    for same in [
      #""issuers":["甲","乙"],"signed":"2020-04-01","effective":"2021","genre":"意见""#,
      #""issuers":["甲 ","乙"],"signed":"2020-04-01","issued":"2020-04-07""#,
      #""issuers":["甲","乙"],"adopted":"unknown","issued":"2020-04-01""#,
    ] {
      #expect(try Self.areSame(one, Minutes.document("意见", with: same)))
    }
    for other in [
      #""issuers":["乙","甲"],"signed":"2020-04-01""#, #""issuers":["甲"],"signed":"2020-04-01""#,
      #""issuers":["甲","乙"],"signed":"2020-04-02""#, #""issuers":["甲","乙"]"#,
      #""signed":"2020-04-01""#,
      #""issuers":["甲乙"],"signed":"2020-04-01""#,
      #""issuers":["甲","乙"],"adopted":"2020-03-01","signed":"2020-04-01""#,
    ] {
      #expect(try !Self.areSame(one, Minutes.document("意见", with: other)))
    }
    #expect(
      try !Self.areSame(
        one, Minutes.document("办法", with: #""issuers":["甲","乙"],"signed":"2020-04-01""#)))
  }
}
