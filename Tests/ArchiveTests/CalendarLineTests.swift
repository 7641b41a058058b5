import EventStore
import TestSupport
import Testing

@testable import Archive

/// Content lines of iCalendar.
@Suite struct CalendarLineTests {
  private static func folded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    CalendarLine.append(text.utf8, to: &bytes)
    return bytes
  }

  /// The lines of a file, without their CRLF; every one must have it.
  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var rest = bytes[...]
    while let end = rest.indices.dropLast().first(where: { rest[$0] == 13 && rest[$0 + 1] == 10 }) {
      lines.append(Array(rest[..<end]))
      rest = rest[(end + 2)...]
    }
    #expect(rest.isEmpty)
    return lines
  }

  /// Unfolds lines as RFC 5545 §3.1 says: what follows a line break and a space belongs to the line.
  private static func unfolded(_ lines: [[UInt8]]) -> [UInt8] {
    lines.enumerated().reduce(into: []) { text, line in
      text += line.offset == 0 ? line.element[...] : line.element.dropFirst()
    }
  }

  @Test func `a short line stays as it is`() {
    let text = String(repeating: "a", count: 75)
    #expect(Self.folded(text) == Array((text + "\r\n").utf8))
    #expect(Self.folded("") == Array("\r\n".utf8))
  }

  @Test func `a line of one octet too many goes on in the next`() {
    let text = String(repeating: "a", count: 76)
    #expect(Self.folded(text) == Array((String(repeating: "a", count: 75) + "\r\n a\r\n").utf8))
  }

  @Test func `any text unfolds to itself, in lines of 75 octets, no character divided`() {
    var chance = SeededGenerator(seed: 5545)
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x80...0x7FF, 0x4E00...0x9FFF, 0xFF00...0xFFEF, 0x1_0000...0x10_FFFF,
      0x300...0x36F, 0x20...0x20,
    ]
    for _ in 0..<2000 {
      var text = String.UnicodeScalarView()
      let range = chance.pick(ranges)
      for _ in 0..<Int.random(in: 0...200, using: &chance) {
        let wanted = chance.once(in: 3) ? chance.pick(ranges) : range
        if let scalar = Unicode.Scalar(UInt32.random(in: wanted, using: &chance)) {
          text.append(scalar)
        }
      }
      let lines = Self.lines(Self.folded(String(text)))
      #expect(Self.unfolded(lines) == Array(String(text).utf8))
      for (number, line) in lines.enumerated() {
        #expect(line.count <= 75)
        #expect(number == 0 || line.first == UInt8(ascii: " "))
        #expect(String(validating: line, as: UTF8.self) != nil, "a character is divided")
      }
    }
  }

  @Test func `the signs that separate are escaped, and line breaks are written out`() {
    let escaped = CalendarLine.escaped("甲，乙;丙,丁\\戊\n己\r\n庚\r辛\t壬\u{0}\u{1B}\u{7F}")
    #expect(String(decoding: escaped, as: UTF8.self) == #"甲，乙\;丙\,丁\\戊\n己\n庚\n辛"# + "\t壬")
  }

  @Test func `texts of one property stand behind each other, and none is no property`() {
    var bytes: [UInt8] = []
    CalendarLine.append("CATEGORIES", texts: ["一,二", "三"], to: &bytes)
    CalendarLine.append("LOCATION", texts: [], to: &bytes)
    CalendarLine.append("LOCATION", texts: [""], to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "CATEGORIES:一\\,二,三\r\n")
  }
}
