import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// Numbers as Chinese documents have them.
@Suite struct ChineseNumeralTests {
  @Test(arguments: ["零", "〇"] as [Character])
  func `every number up to 99,999 reads back`(zero: Character) {
    for number in 0...99_999 {
      let text = ChineseNumeral.format(number, zero: zero)
      // Expectations cost more than the numerals.
      if ChineseNumeral.parse(text) != number { Issue.record("\(text) is not \(number)") }
    }
  }

  @Test func `large numbers read back`() {
    var chance = SeededGenerator(seed: 22)
    var numbers = [100_000, 100_005, 110_000, 1_000_010, 10_000_000, 99_999_999, 100_000_000]
    numbers += [100_000_005, 100_010_000, 1_000_000_000, 100_001_000, 999_999_999_999]
    for _ in 0..<3000 {
      // Digits that are often zero, because zeros are what is hard to write.
      var number = 0
      for _ in 0..<Int.random(in: 6...10, using: &chance) {
        number = number * 10 + (chance.once(in: 2) ? 0 : Int.random(in: 0...9, using: &chance))
      }
      numbers.append(min(number, 1_000_000_000))
    }
    for number in numbers {
      for zero in ["零", "〇"] as [Character] {
        let text = ChineseNumeral.format(number, zero: zero)
        #expect(ChineseNumeral.parse(text) == number, "\(text)")
      }
    }
  }

  @Test func `numbers are written as Foundation spells them out`() {
    let formatter = NumberFormatter()
    formatter.locale = Locale(identifier: "zh_Hans_CN")
    formatter.numberStyle = .spellOut
    var chance = SeededGenerator(seed: 23)
    // Foundation leaves out the zero behind 亿, which formal texts write.
    let large = (0..<300).map { _ in Int.random(in: 10_000..<100_000_000, using: &chance) }
    for number in Array(1...2000) + large {
      let theirs = formatter.string(from: NSNumber(value: number))
      #expect(ChineseNumeral.format(number, zero: "〇") == theirs)
    }
  }

  @Test(arguments: [
    (4, "四"), (10, "十"), (15, "十五"), (40, "四十"), (100, "一百"), (103, "一百零三"), (110, "一百一十"),
    (115, "一百一十五"), (1003, "一千零三"), (1030, "一千零三十"), (2020, "二千零二十"), (10_000, "一万"),
    (10_010, "一万零一十"), (100_000, "十万"), (0, "零"),
  ])
  func `numbers are written as formal texts write them`(number: Int, text: String) {
    #expect(ChineseNumeral.format(number) == text)
  }

  @Test(arguments: [
    ("40", 40), ("４０", 40), ("007", 7), ("二〇二〇", 2020), ("二零二零", 2020), ("二○二○", 2020),
    ("一九九七", 1997), ("〇", 0), ("零", 0), ("廿", 20), ("廿一", 21), ("卅", 30), ("卅一", 31), ("卌", 40),
    ("卌八", 48), ("一百廿一", 121), ("百零三", 103), ("百二十", 120), ("千零一", 1001), ("两", 2),
    ("两百", 200), ("两千", 2000), ("两千零二十", 2020), ("两万两千两百", 22_200), ("壹佰", 100),
    ("壹佰贰拾叁", 123), ("伍仟陆佰柒拾捌", 5678), ("玖萬", 90_000), ("貳拾", 20), ("肆億", 400_000_000),
    ("一萬零三十", 10_030), ("兩千", 2000), ("一十五", 15), ("一百一十", 110), ("十万", 100_000),
    ("一亿零五", 100_000_005), ("九千九百九十九亿九千九百九十九万九千九百九十九", 999_999_999_999),
    ("123456789012", 123_456_789_012),
  ])
  func `numbers are read in every form`(text: String, number: Int) {
    #expect(ChineseNumeral.parse(text) == number)
  }

  @Test(arguments: [
    "", " ", "十十", "百百", "一二十", "十百", "百千", "万", "亿", "万万", "零十", "一百一", "一万二", "一千二",
    "十零", "一百零", "廿十", "廿廿", "卅廿", "二十廿", "二廿", "一十百", "一百二百", "一万零", "零一百", "四十次",
    "第四十", "4十5百", "-4", "+4", "4.0", "１ ０", "一万一亿", "一亿亿", "一百零零三", "1234567890123", "a", "半",
  ])
  func `what is malformed is refused`(text: String) {
    #expect(ChineseNumeral.parse(text) == nil)
  }

  @Test func `generated characters never hurt, and what is read has one meaning`() {
    var chance = SeededGenerator(seed: 24)
    let characters = "零〇一二三九十百千万亿廿两".map { $0 }
    var read = 0
    for _ in 0..<20_000 {
      let text = String(
        (0..<Int.random(in: 1...7, using: &chance)).map { _ in chance.pick(characters) })
      guard let number = ChineseNumeral.parse(text), text.contains(where: "十百千万亿廿".contains)
      else { continue }
      read += 1
      // The same number, but for zeros and ones that may be left out or put in.
      #expect(bare(ChineseNumeral.format(number)) == bare(text), "\(text) is no \(number)")
    }
    #expect(read > 300)
  }

  private func bare(_ text: String) -> String {
    text.replacing("廿", with: "二十").replacing("两", with: "二").filter { !"零〇一".contains($0) }
  }
}

/// Numbers with the words around them.
@Suite struct OrdinalTextTests {
  @Test(arguments: [
    ("第四十次", 40), ("四十次", 40), ("第四十", 40), ("四十", 40), ("第40次", 40), ("40", 40), ("第９５次", 95),
    ("第一百零三次", 103), ("第廿二次", 22),
  ])
  func `an ordinal is read with and without its words`(text: String, number: Int) {
    #expect(OrdinalText.parse(text, .ordinal) == number)
  }

  @Test(arguments: [("五届", 5), ("第五届", 5), ("第十四届", 14), ("5", 5), ("第5届", 5)])
  func `a term is read with and without its words`(text: String, number: Int) {
    #expect(OrdinalText.parse(text, .term) == number)
  }

  @Test(arguments: [
    "", "第", "次", "第次", "第零次", "0", "第四十届", "四十次会议", "第第四十次", "第四十次次", "-1",
    "第四十\u{2F8EF}",
  ])
  func `what is no ordinal is refused`(text: String) {
    #expect(OrdinalText.parse(text, .ordinal) == nil)
  }

  @Test func `the command line takes ordinals and terms alike`() {
    #expect(Query.number("第四十次") == 40)
    #expect(Query.number("五届") == 5)
    #expect(Query.number("40") == 40)
    #expect(Query.number("会议") == nil)
  }
}
