import Foundation
import TestSupport
import Testing

@testable import archivist

/// `export oparl`: objects under their addresses, and what they tell.
@Suite struct ExportOParlCommandTests {
  private let fixture: CommandLineFixture
  private static let url = "https://example.org/oparl"

  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found()
    let items = [
      #"{"item":"report","presenters":["市农委"],"document":{"title":"河长制条例","stage":"草案","number":"渝〔2020〕1号"},"disposition":"审议"}"#,
      #"{"item":"resolution","verb":"通过","text":"决定的正文","outcome":"adopted"}"#,
      #"{"item":"matter","text":"秘密的事","openness":"closed"}"#,
    ]
    let records = [
      CommandLineFixture.meeting(
        "甲会",
        #","place":"会议厅","status":"cancelled","topics":["水"],"attendance":[{"person":"张三","capacity":"chair"},{"person":"李四","capacity":"absent"}],"items":["#
          + items.joined(separator: ",") + "]"),
      CommandLineFixture.meeting("乙会", date: "2020-09"),
      CommandLineFixture.meeting("丙会"),
      #"{"record":"document","title":"意见","number":"渝府办发[2020]40号","issuers":["市政府"],"issued":"2020-04-07","summary":"摘要"}"#,
      CommandLineFixture.meeting("丁会", #","openness":"closed""#).replacing(
        "市人大常委会", with: "秘密委"),
    ]
    _ = try fixture.append(records.joined(separator: "\n"), name: "a.jsonl")
    _ = fixture("retract", "3", "--reason", "duplicate", "--authority", "办")
    _ = fixture("bodies", "place", "市人大常委会", "市政府")
  }

  private func export(_ arguments: String...) -> CommandLineFixture.Outcome {
    fixture.run(
      ["export", "oparl", "--archive", fixture.archive, "--output", fixture.folder.path("oparl")]
        + (arguments.contains("--url") ? [] : ["--url", Self.url]) + arguments)
  }

  private func object(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: fixture.folder.url.appending(path: "oparl/\(path)"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func texts(_ value: Any?) -> [String] { value as? [String] ?? [] }

  @Test func `a meeting has its agenda, its organs and who came`() throws {
    #expect(export().code == .done)
    let meeting = try object("meeting/0/1.json")
    #expect(meeting["id"] as? String == Self.url + "/meeting/0/1.json")
    #expect(meeting["start"] as? String == "2020-09-18T00:00:00+08:00")
    #expect(meeting["cancelled"] as? Bool == true)
    #expect((meeting["location"] as? [String: Any])?["description"] as? String == "会议厅")
    #expect(texts(meeting["keyword"]) == ["水"])
    let agenda = try #require(meeting["agendaItem"] as? [[String: Any]])
    #expect(agenda.map { $0["number"] as? String } == ["1.1", "1.2"])
    #expect(agenda[1]["resolutionText"] as? String == "决定的正文")
    #expect(agenda[1]["result"] as? String == "adopted")
    let people = texts(meeting["participant"])
    #expect(people.count == 1)
    let person = try object(String(people[0].dropFirst(Self.url.count + 1)))
    #expect(person["name"] as? String == "张三")
    let organ = try #require(texts(meeting["organization"]).first)
    let organization = try object(String(organ.dropFirst(Self.url.count + 1)))
    #expect(organization["name"] as? String == "市人大常委会")
    let above = try #require(organization["subOrganizationOf"] as? String)
    #expect(try object(String(above.dropFirst(Self.url.count + 1)))["name"] as? String == "市政府")
  }

  @Test func `what was heard is a paper with its consultation, a document one with its file`()
    throws
  {
    #expect(export().code == .done)
    let heard = try object("paper/0/1.1.json")
    #expect(heard["name"] as? String == "河长制条例（草案）")
    let consultation = try #require((heard["consultation"] as? [[String: Any]])?.first)
    #expect(consultation["meeting"] as? String == Self.url + "/meeting/0/1.json")
    #expect(consultation["role"] as? String == "审议")
    let paper = try object("paper/0/4.json")
    #expect(paper["reference"] as? String == "渝府办发〔2020〕40号")
    #expect(paper["date"] as? String == "2020-04-07")
    let file = try #require(paper["mainFile"] as? [String: Any])
    #expect(file["accessUrl"] as? String == Self.url + "/file/0/4.md")
    let text = try fixture.folder.text(of: "oparl/file/0/4.md")
    #expect(text.hasPrefix("# 意见\n") && file["size"] as? Int == text.utf8.count)
  }

  @Test func `what was withdrawn is deleted, and what is closed is not there`() throws {
    let outcome = export()
    #expect(outcome.messages.hasPrefix("6 records written to"), "\(outcome.messages)")
    #expect(outcome.messages.contains("2 records withheld: stricter than unconditional"))
    #expect(outcome.messages.contains("oparl has no place for date: left out of 1 record\n"))
    #expect(outcome.messages.contains("oparl has no place for presenters: left out of 1 record\n"))
    let deleted = try object("meeting/0/3.json")
    #expect(deleted["deleted"] as? Bool == true && deleted["name"] == nil)
    #expect(throws: (any Error).self) { try object("meeting/0/5.json") }
    let names = FileManager.default.enumerator(atPath: fixture.folder.path("oparl"))
    for case let name as String in try #require(names) where name.contains(".") {
      let text = try fixture.folder.text(of: "oparl/\(name)")
      #expect(!text.contains("秘密"), "\(name)")
    }
  }

  @Test func `lists have pages that lead to each other`() throws {
    let more = (0..<250).map { CommandLineFixture.meeting("会\($0)") }
    _ = try fixture.append(more.joined(separator: "\n"), name: "b.jsonl")
    #expect(export("--url", "http://x.example/").code == .done)
    let body = try object("body.json")
    var next = body["meeting"] as? String
    var (names, pages): ([String], Int) = ([], 0)
    while let url = next {
      #expect(url.hasPrefix("http://x.example/meetings/"))
      let page = try object(String(url.dropFirst("http://x.example/".count)))
      let data = try #require(page["data"] as? [[String: Any]])
      names += data.compactMap { $0["id"] as? String }
      next = (page["links"] as? [String: String])?["next"]
      pages += 1
    }
    #expect(names.count == 253 && Set(names).count == 253 && pages == 3)
  }

  @Test func `wrong command lines are told`() {
    for (line, message) in [
      ([], "export oparl needs --url"),
      (["--url", Self.url], "export oparl needs --output"),
      (["--url", "example.org"], "expected an address such as https://example.org/oparl"),
      (["--url", "https://x y/"], "expected an address"),
      (["--url", "https://"], "expected an address"),
    ] {
      let outcome = fixture.run(["export", "oparl", "--archive", fixture.archive] + line)
      #expect(outcome.code == .usage && outcome.messages.contains(message), "\(outcome.messages)")
    }
  }
}
