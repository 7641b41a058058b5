import EventStore

/// What becomes of a member of a foreign object.
enum FieldRole {
  /// A rule of its own takes it.
  case used
  /// It is kept in notes, under its own name.
  case noted
  /// It is kept in the same way, unless it is 0 or `false`.
  case flag
  /// It serves the other system alone.
  case technical
}

/// The members of a foreign object, by names that are compared without regard to upper case.
struct ForeignObject {
  let source: ImportedValue
  let value: JSONValue
  /// The way to it within its document.
  let path: String
  /// What it is called in lists of losses, with a point behind; nothing for the record itself.
  let label: String
  private var members: [(name: String, lower: String, value: JSONValue)] = []
  private var indices: [String: Int] = [:]

  /// - Parameter prefixes: What may stand in front of names; the first that fits is left away.
  init(
    _ value: JSONValue, in source: ImportedValue, path: String, label: String,
    prefixes: [String] = []
  ) {
    self.source = source
    self.value = value
    self.path = path
    self.label = label
    for (name, value) in value.members {
      var name = name.string ?? ""
      for prefix in prefixes where name.hasPrefix(prefix) && name.count > prefix.count {
        name.removeFirst(prefix.count)
        break
      }
      let lower = name.lowercased()
      if indices[lower] == nil { indices[lower] = members.count }
      members.append((name, lower, value))
    }
  }

  /// The value of the first of some members that is there and not null.
  subscript(names: String...) -> (name: String, value: JSONValue)? {
    for name in names {
      if let index = indices[name], members[index].value.kind != .null {
        return (members[index].name, members[index].value)
      }
    }
    return nil
  }

  /// Where the object stands.
  var place: ImportPlace { source.document.place(of: value) }

  /// A problem with a member.
  func error(_ problem: ImportError.Problem, _ name: String, at value: JSONValue) -> ImportError {
    source.document.error(problem, at: value, path: path + "." + name)
  }

  /// A text in one line; nothing where there is none or nothing in it.
  func line(_ names: String..., journal: inout ImportJournal) throws(ImportError) -> String? {
    for name in names {
      guard let (shown, value) = self[name] else { continue }
      let (text, isCleaned) = ImportText.line(try string(shown, value))
      if isCleaned { journal.losses.add(.cleaned, label + shown, at: place) }
      if !text.isEmpty { return text }
    }
    return nil
  }

  /// A text of any number of lines; nothing where there is none or nothing in it.
  func paragraphs(_ name: String, journal: inout ImportJournal) throws(ImportError) -> String? {
    guard let (shown, value) = self[name] else { return nil }
    let (text, isCleaned) = ImportText.paragraphs(try string(shown, value))
    if isCleaned { journal.losses.add(.cleaned, label + shown, at: place) }
    return text.isEmpty ? nil : text
  }

  /// The text of a value; a number's as it stands.
  private func string(_ name: String, _ value: JSONValue) throws(ImportError) -> String {
    switch value.kind {
    case .string: return value.string ?? ""
    case .integer, .number: return String(decoding: value.source, as: UTF8.self)
    case .null, .true, .false, .array, .object:
      throw error(.wrongType(found: value.kind, expected: .text), name, at: value)
    }
  }

  /// Whether a member says `true` or `false`.
  func flag(_ name: String) throws(ImportError) -> Bool? {
    guard let (shown, value) = self[name] else { return nil }
    guard let flag = value.boolean else {
      throw error(.wrongType(found: value.kind, expected: .boolean), shown, at: value)
    }
    return flag
  }

  /// The texts of a list, in one line each.
  func texts(_ name: String, journal: inout ImportJournal) throws(ImportError) -> [String] {
    guard let (shown, value) = self[name] else { return [] }
    guard value.kind == .array else {
      throw error(.wrongType(found: value.kind, expected: .texts), shown, at: value)
    }
    var texts: [String] = []
    for element in value.elements {
      let (text, isCleaned) = ImportText.line(try string(shown, element))
      if isCleaned { journal.losses.add(.cleaned, label + shown, at: place) }
      if !text.isEmpty, !texts.contains(text) { texts.append(text) }
    }
    return texts
  }

  /// The objects of a list; a problem where something else stands in it.
  func objects(_ names: String...) throws(ImportError) -> [(value: JSONValue, path: String)] {
    for name in names {
      guard let (shown, value) = self[name] else { continue }
      guard value.kind == .array else {
        throw error(.wrongType(found: value.kind, expected: .array), shown, at: value)
      }
      var objects: [(JSONValue, String)] = []
      for (index, element) in value.elements.enumerated() {
        let path = "\(path).\(shown)[\(index)]"
        guard element.kind == .object else {
          throw source.document.error(
            .wrongType(found: element.kind, expected: .object), at: element, path: path)
        }
        objects.append((element, path))
      }
      return objects
    }
    return []
  }

  /// Notes, or counts, all members that no rule of their own takes.
  ///
  /// - Parameters:
  ///   - roles: By names in lower case.
  ///   - taken: Members that were used although they are noted elsewhere.
  func keep(
    _ roles: [String: FieldRole], except taken: String? = nil, in record: inout ImportedObject,
    journal: inout ImportJournal
  ) {
    for (name, lower, value) in members where lower != taken && !ForeignObject.isNothing(value) {
      switch roles[lower] {
      case .used: continue
      case .technical: journal.losses.add(.leftOut, label + name, at: place)
      case .flag where value.integer == 0 || value.kind == .false: continue
      case .noted, .flag:
        note(name, value, in: &record, journal: &journal)
        journal.losses.add(.inNotes, label + name, at: place)
      case nil:
        note(name, value, in: &record, journal: &journal)
        journal.losses.add(.unknown, label + name, at: place)
      }
    }
  }

  private func note(
    _ name: String, _ value: JSONValue, in record: inout ImportedObject,
    journal: inout ImportJournal
  ) {
    let text: String
    if let string = value.string {
      let (plain, isCleaned) = ImportText.paragraphs(string)
      if isCleaned { journal.losses.add(.cleaned, label + name, at: place) }
      text = plain
    } else {
      var writer = JSONWriter()
      writer.value(value)
      text = String(decoding: writer.bytes, as: UTF8.self)
    }
    record.note(ImportText.line(name).text, text)
  }

  /// Whether a value says nothing: null, an empty text or list, `false`.
  private static func isNothing(_ value: JSONValue) -> Bool {
    switch value.kind {
    case .null: true
    case .string: (value.string ?? "").allSatisfy(\.isWhitespace)
    case .array: value.elements.first { _ in true } == nil
    case .object: value.members.first { _ in true } == nil
    case .true, .false, .integer, .number: false
    }
  }
}
