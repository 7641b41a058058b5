import EventStore
import TestSupport
import Testing

@testable import Archive

/// The names of an archive, for completing what a person types.
@Suite struct RecordedNameTests {
  private static func archive(_ records: [String]) throws -> Archive {
    let archive = try Archives.found()
    _ = try archive.record(Minutes.drafts(records))
    return archive
  }

  private static func names(_ kind: NameKind, _ start: String = "") throws -> [String] {
    let archive = try RecordedNameTests.archive(
      [FullMinutes.everything, FullMinutes.json(FullMinutes.document)])
    return try archive.names(kind, startingWith: start).map(\.name)
  }

  @Test func `every name that a filter finds is known`() throws {
    let index = try Archives.index([FullMinutes.everything, FullMinutes.json(FullMinutes.document)])
    #expect(try Self.names(.body) == index.bodyNames.spellings.sorted())
    #expect(try Self.names(.topic) == index.topicNames.spellings.sorted())
    #expect(try Self.names(.person) == index.personNames.spellings.sorted())
    #expect(try Self.names(.documentNumber) == Set(index.records.compactMap(\.number)).sorted())
    let stages = index.records.compactMap(\.stage).map { index.otherNames.spellings[$0] }
    #expect(try Self.names(.stage) == Set(stages).sorted())
    #expect(try !Self.names(.series).isEmpty)
  }

  @Test func `only names that begin with the text are given`() throws {
    for kind in NameKind.allCases where kind != .record {
      for name in try Self.names(kind) {
        let start = String(name.prefix(1))
        #expect(try Self.names(kind, start) == Self.names(kind).filter { $0.hasPrefix(start) })
      }
      #expect(try Self.names(kind, "nobody").isEmpty)
    }
  }

  @Test func `titles are those of texts, and agencies those of numbers`() throws {
    let archive = try RecordedNameTests.archive([
      Minutes.meeting(items: [
        #"{"item":"report","subject":"关于《河长制条例（草案）》和《消防条例》的汇报"}"#,
        #"{"item":"resolution","verb":"通过","title":"绿化条例","number":"渝人发〔2020〕1号"}"#,
      ]), Minutes.document("指导意见", with: #""number":"渝府办发[2020]40 号""#),
    ])
    func names(_ kind: NameKind, _ start: String = "") throws -> [String] {
      try archive.names(kind, startingWith: start).map(\.name)
    }
    #expect(try names(.title) == ["指导意见", "河长制条例", "绿化条例"].sorted())
    #expect(try names(.title, "《河") == ["《河长制条例》"])
    #expect(try names(.agency) == ["渝人发", "渝府办发"].sorted())
  }

  @Test func `records come with the latest first, and items where their meeting is named`() throws {
    #expect(try Self.names(.record) == ["2", "1"])
    #expect(try Self.names(.record, "1") == ["1", "1.1", "1.2", "1.3", "1.4", "1.5"])
    #expect(try Self.names(.record, "1.") == ["1.1", "1.2", "1.3", "1.4", "1.5"])
    let archive = try RecordedNameTests.archive([FullMinutes.everything])
    let titles = try archive.names(.record, startingWith: "").map(\.meaning)
    #expect(titles == [try Archives.index([FullMinutes.everything]).entry(.init(serial: 1))?.title])
  }

  @Test func `nobody waits for more names than they want`() throws {
    let meetings = (1...600).map {
      "{\"title\":\"会\($0)\",\"body\":[\"机构\($0)\"],\"date\":\"2020\"}"
    }
    let archive = try RecordedNameTests.archive(meetings)
    #expect(try archive.names(.body, startingWith: "").count == 600)
    let some = try archive.names(.body, startingWith: "") { false }
    #expect(some.count < 300)
  }
}
