import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Files of minutes in every form, width and encoding.
@Suite struct MinutesFileTests {
  private static let first = Minutes.meeting("第一次会议", with: #""ordinal":1"#)
  private static let second = Minutes.meeting(
    "第二次会议", with: #""ordinal":2"#, items: [Minutes.matter("安全生产")])

  /// A record on many lines.
  private static func spread(_ record: String) throws -> String {
    let object = try JSONSerialization.jsonObject(with: Data(record.utf8))
    let data = try JSONSerialization.data(withJSONObject: object, options: .prettyPrinted)
    return String(decoding: data, as: UTF8.self)
  }

  private func expectBoth(
    _ file: MinutesFile, lines: [Int], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(file.errors.isEmpty, sourceLocation: sourceLocation)
    #expect(file.drafts.map(\.title) == ["第一次会议", "第二次会议"], sourceLocation: sourceLocation)
    #expect(file.drafts.map(\.itemCount) == [0, 1], sourceLocation: sourceLocation)
    #expect(file.drafts.map(\.source.line) == lines, sourceLocation: sourceLocation)
  }

  @Test func `one record stands on one line or on many`() throws {
    for text in [
      Self.second, Self.second + "\n", try Self.spread(Self.second), "\n\n " + Self.second,
    ] {
      let file = Minutes.file(text)
      #expect(file.errors.isEmpty)
      #expect(file.drafts.map(\.title) == ["第二次会议"])
    }
  }

  @Test func `lines hold a record each`() {
    expectBoth(Minutes.file(Self.first + "\n" + Self.second), lines: [1, 2])
    expectBoth(
      Minutes.file("\n\n" + Self.first + "\n \n\t\n" + Self.second + "\n\n"), lines: [3, 6])
    expectBoth(Minutes.file(Self.first + "\n" + Self.second, name: "a.jsonl"), lines: [1, 2])
    expectBoth(
      Minutes.file("  " + Self.first + " \n " + Self.second, name: "a.ndjson"), lines: [1, 2])
  }

  @Test func `values stand one behind the other`() throws {
    let (first, second) = (try Self.spread(Self.first), try Self.spread(Self.second))
    let count = first.split(separator: "\n").count
    expectBoth(Minutes.file(first + "\n" + second + "\n"), lines: [1, count + 1])
    expectBoth(Minutes.file(first + second), lines: [1, count])
    expectBoth(Minutes.file(first + "\n" + Self.second), lines: [1, count + 1])
    expectBoth(Minutes.file(Self.first + " " + Self.second), lines: [1, 1])
  }

  @Test func `a record's items may stand on lines of their own`() {
    let text = Minutes.meeting(items: [
      "\n" + Minutes.matter("一"), "\n" + Minutes.matter("二"), "\n" + Minutes.matter(),
    ])
    // minutes.md: the JSON twin is JSON, in which white space means nothing.
    let file = Minutes.file(text)
    #expect(file.errors.isEmpty)
    #expect(file.drafts.map(\.itemCount) == [3])
  }

  @Test func `a byte-order mark and carriage returns change nothing`() throws {
    let lines = [Self.first, "", Self.second, ""]
    for mark in ["", "\u{FEFF}"] {
      for end in ["\n", "\r\n"] {
        expectBoth(Minutes.file(mark + lines.joined(separator: end)), lines: [1, 3])
        expectBoth(
          Minutes.file(mark + lines.joined(separator: end), name: "a.jsonl"), lines: [1, 3])
        let spread = try Self.spread(Self.first).replacing("\n", with: end)
        expectBoth(
          Minutes.file(mark + spread + end + Self.second),
          lines: [1, spread.count { $0.isNewline } + 2])
      }
    }
  }

  @Test func `a problem has the same line and column with carriage returns`() {
    for end in ["\n", "\r\n"] {
      let text = ["{\"title\":\"会议\",", "\"body\":[\"a\"],", " \"date\":\"x\"}"].joined(
        separator: end)
      let errors = Minutes.file(text).errors
      #expect(errors.map(\.line) == [3])
      #expect(errors.map(\.column) == [9])
    }
  }

  @Test func `a byte-order mark is no character of the first line`() {
    let text = "{\"title\":\"会议\",\"body\":[\"a\"],\"date\":\"x\"}"
    let column = Minutes.file(text).errors.first?.column
    // Editors do not show the mark, and count columns without it.
    #expect(Minutes.file("\u{FEFF}" + text).errors.first?.column == column)
  }

  @Test func `a file of nothing but white space and a mark has no record`() {
    for text in ["", "\n", "\u{FEFF}", "\u{FEFF}\r\n \t"] {
      for name in ["a.json", "a.jsonl"] {
        let file = Minutes.file(text, name: name)
        #expect(file.errors.map(\.problem) == [.noRecord])
        #expect(file.drafts.isEmpty)
      }
    }
  }

  @Test func `behind broken JSON on many lines nothing more is told`() throws {
    let text = try Self.spread(Self.first) + "\n{\n\"title\" \"会议\"}\n{\"title\":\"x\"}"
    let errors = Minutes.file(text).errors
    #expect(errors.map(\.line) == [text.split(separator: "\n").count - 1])
  }

  @Test func `GB18030 is recognised, and nothing else of the file is told`() {
    // 会议 in GB18030, and a record with a problem in front of it.
    let wrong: [UInt8] = [0xBB, 0xE1, 0xD2, 0xE9]
    for form in ["{\"title\":\"", "{}\n{\"title\":\"", "{\n\"titel\":1,\n\"title\":\""] {
      let bytes = Array(form.utf8) + wrong + Array("\"}".utf8)
      let file = MinutesFile(bytes, name: "a.json")
      #expect(file.errors.map(\.problem) == [.notUTF8(looksLikeGB18030: true)])
      #expect(file.errors.first?.path == nil)
      #expect(file.errors.first?.line == form.count { $0 == "\n" } + 1)
    }
    let text = MinutesFile(wrong + Array("\n".utf8), name: "a.md")
    #expect(text.errors.map(\.problem) == [.notUTF8(looksLikeGB18030: true)])
  }

  @Test(
    arguments: [
      [0xFF, 0xFE, 0x7B, 0x00, 0x22, 0x00], [0x80, 0x81], [0xE6, 0xB2], [0xED, 0xA0, 0x80],
      [0xC0, 0x80],
    ] as [[UInt8]])
  func `other bytes that are no UTF-8 are refused`(wrong: [UInt8]) {
    let bytes = Array("{\"title\":\"".utf8) + wrong + Array("\"}".utf8)
    #expect(
      MinutesFile(bytes, name: "a.json").errors == [
        MinutesError(
          file: "a.json", line: 1, column: 11, path: nil, problem: .notUTF8(looksLikeGB18030: false)
        )
      ])
  }

  @Test func `deep nesting is refused and costs no stack`() {
    let text = "{\"title\":" + String(repeating: "[", count: 100_000)
    #expect(Minutes.file(text).errors.map(\.problem) == [.json(.tooDeep)])
    #expect(Minutes.file(String(repeating: "{\"items\":[", count: 50_000)).errors.count == 1)
  }

  @Test func `a file that is read in portions is what it is as a whole`() throws {
    var chance = SeededGenerator(seed: 41)
    let lines = [
      Self.first, "", Self.second, "{", Minutes.meeting(date: "x"), Self.second, "\u{3000}",
    ]
    let texts = [
      lines.joined(separator: "\n"), try Self.spread(Self.first) + "\n" + Self.second,
      "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n", "# 会议", "",
    ]
    for text in texts {
      let bytes = Array(text.utf8)
      let whole = MinutesFile(bytes, name: "a.json")
      for _ in 0..<40 {
        let file = Self.portions(bytes) { Int.random(in: 0...7, using: &chance) }
        #expect(file.errors == whole.errors)
        #expect(file.drafts.map(\.source) == whole.drafts.map(\.source))
        #expect(file.drafts.map(\.payload) == whole.drafts.map(\.payload))
      }
    }
  }

  @Test func `a text that is cut inside a character is still UTF-8`() {
    let text = Array("# 市五届人大常委会\n会".utf8)
    // 议 reaches over the end of the first portion.
    var portions = [text + [0xE8, 0xAE], [0xAE] + Array("\n".utf8)]
    let file = MinutesFile(name: "<stdin>") { portions.isEmpty ? nil : portions.removeFirst() }
    #expect(
      file.errors.map { "\($0)" } == [
        "<stdin>:1:1: a meeting needs 机构 (body)", "<stdin>:1:1: a meeting needs 日期 (date)",
        "<stdin>:2:1: \(TextProblem.looseLine)",
      ])
  }

  /// Reads a file in portions of some lengths.
  static func portions(_ bytes: [UInt8], _ length: () -> Int) -> MinutesFile {
    var rest = bytes[...]
    return MinutesFile(name: "a.json") {
      guard !rest.isEmpty else { return nil }
      let portion = Array(rest.prefix(length()))
      rest = rest.dropFirst(portion.count)
      return portion
    }
  }
}
