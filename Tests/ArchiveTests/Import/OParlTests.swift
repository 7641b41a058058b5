import EventStore
import Foundation
import Testing

@testable import Archive

/// Meetings of OParl 1.1 become minutes.
@Suite struct OParlTests {
  private static func object(_ type: String, _ id: Int, _ more: String = "") -> String {
    "{\"id\":\"https://oparl.example.org/\(id)\","
      + "\"type\":\"https://schema.oparl.org/1.1/\(type)\"\(more.isEmpty ? "" : ",")\(more)}"
  }

  private static func id(_ id: Int) -> String { "\"https://oparl.example.org/\(id)\"" }

  private static let council = object("Organization", 34, "\"name\":\"Rat\",\"shortName\":\"R\"")
  private static let board = object("Organization", 35, "\"shortName\":\"Bauausschuss\"")
  private static let person = object("Person", 29, "\"name\":\"Anna Beispiel\"")
  private static let paper = object(
    "Paper", 749,
    "\"name\":\"Satzung über Märkte\",\"reference\":\"12/2014\",\"paperType\":\"Antrag\","
      + "\"date\":\"2014-01-02\",\"originatorOrganization\":[\(id(35))],"
      + "\"mainFile\":\(object("File", 57, "\"name\":\"Text\",\"accessUrl\":\"https://oparl.example.org/57.pdf\""))"
      + ",\"consultation\":[\(object("Consultation", 47, "\"agendaItem\":\(id(71)),\"role\":\"Beschlussfassung\""))]"
  )
  private static let meeting = object(
    "Meeting", 281,
    """
    "name":"4. Sitzung des Rates","start":"2014-03-04T18:00:00+01:00",
    "end":"2014-03-04T21:30:00+01:00","organization":[\(id(34)),\(id(35))],
    "participant":[\(id(29)),\(id(30))],"keyword":["Märkte"],"meetingState":"durchgeführt",
    "location":\(object("Location", 5, "\"description\":\"Rathaus\",\"room\":\"Saal 1\",\"locality\":\"Musterstadt\"")),
    "invitation":\(object("File", 58, "\"name\":\"Einladung\",\"date\":\"2014-02-20\",\"accessUrl\":\"https://oparl.example.org/58.pdf\"")),
    "agendaItem":[
      \(object("AgendaItem", 72, "\"order\":2,\"name\":\"Verschiedenes\",\"public\":false,\"vendor:mood\":\"gut\"")),
      \(object("AgendaItem", 71, "\"order\":1,\"number\":\"Ö 1\",\"name\":\"Märkte\",\"public\":true,\"result\":\"Einstimmig beschlossen\",\"resolutionText\":\"Der Rat beschließt die Satzung.\""))
    ]
    """)

  @Test func `a meeting and what it refers to become minutes, in any order`() throws {
    let objects = [Self.council, Self.board, Self.person, Self.paper]
    let texts = [
      "[\((objects + [Self.meeting]).joined(separator: ",\n"))]",
      "[\(([Self.meeting] + objects).joined(separator: ",\n"))]",
      (objects + [Self.meeting.replacing("\n", with: " ")]).joined(separator: "\n"),
      "{\"data\":[\(([Self.meeting] + objects).joined(separator: ","))],\"pagination\":{},\"links\":{}}",
    ]
    for text in texts {
      for portion in [13, 1 << 16] {
        let result = try Imported(.oparl, text, portion: portion)
        #expect(result.problems == [])
        try check(try result.record)
        #expect(result.lost(.unused) == [:])
        #expect(result.lost(.unresolved) == ["Person https://oparl.example.org/30": 1])
        #expect(result.lost(.unknown) == ["agendaItem.vendor:mood": 1])
      }
    }
  }

  @Test func `several files are taken together`() throws {
    let files = [Self.meeting, Self.paper, "[\(Self.council),\(Self.board)]", Self.person]
    let result = try Imported(
      .oparl, files.enumerated().map { ("\($0.offset).json", Array($0.element.utf8)) })
    #expect(result.problems == [])
    try check(try result.record)
  }

  private func check(_ record: [String: Any]) throws {
    #expect(record["title"] as? String == "4. Sitzung des Rates")
    #expect(record["body"] as? [String] == ["Rat", "Bauausschuss"])
    #expect(record["date"] as? String == "2014-03-04")
    #expect(record["status"] == nil)
    #expect(record["place"] as? String == "Saal 1, Rathaus, Musterstadt")
    #expect(record["topics"] as? [String] == ["Märkte"])
    #expect(
      record["attendance"] as? [[String: String]] == [
        ["person": "Anna Beispiel", "capacity": "present"]
      ])
    #expect(
      record["notes"] as? String
        == "participant: https://oparl.example.org/30\nstart: 2014-03-04T18:00:00+01:00\n"
        + "end: 2014-03-04T21:30:00+01:00")
    let sources = try #require(record["sources"] as? [[String: Any]])
    #expect(sources[0]["url"] as? String == "https://oparl.example.org/281")
    #expect(sources[1]["title"] as? String == "Einladung")
    let items = try #require(record["items"] as? [[String: Any]])
    #expect(items.map { $0["item"] as? String } == ["resolution", "matter"])
    let resolution = items[0]
    #expect(resolution["title"] as? String == "Märkte")
    #expect(resolution["text"] as? String == "Der Rat beschließt die Satzung.")
    #expect(resolution["verb"] as? String == "Einstimmig beschlossen")
    #expect(resolution["outcome"] as? String == "adopted")
    #expect(resolution["number"] as? String == "12/2014")
    #expect(resolution["form"] as? String == "Antrag")
    #expect(
      resolution["notes"] as? String
        == "consultation.role: Beschlussfassung\npaper.originatorOrganization: Bauausschuss\n"
        + "paper.date: 2014-01-02\npaper.name: Satzung über Märkte\nnumber: Ö 1")
    #expect(
      (resolution["sources"] as? [[String: String]])?.map { $0["url"] } == [
        "https://oparl.example.org/749", "https://oparl.example.org/57.pdf",
      ])
    #expect(items[1]["openness"] as? String == "undetermined")
    #expect(items[1]["notes"] as? String == "public: false\nvendor:mood: gut")
  }

  @Test func `an agenda item may stand by itself`() throws {
    let item = Self.object(
      "AgendaItem", 90, "\"meeting\":\(Self.id(1)),\"order\":1,\"name\":\"Haushalt\"")
    let other = Self.object("AgendaItem", 91, "\"order\":2,\"name\":\"Bau\"")
    let meeting = Self.object(
      "Meeting", 1,
      "\"organization\":[\(Self.id(34))],\"start\":\"2014-03-04T18:00:00+01:00\","
        + "\"agendaItem\":[\(Self.id(91)),\(Self.id(92))]")
    let result = try Imported(.oparl, "[\(meeting),\(other),\(item),\(Self.council)]")
    #expect(try result.items.map { $0["text"] as? String } == ["Haushalt", "Bau"])
    #expect(try result.record["title"] as? String == "Rat, 2014-03-04 18:00")
    #expect((try result.record["notes"] as? String)?.contains("/92") == true)
    #expect(result.lost(.unresolved) == ["AgendaItem https://oparl.example.org/92": 1])
  }

  @Test(
    arguments: [
      ("\"cancelled\":true", "cancelled", "cancelled: true"),
      (
        "\"cancelled\":true,\"meetingState\":\"terminiert\"", "cancelled",
        "cancelled: true; meetingState: terminiert"
      ),
      ("\"meetingState\":\"abgesagt\"", "cancelled", "meetingState: abgesagt"),
      ("\"meetingState\":\"eingeladen\"", "scheduled", nil), ("\"cancelled\":false", nil, nil),
    ] as [(String, String?, String?)])
  func `the status is told`(more: String, status: String?, reason: String?) throws {
    let meeting = Self.object("Meeting", 1, "\"organization\":[\(Self.id(34))],\(more)")
    let result = try Imported(.oparl, "[\(meeting),\(Self.council)]")
    #expect(result.problems == [])
    #expect(try result.record["status"] as? String == status)
    #expect(try result.record["reason"] as? String == reason)
    #expect(try result.record["date"] as? String == "unknown")
  }

  @Test func `days are local, and a range where they differ`() throws {
    let meeting = Self.object(
      "Meeting", 1,
      "\"organization\":[\(Self.id(34))],\"start\":\"2014-03-04T23:30:00-05:00\","
        + "\"end\":\"2014-03-05T01:00:00-05:00\"")
    #expect(try Imported(.oparl, meeting).record["date"] as? String == "2014-03-04/2014-03-05")
  }

  @Test func `what was deleted is left out and told`() throws {
    let deleted = "\"deleted\":true"
    let text = """
      [\(Self.object("Meeting", 1, deleted)), \(Self.object("Person", 29, deleted)),
       \(Self.object("Meeting", 2, "\"organization\":[\(Self.id(34))],\"participant\":[\(Self.id(29))],\"agendaItem\":[\(Self.object("AgendaItem", 3, deleted))]")),
       \(Self.object("Paper", 4, deleted))]
      """
    let result = try Imported(.oparl, text)
    #expect(try result.record["body"] as? [String] == ["https://oparl.example.org/34"])
    #expect(try result.items.isEmpty)
    #expect(result.lost(.deleted) == ["Meeting": 1, "Person": 1, "AgendaItem": 1, "Paper": 1])
  }

  @Test(arguments: [
    (object("Meeting", 1), "a.json:1:1: organization is missing, which every meeting needs"),
    (
      "{\"EventBodyName\":\"B\"}",
      "a.json:1:1: this object is nothing of oparl; it looks like legistar: archivist import legistar"
    ),
    (
      object("Meeting", 1, "\n\"organization\":[7]"),
      "a.json:2:17: found an integer, expected an array of strings ($.organization)"
    ),
    (
      object("Meeting", 1, "\n\"organization\":[\"a\"],\"start\":\"gestern\""),
      "a.json:2:30: found \"gestern\", expected a date and time such as 2020-09-18T09:00:00+08:00 ($.start)"
    ),
    (
      object(
        "Meeting", 1, "\"organization\":[\"a\"],\"start\":\"2014-03-04\",\n\"end\":\"2014-03-03\""),
      "a.json:2:7: ends on 2014-03-03, before it begins on 2014-03-04 ($.end)"
    ),
  ])
  func `what is wrong is told with its place`(text: String, message: String) throws {
    let result = try Imported(.oparl, text)
    #expect(result.messages == [message])
    #expect(result.records.isEmpty)
  }

  @Test(.enabled(if: SharedData.isThere, "no shared data here"))
  func `the examples of OParl are taken in`() throws {
    let names = ["Meeting-01.json", "Organization-01.json", "Paper-01.json", "System-01.json"]
    let files = try names.map {
      (name: $0, bytes: [UInt8](try SharedData.file("oparl/examples/\($0)")))
    }
    let result = try Imported(.oparl, files)
    #expect(result.problems == [])
    #expect(try result.record["body"] as? [String] == ["Ausschuss für Haushalt und Finanzen"])
    #expect(try result.items.first?["outcome"] as? String == "adopted")
    #expect(result.lost(.unknown) == [:])
  }
}
