import EventStore

/// Events as iCalendar (RFC 5545), one VEVENT each.
///
/// UIDs follow from the archive and the accession number, and SEQUENCE counts what was done about the
/// record, so that a calendar that is read again changes what it has.
struct CalendarExport {
  private let description: StoreDescription
  var losses = ExportLosses()

  init(_ description: StoreDescription) { self.description = description }

  /// Appends what stands in front of all events.
  func appendHead(to bytes: inout [UInt8]) {
    CalendarLine.append("BEGIN", "VCALENDAR", to: &bytes)
    CalendarLine.append("VERSION", "2.0", to: &bytes)
    CalendarLine.append("PRODID", "-//archivist//archivist//EN", to: &bytes)
    CalendarLine.append("CALSCALE", "GREGORIAN", to: &bytes)
    CalendarLine.append("NAME", texts: [description.name], to: &bytes)
    // Most programs know this one, and not yet that of RFC 7986.
    CalendarLine.append("X-WR-CALNAME", texts: [description.name], to: &bytes)
  }

  /// Appends what stands behind all events.
  func appendEnd(to bytes: inout [UInt8]) {
    CalendarLine.append("END", "VCALENDAR", to: &bytes)
  }

  /// The members of an event of its own that have a place.
  private static let kept: Set<String> = ["place", "status", "topics", "openness", "retracted"]

  /// Appends an event, unless nobody knows when it was.
  mutating func append(_ event: ExportedEvent, to bytes: inout [UInt8]) {
    let entry = event.entry
    guard let days = entry.date.days else {
      for _ in 0...event.items.count { losses.addUndated() }
      return
    }
    losses.add(entry, but: CalendarExport.kept.union(ExportedEvent.kept(entry)))
    for item in event.items { losses.add(item, but: ["body", "topics", "openness"]) }
    CalendarLine.append("BEGIN", "VEVENT", to: &bytes)
    CalendarLine.append("UID", uid(entry.accession), to: &bytes)
    CalendarLine.append("DTSTAMP", event.changedAt.basic, to: &bytes)
    CalendarLine.append("CREATED", entry.recordedAt.basic, to: &bytes)
    CalendarLine.append("LAST-MODIFIED", event.changedAt.basic, to: &bytes)
    CalendarLine.append("SEQUENCE", "\(entry.acts.count)", to: &bytes)
    append(days, of: entry.date, to: &bytes)
    CalendarLine.append("SUMMARY", texts: [entry.title], to: &bytes)
    let lines = event.paragraphs + event.itemLines
    CalendarLine.append("DESCRIPTION", texts: [lines.joined(separator: "\n")], to: &bytes)
    CalendarLine.append(
      "LOCATION", texts: entry.members["place"]?.string.map { [$0] } ?? [], to: &bytes)
    CalendarLine.append("CATEGORIES", texts: event.topics, to: &bytes)
    CalendarLine.append("CLASS", CalendarExport.classification(event.openness), to: &bytes)
    CalendarLine.append("STATUS", CalendarExport.status(of: entry), to: &bytes)
    CalendarLine.append("TRANSP", "TRANSPARENT", to: &bytes)
    if let meeting = entry.meeting {
      CalendarLine.append("RELATED-TO", uid(meeting.accession), to: &bytes)
    }
    CalendarLine.append("END", "VEVENT", to: &bytes)
  }

  private func uid(_ number: AccessionNumber) -> String { "\(number)@\(description.id)" }

  /// The first day, the day behind the last, and the date as it was recorded where that is no day.
  private func append(
    _ days: ClosedRange<Int>, of date: PartialDate, to bytes: inout [UInt8]
  ) {
    CalendarLine.append("DTSTART;VALUE=DATE", day(days.lowerBound), to: &bytes)
    if days.count > 1 {
      // A date has four digits of a year.
      let end = min(days.upperBound + 1, PartialDate.lastDay)
      CalendarLine.append("DTEND;VALUE=DATE", day(end), to: &bytes)
    }
    if !date.isOneDay { CalendarLine.append("X-ARCHIVIST-DATE", "\(date)", to: &bytes) }
  }

  private func day(_ number: Int) -> String {
    PartialDate.Part.day(number).description.filter { $0 != "-" }
  }

  private static func status(of entry: Entry) -> String {
    if entry.retraction != nil { return "CANCELLED" }
    return switch entry.members["status"]?.string {
    case "cancelled": "CANCELLED"
    case "scheduled": "TENTATIVE"
    default: "CONFIRMED"
    }
  }

  private static func classification(_ openness: Openness) -> String {
    switch openness {
    case .unconditional: "PUBLIC"
    case .conditional: "CONFIDENTIAL"
    case .closed, .undetermined: "PRIVATE"
    }
  }
}

extension Timestamp {
  /// The moment to the second, as `20261120T080000Z`.
  fileprivate var basic: String {
    String("\(self)".prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
  }
}

extension PartialDate {
  /// The last day that a date can name.
  static let lastDay = CivilDay.daysSince1970(year: 9999, month: 12, day: 31) ?? 0

  /// The days that the date may be; nothing where it is unknown, or open at an end.
  var days: ClosedRange<Int>? {
    switch form {
    case .unknown: nil
    case .single(let part): part.firstDay...part.lastDay
    case .range(let start, let end):
      if let start, let end { start.firstDay...end.lastDay } else { nil }
    }
  }

  /// Whether the date is known to the day.
  var isOneDay: Bool { if case .single(let part) = form { part.day != nil } else { false } }
}

extension PartialDate.Part {
  /// The day of a number, counted from 1970-01-01.
  static func day(_ number: Int) -> PartialDate.Part {
    let (year, month, day) = CivilDay.civil(daysSince1970: number)
    guard let part = PartialDate.Part(year: year, month: month, day: day) else {
      preconditionFailure("day \(number) is none of the years 1000 to 9999")
    }
    return part
  }
}
