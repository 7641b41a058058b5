import Foundation
import TestSupport

@testable import Archive

/// The real records that stand beside the package where it is developed, and nowhere else.
enum SharedData {
  private static let folder = Places.package.deletingLastPathComponent().appending(
    path: "shared/data")

  /// Whether the records are there.
  static let isThere = FileManager.default.fileExists(atPath: folder.path())

  /// The bytes of one of its files.
  static func file(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }
}

/// A meeting and what it did with laws, read from the headings of those laws.
struct LawMeeting: Decodable, Sendable {
  let body: String
  let term: Int?
  let session: Int
  let date: String
  let items: [Law]

  struct Law: Decodable, Sendable {
    let law: String
    let action: String?
    let raw: String
  }

  /// Each meeting once, with the term where headings have it in the body's name.
  static func distinct() throws -> [LawMeeting] {
    var meetings: [LawMeeting] = []
    var places: [String: Int] = [:]
    for meeting in try all() {
      let name = BodyName(meeting.body)
      let term = meeting.term ?? name.term
      let identity = "\(name.name) \(term ?? 0) \(meeting.session) \(meeting.date)"
      if let place = places[identity] {
        let known = meetings[place]
        meetings[place] = LawMeeting(
          body: known.body, term: known.term, session: known.session, date: known.date,
          items: known.items + meeting.items)
      } else {
        places[identity] = meetings.count
        meetings.append(
          LawMeeting(
            body: name.name, term: term, session: meeting.session, date: meeting.date,
            items: meeting.items))
      }
    }
    return meetings
  }

  static func all() throws -> [LawMeeting] {
    let decoder = JSONDecoder()
    return try SharedData.file("meetings_from_laws.jsonl").split(separator: UInt8(ascii: "\n"))
      .map { try decoder.decode(LawMeeting.self, from: $0) }
  }
}

/// What people found in the source pages.
struct GoldLabel: Decodable, Sendable {
  let seed: String
  let title: String
  let record: String
  let body: String?
  let term: Int?
  let series: String?
  let ordinal: Int?
  let date: String?
  let chair: [String]?
  let present: [String]?
  let reports: [Report]?
  let resolutions: [Resolution]?
  let agreements: [String]?
  let number: String?
  let issuer: [String]?
  let genre: String?
  let dates: [String: String]?
  let sections: Int?
  let subsections: Int?

  struct Report: Decodable, Sendable {
    let by: [String]
    let form: String
    let subject: String?
    let document: String?
    let stage: String?
  }

  struct Resolution: Decodable, Sendable {
    let verb: String
    let text: String
  }

  static func all() throws -> [GoldLabel] {
    try JSONDecoder().decode([GoldLabel].self, from: SharedData.file("seeds-gold.json"))
  }
}
