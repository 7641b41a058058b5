import EventStore
import TestSupport
import Testing

@testable import Archive

/// What a site knows follows from records that may leave.
@Suite struct SiteContentTests {
  @Test func `an index of what may leave is the same as one of an archive without the rest`() throws
  {
    var chance = SeededGenerator(seed: 81)
    for ceiling in Openness.allCases {
      let archive = try Archives.found()
      _ = try archive.record(Minutes.drafts(ModelArchive(&chance, count: 40).minutes))
      let whole = try archive.index()
      let open = try whole.open(under: ceiling, in: archive.store)
      let expected = whole.records.filter { $0.openness.isWithin(ceiling) }
      #expect(open.records.map(\.accession) == expected.map(\.accession))
      #expect(open.records.map(\.payload) == expected.map(\.payload))
      #expect(open.records.map(\.openness) == expected.map(\.openness))
    }
  }

  @Test func `names, counts and offices are those of open records`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([
        Minutes.meeting(
          "公开", body: "市政府",
          with: #""attendance":[{"person":"张三","capacity":"present"}],"topics":["审计"]"#),
        Minutes.meeting(
          "秘密", body: "市政府", date: "2021",
          with: #""attendance":[{"person":"张三","office":"局长","capacity":"present"},"#
            + #"{"person":"李四","capacity":"chair"}],"topics":["审计","机密"],"openness":"closed""#),
      ]))
    let content = try SiteContent(of: archive, under: .unconditional)
    #expect(content.bodies.map(\.subject.name) == ["市政府"])
    #expect(content.bodies.map(\.subject.records) == [1])
    #expect(content.topics.map(\.subject.name) == ["审计"])
    #expect(content.topics.map(\.numbers) == [[0]])
    #expect(content.people.map(\.subject.person.name) == ["张三"])
    #expect(content.people.allSatisfy { $0.subject.tenures.isEmpty })
  }

  @Test func `pages keep their names when more is recorded`() throws {
    let archive = try Archives.found()
    func files() throws -> Set<String> {
      let content = try SiteContent(of: archive, under: .unconditional)
      return Set(
        content.bodies.map(\.file) + content.topics.map(\.file) + content.people.map(\.file))
    }
    let more = #""topics":["审计"],"attendance":[{"person":"张三","capacity":"present"}]"#
    _ = try archive.record(Minutes.drafts([Minutes.meeting("一", with: more)]))
    let first = try files()
    #expect(first.count == 3)
    #expect(first.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    _ = try archive.record(
      Minutes.drafts([Minutes.meeting("二", body: "别的机构", date: "2021", with: more)]))
    #expect(try files().isSuperset(of: first))
  }

  @Test func `a text leads from its draft to its adoption`() throws {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([
        Minutes.meeting(
          "会议一", date: "2020-09-18",
          items: [
            #"{"item":"report","presenters":["市农委"],"subject":"关于《重庆市河长制条例（草案）》的汇报","#
              + #""document":{"title":"重庆市河长制条例","stage":"草案"}}"#
          ]),
        Minutes.meeting(
          "会议二", date: "2020-12-03",
          items: [#"{"item":"resolution","verb":"通过","title":"重庆市河长制条例"}"#]),
      ]))
    let content = try SiteContent(of: archive, under: .unconditional)
    for number in ["1.1", "2.1"] {
      let steps = content.steps(of: try #require(AccessionNumber(number)))
      #expect(steps.map { "\($0.entry.accession) \($0.event)" } == ["1.1 heard", "2.1 adopted"])
    }
    #expect(content.steps(of: try #require(AccessionNumber("1"))).isEmpty)
  }

  @Test func `the proofs of a page hold, by one checkpoint`() throws {
    var chance = SeededGenerator(seed: 82)
    let archive = try Archives.found()
    _ = try archive.record(Minutes.drafts(ModelArchive(&chance, count: 30).minutes))
    let content = try SiteContent(of: archive, under: .unconditional)
    #expect(content.checkpoint == (try archive.index(withRoot: true).logCheckpoint))
    for serial in content.serials {
      let records = [serial] + content.index.items(of: serial).map(\.accession)
      let citations = try content.citations(of: records)
      #expect(citations.map(\.entry.accession) == records)
      for proof in citations.flatMap({ $0.others + [$0.proof] }) {
        #expect(proof.findings.isEmpty)
        #expect(proof.disclosure != nil)
        #expect(proof.checkpoint == content.checkpoint)
      }
    }
  }
}
