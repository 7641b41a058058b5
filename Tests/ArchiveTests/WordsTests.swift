import Testing

@testable import Archive

/// The words of a question, as people type them.
@Suite struct WordsTests {
  /// What is looked for: alternatives beside each other, what is excluded behind a minus.
  private static func understood(_ text: String) throws -> [String] {
    guard let words = try Words(text) else { return [] }
    func form(_ word: Word) -> String { String(decoding: word.forms[0].bytes, as: UTF8.self) }
    return words.required.map { $0.map(form).joined(separator: "|") }
      + words.excluded.map { "-" + form($0) }
  }

  @Test(arguments: [
    ("河长制", ["河长制"]), ("河长制 条例", ["河长制", "条例"]), ("　河长制\t条例\n", ["河长制", "条例"]),
    (#""河长制 条例""#, ["河长制 条例"]), ("“河长制 条例” 草案", ["河长制 条例", "草案"]), ("＂a b＂", ["a b"]),
    (#""  a   b ""#, ["a b"]), ("河长制 -草案", ["河长制", "-草案"]), (#"a -"b c" d"#, ["a", "d", "-b c"]),
    ("a OR b", ["a|b"]), ("a OR b OR c d", ["a|b|c", "d"]), (#"d "a b" OR c"#, ["d", "a b|c"]),
    ("a or b", ["a", "or", "b"]), (#"a "OR" b"#, ["a", "or", "b"]), ("-draft", ["-draft"]),
    ("重慶 ＲＥＰＯＲＴ", ["重庆", "report"]), ("a-b", ["a-b"]), ("a - b", ["a", "-", "b"]), ("--a", ["--a"]),
    (#"关于"河长""#, [#"关于"河长""#]), ("*", ["*"]), ("A股 5G", ["a股", "5g"]),
  ])
  func `words are understood`(text: String, expected: [String]) throws {
    #expect(try WordsTests.understood(text) == expected)
  }

  @Test(arguments: ["", " ", "\u{3000}\t\n"])
  func `no words are no filter`(text: String) throws {
    #expect(try Words(text) == nil)
  }

  @Test(
    arguments: [
      (#"a "b"#, .openQuotation("b")), ("“a", .openQuotation("a")),
      (#"a -"b c"#, .openQuotation("b c")),
      (#""""#, .nothingToFind("")), (#""  ""#, .nothingToFind("  ")), ("“”", .nothingToFind("")),
      ("OR", .orWithoutWord), ("OR a", .orWithoutWord), ("a OR", .orWithoutWord),
      ("a OR OR b", .orWithoutWord), ("a OR -b", .excludedBesideOr("b")),
    ] as [(String, Words.Problem)])
  func `words that cannot be understood are told`(text: String, problem: Words.Problem) {
    #expect(throws: problem) { try Words(text) }
  }

  @Test func `a word to exclude in front of OR is told as such`() {
    // The case says: "A word to exclude stands beside OR".
    #expect(throws: Words.Problem.excludedBesideOr("a")) { try Words("-a OR b") }
  }

  @Test func `an asterisk at the end asks for a beginning`() throws {
    let prefix = try #require(try Words("Report*")?.required[0][0].forms[0])
    #expect(prefix.bytes == Array("report".utf8))
    #expect(prefix.beginsWord && !prefix.endsWord)
    let phrase = try #require(try Words(#""report*""#)?.required[0][0].forms[0])
    #expect(phrase.bytes == Array("report*".utf8))
  }

  @Test func `ends in Han ask for no boundary`() throws {
    let form = try #require(try Words("5G技术")?.required[0][0].forms[0])
    #expect(form.beginsWord && !form.endsWord)
  }

  @Test(arguments: [
    ("第四十次", ["第四十次", "第40次"]), ("第40次", ["第40次", "第四十次"]), ("四十次", ["四十次"]),
    ("第一百零三次会议", ["第一百零三次会议", "第103次会议", "第一百〇三次会议"]),
    ("第5届第103次", ["第5届第103次", "第5届第一百零三次", "第5届第一百〇三次", "第五届第103次", "第五届第一百零三次", "第五届第一百〇三次"]),
    ("第廿一号", ["第廿一号", "第21号", "第二十一号"]), ("第", ["第"]), ("第一百一", ["第一百一"]),
  ])
  func `a number behind 第 is looked for in every way to write it`(
    text: String, forms: [String]
  ) throws {
    let word = try #require(try Words(text)?.required[0][0])
    #expect(word.forms.map { String(decoding: $0.bytes, as: UTF8.self) } == forms)
  }

  @Test func `a phrase is looked for as it stands`() throws {
    let word = try #require(try Words(#""第四十次""#)?.required[0][0])
    #expect(word.forms.map { String(decoding: $0.bytes, as: UTF8.self) } == ["第四十次"])
  }

  @Test func `a word with very many numbers is looked for as it stands`() throws {
    let text = String(repeating: "第一百零三次", count: 4)
    #expect(try Words(text)?.required[0][0].forms.count == 1)
  }

  @Test func `a number in full width is looked for once in each way`() throws {
    let forms = try #require(try Words("第４０次")?.required[0][0].forms)
    #expect(Set(forms).count == forms.count)
  }

  @Test func `what was typed is told with one space between words`() throws {
    let words = try #require(try Words("  河长制   OR  “a  b” -c*　-\"d\" "))
    #expect(words.text == #"河长制 OR "a  b" -c* -"d""#)
    #expect(try Words(words.text) == words)
  }
}
