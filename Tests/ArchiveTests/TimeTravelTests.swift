import EventStore
import TestSupport
import Testing

@testable import Archive

/// What the record said at some time is what an archive says that was recorded until then.
@Suite struct TimeTravelTests {
  /// An archive in which random things are recorded and done, and what it said after each step.
  private struct History {
    let archive: Archive
    var moments: [(end: Position, everything: String)] = []
    private var chance: SeededGenerator
    private let model: ModelArchive
    private var next = 0

    init(seed: UInt64) throws {
      archive = try Archives.found(openness: seed.isMultiple(of: 2) ? .unconditional : .conditional)
      chance = SeededGenerator(seed: seed)
      model = ModelArchive(&chance, count: 12)
      try note()
    }

    /// Everything that the archive says, withdrawn records, histories and differences included.
    static func everything(_ index: SearchIndex, _ archive: Archive) -> String {
      var text = Archives.everything(in: index)
      var withdrawn = Query()
      withdrawn.isRetracted = true
      withdrawn.order = .recorded
      text += Answers.text(index, withdrawn)
      for record in index.records where record.meeting == nil {
        guard let entry = index.entry(record.accession) else { continue }
        var writer = JSONWriter()
        entry.writeWhole(items: index.items(of: record.accession), to: &writer)
        text += String(decoding: writer.bytes, as: UTF8.self)
      }
      for name in index.bodies { text += "\(name)" }
      return text
    }

    private mutating func note() throws {
      let index = try archive.index()
      moments.append((index.checkpoint.next, Self.everything(index, archive)))
    }

    mutating func step() throws {
      let index = try archive.index()
      let numbers = index.records.map(\.accession)
      do {
        switch Int.random(in: 0..<7, using: &chance) {
        case 0, 1:
          guard next < model.minutes.count else { return }
          _ = try archive.record(Minutes.drafts([model.minutes[next]]))
          next += 1
        case 2, 3, 4:
          guard !numbers.isEmpty else { return }
          let fields = ["summary", "notes", "topics", "date", "title", "ordinal"]
          let values = ["审计", "2020-09-19", "7", ""]
          let change = RequestedChange(field: chance.pick(fields), value: chance.pick(values))
          _ = try archive.correct(
            chance.pick(numbers), [change], CorrectionGround(reason: .clerical, authority: "厅"))
        case 5:
          guard !numbers.isEmpty else { return }
          _ = try archive.reclassify(
            chance.pick(numbers),
            Reclassification(
              openness: chance.pick(Openness.allCases), condition: nil, basis: "例", reviewer: "办"))
        default:
          guard !numbers.isEmpty, chance.once(in: 2) else { return }
          _ = try archive.retract(
            chance.pick(numbers),
            Retraction(reason: .duplicate, explanation: nil, authority: "厅", replacedBy: nil))
        }
      } catch is ArchiveError {
        // What makes no sense is refused, and records nothing.
        return
      }
      try note()
    }
  }

  @Test(arguments: 1...3)
  func `the record as of a position is the archive of the events up to it`(seed: UInt64) throws {
    var history = try History(seed: seed)
    for _ in 0..<60 { try history.step() }
    #expect(history.moments.count > 15)
    for (end, everything) in history.moments {
      let moment = RecordingMoment.position(Position(end.rawValue - 1))
      let then = try history.archive.index(asOf: moment)
      #expect(History.everything(then, history.archive) == everything)
    }
    #expect(try history.archive.store.verify().isSound)
  }

  @Test(arguments: 4...5)
  func `a difference tells every field that says something else, and no other`(seed: UInt64) throws
  {
    var history = try History(seed: seed)
    for _ in 0..<60 { try history.step() }
    for _ in 0..<12 {
      let ends = history.moments.map(\.end)
      var chance = SeededGenerator(seed: seed)
      let (a, b) = (chance.pick(ends), chance.pick(ends))
      let moments = [min(a, b), max(a, b)].map {
        RecordingMoment.position(Position($0.rawValue - 1))
      }
      let changes = try history.archive.changes(from: moments[0], to: moments[1]).changes
      let indexes = try moments.map { try history.archive.index(asOf: $0) }
      var expected: [String: [String]] = [:]
      for record in indexes[1].records {
        let new = try #require(indexes[1].entry(record.accession))
        guard let old = indexes[0].entry(record.accession) else {
          if !record.isRetracted { expected["\(record.accession)"] = ["added"] }
          continue
        }
        let fields = PayloadDifference(from: old.members, to: new.members).changes
        var what = fields.map { "\($0.path)" }
        what += Set(new.acts.dropFirst(old.acts.count).map(\.event.name)).filter {
          $0 != "RecordCorrected"
        }.sorted()
        if !what.isEmpty { expected["\(record.accession)"] = what }
      }
      let events: [RecordChange.Kind: String] = [
        .retracted: "RecordRetracted", .reclassified: "RecordReclassified", .added: "added",
      ]
      let found = Dictionary(
        uniqueKeysWithValues: changes.map { change in
          (
            "\(change.accession)",
            change.fields.map { "\($0.path)" } + change.what.compactMap { events[$0] }.sorted()
          )
        })
      #expect(found == expected)
    }
  }
}
