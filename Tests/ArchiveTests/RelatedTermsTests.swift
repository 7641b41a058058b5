import EventStore
import TestSupport
import Testing

@testable import Archive

/// Citations and histories of titles are the same whether all records are read or those alone that the
/// search index finds for them.
@Suite struct RelatedTermsTests {
  private static let titles = [
    "河长制条例", "重庆市河长制条例", "四川省河长制条例", "河長制条例（草案）", "消防条例", "关于修改〈消防条例〉的决定", "消防 条例",
  ]
  private static let numbers = [
    "渝府办发〔2020〕1号", "渝府办发〔2020〕2号", "川府办发〔2020〕1号", "渝府办发[2021] 第 1 号", "渝府办发〔²⁰²⁰〕¹号",
  ]

  private static func text(_ chance: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...3, using: &chance)).map { _ in
      let word = chance.pick(["根据", "同时废止", "通过", "审议", "和", "，"])
      return chance.once(in: 2)
        ? "\(word)《\(chance.pick(titles))》" : "\(word)\(chance.pick(numbers))"
    }.joined()
  }

  private static func record(_ number: Int, _ chance: inout SeededGenerator) -> String {
    let body = chance.pick(["重庆市人大常委会", "四川省人大常委会", "市人大常委会"])
    if chance.once(in: 2) {
      let own =
        chance.once(in: 2) ? ",\"number\":\"\(chance.pick(numbers).dropLast())\(number)号\"" : ""
      return Minutes.document(
        "\(chance.pick(titles))",
        with:
          "\"issuers\":[\"\(body)\"],\"summary\":\"\(text(&chance))\",\"notes\":\"\(number)\"\(own),"
          + "\"sections\":[{\"path\":\"一\",\"heading\":\"\(text(&chance))\",\"text\":\"\(text(&chance))\"}]"
      )
    }
    let items = [
      #"{"item":"resolution","verb":"通过","title":"\#(chance.pick(titles))","outcome":"adopted"}"#,
      #"{"item":"resolution","verb":"决定","text":"\#(text(&chance))。","number":"\#(chance.pick(numbers))"}"#,
      #"{"item":"resolution","verb":"根据《\#(chance.pick(titles))》决定","text":"设立机构。"}"#,
      #"{"item":"report","subject":"关于\#(text(&chance))的汇报"}"#,
      #"{"item":"matter","text":"\#(text(&chance))。"}"#,
    ]
    return Minutes.meeting("会议\(number)", body: body, date: "2020-01-02", items: items)
  }

  private static func steps(_ finding: TitleFinding) -> [String] {
    switch finding {
    case .history(let history):
      [history.title]
        + history.steps.map { "\($0.event) \($0.stage ?? "") \($0.entry.accession) \($0.isPlain)" }
    case .severalTitles(let titles): ["several"] + titles
    case .unknown(let nearest): ["unknown"] + nearest
    }
  }

  @Test(arguments: 1...6)
  func `what is found by terms is what all records tell`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let archive = try Archives.found()
    var recorded = 0
    for number in 1...30 {
      // Two documents with one number are refused.
      if (try? archive.record(Minutes.drafts([Self.record(number, &chance)]))) != nil {
        recorded += 1
      }
    }
    #expect(recorded > 15)
    if let some = try archive.index().records.first(where: { $0.kind == .document }) {
      _ = try archive.retract(
        some.accession,
        Retraction(reason: .duplicate, explanation: nil, authority: "厅", replacedBy: nil))
    }
    if let some = try archive.index().records.last(where: { $0.kind == .resolution }) {
      _ = try? archive.correct(
        some.accession, [RequestedChange(field: "text", value: "废止《消防条例》")],
        CorrectionGround(reason: .clerical, authority: "厅"))
    }
    let all = try archive.index()
    let segments = try #require(SegmentedIndex(archive.store, asOf: nil))
    var cited = 0
    for record in all.records {
      let one = try archive.index(of: record.accession)
      let found = try #require(segments.index(ofCitations: record.accession, in: one))
      let citations = found.citations(of: record.accession)
      let wanted = all.citations(of: record.accession)
      #expect(citations?.cites.map(\.accession) == wanted?.cites.map(\.accession))
      #expect(citations?.citedBy.map(\.accession) == wanted?.citedBy.map(\.accession))
      cited += wanted?.citedBy.count ?? 0
    }
    #expect(cited > 0)
    for title in Self.titles + ["《河长制条例》"] {
      let found = try #require(segments.index(ofTitle: title)).history(ofTitle: title)
      let wanted = Self.steps(all.history(ofTitle: title))
      // What nobody names is looked for among all titles.
      if wanted.first != "unknown" { #expect(Self.steps(found) == wanted, "\(title)") }
      #expect(Self.steps(try archive.history(ofTitle: title).finding) == wanted, "\(title)")
    }
    let unknown = try archive.history(ofTitle: "从未登记的条例").finding
    #expect(Self.steps(unknown) == Self.steps(all.history(ofTitle: "从未登记的条例")))
  }
}
