import EventStore
import TestSupport
import Testing

@testable import Archive

/// The search index on the disk answers as the one in memory does, which reads the whole log.
@Suite struct SegmentModelTests {
  /// So short that a small archive has segments of every kind.
  static let layout = SegmentedIndex.Layout(levels: [32, 8])

  /// An archive in which random things are recorded and done, its index brought up now and then.
  private struct History {
    let archive: Archive
    let storage = MemoryStorage()
    var chance: SeededGenerator
    private let model: ModelArchive
    private var next = 0
    var length: UInt64 = 0

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

  private static func question(_ chance: inout SeededGenerator, length: UInt64) throws -> Query {
    var (query, _) = try SearchModelTests.question(&chance)
    query.facets = chance.some(of: Query.Facet.allCases)
    query.offset = chance.pick([0, 0, 1, 5, 1000])
    query.limit = chance.pick([nil, nil, 0, 1, 10])
    query.order = chance.pick(Query.Order.allCases)
    query.isRetracted = chance.once(in: 8)
    if chance.once(in: 4) {
      query.asOf = .position(Position(UInt64.random(in: 0..<length, using: &chance)))
    }
    return query
  }

  private static func text(_ index: SearchIndex, _ query: Query, _ result: SearchResult) -> String {
    text(EntryExport(index, query, result), as: .json)
  }

  private static func text(_ export: EntryExport, as form: EntryExport.Form) -> String {
    var bytes: [UInt8] = []
    let losses = export.write(as: form, in: .answer) { bytes += $0 }
    #expect(export.failure == nil)
    return String(decoding: bytes, as: UTF8.self) + "\(losses.undated) \(losses.members)"
  }

  /// Every form says the same, wherever pages end.
  private static func comparePages(
    of query: Query, in archive: Archive, with index: SearchIndex, _ chance: inout SeededGenerator
  ) throws {
    var query = query
    query.facets = []
    for form in EntryExport.Form.allCases {
      let length = chance.pick([1, 2, 7, 1000])
      guard let pages = try archive.pages(of: query, length: length) else { return }
      let (export, expected) = (EntryExport(pages), EntryExport(index, query, index.search(query)))
      #expect(export.count == expected.count && export.withheld == expected.withheld)
      // Of meetings whose items do not stand beside them, events are made as they come.
      if query.order == .relevance || query.order == .recorded, form == .ical || form == .timelinejs
      {
        continue
      }
      #expect(text(export, as: form) == text(expected, as: form), "\(query) \(form) \(length)")
    }
  }

  @Test(arguments: 1...4)
  func `random questions are answered as from memory`(seed: UInt64) throws {
    var history = try History(seed: seed)
    var sizes: Set<Int> = []
    for round in 0..<50 {
      try history.step()
      if history.chance.once(in: 3) {
        #expect(SegmentedIndex.update(history.archive.store, layout: Self.layout))
      }
      guard round % 2 == 1 else { continue }
      let length = try history.archive.index().eventCount
      // One has room for everything, and one for about a dozen records.
      let readers = try [1 << 20, 1 << 14].map { try ArchiveReader(of: history.archive, room: $0) }
      for _ in 0..<6 {
        let query = try Self.question(&history.chance, length: length)
        let limit = try query.asOf.map { try RecordingLimit($0, in: "UTC") }
        let index = try history.archive.index(asOf: query.asOf)
        let expected = index.search(query)
        try Self.comparePages(of: query, in: history.archive, with: index, &history.chance)
        for reader in readers {
          let answer = try reader.answer(query)
          #expect(
            Self.text(answer.index, query, answer.result) == Self.text(index, query, expected),
            "\(query)")
        }
        let needs = SegmentedIndex.Needs(query)
        guard let segments = SegmentedIndex(history.archive.store, asOf: limit, for: needs) else {
          // Before anything was written.
          #expect(SegmentedIndex.update(history.archive.store, layout: Self.layout))
          continue
        }
        guard let answer = segments.answer(query) else {
          // What may be told of topics under a ceiling follows from all records.
          #expect(query.ceiling != nil && !segments.search.index.topicRules.isEmpty, "\(query)")
          continue
        }
        #expect(
          Self.text(answer.index, query, answer.result) == Self.text(index, query, expected),
          "\(query)")
        sizes.insert(expected.total)
      }
    }
    #expect(sizes.count > 15)
  }
}
