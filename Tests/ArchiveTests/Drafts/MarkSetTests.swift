import EventStore
import Testing

@testable import Archive

/// Tables of words find what trying each word at each place finds.
@Suite struct MarkSetTests {
  /// Words of one character to four, some inside of others; two of them share the bucket of a first character.
  private static let words: StaticString = "会 会议 会议室 议 大会 大 乙 乙丙 丙乙丙 a ab 、 以及 㐀 一"
  private static let list = "\(words)".split(separator: " ").map { $0.unicodeScalars.map(\.value) }
  private static let letters = Array("会议室大乙丙ab、以及㐀一丁".unicodeScalars)

  private static func text(_ generator: inout SeededGenerator) -> PageText {
    let count = Int.random(in: 1...40, using: &generator)
    let scalars = (0..<count).map { _ in
      letters[Int.random(in: 0..<letters.count, using: &generator)]
    }
    return PageText(Array(String(String.UnicodeScalarView(scalars)).utf8))
  }

  /// The longest word that stands at a place.
  private static func longest(_ units: ArraySlice<UInt32>) -> Int? {
    list.filter { units.starts(with: $0) }.map(\.count).max()
  }

  private static func longestSuffix(_ units: ArraySlice<UInt32>) -> Int? {
    list.filter { units.reversed().starts(with: $0.reversed()) }.map(\.count).max()
  }

  private static func check(_ set: some MarkSet, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let text = text(&generator)
      let start = Int.random(in: 0...text.units.count, using: &generator)
      let end = Int.random(in: start...text.units.count, using: &generator)
      let units = text.units[start..<end]
      for place in start..<end {
        #expect(
          set.longest(in: text, at: place, before: end)?.count == longest(units[place...]))
      }
      #expect(set.longest(in: text, at: end, before: end) == nil)
      #expect(
        set.longestSuffix(in: text, to: end, from: start)?.count == longestSuffix(units))
      let first = units.indices.first { longest(units[$0...]) != nil }
      let found = set.first(in: text, start..<end)
      #expect(found?.range.lowerBound == first)
      #expect(found?.range.count == first.flatMap { longest(units[$0...]) })
      #expect(found?.mark.count == found?.range.count)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a table finds the longest word, wherever it stands`(seed: UInt64) {
    Self.check(Marks(Self.words), seed: seed)
  }

  @Test(arguments: [4, 5, 6] as [UInt64])
  func `a few words are found as those of a table are`(seed: UInt64) {
    Self.check(Few(Self.words), seed: seed)
  }

  @Test func `one word is found where it stands first and last`() {
    var generator = SeededGenerator(seed: 7)
    let mark: Mark = "丙乙丙"
    let word: [UInt32] = mark.string.unicodeScalars.map(\.value)
    for _ in 0..<2000 {
      let text = Self.text(&generator)
      let places = text.units.indices.filter { text.units[$0...].starts(with: word) }
      #expect(text.all.first(mark)?.lowerBound == places.first)
      #expect(text.all.last(mark)?.lowerBound == places.last)
      #expect(text.all.contains(mark) == !places.isEmpty)
    }
  }

  @Test func `words are compared by what they are made of`() {
    let verb: Mark = "主持召开"
    #expect(verb == "主持召开" && verb != "主持" && verb != "主持召集")
    #expect(verb.hasPrefix("主持") && !verb.hasPrefix("召开") && !verb.hasPrefix("主持召开了"))
    #expect(verb.hasSuffix("召开") && !verb.hasSuffix("主持"))
    #expect(verb.contains("持召") && !verb.contains("开召"))
    #expect(verb.count == 4 && verb.string == "主持召开")
    #expect(verb.first == 0x4E3B && verb.last == 0x5F00)
  }

  @Test func `a table of characters holds those it was made of`() {
    let table = CharacterTable("乙丙", "会a")
    for scalar in "乙丙会".unicodeScalars { #expect(table.contains(scalar.value)) }
    for scalar in "甲议a㐀".unicodeScalars { #expect(!table.contains(scalar.value)) }
    #expect(!table.contains(0x20000) && !table.contains(0))
  }
}
