import EventStore
import TestSupport
import Testing

@testable import Archive

/// Which texts were in force on a day.
@Suite struct ForceTests {
  private static func resolution(_ title: String, _ verb: String = "通过", _ more: String = "")
    -> String
  {
    #"{"item":"resolution","verb":"\#(verb)","title":"\#(title)"\#(more.isEmpty ? "" : "," + more)}"#
  }

  private static func meeting(
    _ title: String, _ date: String, openness: String? = nil, _ items: String...
  ) -> String {
    Minutes.meeting(
      title, body: "重庆市人大常委会", date: date,
      with: openness.map { #""openness":"\#($0)""# } ?? "", items: items)
  }

  /// What is in force on a day; a question mark behind what only may be.
  private static func inForce(
    _ records: [String], _ day: String, ceiling: Openness? = nil
  ) throws -> [String] {
    let index = try Archives.index(records)
    let part = try #require(PartialDate.Part(day))
    let result = index.search(
      Answers.query { query in
        query.on = part
        query.ceiling = ceiling
        query.order = .recorded
      })
    return index.entries(of: result).map { entry in
      let status = result.forces[entry.accession]?.status
      #expect(status == .inForce || status == .uncertain)
      return "\(entry.accession)" + (status == .uncertain ? "?" : "")
    }
  }

  @Test func `a text is in force from its effective date on, otherwise from its adoption`() throws {
    let records = [
      Self.meeting(
        "会", "2020-03-01", Self.resolution("甲条例", "通过", #""effective":"2020-05-01""#),
        Self.resolution("乙办法"), Self.resolution("丙决定", "批准", #""adopted":"2020-02-28""#),
        Self.resolution("丁条例", "通过", #""effective":"unknown""#))
    ]
    #expect(try Self.inForce(records, "2020-02-27") == [])
    #expect(try Self.inForce(records, "2020-02-28") == ["1.3"])
    #expect(try Self.inForce(records, "2020-03-01") == ["1.2", "1.3", "1.4"])
    #expect(try Self.inForce(records, "2020-05-01") == ["1.1", "1.2", "1.3", "1.4"])
  }

  @Test func `a document is in force from its issue until the day that it names`() throws {
    let records = [
      Minutes.document("甲", with: #""signed":"2020-04-01","issued":"2020-04-07""#),
      Minutes.document(
        "乙", with: #""adopted":"2020-01-01","effective":"2020-02-01","repealed":"2020-06-01""#),
      Minutes.document("丙", with: #""signed":"2020-03""#), Minutes.document("丁"),
      Minutes.document("戊（征求意见稿）", with: #""issued":"2020-01-01""#),
    ]
    #expect(try Self.inForce(records, "2020-01-31") == ["4?"])
    #expect(try Self.inForce(records, "2020-03-10") == ["2", "3?", "4?"])
    #expect(try Self.inForce(records, "2020-04-06") == ["2", "3", "4?"])
    #expect(try Self.inForce(records, "2020-05-31") == ["1", "2", "3", "4?"])
    #expect(try Self.inForce(records, "2020-06-01") == ["1", "3", "4?"])
  }

  @Test func `only what was enacted is in force`() throws {
    let meeting = Self.meeting(
      "会", "2020-01-01", Self.resolution("甲条例（草案）"), Self.resolution("乙条例", "审议"),
      Self.resolution("丙条例", "通过", #""outcome":"rejected""#), Self.resolution("丁条例", "原则通过"),
      Self.resolution("戊报告"), Self.resolution("己方案", "通过", #""effective":"2020-01-01""#),
      Self.resolution("庚方案", "通过", #""form":"办法""#),
      #"{"item":"report","subject":"关于《辛条例》的汇报"}"#, #"{"item":"resolution","text":"通过《壬条例》"}"#)
    #expect(try Self.inForce([meeting], "2021-01-01") == ["1.6", "1.7", "1.9"])
  }

  @Test func `a repeal ends a text on the day on which it takes effect`() throws {
    let records = [
      Self.meeting("一", "1997-10-17", Self.resolution("重庆市禁毒条例"), Self.resolution("重庆市绿化条例")),
      Self.meeting(
        "二", "2020-05-01",
        #"{"item":"resolution","verb":"决定","text":"废止《重庆市禁毒条例》","effective":"2020-06-01"}"#),
      Minutes.document(
        "关于废止〈绿化条例〉的决定", with: #""issuers":["重庆市人大常委会"],"issued":"2021-01-01""#),
      Self.meeting("三", "2022-01-01", Self.resolution("重庆市禁毒条例")),
    ]
    #expect(try Self.inForce(records, "2020-05-31") == ["1.1", "1.2"])
    #expect(try Self.inForce(records, "2020-06-01") == ["1.2"])
    #expect(try Self.inForce(records, "2021-01-01") == ["3"])
    // What was made anew is not ended by the repeal before it.
    #expect(try Self.inForce(records, "2022-01-01") == ["3", "4.1"])
    let force = try Archives.index(records).force(
      of: [AccessionNumber(serial: 1, item: 1)], on: try #require(PartialDate.Part("2020-07-01")))
    let first = try #require(force[AccessionNumber(serial: 1, item: 1)])
    #expect(first.status == .ended)
    #expect(first.endedBy == AccessionNumber(serial: 2, item: 1))
    #expect(first.period.end == PartialDate("2020-06-01"))
  }

  @Test func `a document ends what it says ends with it, on the day on which it takes effect`()
    throws
  {
    func ending(_ words: String, _ title: String = "新办法") -> String {
      Minutes.document(
        title,
        with:
          #""issued":"2020-05-01","effective":"2020-07-01","sections":[{"path":"一","text":"总则"},"#
          + #"{"path":"二","text":"\#(words)"}]"#)
    }
    let old = [
      Minutes.document("甲办法", with: #""issued":"2010-01-01""#),
      Minutes.document("乙办法", with: #""issued":"2011-01-01""#),
    ]
    let one = old + [ending("本办法自2020年7月1日起施行。《甲办法》（渝府令第5号）同时废止。")]
    #expect(try Self.inForce(one, "2020-06-30") == ["1", "2"])
    #expect(try Self.inForce(one, "2020-07-01") == ["2", "3"])
    let list = old + [ending("本办法自发布之日起施行，《甲办法》（渝府发〔2010〕1号）、《乙办法》（渝府发〔2011〕2号）同时废止。")]
    #expect(try Self.inForce(list, "2020-07-01") == ["3"])
    // The old version under the same title.
    let same = old + [ending("《甲办法》同时废止", "甲办法")]
    #expect(try Self.inForce(same, "2020-07-01") == ["2", "3"])
    // A draft ends nothing, nor do words that say something else, nor what was made before.
    for words in ["《甲办法》仍然有效", "依照《甲办法》办理，其余废止"] {
      #expect(try Self.inForce(old + [ending(words)], "2020-07-01") == ["1", "2", "3"])
    }
    #expect(
      try Self.inForce(old + [ending("《甲办法》同时废止", "新办法（草案）")], "2020-07-01") == ["1", "2"])
    let later = Minutes.document("甲办法", with: #""issued":"2021-01-01""#)
    #expect(try Self.inForce([later, one[2]], "2022-01-01") == ["1", "2"])
    let steps = try Archives.index(one).history(ofTitle: "甲办法")
    guard case .history(let history) = steps else { throw CancellationError() }
    #expect(history.steps.map(\.event) == [.issued, .repealed])
  }

  @Test func `a repeal that was not adopted ends nothing`() throws {
    let records = [
      Self.meeting("一", "1997-10-17", Self.resolution("甲条例")),
      Self.meeting(
        "二", "2020-05-01", #"{"item":"resolution","text":"废止《甲条例》","outcome":"deferred"}"#,
        #"{"item":"report","subject":"关于废止《甲条例》的说明"}"#,
        Self.resolution("关于废止〈甲条例〉的决定（草案）")),
    ]
    #expect(try Self.inForce(records, "2021-01-01") == ["1.1"])
  }

  @Test(arguments: ["修订", "修正"])
  func `a later version of the same title stands for the earlier ones`(verb: String) throws {
    let records = [
      Self.meeting("一", "1997-10-17", Self.resolution("重庆市绿化条例")),
      Minutes.document(
        "绿化条例", with: #""issuers":["重庆市人大常委会"],"published":"1997-10-20""#),
      Self.meeting("二", "2010-07-23", Self.resolution("绿化条例", verb, #""effective":"2011-01-01""#)),
      Self.meeting("三", "2019", Self.resolution("重庆市绿化条例", verb)),
    ]
    #expect(try Self.inForce(records, "2010-12-31") == ["1.1", "2"])
    #expect(try Self.inForce(records, "2011-01-01") == ["3.1"])
    #expect(try Self.inForce(records, "2019-06-01") == ["3.1?", "4.1?"])
    #expect(try Self.inForce(records, "2020-01-01") == ["4.1"])
    // The text of a revision, published before it takes effect, is not ended by it.
    let published = Minutes.document(
      "重庆市绿化条例", with: #""issuers":["重庆市人大常委会"],"published":"2010-08-01""#)
    #expect(try Self.inForce(Array(records[...2]) + [published], "2012-01-01") == ["3.1", "4"])
  }

  @Test func `a decision that changes a text leaves it in force`() throws {
    let records = [
      Self.meeting("一", "1997-10-17", Self.resolution("重庆市禁毒条例")),
      Self.meeting(
        "二", "2010-12-01", Self.resolution("重庆市人大常委会关于修改〈重庆市禁毒条例〉的决定")),
    ]
    #expect(try Self.inForce(records, "2011-01-01") == ["1.1", "2.1"])
    let index = try Archives.index(records)
    let accession = AccessionNumber(serial: 1, item: 1)
    for (day, changes) in [("2010-11-30", []), ("2010-12-01", ["2.1"])] {
      let force = index.force(of: [accession], on: try #require(PartialDate.Part(day)))[accession]
      #expect(force?.changedBy.map(\.description) == changes)
    }
  }

  @Test func `texts of other places are left alone`() throws {
    let records = [
      Self.meeting("一", "2000-01-01", Self.resolution("重庆市消防条例")),
      Minutes.meeting(
        "二", body: "浙江省人大", date: "2010-01-01", items: [Self.resolution("浙江省消防条例", "修订")]),
      Minutes.meeting(
        "三", body: "浙江省人大", date: "2011-01-01", items: [Self.resolution("消防条例", "废止")]),
    ]
    #expect(try Self.inForce(records, "2010-06-01") == ["1.1", "2.1"])
    #expect(try Self.inForce(records, "2012-01-01") == ["1.1"])
  }

  @Test func `what is stricter than the ceiling tells nothing, and is counted`() throws {
    let records = [
      Self.meeting("一", "2000-01-01", Self.resolution("重庆市消防条例")),
      Self.meeting("二", "2010-01-01", openness: "closed", Self.resolution("重庆市消防条例", "修订")),
    ]
    #expect(try Self.inForce(records, "2012-01-01") == ["2.1"])
    #expect(try Self.inForce(records, "2012-01-01", ceiling: .unconditional) == ["1.1"])
    let index = try Archives.index(records)
    let query = Answers.query { query in
      query.on = PartialDate.Part("2012-01-01")
      query.ceiling = .unconditional
    }
    #expect(index.search(query).withheld == 1)
    let text = Answers.text(index, query, in: .timeline)
    #expect(text.contains(#""inForce":{"on":"2012-01-01","status":"inForce","from":"2000-01-01"}"#))
    #expect(!text.contains("2010"))
  }

  @Test func `answers for programs tell the day and what is known of it`() throws {
    let index = try Archives.index([
      Minutes.document("甲", with: #""issued":"2020""#),
      Minutes.document("乙", with: #""issued":"2019""#),
    ])
    let query = Answers.query { $0.on = PartialDate.Part("2020-06-01") }
    let json = Answers.text(index, query)
    #expect(json.contains(#"{"query":{"on":"2020-06-01","#))
    #expect(json.contains(#""inForce":{"on":"2020-06-01","status":"uncertain","from":"2020"}"#))
    let rows = Answers.text(index, query, as: .csv).split(separator: "\r\n")
    #expect(rows.map { $0.split(separator: ",").last } == ["inForce", "uncertain", "inForce"])
    #expect(!Answers.text(index, Query()).contains("inForce"))
    #expect(!Answers.text(index, Query(), as: .csv).contains("inForce"))
  }
}

/// Real laws, of which each was in force in one version at most.
@Suite(
  .enabled(
    if: SharedData.isThere,
    "the real records (../shared/data) stand beside the package where it is developed only"))
struct RealForceTests {
  @Test func `of each real law the version that was made last is in force`() throws {
    let meetings = try LawMeeting.all().filter { $0.body == "重庆市人民代表大会常务委员会" }
    #expect(meetings.count > 50)
    let verbs = ["adopt": "通过", "amend": "修正", "revise": "修订"]
    let records = meetings.enumerated().map { place, meeting in
      Minutes.meeting(
        "会议\(place)", body: meeting.body, date: meeting.date,
        items: meeting.items.compactMap { law in
          guard let verb = law.action.flatMap({ verbs[$0] }) else { return nil }
          var writer = JSONWriter()
          writer.object { writer in
            for (name, value) in [("item", "resolution"), ("verb", verb), ("title", law.law)] {
              writer.name(name)
              writer.string(value)
            }
          }
          return String(decoding: writer.bytes, as: UTF8.self)
        })
    }
    let index = try Archives.index(records)
    for day in ["2000-01-01", "2010-12-31", "2024-01-01"] {
      let result = index.search(Answers.query { $0.on = PartialDate.Part(day) })
      let found = index.entries(of: result).map { "\($0.title) \($0.date)" }
      var last: [String: String] = [:]
      for meeting in meetings.sorted(by: { $0.date < $1.date }) where meeting.date <= day {
        for law in meeting.items where law.action.flatMap({ verbs[$0] }) != nil {
          // What was adopted twice was never recorded as repealed in between.
          if law.action == "adopt", last[law.law] != nil { continue }
          last[law.law] = meeting.date
        }
      }
      let forms = ["条例", "办法", "决定", "决议", "规定", "规则", "细则"]
      let expected = last.filter { law, _ in forms.contains { law.hasSuffix($0) } }
      #expect(Set(found) == Set(expected.map { "\($0.key) \($0.value)" }), "\(day)")
      #expect(found.count == expected.count && found.count > 10)
    }
  }
}
