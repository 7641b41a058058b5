import EventStore
import Foundation
import Testing

@testable import Archive

/// A page of several articles is divided as people read it.
@Suite struct ArticleReaderTests {
  private static func articles(_ page: String) -> [Article] {
    ArticleReader(Pages.text(page)).articles()
  }

  private static func paragraphs(_ page: String) -> [[String]] {
    articles(page).map { $0.paragraphs.map(\.passage.string) }
  }

  private static func headlines(_ page: String) -> [[String]] {
    articles(page).map { $0.headlines.map(\.string) }
  }

  private static let sentences = [
    "本报讯（记者 丁戊）5月27日，丙市河道整治工作推进会召开，各区县和市级部门的负责人到会，会上通报了今年以来的进度。",
    "会议指出，沿河各地要把垃圾清理干净，把排污口一个一个地查清楚，责任落实到人，并且按月上报整治的情况，年底前见到成效。",
  ]

  /// Sets paragraphs in a narrow column, with a blank line behind every fourth line.
  private static func column(_ paragraphs: [String]) -> String {
    var lines: [Substring] = []
    for paragraph in paragraphs {
      var rest = Substring("　　" + paragraph)
      while !rest.isEmpty {
        lines.append(rest.prefix(20))
        rest = rest.dropFirst(20)
        if lines.count % 4 == 3 { lines.append("") }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func `a column is unwrapped, with blank lines inside of words too`() throws {
    let page = Self.column(Self.sentences)
    let articles = Self.articles(page)
    #expect(articles.count == 1)
    let article = try #require(articles.first)
    let text = article.paragraphs.map(\.passage.string).joined()
    let dateline = try #require(article.dateline).passage.string
    #expect(dateline + text == Self.sentences.joined().replacing(" ", with: ""))
    #expect(article.headlines.isEmpty)
  }

  @Test func `a headline goes with the article it has its words in common with`() {
    let fish = "　　本报讯（记者 甲）增殖放流活动昨日在丙江边举行，鱼苗十万尾入江。"
    let roads = "　　本报讯（记者 乙）山区公路改造全部完工，村民出行更加方便。"
    let before = "增殖放流鱼苗入江\n\n\(fish)\n\n山区公路改造完工\n\n\(roads)\n"
    let behind = "\(fish)\n\n增殖放流鱼苗入江\n\n\(roads)\n\n山区公路改造完工\n"
    for page in [before, behind] {
      #expect(Self.headlines(page) == [["增殖放流鱼苗入江"], ["山区公路改造完工"]], "\(page)")
    }
  }

  @Test func `a headline of several lines is one`() {
    let page = "丙市河道整治\n推进会召开\n\n　　本报讯（记者 甲）丙市河道整治推进会昨日召开，部署清淤工作。\n"
    #expect(Self.headlines(page) == [["丙市河道整治推进会召开"]])
  }

  @Test func `notices stand by themselves, each with its bullet`() {
    let page = "政务简报\n\n●副市长甲某会见客商。\n●副市长乙某出席培训班开班式。\n\n■ 丙区举办书展。\n"
    let articles = Self.articles(page)
    #expect(articles.count == 3)
    #expect(articles.map(\.isNotice) == [true, true, true])
    #expect(articles.first?.paragraphs.first?.passage.string == "副市长甲某会见客商。")
  }

  @Test func `what goes on from another page is a fragment`() {
    for page in ["（上接1版）会议还研究了其他工作。\n", "(紧接第一版)会议还研究了其他工作。\n"] {
      let articles = Self.articles(page)
      #expect(articles.map(\.isFragment) == [true])
      #expect(articles.first?.paragraphs.first?.passage.string == "会议还研究了其他工作。")
    }
  }

  @Test func `Markdown's headings begin articles, rules end them`() {
    let page = "# 甲会召开\n\n甲会昨日召开。\n\n# 乙会召开\n\n乙会昨日召开。\n\n---\n\n丙会昨日召开。\n"
    #expect(Self.headlines(page) == [["甲会召开"], ["乙会召开"], []])
    #expect(Self.paragraphs(page) == [["甲会昨日召开。"], ["乙会昨日召开。"], ["丙会昨日召开。"]])
  }

  @Test func `a headline stays above its rule, unless the rule underlines it`() {
    #expect(Self.headlines("甲会召开\n\n---\n\n乙会昨日召开。\n") == [[]])
    #expect(Self.headlines("甲会召开\n-----\n甲会昨日召开。\n") == [["甲会召开"]])
  }

  @Test(arguments: ["□本报评论员 甲乙", "编者按：今天说会议。", "主持人：今天说会议。"])
  func `opinion is told by its marks`(line: String) {
    #expect(Self.articles("\(line)\n\n　　会议为什么总是这么长？\n").contains { $0.isOpinion })
  }

  @Test func `a dateline is no part of the text, and its day is told`() throws {
    let pages: [(page: String, month: Int?, day: Int?)] = [
      ("新华社北京4月21日电（记者 甲乙）会议召开。", 4, 21), ("据新华社北京4月21日电 会议召开。", 4, 21),
      ("本报讯（记者 甲 通讯员 乙）会议召开。", nil, nil), ("央视网消息（新闻联播）：会议召开。", nil, nil),
      ("中新社香港10月3日电（记者 甲）会议召开。", 10, 3), ("本报讯 会议召开。", nil, nil),
    ]
    for (page, month, day) in pages {
      let article = try #require(Self.articles(page).first)
      #expect(article.paragraphs.map(\.passage.string) == ["会议召开。"], "\(page)")
      #expect(article.dateline?.day?.month == month && article.dateline?.day?.day == day, "\(page)")
    }
  }

  @Test func `an article has at most a dozen headlines, however many stand over it`() {
    let page = (1...40).map { "第\($0)个题目\n\n" }.joined() + "　　本报讯（记者 甲）会议召开。\n"
    let headlines = Self.headlines(page)
    #expect(headlines.count == 1 && headlines[0].count == 12 && headlines[0].last == "第40个题目")
  }

  @Test func `documents inside of a page divide it`() {
    let text = Pages.text("会议召开。\n\n关于甲的通知\n甲发〔2020〕1号\n一、乙。\n")
    let start = text.lines[2].range.lowerBound
    let end = text.lines[4].range.upperBound
    let articles = ArticleReader(text, leavingOut: [start..<end]).articles()
    #expect(articles.map { $0.paragraphs.map(\.passage.string) } == [["会议召开。"]])
  }
}
