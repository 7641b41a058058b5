import EventStore
import TestSupport
import Testing

@testable import Archive

/// The order of answers, as the command line's page tells it.
@Suite struct SearchOrderTests {
  /// Dates in their order, oldest first; unknown ones last.
  private static let dates = [
    "../2019-12-31", "../2020", "2020-01-01", "2020-01-01/2020-01-05", "2020-01", "2020-01-01/..",
    "2020-01-02",
    "2020-02", "2020-02-01/2020-03", "2021", "unknown",
  ]

  private static func index(of dates: [String]) throws -> SearchIndex {
    try Archives.index(
      dates.enumerated().map { Minutes.meeting("会议\($0.offset)", date: $0.element) })
  }

  private static func dates(_ index: SearchIndex, _ order: Query.Order) -> [String] {
    let result = index.search(Answers.query { $0.order = order })
    return index.entries(of: result).map { "\($0.date)" }
  }

  @Test func `the start of the date counts first, then its end`() throws {
    var chance = SeededGenerator(seed: 61)
    for _ in 0..<10 {
      let index = try Self.index(of: Self.dates.shuffled(using: &chance))
      #expect(Self.dates(index, .oldestFirst) == Self.dates)
    }
  }

  @Test func `the newest come first the other way round, but unknown dates last`() throws {
    var chance = SeededGenerator(seed: 62)
    for _ in 0..<10 {
      let index = try Self.index(of: Self.dates.shuffled(using: &chance))
      #expect(Self.dates(index, .newestFirst) == Self.dates.dropLast().reversed() + ["unknown"])
    }
  }

  @Test func `of one date the accession number counts, in the same direction`() throws {
    let records = [
      Minutes.meeting("甲", items: [Minutes.matter("一"), Minutes.matter("二")]), Minutes.meeting("乙"),
      Minutes.meeting("丙", date: "unknown"), Minutes.meeting("丁", date: "unknown"),
    ]
    let index = try Archives.index(records)
    #expect(
      Answers.numbers(index) { $0.order = .oldestFirst } == ["1", "1.1", "1.2", "2", "3", "4"])
    #expect(
      Answers.numbers(index) { $0.order = .newestFirst } == ["2", "1.2", "1.1", "1", "4", "3"])
    #expect(Answers.numbers(index) { $0.order = .recorded } == ["1", "1.1", "1.2", "2", "3", "4"])
  }

  @Test func `numbers are ordered as numbers`() throws {
    let index = try Archives.index((1...11).map { Minutes.meeting("会议\($0)") })
    #expect(Answers.numbers(index) { $0.order = .oldestFirst } == (1...11).map(String.init))
  }

  @Test func `a question asks for the newest first unless it says otherwise`() {
    #expect(Query().order == .newestFirst)
  }

  @Test func `pages cut the same order, and the total counts them all`() throws {
    let index = try Self.index(of: Self.dates)
    let whole = Answers.numbers(index) { _ in }
    var pages: [String] = []
    for offset in stride(from: 0, to: 15, by: 4) {
      let query = Answers.query { query in
        query.offset = offset
        query.limit = 4
      }
      let result = index.search(query)
      #expect(result.total == Self.dates.count)
      #expect(result.count == min(4, max(0, Self.dates.count - offset)))
      pages += index.entries(of: result).map { "\($0.accession)" }
    }
    #expect(pages == whole)
  }
}
