import Foundation
import TestSupport
import Testing

@testable import archivist

/// The command that turns records of other systems into minutes.
@Suite struct ImportCommandTests {
  private static let events = """
    [{"BodyName":"Town Council","Date":"2021-03-04T18:30:00-05:00","GUID":"1","Comment":"Stated",
      "Items":[{"Title":"Park rules","ActionName":"Approved","PassedFlagName":"Pass"}]},
     {"BodyName":"Town Council","Date":"2021-04-01T00:00:00-05:00","AgendaStatusName":"Cancelled"}]
    """
  private static let meeting = """
    {"id":"https://e.org/1","type":"https://schema.oparl.org/1.1/Meeting","name":"4. Sitzung",
     "start":"2014-03-04T18:00:00+01:00","organization":["https://e.org/2"]}
    """
  private static let council = """
    {"id":"https://e.org/2","type":"https://schema.oparl.org/1.1/Organization","name":"Rat"}
    """
  private static let table = "机构,日期,次,事项\n市政府,2020-09-18,95,研究防汛\n市政府,2020-09-25,96,研究交通\n"

  private let fixture: CommandLineFixture

  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found()
  }

  private func file(_ text: String, _ name: String) throws -> String {
    try fixture.folder.write(text, to: name)
  }

  @Test func `append takes what import writes, as it is`() throws {
    let inputs: [([String], Int)] = [
      (["legistar", try file(Self.events, "events.json")], 2),
      (["oparl", try file(Self.meeting, "m.json"), try file(Self.council, "o.json")], 1),
      (["csv", try file(Self.table, "t.csv")], 2),
    ]
    for (words, count) in inputs {
      let imported = fixture.run(["import"] + words)
      #expect(imported.code == .done)
      #expect(imported.output.split(separator: "\n").count == count)
      let appended = try fixture.append(imported.output, name: "imported.jsonl")
      #expect(appended.code == .done, "\(appended.messages)")
      #expect(fixture.run(["import"] + words).output == imported.output)
    }
    #expect(fixture("query", "--kind", "meeting", "--count").output == "5\n")
    #expect(fixture("query", "--body", "Rat", "--count").output == "1\n")
    let again = fixture.run(["import", "csv", fixture.folder.path("t.csv")]).output
    #expect(try fixture.append(again, name: "again.jsonl").output.contains("already recorded"))
  }

  @Test func `what an archive exports comes back as what is recorded already`() throws {
    let minutes = CommandLineFixture.meeting(
      "会议", date: "2020-09-18", ",\"items\":[{\"item\":\"matter\",\"text\":\"防汛\"}]")
    #expect(try fixture.append(minutes).code == .done)
    let table = try file(fixture("timeline", "--format", "csv").output, "timeline.csv")
    let imported = fixture.run(["import", "csv", table])
    #expect(imported.code == .done)
    #expect(
      try fixture.append(imported.output, name: "i.jsonl").output.contains("already recorded as 1"))
  }

  @Test func `losses are listed on standard error, a line for each kind`() throws {
    let outcome = fixture.run(["import", "legistar", try file(Self.events, "events.json")])
    let lines = outcome.messages.split(separator: "\n").map(String.init)
    let path = fixture.folder.path("events.json")
    #expect(
      lines == [
        "kept in notes, for want of a member: Comment; first at \(path):1",
        "left out, since it serves the other system alone: GUID; first at \(path):1",
        "made of other values: title ×2; first at \(path):1",
        "2 records with 1 item",
      ])
    let chinese = fixture.run(
      ["import", "legistar", fixture.folder.path("events.json"), "--lang", "zh"])
    #expect(chinese.messages.contains("记录无相应成员，保留在备注中：Comment；首见于 \(path):1"))
    #expect(chinese.output == outcome.output)
  }

  @Test func `a meeting with a mistake is left out, and the code says so`() throws {
    let path = try file("机构,日期\n甲会,2020\n乙会,昨天\n丙会,2021\n", "t.csv")
    let outcome = fixture.run(["import", "csv", path])
    #expect(outcome.code == .refused)
    #expect(outcome.output.split(separator: "\n").count == 2)
    let lines = outcome.messages.split(separator: "\n")
    #expect(lines.first?.hasPrefix("\(path):3:4: found \"昨天\", expected a date") == true)
    #expect(lines.last == "archivist: 1 error; the other records were written")
    let chinese = fixture.run(["import", "csv", path, "--lang", "zh"])
    #expect(chinese.messages.contains("\(path):3:4: 此处是“昨天”，应为日期"))
    #expect(chinese.messages.hasSuffix("archivist: 共 1 处错误；其余记录已输出\n"))
  }

  @Test func `many mistakes are no flood`() throws {
    let rows = (0..<150).map { "甲会\($0),昨天\n" }.joined()
    let outcome = fixture.run(["import", "csv", try file("机构,日期\n" + rows, "t.csv")])
    #expect(outcome.code == .refused)
    #expect(outcome.messages.split(separator: "\n").count == 102)
    #expect(outcome.messages.contains("\n… and 50 errors more\n"))
    #expect(outcome.messages.hasSuffix("archivist: 150 errors; nothing was written\n"))
  }

  @Test func `wrong command lines and missing files have codes of their own`() throws {
    let outcome = fixture.run(["import", "legister", "a.json"])
    #expect(outcome.code == .usage)
    #expect(outcome.messages.contains("found 'legister', expected one of oparl, legistar, csv"))
    #expect(outcome.messages.contains("did you mean 'legistar'?"))
    #expect(fixture.run(["import"]).code == .usage)
    #expect(fixture.run(["import", "csv"]).messages.contains("'import' needs FILE"))
    let path = try file(Self.table, "t.csv")
    let missing = fixture.run(["import", "csv", path, fixture.folder.path("none.csv")])
    #expect(missing.code == .noInput && missing.output.isEmpty)
    #expect(fixture.run(["import", "csv", fixture.folder.path("")]).code == .noInput)
  }

  @Test func `GB 18030 is told`() throws {
    let path = fixture.folder.path("g.csv")
    let text: [UInt8] =
      [0xBB, 0xFA, 0xB9, 0xB9, 0x2C, 0xC8, 0xD5, 0xC6, 0xDA, 0x0A]
      + [0xBC, 0xD7, 0xBB, 0xE1, 0x2C, 0x32, 0x30, 0x32, 0x30, 0x0A]
    try Data(text).write(to: URL(filePath: path))
    let outcome = fixture.run(["import", "csv", path])
    #expect(outcome.output.contains("\"甲会\""))
    #expect(outcome.messages.hasPrefix("\(path) is GB 18030, and was read as such\n"))
  }
}
