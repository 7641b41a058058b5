import EventStore
import TestSupport
import Testing

@testable import Archive

/// Bodies answer as a table of sets of names does, whatever was recorded and as of any moment.
@Suite struct BodyModelTests {
  /// Bodies as sets of names, looked through from the beginning each time.
  private struct Naive {
    struct Body {
      var own: String
      var names: Set<String>
      var parents: Set<String> = []
    }

    var area = ""
    var bodies: [Body] = []
    var meetings: [(title: String, body: String)] = []

    func same(_ name: String) -> String { name.hasPrefix("市") ? area + name : name }

    func place(_ name: String) -> Int? {
      bodies.firstIndex { $0.names.map(same).contains(same(name)) }
    }

    /// The places of a body and of all below it.
    func below(_ top: Int) -> Set<Int> {
      var found: Set<Int> = [top]
      for _ in bodies {
        for (place, body) in bodies.enumerated()
        where body.parents.compactMap(self.place).contains(where: found.contains) {
          found.insert(place)
        }
      }
      return found
    }

    func found(_ name: String) -> [String] {
      guard let top = place(name) else { return [] }
      let wanted = below(top)
      return meetings.filter { place($0.body).map(wanted.contains) ?? false }.map(\.title)
    }

    /// Carries out a command, where it makes sense.
    mutating func carryOut(_ command: BodyCommand) -> Bool {
      switch command {
      case .alias(let name, let alias):
        guard let body = place(name), place(alias) == nil else { return false }
        bodies[body].names.insert(alias)
      case .rename(let name, let new, _):
        guard let body = place(name), place(new) ?? body == body, bodies[body].own != new else {
          return false
        }
        bodies[body].names.insert(new)
        bodies[body].own = new
      case .place(let name, let parents):
        guard let body = place(name) else { return false }
        let places = Set(parents.compactMap(place))
        guard parents.allSatisfy({ place($0) != nil }), below(body).isDisjoint(with: places),
          places != Set(bodies[body].parents.compactMap(place))
        else { return false }
        bodies[body].parents = Set(parents)
      case .merge(let name, let into):
        guard let one = place(name), let other = place(into), one != other,
          !below(one).contains(other), !below(other).contains(one)
        else { return false }
        bodies[other].names.formUnion(bodies[one].names)
        if bodies[other].parents.isEmpty { bodies[other].parents = bodies[one].parents }
        bodies.remove(at: one)
      case .register, .dissolve, .setJurisdiction: return false
      }
      return true
    }
  }

  private static let names = [
    "市政府", "甲市政府", "市委", "市人大", "甲市人大", "国务院", "审计署", "Council", "市审计局", "甲市审计局", "省委",
    "乙市政府",
  ]

  private static func command(_ chance: inout SeededGenerator) -> BodyCommand {
    let (one, other) = (chance.pick(names), chance.pick(names))
    return switch Int.random(in: 0..<5, using: &chance) {
    case 0: .alias(one, other)
    case 1: .rename(one, to: other, date: .unknown)
    case 2: .merge(one, into: other)
    default: .place(one, parents: chance.once(in: 4) ? [other, chance.pick(names)] : [other])
    }
  }

  @Test(arguments: 0..<12)
  func `bodies answer as sets of names do, as of any moment`(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    var model = Naive()
    if seed.isMultiple(of: 2) { model.area = "甲" }
    let archive = try Archive.found(
      in: MemoryStorage(), name: "试验", jurisdiction: seed.isMultiple(of: 2) ? "甲市" : nil,
      environment: TestWorld().environment)
    var moments: [(end: Position, model: Naive)] = []
    var accepted = 0
    for step in 0..<40 {
      if chance.once(in: 3) {
        let name = chance.pick(Self.names)
        let title = "第\(step)次会议"
        _ = try archive.record(Minutes.drafts([Minutes.meeting(title, body: name)]))
        if model.place(name) == nil { model.bodies.append(.init(own: name, names: [name])) }
        model.meetings.append((title, name))
      } else {
        let command = Self.command(&chance)
        let isSound = model.carryOut(command)
        #expect(try archive.refusal(of: command) == nil ? isSound : !isSound, "\(step) \(command)")
        accepted += isSound ? 1 : 0
      }
      moments.append((Position(try archive.index().eventCount - 1), model))
    }
    #expect(accepted > 4)
    for (end, model) in moments where chance.once(in: 3) {
      for name in Self.names {
        #expect(
          try archive.found(name, asOf: .position(end)) == model.found(name), "\(name) @\(end)")
      }
      let counts = try archive.index(asOf: .position(end)).search(
        Answers.query { $0.facets = [.body] }
      ).facets[0].counts.map(\.count)
      let expected = model.bodies.indices.map { body in
        model.meetings.count { model.place($0.body) == body }
      }
      #expect(counts == expected.filter { $0 > 0 }.sorted(by: >))
    }
  }
}
