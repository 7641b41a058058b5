import EventStore
import TestSupport
import Testing

@testable import Archive

/// Rows for PostgreSQL's `COPY`, read back as its documentation tells.
@Suite struct CopyTextTests {
  private static let signs: [String] = [
    "\\", "\t", "\n", "\r", "\0", "N", "n", "t", ".", "会", "😀", "\u{8}", "\u{B}", "\u{7F}", "'",
    "\"", "é",
  ]

  private static func text(_ chance: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...12, using: &chance)).map { _ in chance.pick(signs) }.joined()
  }

  @Test(arguments: 1...20)
  func `whatever stands in a column is read back, but for U+0000`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var copy = CopyText()
    var rows: [[String?]] = []
    var zeros = 0
    for _ in 0..<50 {
      let row: [String?] = (0..<4).map { _ in chance.once(in: 5) ? nil : Self.text(&chance) }
      for value in row {
        zeros += value?.count { $0 == "\0" } ?? 0
        if chance.once(in: 2) {
          copy.text(value)
        } else {
          copy.text(value.map { Array($0.utf8)[...] })
        }
      }
      copy.endRow()
      rows.append(row.map { $0?.replacing("\0", with: "") })
    }
    #expect(ModelDatabase.rows(of: copy.bytes) == rows)
    #expect(copy.zeros == zeros)
    // No row is the end of the data.
    #expect(!copy.bytes.split(separator: UInt8(ascii: "\n")).contains(Array("\\.".utf8)[...]))
  }

  @Test func `JSON loses its U+0000 and nothing that looks like it`() {
    var copy = CopyText()
    for json in [
      #"{"a":"x\u0000y"}"#, #"{"a":"\\u0000"}"#, #"{"a":"\\\u0000\""}"#, #"{"a":"\u0001"}"#,
      #"{"a":1}"#,
    ] { copy.json(Array(json.utf8)) }
    copy.endRow()
    #expect(
      ModelDatabase.rows(of: copy.bytes) == [
        [
          #"{"a":"xy"}"#, #"{"a":"\\u0000"}"#, #"{"a":"\\\""}"#, #"{"a":"\u0001"}"#, #"{"a":1}"#,
        ]
      ])
    #expect(copy.zeros == 2)
  }

  @Test func `a literal ends where it should`() {
    #expect(CopyText.literal("重庆市's \\ '") == "'重庆市''s \\ '''")
  }
}

/// Pairs of characters, by which PostgreSQL finds words.
@Suite struct CharacterPairsTests {
  private static func written(_ fields: [String]) -> String {
    var pairs = CharacterPairs()
    for field in fields {
      let scalars = field.unicodeScalars.map(\.value)
      scalars.withUnsafeBufferPointer { pairs.add($0) }
    }
    var bytes: [UInt8] = []
    let isWhole = pairs.write(to: &bytes)
    #expect(isWhole)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `each pair stands there once, none reaches across a space or into the next field`() {
    #expect(Self.written(["河长制 河长", "制河"]) == "'制河' '河长' '长制'")
    #expect(Self.written(["一", "", "a b"]) == "")
  }

  @Test func `what has a meaning in a tsvector is doubled`() {
    #expect(Self.written(["'\\"]) == "'''\\\\'")
    #expect(Self.written(["é😀"]) == "'é😀'")
  }

  @Test func `a record that is too long for PostgreSQL is cut and told`() {
    var pairs = CharacterPairs()
    var scalars: [UInt32] = []
    for step in UInt32(1)...20 {
      for number in 0..<UInt32(20_000) { scalars.append(0x4E00 + number * step % 19_997) }
    }
    scalars.withUnsafeBufferPointer { pairs.add($0) }
    var bytes: [UInt8] = []
    let isWhole = pairs.write(to: &bytes)
    #expect(!isWhole)
    #expect(bytes.count < 1_000_020)
  }
}
