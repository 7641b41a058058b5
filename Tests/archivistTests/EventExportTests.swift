import Foundation
import TestSupport
import Testing

@testable import archivist

/// `timeline` in forms that have events, and what these have no place for.
@Suite struct EventExportTests {
  private let fixture: CommandLineFixture

  /// An archive with every kind of date, status and openness.
  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found("--zone", "UTC")
    let attendance = #""attendance":[{"person":"张三","capacity":"chair"}]"#
    let records = [
      #"{"title":"第四十次主任会议","body":["市人大常委会"],"term":5,"ordinal":40,"series":"主任会议","#
        + #""date":"2020-09-18","place":"会议厅, 一楼","topics":["河长制"],\#(attendance),"items":["#
        + #"{"item":"report","presenters":["市农委"],"subject":"<河长制>","topics":["水,土"]},"#
        + #"{"item":"matter","text":"研究“安全”","asStated":"研究了'安全'; 强调\n& 要求","openness":"conditional"},"#
        + #"{"item":"personnel","action":"任命","person":"李四","post":"局长","date":"2020-09-20"}]}"#,
      #"{"title":"一届会议","body":["市人大常委会"],"term":4,"date":"2015-01","status":"cancelled","reason":"防汛"}"#,
      #"{"record":"document","title":"指导意见","number":"渝府办发[2020]40号","issuers":["市政府办公厅"],"#
        + #""issued":"2020","summary":"第一段\n第二段"}"#,
      #"{"title":"日期不详的会","body":["市政府"],"date":"unknown"}"#,
      #"{"title":"不早于","body":["市政府"],"date":"2020-04-22/.."}"#,
      #"{"title":"拟开的会","body":["市政府"],"date":"2021-02-28/2021-03-01","status":"scheduled"}"#,
      #"{"title":"秘密的会","body":["市政府"],"date":"2020-05-01","openness":"closed"}"#,
      #"{"title":"撤回的会","body":["市政府"],"date":"2020-06-01"}"#,
    ]
    let outcome = try fixture.append(records.joined(separator: "\n"), name: "a.jsonl")
    #expect(outcome.code == .done, "\(outcome.messages)")
    _ = fixture("correct", "1", "summary=会议摘要", "--reason", "lateEvidence", "--authority", "办公厅")
    _ = fixture("retract", "8", "--reason", "duplicate", "--authority", "办公厅")
  }

  @Test(arguments: ["ical", "timelinejs"])
  func `a small export is the one that is kept, with what was left out`(form: String) throws {
    var text = ""
    for arguments in [["--ceiling", "conditional"], ["--retracted"], ["--kind", "report"]] {
      let outcome = fixture.run(
        ["timeline", "--format", form, "--archive", fixture.archive] + arguments)
      #expect(outcome.code == .done)
      text += "$ archivist timeline --format \(form) \(arguments.joined(separator: " "))\n"
      text += outcome.output + "--\n\(outcome.messages)\n"
    }
    try Snapshots.compare(
      Snapshots.withoutChance(text).replacing("\r\n", with: "\n"),
      with: Snapshots.url("timeline.\(form).txt"))
  }

  /// The lines of a calendar, unfolded, of the event of a record.
  private func event(_ uid: String, _ arguments: String...) -> [String: String] {
    let text = fixture.run(
      ["timeline", "--format", "ical", "--archive", fixture.archive] + arguments
    ).output.replacing("\r\n ", with: "")
    let events = text.split(separator: "BEGIN:VEVENT\r\n").dropFirst()
    let found = events.first { $0.hasPrefix("UID:\(uid)@") } ?? ""
    return found.split(separator: "\r\n").reduce(into: [:]) { properties, line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      properties[String(parts[0])] = String(parts.last ?? "")
    }
  }

  @Test func `an event keeps its UID, and its sequence counts what was done about the record`() {
    let before = event("1")
    #expect(before["SEQUENCE"] == "1" && before["STATUS"] == "CONFIRMED")
    #expect(event("2")["SEQUENCE"] == "0" && event("2")["STATUS"] == "CANCELLED")
    _ = fixture("correct", "1", "place=别处", "--reason", "clerical", "--authority", "办公厅")
    let after = event("1")
    #expect(after["UID"] == before["UID"] && after["SEQUENCE"] == "2")
    #expect(after["LOCATION"] == "别处")
    _ = fixture("retract", "1", "--reason", "wrongSource", "--authority", "办公厅")
    #expect(event("1").isEmpty)
    let withdrawn = event("1", "--retracted")
    #expect(withdrawn["UID"] == before["UID"] && withdrawn["SEQUENCE"] == "3")
    #expect(withdrawn["STATUS"] == "CANCELLED")
  }

  @Test func `a date that is no day is all the days that it may be`() {
    #expect(event("1")["DTSTART;VALUE=DATE"] == "20200918")
    #expect(event("1")["DTEND;VALUE=DATE"] == nil && event("1")["X-ARCHIVIST-DATE"] == nil)
    for (uid, start, end, date) in [
      ("2", "20150101", "20150201", "2015-01"), ("3", "20200101", "20210101", "2020"),
      ("6", "20210228", "20210302", "2021-02-28/2021-03-01"),
    ] {
      let event = event(uid)
      #expect(event["DTSTART;VALUE=DATE"] == start && event["DTEND;VALUE=DATE"] == end)
      #expect(event["X-ARCHIVIST-DATE"] == date)
    }
    #expect(event("4").isEmpty && event("5").isEmpty)
  }

  @Test func `an item stands in its meeting's event, and alone where that is not there`() {
    #expect(event("1")["DESCRIPTION"]?.contains(#"\n1.1 市农委：<河长制>"#) == true)
    #expect(event("1.1").isEmpty)
    // What is withheld stands nowhere, what is of another day by itself.
    #expect(event("1")["DESCRIPTION"]?.contains("安全") == false)
    #expect(event("1")["CLASS"] == "PUBLIC")
    #expect(event("1", "--ceiling", "conditional")["CLASS"] == "CONFIDENTIAL")
    #expect(event("1.3")["DTSTART;VALUE=DATE"] == "20200920")
    let alone = event("1.1", "--kind", "report")
    #expect(alone["RELATED-TO"]?.hasPrefix("1@") == true)
    #expect(alone["SUMMARY"] == "市农委：<河长制>")
  }

  @Test func `what TimelineJS shows as HTML holds none, and its dates have only known parts`()
    throws
  {
    let json = try fixture("timeline", "--format", "timelinejs").json() as? [String: Any]
    let events = try #require(json?["events"] as? [[String: Any]])
    let byName = Dictionary(
      uniqueKeysWithValues: events.map { ($0["unique_id"] as? String ?? "", $0) })
    #expect(
      Set(byName.keys) == [
        "record-1", "record-1-3", "record-2", "record-3", "record-5", "record-6",
      ])
    let text = try #require(byName["record-1"]?["text"] as? [String: String])
    #expect(text["text"]?.contains("<li>1.1 市农委：&lt;河长制&gt;</li>") == true)
    #expect(byName["record-2"]?["start_date"] as? [String: Int] == ["year": 2015, "month": 1])
    #expect(byName["record-3"]?["start_date"] as? [String: Int] == ["year": 2020])
    #expect(byName["record-5"]?["display_date"] as? String == "2020-04-22/..")
    #expect(
      byName["record-6"]?["end_date"] as? [String: Int] == ["year": 2021, "month": 3, "day": 1])
    let eras = try #require(json?["eras"] as? [[String: Any]])
    let names = eras.map { ($0["text"] as? [String: String])?["headline"] }
    #expect(names == ["市人大常委会第四届", "市人大常委会第五届"])
  }

  @Test func `terms of several bodies are no eras`() throws {
    _ = try fixture.append(
      CommandLineFixture.meeting("市府会", ",\"term\":5").replacing("市人大常委会", with: "市政府"),
      name: "b.json")
    #expect(!fixture("timeline", "--format", "timelinejs").output.contains("\"eras\""))
  }

  @Test func `what is left out is told once for each kind, in both languages`() {
    let english = fixture("timeline", "--format", "ical")
    #expect(english.messages.contains("2 records left out: the date is unknown"))
    #expect(english.messages.contains("ical has no place for attendance: left out of 1 record\n"))
    #expect(english.messages.contains("2 records withheld: stricter than unconditional"))
    let chinese = fixture("timeline", "--format", "ical", "--lang", "zh")
    #expect(chinese.messages.contains("ical 容纳不下attendance（出席情况）：有 1 条记录略去此项"))
    #expect(chinese.output == english.output)
    #expect(!fixture("timeline", "--format", "json").messages.contains("no place"))
    let file = fixture.folder.path("a.ics")
    let written = fixture("timeline", "--format", "ical", "--output", file)
    #expect(written.messages.hasPrefix("6 records written to"), "\(written.messages)")
  }

  @Test func `CSV begins with a byte order mark where that is asked for, and no other form does`() {
    for verb in ["timeline", "query"] {
      let marked = fixture(verb, "--format", "csv", "--bom").output
      #expect(Array(marked.utf8.prefix(4)) == [0xEF, 0xBB, 0xBF, UInt8(ascii: "a")])
      #expect(
        Array(marked.utf8.dropFirst(3)) == Array(fixture(verb, "--format", "csv").output.utf8))
      for form in ["json", "jsonl"] {
        let refused = fixture(verb, "--format", form, "--bom")
        #expect(refused.code == .usage && refused.messages.contains("--bom is for --format csv"))
      }
      #expect(fixture(verb, "--bom").code == .usage)
    }
    #expect(fixture("query", "--format", "ical").code == .usage)
  }
}
