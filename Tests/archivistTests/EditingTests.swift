import EventStore
import Foundation
import TestSupport
import Testing

@testable import archivist

/// Minutes that are written in an editor; editors here are scripts that do what a clerk would.
@Suite(.serialized) struct EditingTests {
  private let fixture: CommandLineFixture

  init() throws {
    fixture = try CommandTests.filled()
    try FileManager.default.createDirectory(
      atPath: fixture.folder.path("tmp"), withIntermediateDirectories: true)
  }

  /// Lets a script be the editor: `$1` is the file.
  private func edit(with script: String, _ arguments: String...) throws
    -> CommandLineFixture.Outcome
  {
    let path = try fixture.folder.write("#!/bin/sh\n\(script)\n", to: "editor.sh")
    return fixture.run(
      ["append", "--edit", "--archive", fixture.archive] + arguments,
      environment: ["EDITOR": "sh '\(path)'", "TMPDIR": fixture.folder.path("tmp")])
  }

  /// The texts that were left behind.
  private func kept() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path("tmp"))
  }

  private func count() -> String { fixture("query", "--count").output }

  @Test func `the template is of the next meeting, and its date is in doubt`() throws {
    let seen = fixture.folder.path("seen.md")
    let outcome = try edit(
      with: "cp \"$1\" '\(seen)'", "--body", "市人大常委会", "--series", "主任会议")
    #expect(outcome.code == .done && outcome.output.isEmpty)
    #expect(outcome.messages == "nothing was recorded\n")
    let text = try String(contentsOfFile: seen, encoding: .utf8)
    #expect(text.hasPrefix("# 市五届人大常委会第四十一次主任会议\n\n- 机构: 市人大常委会\n- 届: 5\n"))
    #expect(text.contains("- 次: 41\n- 日期: ? "))
    #expect(text.contains("- 主持: 张轩（市人大常委会主任）\n"))
    #expect(text.contains("<!-- Save and close to record."))
    #expect(try kept().isEmpty)
  }

  @Test func `what is written is recorded, and the file is gone`() throws {
    let outcome = try edit(
      with: "sed -i 's/? .*/2020-10-20/' \"$1\"; printf '## 听取\\n1. 市审计局：汇报\\n' >> \"$1\"",
      "--body", "市人大常委会", "--series", "主任会议")
    #expect(outcome.code == .done)
    #expect(outcome.output.hasPrefix("4  2020-10-20  市五届人大常委会第四十一次主任会议  1 item"))
    #expect(try kept().isEmpty)
  }

  @Test func `an editor that ends lines with CR LF sees mistakes above their lines, too`() throws {
    let (seen, count) = (fixture.folder.path("seen.md"), fixture.folder.path("count"))
    let outcome = try edit(
      with: """
        if [ ! -e '\(count)' ]; then
          touch '\(count)'
          printf '# 会议\\r\\n- 机构: 市政府\\r\\n- 日其: 2020\\r\\n' > "$1"
        else
          cp "$1" '\(seen)'
          sed -i 's/日其/日期/' "$1"
        fi
        """)
    #expect(outcome.code == .done, "\(outcome.messages)")
    let lines = try String(contentsOfFile: seen, encoding: .utf8).utf8
      .split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) }
    #expect(lines.count == 4 && lines[2].hasPrefix("<!-- ✗ ") && lines[3].hasPrefix("- 日其"))
    #expect(try kept().isEmpty)
  }

  @Test func `mistakes come back above their lines until there is none`() throws {
    let (seen, count) = (fixture.folder.path("seen.md"), fixture.folder.path("count"))
    let outcome = try edit(
      with: """
        if [ ! -e '\(count)' ]; then
          touch '\(count)'
          printf '# 会议\\n- 机构: 市政府\\n- 日其: 2020\\n- 出席: 甲、、乙\\n<!-- 甲\\n' > "$1"
        elif [ ! -s '\(count)' ]; then
          echo 2 > '\(count)'
          cp "$1" '\(seen)'
          printf '# 会议\\n- 机构: 市政府\\n- 日其: 2020\\n- 出席: 甲、、乙\\n' > "$1"
        else
          cp "$1" '\(seen)'
          sed -i 's/日其/日期/; s/、、/、/' "$1"
        fi
        """)
    #expect(outcome.code == .done, "\(outcome.messages)")
    let text = try String(contentsOfFile: seen, encoding: .utf8)
    #expect(
      text == """
        # 会议
        - 机构: 市政府
        <!-- ✗ 日其: unknown key of a meeting; did you mean 日期? -->
        - 日其: 2020
        <!-- ✗ found nothing between two marks; expected a name there -->
        - 出席: 甲、、乙

        """)
    #expect(outcome.messages.contains(":3:3: 日其: unknown key"))
    #expect(fixture("show", "4", "--format", "minutes").output.contains("- 出席: 甲、乙\n"))
    #expect(try kept().isEmpty)
  }

  @Test(arguments: ["sed -i 's/? .*/2020-99/' \"$1\"", "printf '# 甲\\n' > \"$1\""])
  func `whoever leaves the mistakes keeps the text`(script: String) throws {
    let before = count()
    let outcome = try edit(with: script, "--body", "市政府")
    #expect(outcome.code == .refused && count() == before)
    let name = try #require(kept().first)
    #expect(
      outcome.messages.hasSuffix("  the text is kept in \(fixture.folder.path("tmp"))/\(name)\n"))
  }

  @Test(arguments: [
    ("exit 3", "3"), ("kill -9 $$", "137"), ("echo '- 地点: 甲' >> \"$1\"; exit 1", "1"),
  ])
  func `an editor that fails loses nothing`(script: String, status: String) throws {
    let before = count()
    let outcome = try edit(with: script, "--body", "市政府")
    #expect(outcome.code == .refused && count() == before)
    #expect(outcome.messages.contains("ended with status \(status); nothing was recorded"))
    #expect(try kept().count == 1)
  }

  @Test(arguments: [": > \"$1\"", "echo '<!-- 不记 -->' > \"$1\"", "echo > \"$1\"", "true"])
  func `an emptied or unchanged file means no`(script: String) throws {
    let before = count()
    let outcome = try edit(with: script, "--body", "市政府")
    #expect(outcome.code == .done && outcome.messages == "nothing was recorded\n")
    #expect(try kept().isEmpty && count() == before)
  }

  @Test func `a text that the record refuses is kept`() throws {
    let outcome = try edit(
      with: "printf '# 内部会议\\n- 机构: 市政府\\n- 日期: 2020-10\\n' > \"$1\"")
    #expect(outcome.code == .refused)
    #expect(outcome.messages.contains("recorded as 2 with other content"))
    #expect(outcome.messages.contains("the text is kept in "))
    #expect(try kept().count == 1)
  }

  @Test func `items are added in an editor too`() throws {
    let outcome = try edit(with: "printf '## 研究\\n1. 安全生产\\n' >> \"$1\"", "--to", "1")
    #expect(outcome.code == .done && outcome.output.contains("1 item added"))
    #expect(fixture("show", "1.3").output.contains("安全生产"))
  }

  @Test func `a rehearsal keeps the text`() throws {
    let before = count()
    let outcome = try edit(
      with: "printf '# 会议\\n- 机构: 市政府\\n- 日期: 2020\\n' > \"$1\"", "--dry-run")
    #expect(outcome.code == .done && count() == before)
    #expect(try kept().count == 1)
  }

  @Test func `options that make no sense beside each other are refused`() throws {
    for words in [
      ["--edit", "a.md"], ["--body", "甲", "a.md"], ["--edit", "--to", "1", "--body", "甲"], [],
    ] {
      #expect(fixture.run(["append", "--archive", fixture.archive] + words).code == .usage)
    }
  }
}
