import EventStore
import TestSupport
import Testing

@testable import Archive

/// Topics that phrases define, for every record ever made.
@Suite struct TopicTests {
  private static func filled() throws -> Archive {
    let archive = try Archives.found()
    _ = try archive.record(
      Minutes.drafts([
        Minutes.meeting(
          "会一", with: #""topics":["审计"]"#,
          items: [
            Minutes.matter("全面推行河長制"), Minutes.matter("安全生产", with: #""topics":["河长制"]"#),
          ]),
        Minutes.meeting("会二", date: "2021", with: #""summary":"River chiefs met""#),
        Minutes.document("关于河湖长的意见"),
      ]))
    return archive
  }

  private static func define(
    _ archive: Archive, _ name: String, _ phrases: [String], broader: String? = nil
  ) throws -> TopicReport {
    try archive.record(
      .define(TopicDefinition(name: name, phrases: phrases, broader: broader)))
  }

  private static func found(_ archive: Archive, _ topics: String...) throws -> [String] {
    try Answers.numbers(archive.index()) {
      $0.topics = topics
      $0.order = .recorded
    }
  }

  @Test func `a definition reaches back, and taking it back leaves what minutes name`() throws {
    let archive = try Self.filled()
    #expect(try Self.found(archive, "河长制") == ["1.2"])
    let report = try Self.define(archive, "河长制", ["河长", "河湖长", "river chiefs"])
    #expect(report.records == 4)
    #expect(try Self.found(archive, "河长制") == ["1.1", "1.2", "2", "3"])
    let matched = try #require(try archive.index().entry(AccessionNumber(serial: 1, item: 1)))
    #expect(
      matched.matchedTopics == [MatchedTopic(topic: "河长制", phrase: "河长", broader: [])])
    #expect(try archive.record(.undefine("河長制")).records == 1)
    #expect(try Self.found(archive, "河长制") == ["1.2"])
    // As of before, it was defined.
    let position = try #require(report.position)
    let then = try archive.index(asOf: .position(position))
    #expect(Answers.numbers(then) { $0.topics = ["河长制"] }.count == 4)
  }

  @Test func `a topic has the records of all topics below it`() throws {
    let archive = try Self.filled()
    _ = try Self.define(archive, "河长制", ["河长"], broader: "水务")
    _ = try Self.define(archive, "水务", [], broader: "生态环境")
    #expect(try Self.found(archive, "生态环境") == ["1.1", "1.2"])
    #expect(try Self.found(archive, "审计", "水务") == ["1", "1.1", "1.2"])
    let index = try archive.index()
    #expect(
      index.topics.map { "\($0.name) \($0.records)" } == ["水务 2", "河长制 2", "生态环境 2", "审计 1"])
    let facet = index.search(Answers.query { $0.facets = [.topic] }).facets[0].counts
    for (value, count) in facet {
      #expect(try Self.found(archive, value).count == count)
    }
  }

  @Test func `how many records a definition reaches is what a question finds`() throws {
    let archive = try Self.filled()
    _ = try archive.record(
      Minutes.drafts([
        Minutes.meeting(
          "三", date: "2022",
          items: [
            #"{"item":"personnel","action":"免去","person":"张伟","post":"局长"}"#,
            #"{"item":"resolution","verb":"通过","text":"審計工作报告"}"#,
            #"{"item":"report","presenters":["审计局"],"subject":"情况"}"#,
            #"{"item":"report","subject":"汇报","document":{"title":"条例","stage":"草案"}}"#,
            Minutes.matter(#"说\"审\\n计\""#), Minutes.matter("全⾯、㈠和𠮷"), Minutes.matter("第四十次ＡＢ会"),
            Minutes.matter("审而不计", with: #""asStated":"审\n计""#),
          ])
      ]))
    var reached = 0
    for phrase in [
      "审计", "審計", "伟的局长职务", "通过审计", "审计局：情况", "条例（草案）", "说\"审", "全面", "一", "𠮷", "第40次",
      "ab会", "的", "职务", "计", "无此词语", "River", "chiefs met",
    ] {
      let report = try Self.define(archive, phrase + "题", [phrase])
      #expect(report.records == (try Self.found(archive, phrase + "题").count), "\(phrase)")
      reached += report.records > 0 ? 1 : 0
    }
    #expect(reached > 10)
  }

  @Test func `definitions that make no sense are refused`() throws {
    let archive = try Self.filled()
    func refusal(_ command: TopicCommand) throws -> TopicRefusal? {
      do throws(ArchiveError) {
        _ = try archive.record(command)
        return nil
      } catch {
        guard case .topicRefused(let refusal) = error else { throw error }
        return refusal
      }
    }
    func definition(_ name: String, _ phrases: [String], _ broader: String? = nil) -> TopicCommand {
      .define(TopicDefinition(name: name, phrases: phrases, broader: broader))
    }
    #expect(try refusal(definition("甲", [])) == .saysNothing)
    #expect(try refusal(definition("甲", [" "])) == .nothingToFind(" "))
    #expect(try refusal(definition("甲", ["河"], "甲")) == .loop(["甲", "甲"]))
    #expect(try refusal(definition("甲", ["河"], "乙")) == nil)
    #expect(try refusal(definition("甲", ["河"], "乙")) == .isSoAlready("甲"))
    #expect(try refusal(definition("乙", ["湖"], "丙")) == nil)
    #expect(try refusal(definition("丙", ["海"], "甲")) == .loop(["丙", "甲", "乙", "丙"]))
    #expect(try refusal(.undefine("河长")) == .notDefined("河长", nearest: nil))
    #expect(try refusal(.undefine("甲")) == nil)
    #expect(try refusal(.undefine("甲")) == .notDefined("甲", nearest: nil))
  }

  @Test(arguments: 1...2)
  func `every question for topics finds what a look at each record finds`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let archive = try Archives.found()
    let model = ModelArchive(&chance, count: 25)
    _ = try archive.record(Minutes.drafts(model.minutes))
    let names = ["甲", "乙", "丙", "审计", "河长制"]
    let phrases = ["会", "审计", "Budget", "河", "第四十次", "草案"]
    var rules: [String: TopicDefinition] = [:]
    for _ in 0..<12 {
      let name = chance.pick(names)
      if chance.once(in: 4), rules[name] != nil {
        _ = try archive.record(.undefine(name))
        rules[name] = nil
      } else {
        let definition = TopicDefinition(
          name: name, phrases: chance.some(of: phrases),
          broader: chance.once(in: 2) ? chance.pick(names) : nil)
        guard (try? archive.record(.define(definition))) != nil else { continue }
        rules[name] = definition
      }
      let index = try archive.index()
      for wanted in names {
        var below: Set<String> = [wanted]
        for _ in names {
          for rule in rules.values where rule.broader.map(below.contains) ?? false {
            below.insert(rule.name)
          }
        }
        let words = below.compactMap { rules[$0] }.flatMap(\.phrases)
        let expected = try model.records.filter { record in
          guard let entry = index.entry(record.accession) else { return false }
          if !below.isDisjoint(with: record.topics) { return true }
          return try words.contains { phrase in
            let words = try #require(try Words("\"\(phrase)\""))
            let text = RecordText(kind: entry.kind, payload: entry.members)
            return WordMatcher.matches(words, text.normalizedFields)
          }
        }.map { "\($0.accession)" }
        #expect(try Self.found(archive, wanted) == expected)
      }
    }
  }
}
