import EventStore
import Foundation
import Testing

@testable import Archive

/// A page without its white space, each character with its place.
@Suite struct PageTextTests {
  private static func matched(_ page: String) -> String {
    var view = String.UnicodeScalarView()
    for unit in Pages.text(page).units {
      if let scalar = Unicode.Scalar(unit) { view.append(scalar) }
    }
    return String(view)
  }

  @Test(arguments: [
    ("市人大常\n委会", "市人大常委会"), ("9 月\t18　日", "9月18日"), ("\u{FEFF}会\u{200B}议\r\n", "会议"),
    ("１２日（周三）", "12日（周三）"), ("Ａｂ", "Ab"), ("(甲)", "（甲）"), ("会议:研究,审议;", "会议：研究，审议；"),
    ("12:30", "12:30"), ("1,000元", "1,000元"), ("甲!乙?", "甲！乙？"), ("「甲」『乙』", "“甲”“乙”"),
    ("买买提•艾力", "买买提·艾力"), ("**会议**召开", "会议召开"), ("APEC Meeting", "APEC Meeting"),
    ("会 议 A B", "会议A B"), ("𠮷田", "𠮷田"), ("", ""), ("\n \n", ""), ("会\0议\u{7F}\u{85}", "会议"),
  ])
  func `what is looked for stands without white space and in one form`(page: String, text: String) {
    #expect(Self.matched(page) == text)
  }

  @Test func `what is quoted stands as it was written`() {
    #expect(Pages.passage("９ 月18日,(草 案)").string == "９月18日,(草案)")
  }

  @Test func `every character has its place and its line`() {
    let page = "\u{FEFF}# 会议\r\n\n　　é𠮷。\n甲"
    let bytes = Array(page.utf8)
    let text = PageText(bytes)
    #expect(text.written.count == 6)
    for (unit, place) in zip(text.written, text.places) {
      let character = String(Unicode.Scalar(unit).map(Character.init) ?? " ")
      #expect(bytes[Int(place)...].starts(with: character.utf8), "\(character)")
    }
    #expect(text.units.indices.map(text.line) == [1, 1, 3, 3, 3, 4])
    #expect(text.lines.map(\.isBlank) == [false, true, false, false])
    #expect(text.lines.map(\.heading) == [1, 0, 0, 0])
  }

  @Test(arguments: [
    ("", 1), ("甲", 1), ("甲\n", 1), ("甲\n\n", 2), ("\n甲", 2), ("甲\r\n乙", 2), ("甲\n\n\n乙\n", 4),
  ])
  func `lines are counted as editors count them`(page: String, count: Int) {
    #expect(Pages.text(page).lines.count == count)
  }

  @Test func `headings of Markdown are told by their depth`() {
    #expect(Pages.text("# 甲\n### 乙\n丙#丁\n#######戊").lines.map(\.heading) == [1, 3, 0, 6])
    #expect(Pages.passage("## 甲#乙").string == "甲#乙")
  }

  @Test func `brackets nest, and their marks belong to what they hold`() {
    let text = Pages.text("甲《乙〈丙〉丁》戊（己）")
    #expect(text.depths == [0, 1, 1, 2, 2, 2, 1, 1, 0, 1, 1, 1])
    #expect(text.all.split(Few("丙 戊")).map(\.string) == ["甲《乙〈丙〉丁》", "（己）"])
  }

  @Test(arguments: ["甲（乙。丙", "甲《乙", "甲》乙）", "（（（（（（（（（（（（甲", "（《甲）》乙"])
  func `a bracket that is never closed opens nothing`(page: String) {
    let text = Pages.text(page)
    #expect(text.depths.last == 0)
    let long = Pages.text("（甲" + String(repeating: "乙", count: 500) + "。丙，丁。")
    #expect(long.depths.allSatisfy { $0 == 0 })
  }

  @Test func `half-width brackets close what full-width ones open`() {
    #expect(Pages.text("（甲)乙").depths == [1, 1, 1, 0])
  }

  @Test func `a mark is found at the right place only`() throws {
    let passage = Pages.passage("会议听取会议")
    #expect(passage.first("会议")?.lowerBound == 0)
    #expect(passage.first("会议", from: 1)?.lowerBound == 4)
    #expect(passage.last("会议")?.lowerBound == 4)
    #expect(passage.first("会议室") == nil)
    #expect(passage.upTo(5).last("会议")?.lowerBound == 0)
    #expect(passage.from(4).prefix(of: Few("会 会议"))?.string == "会议")
    #expect(passage.suffix(of: Marks("议 会议 取会议"))?.string == "取会议")
    #expect(passage.upTo(5).suffix(of: Marks("议 会")) != nil)
    #expect(passage.from(9).isEmpty && passage.upTo(-3).isEmpty)
  }
}
