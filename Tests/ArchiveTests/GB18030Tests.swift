import EventStore
import Testing

@testable import Archive

/// Texts in GB 18030 are read as Python's codec and the later editions read them.
@Suite struct GB18030Tests {
  private static func decoded(_ bytes: [UInt8]) throws -> [UInt8] {
    var text: [UInt8] = []
    #expect(try TextEncoding.decodeGB18030(bytes, to: &text) == bytes.count)
    return text
  }

  /// The code of four bytes with so many before it.
  private static func long(_ pointer: Int) -> [UInt8] {
    [
      UInt8(pointer / 12_600 + 0x81), UInt8(pointer / 1260 % 10 + 0x30),
      UInt8(pointer / 10 % 126 + 0x81), UInt8(pointer % 10 + 0x30),
    ]
  }

  private static let short: [[UInt8]] = (0x81...0xFE).flatMap { first in
    (0x40...0xFE).filter { $0 != 0x7F }.map { [UInt8(first), UInt8($0)] }
  }

  // Scripts/generate-gb18030-table --digest prints the lengths and digests.

  @Test func `every code of two bytes is its character`() throws {
    let text = try Self.decoded(Self.short.flatMap { $0 })
    #expect(text.count == 71_668)
    #expect(
      "\(SHA256.hash(text))" == "8b87855c110b03f512b2b13d00e3a749a9e6cd9f2f6ea1778965787dbd6a69d9")
  }

  @Test func `every code of four bytes is its character`() throws {
    let basic = try Self.decoded((0..<39_420).flatMap(Self.long))
    #expect(basic.count == 116_498)
    #expect(
      "\(SHA256.hash(basic))" == "efc8b18e905caa9e0ea4187852ab4d90bb671c8c722cca4d6bd4f58746eb3e00")
    let above = try Self.decoded((189_000..<1_237_576).flatMap(Self.long))
    #expect(above.count == 4_194_304)
    #expect(
      "\(SHA256.hash(above))" == "2e0020bf912c048cf13c46344e378bda7568255a399d619fe14607d51f9c4b27")
  }

  @Test(
    arguments: [
      ([0xBB, 0xE1, 0xD2, 0xE9], "会议"), ([0xA3, 0xA8, 0xD2, 0xBB, 0xA3, 0xA9], "（一）"),
      ([0x80 - 1, 0x41], "\u{7F}A"), ([0xA2, 0xE3], "€"), ([0x81, 0x30, 0x81, 0x30], "\u{80}"),
      ([0xFE, 0x51], "\u{20087}"), ([0x95, 0x32, 0x90, 0x31], "\u{20087}"), ([0xA8, 0xBC], "ḿ"),
      ([0xA6, 0xD9], "︐"), ([0x84, 0x31, 0x82, 0x36], "︐"), ([0xAA, 0xA1], "\u{E000}"),
      ([0xE3, 0x32, 0x9A, 0x35], "\u{10FFFF}"), ([0x90, 0x30, 0x81, 0x30], "\u{10000}"),
    ] as [([UInt8], String)])
  func `codes that editions changed, and those at the ends`(code: [UInt8], text: String) throws {
    #expect(try Self.decoded(code) == Array(text.utf8))
  }

  @Test(
    arguments: [
      [0x80], [0xFF], [0x81, 0x7F], [0x81, 0xFF], [0x81, 0x20], [0x81, 0x30, 0x41],
      [0x81, 0x30, 0xFF], [0x81, 0x30, 0x81, 0x40], [0x84, 0x31, 0xA5, 0x30],
      [0x8F, 0x39, 0xFE, 0x39], [0xE3, 0x32, 0x9A, 0x36], [0xFE, 0x39, 0xFE, 0x39],
    ] as [[UInt8]])
  func `what is no code is told with its place`(code: [UInt8]) {
    let before = Array("abc".utf8) + [0xBB, 0xE1]
    var text: [UInt8] = []
    #expect(throws: GB18030.BrokenCode(offset: before.count)) {
      try TextEncoding.decodeGB18030(before + code + Array("xyz".utf8), to: &text)
    }
  }

  @Test func `a code that is cut off is left for more`() throws {
    let code: [UInt8] = [0x95, 0x32, 0x90, 0x31]
    for count in 1..<4 {
      var text: [UInt8] = []
      let bytes = [0x61] + code.prefix(count)
      #expect(try TextEncoding.decodeGB18030(bytes, to: &text) == 1)
      #expect(text == [0x61])
    }
  }
}

/// Files are read in the encoding they have.
@Suite struct TextEncodingTests {
  /// 市人大常委会第四十次主任会议，㐀 in GB 18030; the last character has four bytes.
  private static let title: [UInt8] = [
    0xCA, 0xD0, 0xC8, 0xCB, 0xB4, 0xF3, 0xB3, 0xA3, 0xCE, 0xAF, 0xBB, 0xE1, 0xB5, 0xDA, 0xCB, 0xC4,
    0xCA, 0xAE, 0xB4, 0xCE, 0xD6, 0xF7, 0xC8, 0xCE, 0xBB, 0xE1, 0xD2, 0xE9, 0xA3, 0xAC, 0x81, 0x39,
    0xEE, 0x39,
  ]
  private static let text = "市人大常委会第四十次主任会议，㐀"

  @Test func `UTF-8 stays as it is, without its mark`() throws {
    for text in ["", "a", "会议", "\u{FEFF}会议", "\u{FEFF}"] {
      let result = try TextEncoding.text(of: Array(text.utf8))
      #expect(result.encoding == .utf8)
      #expect(
        result.utf8
          == Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" }.map(String.init).joined().utf8)
      )
    }
  }

  @Test func `GB 18030 becomes UTF-8, without its mark`() throws {
    for mark in [[], [0x84, 0x31, 0x95, 0x33]] as [[UInt8]] {
      let result = try TextEncoding.text(of: mark + Array("a,".utf8) + Self.title)
      #expect(result.encoding == .gb18030)
      #expect(String(decoding: result.utf8, as: UTF8.self) == "a," + Self.text)
    }
  }

  @Test func `a NUL is refused in both`() {
    for text in [Array("会议".utf8), Self.title, []] {
      #expect(throws: TextEncodingError(offset: text.count, problem: .nul)) {
        try TextEncoding.text(of: text + [0, 0x61])
      }
    }
  }

  @Test func `what is neither is told with the place of the first byte that is wrong`() {
    let words: [[UInt8]] = [[0xFF, 0xFE, 0x61], [0xE6, 0xB2], [0xC0, 0x81], [0xED, 0xA0, 0x81]]
    for wrong in words {
      #expect(throws: TextEncodingError(offset: 3, problem: .unknownEncoding)) {
        try TextEncoding.text(of: Array("abc".utf8) + wrong)
      }
    }
  }

  @Test func `GB 18030 with any byte spoilt is read or refused within the text`() throws {
    for place in Self.title.indices {
      for byte in UInt8.min...UInt8.max where byte != Self.title[place] {
        var bytes = Self.title
        bytes[place] = byte
        do throws(TextEncodingError) {
          let result = try TextEncoding.text(of: bytes)
          #expect(String(validating: result.utf8, as: UTF8.self) != nil)
        } catch {
          #expect(bytes.indices.contains(error.offset))
        }
      }
    }
  }

  @Test func `GB 18030 that ends anywhere is read up to there, or the broken code is told`() throws
  {
    for count in 2..<Self.title.count {
      let cut = Array(Self.title.prefix(count))
      do throws(TextEncodingError) {
        let result = try TextEncoding.text(of: cut)
        #expect(Self.text.hasPrefix(String(decoding: result.utf8, as: UTF8.self)))
        #expect(count % 2 == 0 && count <= 30)
      } catch {
        #expect(error == TextEncodingError(offset: min(count / 2 * 2, 30), problem: .brokenGB18030))
      }
    }
  }
}
