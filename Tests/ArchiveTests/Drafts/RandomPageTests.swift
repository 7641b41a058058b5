import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Whatever a page holds, its draft is minutes, and every field of it stands in the page.
@Suite struct RandomPageTests {
  @Test func `whatever a page holds, its draft is minutes`() {
    let problem = Seeds.firstProblem(of: 3000) { seed in
      var pages = RandomPages(seed: seed)
      let page = pages.page()
      return DraftCheck.problem(of: page, edition: seed % 3 == 0 ? nil : "2020-05-29").map {
        "\($0)\n\(page)"
      }
    }
    #expect(problem == nil)
  }

  @Test func `every quote stands in the page between its offsets`() {
    let problem = Seeds.firstProblem(of: 1500) { seed in
      var pages = RandomPages(seed: seed &+ 1_000_000)
      let page = pages.page()
      return DraftCheck.misplaced(in: page).map { "\($0)\n\(page)" }
    }
    #expect(problem == nil)
  }

  @Test func `two pages one below the other are drafted as each by itself`() {
    let problem = Seeds.firstProblem(of: 800) { seed in
      var pages = RandomPages(seed: seed &+ 2_000_000)
      let (one, two) = (pages.page(), pages.page())
      let apart = DraftCheck.contents(one) + DraftCheck.contents(two)
      let together = DraftCheck.contents(one + "\n\n---\n\n" + two)
      return apart == together ? nil : "\(apart)\n\(together)\n\(one)\n---\n\(two)"
    }
    #expect(problem == nil)
  }

  /// What nests, goes back or is compared with what was before, when it is repeated.
  @Test(arguments: [
    "甲", "《", "》", "（", "“”", "1", "会议", "会议第", "会议，", "、", "，", "。", "会议听取了", "任命", "任命甲乙为", "主持",
    "出席的有", "的报告和关于", "和", "》和《", "《甲》", "一是", "（一）", "4月2日", "〔2020", "张三、", "免去张三的", "辞去", "由",
    "受委托",
    "●甲\n", "# 会议\n\n", "□甲\n\n", "甲乙\n\n", "---\n", "甲发〔2020〕1号\n", "关于甲的通知\n甲发〔2020〕1号\n", "新华社",
    "市政府召开第三次常务会议。", "第一次", "届", "买·",
  ])
  func `whatever is repeated is minutes, or nothing`(words: String) {
    let repeated = String(repeating: words, count: 6000 / words.utf8.count)
    for lead in ["", "5月27日，丙市政府召开第三次常务会议。会议听取了关于", "5月27日，丙市政府召开第三次常务会议。会议通过了《甲》，"] {
      let page = lead + repeated
      #expect(DraftCheck.problem(of: page, edition: "2020-05-29") == nil)
      #expect(DraftCheck.misplaced(in: page) == nil)
    }
  }

  @Test func `a sentence without an end is divided, and nothing of it is lost`() {
    let clauses = String(repeating: "会议研究了工作，", count: 2000)
    for text in [clauses, String(repeating: "会议", count: 5000), "甲。乙！丙？丁", "（甲。乙）。丙", ""] {
      let sentences = ArticleDrafter.sentences(Pages.passage(text))
      #expect(sentences.map(\.string).joined() == text)
      #expect(sentences.allSatisfy { $0.count <= 4000 && !$0.isEmpty })
    }
    let long = ArticleDrafter.sentences(Pages.passage(clauses))
    #expect(long.allSatisfy { $0.hasSuffix("，") })
    #expect(ArticleDrafter.sentences(Pages.passage("（甲。乙）。丙")).count == 2)
  }

  @Test func `the same page gives the same bytes`() {
    for seed: UInt64 in 0..<100 {
      var pages = RandomPages(seed: seed)
      let page = pages.page()
      let draft = Pages.draft(page)
      #expect(draft.json == Pages.draft(page).json)
      #expect(throws: Never.self) { try JSONDocument(draft.json) }
    }
  }
}
