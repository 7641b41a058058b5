import Archive
import Foundation
import TestSupport
import Testing

@testable import archivist

/// What `timeline` draws on a terminal.
@Suite struct TimelinePictureTests {
  private let fixture: CommandLineFixture

  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found()
  }

  /// What stands on a terminal so wide.
  private func picture(_ width: Int = 80, _ arguments: String...) -> String {
    let fixture = fixture
    fixture.width = width
    defer { fixture.width = nil }
    let outcome = fixture.run(["timeline", "--archive", fixture.archive] + arguments)
    #expect(outcome.code == .done)
    return outcome.output
  }

  @Test func `meetings stand on their days, with what they have, below the years`() throws {
    let items = """
      ,"items":[{"item":"report","subject":"审计"},{"item":"report","subject":"河长"},\
      {"item":"personnel","action":"appoint","person":"张三","post":"局长"}]
      """
    let meetings = [
      CommandLineFixture.meeting("会一", date: "2019-12-30", items),
      CommandLineFixture.meeting("会二", date: "2020-09-18"),
      CommandLineFixture.meeting("会三", date: "2020-09-18"),
      CommandLineFixture.meeting("会四", date: "2020-11"),
      CommandLineFixture.meeting("会五", date: "unknown"),
      """
      {"record":"document","title":"意见","number":"渝府办发〔2020〕40号","issuers":["市政府办公厅"],\
      "issued":"2020-11-02"}
      """,
    ]
    #expect(try fixture.append(meetings.joined(separator: "\n"), name: "m.jsonl").code == .done)
    let text = picture()
    let (axis, list) = try #require(
      text.range(of: "\n\n2019\n").map { (text[..<$0.lowerBound], text[$0.lowerBound...]) })
    #expect(axis.contains("2 ┤") && axis.contains("  2020"))
    #expect(
      list == """


        2019
        12-30  ● 1  会一  2 reports · 1 personnel

        2020
        09-18  ● 2  会二
               ● 3  会三
               │
        11     ● 4  会四
        11-02  ■ 6  意见

        unknown
               ● 5  会五

        """)
    #expect(picture(80, "--lang", "zh").contains("● 1  会一  报告 2 · 人事 1"))
    // An item whose meeting is not asked for.
    #expect(picture(80, "--kind", "report").contains("12-30  ○ 1.1  审计  report\n       ○ 1.2"))
  }

  @Test(arguments: [24, 40, 80, 200])
  func `a picture keeps within the terminal`(width: Int) throws {
    let title = String(repeating: "关于审计工作的会议", count: 6)
    let minutes = (0..<60).map {
      CommandLineFixture.meeting("\(title)\($0)", date: "20\(10 + $0 % 12)-0\(1 + $0 % 9)-12")
    }
    #expect(try fixture.append(minutes.joined(separator: "\n"), name: "m.jsonl").code == .done)
    for line in picture(width).split(separator: "\n") {
      #expect(TextWidth.columns(line) <= max(width, 36), "\(line)")
    }
  }

  @Test func `more than can be seen are counted by years`() throws {
    let minutes = (0..<500).map {
      CommandLineFixture.meeting("会\($0)", date: "\(1950 + $0 % 70)-01-01")
    }
    #expect(try fixture.append(minutes.joined(separator: "\n"), name: "m.jsonl").code == .done)
    fixture.width = 100
    let outcome = fixture.run(["timeline", "--archive", fixture.archive])
    #expect(outcome.output.split(separator: "\n").count == 5)
    fixture.width = nil
    #expect(outcome.messages.hasPrefix("500 records, too many to draw each"))
    #expect(picture(100, "--limit", "20").contains("● 1  会0\n"))
  }

  @Test func `nothing but a terminal gets a picture, and only where no form is asked for`() throws {
    #expect(try fixture.append(CommandLineFixture.meeting("会一")).code == .done)
    #expect(fixture("timeline").output.hasPrefix("{"))
    #expect(picture(80, "--format", "json").hasPrefix("{"))
    #expect(picture(80, "--kind", "document") == "")
  }

  @Test(arguments: 1...40)
  func `columns are as many as fit, and the highest ones are of the most events`(seed: Int) throws {
    // One event in each of some years, and three more in the last one.
    let years = Set((0..<1 + seed % 17).map { 1900 + ($0 * $0 * 31 + seed) % (1 + seed * 3) })
    let last = try #require(years.max())
    let dates = try years.map {
      (part: try #require(PartialDate.Part(year: $0)), count: $0 == last ? 4 : 1)
    }
    let width = 10 + seed * 3
    let axis = try #require(TimeAxis(dates, width: width))
    let lines = axis.lines(Style(isOn: false))
    #expect(lines.count == 5 && lines[0].hasPrefix("4 ┤") && lines[0].hasSuffix("█"))
    let bars = lines[2].drop { $0 != "│" }.dropFirst()
    #expect(bars.count <= width)
    if axis.unit == .year {
      // A column is as wide as all others, with or without a gap.
      #expect(bars.filter { $0 != " " }.count % years.count == 0)
      #expect(!lines[0].dropFirst(3).contains("▁"))
    } else {
      #expect(last - (years.min() ?? 0) >= width)
    }
  }
}
