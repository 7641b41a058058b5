import Testing

@testable import EventStore

/// Strings are read by whole words, and names are compared only where they may be the same: what
/// follows from that must not depend on where in a word something stands.
@Suite struct JSONWordTests {
  /// The first and the last characters of each length, those beside the surrogates, and punctuation
  /// of full width.
  private static let scalars: [Unicode.Scalar] = [
    "\u{20}", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{FFF}", "\u{1000}", "\u{3000}",
    "\u{CFFF}", "\u{D000}", "\u{D7FF}", "\u{E000}", "\u{FF0C}", "\u{FFFF}", "\u{10000}",
    "\u{10FFFF}",
  ]

  @Test(arguments: JSONWordTests.scalars)
  func `a character is read wherever in a word it stands`(scalar: Unicode.Scalar) throws {
    for before in 0...9 {
      for behind in 0...9 {
        let text =
          String(repeating: "a", count: before) + String(Character(scalar))
          + String(repeating: "文", count: behind)
        let document = try JSONDocument(Array("{\"text\":\"\(text)\"}".utf8))
        #expect(document.root["text"]?.string == text)
      }
    }
  }

  @Test(arguments: [
    [0xED, 0xA0, 0x80], [0xE0, 0x9F, 0xBF], [0xC1, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80],
    [0xE4, 0xB8], [0xEF, 0xBC], [0x80], [0xFF], [0x1F], [0x00],
  ])
  func `bytes that are no character are refused where they stand`(bad: [UInt8]) {
    for before in 0...9 {
      for behind in 0...9 {
        var bytes = Array("{\"text\":\"".utf8) + [UInt8](repeating: 0x61, count: before)
        bytes += Array("文字".utf8)
        let place = bytes.count
        bytes += bad + Array(String(repeating: "文", count: behind).utf8) + Array("\"}".utf8)
        let error = #expect(throws: JSONError.self) { try JSONDocument(bytes) }
        #expect(error?.offset == place)
      }
    }
  }

  @Test(
    arguments: [
      0x00, 0x0A, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F,
    ] as [UInt8])
  func `a character is escaped where it must be, wherever in a word it stands`(byte: UInt8) throws {
    for before in 0...17 {
      for behind in 0...9 {
        let text =
          String(repeating: "文", count: before % 4) + String(repeating: "a", count: before)
          + String(UnicodeScalar(byte)) + String(repeating: "字", count: behind)
        var written: [UInt8] = []
        JSONEscape.append(text, to: &written)
        var writer = JSONWriter()
        writer.string(Array(text.utf8)[...])
        #expect(writer.bytes == written)
        #expect(try JSONDocument(written).root.string == text)
        let isEscaped = written.count > text.utf8.count + 2
        #expect(isEscaped == (byte < 0x20 || byte == 0x22 || byte == 0x5C))
      }
    }
  }

  @Test func `a member is found by its name also where that is written with escapes`() throws {
    let text = #"{"\u0061b":1,"b":{"ab":2,"c":3},"abc":4}"#
    let root = try JSONDocument(Array(text.utf8)).root
    #expect(root["ab"]?.integer == 1)
    #expect(root["abc"]?.integer == 4)
    #expect(root["c"] == nil)
    #expect(root["b"]?["c"]?.integer == 3)
    #expect(root["b"]?["ab"]?["ab"] == nil)
  }

  @Test func `names are told apart however late they differ`() throws {
    let names = ["", "a", "b", "ab", "abcdefgh", "abcdefgi", "abcdefgh1", "abcdefgh2", "名", "名称"]
    let all = (0..<200).map { "member \($0)" } + names
    let members = all.map { "\"\($0)\":0" }.joined(separator: ",")
    let document = try JSONDocument(Array("{\(members)}".utf8))
    #expect(document.root.members.count { _ in true } == all.count)
  }

  @Test(arguments: [
    ("abc", "abc"), ("abc", "\\u0061bc"), ("abcdefgh1", "abcdefgh1"), ("", ""), ("名称", "名称"),
  ])
  func `a name that stands twice is found`(first: String, second: String) {
    for between in [0, 1, 5, 30] {
      let others = (0..<between).map { "\"other \($0)\":0," }.joined()
      let error = #expect(throws: JSONError.self) {
        try JSONDocument(Array("{\"\(first)\":0,\(others)\"\(second)\":0}".utf8))
      }
      #expect(error?.problem == .duplicateMember(first))
    }
  }
}
