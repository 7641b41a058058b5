import EventStore
import TestSupport
import Testing

@testable import Archive

/// How a question is answered, as far as it does not depend on the machine.
@Suite struct QueryPlanTests {
  private let storage = MemoryStorage()
  private let archive: Archive

  init() throws {
    archive = try Archives.found(in: storage)
    let minutes = (1...40).map { number in
      """
      {"title":"第\(number)次会议","body":["\(number % 4 == 0 ? "市委" : "市政府")"],\
      "date":"20\(10 + number % 5)-01-01","summary":"研究审计\(number % 2 == 0 ? "整改" : "改整")",\
      "attendance":[{"person":"张伟","capacity":"present",\
      "office":"\(number % 2 == 0 ? "局长" : "处长")"}]}
      """
    }
    _ = try archive.record(Minutes.drafts(minutes))
    #expect(SegmentedIndex.update(archive.store))
  }

  private func plan(_ change: (inout Query) throws -> Void) throws -> QueryPlan {
    var query = Query()
    try change(&query)
    let (plan, answer) = try archive.explain(query)
    let plain = try archive.answer(query)
    #expect(answer.result.total == plain.result.total)
    #expect(
      answer.index.entries(of: answer.result).map(\.accession)
        == plain.index.entries(of: plain.result).map(\.accession))
    return plan
  }

  private func numbers(_ plan: QueryPlan) -> [String: Int?] {
    Dictionary(uniqueKeysWithValues: plan.steps.map { ($0.stage.rawValue, $0.count) })
  }

  @Test func `each filter and word is told with the records that fit it by itself`() throws {
    let plan = try plan {
      $0.words = try Words("整改 会议 OR 审计 -第4次")
      $0.bodies = ["市委"]
      $0.from = PartialDate.Part(year: 2012)
      $0.to = PartialDate.Part(year: 2013)
      $0.limit = 2
    }
    #expect(
      plan.parts.map(\.text) == [
        "--body 市委", "--from 2012 --to 2013", "整改", "会议 OR 审计", "-第4次|第四次",
      ])
    #expect(plan.parts.map(\.records) == [10, 16, 20, 40, 1])
    #expect(plan.parts[0].candidates == nil)
    #expect(plan.parts[2].candidates == 20)
    #expect(numbers(plan) == ["open": 40, "find": 4, "order": 2, "read": 2])
  }

  @Test func `candidates have the pairs of a phrase, wherever they stand`() throws {
    let minutes = (1...8).map {
      Minutes.meeting("\($0 < 3 ? "甲乙丙" : "甲乙，乙丙")\($0)", body: "市委", date: "2020")
    }
    _ = try archive.record(Minutes.drafts(minutes))
    let plan = try plan { $0.words = try Words("甲乙丙") }
    #expect(plan.parts.map(\.candidates) == [8])
    #expect(plan.parts.map(\.records) == [2])
  }

  @Test func `it is told from what the answer is made`() throws {
    let events = try archive.index().eventCount
    let plain = try plan { $0.words = try Words("审计") }
    guard case .segments(let count, let versions, let recent) = plain.source else {
      Issue.record("answered from the log")
      return
    }
    #expect(count == SegmentedIndex.Layout().segments(of: events).count)
    #expect(versions == 40)
    #expect(recent == 0)
  }

  @Test func `it is told why the log is read, and the parts are told all the same`() throws {
    let onDay = try plan {
      $0.on = PartialDate.Part(year: 2020, month: 1, day: 1)
      $0.words = try Words("整改")
    }
    #expect(onDay.source == .log(.day))
    #expect(onDay.parts.map(\.text) == ["--on 2020-01-01", "整改"])
    #expect(onDay.parts.map(\.records) == [0, 20])
    #expect(numbers(onDay) == ["open": 40, "find": 0, "order": 0])
    var registration = PersonRegistration(name: "张伟")
    registration.disambiguator = "甲"
    registration.offices = ["局长"]
    _ = try archive.record(person: .register(registration))
    #expect(try plan { $0.persons = ["张伟"] }.source == .log(.person))
  }

  @Test func `it is told where no index can be made, or a file of it is damaged`() throws {
    // More than are read for one question where there are no files, and a file of many pages.
    let minutes = (1...4200).map { Minutes.meeting("会议\($0)", body: "市委", date: "2021") }
    _ = try archive.record(Minutes.drafts(minutes))
    #expect(SegmentedIndex.update(archive.store))
    let lock = try #require(try storage.tryLock("index/lock"))
    var sources: Set<QueryPlan.Source> = []
    let sound = try searchFiles()
    for (name, file) in sound where name.hasPrefix("search-0-") {
      for at in stride(from: 4096, to: file.count, by: 4096) where sources.count < 2 {
        var bytes = file
        bytes[at] ^= 1
        storage.put(bytes, into: "index/\(name)")
        sources.insert(try plan { $0.words = try Words("整改") }.source)
        for (name, bytes) in sound { storage.put(bytes, into: "index/\(name)") }
      }
    }
    // Some pages are not looked at for this question.
    #expect(sources.count == 2)
    #expect(sources.contains(.log(.damagedIndex)))
    for name in sound.keys { try storage.remove("index/\(name)") }
    let plan = try plan { $0.words = try Words("整改") }
    #expect(plan.source == .log(.noIndex))
    #expect(plan.parts.map(\.records) == [20])
    lock.release(inOrder: true)
  }

  private func searchFiles() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try storage.names(in: "index") where name.hasPrefix("search") {
      files[name] = storage.bytes(of: "index/\(name)")
    }
    return files
  }

  @Test
  func `a damaged file is made anew by the question that finds it out, and by whoever indexes`()
    throws
  {
    // Fewer events need no files to be found.
    let minutes = (1...600).map { Minutes.meeting("会议\($0)", body: "市委", date: "2021") }
    _ = try archive.record(Minutes.drafts(minutes))
    #expect(SegmentedIndex.update(archive.store))
    let sound = try searchFiles()
    let name = try #require(sound.keys.first { $0.hasPrefix("search-0-") })
    var damaged = try #require(sound[name])
    // All pages but the first, and not the checksums behind them.
    let checksums = (damaged.count / 4096 + 1) * 4 + 16
    for at in damaged.indices.dropFirst(4096).dropLast(checksums) { damaged[at] ^= 1 }
    #expect(damaged != sound[name])
    storage.put(damaged, into: "index/\(name)")
    let source = try plan { $0.words = try Words("整改") }.source
    guard case .segments = source else {
      Issue.record("answered from \(source)")
      return
    }
    #expect(try searchFiles() == sound)
    storage.put(damaged, into: "index/\(name)")
    _ = try archive.makeIndexes()
    #expect(try searchFiles() == sound)
  }

  @Test func `a plan is written for programs`() throws {
    var query = Query()
    query.words = try Words("整改")
    var (plan, _) = try archive.explain(query)
    plan.steps = [
      .init(.find, .microseconds(1_234), count: 20), .init(.render, .milliseconds(12)),
    ]
    plan.parts = []
    var writer = JSONWriter()
    plan.write(query, to: &writer)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(
      text.hasSuffix(
        """
        "steps":[
        {"step":"find","records":20,"milliseconds":1.234},
        {"step":"render","milliseconds":12.000}],
        "parts":[],
        "milliseconds":13.234}

        """))
  }
}
