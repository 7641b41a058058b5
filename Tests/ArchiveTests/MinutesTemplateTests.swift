import EventStore
import TestSupport
import Testing

@testable import Archive

/// What the next minutes of a body begin with.
@Suite struct MinutesTemplateTests {
  private static let day = PartialDate("2021-01-05") ?? .unknown

  private static func text(_ records: [String], series: String? = "主任会议") throws -> String {
    let index = try Archives.index(records)
    return MinutesTemplate(index, body: "市人大常委会", series: series, day: day).text
  }

  private static func meeting(
    _ title: String, _ date: String, _ ordinal: Int, term: Int = 5, attendance: String = ""
  ) -> String {
    Minutes.meeting(
      title, date: date,
      with: #""series":"主任会议","term":\#(term),"ordinal":\#(ordinal)"# + attendance)
  }

  private static func present(_ names: String...) -> String {
    let persons = names.map { #"{"person":"\#($0)","capacity":"present"}"# }
    return #","attendance":[\#(persons.joined(separator: ",")),"#
      + #"{"person":"张轩","office":"主任","capacity":"chair"},"#
      + #"{"group":"有关负责人","capacity":"attending"}]"#
  }

  @Test func `the number is the one behind the greatest of the latest term`() throws {
    let text = try Self.text([
      Self.meeting("第一百次", "2020-01", 100, term: 4), Self.meeting("第三次主任会议", "2020-09", 3),
      Self.meeting("第二次主任会议", "2020-10", 2),
    ])
    #expect(text.hasPrefix("# 第四次主任会议\n\n- 机构: 市人大常委会\n- 届: 5\n- 会议: 主任会议\n- 次: 4\n"))
    #expect(text.contains("- 日期: ? 2021-01-05\n"))
  }

  @Test func `without a series that of the last meeting goes on`() throws {
    let text = try Self.text(
      [
        Minutes.meeting("第九次会议", date: "2020-01", with: #""term":5,"ordinal":9"#),
        Self.meeting("第三次主任会议", "2020-09", 3),
      ], series: nil)
    #expect(text.hasPrefix("# 第四次主任会议\n\n- 机构: 市人大常委会\n- 届: 5\n- 会议: 主任会议\n- 次: 4\n"))
  }

  @Test func `whoever usually comes is expected`() throws {
    let text = try Self.text([
      Self.meeting("一", "2020-01", 1, attendance: Self.present("甲", "丁")),
      Self.meeting("二", "2020-02", 2, attendance: Self.present("甲", "乙", "丙")),
      Self.meeting("三", "2020-03", 3, attendance: Self.present("乙", "甲", "戊")),
      Self.meeting("四", "2020-04", 4),
    ])
    #expect(text.contains("- 出席: 乙、甲\n- 主持: 张轩（主任）\n"))
    #expect(!text.contains("有关负责人"))
  }

  @Test func `a body that never met gets its name`() throws {
    let text = try Self.text([Minutes.meeting("甲", body: "市政府")])
    #expect(text == "# 市人大常委会主任会议\n\n- 机构: 市人大常委会\n- 会议: 主任会议\n- 日期: ? 2021-01-05\n")
  }

  @Test(arguments: [
    ("第四十次主任会议", 40, "第四十一次主任会议"), ("第9次会议", 9, "第10次会议"),
    ("五届第九次会议第二次全体会议", 9, "五届第十次会议第二次全体会议"), ("第二次会议", 9, "第二次会议"), ("会议", 1, "会议"),
    ("第三届第三次会议", 3, "第三届第四次会议"), ("第", 1, "第"),
  ])
  func `the title is the last one with the next number`(
    title: String, ordinal: Int, next: String
  ) {
    #expect(MinutesTemplate.title(behind: title, ordinal) == next)
  }

  @Test func `a template is read once its doubt is taken away`() throws {
    let text = try Self.text([Self.meeting("第三次主任会议", "2020-09", 3)])
    #expect(Minutes.file(text, name: "a.md").errors.map(\.problem) == [.text(.doubt)])
    let draft = try #require(
      Minutes.file(text.replacing("? ", with: ""), name: "a.md").drafts.first)
    #expect(draft.title == "第四次主任会议" && "\(draft.date)" == "2021-01-05")
  }

  @Test func `today is the day of the archive's zone`() throws {
    let world = TestWorld(now: "2026-11-20T16:00:00.000Z")
    #expect("\(try Archives.found(zone: "Asia/Shanghai", world: world).today)" == "2026-11-21")
    #expect("\(try Archives.found(zone: "UTC", world: world).today)" == "2026-11-20")
  }
}
