import EventStore
import Foundation
import TestSupport
import Testing

@testable import archivist

/// Long answers in a pager, short ones and those without a pager straight on the terminal.
@Suite struct PagerTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    // As the program does: a program that was left is told by an error.
    signal(SIGPIPE, SIG_IGN)
  }

  /// A terminal of ten lines, and what was written to it.
  private final class Terminal {
    private(set) var text = ""

    func pager(_ command: String) -> Pager {
      Pager(command, screen: .init(width: 20, height: 10), environment: []) {
        bytes throws(SystemError) in
        self.text += String(decoding: bytes, as: UTF8.self)
      }
    }
  }

  private func lines(_ count: Int) -> [UInt8] {
    Array((1...count).map { "line \($0)\n" }.joined().utf8)
  }

  @Test func `what fits on the screen goes straight to the terminal`() throws {
    let terminal = Terminal()
    let pager = terminal.pager("cat > '\(folder.path("paged"))'")
    try pager.write(lines(9))
    #expect(pager.isInFront)
    try pager.finish()
    #expect(terminal.text == String(decoding: lines(9), as: UTF8.self))
    #expect((try? folder.text(of: "paged")) == nil)
  }

  @Test func `what is longer than the screen goes to the program whole`() throws {
    let terminal = Terminal()
    let pager = terminal.pager("cat > '\(folder.path("paged"))'")
    for _ in 0..<500 { try pager.write(lines(9)) }
    try pager.finish()
    #expect(terminal.text.isEmpty)
    let expected = String(repeating: String(decoding: lines(9), as: UTF8.self), count: 500)
    #expect(try folder.text(of: "paged") == expected)
  }

  @Test func `a line that the terminal breaks counts as several, and colours as none`() throws {
    let broken = Terminal()
    let pager = broken.pager("cat > '\(folder.path("paged"))'")
    try pager.write(Array(String(repeating: "河长制条例草案第一条\n", count: 9).utf8))
    #expect(pager.isInFront)
    try pager.write(Array("河长制条例草案第一条。\n".utf8))
    try pager.finish()
    #expect(broken.text.isEmpty)
    let colored = Terminal()
    let other = colored.pager("false")
    let line = Style(isOn: true)("12345678901234567890", .heading) + "\n"
    try other.write(Array(String(repeating: line, count: 9).utf8))
    try other.finish()
    #expect(colored.text == String(repeating: line, count: 9))
  }

  @Test(arguments: ["no-such-pager", "no-such-pager -x 'a b'", "/dev/null", "'/dev/null'"])
  func `without a program that starts the answer goes straight to the terminal`(
    command: String
  ) throws {
    let terminal = Terminal()
    let pager = terminal.pager(command)
    for _ in 0..<3 { try pager.write(lines(9)) }
    try pager.finish()
    let expected = String(repeating: String(decoding: lines(9), as: UTF8.self), count: 3)
    #expect(terminal.text == expected)
  }

  @Test func `to leave the program early is a quiet success`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let minutes = (1...2000).map { CommandLineFixture.meeting("第\($0)次会议") }
    _ = try fixture.append(minutes.joined(separator: "\n"), name: "minutes.jsonl")
    (fixture.width, fixture.height) = (80, 24)
    let outcome = fixture.run(
      ["query", "--limit", "2000", "--archive", fixture.archive],
      environment: ["PAGER": "head -n 1 > '\(folder.path("head"))'"])
    #expect(outcome.code == .done)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.isEmpty)
    #expect(try folder.text(of: "head").hasPrefix("date"))
  }

  @Test func `answers for people are paged, and what is told about them with them`() throws {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let minutes = (1...30).map { CommandLineFixture.meeting("第\($0)次会议") }
    _ = try fixture.append(minutes.joined(separator: "\n"), name: "minutes.jsonl")
    (fixture.width, fixture.height) = (80, 12)
    let pager = ["ARCHIVIST_PAGER": "cat > '\(folder.path("paged"))'", "PAGER": "false"]
    func paged(_ arguments: String...) throws -> String? {
      try? FileManager.default.removeItem(atPath: folder.path("paged"))
      let outcome = fixture.run(arguments + ["--archive", fixture.archive], environment: pager)
      #expect(outcome.code == .done)
      let text = try? folder.text(of: "paged")
      #expect(outcome.output.isEmpty == (text != nil))
      return text
    }
    #expect(try #require(try paged("query")).hasSuffix("\nrecords 1 to 20 of 30\n"))
    #expect(try paged("log")?.split(separator: "\n").count == 32)
    #expect(try paged("help", "query") != nil)
    #expect(try paged("query", "--help") != nil)
    #expect(try paged("stats") != nil)
    #expect(try paged("bodies") == nil)
    #expect(try paged("query", "--no-pager") == nil)
    #expect(try paged("--no-pager", "log") == nil)
    #expect(try paged("query", "--format", "jsonl") == nil)
    #expect(try paged("timeline") == nil)
    fixture.width = nil
    #expect(try paged("query", "--limit", "30") == nil)
  }

  @Test func `the environment names the pager`() {
    func command(_ environment: [String: String]) -> String? {
      Pager.command { environment[$0] }
    }
    #expect(command([:]) == "less")
    #expect(command(["PAGER": "more"]) == "more")
    #expect(command(["PAGER": "more", "ARCHIVIST_PAGER": "most"]) == "most")
    #expect(command(["PAGER": "more", "ARCHIVIST_PAGER": ""]) == nil)
    #expect(command(["PAGER": "cat"]) == nil)
    #expect(command(["TERM": "dumb"]) == nil)
    #expect(Pager.settings { _ in nil } == ["LESS=FRX", "LV=-c"])
    #expect(Pager.settings { $0 == "LESS" ? "" : nil } == ["LV=-c"])
    #expect(Pager.words(of: "less -R") == ["less", "-R"])
    #expect(Pager.words(of: "less | lolcat") == ["/bin/sh", "-c", "less | lolcat"])
  }
}
