import EventStore
import TestSupport
import Testing

@testable import Archive

/// Names that somebody may have meant, from the files of the index and from the log alike.
@Suite struct NearNamesTests {
  private let storage = MemoryStorage()
  private let archive: Archive

  init() throws {
    archive = try Archives.found(in: storage)
    let topics = ["财政预算", "财政监督", "养老服务", "Smart City", "安全生产"]
    let minutes = topics.enumerated().map { number, topic in
      """
      {"title":"会议\(number)","body":["市政府"],"date":"2020-01-0\(number + 1)","topics":["\(topic)"],\
      "attendance":[{"person":"李克強","capacity":"present"},\
      {"person":"王\(number)明","capacity":"present"}]}
      """
    }
    _ = try archive.record(Minutes.drafts(minutes))
  }

  /// The near names by the files, which must be those that the log has.
  private func near(_ change: (inout Query) -> Void) throws -> [[String]] {
    var query = Query()
    change(&query)
    #expect(SegmentedIndex.update(archive.store))
    let answer = try archive.answer(query)
    #expect(answer.segments != nil)
    let near = answer.nearNames(to: query)
    let index = try archive.index(asOf: query.asOf)
    #expect(Answer(index: index, result: index.search(query)).nearNames(to: query) == near)
    return near.map(\.near)
  }

  @Test func `the nearest come first, as records spell them`() throws {
    #expect(try near { $0.topics = ["财政予算"] } == [["财政预算"]])
    #expect(try near { $0.topics = ["财政"] } == [["财政监督", "财政预算"]])
    #expect(try near { $0.topics = ["smart city programme"] } == [["Smart City"]])
    #expect(try near { $0.persons = ["李克张"] } == [["李克強"]])
    #expect(try near { $0.persons = ["王九明"] } == [["王0明", "王1明", "王2明"]])
    #expect(try near { $0.topics = ["粮食"] } == [])
  }

  @Test func `what exists is not corrected, and each name is looked at by itself`() throws {
    #expect(try near { $0.topics = ["财政预算", "养老"] } == [["养老服务"]])
    #expect(
      try near {
        $0.topics = ["养老"]
        $0.persons = ["李克强"]
        $0.bodies = ["市政"]
      } == [["市政府"], ["养老服务"]])
  }

  @Test func `only names that some record has are offered`() throws {
    let last = try archive.index().eventCount - 1
    let retraction = Retraction(
      reason: .wrongSource, explanation: nil, authority: "办公厅", replacedBy: nil)
    _ = try archive.retract(AccessionNumber(serial: 3), retraction)
    #expect(try near { $0.topics = ["养老"] } == [])
    #expect(
      try near {
        $0.topics = ["养老"]
        $0.isRetracted = true
      } == [["养老服务"]])
    #expect(
      try near {
        $0.topics = ["养老"]
        $0.asOf = RecordingMoment("@\(last)")
      } == [["养老服务"]])
  }

  @Test func `names that only withheld records have are not told`() throws {
    let closed = """
      {"title":"内部会议","body":["保密委员会"],"date":"2020-02-01","topics":["财政审计"],"openness":"closed",\
      "attendance":[{"person":"趙密","capacity":"present"},{"person":"李克強","capacity":"present"}]}
      """
    _ = try archive.record(Minutes.drafts([closed]))
    func ask(_ query: inout Query) {
      query.topics = ["财政申计"]
      query.persons = ["赵密密"]
      query.bodies = ["保密委"]
    }
    #expect(try near(ask).joined().contains("财政审计"))
    #expect(try near(ask).joined().contains("趙密"))
    let shown = try near {
      ask(&$0)
      $0.ceiling = .unconditional
    }
    #expect(Set(shown.joined()).isDisjoint(with: ["财政审计", "趙密", "赵密", "保密委员会"]))
  }

  @Test func `a defined topic is offered where its phrases are found`() throws {
    let definition = TopicDefinition(name: "预算工作", phrases: ["会议0"], broader: nil)
    _ = try archive.record(.define(definition))
    #expect(try near { $0.topics = ["预算工"] } == [["预算工作"]])
  }
}
