import TestSupport
import Testing

@testable import archivist

/// Pages for people keep within their terminal, whatever its width, and line up.
@Suite struct TerminalWidthTests {
  private let fixture: CommandLineFixture

  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found()
    let dates = ["2010-03", "2010", "2011-05-06", "2013", "2014", "2014-10", "2017-01-02"]
    let minutes = dates.enumerated().map { index, date in
      CommandLineFixture.meeting(
        "关于第\(index)次会议的情况和下一步工作安排", date: date,
        #","items":[{"item":"personnel","action":"任命","person":"张某","post":"主任"}]"#)
    }
    _ = try fixture.append(minutes.joined(separator: "\n"), name: "minutes.jsonl")
  }

  @Test(arguments: [
    ["log"], ["stats"], ["bodies"], ["bodies", "市人大常委会"], ["people"], ["people", "张某"],
    ["people", "--on", "2021"], ["show", "1"], ["show", "1.1"],
    ["query", "--facet", "body,year,kind", "--limit", "0"],
  ])
  func `pages keep within the terminal`(line: [String]) {
    for width in [60, 79, 80, 99, 100, 120] {
      fixture.width = width
      for isColored in [false, true] {
        fixture.isColored = isColored
        let outcome = fixture.run(line + ["--archive", fixture.archive])
        #expect(outcome.code == .done)
        for line in outcome.output.split(separator: "\n") {
          #expect(TextWidth.columns(Style.stripped(String(line))) <= width, "\(width): \(line)")
        }
      }
    }
  }

  @Test func `the log lines up, to the minute where there is little room`() {
    fixture.width = 80
    let lines = fixture("log").output.split(separator: "\n")
    #expect(lines[2].hasPrefix("2      2026-11-20 08:00Z  meeting/1     MeetingRecorded     关于第0次"))
    #expect(lines[3].contains("  PersonnelActionRecorded  任命张某为主任"))
    fixture.width = 120
    #expect(fixture("log").output.contains("2026-11-20T08:00:00.000Z  clerk  meeting/1     Meet"))
    fixture.width = nil
    #expect(fixture("log").output.contains("clerk  meeting/1     MeetingRecorded  关于第0次"))
  }

  @Test func `years without records stand among the others, unless they are most`() throws {
    fixture.width = 80
    let rows = fixture("stats").output.split(separator: "\n").filter { $0.hasPrefix("20") }
    #expect(rows.map { $0.prefix(4) } == (2010...2017).map { "\($0)" })
    #expect(rows[2] == "2012        0")
    _ = try fixture.append(CommandLineFixture.meeting("旧会议", date: "1950"), name: "old.json")
    let all = fixture("stats").output.split(separator: "\n")
    #expect(!all.contains { $0.hasPrefix("1951") })
  }
}
