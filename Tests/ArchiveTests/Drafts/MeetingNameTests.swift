import EventStore
import Foundation
import Testing

@testable import Archive

/// The names of meetings: whose, of which term, which number.
@Suite struct MeetingNameTests {
  private static func identity(_ name: MeetingName) -> String {
    [
      name.body ?? "-", name.term.map(String.init) ?? "-", name.series.isEmpty ? "-" : name.series,
      name.ordinal.map(String.init) ?? "-", name.sitting ?? "-",
    ].joined(separator: " ")
  }

  @Test(arguments: [
    ("丙市五届人大常委会第四十次主任会议", "丙市人大常委会 5 主任会议 40 -"),
    ("市五届人大常委会第40次会议", "市人大常委会 5 - 40 -"),
    ("十四届全国人大常委会第十次会议", "全国人大常委会 14 - 10 -"),
    ("十三届全国政协第五十九次主席会议", "全国政协 13 主席会议 59 -"),
    ("市政府第95次常务会议", "市政府 - 常务会议 95 -"), ("国务院常务会议", "国务院 - 常务会议 - -"),
    ("第九届丙市委员会第三次全体会议", "丙市委员会 9 全体会议 3 -"),
    ("丙市委六届八次全会", "丙市委 6 全会 8 -"), ("中共丙市六届五中全会", "中共丙市 6 全体会议 5 -"),
    ("丙市五届人大三次会议", "丙市人大 5 - 3 -"), ("丙市第五届人民代表大会第三次会议", "丙市人民代表大会 5 - 3 -"),
    ("丙市五届人大三次会议主席团第二次会议", "丙市人大 5 主席团会议 2 -"),
    ("丙市五届人大三次会议主席团常务主席第二次会议", "丙市人大 5 主席团常务主席会议 2 -"),
    ("市五届人大常委会第九次会议第二次全体会议", "市人大常委会 5 - 9 第二次全体会议"),
    ("甲乙合作联席会议第一次会议", "甲乙合作联席会议 - - 1 -"), ("我市河长制工作推进会", "- - 推进会 - -"),
    ("全市防汛工作会议", "- - 工作会议 - -"), ("会议", "- - - - -"), ("座谈会", "- - 座谈会 - -"),
    ("市委常委会会议", "市委常委会 - - - -"), ("市政府党组会议", "市政府党组 - - - -"),
    ("市政府常务会议（扩大）", "市政府 - 常务会议 - -"), ("市政府第二十四会议", "市政府 - - 24 -"),
    ("我市召开的市政协主席会议", "召开的市政协 - 主席会议 - -"),
  ])
  func `a name says whose meeting it was, and which`(words: String, identity: String) {
    #expect(Self.identity(MeetingName(Pages.passage(words))) == identity)
  }

  @Test func `two meetings may share a name`() {
    let name = MeetingName(Pages.passage("丙市五届政协第七十六次、第七十七次主席会议"))
    #expect(Self.identity(name) == "丙市政协 5 主席会议 77 -")
    #expect(name.others.map(\.value) == [76])
  }

  @Test func `where the parts stand is known`() {
    let name = MeetingName(Pages.passage("市五届人大常委会第四十次主任会议"))
    #expect(name.termPassage?.string == "五届" && name.ordinalPassage?.string == "第四十次")
    #expect(name.bodyPassage?.string == "市五届人大常委会")
    #expect(MeetingName(Pages.passage("会议")).isBare)
  }

  @Test(arguments: [
    "丙市零中全会", "丙市第零次会议", "丙市第1234567890123次会议", "零届丙市人大会议", "丙市第99999999999999999999次会议",
  ])
  func `what nobody counts to is no number`(words: String) {
    let name = MeetingName(Pages.passage(words))
    #expect(name.ordinal == nil && name.term == nil)
  }

  @Test func `any words can be read as a name`() {
    let words = "第次届会议主席团常务五十40和、（）全体一中全会人大".map(String.init)
    for first in words {
      for second in words {
        for third in words {
          let name = MeetingName(Pages.passage(first + second + third))
          #expect(name.ordinal ?? 1 > 0 && name.term ?? 1 > 0)
        }
      }
    }
  }
}

/// Whether a sentence reports that a meeting was held.
@Suite struct MeetingFinderTests {
  private static func found(_ sentence: String, isLead: Bool = true) -> String? {
    MeetingFinder(sentence: Pages.passage(sentence)).find(isLead: isLead).map {
      "\($0.way) \($0.name.body ?? "-")|\($0.name.passage.string)"
    }
  }

  @Test(arguments: [
    ("5月27日，丙市政府第三次常务会议召开。", "held 丙市政府|丙市政府第三次常务会议"),
    ("丙市五届人大常委会第九次会议27日在丙市举行。", "held 丙市人大常委会|丙市五届人大常委会第九次会议"),
    ("丙市五届人大常委会第九次会议27日闭幕。", "held 丙市人大常委会|丙市五届人大常委会第九次会议"),
    ("市政府召开第三次常务会议，研究防汛工作。", "convened 市政府|第三次常务会议"),
    ("市长丁一主持召开市政府第三次常务会议。", "presided 市政府|市政府第三次常务会议"),
    ("丁一主持市委常委会会议。", "presided 市委常委会|市委常委会会议"),
    ("丙市五届政协第三次主席会议27日上午审议通过《甲办法》。", "acted 丙市政协|丙市五届政协第三次主席会议"),
    ("日前举行的丙市五届政协第三次主席会议，听取了汇报。", "acted 丙市政协|丙市五届政协第三次主席会议"),
    ("副市长丁一出席全市防汛工作会议并讲话。", "attended -|全市防汛工作会议"),
  ])
  func `a meeting that was held is found`(sentence: String, way: String) {
    #expect(Self.found(sentence) == way)
  }

  @Test(arguments: [
    "丙市政府将召开第三次常务会议。", "市政府拟于下周召开第三次常务会议。", "丙市五届人大常委会第九次会议将于27日举行。",
    "市政府第三次常务会议召开之际，记者走进社区。", "市政府第三次常务会议召开以来，成效明显。",
    "全市认真学习贯彻市委六届八次全会精神。", "市政府第三次常务会议的精神要落实。", "会议召开。", "会议室里很安静。",
    "他指出，丙市五届人大常委会第九次会议已经召开。", "丙市举行新年音乐会。", "经市政府第三次常务会议讨论通过，现予公布。",
    "今年共召开16次会议。", "由市政府第三次常务会议通过。", "《市政府召开第三次常务会议》一文见报。", "丙市博览会召开。", "",
  ])
  func `a meeting that is planned, mentioned or none is not`(sentence: String) {
    #expect(Self.found(sentence) == nil)
  }

  @Test func `whoever only attends is believed at the beginning of an article`() {
    #expect(Self.found("副市长丁一出席全市防汛工作会议。", isLead: false) == nil)
  }

  @Test(arguments: [
    "5月27日，朝韩双方红十字会举行工作会议。",
    "联合国安理会第三次会议27日召开。", "二十国集团财长会议27日举行。", "美国国会27日召开第三次全体会议。",
    "国务院副总理出席中俄合作委员会第三次会议。",
  ])
  func `meetings abroad and of states are told from the country's own`(sentence: String) throws {
    let found = try #require(MeetingFinder(sentence: Pages.passage(sentence)).find(isLead: true))
    #expect(ForeignMeetings.isForeign(found))
  }

  @Test(arguments: ["中新（丙市）示范项目管理委员会第七次全体会议27日召开。", "全国政协召开国际战略座谈会。"])
  func `an organ of the country's own may hold such words`(sentence: String) throws {
    let found = try #require(MeetingFinder(sentence: Pages.passage(sentence)).find(isLead: true))
    #expect(!ForeignMeetings.isForeign(found) || sentence.hasPrefix("中新（丙市）"))
  }

  @Test func `names that go on and on are no names`() {
    for words in ["会议第", "会议主席团", "第一次会议", "会议在", "召开会议", "“会议”", "会议（"] {
      let sentence = String(repeating: words, count: 300)
      #expect((Self.found(sentence)?.count ?? 0) < 500, "\(words)")
    }
  }
}
