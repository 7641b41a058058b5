import EventStore
import TestSupport
import Testing

@testable import Archive

/// Missing numbers of series.
@Suite struct GapTests {
  private static func meeting(
    _ ordinal: Int, body: String = "市人大常委会", term: Int? = 5, series: String? = "主任会议",
    with more: String = ""
  ) -> String {
    var members = ["\"ordinal\":\(ordinal)"]
    if let term { members.append("\"term\":\(term)") }
    if let series { members.append("\"series\":\"\(series)\"") }
    if !more.isEmpty { members.append(more) }
    return Minutes.meeting(
      "\(body)\(ordinal)", body: body, date: "2020", with: members.joined(separator: ","))
  }

  private static func gaps(
    _ records: [String], _ change: (inout GapQuery) -> Void = { _ in }
  ) throws -> [String] {
    var query = GapQuery()
    change(&query)
    return try Archives.index(records).gaps(query).map { gap in
      var writer = JSONWriter()
      gap.write(to: &writer)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }

  @Test func `a number between the lowest and the highest is missing, and no other`() throws {
    let records = [3, 4, 7, 9].map { Self.meeting($0) }
    #expect(
      try Self.gaps(records) == [
        #"{"body":"市人大常委会","series":"主任会议","term":5,"missing":[5,6,8]}"#
      ])
    #expect(
      try Self.gaps(records) { $0.countsFromFirst = true } == [
        #"{"body":"市人大常委会","series":"主任会议","term":5,"missing":[1,2,5,6,8]}"#
      ])
    #expect(try Self.gaps([3, 4, 5].map { Self.meeting($0) }) == [])
  }

  @Test func `a body's name may be spelt in several ways and hold its term`() throws {
    let records = [
      Self.meeting(1, body: "市五届人大常委会", term: nil), Self.meeting(3, body: "市人大 常委会"),
      Self.meeting(5, body: "市第5届人大常委会", term: nil, series: "主任會議"),
    ]
    #expect(
      try Self.gaps(records) == [
        #"{"body":"市人大常委会","series":"主任会议","term":5,"missing":[2,4]}"#
      ])
  }

  @Test func `body, term and kind of meeting each make a series of their own`() throws {
    let records = [
      Self.meeting(1), Self.meeting(2, term: 4), Self.meeting(3, series: nil),
      Self.meeting(4, term: nil), Self.meeting(5, body: "市政府"), Self.meeting(6, series: "全体会议"),
    ]
    #expect(try Self.gaps(records) == [])
    #expect(try Self.gaps(records + [Self.meeting(3, body: "市政府")]).count == 1)
    #expect(
      try Self.gaps(records + [Self.meeting(6, series: "会议")]) == [
        #"{"body":"市人大常委会","series":"会议","term":5,"missing":[4,5]}"#
      ])
  }

  @Test(arguments: [
    #""status":"cancelled","reason":"汛情""#, #""status":"scheduled""#,
    #""status":"rescheduled","from":"2019""#,
  ])
  func `a meeting that is recorded as not held is no gap`(status: String) throws {
    let records = [Self.meeting(1), Self.meeting(2, with: status), Self.meeting(4)]
    #expect(
      try Self.gaps(records) == [
        #"{"body":"市人大常委会","series":"主任会议","term":5,"missing":[3]}"#
      ])
  }

  @Test func `document numbers count by agency and year, whatever their brackets`() throws {
    let records = ["渝府办发〔2020〕38号", "渝府办发[2020]41 号", "渝府办发〔2021〕1号", "渝府发〔2020〕40号", "第3号"]
      .map { Minutes.document($0, with: "\"number\":\"\($0)\"") }
    #expect(
      try Self.gaps(records) == [#"{"agency":"渝府办发","year":2020,"missing":[39,40]}"#])
    // A resolution's own number is there, a document that was only heard of is not.
    let meeting = Minutes.meeting(items: [
      #"{"item":"resolution","title":"决定","number":"渝府办发〔2020〕39号"}"#,
      #"{"item":"report","document":{"title":"意见","number":"渝府办发〔2020〕40号"}}"#,
    ])
    #expect(
      try Self.gaps(records + [meeting]) == [#"{"agency":"渝府办发","year":2020,"missing":[40]}"#])
  }

  @Test func `filters choose series, and a filter on one kind leaves out the other`() throws {
    let records =
      [1, 3].map { Self.meeting($0) } + [2, 5].map { Self.meeting($0, term: 4) }
      + [7, 9].map { Self.meeting($0, body: "市政府", term: nil, series: "常务会议") }
      + [1, 4].map { Minutes.document("文\($0)", with: "\"number\":\"渝府发〔2020〕\($0)号\"") }
      + [6, 8].map { Minutes.document("文\($0)", with: "\"number\":\"渝办〔2021〕\($0)号\"") }
    func count(_ change: (inout GapQuery) -> Void) throws -> Int {
      try Self.gaps(records, change).count
    }
    #expect(try count { _ in } == 5)
    #expect(try count { $0.bodies = ["市人大常委會"] } == 2)
    #expect(try count { $0.bodies = ["市五届人大常委会"] } == 1)
    #expect(try count { $0.bodies = ["市人大常委会", "市政府"] } == 3)
    #expect(try count { $0.term = 4 } == 1)
    #expect(try count { $0.series = ["常务会议"] } == 1)
    #expect(try count { $0.series = ["会议"] } == 0)
    #expect(try count { $0.agencies = ["渝府发"] } == 1)
    #expect(try count { $0.year = 2021 } == 1)
    #expect(
      try count { query in
        query.agencies = ["渝府发"]
        query.year = 2021
      } == 0)
    #expect(
      try count { query in
        query.bodies = ["市政府"]
        query.year = 2021
      } == 2)
  }

  @Test func `a number that is out of all proportion does not fill the answer`() throws {
    let gaps = try Self.gaps([Self.meeting(1), Self.meeting(9_007_199_254_740_992)])
    #expect(gaps.count == 1)
    #expect(gaps[0].hasSuffix(",10001],\"unlisted\":9007199254730990}"))
  }

  @Test func `runs are what a scan of all numbers finds`() {
    var chance = SeededGenerator(seed: 12)
    for _ in 0..<200 {
      let numbers = (0..<Int.random(in: 0...12, using: &chance)).map { _ in
        Int.random(in: 1...20, using: &chance)
      }
      for fromFirst in [false, true] {
        let runs = Gap.runs(missingIn: numbers, fromFirst: fromFirst)
        let low = fromFirst ? 1 : numbers.min() ?? 1
        let scanned = (low..<max(low, numbers.max() ?? low)).filter { !numbers.contains($0) }
        #expect(runs.flatMap { Array($0) } == scanned)
        for (run, next) in zip(runs, runs.dropFirst()) {
          #expect(next.lowerBound > run.upperBound + 1)
        }
      }
    }
  }
}

/// The gaps of real series.
@Suite(
  .enabled(
    if: SharedData.isThere,
    "the real records (../shared/data) stand beside the package where it is developed only"))
struct RealGapTests {
  @Test func `every number of a real series is recorded or missing, and none both`() throws {
    // A body is told with its term in its name, and without.
    var seen: Set<String> = []
    let meetings = try LawMeeting.all().filter { meeting in
      let body = BodyName(meeting.body)
      let term = meeting.term ?? body.term
      return seen.insert("\(body.name) \(term ?? 0) \(meeting.session) \(meeting.date)").inserted
    }
    let records = meetings.enumerated().map { place, meeting in
      Minutes.meeting(
        "会议\(place)", body: meeting.body, date: meeting.date,
        with: "\"ordinal\":\(meeting.session)" + (meeting.term.map { ",\"term\":\($0)" } ?? ""))
    }
    let gaps = try Archives.index(records).gaps(GapQuery())
    // Some headings have the term in the body's name.
    let series = Dictionary(grouping: meetings) { meeting in
      let body = BodyName(meeting.body)
      return "\(body.name) \(meeting.term ?? body.term ?? 0)"
    }
    var missing = 0
    for gap in gaps {
      guard case .meetings(let body, "会议", let term) = gap.series else {
        Issue.record("\(gap.series)")
        continue
      }
      let held = Set(try #require(series["\(body) \(term ?? 0)"]).map(\.session))
      let numbers = Set(gap.numbers)
      #expect(held.isDisjoint(with: numbers))
      #expect(
        held.union(numbers).count == (held.max() ?? 0) - (held.min() ?? 0) + 1, "\(body)")
      missing += gap.count
    }
    let expected = series.values.reduce(0) { sum, meetings in
      let held = Set(meetings.map(\.session))
      return sum + (held.max() ?? 0) - (held.min() ?? 0) + 1 - held.count
    }
    #expect(missing == expected && missing > 1000)
  }
}
