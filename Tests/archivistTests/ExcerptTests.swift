import Archive
import TestSupport
import Testing

@testable import archivist

/// What a table shows below an entry: the part of a long text in which a word stands.
@Suite struct ExcerptTests {
  private static func marked(_ text: String) -> (text: MarkedText, focus: Int) {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    let pieces = parts.enumerated().map {
      MarkedText.Piece(String($1), isMarked: !$0.isMultiple(of: 2))
    }
    return (MarkedText(pieces: pieces), 1)
  }

  private static func fitted(_ text: String, to limit: Int) -> String {
    let (text, focus) = marked(text)
    return Excerpt(text, focus: focus).fitted(to: limit).pieces
      .map { $0.isMarked ? "[\($0.text)]" : $0.text }.joined()
  }

  @Test(arguments: [
    ("听取|汇报|。", 20, "听取[汇报]。"),
    ("会议听取了各区县的情况汇报。会议指出，要落实|河长|责任，加强考核。", 40, "…会议指出，要落实[河长]责任，加强考核。"),
    ("会议听取了各区县的情况汇报。会议指出，要落实|河长|责任，加强考核。", 30, "…要落实[河长]责任，加强考核。"),
    ("a long text before the |word| and more behind it", 24, "…before the [word] and mo…"),
    ("|河长|制是责任制，各级都要落实到位", 16, "[河长]制是责任制…"),
    ("|很长的一个词放不下这里|", 10, "[很长的一…]"),
  ])
  func `an excerpt begins at a pause near the word`(text: String, limit: Int, expected: String) {
    #expect(Self.fitted(text, to: limit) == expected)
  }

  @Test func `an excerpt keeps within its columns and shows the word`() {
    let text = "会议听取了各区县工作汇报。会议指出, we must 落实|河长|责任，strengthen 考核|问责|，建设幸福河湖。"
    for limit in 12...90 {
      let shown = Self.fitted(text, to: limit)
      let plain = shown.filter { $0 != "[" && $0 != "]" }
      #expect(TextWidth.columns(plain) <= limit)
      #expect(shown.contains("[河长]"), "\(limit): \(shown)")
    }
  }

  /// An archive in which a word stands in a title, in a summary and far back in a long title.
  private static func fixture() throws -> CommandLineFixture {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let minutes = [
      CommandLineFixture.meeting("河長制會議", date: "2020-03"),
      CommandLineFixture.meeting("专题会议", date: "2020-02", #","summary":"会议研究河长制，讨论\n预算。""#),
      CommandLineFixture.meeting(
        "关于进一步加强和改进全市各级各类行政机关和事业单位工作的通知暨河长制会议", date: "2020-01"),
    ]
    _ = try fixture.append(minutes.joined(separator: "\n"), name: "minutes.jsonl")
    return fixture
  }

  @Test func `a terminal shows where the words stand`() throws {
    let fixture = try Self.fixture()
    (fixture.width, fixture.isColored) = (80, true)
    let lines = fixture("query", "河长制").output.split(separator: "\n")
    try #require(lines.count == 6)
    let found = "\u{1B}[1;31m"
    #expect(lines[1].hasSuffix("\(found)河長制\u{1B}[0m會議"))
    #expect(lines[2].hasSuffix("专题会议"))
    #expect(
      lines[3] == "         \u{1B}[2m会议研究\u{1B}[0m\(found)河长制\u{1B}[0m\u{1B}[2m，讨论 预算。\u{1B}[0m")
    #expect(lines[4].hasSuffix("…"))
    #expect(lines[5].contains("通知暨\u{1B}[0m\(found)河长制"))
    for line in lines { #expect(TextWidth.columns(Style.stripped(String(line))) <= 80) }
  }

  @Test func `a pipe gets one line for each entry and no marks`() throws {
    let lines = try Self.fixture()("query", "河长制").output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("…") })
  }
}
