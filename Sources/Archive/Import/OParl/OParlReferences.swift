import EventStore

/// Finds what objects of OParl refer to, and tells what was not found.
struct OParlReferences {
  var objects = OParlObjects()
  /// The ids of what was missing since they were asked for last.
  private var missing: [String] = []

  /// Gives the ids of what was missing, and forgets them.
  mutating func takeMissing() -> [String] {
    defer { missing = [] }
    return missing
  }

  /// The object that a value is, or whose id it is; nothing where that is deleted or missing.
  mutating func object(
    _ value: JSONValue, _ type: String, in owner: ForeignObject, _ journal: inout ImportJournal
  ) -> ForeignObject? {
    let label = type.prefix(1).lowercased() + type.dropFirst() + "."
    if value.kind == .object {
      let id = value["id"]?.string
      if value["deleted"]?.boolean == true {
        journal.losses.add(.deleted, type, at: owner.source.document.place(of: value))
        return nil
      }
      // An object that is cut down to its id stands whole elsewhere.
      let isCut = value.members.prefix(4).count { _ in true } < 4
      guard let id, isCut, objects.knows(id) else {
        return ForeignObject(value, in: owner.source, path: owner.path + "." + type, label: label)
      }
      return object(id: id, type, label, in: owner, &journal)
    }
    guard let id = value.string, !id.isEmpty else {
      journal.losses.add(.unresolved, type, at: owner.place)
      return nil
    }
    return object(id: id, type, label, in: owner, &journal)
  }

  /// The object of an id; nothing where that is deleted or missing.
  mutating func object(
    id: String, _ type: String, _ label: String, in owner: ForeignObject,
    _ journal: inout ImportJournal
  ) -> ForeignObject? {
    switch objects.object(id) {
    case .found(let source):
      return ForeignObject(source.value, in: source, path: source.path, label: label)
    case .deleted:
      journal.losses.add(.deleted, type, at: owner.place)
      // The meeting was the body's all the same, whatever it was called.
      if type == "Organization" { missing.append(ImportText.line(id).text) }
    case .missing:
      missing.append(ImportText.line(id).text)
      journal.losses.add(.unresolved, "\(type) \(ImportText.line(id).text)", at: owner.place)
    }
    return nil
  }

  /// The names of the people or organizations that a member lists, each once.
  ///
  /// - Parameter keepsIDs: Whether an id stands for the name that was not found.
  mutating func names(
    of member: String, in owner: ForeignObject, _ journal: inout ImportJournal, keepsIDs: Bool
  ) throws(ImportError) -> [String] {
    guard let (shown, list) = owner[member] else { return [] }
    let type =
      member.lowercased().hasSuffix("organization") || member == "underdirectionof"
      ? "Organization" : "Person"
    var names: [String] = []
    // One is written without a list by some.
    let values = list.kind == .array ? Array(list.elements) : [list]
    for value in values {
      guard value.kind == .string || value.kind == .object else {
        throw owner.error(.wrongType(found: value.kind, expected: .texts), shown, at: value)
      }
      let name: String?
      if let object = object(value, type, in: owner, &journal) {
        name = try OParlReferences.name(of: object, &journal)
      } else {
        name = nil
      }
      if let name = name ?? (keepsIDs ? takeMissing().last : nil), !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  /// What a person or an organization is called.
  private static func name(
    of object: ForeignObject, _ journal: inout ImportJournal
  ) throws(ImportError) -> String? {
    if let name = try object.line("name", "shortname", journal: &journal) { return name }
    let given = try object.line("givenname", journal: &journal)
    let family = try object.line("familyname", journal: &journal)
    let name = [given, family].compactMap { $0 }.joined(separator: " ")
    if !name.isEmpty { return name }
    return try object.line("id", journal: &journal)
  }

  /// A place in words; what else is known of it is noted.
  static func place(
    of location: ForeignObject, in record: inout ImportedObject, _ journal: inout ImportJournal
  ) throws(ImportError) -> String? {
    let room = try location.line("room", journal: &journal)
    let street = try location.line("streetaddress", journal: &journal)
    let code = try location.line("postalcode", journal: &journal)
    let town = try location.line("locality", journal: &journal)
    var text = try location.line("description", journal: &journal) ?? ""
    let address = [code, town].compactMap { $0 }.joined(separator: " ")
    for part in [street, address] {
      guard let part, !part.isEmpty, !text.contains(part) else { continue }
      text += (text.isEmpty ? "" : ", ") + part
    }
    if let room, !text.contains(room) { text = room + (text.isEmpty ? "" : ", ") + text }
    var rest = ImportedObject()
    location.keep(placeRoles, in: &rest, journal: &journal)
    record.notes += rest.notes.map { "location.\($0)" }
    return text.isEmpty ? nil : text
  }

  private static let placeRoles: [String: FieldRole] = [
    "id": .technical, "type": .used, "room": .used, "streetaddress": .used, "postalcode": .used,
    "locality": .used, "description": .used, "deleted": .used, "geojson": .noted,
    "sublocality": .noted, "created": .technical, "modified": .technical, "license": .technical,
    "keyword": .technical, "web": .technical, "bodies": .technical, "organizations": .technical,
    "persons": .technical, "meetings": .technical, "papers": .technical,
  ]

  /// The files that a member has, as sources.
  mutating func files(
    of member: String, in owner: ForeignObject, _ journal: inout ImportJournal
  ) throws(ImportError) -> [ImportedObject] {
    guard let (shown, list) = owner[member] else { return [] }
    var sources: [ImportedObject] = []
    let values = list.kind == .array ? Array(list.elements) : [list]
    for value in values {
      guard value.kind == .string || value.kind == .object else {
        throw owner.error(.wrongType(found: value.kind, expected: .object), shown, at: value)
      }
      guard let file = object(value, "File", in: owner, &journal) else {
        // An id is an address, at which the file is told of.
        for id in takeMissing() { sources.append(.source(title: shown, url: id)) }
        continue
      }
      sources.append(try OParlReferences.source(of: file, called: shown, &journal))
    }
    return sources
  }

  private static func source(
    of file: ForeignObject, called name: String, _ journal: inout ImportJournal
  ) throws(ImportError) -> ImportedObject {
    var source = ImportedObject.source(
      title: try file.line("name", "filename", journal: &journal) ?? name,
      url: try file.line("accessurl", "downloadurl", "id", journal: &journal))
    if let date = try file.line("date", journal: &journal), PartialDate(date) != nil {
      source.set("date", date)
    }
    var rest = ImportedObject()
    file.keep(fileRoles, in: &rest, journal: &journal)
    return source
  }

  private static let fileRoles: [String: FieldRole] = [
    "id": .technical, "type": .used, "name": .used, "filename": .technical, "date": .used,
    "accessurl": .used, "downloadurl": .technical, "deleted": .used, "mimetype": .technical,
    "size": .technical, "sha1checksum": .technical, "sha512checksum": .technical,
    "text": .technical, "externalserviceurl": .technical, "masterfile": .technical,
    "derivativefile": .technical, "filelicense": .technical, "meeting": .technical,
    "agendaitem": .technical, "paper": .technical, "license": .technical, "keyword": .technical,
    "created": .technical, "modified": .technical, "web": .technical,
  ]
}
