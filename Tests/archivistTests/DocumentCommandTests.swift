import Testing

@testable import archivist

/// Documents on the command line: their sections, citations, and whether they were in force.
@Suite struct DocumentCommandTests {
  private static func fixture() throws -> CommandLineFixture {
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let minutes = """
      {"record":"document","title":"实施意见","number":"渝府办发[2020]40号","issued":"2020-04","sections":[\
      {"path":"三","heading":"措施","text":"根据《总体规划》。"},{"path":"三/（二）","heading":"试验","text":"甲"}]}
      {"record":"document","title":"总体规划","signed":"2019-01-01","repealed":"2021-01-01"}
      {"title":"会议","body":["市人大常委会"],"date":"2020-03-01","items":[{"item":"resolution","verb":"通过",\
      "title":"绿化条例"},{"item":"matter","text":"研究"}]}
      """
    #expect(try fixture.append(minutes, name: "minutes.jsonl").code == .done)
    return fixture
  }

  @Test func `a section is shown with those below it`() throws {
    let fixture = try Self.fixture()
    let whole = """
      1  实施意见

      三 措施
        根据《总体规划》。

      三/（二） 试验
        甲

      """
    #expect(fixture("show", "1/三").output == whole)
    #expect(fixture("show", "1/3").output == whole)
    #expect(fixture("show", "1／三/ ( 二 )").output == "1  实施意见\n\n三/（二） 试验\n  甲\n")
    let json = try fixture("show", "1/三", "--format", "json").json() as? [String: Any]
    #expect(json?["path"] as? String == "三")
    #expect(json?["heading"] as? String == "措施")
    #expect((json?["sections"] as? [[String: Any]])?.map { $0["path"] as? String } == ["三/（二）"])
  }

  @Test func `a section that is not there is told with those that are`() throws {
    let fixture = try Self.fixture()
    let wrong = fixture("show", "1/四")
    #expect(wrong.code == .refused)
    #expect(wrong.messages == "archivist: 1 has no section '四'\n  its sections: 三, 三/（二）\n")
    #expect(fixture("show", "3/一").messages.contains("3 has no sections"))
    #expect(fixture("show", "9/一").messages.contains("there is no record 9"))
    #expect(fixture("show", "x/一").code == .usage)
    #expect(fixture("show", "1/三", "--format", "minutes").code == .usage)
    #expect(fixture("show", "1/四", "--lang", "zh").messages.contains("其章节有：三、三/（二）"))
  }

  @Test func `show tells what a document cites and what cites it`() throws {
    let fixture = try Self.fixture()
    #expect(fixture("show", "1").output.contains("  cites         2 总体规划\n"))
    #expect(fixture("show", "2").output.contains("  cited by      1 实施意见\n"))
    #expect(fixture("show", "2", "--lang", "zh").output.contains("  被引用        1 实施意见\n"))
    #expect(!fixture("show", "3").output.contains("cite"))
    let json = try fixture("show", "1", "--format", "json").json() as? [String: Any]
    #expect((json?["cites"] as? [[String: Any]])?.map { $0["accession"] as? String } == ["2"])
    #expect((json?["citedBy"] as? [[String: Any]])?.isEmpty == true)
    let other = try fixture("show", "3.1", "--format", "json").json() as? [String: Any]
    #expect(other?["cites"] == nil && other?["citedBy"] == nil)
  }

  @Test func `query takes what was in force on a day, and marks what only may have been`() throws {
    let fixture = try Self.fixture()
    #expect(
      fixture("query", "--on", "2020-04-15").output == """
        2020-04     1    document                  (uncertain) 实施意见
        2020-03-01  3.1  resolution  市人大常委会  绿化条例
        2019-01-01  2    document                  总体规划

        """)
    #expect(fixture("query", "--on", "2021年1月1日", "--count").output == "2\n")
    #expect(fixture("query", "--on", "2018-12-31").messages == "no record fits\n")
    #expect(fixture("query", "规划", "--on", "2020-01-01", "--count").output == "1\n")
    #expect(fixture("query", "--on", "2020-04-15", "--lang", "zh").output.contains("（不确定）实施意见"))
    for wrong in ["2020", "2020-04", "yesterday"] {
      let outcome = fixture("query", "--on", wrong)
      #expect(outcome.code == .usage)
      #expect(outcome.messages.contains("expected a day"))
    }
  }

  @Test func `show tells whether a text was in force`() throws {
    let fixture = try Self.fixture()
    func told(_ number: String, _ day: String, _ language: String = "en") -> String {
      fixture("show", number, "--on", day, "--lang", language).output
    }
    #expect(
      told("2", "2020-01-01").contains(
        "  in force      on 2020-01-01: yes, from 2019-01-01 until 2021-01-01\n"))
    #expect(told("2", "2021-01-01").contains("on 2021-01-01: no longer, from 2019-01-01"))
    #expect(told("2", "2018-01-01").contains("on 2018-01-01: not yet, from 2019-01-01"))
    #expect(told("1", "2020-04-01").contains("on 2020-04-01: uncertain, from 2020-04\n"))
    #expect(
      told("3", "2020-04-01").contains("  in force      3.1 on 2020-04-01: yes, from 2020-03-01\n"))
    #expect(
      told("2", "2021-01-01", "zh").contains(
        "效力          2021-01-01：已失效，2019-01-01起施行，2021-01-01起失效\n"))
    let none = fixture("show", "3.2", "--on", "2020-04-01")
    #expect(none.code == .done)
    #expect(none.messages.contains("3.2 holds no text that could be in force on 2020-04-01"))
    let json =
      try fixture("show", "3", "--on", "2020-04-01", "--format", "json").json() as? [String: Any]
    let items = json?["items"] as? [[String: Any]]
    #expect((items?[0]["inForce"] as? [String: Any])?["status"] as? String == "inForce")
    #expect(items?[1]["inForce"] == nil && json?["inForce"] == nil)
  }

  @Test func `a timeline of a day tells it in its question`() throws {
    let outcome = try Self.fixture()("timeline", "--on", "2020-04-15")
    let json = try outcome.json() as? [String: Any]
    #expect((json?["query"] as? [String: Any])?["on"] as? String == "2020-04-15")
    let entries = json?["entries"] as? [[String: Any]]
    #expect(entries?.map { $0["accession"] as? String } == ["2", "3.1", "1"])
    #expect((entries?[2]["inForce"] as? [String: Any])?["status"] as? String == "uncertain")
  }
}
