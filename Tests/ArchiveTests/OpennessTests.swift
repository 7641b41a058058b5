import EventStore
import TestSupport
import Testing

@testable import Archive

/// To whom a record may be given.
@Suite struct OpennessTests {
  private static func member(_ openness: Openness?) -> String {
    openness.map { "\"openness\":\"\($0.rawValue)\"" } ?? ""
  }

  /// The openness that counts for a meeting and for its item.
  private static func effective(
    archive: Openness, meeting: Openness?, item: Openness?
  ) throws -> [Openness] {
    let record = Minutes.meeting(with: member(meeting), items: [Minutes.matter(with: member(item))])
    return try Archives.index([record], openness: archive).records.map(\.openness)
  }

  private static let stated: [Openness?] = [nil] + Openness.allCases

  @Test(arguments: Openness.allCases)
  func `what states nothing has the archive's openness`(archive: Openness) throws {
    #expect(try Self.effective(archive: archive, meeting: nil, item: nil) == [archive, archive])
    let index = try Archives.index([Minutes.document()], openness: archive)
    #expect(index.records.map(\.openness) == [archive])
  }

  @Test(arguments: stated, stated)
  func `an item has its meeting's openness or its own, the stricter`(
    meeting: Openness?, item: Openness?
  ) throws {
    for archive in Openness.allCases {
      let found = try Self.effective(archive: archive, meeting: meeting, item: item)
      let above = meeting ?? archive
      #expect(found[0] == above)
      let rank = max(NaiveSearch.rank(above), item.map(NaiveSearch.rank) ?? 0)
      #expect(NaiveSearch.rank(found[1]) == rank)
      #expect(found[1] == above || found[1] == item)
    }
  }

  @Test func `a ceiling lets through what is no stricter`() throws {
    let records = Openness.allCases.map { Minutes.meeting($0.rawValue, with: Self.member($0)) }
    let index = try Archives.index(records)
    for (ceiling, shown) in [
      (Openness.unconditional, 1), (.conditional, 2), (.closed, 4), (.undetermined, 4),
    ] {
      let result = index.search(Answers.query { $0.ceiling = ceiling })
      #expect(result.total == shown && result.count == shown)
      #expect(result.withheld == 4 - shown)
    }
    #expect(index.search(Query()).withheld == 0)
  }

  @Test func `withheld counts only what fits the question`() throws {
    let closed = Self.member(.closed)
    let index = try Archives.index([
      Minutes.meeting("审计会议", with: closed, items: [Minutes.matter()]),
      Minutes.meeting("别的会议", with: closed),
      Minutes.document("审计报告", with: closed), Minutes.document("审计意见"),
    ])
    let words = try Words("审计")
    let result = index.search(
      Answers.query { query in
        query.words = words
        query.ceiling = .unconditional
        query.limit = 0
      })
    #expect(result.total == 1 && result.withheld == 2 && result.count == 0)
  }

  @Test func `facets count only what is shown`() throws {
    let index = try Archives.index([
      Minutes.meeting("甲", body: "密局", date: "2019", with: Self.member(.closed)),
      Minutes.meeting("乙"),
    ])
    let result = index.search(
      Answers.query { query in
        query.ceiling = .conditional
        query.facets = [.body, .year, .kind]
      })
    #expect(
      result.facets.map { $0.counts.map { "\($0.value) \($0.count)" } } == [
        ["市人大常委会 1"], ["2020 1"], ["meeting 1"],
      ])
  }

  @Test func `every openness has a name in the regulation's words`() {
    #expect(Openness.allCases.map(\.chineseName) == ["无条件开放", "有条件开放", "不予开放", "未定"])
  }
}
