import EventStore
import TestSupport
import Testing

@testable import Archive

/// Many questions with one opening of the files.
@Suite struct ArchiveReaderTests {
  @Test func `a reader answers as the archive did when it was opened`() throws {
    let archive = try Archives.found(in: MemoryStorage())
    let minutes = (1...300).map { Minutes.meeting("会议\($0)", body: "市委", date: "2021") }
    _ = try archive.record(Minutes.drafts(minutes))
    let questions = try ["会议", "会议7", "\"会议1\" OR 会议2*", "没有"].map { words in
      var query = Query()
      query.words = try Words(words)
      query.facets = [.body]
      query.limit = 20
      return query
    }
    func found(_ answer: Answer) -> [String] {
      ["\(answer.result.total)"] + answer.index.entries(of: answer.result).map { "\($0.accession)" }
    }
    let before = try questions.map { found(try archive.answer($0)) }
    let reader = try ArchiveReader(of: archive)
    for _ in 0..<2 { #expect(try questions.map { found(try reader.answer($0)) } == before) }
    _ = try archive.record(
      Minutes.drafts([Minutes.meeting("会议7", body: "市政府", date: "2022")]))
    #expect(try questions.map { found(try reader.answer($0)) } == before)
    #expect(try questions.map { found(try archive.answer($0)) } != before)
    // What the files do not answer is asked of the archive as it is.
    var onDay = questions[0]
    onDay.on = PartialDate.Part(year: 2022, month: 1, day: 1)
    #expect(found(try reader.answer(onDay)) == found(try archive.answer(onDay)))
  }

  @Test func `a reader answers about earlier times as the archive does`() throws {
    let archive = try Archives.found(in: MemoryStorage())
    for (day, body) in [("2021", "市委"), ("2022", "市政府"), ("2023", "市委常委会")] {
      let minutes = (1...60).map { Minutes.meeting("会议\(day)-\($0)", body: body, date: day) }
      _ = try archive.record(Minutes.drafts(minutes))
    }
    _ = try archive.record(
      .define(TopicDefinition(name: "会", phrases: ["会议2022"], broader: nil)))
    let reader = try ArchiveReader(of: archive)
    func found(_ answer: Answer) -> [String] {
      let counts = answer.result.facets.flatMap { $0.counts.map { "\($0.value) \($0.count)" } }
      return ["\(answer.result.total)"] + counts
        + answer.index.entries(of: answer.result).map { "\($0.accession)" }
    }
    var totals: Set<Int> = []
    for position in [0, 1, 40, 61, 62, 63, 100, 150, 183, 184, 190, 40] as [UInt64] {
      for body in [nil, "市委", "市政府"] {
        for topic in [nil, "会"] {
          var query = Query()
          query.asOf = .position(Position(position))
          query.bodies = body.map { [$0] } ?? []
          query.topics = topic.map { [$0] } ?? []
          query.facets = [.body, .topic]
          query.limit = 20
          let answer = try archive.answer(query)
          #expect(found(try reader.answer(query)) == found(answer))
          totals.insert(answer.result.total)
        }
      }
      #expect(try reader.answer(Query()).result.total == 180)
    }
    #expect(totals.count > 5)
  }

  @Test func `records that were shown are kept as far as there is room, the last ones longest`()
    throws
  {
    let archive = try Archives.found(in: MemoryStorage())
    let minutes = (1...40).map { Minutes.meeting("会议\($0)", body: "市委", date: "2021") }
    _ = try archive.record(Minutes.drafts(minutes))
    let index = try #require(SegmentedIndex(archive.store, asOf: nil))
    var entries = index.search.index.forEntries(of: 40)
    var shown: [ShownRecords.Shown] = []
    for record in try archive.index().records {
      entries.apply(try #require(LogView(archive.store)?.event(at: record.position.rawValue)))
      shown.append(try #require(entries.lastShown))
    }
    let weight = shown.map(\.weight).max() ?? 0
    let kept = ShownRecords(room: weight * 40)
    for record in shown {
      kept.keep(record)
      // Asked for again and again.
      #expect(kept[shown[0].record.position.rawValue] != nil)
    }
    let there = shown.map { kept[$0.record.position.rawValue] != nil }
    #expect(there[0] && there.suffix(10).allSatisfy { $0 })
    let tight = ShownRecords(room: weight * 10)
    for record in shown { tight.keep(record) }
    #expect(
      shown.allSatisfy { tight[$0.record.position.rawValue] == nil }, "too large for the room")
  }
}
