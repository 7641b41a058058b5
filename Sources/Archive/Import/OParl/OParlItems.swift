import EventStore

/// Turns the agenda items of a meeting of OParl into items of minutes.
struct OParlItems {
  private let source: ForeignObject
  private var item = ImportedObject.Item(.matter)
  private var sources: [ImportedObject] = []
  private var topics: [String] = []

  /// What is known of the paper that an item is about.
  private struct Paper {
    var name: String?
    var reference: String?
    var type: String?
  }

  /// The items of a meeting, in the order that they have, and the ids of those that were not found.
  static func items(
    of meeting: ForeignObject, _ references: inout OParlReferences, _ journal: inout ImportJournal
  ) throws(ImportError) -> (items: [ImportedObject.Item], missing: [String]) {
    var found: [(source: ForeignObject, order: Int?)] = []
    var known: Set<String> = []
    func add(_ object: ForeignObject?) {
      guard let object else { return }
      if let id = object["id"]?.value.string, !known.insert(id).inserted { return }
      found.append((object, object["order"]?.value.integer))
    }
    if let (shown, list) = meeting["agendaitem"] {
      guard list.kind == .array else {
        throw meeting.error(.wrongType(found: list.kind, expected: .array), shown, at: list)
      }
      for value in list.elements {
        guard value.kind == .string || value.kind == .object else {
          throw meeting.error(.wrongType(found: value.kind, expected: .object), shown, at: value)
        }
        add(references.object(value, "AgendaItem", in: meeting, &journal))
      }
    }
    // Some stand by themselves, and tell which meeting they belong to.
    if let id = meeting["id"]?.value.string {
      for item in references.objects.items(of: id) where !known.contains(item) {
        add(references.object(id: item, "AgendaItem", "agendaItem.", in: meeting, &journal))
      }
    }
    if found.allSatisfy({ $0.order != nil }) {
      found = found.enumerated().sorted {
        ($0.element.order ?? 0, $0.offset) < ($1.element.order ?? 0, $1.offset)
      }.map(\.element)
    }
    let missing = references.takeMissing()
    var items: [ImportedObject.Item] = []
    for (source, _) in found {
      var reader = OParlItems(source: source)
      try reader.read(&references, &journal)
      if reader.item.object.isBare {
        journal.losses.add(.leftOut, "agendaItem", at: source.place)
      } else {
        items.append(reader.item)
      }
    }
    return (items, missing)
  }

  private init(source: ForeignObject) { self.source = source }

  private static let roles: [String: FieldRole] = [
    "id": .technical, "type": .used, "meeting": .used, "order": .used, "name": .used,
    "number": .noted, "public": .used, "consultation": .used, "result": .used,
    "resolutiontext": .used, "resolutionfile": .used, "auxiliaryfile": .used, "start": .noted,
    "end": .noted, "license": .noted, "keyword": .used, "web": .used, "deleted": .used,
    "created": .technical, "modified": .technical,
  ]

  private mutating func read(
    _ references: inout OParlReferences, _ journal: inout ImportJournal
  ) throws(ImportError) {
    let name = try source.line("name", journal: &journal)
    let result = try source.line("result", journal: &journal)
    let text = try source.paragraphs("resolutiontext", journal: &journal)
    sources +=
      try source.line("web", journal: &journal).map { [.source(title: nil, url: $0)] } ?? []
    let decision = try references.files(of: "resolutionfile", in: source, &journal)
    let isResolution = result != nil || text != nil || !decision.isEmpty
    if isResolution { item = ImportedObject.Item(.resolution) }
    sources += decision
    sources += try references.files(of: "auxiliaryfile", in: source, &journal)
    topics += try source.texts("keyword", journal: &journal)
    let paper = try readConsultation(&references, &journal, called: name)
    let title = name ?? paper.name
    if isResolution {
      item.object.set("title", title)
      item.object.set("text", text)
      item.object.set("verb", result)
      item.object.set("outcome", result.flatMap { ForeignWords.outcome(of: $0) })
      item.object.set("number", paper.reference)
      item.object.set("form", paper.type)
      // A record says in words what was resolved.
      if title == nil, text == nil {
        item.object.set("text", result ?? decision.first?.text("title"))
      }
    } else {
      item.object.set("text", title)
      note("paper.reference", paper.reference, &journal)
      note("paper.paperType", paper.type, &journal)
    }
    if name != nil, paper.name != name { note("paper.name", paper.name, &journal) }
    // What was not dealt with in public is not given away before somebody looked at it.
    if try source.flag("public") == false {
      item.object.set("openness", "undetermined")
      note("public", "false", &journal)
    }
    try readNumber(&journal)
    item.object.set("sources", OParlItems.distinct(sources))
    item.object.set("topics", topics)
    source.keep(OParlItems.roles, in: &item.object, journal: &journal)
  }

  /// An item that has nothing but a number is called by it.
  private mutating func readNumber(_ journal: inout ImportJournal) throws(ImportError) {
    let words = item.kind == .matter ? "text" : "title"
    guard item.object.text("title") == nil, item.object.text("text") == nil else { return }
    item.object.set(words, try source.line("number", journal: &journal))
  }

  private mutating func note(_ name: String, _ text: String?, _ journal: inout ImportJournal) {
    guard let text else { return }
    item.object.note(name, text)
    journal.losses.add(.inNotes, "agendaItem." + name, at: source.place)
  }

  /// Each source once.
  private static func distinct(_ sources: [ImportedObject]) -> [ImportedObject] {
    var known: Set<String> = []
    return sources.filter { source in
      known.insert("\(source.text("title") ?? "")\n\(source.text("url") ?? "")").inserted
    }
  }
}

// MARK: - Papers

extension OParlItems {
  private static let consultationRoles: [String: FieldRole] = [
    "id": .technical, "type": .used, "paper": .used, "agendaitem": .used, "meeting": .used,
    "organization": .used, "authoritative": .noted, "role": .noted, "license": .technical,
    "keyword": .used, "created": .technical, "modified": .technical, "web": .technical,
    "deleted": .used,
  ]

  private static let paperRoles: [String: FieldRole] = [
    "id": .used, "type": .used, "name": .used, "reference": .used, "papertype": .used,
    "date": .noted, "mainfile": .used, "auxiliaryfile": .used, "originatorperson": .used,
    "originatororganization": .used, "underdirectionof": .used, "consultation": .used,
    "keyword": .used, "web": .used, "deleted": .used, "location": .technical, "body": .technical,
    "relatedpaper": .noted, "superordinatedpaper": .noted, "subordinatedpaper": .noted,
    "license": .technical, "created": .technical, "modified": .technical,
  ]

  /// Reads the consultation that an item is, and the paper that it is about.
  private mutating func readConsultation(
    _ references: inout OParlReferences, _ journal: inout ImportJournal, called name: String?
  ) throws(ImportError) -> Paper {
    let id = source["id"]?.value.string
    var found: ForeignObject?
    if let (_, value) = source["consultation"] {
      found = references.object(value, "Consultation", in: source, &journal)
    } else if let told = id.flatMap({ references.objects.consultation(of: $0) }) {
      found = references.object(id: told, "Consultation", "consultation.", in: source, &journal)
    }
    for id in references.takeMissing() { item.object.note("consultation", id) }
    guard let consultation = found else { return Paper() }
    topics += try consultation.texts("keyword", journal: &journal).filter { !topics.contains($0) }
    keep(consultation, OParlItems.consultationRoles, "consultation", &journal)
    var paper: ForeignObject?
    if let (_, value) = consultation["paper"] {
      paper = references.object(value, "Paper", in: consultation, &journal)
    } else if let told = consultation["id"]?.value.string.flatMap({
      references.objects.paper(of: $0)
    }) {
      paper = references.object(id: told, "Paper", "paper.", in: consultation, &journal)
    }
    for id in references.takeMissing() { item.object.note("paper", id) }
    guard let paper else { return Paper() }
    return try read(paper, &references, &journal)
  }

  private mutating func read(
    _ paper: ForeignObject, _ references: inout OParlReferences, _ journal: inout ImportJournal
  ) throws(ImportError) -> Paper {
    if let url = try paper.line("web", "id", journal: &journal) {
      sources.append(.source(title: try paper.line("reference", journal: &journal), url: url))
    }
    sources += try references.files(of: "mainfile", in: paper, &journal)
    sources += try references.files(of: "auxiliaryfile", in: paper, &journal)
    topics += try paper.texts("keyword", journal: &journal).filter { !topics.contains($0) }
    for member in ["originatorPerson", "originatorOrganization", "underDirectionOf"] {
      let names = try references.names(
        of: member.lowercased(), in: paper, &journal, keepsIDs: true)
      note("paper.\(member)", names.isEmpty ? nil : names.joined(separator: "; "), &journal)
    }
    keep(paper, OParlItems.paperRoles, "paper", &journal)
    return Paper(
      name: try paper.line("name", journal: &journal),
      reference: try paper.line("reference", journal: &journal),
      type: try paper.line("papertype", journal: &journal))
  }

  /// Notes what an object beside the item says that has no member, under the object's name.
  private mutating func keep(
    _ object: ForeignObject, _ roles: [String: FieldRole], _ name: String,
    _ journal: inout ImportJournal
  ) {
    var rest = ImportedObject()
    object.keep(roles, in: &rest, journal: &journal)
    item.object.notes += rest.notes.map { "\(name).\($0)" }
  }
}
