import Foundation
import TestSupport
import Testing

@testable import archivist

/// What the documentation says of the sample page is what the program says.
@Suite struct DraftPageTests {
  private static let page = Places.package.appending(path: "Examples/chongqing/page.txt").path()
  private static let words = ["draft", page, "--edition", "2031-09-25", "--title", "山城日报"]

  /// The blocks of a language in the documentation of drafts.
  private static func lines(of language: String) throws -> [Substring] {
    let text = try String(
      contentsOf: Places.package.appending(path: "Documentation/Drafts.md"), encoding: .utf8)
    let start = try #require(text.range(of: "```\(language)\n")?.upperBound)
    let end = try #require(text.range(of: "\n```", range: start..<text.endIndex)?.lowerBound)
    return text[start..<end].split(separator: "\n")
  }

  @Test func `the minutes in the documentation are those of the sample page`() throws {
    let drafted = try CommandLineFixture().run(Self.words)
    #expect(drafted.code == .done)
    let lines = try Self.lines(of: "markdown")
    #expect(lines.count > 6)
    let found = drafted.output.split(separator: "\n")
    for line in lines { #expect(found.contains(line), "\(line)") }
  }

  @Test func `the JSON in the documentation is that of the sample page`() throws {
    let drafted = try CommandLineFixture().run(Self.words + ["--format", "json"])
    #expect(drafted.code == .done)
    var lines = try Self.lines(of: "json")
    #expect(drafted.output.hasPrefix("\(lines.removeFirst())\n"))
    for line in lines {
      // A record is shortened at its end, and a list may go on.
      let words = line.replacing(/[\]},]+$/, with: "")
      #expect(drafted.output.contains("\n\(words)"), "\(line)")
    }
  }

  @Test func `what the documentation tells of doubts and of what was left out is told`() throws {
    let told = try CommandLineFixture().run(Self.words).messages
    let text = try String(
      contentsOf: Places.package.appending(path: "Documentation/Drafts.md"), encoding: .utf8)
    let lines = text.matches(of: /\n    page\.txt:(.*)/).map(\.output.1)
    #expect(lines.count == 2)
    for line in lines { #expect(told.contains("page.txt:\(line)\n"), "\(line)") }
  }

  @Test func `a page that holds nothing is told, in both languages`() throws {
    let fixture = try CommandLineFixture()
    try fixture.folder.write("The committee met.\n", to: "page.txt")
    let page = fixture.folder.path("page.txt")
    let english = fixture.run(["draft", page])
    #expect(english.code == .done && english.output.isEmpty)
    #expect(english.messages.contains("no report of a meeting was found, and no document"))
    let chinese = fixture.run(["draft", page, "--lang", "zh"])
    #expect(chinese.messages.contains("没有找到会议报道，也没有找到公文"))
  }

  @Test func `doubts and lines stand above what the editor shows`() throws {
    let fixture = try CommandLineFixture()
    #expect(fixture.run(["init", fixture.folder.path("a"), "--name", "甲"]).code == .done)
    try fixture.folder.write("cp \"$2\" \"$1\"\n", to: "keep.sh")
    let copy = fixture.folder.path("shown.md")
    fixture.environment["EDITOR"] = "sh \(fixture.folder.path("keep.sh")) \(copy)"
    // The last draft has doubts: nobody takes them away, so that nothing more is recorded.
    let outcome = fixture.run(Self.words + ["--edit", "--archive", fixture.folder.path("a")])
    #expect(outcome.code == .refused)
    let shown = try fixture.folder.text(of: "shown.md")
    #expect(shown.hasPrefix("<!--\nDraft 4 of 4. "))
    #expect(shown.contains("\nL90: check the date: the text tells no day\n"))
    #expect(shown.contains("\nL81  会议审议通过《重庆市二次供水管理办法》，\n"))
  }
}
