import EventStore

/// Turns a meeting of Legistar into minutes.
///
/// Members are known by the names that archives of it use, `BodyName`, and by those of the Web API,
/// `EventBodyName`.
struct LegistarMeeting {
  private let meeting: ForeignObject
  private var record = ImportedObject()
  private var items: [ImportedObject.Item] = []
  private var attendance = LegistarAttendance()
  /// Whether anything tells that the meeting took place.
  private var hasTakenPlace = false

  private init(_ source: ImportedValue) {
    meeting = ForeignObject(
      source.value, in: source, path: source.path, label: "", prefixes: ["Event"])
  }

  /// Hands on a meeting, or tells what is wrong with it.
  static func take(_ source: ImportedValue, _ journal: inout ImportJournal) {
    var reader = LegistarMeeting(source)
    do throws(ImportError) {
      guard reader.meeting["bodyname"] != nil || reader.meeting["date"] != nil else {
        throw source.document.error(
          .foreign(.legistar, looksLike: looksLikeOParl(source.value) ? .oparl : nil),
          at: source.value, path: source.path)
      }
      try reader.read(&journal)
    } catch {
      journal.tell(error)
      return
    }
    journal.add(reader.record, reader.items) { _ in source.place }
  }

  private static func looksLikeOParl(_ value: JSONValue) -> Bool {
    value["type"]?.string?.contains("schema.oparl.org") ?? false
  }

  private static let roles: [String: FieldRole] = [
    "bodyname": .used, "date": .used, "time": .used, "location": .used, "insiteurl": .used,
    "agendafile": .used, "minutesfile": .used, "videopath": .used, "media": .used, "items": .used,
    "agendastatusname": .used, "minutesstatusname": .used,
    "id": .noted, "comment": .noted,
    "guid": .technical, "lastmodified": .technical, "lastmodifiedutc": .technical,
    "rowversion": .technical, "bodyid": .technical, "agendastatusid": .technical,
    "minutesstatusid": .technical, "agendalastpublished": .technical,
    "agendalastpublishedutc": .technical, "minuteslastpublished": .technical,
    "minuteslastpublishedutc": .technical, "videostatus": .technical,
  ]

  private mutating func read(_ journal: inout ImportJournal) throws(ImportError) {
    let bodies = try bodies(&journal)
    record.set("body", bodies)
    let moment = try moment(&journal)
    record.set("date", "\(moment.day)")
    record.set("place", try meeting.line("location", journal: &journal))
    try readItems(&journal)
    try readStatus(&journal)
    record.set("attendance", attendance.list)
    attendance.note(in: &record, &journal, at: meeting.place)
    try readSources(&journal)
    meeting.keep(LegistarMeeting.roles, in: &record, journal: &journal)
    // Two meetings of a body on one day are told apart by their titles.
    let time = moment.time.map { $0 == "00:00" ? "" : " " + $0 } ?? ""
    record.set("title", "\(bodies[0]), \(moment.day)\(time)")
    journal.losses.add(.made, "title", at: meeting.place)
  }

  /// The body, and those that it meets with.
  private func bodies(_ journal: inout ImportJournal) throws(ImportError) -> [String] {
    guard let name = try meeting.line("bodyname", journal: &journal) else {
      throw meeting.source.document.error(
        .missing("BodyName"), at: meeting.value, path: meeting.path)
    }
    var bodies = LegistarBodies.divided(name)
    if let comment = try meeting.line("comment", journal: &journal) {
      bodies += LegistarBodies.joint(comment).filter { !bodies.contains($0) }
    }
    return bodies
  }

  private func moment(
    _ journal: inout ImportJournal
  ) throws(ImportError) -> (day: PartialDate.Part, time: String?) {
    guard let (name, value) = meeting["date"] else {
      throw meeting.source.document.error(.missing("Date"), at: meeting.value, path: meeting.path)
    }
    let text = value.string ?? ""
    guard let moment = ImportMoment(text) else {
      throw value.kind == .string
        ? meeting.error(.moment(text), name, at: value)
        : meeting.error(.wrongType(found: value.kind, expected: .text), name, at: value)
    }
    return (moment.day, try meeting.line("time", journal: &journal) ?? moment.time)
  }

  private mutating func readItems(_ journal: inout ImportJournal) throws(ImportError) {
    var found: [(item: LegistarItem, agenda: Int?, minutes: Int?)] = []
    for (value, path) in try meeting.objects("items") {
      let item = LegistarItem(value, in: meeting.source, path: path)
      found.append((item, item.sequence("agendasequence"), item.sequence("minutessequence")))
    }
    // The order of the minutes, else of the agenda, else of the file.
    if found.allSatisfy({ $0.minutes != nil }) {
      found = LegistarMeeting.sorted(found) { $0.minutes ?? 0 }
    } else if found.allSatisfy({ $0.agenda != nil }) {
      found = LegistarMeeting.sorted(found) { $0.agenda ?? 0 }
    }
    for var (item, _, _) in found {
      if try item.read(&journal, &attendance) { hasTakenPlace = true }
      if item.isBare {
        journal.losses.add(.leftOut, "Items", at: meeting.place)
      } else {
        items.append(item.item)
      }
    }
  }

  private static func sorted<Element>(
    _ elements: [Element], by key: (Element) -> Int
  ) -> [Element] {
    elements.enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }
      .map(\.element)
  }

  private mutating func readStatus(_ journal: inout ImportJournal) throws(ImportError) {
    for name in ["agendastatusname", "minutesstatusname", "comment"] {
      guard let text = try meeting.line(name, journal: &journal), let shown = meeting[name]?.name
      else { continue }
      // A meeting that was put off has its new day as a meeting of its own.
      if ForeignWords.isCancelled(text)
        || name != "comment" && ["deferred", "postponed"].contains(text.lowercased())
      {
        record.set("status", "cancelled")
        record.set("reason", "\(shown): \(text)")
        return
      }
      if name != "comment", text.lowercased() != "final" {
        record.note(shown, text)
        journal.losses.add(.inNotes, shown, at: meeting.place)
      }
    }
    let minutes = try meeting.line("minutesstatusname", journal: &journal)?.lowercased()
    if let minutes, minutes != "final", !hasTakenPlace, meeting["minutesfile"] == nil {
      record.set("status", "scheduled")
    }
  }

  private mutating func readSources(_ journal: inout ImportJournal) throws(ImportError) {
    let url = try meeting.line("insiteurl", journal: &journal)
    var sources = [meeting.source.source(url: url)].compactMap { $0 }
    var urls: Set<String> = []
    for (name, title) in [
      ("agendafile", "Agenda"), ("minutesfile", "Minutes"), ("videopath", "Video"),
      ("media", "Media"),
    ] {
      guard let url = try meeting.line(name, journal: &journal), urls.insert(url).inserted else {
        continue
      }
      sources.append(.source(title: title, url: url))
    }
    record.set("sources", sources)
  }
}

/// Names of bodies that meet together.
enum LegistarBodies {
  /// The bodies of a name: `Committee on Finance; Committee on Health`.
  static func divided(_ name: String) -> [String] {
    let parts = name.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
    return parts.isEmpty ? [name] : parts
  }

  /// The bodies with which a comment says that another meets.
  ///
  ///     Jointly with the Committee on Health and the Committee on Aging.
  static func joint(_ comment: String) -> [String] {
    let lower = comment.lowercased()
    guard let range = lower.firstRange(of: "jointly with "),
      lower.utf8.count == comment.utf8.count
    else { return [] }
    let offset = lower.utf8.distance(from: lower.startIndex, to: range.upperBound)
    let start = comment.utf8.index(comment.startIndex, offsetBy: offset)
    var rest = comment[start...].trimmed
    if let stop = rest.firstRange(of: ". ") { rest = String(rest[..<stop.lowerBound]) }
    while rest.hasSuffix(".") { rest.removeLast() }
    // A name may have commas and "and" in it; where one begins is told by its first words.
    for kind in ["Committee", "Subcommittee"] {
      for joint in [", and the ", ", and ", ", the ", " and the ", ", ", " and "] {
        rest = rest.replacing(joint + kind, with: ";" + kind)
      }
      rest = rest.replacing("the " + kind, with: kind)
    }
    return rest.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty && $0.utf8.count <= 200 }
  }
}
