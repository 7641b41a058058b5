import EventStore

/// Makes objects of OParl of records: a meeting with its agenda items, a document as a paper with its file, and a paper
/// with a consultation of each document that was heard.
struct OParlRecords {
  let links: OParlLinks
  let bodies: OpenBodies
  let zone: Zone?
  /// What has no place in the objects.
  private(set) var losses = ExportLosses()
  /// The number of meetings and documents whose date is no day, of which nothing is said.
  private(set) var datesLeftOut = 0
  /// The persons whom records name, by the paths of their files.
  private(set) var persons: [String: (name: String, moments: OParlObject.Moments)] = [:]

  /// An object and the list that it stands on.
  struct Made {
    let kind: OParlObject.Kind
    let path: String
    let bytes: [UInt8]
  }

  init(_ links: OParlLinks, _ bodies: OpenBodies, _ zone: Zone?) {
    (self.links, self.bodies, self.zone) = (links, bodies, zone)
  }

  private func url(_ folder: String, _ accession: AccessionNumber) -> String {
    links.url(OParlLinks.path(folder, accession))
  }

  private func organizations(_ names: [String]) -> [String] {
    var urls: [String] = []
    for body in names.compactMap({ bodies[$0] }) {
      let url = links.url(OParlLinks.path(of: body))
      if !urls.contains(url) { urls.append(url) }
    }
    return urls
  }

  /// The addresses of persons, who are noted.
  private mutating func people(_ names: [String], of entry: Entry) -> [String] {
    var urls: [String] = []
    for name in names {
      let path = OParlLinks.path(ofPerson: name)
      var known = persons[path] ?? (name, OParlObject.Moments(entry))
      known.moments.created = min(known.moments.created, entry.recordedAt)
      known.moments.add(entry)
      persons[path] = known
      let url = links.url(path)
      if !urls.contains(url) { urls.append(url) }
    }
    return urls
  }

  private static func topics(_ entry: Entry) -> [String] { entry.members.texts("topics") }
}

// MARK: - Meetings

extension OParlRecords {
  private static let keptOfMeetings: Set<String> = [
    "body", "place", "status", "topics", "retracted",
  ]
  private static let keptOfItems: Set<String> = [
    "text", "outcome", "document", "topics", "openness", "retracted",
  ]

  /// A meeting with its agenda, and what was heard there as papers.
  mutating func meeting(_ entry: Entry, _ items: [Entry]) -> [Made] {
    var moments = OParlObject.Moments(entry)
    for item in items { moments.add(item) }
    let path = OParlLinks.path("meeting", entry.accession)
    var made: [Made] = []
    let agenda = items.map { item in
      (item: item, object: agendaItem(item, of: entry, isInside: true))
    }
    for (item, _) in agenda {
      let bytes = agendaItem(item, of: entry, isInside: false)
      made.append(
        Made(kind: .agendaItem, path: OParlLinks.path("agendaItem", item.accession), bytes: bytes))
      if item.retraction == nil { made += heard(item, at: entry) }
    }
    guard entry.retraction == nil else {
      let object = OParlObject.bytes(.meeting, links.url(path), moments, isDeleted: true) { _ in }
      return made + [Made(kind: .meeting, path: path, bytes: object)]
    }
    losses.add(entry, but: OParlRecords.keptOfMeetings)
    let standing = agenda.filter { $0.item.retraction == nil }
    for (item, _) in standing { losses.add(item, but: OParlRecords.keptOfItems) }
    let location = location(of: entry, moments)
    if let location { made.append(location) }
    let bytes = meeting(entry, path, moments, location, standing.map(\.object))
    return made + [Made(kind: .meeting, path: path, bytes: bytes)]
  }

  private mutating func meeting(
    _ entry: Entry, _ path: String, _ moments: OParlObject.Moments, _ location: Made?,
    _ agenda: [[UInt8]]
  ) -> [UInt8] {
    let present = (entry.members["attendance"].map { Array($0.elements) } ?? []).filter {
      !($0["capacity"]?.isString("absent") ?? false)
        && !($0["capacity"]?.isString("excused") ?? false)
    }.compactMap { $0["person"]?.string }
    let participants = people(present, of: entry)
    let organizations = organizations(entry.bodies)
    let days = days(of: entry)
    let status = entry.members["status"]?.string
    return OParlObject.bytes(.meeting, links.url(path), moments) { writer in
      writer.member("name", entry.title)
      writer.member("meetingState", status)
      if status == "cancelled" { writer.member("cancelled", true) }
      writer.member("start", days?.start)
      writer.member("end", days?.end)
      if let location {
        writer.name("location")
        writer.raw(location.bytes)
      }
      writer.member("organization", organizations)
      writer.member("participant", participants)
      writer.member("agendaItem", objects: agenda)
      writer.member("keyword", OParlRecords.topics(entry))
    }
  }

  private func location(of entry: Entry, _ moments: OParlObject.Moments) -> Made? {
    guard let place = entry.members["place"]?.string else { return nil }
    let path = OParlLinks.path("location", entry.accession)
    let bytes = OParlObject.bytes(.location, links.url(path), moments) { writer in
      writer.member("description", place)
    }
    return Made(kind: .location, path: path, bytes: bytes)
  }

  /// An agenda item; one that stands inside of its meeting does not name it.
  private func agendaItem(_ entry: Entry, of meeting: Entry, isInside: Bool) -> [UInt8] {
    OParlObject.bytes(
      .agendaItem, url("agendaItem", entry.accession), OParlObject.Moments(entry),
      isDeleted: entry.retraction != nil
    ) { writer in
      writer.name("order")
      writer.integer(entry.accession.item)
      guard entry.retraction == nil else { return }
      if !isInside { writer.member("meeting", url("meeting", meeting.accession)) }
      writer.member("number", "\(entry.accession)")
      writer.member("name", entry.title)
      writer.member("public", entry.openness == .unconditional)
      if entry.members["document"] != nil {
        writer.member("consultation", url("consultation", entry.accession))
      }
      writer.member("result", entry.members["outcome"]?.string)
      writer.member("resolutionText", entry.members["text"]?.string)
      writer.member("keyword", OParlRecords.topics(entry))
    }
  }

  /// The document that was heard, as a paper with its consultation.
  private func heard(_ entry: Entry, at meeting: Entry) -> [Made] {
    guard let document = entry.members["document"], let title = document["title"]?.string else {
      return []
    }
    let (number, stage) = (document["number"]?.string, document["stage"]?.string)
    func consultation(isInside: Bool) -> [UInt8] {
      OParlObject.bytes(
        .consultation, url("consultation", entry.accession), OParlObject.Moments(entry)
      ) { writer in
        if !isInside { writer.member("paper", url("paper", entry.accession)) }
        writer.member("agendaItem", url("agendaItem", entry.accession))
        writer.member("meeting", url("meeting", meeting.accession))
        writer.member("organization", organizations(meeting.bodies))
        writer.member("role", entry.members["disposition"]?.string)
      }
    }
    let path = OParlLinks.path("paper", entry.accession)
    let paper = OParlObject.bytes(.paper, links.url(path), OParlObject.Moments(entry)) { writer in
      writer.member("body", links.url(OParlExport.bodyPath))
      writer.member("name", title + (stage.map { "（\($0)）" } ?? ""))
      writer.member("reference", number.map { DocumentNumber($0).canonical })
      writer.member("paperType", entry.members["form"]?.string)
      writer.member("consultation", objects: [consultation(isInside: true)])
    }
    return [
      Made(kind: .paper, path: path, bytes: paper),
      Made(
        kind: .consultation, path: OParlLinks.path("consultation", entry.accession),
        bytes: consultation(isInside: false)),
    ]
  }

  /// The first moment of a meeting's first day and that of its last one, in the archive's zone; nothing where
  /// they are not known.
  private mutating func days(of entry: Entry) -> (start: String, end: String?)? {
    let (first, last): (PartialDate.Part?, PartialDate.Part?) =
      switch entry.date.form {
      case .single(let part): (part, nil)
      case .range(let start, let end): (start, end)
      case .unknown: (nil, nil)
      }
    guard let start = first.flatMap(moment) else {
      datesLeftOut += 1
      return nil
    }
    return (start, last.flatMap(moment))
  }

  private func moment(_ part: PartialDate.Part) -> String? {
    guard part.day != nil else { return nil }
    let start = Int64(part.firstDay) * Timestamp.day
    let minutes = (zone?.offset(at: start) ?? 0) / 60_000
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let ahead = abs(minutes)
    return "\(part)T00:00:00\(minutes < 0 ? "-" : "+")\(two(ahead / 60)):\(two(ahead % 60))"
  }
}

// MARK: - Documents

extension OParlRecords {
  private static let keptOfDocuments: Set<String> = [
    "number", "issuers", "genre", "adopted", "signed", "issued", "published", "topics", "sections",
    "summary", "effective", "repealed", "addressees", "retracted", "sources", "notes", "openness",
    "condition",
  ]

  /// A document as a paper; its text is a file, which holds what its minutes do.
  mutating func document(_ entry: Entry) -> (made: [Made], file: ExportedPart?) {
    let moments = OParlObject.Moments(entry)
    let path = OParlLinks.path("paper", entry.accession)
    guard entry.retraction == nil else {
      let paper = OParlObject.bytes(.paper, links.url(path), moments, isDeleted: true) { _ in }
      return ([Made(kind: .paper, path: path, bytes: paper)], nil)
    }
    losses.add(entry, but: OParlRecords.keptOfDocuments)
    let text = Array(MinutesText.text(of: entry, items: []).utf8)
    let filePath = OParlLinks.path("file", entry.accession)
    let textPath = OParlLinks.path("file", entry.accession, "md")
    func file(isInside: Bool) -> [UInt8] {
      OParlObject.bytes(.file, links.url(filePath), moments) { writer in
        writer.member("name", entry.title)
        writer.member("fileName", "\(entry.accession).md")
        writer.member("mimeType", "text/markdown")
        writer.name("size")
        writer.integer(text.count)
        writer.member("accessUrl", links.url(textPath))
        if !isInside { writer.member("paper", [links.url(path)]) }
      }
    }
    var day: String?
    if case .single(let part) = entry.date.form, part.day != nil { day = "\(part)" }
    if day == nil { datesLeftOut += 1 }
    let paper = OParlObject.bytes(.paper, links.url(path), moments) { writer in
      writer.member("body", links.url(OParlExport.bodyPath))
      writer.member("name", entry.title)
      writer.member(
        "reference", entry.members["number"]?.string.map { DocumentNumber($0).canonical })
      writer.member("date", day)
      writer.member("paperType", entry.members["genre"]?.string)
      writer.name("mainFile")
      writer.raw(file(isInside: true))
      writer.member("originatorOrganization", organizations(entry.bodies))
      writer.member("keyword", OParlRecords.topics(entry))
    }
    return (
      [
        Made(kind: .paper, path: path, bytes: paper),
        Made(kind: .file, path: filePath, bytes: file(isInside: false)),
      ], ExportedPart(path: textPath, bytes: text)
    )
  }
}
