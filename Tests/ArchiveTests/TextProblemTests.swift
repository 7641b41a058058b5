import EventStore
import TestSupport
import Testing

@testable import Archive

/// Every mistake in minutes as text is told, at its place, and all of them at once.
@Suite struct TextProblemTests {
  private static let head = "# 会议\n- 机构: 市政府\n- 日期: 2020\n"

  /// The problems of a text in which `▲` marks the places at which they should be.
  private static func expect(
    _ marked: String, _ problems: [TextProblem], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var places: [[Int]] = []
    var (line, column) = (1, 1)
    for scalar in marked.unicodeScalars {
      if scalar == "▲" {
        places.append([line, column])
      } else if scalar == "\n" {
        (line, column) = (line + 1, 1)
      } else {
        column += 1
      }
    }
    let file = Minutes.file(marked.replacing("▲", with: ""), name: "a.md")
    #expect(
      file.errors.map(\.problem) == problems.map { .text($0) }, sourceLocation: sourceLocation)
    #expect(file.errors.map { [$0.line, $0.column] } == places, sourceLocation: sourceLocation)
    #expect(file.errors.allSatisfy { $0.file == "a.md" && $0.path == nil })
    #expect(file.drafts.isEmpty, sourceLocation: sourceLocation)
  }

  @Test func `a misspelt key is told with the one that was meant, and not missed as well`() {
    Self.expect(
      "# 会议\n- ▲机构构: 市政府\n- ▲日其: 2020\n- ▲主待: 张三\n",
      [
        .unknownKey("机构构", of: "a meeting", nearest: "机构"),
        .unknownKey("日其", of: "a meeting", nearest: "日期"),
        .unknownKey("主待", of: "a meeting", nearest: "主持"),
      ])
    Self.expect(
      Self.head + "## 决议\n1. 通过《甲》\n   - ▲施航: 2021\n",
      [.unknownKey("施航", of: "a resolution", nearest: "施行")])
  }

  @Test func `all mistakes of all records are told at once`() {
    Self.expect(
      "▲# 会议\n- 日期: 2020\n\n# 会议\n- 机构: 甲\n- 日期: 2020\n- ▲届届届届: 5\n## ▲听去\n\n# 三\n- 机构: 甲\n- 日期: 2020（▲昨天）",
      [
        .missingKey("机构 (body)", of: "a meeting"),
        .unknownKey("届届届届", of: "a meeting", nearest: nil),
        .unknownSection("听去", of: "a meeting, which has 听取, 决议, 人事, 研究, 签署", nearest: "听取"),
        .dateBasis("昨天"),
      ])
  }

  @Test(
    arguments: [
      ("▲甲\n乙\n", .beforeHeading), ("▲#\n- 机构: 甲\n- 日期: 2020\n", .emptyHeading),
      (head + "▲甲\n  乙\n", .looseLine), (head + "- ▲: 甲\n", .noKey),
      (head + "▲- 甲\n", .noColon("甲")), (head + "- ▲地点:\n", .emptyValue("地点")),
      (head + "- 地点: 甲\n- ▲place: 乙\n", .repeatedKey("place")),
      (head + "▲1. 甲\n", .itemOutsideSection), (head + "## 研究\n▲- 甲\n", .itemWithoutNumber),
      (head + "## 研究\n1. 甲\n▲- 备注: 乙\n", .keyBelowSection("备注")),
      (head + "### ▲甲\n".replacing("### ▲", with: "▲### "), .partOutsideText),
      (head + "- 地点: ▲? 甲\n", .doubt), (head + "## 研究\n1. ▲? 甲\n", .doubt),
      (head + "- 主题: 甲、▲?乙\n", .doubt), (head + "## 听取\n1. 甲：▲? 乙\n", .doubt),
      (head + "- 出席: 甲（▲?主任）\n", .doubt), (head + "## 人事\n1. 任命 ▲?甲 为 局长\n", .doubt),
      (head + "- 地点: ▲\"\\q\"\n", .badQuotation), (head + "- 主题: 甲、▲、乙\n", .emptyElement),
      (head + "- 出席: 甲、▲（乙\n", .unclosed("（")), (head + "- 出席: 甲▲）、乙\n", .unclosed("）")),
      (head + "- 来源: 甲 | ▲乙\n", .sourcePart("乙")),
      (head + "## 决议\n1. 通过《甲》\n   - 表决: 赞成1、▲反对x2\n", .votePart("反对x2")),
      (head + "## 人事\n1. ▲张三当局长\n", .personnelLine),
      (head + "## 人事\n1. 任命▲甲、乙为局长\n", .severalPersons("甲、乙")),
      (head + "## 决议\n1. 通过《甲》\n   - ▲title: 乙\n", .onFirstLineToo("title")),
      (head + "## 研究\n▲1.\n   - 动词: 强调\n", .withoutWords("a matter")),
      (head + "▲<!-- 甲\n", .openComment),
    ] as [(String, TextProblem)])
  func `a mistake is told at its place`(marked: String, problem: TextProblem) {
    Self.expect(marked, [problem])
  }

  @Test func `a key that needs another is told`() {
    Self.expect(
      "▲# 会议\n- 机构: 市政府\n- 日期: 2020\n- 原因: 防汛\n",
      [.keyOnlyWhere("原因 (reason)", other: "状态 (status)", isOneOf: ["cancelled", "rescheduled"])])
  }

  @Test func `keys of a document are unknown in a meeting, and the other way round`() {
    Self.expect(
      Self.head + "- ▲发文字号: 甲\n", [.unknownKey("发文字号", of: "a meeting", nearest: nil)])
    Self.expect(
      "# 意见\n- 记录: document\n- ▲主持: 甲\n",
      [.unknownKey("主持", of: "a document", nearest: "主送")])
  }

  @Test func `values that no form allows are told at the value`() {
    let text =
      Self.head + "- 届: 甲\n- 应到: 很多\n- 开放: 公开\n- 状态: 开过\n- 来源: 甲 | sha256:12\n- 主题: 甲、\" \"\n"
    let file = Minutes.file(text.replacing("2020", with: "2020-02-30"), name: "a.md")
    #expect(file.errors.map(\.line) == [3, 4, 5, 6, 7, 8, 9])
    #expect(file.errors.map(\.column) == [7, 6, 7, 7, 7, 11, 9])
    #expect(
      "\(file.errors[3])".contains("无条件开放 (unconditional)"), "\(file.errors[3])")
  }

  @Test func `a line is shown with what stands in front of the place`() {
    let file = Minutes.file(Self.head + "- 主题: 甲、、乙\n", name: "a.md")
    #expect(file.errors.first?.excerpt?.before == "- 主题: 甲、")
    #expect(file.errors.first?.excerpt?.behind == "、乙")
    let long = String(repeating: "长", count: 500)
    let cut = Minutes.file(Self.head + "- 主题: \(long)、、\(long)\n", name: "a.md").errors.first?
      .excerpt
    #expect(cut?.before.hasPrefix("…长") ?? false)
    #expect(cut?.behind.hasSuffix("长…") ?? false)
  }

  @Test func `whoever makes thousands of mistakes is told the first thousand`() {
    let text = Self.head + String(repeating: "- 甲甲甲: 乙\n", count: 5000)
    let file = Minutes.file(text, name: "a.md")
    #expect(file.errors.count == 1000 && file.isCutShort)
  }

  @Test func `no text of any bytes hurts`() throws {
    var chance = SeededGenerator(seed: 61)
    var minutes = RandomMinutes(seed: 62, isTame: false)
    for _ in 0..<150 {
      var bytes = Array(try MinutesTextTests.print(Minutes.draft(minutes.record())).utf8)
      for _ in 0..<Int.random(in: 1...12, using: &chance) where !bytes.isEmpty {
        let at = Int.random(in: bytes.indices, using: &chance)
        switch Int.random(in: 0...4, using: &chance) {
        case 0: bytes.remove(at: at)
        case 1: bytes.insert(UInt8.random(in: 0...127, using: &chance), at: at)
        case 2: bytes[at] = UInt8.random(in: 0...255, using: &chance)
        case 3:
          bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...20, using: &chance)))
        default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 30)], at: at)
        }
      }
      let file = MinutesFile(bytes, name: "a.md")
      // Either everything was understood, or something is told.
      #expect(!file.errors.isEmpty || !file.drafts.isEmpty)
      // What was understood can be printed and read again.
      for draft in file.drafts {
        let again = Minutes.file(try MinutesTextTests.print(draft), name: "a.md")
        #expect(again.drafts.map(\.payloadText) == [draft.payloadText])
      }
    }
  }
}
