import EventStore

/// A person, and how much the archive has to do with one.
public struct PersonSummary: Hashable, Sendable {
  /// The name.
  public let name: String
  /// What tells the person from others of the name.
  public let disambiguator: String?
  /// The stream, `person/3`, where the person is registered.
  public let id: String?
  /// Other names and spellings.
  public let otherNames: [String]
  /// Meetings that the person chaired.
  public internal(set) var chaired = 0
  /// Meetings that the person attended otherwise, or was absent from.
  public internal(set) var attended = 0
  /// Reports that the person gave.
  public internal(set) var spoke = 0
  /// Personnel items that the person proposed.
  public internal(set) var proposed = 0
  /// Personnel items that the person is the subject of.
  public internal(set) var personnel = 0

  /// The name with what tells it from others.
  public var label: String { name + (disambiguator.map { "（\($0)）" } ?? "") }
  /// The number of all records that name the person.
  public internal(set) var records = 0

  mutating func add(_ role: PersonMention.Role) {
    switch role {
    case .chair: chaired += 1
    case .attendance: attended += 1
    case .speaker, .presenter: spoke += 1
    case .proposer: proposed += 1
    case .personnel: personnel += 1
    }
  }
}

/// An office of a person, as far as records tell of it.
public struct Tenure: Sendable {
  /// The office as it is stated, with the organ in front where that is told apart.
  public internal(set) var office: String
  /// What began it: a personnel item.
  public internal(set) var begin: Evidence?
  /// What ended it: a personnel item.
  public internal(set) var end: Evidence?
  /// The first record that states it beside the name.
  public internal(set) var firstSeen: Evidence?
  /// The last record that states it beside the name.
  public internal(set) var lastSeen: Evidence?

  /// What tells it, and when that was.
  public struct Evidence: Sendable {
    /// The record.
    public let accession: AccessionNumber
    /// When it took effect, or the date of the record.
    public let date: PartialDate
    /// What a personnel item did; nothing where an office is merely stated.
    public let action: String?
  }

  /// The body, and what the person is there.
  let key: Office

  /// Whether it was held on a day: surely, perhaps, or not; days are counted from 1970.
  func holds(on day: Int) -> Certainty? {
    let (begins, ends) = (begin?.date, end?.date)
    // Surely over, or surely not begun.
    if let last = ends?.lastDay, last < day { return nil }
    if let first = begins?.firstDay, first > day { return nil }
    let seenBefore = firstSeen.flatMap(\.date.lastDay).map { $0 <= day } ?? false
    let seenAfter = lastSeen.flatMap(\.date.firstDay).map { $0 >= day } ?? false
    let isBegun = begins?.lastDay.map { $0 <= day } ?? false
    let isNotOver = ends?.firstDay.map { $0 > day } ?? false
    if isBegun || seenBefore, isNotOver || seenAfter { return .certain }
    // One that began or ended on a day nobody knows tells nothing of this one.
    return begin != nil || ends?.firstDay != nil ? .uncertain : nil
  }

  /// How sure it is that somebody held an office on a day.
  public enum Certainty: String, Hashable, Sendable {
    /// Records on both sides of the day say so.
    case certain
    /// Records on one side of the day say so, or dates are not exact.
    case uncertain
  }
}

/// A person with the offices held.
public struct PersonRecord: Sendable {
  /// The person.
  public let person: PersonSummary
  /// The offices, the earliest first.
  public let tenures: [Tenure]
}

/// Somebody who held an office on a day.
public struct OfficeHolder: Sendable {
  /// The person.
  public let person: PersonSummary
  /// The office.
  public let tenure: Tenure
  /// How sure it is.
  public let certainty: Tenure.Certainty
}
