import EventStore
import TestSupport
import Testing

@testable import Archive

/// The search index on the disk answers as the one in memory does, which reads the whole log.
@Suite struct SegmentModelTests {
  /// So short that a small archive has segments of every kind.
  static let layout = SegmentedIndex.Layout(levels: [32, 8])

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
    var history = try RandomHistory(seed: seed)
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
          // Which topics are counted under a ceiling follows from all records.
          #expect(
            query.ceiling != nil && query.facets.contains(.topic)
              && !segments.search.index.topicRules.isEmpty, "\(query)")
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
