import Foundation
import TestSupport
import Testing

@testable import archivist

/// `cite`: references for people, and citations that prove themselves.
@Suite struct CiteCommandTests {
  private let fixture: CommandLineFixture

  /// An archive of a meeting with two items, a document, and a closed meeting.
  init() throws {
    fixture = try CommandLineFixture()
    _ = fixture.found("--zone", "UTC")
    let digest = String(repeating: "ab", count: 32)
    let source = """
      "sources":[{"title":"重庆日报","date":"2020-09-21","page":2,"lines":["L3-L5"],\
      "sha256":"\(digest)","quote":"会议听取了汇报"}]
      """
    let items = """
      ,\(source),"items":[{"item":"report","presenters":["市审计局"],"subject":"审计情况"},\
      {"item":"matter","text":"研究某事","asStated":"研究了某事"}]
      """
    _ = try fixture.append(CommandLineFixture.meeting("第四十次主任会议", items), name: "a.json")
    let document = """
      {"record":"document","title":"指导意见","number":"渝府办发[2020]40号",\
      "issuers":["甲局","乙局","丙局","丁局"],"issued":"2020-04"}
      """
    _ = try fixture.append(document, name: "b.json")
    _ = try fixture.append(
      CommandLineFixture.meeting("会三", date: "unknown", ",\"openness\":\"closed\""), name: "c.json")
  }

  /// The citation of a record in JSON, as a file.
  private func keep(_ number: String, _ arguments: String...) throws -> String {
    let outcome = fixture.run(
      ["cite", number, "--format", "json", "--archive", fixture.archive] + arguments)
    #expect(outcome.code == .done, "\(outcome.messages)")
    return try fixture.folder.write(outcome.output, to: "\(number).citation")
  }

  /// What the script that shares no code with the program says of a citation.
  private func python(_ citation: String) throws -> (status: Int32, output: String) {
    try Subprocess.run(
      "/usr/bin/env", ["python3", "-B", "Examples/verify.py", "--proof", citation],
      in: Places.package)
  }

  @Test func `citations in both languages are those that are kept`() throws {
    _ = fixture("correct", "1.2", "text=研究另一件事", "--reason", "clerical", "--authority", "办公厅")
    _ = fixture("retract", "2", "--reason", "duplicate", "--authority", "办公厅")
    var text = ""
    for language in Language.allCases {
      for number in ["1", "1.1", "1.2", "2", "3"] {
        let outcome = fixture(
          "cite", number, "--ceiling", "closed", "--lang", language.rawValue)
        #expect(outcome.code == .done, "\(outcome.messages)")
        text += "$ archivist cite \(number) --lang \(language)\n\(outcome.output)\n"
      }
    }
    try Snapshots.compare(
      Snapshots.withoutChance(text), with: Snapshots.url("citations.txt"))
  }

  @Test func `a citation in JSON tells the record, its words, its sources and the checkpoint`()
    throws
  {
    let json = try fixture("cite", "1.2", "--format", "json").json() as? [String: Any]
    #expect(json?["accession"] as? String == "1.2")
    #expect(json?["title"] as? String == "研究某事")
    #expect((json?["meeting"] as? [String: String])?["title"] == "第四十次主任会议")
    #expect(json?["quote"] as? String == "研究了某事")
    #expect(json?["quotedFrom"] as? String == "asStated")
    let source = try #require((json?["sources"] as? [[String: Any]])?.first)
    #expect(source["lines"] as? [String] == ["L3-L5"])
    #expect(source["sha256"] as? String == String(repeating: "ab", count: 32))
    let checkpoint = try #require(json?["checkpoint"] as? [String: Any])
    #expect(checkpoint["note"] as? String == fixture("checkpoint").output)
    let proof = try #require(json?["proof"] as? [String: Any])
    let proved = try fixture("prove", "1.2", "--disclose").json() as? NSDictionary
    #expect(proof as NSDictionary == proved)
    #expect(json?["position"] as? Int == proof["position"] as? Int)
    let others = try #require(json?["others"] as? [[String: Any]])
    #expect(others.map { $0["position"] as? Int } == [2])
  }

  /// Whether the program, and the script that shares no code with it, confirm a citation.
  private func isConfirmed(_ citation: String) throws -> (program: Bool, script: Bool) {
    let told = fixture.run(["verify", "--proof", citation])
    let script = try python(citation)
    #expect(script.status == 0 || script.status == 2, "\(script.output)")
    return (told.code == .done, script.status == 0)
  }

  @Test func `a citation is confirmed without the archive, also without the program`() throws {
    for number in ["1", "1.1", "1.2", "2", "3"] {
      #expect(try isConfirmed(try keep(number, "--ceiling", "closed")) == (true, true), "\(number)")
    }
  }

  @Test(arguments: [
    ("\"quote\":\"研究了", "\"quote\":\"解决了"), ("\"accession\":\"1.2\"", "\"accession\":\"2.2\""),
    ("\"accession\":\"1.2\"", "\"accession\":\"1.1\""), ("\"size\":", "\"size\":1"),
    ("研究了某事\\\"", "研究了他事\\\""), ("\"body\":[\"市人大", "\"body\":[\"区人大"),
    ("\"date\":\"2020-09-18\"", "\"date\":\"2020-09-19\""),
    ("\"lines\":[\"L3-L5\"]", "\"lines\":[\"L4\"]"),
    ("\"title\":\"第四十次主任会议\"}", "\"title\":\"第四十一次主任会议\"}"),
    ("\"archive\":{\"id\":\"0", "\"archive\":{\"id\":\"1"),
    ("\"note\":\"archivist", "\"note\":\"archivists"),
    ("\"proof\":{\"checkpoint", "\"proof\":{\"checkpoints"),
  ])
  func `a citation that was changed is found out`(old: String, new: String) throws {
    let text = try String(contentsOfFile: try keep("1.2"), encoding: .utf8)
    #expect(text.contains(old), "\(old)")
    let changed = try fixture.folder.write(text.replacing(old, with: new), to: "changed")
    #expect(try isConfirmed(changed) == (false, false))
  }

  @Test func `a correction is cited by its event, with the proof of what was before`() throws {
    let before = try fixture("cite", "1.1", "--format", "json").json() as? [String: Any]
    _ = fixture("correct", "1.1", "subject=预算情况", "--reason", "clerical", "--authority", "办公厅")
    let citation = try keep("1.1")
    let json = try fixture("cite", "1.1", "--format", "json").json() as? [String: Any]
    #expect(json?["quote"] as? String == "预算情况")
    let others = try #require(json?["others"] as? [[String: Any]])
    #expect(others.map { $0["position"] as? Int } == [2, before?["position"] as? Int])
    #expect(json?["position"] as? Int ?? 0 > before?["position"] as? Int ?? .max)
    #expect(try isConfirmed(citation) == (true, true))
  }

  @Test func `what was erased is not cited, and that it was is told`() throws {
    let erasing = ["--reason", "个人信息保护法", "--authority", "档案馆", "--archive", fixture.archive]
    #expect(fixture.run(["redact", "1.2", "asStated", "text"] + erasing).code == .done)
    let outcome = fixture("cite", "1.2")
    #expect(outcome.code == .done && !outcome.output.contains("某事"), "\(outcome.output)")
    #expect(outcome.output.contains("个人信息保护法"))
    let citation = try keep("1.2")
    let text = try String(contentsOfFile: citation, encoding: .utf8)
    #expect(text.contains("\"redacted\":[{") && !text.contains("某事"))
    #expect(try isConfirmed(citation) == (true, true))
  }

  @Test func `what is stricter than the ceiling is not cited`() {
    let refused = fixture("cite", "3")
    #expect(refused.code == .refused && refused.output.isEmpty)
    #expect(refused.messages.contains("stricter than unconditional"))
    #expect(!refused.messages.contains("会三"))
    #expect(fixture("cite", "3", "--ceiling", "conditional").code == .refused)
    #expect(fixture("cite", "3", "--ceiling", "closed").code == .done)
  }

  @Test(arguments: [("9", "2"), ("1.9", "1.2"), ("2.1", "2"), ("3.1", "2")])
  func `a number that nothing has is answered with the nearest`(number: String, near: String) {
    let outcome = fixture("cite", number)
    #expect(outcome.code == .refused && outcome.output.isEmpty)
    #expect(outcome.messages.contains("there is no record \(number)"))
    #expect(outcome.messages.contains("the nearest is \(near)\n"), "\(outcome.messages)")
  }

  @Test func `a citation keeps within the terminal`() {
    for width in [60, 80, 120] {
      fixture.width = width
      for line in fixture("cite", "1.1").output.split(separator: "\n") {
        #expect(TextWidth.columns(line) <= width, "\(line)")
      }
    }
  }
}
