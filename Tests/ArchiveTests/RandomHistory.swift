import EventStore
import TestSupport

@testable import Archive

/// An archive in which random things are recorded and done, its index brought up now and then.
struct RandomHistory {
  let archive: Archive
  let storage = MemoryStorage()
  var chance: SeededGenerator
  private let model: ModelArchive
  private var next = 0

  init(seed: UInt64) throws {
    archive = try Archives.found(
      in: storage, openness: seed.isMultiple(of: 2) ? .unconditional : .conditional)
    chance = SeededGenerator(seed: seed)
    model = ModelArchive(&chance, count: 40)
  }

  mutating func step() throws {
    let numbers = try archive.index().records.map(\.accession)
    do {
      switch Int.random(in: 0..<9, using: &chance) {
      case 0, 1, 2, 3:
        let end = min(next + chance.pick([1, 1, 2, 5]), model.minutes.count)
        guard next < end else { return }
        _ = try archive.record(
          Minutes.drafts(Array(model.minutes[next..<end])), upkeep: { _ in })
        next = end
      case 4, 5:
        guard !numbers.isEmpty else { return }
        let fields = ["summary", "notes", "topics", "date", "title", "ordinal", "openness"]
        let values = ["审计", "2020-09-19", "7", "", "closed", "河长制 第四十次会议"]
        let change = RequestedChange(field: chance.pick(fields), value: chance.pick(values))
        _ = try archive.correct(
          chance.pick(numbers), [change], CorrectionGround(reason: .clerical, authority: "厅"))
      case 6:
        guard !numbers.isEmpty else { return }
        _ = try archive.reclassify(
          chance.pick(numbers),
          Reclassification(
            openness: chance.pick(Openness.allCases), condition: nil, basis: "例", reviewer: "办"))
      case 7:
        let definition = TopicDefinition(
          name: chance.pick(["审计", "水", "Budget", "河长制"]),
          phrases: chance.some(of: ["审计", "河", "第四十次", "budget"]),
          broader: chance.once(in: 3) ? chance.pick(["财政", "水"]) : nil)
        _ = try archive.record(.define(definition))
      default:
        guard !numbers.isEmpty, chance.once(in: 2) else { return }
        _ = try archive.retract(
          chance.pick(numbers),
          Retraction(reason: .duplicate, explanation: nil, authority: "厅", replacedBy: nil))
      }
    } catch is ArchiveError {
      // What makes no sense is refused, and records nothing.
    }
  }
}
