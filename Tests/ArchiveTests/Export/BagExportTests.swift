import EventStore
import TestSupport
import Testing

@testable import Archive

/// The log in a bag, where only what a window needs is in memory.
@Suite struct BagExportTests {
  private static func files(
    _ archive: Archive, _ ceiling: Openness, window: UInt64
  ) throws -> [String: [UInt8]] {
    var export = try BagExport(of: archive, under: ceiling, by: "test")
    export.longestWindow = window
    var files: [String: [UInt8]] = [:]
    while let part = try export.next() { files[part.path, default: []] += part.bytes }
    let (done, total) = export.reached
    #expect(done == total)
    return files
  }

  private static func expected(_ index: SearchIndex, _ archive: Archive, _ ceiling: Openness) throws
    -> [String]
  {
    try Stores.read(archive.store).events.map { event in
      index.mayLeave(event, under: ceiling)
        ? String(decoding: event.line, as: UTF8.self)
        : "{\(String(decoding: event.header, as: UTF8.self))}"
    }
  }

  /// Something about persons, sources, bodies and erasures.
  private static func actMore(_ history: inout RandomHistory, _ round: Int) throws {
    let archive = history.archive
    let numbers = try archive.index().records.map(\.accession)
    do {
      switch Int.random(in: 0..<6, using: &history.chance) {
      case 0:
        guard let number = numbers.randomElement(using: &history.chance) else { return }
        let field = history.chance.pick(["summary", "notes", "title"])
        _ = try archive.redact(number, [field], ground: "法\(round)", authority: "馆")
      case 1:
        let source = KeptSource(
          text: "原文\(round % 3)", title: nil,
          openness: history.chance.pick([nil, .closed, .unconditional]))
        let openness = history.chance.pick(Openness.allCases)
        let meeting = Minutes.meeting(
          "来源会\(round)",
          with:
            #""openness":"\#(openness.rawValue)","sources":[{"title":"报","sha256":"\#(source.digest)"}]"#
        )
        _ = try archive.record(Minutes.drafts([meeting]), keeping: [source])
      case 2:
        _ = try archive.record(
          body: .place(
            history.chance.pick(ModelArchive.bodies + ["无人提及"]),
            parents: [history.chance.pick(ModelArchive.bodies)]))
      case 3:
        _ = try archive.record(
          body: .alias(history.chance.pick(ModelArchive.bodies), "别名\(round % 4)"))
      case 4:
        var person = PersonRegistration(name: history.chance.pick(ModelArchive.persons))
        person.disambiguator = "第\(round)"
        person.bodies = [history.chance.pick(ModelArchive.bodies)]
        _ = try archive.record(person: .register(person))
      default: try history.step()
      }
    } catch is ArchiveError {
      // What makes no sense is refused, and records nothing.
    }
  }

  @Test(arguments: 1...4)
  func `the log of a bag is what all events together let leave`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    for round in 0..<45 {
      try history.step()
      try Self.actMore(&history, round)
      if history.chance.once(in: 5) {
        SegmentedIndex.update(history.archive.store, layout: SegmentModelTests.layout)
      }
    }
    let index = try history.archive.index()
    for ceiling in Openness.allCases {
      let expected = try Self.expected(index, history.archive, ceiling)
      for window in [1, 50] as [UInt64] {
        let files = try Self.files(history.archive, ceiling, window: window)
        let lines = String(decoding: files["data/log.jsonl"] ?? [], as: UTF8.self)
          .split(separator: "\n").map(String.init)
        #expect(lines.count == expected.count)
        for (line, other) in zip(lines, expected) where line != other {
          Issue.record("\(ceiling) \(window): \(line.prefix(200)) instead of \(other.prefix(200))")
          break
        }
      }
    }
  }
}
