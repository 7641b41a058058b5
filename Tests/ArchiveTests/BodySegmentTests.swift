import EventStore
import TestSupport
import Testing

@testable import Archive

/// Questions about bodies, answered from segments as from all events, whatever was recorded about bodies and
/// in which segments it came to stand.
@Suite struct BodySegmentTests {
  private static let names = [
    "市政府", "甲市政府", "市委", "市人大", "甲市人大", "国务院", "审计署", "Council", "市审计局", "甲市审计局", "省委",
  ]
  private static let spellings = names + ["市五届人大", "甲市第六届人大", "市審計局", "ＣＯＵＮＣＩＬ"]

  private static func command(_ chance: inout SeededGenerator) -> BodyCommand {
    let (one, other) = (chance.pick(names), chance.pick(names))
    switch Int.random(in: 0..<9, using: &chance) {
    case 0: return .alias(one, other)
    case 1: return .rename(one, to: other, date: .unknown)
    case 2: return .merge(one, into: other)
    case 3: return .dissolve(one, date: .unknown, successor: chance.once(in: 2) ? other : nil)
    case 4: return .setJurisdiction(chance.pick(["甲市", "乙市"]))
    case 5:
      var body = BodyRegistration(name: one)
      if chance.once(in: 2) { body.aliases = [other] }
      if chance.once(in: 3) { body.parents = [chance.pick(names)] }
      return .register(body)
    default: return .place(one, parents: [other])
    }
  }

  private static func told(_ index: SearchIndex, _ result: SearchResult, _ body: String) -> [String]
  {
    ["\(result.total)"] + index.entries(of: result).map { "\($0.accession) \($0.bodies)" }
      + result.facets.flatMap { $0.counts.map { "\($0.value) \($0.count)" } }
      // Whoever found nothing is told whether there is such a body, and of those that are near.
      + (result.total > 0 ? [] : ["\(index.knowsBody(named: body))"] + index.bodies(near: body))
  }

  @Test(arguments: 0..<8)
  func `segments answer about bodies as all events do, as of any moment`(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let archive = try Archive.found(
      in: MemoryStorage(), name: "试验", jurisdiction: seed.isMultiple(of: 2) ? "甲市" : nil,
      environment: TestWorld().environment)
    var accepted = 0
    for step in 0..<60 {
      if chance.once(in: 2) {
        let meeting = Minutes.meeting("第\(step)次会议", body: chance.pick(Self.spellings))
        _ = try archive.record(Minutes.drafts([meeting]))
      } else if try archive.refusal(of: Self.command(&chance)) == nil {
        accepted += 1
      }
    }
    #expect(accepted > 3)
    #expect(
      SegmentedIndex.update(
        archive.store, layout: SegmentedIndex.Layout(levels: [[8, 4], [16], [64]][seed % 3])))
    let count = try archive.index().eventCount
    var found = 0
    for end in (0..<count) where end == count - 1 || chance.once(in: 8) {
      let index = try archive.index(asOf: .position(Position(end)))
      for body in Self.spellings + ["没有这个"] {
        for reaches in [true, false] {
          let query = Answers.query {
            $0.bodies = [body]
            $0.reachesSubBodies = reaches
            $0.facets = [.body]
          }
          let segments = try #require(
            SegmentedIndex(
              archive.store, asOf: .through(Position(end)), for: SegmentedIndex.Needs(query)))
          let answer = try #require(segments.answer(query))
          let result = index.search(query)
          // Names that were recorded later are known to segments, and nobody is told that they were not.
          let isNow = end == count - 1
          if result.total > 0 || isNow {
            #expect(
              Self.told(answer.index, answer.result, body) == Self.told(index, result, body),
              "\(body) @\(end)")
          } else {
            #expect(answer.result.total == 0, "\(body) @\(end)")
          }
          found += result.total
        }
      }
    }
    #expect(found > 0)
  }
}
