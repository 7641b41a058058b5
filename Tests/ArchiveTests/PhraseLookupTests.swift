import EventStore
import TestSupport
import Testing

@testable import Archive

/// Phrases whose rarest term few of many versions have.
@Suite struct PhraseLookupTests {
  private static let count = 9000

  /// Texts in which one term is rare, one stands in several blocks, and one as bits; some long, so that
  /// places of positions are told here and there.
  private static func texts() -> [String] {
    var chance = SeededGenerator(seed: 4)
    return (0..<count).map { number in
      var text = ""
      for _ in 0..<chance.pick([0, 1, 1, 2, 5]) {
        text += String(repeating: "空", count: chance.pick([0, 1, 2, 170, 200]))
        text += chance.pick(["河长", "长制", "河", "制", "甲"])
      }
      if number % 14 == 0 { text += "长制" }
      if number % 90 == 3 { text += chance.pick(["河长制", "河长空长制", "甲河长制定", "制定", "长制定"]) }
      if number % 2 == 1 { text += "河长" }
      return text
    }
  }

  @Test func `a phrase is found where it stands, among all versions and among some`() throws {
    let texts = Self.texts()
    let segment = try SegmentTests.segment(texts.map { [Normalizer.normalize($0)] })
    var chance = SeededGenerator(seed: 5)
    var found = 0
    for typed in ["河长制", "长制定", "河长制定", "甲河长制", "制定", "长空长", "定河"] {
      let words = try #require(try Words("\"\(typed)\""))
      let form = try #require(words.required.first?.first?.forms.first)
      let expected = texts.indices.filter { texts[$0].contains(typed) }.map(UInt32.init)
      let matcher = FormMatcher(form, in: segment)
      #expect(matcher.versions.numbers == expected, "\(typed)")
      found += expected.count
      for step in [1, 3, 40, 700] {
        let some = stride(from: 0, to: Self.count, by: step).map(UInt32.init)
        let wanted = VersionSet(some, of: Self.count)
        let known = Set(expected)
        #expect(matcher.versions(within: wanted).numbers == some.filter(known.contains))
      }
      let start = Int.random(in: 0..<Self.count, using: &chance)
      let range = VersionSet(start..<Self.count, of: Self.count)
      #expect(matcher.versions(within: range).numbers == expected.filter { $0 >= start })
    }
    #expect(found > 100)
    #expect(!segment.isDamaged)
  }

  @Test func `versions have the ranks that they have among those of a term`() throws {
    let texts = Self.texts()
    let segment = try SegmentTests.segment(texts.map { [Normalizer.normalize($0)] })
    var chance = SeededGenerator(seed: 6)
    for typed in ["河长", "长制", "制定"] {
      let scalars = typed.unicodeScalars.map(\.value)
      let postings = try #require(
        segment.postings(ofPair: TextUnits.pair(scalars[0], scalars[1])))
      let having = texts.indices.filter { texts[$0].contains(typed) }
      #expect(postings.versions.numbers == having.map(UInt32.init))
      let rank = Dictionary(uniqueKeysWithValues: having.enumerated().map { ($1, UInt32($0)) })
      let asked = texts.indices.filter { _ in chance.once(in: 5) }
      var shared = SharedVersions(asked.map(UInt32.init))
      shared.keep(thoseOf: postings)
      let kept = asked.filter { rank[$0] != nil }
      #expect(shared.versions == kept.map(UInt32.init))
      #expect(shared.ranks == [kept.compactMap { rank[$0] }])
    }
  }

  @Test func `records have the places that they were given`() {
    var table = PlaceTable()
    var expected: [AccessionNumber: Int] = [:]
    var chance = SeededGenerator(seed: 8)
    for place in 0..<3000 {
      let number = AccessionNumber(
        serial: UInt64.random(in: 1...900, using: &chance),
        item: Int.random(in: 0...3, using: &chance))
      #expect(table[number] == expected[number])
      table[number] = place
      expected[number] = place
    }
    for (number, place) in expected { #expect(table[number] == place) }
    #expect(table[AccessionNumber(serial: 901)] == nil)
  }
}
