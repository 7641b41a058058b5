import EventStore
import Foundation
import Testing

@testable import Archive

/// Meetings of Legistar become minutes.
@Suite struct LegistarTests {
  /// A meeting as archives of Legistar have it, and the same as its Web API gives it.
  private static let archived = """
    {"ID": 7, "GUID": "A-1", "BodyName": "Town Council", "Date": "2021-03-04T18:30:00-05:00",
     "Location": "Town Hall", "AgendaStatusName": "Final", "MinutesStatusName": "Final",
     "AgendaFile": "https://example.org/a.pdf", "InSiteURL": "https://example.org/m/7",
     "Comment": "Stated meeting", "Items": [
       {"ID": 3, "Title": "Park rules", "MinutesSequence": 3, "MatterFile": "Res 12-2021",
        "MatterType": "Resolution", "ActionName": "Approved by Council",
        "ActionText": "Approved by Roll Call.", "PassedFlagName": "Pass", "Mover": "Ann Lee",
        "Votes": [{"FullName": "Ann Lee", "Vote": "Affirmative"},
          {"FullName": "Bo Chen", "Vote": "Affirmative"}, {"FullName": "Cy Dow", "Vote": "Negative"},
          {"FullName": "Di Fox", "Vote": "Recused"}]},
       {"ID": 1, "Title": "Roll Call", "MinutesSequence": 1, "AgendaNumber": "1.", "RollCall": [
          {"ID": 1, "FullName": "Ann Lee", "Value": "Present"},
          {"ID": 2, "FullName": "Bo Chen", "Value": "Absent"},
          {"ID": 3, "FullName": "Cy Dow", "Value": "Parental "},
          {"ID": 4, "FullName": "Di Fox", "Value": "Non-voting"}]},
       {"ID": 2, "Title": "Report of the Committee on Parks", "MinutesSequence": 2},
       {"ID": 4, "Title": "Budget letter", "MinutesSequence": 4, "MatterFile": "M 3",
        "MatterName": "Letter", "MatterType": "Communication", "ActionName": "Rcvd by Council"},
       {"ID": 5, "Title": "Zoning", "MinutesSequence": 5, "ActionName": "Referred to Comm",
        "MatterFile": "LU 9", "Weather": "rain", "Consent": 0},
       {"ID": 6, "MinutesSequence": 6, "MinutesNote": "Adjourned at nine.\\r\\nThe clerk."},
       {"ID": 8, "MinutesSequence": 7}
     ]}
    """
  private static let served = """
    [{"EventId": 7, "EventGuid": "A-1", "EventBodyName": "Town Council",
      "EventDate": "2021-03-04T00:00:00", "EventTime": "6:30 PM", "EventLocation": "Town Hall",
      "EventAgendaStatusName": "Final", "EventMinutesStatusName": "Final", "EventComment": null,
      "EventItems": [
        {"EventItemId": 1, "EventItemTitle": "Park rules", "EventItemActionName": "passed",
         "EventItemPassedFlagName": "Fail", "EventItemMatterFile": "12", "EventItemSeconder": "Bo",
         "EventItemMatterAttachments": [{"MatterAttachmentName": "Map",
           "MatterAttachmentHyperlink": "https://example.org/map.pdf"}],
         "EventItemVotes": [{"VotePersonName": "Ann Lee", "VoteValueName": "Nay"}],
         "EventItemRollCalls": [{"RollCallPersonName": "Ann Lee", "RollCallValueName": "Present"}]}
      ]}]
    """

  @Test func `a meeting of an archive becomes minutes`() throws {
    let result = try Imported(.legistar, Self.archived, name: "in/town.json")
    #expect(result.problems == [])
    let record = try result.record
    #expect(record["title"] as? String == "Town Council, 2021-03-04 18:30")
    #expect(record["body"] as? [String] == ["Town Council"])
    #expect(record["date"] as? String == "2021-03-04")
    #expect(record["place"] as? String == "Town Hall")
    #expect(record["status"] == nil)
    let attendance = try #require(record["attendance"] as? [[String: String]])
    #expect(
      attendance.map { "\($0["person"] ?? "") \($0["capacity"] ?? "")" } == [
        "Ann Lee present", "Bo Chen absent", "Cy Dow excused", "Di Fox attending",
      ])
    #expect(
      record["notes"] as? String
        == "RollCall, Parental: Cy Dow\nRollCall, Non-voting: Di Fox\nID: 7\nComment: Stated meeting"
    )
    let sources = try #require(record["sources"] as? [[String: String]])
    #expect(sources.map { $0["title"] } == ["town.json", "Agenda"])
    #expect(sources[0]["url"] == "https://example.org/m/7")
    #expect(sources[0]["sha256"] == "\(SHA256.hash(Array(Self.archived.utf8)))")
  }

  @Test func `items stand in the order of the minutes, each as what it is`() throws {
    let items = try Imported(.legistar, Self.archived).items
    #expect(
      items.map { $0["item"] as? String } == [
        "matter", "report", "resolution", "report", "matter", "matter",
      ])
    #expect(items[1]["presenters"] as? [String] == ["Committee on Parks"])
    let resolution = items[2]
    #expect(resolution["title"] as? String == "Park rules")
    #expect(resolution["verb"] as? String == "Approved by Council")
    #expect(resolution["number"] as? String == "Res 12-2021")
    #expect(resolution["outcome"] as? String == "adopted")
    let vote = try #require(resolution["vote"] as? [String: Any])
    #expect(vote["for"] as? Int == 2 && vote["against"] as? Int == 1)
    #expect(vote["notVoting"] as? Int == 1 && vote["method"] as? String == "roll call")
    #expect(
      resolution["notes"] as? String
        == "Votes, Affirmative: Ann Lee; Bo Chen\nVotes, Negative: Cy Dow\nVotes, Recused: Di Fox\n"
        + "Mover: Ann Lee")
    #expect(
      items[3]["document"] as? [String: String] == ["title": "Letter", "number": "M 3"])
    #expect(
      items[4]["notes"] as? String
        == "MatterFile: LU 9\nActionName: Referred to Comm\nWeather: rain")
    #expect(items[5]["text"] as? String == "Adjourned at nine.\nThe clerk.")
  }

  @Test func `the Web API's names mean the same`() throws {
    let result = try Imported(.legistar, Self.served)
    #expect(result.problems == [])
    #expect(try result.record["title"] as? String == "Town Council, 2021-03-04 6:30 PM")
    let item = try #require(try result.items.first)
    #expect(item["outcome"] as? String == "rejected")
    #expect(item["vote"] as? [String: Int] == ["against": 1])
    #expect(
      item["sources"] as? [[String: String]] == [
        ["title": "Map", "url": "https://example.org/map.pdf"]
      ])
    #expect(item["notes"] as? String == "Votes, Nay: Ann Lee\nSeconder: Bo")
    #expect((try result.record["attendance"] as? [[String: String]])?.count == 1)
  }

  @Test func `what is lost is counted, with its names`() throws {
    let result = try Imported(.legistar, Self.archived)
    #expect(result.lost(.unknown) == ["Items.Weather": 1])
    #expect(result.lost(.leftOut)["GUID"] == 1)
    #expect(result.lost(.leftOut)["Items.ID"] == 7)
    #expect(result.lost(.leftOut)["Items"] == 1)
    #expect(result.lost(.inNotes)["Items.Votes"] == 3)
    #expect(result.losses.places(of: .unknown) == [ImportPlace(file: "a.json", line: 19)])
  }

  @Test func `several meetings come in an array, on lines, or one behind the other`() throws {
    let meeting = { (day: Int) in "{\"BodyName\":\"B\",\"Date\":\"2021-01-0\(day)\"}" }
    let days = (1...3).map(meeting)
    let titles = (1...3).map { "B, 2021-01-0\($0)" }
    let texts = [
      "[\(days.joined(separator: ",\n"))]", days.joined(separator: "\n"),
      days.joined(separator: "\n\n") + "\n", days.joined(separator: " "),
      "{\n" + days.map { $0.dropFirst() }.joined(separator: "\n{\n"),
    ]
    for text in texts {
      for portion in [1, 7, 4096] {
        let result = try Imported(.legistar, text, portion: portion)
        #expect(result.problems == [])
        #expect(result.records.map { $0["title"] as? String } == titles)
        let sources = result.records.compactMap { ($0["sources"] as? [[String: Any]])?.first }
        #expect(sources.allSatisfy { $0["lines"] != nil && $0["sha256"] == nil })
      }
    }
    #expect(
      (try Imported(.legistar, texts[1]).records[2]["sources"] as? [[String: Any]])?[0]["lines"]
        as? [String] == ["L3"])
  }

  @Test(
    arguments: [
      ("\"AgendaStatusName\":\"Cancelled\"", "cancelled", "AgendaStatusName: Cancelled"),
      ("\"MinutesStatusName\":\"Deferred\"", "cancelled", "MinutesStatusName: Deferred"),
      ("\"Comment\":\"Meeting canceled: snow\"", "cancelled", "Comment: Meeting canceled: snow"),
      ("\"MinutesStatusName\":\"Draft\"", "scheduled", nil),
      (
        "\"MinutesStatusName\":\"Draft\",\"Items\":[{\"Title\":\"a\",\"ActionName\":\"filed\"}]",
        nil, nil
      ),
      ("\"Comment\":\"not cancelled\"", nil, nil),
    ] as [(String, String?, String?)])
  func `the status is told by names and comments`(more: String, status: String?, reason: String?)
    throws
  {
    let result = try Imported(
      .legistar, "{\"BodyName\":\"B\",\"Date\":\"2021-01-01\",\(more)}")
    #expect(result.problems == [])
    #expect(try result.record["status"] as? String == status)
    #expect(try result.record["reason"] as? String == reason)
  }

  @Test(arguments: [
    (
      "Committee on Finance; Committee on Health", "",
      ["Committee on Finance", "Committee on Health"]
    ),
    (
      "Committee on Aging",
      "Jointly with the Committee on Parks and Recreation, the Committee on Health and the Subcommittee on Food.",
      [
        "Committee on Aging", "Committee on Parks and Recreation", "Committee on Health",
        "Subcommittee on Food",
      ]
    ),
    ("Committee on Aging", "Budget hearing", ["Committee on Aging"]),
  ])
  func `bodies that meet together are all named`(name: String, comment: String, bodies: [String])
    throws
  {
    let result = try Imported(
      .legistar,
      "{\"BodyName\":\"\(name)\",\"Date\":\"2021-01-01\",\"Comment\":\"\(comment)\"}")
    #expect(try result.record["body"] as? [String] == bodies)
  }

  @Test(arguments: [
    ("", "a.json: the file has nothing in it"),
    (
      "{\"BodyName\":\"B\",\"Date\":5}", "a.json:1:24: found an integer, expected a string ($.Date)"
    ),
    (
      "{\"BodyName\":\"B\",\n\"Date\":\"4 March\"}",
      "a.json:2:8: found \"4 March\", expected a date and time such as 2020-09-18T09:00:00+08:00 ($.Date)"
    ),
    ("{\"Date\":\"2021-01-01\"}", "a.json:1:1: BodyName is missing, which every meeting needs"),
    ("[1]", "a.json:1:2: found an integer, expected an object ($[0])"),
    ("7", "a.json:1:1: found an integer, expected an object or an array of objects"),
    (
      "{\"type\":\"https://schema.oparl.org/1.1/Meeting\"}",
      "a.json:1:1: this object is nothing of legistar; it looks like oparl: archivist import oparl"
    ),
    (
      "[{\"BodyName\":\"B\",\"Date\":\"2021-01-01\",\"Items\":[{\"Title\":[]}]}]",
      "a.json:1:56: found an array, expected a string ($[0].Items[0].Title)"
    ),
    ("{\"BodyName\":\"B\"", "a.json:1:16: the text ends here, expected '}'"),
  ])
  func `what is wrong is told with its place`(text: String, message: String) throws {
    let result = try Imported(.legistar, text)
    #expect(result.messages == [message])
    #expect(result.records.isEmpty)
  }

  @Test func `a line that is broken leaves the others`() throws {
    let good = "{\"BodyName\":\"B\",\"Date\":\"2021-01-01\"}"
    let result = try Imported(
      .legistar, "\(good)\n{\"BodyName\":\n\(good)\n", name: "a.jsonl", portion: 5)
    #expect(result.records.count == 2)
    #expect(result.problems.map(\.line) == [2])
  }

  @Test func `GB 18030 is read, and told`() throws {
    let text: [UInt8] =
      Array("{\"BodyName\":\"".utf8) + [0xB3, 0xA3, 0xCE, 0xAF, 0xBB, 0xE1]
      + Array("\",\"Date\":\"2021-01-01\"}".utf8)
    for portion in [1, 2, 5, 100] {
      let result = try Imported(.legistar, [("a.json", text)], portion: portion)
      #expect(try result.record["body"] as? [String] == ["常委会"])
      #expect(result.encodings == [.gb18030])
    }
  }

  @Test func `control characters are taken out, and told`() throws {
    let result = try Imported(
      .legistar,
      "{\"BodyName\":\" B\\u0000\\tC \",\"Date\":\"2021-01-01\",\"Comment\":\"a\\u0007\\r\\n \\r\\n\\r\\nb\"}"
    )
    #expect(try result.record["body"] as? [String] == ["B C"])
    #expect(try result.record["notes"] as? String == "Comment: a\n\nb")
    #expect(result.lost(.cleaned).keys.contains("BodyName"))
  }

  @Test(
    .enabled(if: SharedData.isThere, "no shared data here"),
    arguments: [
      ("2005-01-05_12_00_city-council_3924.json", 109, 51),
      ("2019-02-13_13_30_city-council_17025.json", 193, 51),
      ("2025-01-23_13_30_city-council_21393.json", 122, 50),
    ])
  func `real meetings are taken in whole`(name: String, items: Int, people: Int) throws {
    let bytes = [UInt8](try SharedData.file("legistar/\(name)"))
    let result = try Imported(.legistar, [(name, bytes)])
    #expect(result.problems == [])
    #expect(try result.items.count == items)
    #expect((try result.record["attendance"] as? [Any])?.count == people)
    #expect(result.lost(.unknown) == [:])
    let again = try Imported(.legistar, [(name, bytes)], portion: 1000)
    #expect(again.lines == result.lines)
  }
}
