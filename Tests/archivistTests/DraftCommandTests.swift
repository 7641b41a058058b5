import Archive
import Foundation
import TestSupport
import Testing

@testable import archivist

/// The command that drafts minutes from the text of pages.
@Suite(.serialized) struct DraftCommandTests {
  private static let page = """
    丙市政府召开第三次常务会议

    　　本报讯（记者 丁戊）5月27日，市长张三主持召开丙市政府第三次常务会议。会议审议通过《丙市节水条例（草
    案）》，听取了市财政局关于预算的汇报。
    """ + "\n"
  private static let doubtful = "●5月27日，全市防汛工作会议召开，副市长李四出席会议。\n"

  private let fixture: CommandLineFixture

  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found()
    try FileManager.default.createDirectory(
      atPath: fixture.folder.path("tmp"), withIntermediateDirectories: true)
  }

  private func file(_ text: String, _ name: String = "page.txt") throws -> String {
    try fixture.folder.write(text, to: name)
  }

  private func draft(_ words: String...) -> CommandLineFixture.Outcome {
    fixture.run(["draft"] + words)
  }

  /// Lets a script be the editor that reviews a page: `$1` is the file.
  private func review(_ page: String, with script: String) throws -> CommandLineFixture.Outcome {
    let editor = try file("#!/bin/sh\n\(script)\n", "editor.sh")
    return fixture.run(
      [
        "draft", "--edit", "--edition", "2020-05-29", "--archive", fixture.archive,
        try file(page, "page.txt"),
      ], environment: ["EDITOR": "sh '\(editor)'", "TMPDIR": fixture.folder.path("tmp")])
  }

  private func count() -> String { fixture("query", "--kind", "meeting", "--count").output }

  @Test func `append takes a draft without doubts as it is, with its page`() throws {
    let page = try file(Self.page)
    let outcome = draft(page, "--edition", "2020-05-29", "--title", "丙报")
    #expect(outcome.code == .done)
    #expect(
      outcome.messages == "\(page): 1 meeting, 0 values to check, 0 pieces left out\n")
    #expect(outcome.output.hasPrefix("# 丙市政府第三次常务会议\n\n- 机构: 丙市政府 <!-- L3“丙市政府” -->\n"))
    #expect(outcome.output.contains("- 日期: 2020-05-27 (年份据出版日期) <!-- L3“5月27日” -->"))
    #expect(outcome.output.contains("- 来源: 丙报 2020-05-29 | L1-L4 | sha256:"))
    let appended = try fixture.append(outcome.output, "--keep-source", page, name: "minutes.md")
    #expect(appended.code == .done, "\(appended.messages)")
    #expect(fixture("show", "1.2", "--source").output.contains("关于预算的汇报"))
  }

  @Test func `append refuses a draft with doubts until they are taken away`() throws {
    let minutes = draft(try file(Self.doubtful), "--edition", "2020-05-29").output
    let refused = try fixture.append(minutes, name: "minutes.md")
    #expect(refused.code == .refused && count() == "0\n")
    #expect(refused.messages.contains("minutes.md:3:"))
    let sure = minutes.replacing("- 机构: ?", with: "- 机构: 市防汛指挥部")
    #expect(try fixture.append(sure, name: "minutes.md").code == .done)
    #expect(count() == "1\n")
  }

  @Test func `a doubt is told with its lines and its reason`() throws {
    let page = try file(Self.doubtful)
    let outcome = draft(page)
    #expect(outcome.messages.contains("\(page):L1: check the body: the text names no organ"))
    #expect(
      outcome.messages.contains(
        "\(page):L1: check the date: the text tells the day without the year"))
    #expect(outcome.messages.hasSuffix("1 meeting, 2 values to check, 0 pieces left out\n"))
    let chinese = draft(page, "--lang", "zh").messages
    #expect(chinese.contains("：文中没有写明举行会议的机构") && chinese.contains("存疑 2 处"))
  }

  @Test func `what is left out is told, and where nothing is found that is all`() throws {
    let page = try file("　　本报讯（记者 丁）城南公园昨日开园，市民前来游览。\n")
    let outcome = draft(page, "--edition", "2020-05-29")
    #expect(outcome.code == .done && outcome.output.isEmpty)
    #expect(outcome.messages.contains("\(page):L1: left out, no meeting: 城南公园"))
    #expect(outcome.messages.hasSuffix("0 meetings, 0 values to check, 1 piece left out\n"))
    #expect(draft(try file("", "empty.txt")).code == .done)
  }

  @Test func `of many pieces left out the first are told`() throws {
    let page = (1...30).map { "本报讯（记者 丁）第\($0)座公园开园。\n\n" }.joined()
    let messages = draft(try file(page)).messages
    #expect(messages.components(separatedBy: "left out, no meeting: ").count == 21)
    #expect(messages.contains("10 more left out"))
  }

  @Test func `several pages are drafted one after the other`() throws {
    let (one, two) = (
      try file(Self.page, "a.txt"), try file(Self.page.replacing("第三次", with: "第四次"), "b.txt")
    )
    let outcome = draft(one, two, "--edition", "2020-05-29")
    #expect(outcome.output.components(separatedBy: "\n# ").count == 2)
    #expect(outcome.output.contains("来源: a.txt") && outcome.output.contains("来源: b.txt"))
    #expect(
      try fixture.append(outcome.output, name: "minutes.md").output.split(separator: "\n").count
        == 2)
  }

  @Test func `a page that is not there is told, a wrong day too`() throws {
    let missing = draft(fixture.folder.path("nowhere.txt"))
    #expect(missing.code == .noInput && missing.output.isEmpty)
    let page = try file(Self.page)
    for day in ["2020-13-01", "2020-05", "gestern", ""] {
      #expect(draft(page, "--edition", day).code == .usage, "\(day)")
    }
    #expect(draft().code == .usage)
    #expect(draft(page, "--edit", "--format", "json").code == .usage)
  }

  @Test func `a page in GB 18030 is read, and told`() throws {
    let path = fixture.folder.path("page.txt")
    // 5月27日，市政府召开第3次常务会议。
    let words: [UInt8] =
      [0x35, 0xD4, 0xC2, 0x32, 0x37, 0xC8, 0xD5, 0xA3, 0xAC, 0xCA, 0xD0, 0xD5, 0xFE, 0xB8, 0xAE]
      + [0xD5, 0xD9, 0xBF, 0xAA, 0xB5, 0xDA, 0x33, 0xB4, 0xCE, 0xB3, 0xA3, 0xCE, 0xF1, 0xBB]
      + [0xE1, 0xD2, 0xE9, 0xA1, 0xA3, 0x0A]
    try Data(words).write(to: URL(filePath: path))
    let outcome = draft(path, "--edition", "2020-05-29")
    #expect(outcome.code == .done && outcome.output.contains("- 机构: 市政府 "))
    #expect(outcome.output.contains("- 次: 3 "))
    #expect(outcome.messages.contains("GB 18030"))
    try Data([0xFF, 0xFE, 0x00, 0x81]).write(to: URL(filePath: path))
    #expect(draft(path).code == .refused)
  }

  @Test func `JSON has the records, where each field stands, and what was left out`() throws {
    let page = try file(Self.page + "\n---\n\n城南公园昨日开园，市民前来游览。\n")
    let outcome = draft(page, "--edition", "2020-05-29", "--format", "json")
    let root = try #require(outcome.json() as? [String: Any])
    let source = try #require(root["source"] as? [String: Any])
    #expect((source["sha256"] as? String)?.count == 64 && source["lines"] as? Int == 8)
    #expect((root["records"] as? [[String: Any]])?.count == 1)
    #expect((root["leftOut"] as? [[String: Any]])?.first?["reason"] as? String == "noMeeting")
    let evidence = try #require(root["evidence"] as? [[String: Any]])
    let date = try #require(evidence.first { $0["path"] as? String == "/date" })
    let scalars = Array(try fixture.folder.text(of: "page.txt").unicodeScalars)
    let range = (date["start"] as? Int ?? 0)..<(date["end"] as? Int ?? 0)
    #expect(String(String.UnicodeScalarView(scalars[range])) == "5月27日")
    #expect(date["quote"] as? String == "5月27日" && date["lines"] as? [String] == ["L3"])
    #expect(draft(page, "--edition", "2020-05-29", "--format", "json").output == outcome.output)
  }

  @Test func `what is reviewed is recorded, and its page kept`() throws {
    let outcome = try review(
      Self.doubtful, with: "sed -i 's/^- 机构: ?/- 机构: 市防汛指挥部/' \"$1\"")
    #expect(outcome.code == .done, "\(outcome.messages)")
    #expect(outcome.output.contains("全市防汛工作会议") && count() == "1\n")
    #expect(fixture("show", "1", "--source").output.contains("副市长李四出席会议"))
  }

  @Test func `the editor shows the lines of the page above the draft`() throws {
    let seen = fixture.folder.path("seen.md")
    let page = Self.page.replacing("\n", with: "\r\n").replacing("召开第三次", with: "召开-->\u{301}第三次")
    let outcome = try review(page, with: "cp \"$1\" '\(seen)'; : > \"$1\"")
    #expect(outcome.code == .done, "\(outcome.messages)")
    let text = try fixture.folder.text(of: "seen.md")
    #expect(text.contains("L1  丙市政府召开-- >\u{301}第三次常务会议\n"))
    #expect(text.contains("L4  案）》，听取了市财政局关于预算的汇报。\n-->\n"))
    #expect(text.components(separatedBy: "\n-->\n").count == 2)
  }

  @Test func `an emptied draft is not recorded, and the next one is shown`() throws {
    let second = Self.page.replacing("第三次", with: "第四次")
    let seen = fixture.folder.path("count")
    let outcome = try review(
      Self.page + "\n---\n\n" + second,
      with: "if [ ! -e '\(seen)' ]; then touch '\(seen)'; : > \"$1\"; fi")
    #expect(outcome.code == .done, "\(outcome.messages)")
    #expect(outcome.messages.contains("not recorded: 丙市政府第三次常务会议"))
    #expect(count() == "1\n")
    #expect(fixture("show", "1").output.contains("第四次"))
  }

  @Test func `a review without an archive is refused before the page is read`() throws {
    let outcome = fixture.run([
      "draft", "--edit", "--archive", fixture.folder.path("nowhere"), try file(Self.page),
    ])
    #expect(outcome.code == .noInput)
  }
}
