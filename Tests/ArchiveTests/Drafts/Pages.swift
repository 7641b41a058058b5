import EventStore
import Foundation

@testable import Archive

/// Pages made up for tests, and what is drafted from them.
enum Pages {
  /// The characters of a text.
  static func text(_ page: String) -> PageText { PageText(Array(page.utf8)) }

  /// A text as a passage, without its white space.
  static func passage(_ text: String) -> Passage { self.text(text).all }

  static func part(_ day: String?) -> PartialDate.Part? {
    day.flatMap { PartialDate.Part(asTyped: $0) }
  }

  static func draft(_ page: String, edition: String? = "2020-05-29") -> Draft {
    Draft(Array(page.utf8), source: Draft.Source(title: "丙报", edition: part(edition)))
  }

  static func records(_ page: String, edition: String? = "2020-05-29") throws -> [DraftedMinutes] {
    try draft(page, edition: edition).records.map { try DraftedMinutes($0) }
  }

  /// The first sentence of a report of 丙市政府, with more behind it.
  static func meeting(_ sentences: String) -> String {
    "　　本报讯（记者 丁戊）5月27日，丙市政府召开第三次常务会议。\(sentences)\n"
  }

  /// What a meeting did as its report tells it, an act a line.
  static func acts(_ sentences: String) throws -> [String] {
    let records = try records(meeting(sentences))
    return records.count == 1 ? records[0].acts : ["\(records.count) meetings"]
  }

  /// Who was there as the report tells it.
  static func attendance(_ sentences: String) throws -> [String] {
    try records(meeting(sentences)).first.map(\.attendees) ?? ["no meeting"]
  }
}

/// Minutes that were drafted, as programs see them.
struct DraftedMinutes: Decodable {
  let record: String?
  let title: String
  let body: [String]?
  let term: Int?
  let series: String?
  let ordinal: Int?
  let sitting: String?
  let date: String?
  let dateBasis: String?
  let attendance: [Attendee]?
  let items: [Item]?
  let number: String?
  let issuers: [String]?
  let genre: String?
  let addressees: [String]?
  let adopted: String?
  let signed: String?
  let issued: String?
  let published: String?
  let effective: String?
  let summary: String?
  let notes: String?
  let sections: [Section]?
  let sources: [Source]

  struct Attendee: Decodable {
    let person: String?
    let group: String?
    let office: String?
    let capacity: String
  }

  struct Item: Decodable {
    let item: String
    let presenters: [String]?
    let subject: String?
    let speaker: Speaker?
    let onBehalfOf: String?
    let form: String?
    let document: Document?
    let disposition: String?
    let title: String?
    let verb: String?
    let text: String?
    let outcome: String?
    let action: String?
    let person: String?
    let post: String?
    let sources: [Source]
  }

  struct Speaker: Decodable {
    let person: String
    let office: String?
  }

  struct Document: Decodable {
    let title: String
    let stage: String
  }

  struct Section: Decodable {
    let path: String
    let heading: String?
    let text: String?
    let lines: [String]
  }

  struct Source: Decodable {
    let title: String
    let date: String?
    let lines: [String]
    let sha256: String?
    let quote: String
  }

  init(_ record: DraftedRecord) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(record.json))
  }

  /// Which meeting it was: body, term, series, ordinal, sitting, parts that are missing as `-`.
  var identity: String {
    [
      body?.joined(separator: "+") ?? "", term.map(String.init) ?? "", series ?? "",
      ordinal.map(String.init) ?? "", sitting ?? "",
    ].map { $0.isEmpty ? "-" : $0 }.joined(separator: " ")
  }

  /// Everybody who was there: `present 市长 张三`.
  var attendees: [String] {
    (attendance ?? []).map { attendee in
      [attendee.capacity, attendee.office, attendee.person ?? attendee.group].compactMap { $0 }
        .joined(separator: " ")
    }
  }

  var acts: [String] { (items ?? []).map(\.line) }
}

extension DraftedMinutes.Item {
  /// What was done, in a line.
  var line: String {
    switch item {
    case "report":
      [
        disposition, presenters?.joined(separator: "+"), speaker.map { "(\($0.person))" },
        onBehalfOf.map { "for \($0)" }, subject, form.map { "[\($0)]" },
        document.map { "{\($0.title)|\($0.stage)}" },
      ].compactMap { $0 }.joined(separator: " ")
    case "resolution":
      [verb, title.map { "《\($0)》" } ?? text, outcome.map { "[\($0)]" }].compactMap { $0 }
        .joined(separator: " ")
    case "personnel": [action, person, post].compactMap { $0 }.joined(separator: " ")
    case "matter": [verb ?? "-", text].compactMap { $0 }.joined(separator: " ")
    default: "签署 \(title ?? "")"
    }
  }
}
