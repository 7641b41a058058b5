import EventStore
import Foundation
import Testing

@testable import Archive

/// Official documents in a page, told by their numbers.
@Suite struct DraftedDocumentTests {
  private static let notice = """
    丙市人民政府办公厅
    关于推进节水工作的指导意见
    丙府办发〔2020〕40号

    各区县（自治县）人民政府，市政府各部门：

    为推进节水，根据国发〔2018〕12号和银发［2019］3号，提出以下意见。

    一、总体要求
    （一）指导思想。坚持节水优先。
    （二）基本原则。因地制宜，分类指导，城市和乡村各有各的办法，不搞一刀
    切。
    二、主要任务
    管好用水。本意见自2020年6月1日起施行。

    丙市人民政府办公厅
    2020年4月7日
    （此件公开发布）
    """

  @Test func `a document has number, issuers, genre, addressees, dates and sections`() throws {
    let record = try #require(Pages.records(Self.notice).first)
    #expect(record.record == "document")
    #expect(record.title == "丙市人民政府办公厅关于推进节水工作的指导意见")
    #expect(record.number == "丙府办发〔2020〕40号" && record.genre == "意见")
    #expect(record.issuers == ["丙市人民政府办公厅"])
    #expect(record.addressees == ["各区县（自治县）人民政府", "市政府各部门"])
    #expect(record.signed == "2020-04-07" && record.effective == "2020-06-01")
    #expect(record.sections?.map(\.path) == ["一", "一/（一）", "一/（二）", "二"])
    #expect(record.sections?.map { $0.heading ?? "" } == ["总体要求", "指导思想", "基本原则", "主要任务"])
    #expect(
      record.sections?[2].text == "因地制宜，分类指导，城市和乡村各有各的办法，不搞一刀切。"
        && record.sections?[2].lines == ["L11-L12"])
    #expect(record.summary?.hasPrefix("为推进节水") == true)
    #expect(record.notes?.contains("国发〔2018〕12号") == true)
    #expect(record.sources[0].lines.first?.hasPrefix("L1-L") == true)
  }

  @Test func `what is drafted of a document is minutes`() throws {
    let minutes = Pages.draft(Self.notice).minutes
    #expect(MinutesFile(minutes, name: "a.md").errors.map(\.description) == [])
  }

  @Test func `an order is known by two lines`() throws {
    let page = "丙市养犬管理规定\n丙市人民政府令\n第307号\n\n一、依法养犬。\n"
    let record = try #require(Pages.records(page).first)
    #expect(record.number == "丙市人民政府令第307号" && record.title.contains("丙市养犬管理规定"))
  }

  @Test func `who passes a document on is its issuer`() throws {
    let page = """
      丙市人民政府办公厅转发市民政局关于救助工作意见的通知
      丙府办发〔2020〕41号

      各区县人民政府：

      一、做好救助。

      市民政局
      2020年4月1日
      """
    let record = try #require(Pages.records(page).first)
    #expect(record.issuers == ["丙市人民政府办公厅"] && record.signed == nil)
  }

  @Test func `two documents in a page are two`() throws {
    let second = Self.notice.replacing("40号", with: "41号")
    let records = try Pages.records(Self.notice + "\n\n" + second)
    #expect(records.map(\.number) == ["丙府办发〔2020〕40号", "丙府办发〔2020〕41号"])
    #expect(records.map { $0.sections?.count ?? 0 } == [4, 4])
  }

  @Test(arguments: [
    "甲发〔2020〕1号", "天气晴好。\n甲发〔2020〕1号\n", "\n\n甲发〔2020〕1号", "第1号", "令\n第1号", "（2020）号",
  ])
  func `a number without a title is no document`(page: String) {
    #expect(Pages.draft(page).records.isEmpty)
  }

  @Test(arguments: ["一、\n", "一、。\n", "二、甲。\n（一）\n", "一、\n二、\n"])
  func `a number with nothing behind it is no section`(lines: String) throws {
    let page = "关于节水的通知\n丙府发〔2020〕7号\n\n各区县：\n\n" + lines
    let draft = Pages.draft(page)
    #expect(draft.records.count == 1)
    #expect(MinutesFile(draft.minutes, name: "a.md").errors.map(\.description) == [])
  }

  @Test(arguments: [("一、甲", "一", 1), ("（二）乙", "（二）", 2), ("(三)丙", "(三)", 2), ("十一、丁", "十一", 1)])
  func `sections begin with numbers`(line: String, path: String, level: Int) throws {
    let head = try #require(SectionHead(Pages.passage(line)))
    #expect(head.path == path && head.level == level)
  }

  @Test(arguments: ["甲、乙", "1、甲", "一甲", "（一甲", "（）", "", "一", "（一"])
  func `other lines do not`(line: String) {
    #expect(SectionHead(Pages.passage(line)) == nil)
  }
}
