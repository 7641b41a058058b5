import EventStore

/// The objects of OParl that others refer to, by their ids, whatever the order in which they stand.
///
/// Meetings are not among them, nor what stands inside of one and nowhere else.
struct OParlObjects {
  /// An object as it stands in its file.
  private struct Stored {
    let type: String
    /// The object, with so much space in front of it as it has on its line.
    let bytes: [UInt8]
    let place: ImportPlace
    let isDeleted: Bool
    /// Whether it stands by itself, and not inside of another.
    var isAlone: Bool
    var isUsed = false
  }

  private var objects: [String: Stored] = [:]
  /// The ids of all that stand by themselves, in their order.
  private var order: [String] = []
  /// The consultation that an agenda item is, and the paper that a consultation is about, where only
  /// the other side tells.
  private var consultations: [String: String] = [:]
  private var papers: [String: String] = [:]
  /// The agenda items that stand by themselves, by the id of their meeting.
  private var items: [String: [String]] = [:]

  /// The last part of a type's address: `Meeting`.
  static func type(of value: JSONValue) -> String? {
    guard let bytes = value["type"]?.stringBytes,
      let slash = bytes.lastIndex(of: UInt8(ascii: "/")), slash + 1 < bytes.endIndex,
      ByteSearch.find(host, in: Array(bytes[...slash]), from: 0) != nil
    else { return nil }
    return bytes[(slash + 1)...].text
  }

  private static let host = Array("schema.oparl.org/".utf8)

  /// Takes in an object, and what stands inside of it.
  mutating func gather(_ source: ImportedValue) {
    walk(source.value, source.document, isAlone: true, inside: nil)
  }

  /// - Parameter owner: The id of the paper around the value.
  private mutating func walk(
    _ value: JSONValue, _ document: ImportDocument, isAlone: Bool, inside owner: String?
  ) {
    // The scanner lets nothing through that is deeper than 64 levels.
    let type = OParlObjects.type(of: value)
    let id = value["id"]?.string
    if let type, let id { take(value, type, id, document, isAlone: isAlone, inside: owner) }
    let inner = type == "Paper" ? id : owner
    for (_, member) in value.members {
      switch member.kind {
      case .object: walk(member, document, isAlone: false, inside: inner)
      case .array:
        for element in member.elements where element.kind == .object {
          walk(element, document, isAlone: false, inside: inner)
        }
      case .null, .true, .false, .integer, .number, .string: break
      }
    }
  }

  private mutating func take(
    _ value: JSONValue, _ type: String, _ id: String, _ document: ImportDocument, isAlone: Bool,
    inside owner: String?
  ) {
    if type == "Consultation" {
      if let item = value["agendaItem"]?.string { consultations[item] = consultations[item] ?? id }
      if let owner { papers[id] = papers[id] ?? owner }
    }
    if type == "AgendaItem", isAlone, let meeting = value["meeting"]?.string {
      items[meeting, default: []].append(id)
    }
    let isWanted = ["Organization", "Person", "Location", "Paper", "Consultation"].contains(type)
    guard type != "Meeting", isWanted || isAlone else { return }
    let before = objects[id]
    if isAlone, before?.isAlone != true { order.append(id) }
    // Of one object that stands twice, the one that says more.
    if let before, before.bytes.count >= value.source.count {
      objects[id]?.isAlone = before.isAlone || isAlone
      return
    }
    let indent = [UInt8](repeating: 0x20, count: min(document.column(of: value) - 1, 1000))
    objects[id] = Stored(
      type: type, bytes: indent + value.source, place: document.place(of: value),
      isDeleted: value["deleted"]?.boolean ?? false,
      isAlone: isAlone || before?.isAlone ?? false)
  }

  /// What became of a reference.
  enum Reference {
    case found(ImportedValue)
    case deleted
    case missing
  }

  /// The object of an id.
  mutating func object(_ id: String) -> Reference {
    guard let stored = objects[id] else { return .missing }
    objects[id]?.isUsed = true
    if stored.isDeleted { return .deleted }
    let document = ImportDocument(
      stored.bytes, file: stored.place.file, linesBefore: stored.place.line - 1)
    guard let value = try? document.next() else { return .missing }
    return .found(ImportedValue(document: document, value: value, path: "$", digest: nil))
  }

  /// Whether an object is known that says more than its id.
  func knows(_ id: String) -> Bool { objects[id] != nil }

  /// The consultation of an agenda item, where that is told by the consultation.
  func consultation(of item: String) -> String? { consultations[item] }

  /// The paper of a consultation, where that is told by the paper.
  func paper(of consultation: String) -> String? { papers[consultation] }

  /// The agenda items that stand by themselves and belong to a meeting.
  func items(of meeting: String) -> [String] { items[meeting] ?? [] }

  /// Counts what no meeting had to do with.
  func tellUnused(_ journal: inout ImportJournal) {
    for id in order {
      guard let stored = objects[id], !stored.isUsed else { continue }
      journal.losses.add(stored.isDeleted ? .deleted : .unused, stored.type, at: stored.place)
    }
  }
}
