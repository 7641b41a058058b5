import EventStore
import TestSupport
import Testing

@testable import Archive

/// How days lie to periods whose ends are known as far as they are known.
@Suite struct PeriodTests {
  private static func date(_ text: String) throws -> PartialDate { try #require(PartialDate(text)) }

  private static let days: [(String, String?, String, Period.Relation)] = [
    ("2020-01-10", nil, "2020-01-09", Period.Relation.before),
    ("2020-01-10", nil, "2020-01-10", .within), ("2020-01-10", nil, "9999-12-31", .within),
    ("2020-01-10", "2020-02-01", "2020-01-31", .within),
    ("2020-01-10", "2020-02-01", "2020-02-01", .after),
    ("2020", nil, "2019-12-31", .before), ("2020", nil, "2020-06-01", .uncertain),
    ("2020", nil, "2020-12-31", .within), ("2020", "2021", "2021-01-01", .uncertain),
    ("2020", "2021", "2021-12-31", .after), ("unknown", nil, "2020-01-01", .uncertain),
    ("unknown", "2020-01-01", "2020-01-01", .after),
    ("2020-01-01", "unknown", "2020-05-05", .uncertain),
    ("2020-01-01", "unknown", "2019-05-05", .before), ("../2020-01-05", nil, "2020-01-05", .within),
  ]

  @Test(arguments: days)
  func `a day is in a period from its first day on, and not on the day of its end`(
    start: String, end: String?, day: String, expected: Period.Relation
  ) throws {
    let period = Period(from: try Self.date(start), until: try end.map { try Self.date($0) })
    #expect(period.relation(of: try #require(PartialDate.Part(day))) == expected)
  }

  @Test func `certain is what holds for every day that the dates may mean`() throws {
    var chance = SeededGenerator(seed: 5)
    func day(_ number: Int) -> String { "2020-01-\(number < 10 ? "0" : "")\(number)" }
    for _ in 0..<2000 {
      let days = (0..<5).map { _ in Int.random(in: 1...12, using: &chance) }
      let (start, end) = (days[0]...max(days[0], days[1]), days[2]...max(days[2], days[3]))
      let isOpen = chance.once(in: 4)
      func range(_ days: ClosedRange<Int>) throws -> PartialDate {
        try Self.date("\(day(days.lowerBound))/\(day(days.upperBound))")
      }
      let period = Period(from: try range(start), until: isOpen ? nil : try range(end))
      let relation = period.relation(of: try #require(PartialDate.Part(day(days[4]))))
      let ends = isOpen ? [Int.max] : Array(end)
      let meanings = start.flatMap { first in ends.map { (first, $0) } }
      let holds = meanings.map { days[4] >= $0.0 && days[4] < $0.1 }
      switch relation {
      case .within: #expect(holds.allSatisfy { $0 })
      case .before: #expect(meanings.allSatisfy { days[4] < $0.0 })
      case .after: #expect(meanings.allSatisfy { days[4] >= $0.1 })
      case .uncertain: #expect(holds.contains(true) && holds.contains(false))
      }
    }
  }
}
