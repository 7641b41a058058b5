import EventStore
import TestSupport
import Testing

@testable import Archive

/// What happened to a text under its title.
@Suite struct TitleHistoryTests {
  private static func meeting(
    _ title: String, _ date: String, body: String = "重庆市人大常委会", _ items: String...
  ) -> String {
    Minutes.meeting(title, body: body, date: date, items: items)
  }

  private static func steps(_ title: String, _ records: [String]) throws -> [String] {
    switch try Archives.index(records).history(ofTitle: title) {
    case .history(let history):
      history.steps.map { step in
        let stage = step.stage.map { "（\($0)）" } ?? ""
        return "\(step.entry.date) \(step.event)\(stage) \(step.entry.accession)"
      }
    case .severalTitles(let titles): ["several"] + titles
    case .unknown(let nearest): ["unknown"] + nearest
    }
  }

  /// The life of a text.
  private static let life = [
    meeting(
      "废止", "2024-05-01",
      #"{"item":"resolution","verb":"决定","text":"废止《重庆市河长制条例》《重庆市消防条例》","outcome":"adopted"}"#),
    meeting(
      "主任会议", "2020-09-18", body: "市人大常委会",
      #"{"item":"report","presenters":["农委"],"subject":"关于《河长制条例（草案）》的汇报"}"#,
      #"{"item":"report","subject":"关于检查《实施〈重庆市河长制条例〉办法》情况的汇报"}"#),
    meeting(
      "二审", "2020-11",
      #"{"item":"report","document":{"title":"重庆市河长制條例","stage":"草案二次审议稿"},"#
        + #""disposition":"审议"}"#),
    meeting(
      "三审", "2020-12-03",
      #"{"item":"resolution","verb":"通过","title":"重庆市河长制条例","outcome":"adopted"}"#),
    Minutes.document("重庆市河长制条例", with: #""published":"2020-12-05""#),
    meeting(
      "修改", "2022",
      #"{"item":"resolution","verb":"通过","title":"重庆市人大常委会关于修改〈重庆市河长制条例〉的决定"}"#),
    meeting("研究", "2020-08", body: "市政府", #"{"item":"matter","text":"审议《重庆市河长制条例（送审稿）》"}"#),
    meeting("否决", "2019", #"{"item":"resolution","text":"通过《重庆市河长制条例》","outcome":"rejected"}"#),
  ]

  @Test(arguments: ["重庆市河长制条例", "《重庆市河长制条例》", "河长制条例", "重慶市河長制條例", "《河长制条例（草案）》"])
  func `a text is followed from its drafts to its end`(title: String) throws {
    #expect(
      try Self.steps(title, Self.life) == [
        "2019 rejected 8.1", "2020-08 considered（送审稿） 7.1", "2020-09-18 heard（草案） 2.1",
        "2020-09-18 mentioned 2.2", "2020-11 considered（草案二次审议稿） 3.1", "2020-12-03 adopted 4.1",
        "2020-12-05 issued 5", "2022 amended 6.1", "2024-05-01 repealed 1.1",
      ])
  }

  @Test func `other titles are not told, however alike`() throws {
    #expect(try Self.steps("消防条例", Self.life) == ["2024-05-01 repealed 1.1"])
    #expect(
      try Self.steps("实施重庆市河长制条例办法", Self.life) == ["2020-09-18 mentioned 2.2"])
    #expect(try Self.steps("河长制", Self.life).first == "unknown")
  }

  @Test func `a title of several places is told for one of them`() throws {
    let records =
      ["重庆市", "浙江省"].map { place in
        Self.meeting(
          place, "2020", body: place + "人大",
          #"{"item":"resolution","verb":"通过","title":"\#(place)消防条例"}"#)
      } + [
        Self.meeting("乙", "2019", body: "浙江省人大", #"{"item":"matter","text":"《消防条例（草案）》"}"#),
        Self.meeting("丙", "2018", body: "市人大", #"{"item":"matter","text":"《消防条例（草案）》"}"#),
      ]
    #expect(
      try Self.steps("消防条例", records)
        == ["several", "浙江省消防条例", "重庆市消防条例"].sorted { a, b in
          a == "several" || b != "several" && a < b
        })
    #expect(
      try Self.steps("重庆市消防条例", records) == ["2018 discussed（草案） 4.1", "2020 adopted 1.1"])
    #expect(
      try Self.steps("浙江省消防条例", records) == [
        "2018 discussed（草案） 4.1", "2019 discussed（草案） 3.1", "2020 adopted 2.1",
      ])
    #expect(try Self.steps("北京市消防条例", records).first == "unknown")
  }

  @Test func `a title that nobody recorded is told with the nearest ones`() throws {
    let titles = ["重庆市河长制条例", "重庆市消防条例", "重庆市公共场所控制吸烟条例"]
    let records = titles.map { Minutes.document($0, with: #""issuers":["重庆市人大常委会"]"#) }
    #expect(try Self.steps("河长制条列", records) == ["unknown", "重庆市河长制条例"])
    #expect(try Self.steps("重庆市销防条例", records) == ["unknown", "重庆市消防条例"])
    #expect(try Self.steps("控制吸烟", records) == ["unknown", "重庆市公共场所控制吸烟条例"])
    #expect(try Self.steps("完全不同的题目", records) == ["unknown"])
    #expect(try Self.steps("《》", records) == ["unknown"])
  }

  @Test func `a record that tells a title twice, in two spellings, is told once`() throws {
    let record = Self.meeting(
      "会", "2020",
      #"{"item":"resolution","verb":"通过","title":"消防條例","text":"通过《消防条例》，《消防条例（草案）》作废"}"#)
    #expect(
      try Self.steps("消防条例", [record]) == ["2020 adopted 1.1", "2020 mentioned（草案） 1.1"])
  }

  @Test func `a history names the title in its longest spelling`() throws {
    guard
      case .history(let history) = try Archives.index(Self.life).history(ofTitle: "河长制条例")
    else {
      Issue.record("no history")
      return
    }
    #expect(history.title == "重庆市河长制条例" || history.title == "重庆市河长制條例")
  }

  @Test func `the events of a record begin with the one that recorded it`() throws {
    let index = try Archives.index(Self.life)
    let events = try #require(index.history(of: AccessionNumber(serial: 2, item: 1)))
    #expect(events.map(\.event.name) == ["ReportHeard"])
    #expect(events.map(\.position.rawValue) == [6])
    #expect(index.history(of: AccessionNumber(serial: 99)) == nil)
  }
}

/// The histories of real laws.
@Suite(
  .enabled(
    if: SharedData.isThere,
    "the real records (../shared/data) stand beside the package where it is developed only"))
struct RealTitleHistoryTests {
  @Test func `the history of every five hundredth law has each of its meetings, in order`() throws {
    let meetings = try LawMeeting.all()
    let verbs = ["adopt": "通过", "amend": "修正", "approve": "批准", "revise": "修订"]
    let events = [
      "adopt": "adopted", "amend": "amended", "approve": "approved", "revise": "revised",
    ]
    let records = meetings.enumerated().map { place, meeting in
      let items = meeting.items.map { law in
        var writer = JSONWriter()
        writer.object { writer in
          for (name, value) in [
            ("item", "resolution"), ("title", law.law), ("verb", law.action.flatMap { verbs[$0] }),
          ] {
            guard let value else { continue }
            writer.name(name)
            writer.string(value)
          }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
      }
      return Minutes.meeting("会议\(place)", body: meeting.body, date: meeting.date, items: items)
    }
    let index = try Archives.index(records)
    // One meeting may name a law twice.
    var expected: [[UInt8]: [String]] = [:]
    for meeting in meetings.sorted(by: { $0.date < $1.date }) {
      for law in meeting.items {
        let event = law.action.flatMap { events[$0] } ?? "decided"
        expected[DraftTitle(asTyped: law.law).key, default: []].append("\(meeting.date) \(event)")
      }
    }
    var steps = 0
    let laws = Set(meetings.flatMap { $0.items.map(\.law) }).sorted()
    for place in stride(from: 0, to: laws.count, by: 500) {
      let title = DraftTitle(asTyped: laws[place])
      guard title.stage == nil,
        case .history(let history) = index.history(ofTitle: "《\(laws[place])》")
      else {
        Issue.record("\(laws[place])")
        continue
      }
      let own = history.steps.filter { $0.isPlain && DraftTitle(asTyped: $0.entry.title) == title }
      let told = own.map { "\($0.entry.date) \($0.event)" }
      #expect(told.sorted() == (expected[title.key] ?? []).sorted(), "\(laws[place])")
      #expect(history.steps.map { "\($0.entry.date)" }.isSorted)
      steps += told.count
    }
    #expect(steps > 8)
  }
}

extension Array where Element: Comparable {
  fileprivate var isSorted: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}
