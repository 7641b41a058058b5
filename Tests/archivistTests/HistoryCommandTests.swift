import Testing

@testable import archivist

/// The command that tells what happened to a text or a record.
@Suite struct HistoryCommandTests {
  private static func fixture() throws -> CommandLineFixture {
    let fixture = try CommandTests.filled()
    let adoption = CommandLineFixture.meeting(
      "第二十二次会议", date: "2020-12-03",
      ",\"items\":[{\"item\":\"resolution\",\"verb\":\"通过\",\"title\":\"重庆市河长制条例\"}]")
    #expect(try fixture.append(adoption, name: "adoption.json").code == .done)
    return fixture
  }

  @Test func `the history of a title is a timeline for people`() throws {
    let fixture = try Self.fixture()
    #expect(
      fixture("history", "重庆市河长制条例").output == """
        《重庆市河长制条例》

        2020-09-18  1.1  草案  heard    市五届人大常委会第四十次主任会议
        2020-12-03  4.1        adopted  第二十二次会议

        """)
    #expect(fixture("history", "《重庆市河长制条例》", "--lang", "zh").output.contains("  听取  "))
    #expect(fixture("history", "关于推进的意见").output.contains("3    issued  渝府办发"))
  }

  @Test(arguments: [60, 80, 120])
  func `a history keeps within the terminal`(width: Int) throws {
    let fixture = try Self.fixture()
    fixture.width = width
    let lines = fixture("history", "重庆市河长制条例").output.split(separator: "\n")
    for line in lines { #expect(TextWidth.columns(line) <= width) }
    #expect(lines.contains { $0.contains("市人大农委：关于《重庆市河长制条例") })
  }

  @Test func `the history of a title in JSON has one step in each object`() throws {
    let json =
      try Self.fixture()("history", "重庆市河长制条例", "--format", "json").json() as? [[String: Any]]
    #expect(json?.map { $0["event"] as? String } == ["heard", "adopted"])
    #expect(json?[0]["stage"] as? String == "草案")
    #expect(json?[1]["stage"] == nil)
    #expect((json?[1]["meeting"] as? [String: Any])?["accession"] as? String == "4")
  }

  @Test func `a number is a record, and in marks it is a title`() throws {
    let fixture = try Self.fixture()
    let events = fixture("history", "1.1")
    #expect(events.code == .done)
    #expect(events.output.hasSuffix("  ReportHeard  1.1\n"))
    let json = try fixture("history", "1", "--format", "json").json() as? [[String: Any]]
    #expect(json?.count == 1)
    #expect(json?[0]["event"] as? String == "MeetingRecorded")
    #expect(json?[0].keys.sorted() == ["accession", "event", "position", "recorded"])
    #expect(fixture("history", "99").messages.contains("99"))
    #expect(fixture("history", "《1》").messages.contains("no record speaks of 《1》"))
    #expect(fixture("history", "1", "--as-of", "@0").code == .refused)
  }

  @Test func `a title that is not there ends with the nearest ones`() throws {
    let fixture = try Self.fixture()
    let wrong = fixture("history", "河长制")
    #expect(wrong.code == .refused)
    #expect(wrong.output.isEmpty)
    #expect(wrong.messages.contains("did you mean 《重庆市河长制条例》?"))
    #expect(fixture("history", "Budget", "2021").messages.contains("《Budget 2021》"))
    #expect(fixture("history", "完全不同").messages.contains("did you mean") == false)
    #expect(fixture("history").code == .usage)
  }

  @Test func `a title of several places is told with all of them`() throws {
    let fixture = try Self.fixture()
    for place in ["重庆市", "浙江省"] {
      _ = try fixture.append(
        "{\"title\":\"会\",\"body\":[\"\(place)人大\"],\"date\":\"2020\",\"items\":[{\"item\":\"resolution\","
          + "\"title\":\"\(place)消防条例\"}]}")
    }
    let several = fixture("history", "消防条例")
    #expect(several.code == .refused)
    #expect(several.messages.contains("several jurisdictions have the title 《消防条例》"))
    #expect(several.messages.contains("《浙江省消防条例》、《重庆市消防条例》"))
    #expect(fixture("history", "重庆市消防条例").code == .done)
  }
}
