import EventStore
import Foundation
import TestSupport
import Testing

@testable import Archive

/// 2,524 real meetings, whose facts stand outside of this package and are not copied into it.
@Suite(
  .enabled(
    if: SharedData.isThere,
    "the real records (../shared/data) stand beside the package where it is developed only"))
struct RealRecordTests {
  /// The meetings and an archive that holds them; made once, since that takes a while.
  private static let recorded = Result {
    let meetings = try LawMeeting.distinct()
    let archive = try Archives.found()
    _ = try archive.record(Minutes.drafts(meetings.map { minutes(of: $0) { "\($0)" } }))
    return (meetings: meetings, archive: archive)
  }

  /// The meetings and their index.
  private static func indexed() throws -> ([LawMeeting], SearchIndex) {
    let (meetings, archive) = try recorded.get()
    return (meetings, try archive.index())
  }

  /// The verbs of the laws' headings.
  private static let verbs = [
    "adopt": "通过", "amend": "修正", "approve": "批准", "revise": "修订", "promulgate": "公布",
  ]

  /// A meeting's minutes, its numbers written in some way.
  private static func minutes(of meeting: LawMeeting, number: (Int) -> String) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.write("title", meeting.body + "第\(meeting.session)次会议")
      writer.write("body", [meeting.body])
      writer.name("ordinal")
      writer.raw(number(meeting.session).utf8)
      if let term = meeting.term {
        writer.name("term")
        writer.raw(number(term).utf8)
      }
      writer.write("date", meeting.date)
      writer.write("dateBasis", "adoption")
      writer.name("items")
      writer.array { writer in
        for law in meeting.items {
          writer.object { writer in
            writer.write("item", "resolution")
            writer.write("title", law.law)
            if let verb = law.action.flatMap({ verbs[$0] }) { writer.write("verb", verb) }
            writer.write("asStated", law.raw)
          }
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// A question's answer as the places of the meetings that it finds.
  private static func meetings(
    _ index: SearchIndex, _ change: (inout Query) -> Void
  ) -> [Int] {
    let numbers = Answers.numbers(index) { query in
      change(&query)
      query.kinds = [.meeting]
      query.order = .recorded
    }
    return numbers.compactMap { AccessionNumber($0) }.map { Int($0.serial) - 1 }
  }

  /// The places of the meetings that are so.
  private static func places(
    _ meetings: [LawMeeting], where fits: (LawMeeting) -> Bool
  ) -> [Int] {
    meetings.indices.filter { fits(meetings[$0]) }
  }

  @Test func `every meeting and every law is there`() throws {
    let (meetings, index) = try Self.indexed()
    let statistics = index.statistics
    #expect(try LawMeeting.all().count == 2524)
    // Some headings have the term in the body's name, and others tell of the same meeting.
    #expect(meetings.count == 2521)
    #expect(statistics.kinds.first { $0.kind == .meeting }?.count == meetings.count)
    #expect(
      statistics.kinds.first { $0.kind == .resolution }?.count
        == meetings.reduce(0) { $0 + $1.items.count })
    #expect(statistics.bodies == Set(meetings.map(\.body)).count)
    #expect(statistics.undated == 0)
    let years = Dictionary(grouping: meetings) { $0.date.prefix(4) }
    #expect(
      statistics.years.map { "\($0.year) \($0.count)" }
        == years.keys.sorted().map { "\($0) \(years[$0]?.count ?? 0)" })
  }

  @Test func `minutes that write their numbers in Chinese are recorded already`() throws {
    let (meetings, archive) = try Self.recorded.get()
    let some = meetings.enumerated().filter { $0.offset % 5 == 0 }.map(\.element)
    let records = some.map { meeting in
      Self.minutes(of: meeting) { "\"\(ChineseNumeral.format($0))\"" }
    }
    let outcomes = try archive.record(Minutes.drafts(records), isRehearsal: true).outcomes
    #expect(outcomes.count == some.count)
    #expect(outcomes.allSatisfy { $0.isAlreadyRecorded })
  }

  @Test func `the headings' own words give the ordinals, the terms and the dates`() throws {
    let (meetings, _) = try Self.recorded.get()
    var ordinals = 0
    var terms = 0
    for meeting in meetings {
      for law in meeting.items {
        // One heading tells of the meetings that amended the law, and not of this one.
        guard !law.raw.contains("施行根据") else { continue }
        let heading = law.raw.drop { !$0.isNumber }.prefix { $0 != "《" && $0 != "\u{A0}" }
        if let number = Self.number(in: heading, between: "第", and: "次会议") {
          ordinals += 1
          #expect(OrdinalText.parse(number, .ordinal) == meeting.session, "\(law.raw)")
        }
        // The facts give no terms of procurators' committees.
        if meeting.term != nil, let number = Self.number(in: heading, between: "第", and: "届") {
          terms += 1
          #expect(OrdinalText.parse(number, .term) == meeting.term, "\(law.raw)")
        }
        if let end = heading.firstIndex(of: "日") {
          #expect(PartialDate.Part(asTyped: String(heading[...end]))?.description == meeting.date)
        }
      }
    }
    #expect(ordinals > 5000 && terms > 4000)
  }

  /// The digits that stand before a word and behind another one.
  private static func number(
    in text: Substring, between first: Character, and last: String
  ) -> String? {
    guard let end = text.ranges(of: last).first?.lowerBound,
      let start = text[..<end].lastIndex(of: first)
    else { return nil }
    let number = text[text.index(after: start)..<end]
    return number.isEmpty ? nil : String(number)
  }

  @Test func `questions about bodies and numbers are answered as a scan answers them`() throws {
    let (meetings, index) = try Self.indexed()
    var chance = SeededGenerator(seed: 81)
    for _ in 0..<12 {
      let one = chance.pick(meetings)
      #expect(
        Self.meetings(index) { $0.bodies = [one.body] }
          == Self.places(meetings) { $0.body == one.body })
      #expect(
        Self.meetings(index) { query in
          query.term = one.term
          query.ordinal = one.session
        }
          == Self.places(meetings) { meeting in
            (one.term == nil || meeting.term == one.term) && meeting.session == one.session
          })
    }
  }

  @Test func `questions about dates are answered as a scan answers them`() throws {
    let (meetings, index) = try Self.indexed()
    for (from, to) in [
      ("1997", "1997"), ("2010-09", "2012-02"), ("2020-12-03", "2020-12-03"),
      ("1000", "1979-07-01"), ("2025", "9999"),
    ] {
      let found = Self.meetings(index) { query in
        query.from = PartialDate.Part(from)
        query.to = PartialDate.Part(to)
      }
      #expect(
        found
          == Self.places(meetings) { $0.date >= from && ($0.date <= to || $0.date.hasPrefix(to)) })
      #expect(!found.isEmpty)
    }
  }

  @Test(arguments: ["消防条例", "河长", "中华人民共和国刑法", "《中华人民共和国", "修改", "第十八次会议通过", "1958年1月9日", "没有这样的法"])
  func `words are found where a scan finds them`(words: String) throws {
    let (meetings, index) = try Self.indexed()
    var expected: [String] = []
    for (place, meeting) in meetings.enumerated() {
      for (item, law) in meeting.items.enumerated()
      where law.law.contains(words) || law.raw.contains(words) {
        expected.append("\(place + 1).\(item + 1)")
      }
    }
    let phrase = try Words("\"\(words)\"")
    let found = Answers.numbers(index) { query in
      query.words = phrase
      query.kinds = [.resolution]
      query.order = .recorded
    }
    #expect(found == expected)
  }

  @Test func `a number in Chinese is found by its digits`() throws {
    let (_, index) = try Self.indexed()
    func found(_ text: String) throws -> [String] {
      let words = try Words(text)
      return Answers.numbers(index) { $0.words = words }
    }
    let one = try found("第四十次会议")
    #expect(try found("第40次会议") == one && found("第４０次会議") == one)
    #expect(one.count > 20)
  }

  @Test func `the oldest come first in a timeline, each with its date`() throws {
    let (meetings, index) = try Self.indexed()
    let query = Answers.query { query in
      query.kinds = [.meeting]
      query.order = .oldestFirst
    }
    let dates = index.entries(of: index.search(query)).map { "\($0.date)" }
    #expect(dates == meetings.map(\.date).sorted())
  }

  @Test func `facets count what a scan counts`() throws {
    let (meetings, index) = try Self.indexed()
    let query = Answers.query { query in
      query.kinds = [.meeting]
      query.facets = [.body, .year]
    }
    let facets = index.search(query).facets
    let bodies = Dictionary(grouping: meetings, by: \.body).mapValues(\.count)
    #expect(facets[0].counts.count == bodies.count)
    #expect(facets[0].counts.allSatisfy { bodies[$0.value] == $0.count })
    let years = Dictionary(grouping: meetings) { String($0.date.prefix(4)) }.mapValues(\.count)
    #expect(facets[1].counts.count == years.count)
    #expect(facets[1].counts.allSatisfy { years[$0.value] == $0.count })
  }
}
