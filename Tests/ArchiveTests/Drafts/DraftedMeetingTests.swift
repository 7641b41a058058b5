import EventStore
import Foundation
import Testing

@testable import Archive

/// Which meetings a page reports, when they were, who was there.
@Suite struct DraftedMeetingTests {
  private static func identities(_ page: String) throws -> [String] {
    try Pages.records(page).map(\.identity)
  }

  @Test func `a meeting is drafted with its day and the basis of it`() throws {
    let page = "　　本报讯（记者 甲）5 月 27 日，丙市五届人大常委会第九次会议举\n行。\n"
    let record = try #require(Pages.records(page).first)
    #expect(record.identity == "丙市人大常委会 5 - 9 -")
    #expect(record.date == "2020-05-27" && record.dateBasis == "edition")
    #expect(record.sources[0].quote == "5月27日，丙市五届人大常委会第九次会议举行。")
    #expect(record.sources[0].lines == ["L1-L2"] && record.sources[0].date == "2020-05-29")
  }

  @Test func `a day told whole is stated`() throws {
    let record = try #require(Pages.records("2019年5月27日，丙市政府召开第三次常务会议。", edition: nil).first)
    #expect(record.date == "2019-05-27" && record.dateBasis == nil)
  }

  @Test func `a day without a year is in doubt where nothing supplies it`() throws {
    let draft = Pages.draft("5月27日，丙市政府召开第三次常务会议。", edition: nil)
    let record = try #require(draft.records.first)
    #expect(try DraftedMinutes(record).date == "unknown")
    #expect(record.doubts.map(\.path) == ["/date"] && record.doubts.map(\.doubt) == [.noEdition])
    #expect(record.minutes.contains("- 日期: ? "))
  }

  @Test func `a day that nobody tells is that of writing, and doubtful`() throws {
    let record = try #require(Pages.draft("　　本报讯 丙市政府召开第三次常务会议。").records.first)
    #expect(record.doubts.map(\.doubt) == [.dayOfWriting])
    let minutes = try DraftedMinutes(record)
    #expect(minutes.date == "2020-05-29" && minutes.dateBasis == "inferred")
  }

  @Test func `a later sentence that tells the day takes the doubt away`() throws {
    let page = "●副市长丁一出席全市防汛工作会议。5月26日，全市防汛工作会议召开。\n"
    let record = try #require(Pages.draft(page).records.first)
    #expect(try DraftedMinutes(record).date == "2020-05-26")
    #expect(record.doubts.map(\.path) == ["/body"])
  }

  @Test func `an organ that nobody names is missing, and doubtful`() throws {
    let record = try #require(Pages.draft("●5月27日，全市防汛工作会议召开，副市长丁一出席。\n").records.first)
    #expect(record.doubts.map(\.doubt) == [.noBody])
    #expect(try DraftedMinutes(record).body == [])
    #expect(record.minutes.contains("- 机构: ?"))
    #expect(!MinutesFile(Array(record.minutes.utf8), name: "a.md").errors.isEmpty)
  }

  @Test func `a fragment is known by its headline, which is doubtful`() throws {
    let page = "（上接1版）会议听取了防汛工作情况汇报。\n\n市政府召开第95次常务会议\n"
    let record = try #require(Pages.draft(page).records.first)
    #expect(try DraftedMinutes(record).identity == "市政府 - 常务会议 95 -")
    #expect(Set(record.doubts.compactMap(\.doubt)) == [.onlyHeadline, .noDate])
    #expect(record.minutes.hasPrefix("# ? "))
    #expect(try DraftedMinutes(record).acts == ["听取 防汛工作情况汇报 [汇报]"])
  }

  @Test func `a second meeting in an article is a second record`() throws {
    let page = """
      　　本报讯（记者 甲）5月27日，丙市五届政协第三次主席会议召开。会议听取了市审计局关于审计情况的汇报。

      　　同日，丙市五届政协常委会第四次会议召开。会议审议通过了《丙市政协调研办法》。
      """
    let records = try Pages.records(page)
    #expect(records.map(\.identity) == ["丙市政协 5 主席会议 3 -", "丙市政协常委会 5 - 4 -"])
    #expect(records.map(\.acts) == [["听取 市审计局 关于审计情况的汇报 [汇报]"], ["审议通过 《丙市政协调研办法》 [adopted]"]])
  }

  @Test func `two numbers in one name are two meetings`() throws {
    let page = "　　本报讯 5月27日，丙市五届政协第七十六次、第七十七次主席会议举行。主席丁一主持会议。\n"
    let records = try Pages.records(page)
    #expect(records.map(\.ordinal) == [76, 77])
  }

  @Test func `studying another meeting is background`() throws {
    let page = Pages.meeting("会议传达学习了全国防汛工作会议精神，要求抓好落实。市委六届八次全会召开以来，成效明显。")
    #expect(try Self.identities(page) == ["丙市政府 - 常务会议 3 -"])
  }

  @Test func `who wrote it is no piece that was left out`() {
    let page = "　　本报讯 城南公园昨日开园。\n\n---\n\n（本报记者 甲\u{3000}乙）\n"
    #expect(Pages.draft(page).leftOut.map(\.lines) == [1...1])
  }

  @Test func `what is left out is told with its reason`() {
    let page = """
      　　本报讯（记者 甲）城南公园昨日开园，市民前来游览。

      ---

      　　本报讯（记者 甲）丙市将召开政府第三次常务会议，各地正在准备。

      ---

      　　新华社纽约5月27日电 联合国安理会第三次会议27日召开，讨论局势。

      ---

      # 【评论】会议要少而精

      会议不在多，在于管用。
      """
    let draft = Pages.draft(page)
    #expect(draft.records.isEmpty)
    #expect(draft.leftOut.map(\.reason) == [.noMeeting, .noMeeting, .foreign, .opinion])
    #expect(draft.leftOut.map(\.lines.lowerBound) == [1, 5, 9, 13])
  }

  @Test func `a page with nothing in it gives nothing`() {
    for page in ["", "\n", " \n\u{3000}", "---\n", "#", "●", "（上接", "新华社", "《"] {
      let draft = Pages.draft(page)
      #expect(draft.records.isEmpty && draft.minutes.isEmpty, "\(page)")
    }
  }

  @Test func `a document behind an article does not swallow it`() throws {
    let page = """
      　　本报讯（记者 甲）5月27日，丙市政府召开第三次常务会议，研究防汛工作。

      丙市人民政府关于防汛工作的通知
      丙府发〔2020〕7号

      各区县人民政府：

      一、清理河道。

      丙市人民政府
      2020年5月1日
      """
    #expect(try Pages.records(page).map { $0.record ?? "meeting" } == ["meeting", "document"])
  }

  @Test(arguments: [
    ("市长丁一主持会议。", ["chair 市长 丁一"]), ("会议由市长丁一主持。", ["chair 市长 丁一"]),
    ("会议由副市长欧阳明主持，市长丁一出席。", ["chair 副市长 欧阳明", "present 市长 丁一"]),
    (
      "副市长张三、李四，秘书长王五出席会议。",
      ["present 副市长 张三", "present 副市长 李四", "present 秘书长 王五"]
    ),
    ("副主席罗富和、张三出席。", ["present 副主席 罗富和", "present 副主席 张三"]),
    ("副市长张三和秘书长王五列席会议。", ["attending 副市长 张三", "attending 秘书长 王五"]),
    ("秘书长买买提·艾力出席会议。", ["present 秘书长 买买提·艾力"]),
    ("出席会议的有市长丁一、副市长张三。", ["present 市长 丁一", "present 副市长 张三"]),
    ("副市长张三出席会议。会议由张三主持。", ["chair 张三"]),
    ("市级有关部门负责人列席会议。", ["attending 市级有关部门负责人"]),
    ("市委常委、组织部部长张三出席会议。", ["present 市委常委、组织部部长 张三"]),
    ("张三主任主持会议。", ["chair 主任 张三"]), ("主任委员李飞出席会议。", ["present 主任委员 李飞"]),
    ("会议在主持人引导下进行。", []), ("出席人员认真讨论。", []), ("他主持工作多年。", []),
  ])
  func `who was there is read with offices`(sentence: String, people: [String]) throws {
    #expect(try Pages.attendance(sentence) == people)
  }

  @Test(arguments: [
    ("市长张三", "张三", "市长"), ("张三市长", "张三", "市长"), ("欧阳明", "欧阳明", ""), ("司马相如", "司马相如", ""),
    ("副主席罗富和", "罗富和", "副主席"), ("市委书记张三同志", "张三", "市委书记"), ("主任委员李飞", "李飞", "主任委员"),
    ("副主席向巴平措", "向巴平措", "副主席"), ("秘书长艾力·买买提", "艾力·买买提", "秘书长"), ("市委常委、市长丁一", "丁一", "市委常委、市长"),
  ])
  func `a name is told from its office`(words: String, name: String, office: String) throws {
    let person = try #require(PersonWords.person(endingAt: Pages.passage(words)))
    #expect(person.name.string == name && person.office.string == office)
  }

  @Test(arguments: ["有关部门", "其他", "国家", "甲", "", "市政府", "防汛工作", "的人", "全市防汛工作会议", "·", "甲·", "·甲"])
  func `other words are no names`(words: String) {
    #expect(PersonWords.person(endingAt: Pages.passage(words)) == nil)
  }
}
