import EventStore

/// Turns an item of a meeting of Legistar into an item of minutes.
struct LegistarItem {
  private let source: ForeignObject
  private(set) var item = ImportedObject.Item(.matter)

  init(_ value: JSONValue, in source: ImportedValue, path: String) {
    self.source = ForeignObject(
      value, in: source, path: path, label: "Items.", prefixes: ["EventItem"])
  }

  /// The place in the agenda or in the minutes.
  func sequence(_ name: String) -> Int? { source[name]?.value.integer }

  private static let roles: [String: FieldRole] = [
    "title": .used, "matterfile": .used, "mattername": .used, "mattertype": .used,
    "actionname": .used, "actiontext": .used, "passedflagname": .used, "rollcall": .used,
    "rollcalls": .used, "votes": .used, "vote": .used, "matterattachments": .used,
    "attachments": .used,
    "agendanumber": .noted, "agendanote": .noted, "minutesnote": .noted, "matterstatus": .noted,
    "mover": .noted, "seconder": .noted, "tally": .noted, "video": .noted, "videoindex": .noted,
    "id": .technical, "guid": .technical, "lastmodified": .technical,
    "lastmodifiedutc": .technical, "rowversion": .technical, "eventid": .technical,
    "actionid": .technical, "passedflag": .technical, "rollcallflag": .technical,
    "flagextra": .technical, "matterid": .technical, "matterguid": .technical,
    "moverid": .technical, "seconderid": .technical, "accelarecordid": .technical,
    "version": .technical, "agendasequence": .technical, "minutessequence": .technical,
    "consent": .flag,
  ]

  /// What the item says, in one line each.
  private struct Texts {
    var title: String?
    var file: String?
    var name: String?
    var type: String?
    var action: String?
    var hasPassed: Bool?
    /// What there is to say of an item without a name, and the member that says it.
    var note: (text: String, member: String)?
  }

  /// Whether anything was found that a person would read.
  var isBare: Bool { item.object.isBare }

  /// Reads the item; tells whether it says that the meeting took place.
  mutating func read(
    _ journal: inout ImportJournal, _ attendance: inout LegistarAttendance
  ) throws(ImportError) -> Bool {
    var texts = Texts()
    texts.title = try source.line("title", journal: &journal)
    texts.file = try source.line("matterfile", journal: &journal)
    texts.name = try source.line("mattername", journal: &journal)
    texts.type = try source.line("mattertype", journal: &journal)
    texts.action = try source.line("actionname", journal: &journal)
    if texts.title == nil, texts.name == nil, texts.file == nil {
      for member in ["minutesnote", "agendanote"] where texts.note == nil {
        texts.note = try source.paragraphs(member, journal: &journal).map { ($0, member) }
      }
    }
    let passed = try source.line("passedflagname", journal: &journal)
    texts.hasPassed = hasPassed(passed)
    let asStated = try source.line("actiontext", journal: &journal)
    let votes = try LegistarVotes(source, &journal)
    let calls = try source.objects("rollcall", "rollcalls")

    let isDecision =
      !votes.isEmpty || texts.hasPassed != nil || ForeignWords.isPassing(texts.action ?? "")
    if isDecision {
      item = ImportedObject.Item(.resolution)
      fillResolution(texts, &journal)
      var vote = votes.counts
      vote.set("method", method(asStated))
      item.object.set("vote", vote)
    } else if let presenter = presenter(texts) {
      item = ImportedObject.Item(.report)
      fillReport(texts, presenter, &journal)
    } else {
      fillMatter(texts, &journal)
    }
    item.object.set("asStated", asStated)
    if let passed, texts.hasPassed == nil {
      note("PassedFlagName", passed, &journal)
    }
    votes.note(in: &item.object, &journal, at: source)
    try attendance.read(calls, in: source, item: &item.object, &journal)
    try readAttachments(&journal)
    source.keep(
      LegistarItem.roles, except: texts.note?.member, in: &item.object, journal: &journal)
    return texts.action != nil || !calls.isEmpty || !votes.isEmpty
  }

  private func hasPassed(_ text: String?) -> Bool? {
    switch text?.lowercased() {
    case "pass", "passed": true
    case "fail", "failed": false
    default: nil
    }
  }

  /// What the item is called: by the first of its names, otherwise by what there is to say of it.
  private func name(_ texts: Texts) -> String? {
    texts.title ?? texts.name ?? texts.file ?? texts.note?.text ?? texts.action
  }

  private mutating func note(_ name: String, _ text: String?, _ journal: inout ImportJournal) {
    guard let text else { return }
    item.object.note(name, text)
    journal.losses.add(.inNotes, "Items." + name, at: source.place)
  }

  /// Keeps the matter's own name, which is shorter than the title that the item has.
  private mutating func noteName(_ texts: Texts, _ journal: inout ImportJournal) {
    if let name = texts.name, texts.title != nil, name != texts.title {
      note("MatterName", name, &journal)
    }
  }

  private mutating func fillResolution(_ texts: Texts, _ journal: inout ImportJournal) {
    item.object.set(texts.note == nil ? "title" : "text", name(texts))
    item.object.set("verb", texts.action)
    item.object.set("form", texts.type)
    item.object.set("number", texts.file)
    item.object.set(
      "outcome", ForeignWords.outcome(of: texts.action ?? "", hasPassed: texts.hasPassed))
    noteName(texts, &journal)
  }

  private mutating func fillReport(
    _ texts: Texts, _ presenter: String, _ journal: inout ImportJournal
  ) {
    if !presenter.isEmpty { item.object.set("presenters", [presenter]) }
    item.object.set("subject", name(texts))
    if let file = texts.file {
      var document = ImportedObject()
      document.set("title", texts.name ?? texts.title ?? file)
      document.set("number", file)
      item.object.set("document", document)
    } else {
      noteName(texts, &journal)
    }
    note("MatterType", texts.type, &journal)
    note("ActionName", texts.action, &journal)
  }

  private mutating func fillMatter(_ texts: Texts, _ journal: inout ImportJournal) {
    item.object.set("text", name(texts))
    note("MatterFile", texts.title == nil && texts.name == nil ? nil : texts.file, &journal)
    note("MatterType", texts.type, &journal)
    noteName(texts, &journal)
    note("ActionName", texts.action, &journal)
  }

  /// Who reports, where the item is a report that was heard; empty where nobody is named.
  private func presenter(_ texts: Texts) -> String? {
    for head in ["Report of the ", "Report from the ", "Report of ", "Report from "] {
      guard let title = texts.title, title.lowercased().hasPrefix(head.lowercased()) else {
        continue
      }
      let rest = title.dropFirst(head.count).trimmed
      // A sentence is no name.
      guard rest.utf8.count <= 120, !rest.contains(" - "), !rest.contains(". ") else { return "" }
      return rest
    }
    let reports: Set = ["report", "communication", "presentation", "mayor's message", "oversight"]
    let isReport = texts.type.map { reports.contains($0.lowercased()) } ?? false
    return isReport && ForeignWords.isHearing(texts.action ?? "") ? "" : nil
  }

  /// How a vote was taken, by the words for it.
  private func method(_ asStated: String?) -> String? {
    guard let text = asStated?.lowercased() else { return nil }
    return [
      ("consent roll call", "consent roll call"), ("roll call", "roll call"),
      ("voice vote", "voice vote"), ("unanimous consent", "unanimous consent"),
    ].first { text.contains($0.0) }?.1
  }

  private mutating func readAttachments(_ journal: inout ImportJournal) throws(ImportError) {
    var sources: [ImportedObject] = []
    for (value, path) in try source.objects("matterattachments", "attachments") {
      let file = ForeignObject(
        value, in: source.source, path: path, label: "Items.MatterAttachments.",
        prefixes: ["MatterAttachment"])
      let title = try file.line("name", "filename", journal: &journal)
      let url = try file.line("hyperlink", "link", "url", journal: &journal)
      guard title != nil || url != nil else { continue }
      var attachment = ImportedObject.source(title: title, url: url)
      // What is left of it has no notes to stand in.
      file.keep(LegistarItem.attachmentRoles, in: &attachment, journal: &journal)
      for note in attachment.notes { item.object.note("MatterAttachment", note) }
      attachment.notes = []
      sources.append(attachment)
    }
    item.object.set("sources", sources)
  }

  private static let attachmentRoles: [String: FieldRole] = [
    "name": .used, "hyperlink": .used, "link": .used, "url": .used, "filename": .technical,
    "id": .technical, "guid": .technical, "lastmodifiedutc": .technical, "rowversion": .technical,
    "lastmodified": .technical, "sort": .technical, "matterversion": .technical,
    "ishyperlink": .technical, "binary": .technical,
    "issupportingdocument": .technical, "showoninternetpage": .technical,
    "isminuteorder": .technical, "isboardletter": .technical, "agilitid": .technical,
    "description": .noted, "printwithreports": .technical,
  ]
}
