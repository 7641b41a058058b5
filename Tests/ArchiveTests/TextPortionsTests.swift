import TestSupport
import Testing

@testable import Archive

/// Texts that come in portions are read as they are read whole.
@Suite struct TextPortionsTests {
  private static func read(
    _ bytes: [UInt8], portion: Int
  ) throws(TextPortions.Fault) -> (text: [UInt8], encoding: TextEncoding?) {
    var portions = TextPortions()
    var text: [UInt8] = []
    var rest = bytes[...]
    while true {
      let next = rest.prefix(portion)
      rest = rest.dropFirst(portion)
      text += try portions.take(Array(next), isLast: rest.isEmpty)
      if rest.isEmpty { return (text, portions.encoding) }
    }
  }

  /// 《会议》，㐀 in GB 18030.
  private static let chinese: [UInt8] = [
    0xA1, 0xB6, 0xBB, 0xE1, 0xD2, 0xE9, 0xA1, 0xB7, 0xA3, 0xAC, 0x81, 0x39, 0xEE, 0x39,
  ]

  @Test func `UTF-8 in portions of any length is the same text`() throws {
    for text in ["", "abc", "\u{FEFF}abc", "abc会议𠀀é", "\u{FEFF}《会议》"] {
      for portion in 1...20 {
        let result = try Self.read(Array(text.utf8), portion: portion)
        #expect(result.text == (try TextEncoding.text(of: Array(text.utf8)).utf8))
        #expect(result.encoding != .gb18030)
      }
    }
  }

  @Test func `GB 18030 in portions of any length is the same text`() throws {
    for bytes in [Self.chinese, Array("abc\n".utf8) + Self.chinese] {
      for portion in 1...20 {
        let result = try Self.read(bytes, portion: portion)
        #expect(result.text == (try TextEncoding.text(of: bytes).utf8))
        #expect(result.encoding == .gb18030)
      }
    }
  }

  @Test func `what cannot be read is told with its place, and what stands before is there`() {
    let cases: [([UInt8], TextEncodingError, String)] = [
      (Array("会议".utf8) + [0xFF, 0x61], .init(offset: 6, problem: .unknownEncoding), "会议"),
      (Array("会议".utf8) + [0xE6], .init(offset: 6, problem: .unknownEncoding), "会议"),
      (Self.chinese + [0xFF], .init(offset: 14, problem: .brokenGB18030), "《会议》，㐀"),
      (Self.chinese + [0x81], .init(offset: 14, problem: .brokenGB18030), "《会议》，㐀"),
      (Array("ab".utf8) + [0, 0x63], .init(offset: 2, problem: .nul), "ab"),
    ]
    for (bytes, problem, before) in cases {
      for portion in 1...20 {
        do throws(TextPortions.Fault) {
          _ = try Self.read(bytes, portion: portion)
          Issue.record("\(bytes) was read")
        } catch {
          #expect(error.error == problem)
          #expect(before.utf8.reversed().starts(with: error.text.reversed()))
        }
      }
    }
  }
}
