import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Texts that people read as the same become the same bytes.
@Suite struct NormalizerTests {
  private static func normalized(_ text: String) -> String {
    String(decoding: Normalizer.normalize(text), as: UTF8.self)
  }

  private static func scalars(_ text: String) -> String {
    text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")
  }

  @Test(arguments: [
    ("Report", "report"), ("ＲＥＰＯＲＴ", "report"), ("Straße", "STRASSE"), ("ﬁnal", "FINAL"),
    ("（２０２０）", "(2020)"), ("ﾒﾓ", "メモ"), ("が", "か\u{3099}"), ("é", "e\u{301}"), ("É", "e\u{301}"),
    ("重慶市人民代表大會常務委員會", "重庆市人民代表大会常务委员会"), ("聽取報告", "听取报告"), ("㈱", "(株)"),
    ("⽉", "月"), ("\u{F98E}", "年"), ("한국", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}"),
    ("a\u{3000}b", "a b"), ("a \t\r\n\u{A0}b", "a b"), ("河长\n制", "河长制"), ("汇报，\r\n会议", "汇报,会议"),
    ("汇报,\n会议", "汇报,会议"),
    ("（\n一）会议", "(一)会议"), ("《\n河长制》", "《河长制》"), ("a,\nb", "a, b"), ("第\n4次", "第 4次"),
    ("河长\n\n制", "河长 制"), ("河长 \n制", "河长 制"), ("河长\na", "河长 a"), ("Å", "\u{212B}"), ("ΣΑΣ", "σας"),
    ("①", "1"),
    ("q\u{307}\u{323}", "q\u{323}\u{307}"), ("第４０次", "第40次"), ("K", "\u{212A}"),
  ])
  func `what people read as the same is the same`(one: String, other: String) {
    #expect(NormalizerTests.normalized(one) == NormalizerTests.normalized(other))
  }

  @Test(arguments: [
    ("四十", "40"), ("汇报", "报告"), ("é", "e"), ("a b", "ab"), ("会议", "会議员"), ("はは", "ばば"), ("。", "."),
    ("e\u{301}\u{300}", "e\u{300}\u{301}"), ("〇", "零"), ("", " "),
  ])
  func `what people tell apart stays apart`(one: String, other: String) {
    #expect(NormalizerTests.normalized(one) != NormalizerTests.normalized(other))
  }

  @Test(
    arguments: [
      0x0000...0x2FFF, 0x3000...0x9FFF, 0xA000...0xFFFF, 0x10000...0x2FFFF, 0x30000...0x323AF,
    ]
      as [ClosedRange<UInt32>])
  func `every character becomes what Foundation makes of it, once and for all`(
    range: ClosedRange<UInt32>
  ) {
    for value in range {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = Normalizer.normalize(String(scalar))
      // Expectations cost more than what they expect.
      if Normalizer.normalize(once) != once {
        Issue.record("\(String(value, radix: 16)) changes when it is normalised twice")
      }
      if value < 0x3400 || value > 0x9FFF || value % 8 == 0,
        once != Array(NaiveNormalizer.normalize(String(scalar)).utf8)
      {
        Issue.record("\(String(value, radix: 16)) differs from Foundation's")
      }
    }
  }

  @Test func `any text becomes what Foundation makes of it`() {
    var chance = SeededGenerator(seed: 31)
    for _ in 0..<3000 {
      let text = NormalizerTests.text(&chance)
      let ours = NormalizerTests.normalized(text)
      let theirs = NaiveNormalizer.normalize(text)
      #expect(
        ours.unicodeScalars.elementsEqual(theirs.unicodeScalars), "\(NormalizerTests.scalars(text))"
      )
    }
  }

  @Test func `normalising twice changes nothing`() {
    var chance = SeededGenerator(seed: 32)
    for _ in 0..<3000 {
      let once = Normalizer.normalize(NormalizerTests.text(&chance))
      #expect(Normalizer.normalize(once) == once)
    }
  }

  @Test func `equivalent texts are equal however they are composed`() {
    var chance = SeededGenerator(seed: 33)
    for _ in 0..<2000 {
      let text = NormalizerTests.text(&chance)
      let plain = Normalizer.normalize(text)
      for other in [
        text.precomposedStringWithCanonicalMapping, text.decomposedStringWithCanonicalMapping,
        text.precomposedStringWithCompatibilityMapping,
        text.decomposedStringWithCompatibilityMapping,
        text.folding(options: .caseInsensitive, locale: nil),
      ] {
        #expect(Normalizer.normalize(other) == plain, "\(NormalizerTests.scalars(text))")
      }
    }
  }

  @Test func `a text that contains another still does`() {
    var chance = SeededGenerator(seed: 34)
    for _ in 0..<500 {
      let part = "河长" + NormalizerTests.text(&chance) + "制"
      let whole = NormalizerTests.text(&chance) + "草" + part + "案" + NormalizerTests.text(&chance)
      #expect(
        ByteSearch.find(Normalizer.normalize(part), in: Normalizer.normalize(whole), from: 0) != nil
      )
    }
  }

  @Test func `marks on one letter are put in order, those of one class keep theirs`() {
    // Classes 220, 230, 230 and 202.
    #expect(
      NormalizerTests.scalars(NormalizerTests.normalized("a\u{301}\u{323}\u{300}\u{327}b"))
        == "61 327 323 301 300 62")
    #expect(NormalizerTests.scalars(NormalizerTests.normalized("\u{301}\u{323}")) == "323 301")
  }

  @Test func `bytes that stop inside a character do not hurt`() {
    let bytes = Array("河长制é😀".utf8)
    for start in bytes.indices {
      for end in start...bytes.count { _ = Normalizer.normalize(bytes[start..<end]) }
    }
  }

  @Test func `ramie is ramie in either script`() {
    // cli.md: "Traditional and Simplified forms match each other".
    #expect(NormalizerTests.normalized("苎麻") == NormalizerTests.normalized("苧麻"))
    for text in ["苎", "苧", "薴"] {
      let once = NormalizerTests.normalized(text)
      #expect(NormalizerTests.normalized(once) == once)
    }
  }

  @Test(arguments: [0x85, 0x1680, 0x2028, 0x2029] as [UInt32])
  func `white space of every kind is a space`(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(scalar.properties.isWhitespace)
    // Normalizer: "every stretch of white space replaced by one space".
    #expect(NormalizerTests.normalized("会议\(scalar) 汇报") == "会议 汇报")
  }

  @Test(arguments: [
    ("か\u{3099}\u{323}", "か\u{323}\u{3099}"), ("好\u{302A}\u{302D}", "好\u{302D}\u{302A}"),
    ("a\u{20D0}\u{323}", "a\u{323}\u{20D0}"),
  ])
  func `marks between U+2000 and U+9FFF are put in order`(one: String, other: String) {
    #expect(one == other, "Swift takes them for one text")
    #expect(
      NormalizerTests.normalized(one).utf8.elementsEqual(NormalizerTests.normalized(other).utf8))
  }

  @Test func `marks that fold into letters are put in order before they are folded`() {
    let (one, other) = ("\u{1FB4}", "α\u{345}\u{301}")
    #expect(one == other, "Swift takes them for one text")
    #expect(
      NormalizerTests.normalized(one).utf8.elementsEqual(NormalizerTests.normalized(other).utf8))
  }

  private static let pieces: [String] = [
    "a", "Z", "é", "e\u{301}", "\u{301}", "\u{323}", "\u{327}", "ﬁ", "ß", "İ", "ı", "Σ", "ς", "Ａ",
    "ａ",
    "１", "①", "㈱", "ｶﾞ", "ガ", "か\u{3099}", "한", "국", "\u{1100}", "\u{1161}", "\u{11A8}", " ",
    "\u{3000}",
    "\u{A0}", "\t", "\n", "河", "長", "长", "會", "会", "議", "乾", "〇", "（", "）", "(", "《", "。", "，", "😀",
    "𠮷", "\u{F98E}", "⽉", "㎡", "½", "ǆ", "Ǆ", "ŉ", "\u{1E9E}", "و\u{64E}\u{651}", "ก\u{E38}\u{E48}",
    "-",
  ]

  private static func text(_ chance: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...12, using: &chance)).map { _ in chance.pick(pieces) }.joined()
  }
}
