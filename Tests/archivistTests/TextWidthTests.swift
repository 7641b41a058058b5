import Testing

@testable import archivist

/// Columns, wrapping, and text that a terminal must not obey.
@Suite struct TextWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("河长制", 6), ("Ａ１", 4), ("é", 1), ("e\u{301}", 1), ("（草案）", 8),
    ("〔2020〕40号", 12), ("ｶﾞ", 2), ("한국", 4), ("😀", 2), ("…", 1), ("《〈〉》", 8), ("\u{200B}", 0),
  ])
  func `a Chinese character takes two columns`(text: String, columns: Int) {
    #expect(TextWidth.columns(text) == columns)
  }

  @Test func `common characters take what they take beside rare ones`() {
    for value in UInt32(0x20)...0xFFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      // What takes no column makes the text a rare one.
      let (alone, beside) = (String(scalar), "\u{200B}" + String(scalar))
      if TextWidth.columns(alone) != TextWidth.columns(beside) {
        Issue.record("U+\(String(value, radix: 16)) has another width beside U+200B")
      }
    }
  }

  @Test func `text that is cut keeps within its columns`() {
    let text = "市五届人大常委会第40次主任会议"
    for limit in 1...TextWidth.columns(text) {
      let cut = TextWidth.truncate(text, to: limit)
      #expect(TextWidth.columns(cut) <= limit)
      #expect(cut == text || cut.hasSuffix("…"))
    }
    #expect(TextWidth.truncate(text, to: 100) == text)
  }

  @Test func `text that is wrapped keeps within its columns and loses nothing`() {
    let text = "关于《重庆市河长制条例（草案）》的汇报，and some English words, 第40次。"
    for limit in 8...60 {
      let lines = TextWidth.wrap(text, to: limit)
      for line in lines {
        #expect(TextWidth.columns(line) <= limit)
        #expect(!line.hasPrefix("，") && !line.hasPrefix("》") && !line.hasPrefix("。"))
      }
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }

  @Test func `what a terminal would obey is shown`() {
    #expect(Printable.line("a\u{1B}[31mb\u{7}c\r\nd\t") == "a␛[31mb␇c  d ")
    #expect(Printable.block("a\nb\u{0}") == "a\nb␀")
    #expect(Printable.line("\u{202E}abc\u{9B}") == "<U+202E>abc<U+9B>")
    #expect(Printable.line("河长制") == "河长制")
  }

  @Test func `bars have eighths, and what is there is seen`() {
    #expect(Bars.plain(1, width: 4) == "████")
    #expect(Bars.plain(0, width: 4) == "")
    #expect(Bars.plain(0.001, width: 4) == "▏")
    #expect(Bars.plain(0.5, width: 3) == "█▌")
    #expect(Bars.bar(0.5, width: 4) == "██░░")
  }

  @Test func `a table fits its terminal and lines up`() {
    var table = Table([
      .init(header: Phrase.Header.date), .init(header: Phrase.Header.title, least: 10),
      .init(header: Phrase(same: "n"), isRight: true),
    ])
    table.add(["2020-09-18", "市五届人大常委会第四十次主任会议", "9"])
    table.add(["unknown", "short", "12"])
    for width in 30...60 {
      let output = Output(isTerminal: true, isColored: false, width: width) { _ in }
      let lines = table.lines(for: output)
      #expect(lines.count == 3)
      for line in lines { #expect(TextWidth.columns(line) <= width) }
      #expect(TextWidth.columns(lines[1]) == TextWidth.columns(lines[2]))
    }
    let pipe = Output(isTerminal: false, isColored: false, width: nil) { _ in }
    #expect(
      table.lines(for: pipe) == [
        "2020-09-18  市五届人大常委会第四十次主任会议   9",
        "unknown     short                             12",
      ])
  }
}
