import EventStore
import TestSupport
import Testing

@testable import Archive

/// Which parts of a record words search, and which have filters instead.
@Suite struct SearchFieldTests {
  /// The records in which each of the full minutes' members would be found.
  private static func index() throws -> SearchIndex {
    try Archives.index([FullMinutes.everything, FullMinutes.json(FullMinutes.document)])
  }

  private static func found(_ words: String, in index: SearchIndex) throws -> [String] {
    let words = try Words(words)
    return Answers.numbers(index) { query in
      query.words = words
      query.order = .recorded
    }
  }

  @Test(arguments: [
    ("主任会议", ["1"]), ("第二段", ["1"]), ("备注", ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "2"]),
    ("财经委的汇报", ["1.1"]), ("审计的汇报", ["1.1"]), ("听取了汇报", ["1.1", "1.2", "1.3", "1.4", "1.5"]),
    ("全文", ["1.2"]), ("安全生产", ["1.4"]), ("合作协议", ["1.5"]), ("金融科技", ["2"]), ("打造", ["2"]),
    ("正文", ["2"]),
    ("摘要", ["1.1", "1.2", "1.3", "1.4", "1.5", "2"]),
  ])
  func `words search titles, subjects, summaries, texts, notes, clauses and sections`(
    words: String, numbers: [String]
  ) throws {
    #expect(try Self.found(words, in: Self.index()) == numbers)
  }

  @Test(arguments: [
    "市政府", "渝州宾馆", "防汛", "张轩", "王某", "审计监督", "表决通过", "强调", "重庆日报", "说明", "实名登记", "无记名", "条例草案",
    "组织法",
    "渝府办发", "有关单位", "四川省", "草案", "公告",
  ])
  func `words do not search what has a filter, nor sources`(words: String) throws {
    #expect(try Self.found(words, in: Self.index()) == [])
  }

  @Test(arguments: [
    (#"{"item":"report","presenters":["甲委","乙院"],"subject":"关于丙"}"#, "甲委、乙院：关于丙"),
    (#"{"item":"report","subject":"关于丙"}"#, "关于丙"),
    (#"{"item":"report","speaker":{"person":"王某","office":"主任"},"subject":"关于丙"}"#, "主任王某：关于丙"),
    (#"{"item":"report","document":{"title":"条例","stage":"草案"}}"#, "《条例（草案）》"),
    (#"{"item":"report","presenters":["甲委"],"document":{"title":"条例"}}"#, "甲委：《条例》"),
    (#"{"item":"report","asStated":"听取了汇报"}"#, "听取了汇报"),
    (#"{"item":"report","summary":"汇报"}"#, "汇报"),
    (#"{"item":"resolution","verb":"决定","text":"开会"}"#, "决定开会"),
    (#"{"item":"resolution","text":"开会"}"#, "开会"),
    (#"{"item":"resolution","title":"条例","verb":"通过","text":"a"}"#, "条例"),
    (#"{"item":"personnel","action":"决定任命","person":"李某","post":"局长"}"#, "决定任命李某为局长"),
    (#"{"item":"personnel","action":"免去","person":"李某","post":"局长"}"#, "免去李某的局长职务"),
    (#"{"item":"personnel","action":"接受辞职","person":"李某","post":"局长"}"#, "接受李某辞去局长职务"),
    (#"{"item":"personnel","action":"罢免","person":"李某"}"#, "罢免李某"),
    (#"{"item":"matter","text":"安全"}"#, "安全"),
    (#"{"item":"agreement","title":"协议"}"#, "协议"), (#"{"item":"agreement","summary":"协议"}"#, "协议"),
  ])
  func `a title is made from an item's parts, and words search it`(
    item: String, title: String
  ) throws {
    let index = try Archives.index([Minutes.meeting(items: [item])])
    #expect(index.entry(AccessionNumber(serial: 1, item: 1))?.title == title)
    #expect(try Self.found("\"\(title)\"", in: index) == ["1.1"])
  }

  @Test func `filters on the meeting reach its items, topics and persons do not`() throws {
    let meeting = Minutes.meeting(
      with: #"""
        "term":5,"series":"主任会议","ordinal":40,"topics":["审计"],"attendance":[\#
        {"person":"张轩","capacity":"chair"},{"person":"刘学普","capacity":"present"}]
        """#,
      items: [
        Minutes.matter(), Minutes.matter("二", with: #""topics":["河长制"],"date":"2020-10-01""#),
      ])
    let index = try Archives.index([meeting, Minutes.meeting("别的会", body: "国务院", date: "2020-10")])
    let all = ["1", "1.1", "1.2"]
    func found(_ change: (inout Query) -> Void) -> [String] {
      Answers.numbers(index) { query in
        change(&query)
        query.order = .recorded
      }
    }
    #expect(found { $0.bodies = ["市人大常委会"] } == all)
    #expect(found { $0.term = 5 } == all)
    #expect(found { $0.series = ["主任会议"] } == all)
    #expect(found { $0.ordinal = 40 } == all)
    #expect(found { $0.persons = ["张轩"] } == all)
    #expect(found { $0.persons = ["刘学普"] } == ["1"])
    #expect(found { $0.topics = ["审计"] } == ["1"])
    #expect(found { $0.topics = ["河长制"] } == ["1.2"])
    // An item's own date takes the place of the meeting's.
    #expect(found { $0.to = PartialDate.Part("2020-09") } == ["1", "1.1"])
    #expect(found { $0.from = PartialDate.Part("2020-10") } == ["1.2", "2"])
  }

  @Test(arguments: [
    ("渝府办发〔2020〕40号", ["2"]), ("渝府办发(2020)040号", ["2"]), ("公告[2020]113号", ["1.2"]),
    ("议案1号", ["1.1"]),
    ("渝府办发〔2020〕4号", []),
  ])
  func `document numbers are found in every way to write them`(
    number: String, found: [String]
  ) throws {
    #expect(try Answers.numbers(Self.index()) { $0.number = number } == found)
  }

  @Test func `a body of a personnel item is not the body of the meeting`() throws {
    #expect(try Answers.numbers(Self.index()) { $0.bodies = ["市审计局"] } == [])
  }

  @Test func `persons are found where they attend, speak, propose, or are appointed`() throws {
    let index = try Self.index()
    #expect(Answers.numbers(index) { $0.persons = ["王某"] } == ["1.1"])
    #expect(Answers.numbers(index) { $0.persons = ["李某"] } == ["1.3"])
    #expect(Answers.numbers(index) { $0.persons = ["沈某"] } == ["1"])
    #expect(Answers.numbers(index) { $0.persons = ["唐某"] } == ["1.3"])
    #expect(Answers.numbers(index) { $0.persons = ["唐"] } == [])
  }
}
