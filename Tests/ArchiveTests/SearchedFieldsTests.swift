import EventStore
import TestSupport
import Testing

@testable import Archive

/// The fields that words search are those that a slower way finds, which works on their bytes.
@Suite struct SearchedFieldsTests {
  private static let pieces = [
    "会", "议", "听取", "報告", "４０", "Ａb", "A", " ", "\u{3000}", "\t", "\n", "\r\n", "，", "。", "《", "》",
    "…", "“", "—", "·", "é", "e\u{301}", "か", "が", "か\u{3099}", "한", "ﷺ", "ﬁ", "㎡", "\u{1F600}",
    "𠀀", "\u{AD}", "\u{A0}", "\u{85}", "\u{7F}", "ǅ", "İ", "ẞ", "\u{345}", "-", "（", "）",
  ]

  /// Whether a field holds another one between punctuation.
  private static func holds(_ field: [UInt8], _ other: [UInt8]) -> Bool {
    var at = 0
    while let start = ByteSearch.find(other, in: field, from: at) {
      let before = String(decoding: field[..<start], as: UTF8.self).unicodeScalars.last
      let behind = String(decoding: field[(start + other.count)...], as: UTF8.self)
        .unicodeScalars.first
      if [before, behind].allSatisfy({ $0.map(isEdge) ?? true }) { return true }
      at = start + 1
    }
    return other.isEmpty
  }

  private static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
    " 、。〈〉《》「」『』【】〔〕〖〗〘〙〚〛".unicodeScalars.contains(scalar)
      || Script.Side(scalar.value) == .punctuation
  }

  @Test(arguments: 1...5)
  func `fields are normalised, and left out where an earlier one holds them`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var searched = SearchedFields(in: ReusedMemory())
    for _ in 0..<2000 {
      var texts: [String] = []
      for _ in 0..<Int.random(in: 1...4, using: &chance) {
        let count = Int.random(in: 0...8, using: &chance)
        var text = (0..<count).map { _ in chance.pick(Self.pieces) }.joined()
        if chance.once(in: 3), let earlier = texts.last { text = chance.pick(["", "《"]) + earlier }
        if chance.once(in: 3), let earlier = texts.first {
          texts[0] = earlier + chance.pick(["：", "议", "》"]) + text
        }
        texts.append(text)
      }
      searched.removeAll()
      var expected: [[UInt8]] = []
      for text in texts {
        var copy = text
        copy.withUTF8 { searched.append($0) }
        let field = Normalizer.normalize(text)
        if !expected.contains(where: { Self.holds($0, field) }) { expected.append(field) }
      }
      #expect(searched.bytes == expected, "\(texts)")
      for (index, field) in expected.enumerated() {
        #expect(SearchedFields.byteCount(of: searched[index]) == field.count)
      }
    }
  }

  @Test func `every character becomes what it becomes by itself`() {
    var searched = SearchedFields(in: ReusedMemory())
    for value in UInt32(0)..<0x30000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      searched.removeAll()
      var text = String(scalar)
      text.withUTF8 { searched.append($0) }
      let field = Normalizer.normalize(text)
      if searched.bytes != [field] { Issue.record("U+\(String(value, radix: 16))") }
    }
  }
}
