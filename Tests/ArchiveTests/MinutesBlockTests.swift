import EventStore
import TestSupport
import Testing

@testable import Archive

/// Files longer than what is read at once.
@Suite struct MinutesBlockTests {
  /// Lines of about 2,000 characters, so many that they fill four blocks and a half.
  private static let lines: [String] = {
    let filler = String(repeating: "会议听取了汇报。", count: 90)
    return (1...2300).map { number in
      Minutes.meeting("第\(number)次会议", with: #""ordinal":\#(number),"notes":"\#(filler)""#)
    }
  }()

  private static func read(_ lines: [String]) -> MinutesFile {
    MinutesFileTests.portions(Array(lines.joined(separator: "\n").utf8)) { 300_007 }
  }

  @Test func `records of every block are read in their order`() {
    let file = MinutesBlockTests.read(MinutesBlockTests.lines)
    #expect(file.errors.isEmpty)
    #expect(file.drafts.map(\.source.line) == Array(1...MinutesBlockTests.lines.count))
    #expect(file.drafts.map(\.title) == (1...MinutesBlockTests.lines.count).map { "第\($0)次会议" })
  }

  @Test func `problems far down have their line, whatever block they are in`() {
    var lines = MinutesBlockTests.lines
    // Blank lines count too.
    lines[100] = ""
    let wrong = [3, 499, 500, 501, 1000, 1500, 2001, 2298, 2299]
    for index in wrong { lines[index] = "{\"titel\":\"会\"}" }
    let file = MinutesBlockTests.read(lines)
    let unknown = file.errors.filter { $0.column == 2 }
    #expect(unknown.map(\.line) == wrong.map { $0 + 1 })
    #expect(file.drafts.count == lines.count - wrong.count - 1)
  }

  @Test func `another encoding far down leaves no other problem`() {
    var lines = MinutesBlockTests.lines.map { Array($0.utf8) }
    lines[2] = Array("{".utf8)
    lines[2000] = Array("{\"title\":\"".utf8) + [0xBB, 0xE1, 0xD2, 0xE9] + Array("\"}".utf8)
    let file = MinutesFileTests.portions(Array(lines.joined(separator: [0x0A]))) { 300_007 }
    #expect(file.errors.map(\.line) == [2001])
    #expect(file.errors.map(\.path) == [nil])
  }

  @Test func `a byte-order mark counts at the beginning of the file only`() {
    var lines = MinutesBlockTests.lines
    lines[600] = "\u{FEFF}" + lines[600]
    #expect(MinutesBlockTests.read(lines).errors.map(\.line) == [601])
    // The first block ends with the portion that fills it: find the line behind it.
    let start = Array(lines.joined(separator: "\n").utf8.prefix(4 * 300_007))
    let second = start.count { $0 == UInt8(ascii: "\n") }
    lines = MinutesBlockTests.lines
    lines[second] = "\u{FEFF}" + lines[second]
    #expect(MinutesBlockTests.read(lines).errors.map(\.line) == [second + 1])
  }

  @Test func `one line longer than a block is read whole`() {
    let long = Minutes.meeting(with: #""notes":"\#(String(repeating: "会议", count: 600_000))""#)
    let file = MinutesBlockTests.read([Minutes.meeting(), long, Minutes.meeting()])
    #expect(file.errors.isEmpty)
    #expect(file.drafts.map(\.source.line) == [1, 2, 3])
  }
}
