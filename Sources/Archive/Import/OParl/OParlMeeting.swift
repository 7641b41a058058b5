import EventStore

/// Turns a meeting of OParl 1.1 into minutes.
struct OParlMeeting {
  private let meeting: ForeignObject
  private var record = ImportedObject()
  private var items: [ImportedObject.Item] = []

  private init(_ source: ImportedValue) {
    meeting = ForeignObject(source.value, in: source, path: source.path, label: "")
  }

  /// Hands on a meeting, or tells what is wrong with it; other objects are passed over.
  static func take(
    _ source: ImportedValue, _ objects: inout OParlObjects, _ journal: inout ImportJournal
  ) {
    guard let type = OParlObjects.type(of: source.value) else {
      let isLegistar = source.value["EventBodyName"] != nil || source.value["BodyName"] != nil
      journal.tell(
        source.document.error(
          .foreign(.oparl, looksLike: isLegistar ? .legistar : nil), at: source.value,
          path: source.path))
      return
    }
    guard type == "Meeting" else {
      // What has no id cannot be referred to.
      if source.value["id"]?.string == nil {
        journal.losses.add(.unused, type, at: source.place)
      }
      return
    }
    guard source.value["deleted"]?.boolean != true else {
      journal.losses.add(.deleted, type, at: source.place)
      return
    }
    var reader = OParlMeeting(source)
    do throws(ImportError) { try reader.read(&objects, &journal) } catch {
      journal.tell(error)
      return
    }
    journal.add(reader.record, reader.items) { _ in source.place }
  }

  private static let roles: [String: FieldRole] = [
    "id": .used, "type": .used, "name": .used, "meetingstate": .used, "cancelled": .used,
    "start": .used, "end": .used, "location": .used, "organization": .used, "participant": .used,
    "invitation": .used, "resultsprotocol": .used, "verbatimprotocol": .used,
    "auxiliaryfile": .used, "agendaitem": .used, "keyword": .used, "web": .used,
    "deleted": .used, "license": .noted, "created": .technical, "modified": .technical,
  ]

  private mutating func read(
    _ objects: inout OParlObjects, _ journal: inout ImportJournal
  ) throws(ImportError) {
    var references = OParlReferences()
    swap(&references.objects, &objects)
    defer { swap(&references.objects, &objects) }
    let bodies = try references.names(of: "organization", in: meeting, &journal, keepsIDs: true)
    guard let leading = bodies.first else {
      throw meeting.source.document.error(
        .missing("organization"), at: meeting.value, path: meeting.path)
    }
    record.set("body", bodies)
    let (date, time) = try period()
    record.set("date", date)
    if date == "unknown" { journal.losses.add(.made, "date", at: meeting.place) }
    if let name = try meeting.line("name", journal: &journal) {
      record.set("title", name)
    } else {
      record.set("title", "\(leading), \(date)" + (time.map { " " + $0 } ?? ""))
      journal.losses.add(.made, "name", at: meeting.place)
    }
    try readStatus(&journal)
    try readPlaceAndPeople(&references, &journal)
    record.set("topics", try meeting.texts("keyword", journal: &journal))
    try readSources(&references, &journal)
    try readTimes(&journal)
    meeting.keep(OParlMeeting.roles, in: &record, journal: &journal)
    let found = try OParlItems.items(of: meeting, &references, &journal)
    items = found.items
    for id in found.missing { record.note("agendaItem", id) }
  }

  /// The day on which the meeting began, or the days between which it lay, and when it began.
  private func period() throws(ImportError) -> (date: String, time: String?) {
    let start = try moment("start")
    let end = try moment("end")
    guard let first = start ?? end else { return ("unknown", nil) }
    guard let start, let end, start.day != end.day else { return ("\(first.day)", start?.time) }
    guard let range = PartialDate(from: start.day, to: end.day) else {
      throw meeting.error(
        .endsBeforeStart(start: "\(start.day)", end: "\(end.day)"), "end",
        at: meeting["end"]?.value ?? meeting.value)
    }
    return ("\(range)", start.time)
  }

  private func moment(_ member: String) throws(ImportError) -> ImportMoment? {
    guard let (name, value) = meeting[member] else { return nil }
    guard let text = value.string else {
      throw meeting.error(.wrongType(found: value.kind, expected: .text), name, at: value)
    }
    guard let moment = ImportMoment(text) else {
      throw meeting.error(.moment(text), name, at: value)
    }
    return moment
  }

  private mutating func readStatus(_ journal: inout ImportJournal) throws(ImportError) {
    let state = try meeting.line("meetingstate", journal: &journal)
    let word = state?.lowercased() ?? ""
    if let state, ForeignWords.isCancelled(state) || word.contains("ausgefallen") {
      record.set("status", "cancelled")
      record.set("reason", "meetingState: \(state)")
    } else if try meeting.flag("cancelled") == true {
      record.set("status", "cancelled")
      record.set("reason", "cancelled: true" + (state.map { "; meetingState: \($0)" } ?? ""))
    } else if ["terminiert", "eingeladen", "geplant", "scheduled", "invited"].contains(word) {
      record.set("status", "scheduled")
    } else if let state, !["durchgeführt", "held", "completed"].contains(word) {
      record.note("meetingState", state)
      journal.losses.add(.inNotes, "meetingState", at: meeting.place)
    }
  }

  private mutating func readPlaceAndPeople(
    _ references: inout OParlReferences, _ journal: inout ImportJournal
  ) throws(ImportError) {
    if let (_, value) = meeting["location"],
      let location = references.object(value, "Location", in: meeting, &journal)
    {
      record.set("place", try OParlReferences.place(of: location, in: &record, &journal))
    }
    // Before a meeting those who take part are those who are invited.
    let isAhead = record.text("status") != nil
    let people = try references.names(of: "participant", in: meeting, &journal, keepsIDs: false)
    record.set(
      "attendance",
      people.map { .attendance($0, as: isAhead ? "participating" : "present") })
    for id in references.takeMissing() { record.note("participant", id) }
  }

  private mutating func readSources(
    _ references: inout OParlReferences, _ journal: inout ImportJournal
  ) throws(ImportError) {
    let id = try meeting.line("id", journal: &journal)
    let web = try meeting.line("web", journal: &journal)
    var sources = [meeting.source.source(url: id ?? web)].compactMap { $0 }
    if let web, id != nil, web != id { sources.append(.source(title: nil, url: web)) }
    for name in ["invitation", "resultsprotocol", "verbatimprotocol", "auxiliaryfile"] {
      sources += try references.files(of: name, in: meeting, &journal)
    }
    record.set("sources", sources)
  }

  /// Notes when the meeting began and ended: a record has its days alone.
  private mutating func readTimes(_ journal: inout ImportJournal) throws(ImportError) {
    for name in ["start", "end"] {
      guard let text = try meeting.line(name, journal: &journal), ImportMoment(text)?.time != nil
      else { continue }
      record.note(name, text)
      journal.losses.add(.inNotes, name, at: meeting.place)
    }
  }
}
