import EventStore
import TestSupport
import Testing

@testable import Archive

/// The index answers as a naive search does.
@Suite struct SearchModelTests {
  /// A random question, and its words as the model knows them.
  static func question(
    _ chance: inout SeededGenerator
  ) throws -> (query: Query, words: NaiveWords.Question?) {
    var query = Query()
    func isAsked(_ chance: inout SeededGenerator) -> Bool { chance.once(in: 7) }
    if isAsked(&chance) {
      query.bodies = chance.some(of: ["市人大常委會", "市政府", "國務院", "ＣＯＵＮＣＩＬ", "无"])
    }
    if isAsked(&chance) { query.series = chance.some(of: ["主任會議", "常务会议", "茶话会"]) }
    if isAsked(&chance) { query.topics = chance.some(of: ["審計", "河长制", "BUDGET", "教育"]) }
    if isAsked(&chance) { query.persons = chance.some(of: ["张轩", "李克強", "ann lee", "王某"]) }
    if isAsked(&chance) { query.kinds = chance.some(of: RecordKind.allCases) }
    if isAsked(&chance) { query.outcomes = chance.some(of: ["adopted", "rejected", "noted"]) }
    if isAsked(&chance) { query.stages = chance.some(of: ["草案", "送審稿", "终稿"]) }
    if isAsked(&chance) { query.openness = chance.some(of: Openness.allCases) }
    if isAsked(&chance) { query.number = chance.pick(ModelArchive.numbers + ["试字〔2020〕3号"]) }
    if isAsked(&chance) { query.term = chance.pick([4, 5, 6]) }
    if isAsked(&chance) { query.ordinal = chance.pick([7, 40, 41]) }
    let days = ["2019", "2020", "2020-02", "2020-04-22", "2020-09-18", "2020-09-20", "2021"]
    if isAsked(&chance) { query.from = PartialDate.Part(chance.pick(days)) }
    if isAsked(&chance) { query.to = PartialDate.Part(chance.pick(days)) }
    if chance.once(in: 3) { query.ceiling = chance.pick(Openness.allCases) }
    query.order = chance.pick([.oldestFirst, .newestFirst, .recorded])
    let words = chance.once(in: 3) ? NaiveWords.Question.random(&chance) : nil
    query.words = try words.flatMap { try Words($0.text(&chance)) }
    return (query, words)
  }

  @Test(
    arguments: [(51, .unconditional), (52, .conditional), (53, .closed)] as [(UInt64, Openness)])
  func `random questions are answered as the definitions say`(
    seed: UInt64, openness: Openness
  ) throws {
    var chance = SeededGenerator(seed: seed)
    let model = ModelArchive(&chance, count: 45, openness: openness)
    let index = try Archives.index(model.minutes, openness: openness)
    #expect(index.records.map(\.accession) == model.records.map(\.accession))
    let naive = NaiveSearch(model.records)
    var sizes: Set<Int> = []
    for _ in 0..<160 {
      var (query, words) = try Self.question(&chance)
      let expected = naive.search(query, words)
      query.facets = chance.some(of: Query.Facet.allCases)
      query.offset = chance.pick([0, 0, 1, 5, 1000])
      query.limit = chance.pick([nil, nil, 0, 1, 10])
      let page = expected.places.dropFirst(query.offset).prefix(query.limit ?? .max)
      let result = index.search(query)
      #expect(result.places == Array(page), "\(query)")
      #expect(result.total == expected.places.count)
      #expect(result.withheld == expected.withheld)
      #expect(result.facets.map(\.facet) == query.facets)
      for (facet, counts) in result.facets {
        #expect(
          counts.map { "\($0.value) \($0.count)" } == naive.counts(of: facet, expected.places))
      }
      sizes.insert(expected.places.count)
    }
    // Many different answers, not always nothing or everything.
    #expect(sizes.count > 20)
  }

  @Test func `the best match comes first, and of equals the newest`() throws {
    var chance = SeededGenerator(seed: 54)
    let model = ModelArchive(&chance, count: 25)
    let index = try Archives.index(model.minutes)
    let naive = NaiveSearch(model.records)
    var longest = 0
    for _ in 0..<40 {
      let words = NaiveWords.Question.random(&chance)
      var query = Query()
      query.words = try Words(words.text(&chance))
      query.order = .relevance
      let places = index.search(query).places
      #expect(places.sorted() == naive.search(query, words).places.sorted())
      let scores = places.map { naive.relevance(of: $0, words) }
      for (before, after) in zip(scores, scores.dropFirst()) { #expect(before >= after - 1e-9) }
      longest = max(longest, places.count)
    }
    #expect(longest > 10)
  }

  @Test func `relevance without words is newest first`() throws {
    var chance = SeededGenerator(seed: 55)
    let index = try Archives.index(ModelArchive(&chance, count: 20).minutes)
    #expect(
      Answers.numbers(index) { $0.order = .relevance }
        == Answers.numbers(index) { $0.order = .newestFirst })
  }
}
