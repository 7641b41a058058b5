import EventStore

/// What somebody asks of the archive.
enum Command {
  /// Record minutes.
  case record(RecordDraft)
  /// Add items to a meeting.
  case add(ItemsDraft, to: KnownRecord)
}

/// What the archive answers: a value, since a refusal is no failure.
enum Decision {
  /// These events are to be recorded in this stream, as it is expected to be.
  case accepted(StreamName, [ProposedEvent], ExpectedRevision)
  /// The same minutes are there already.
  case alreadyRecorded(AccessionNumber)
  /// The record says no.
  case refused(Refusal)
}

/// Why the record refuses a command.
public enum Refusal: Hashable, Sendable {
  /// Another record has the same identity, and differs in these members.
  case otherContent(AccessionNumber, differingIn: [String])
  /// Other minutes of the same batch have the same identity, and differ in these members.
  case otherMinutes(MinutesPlace, differingIn: [String])
  /// Items are to be added to a document, which has none.
  case itemsOfDocument(AccessionNumber)
  /// No body has a name that the minutes name one by, and none is to be registered; those that are
  /// near.
  case unknownBody(String, near: [String])
}

extension Refusal: CustomStringConvertible {
  /// The reason, and what to do.
  public var description: String {
    switch self {
    case .otherContent(let accession, let members):
      """
      recorded as \(accession) with other content (it differs in \(members.joined(separator: ", "))); \
      a record is never overwritten: correct \(accession) instead
      """
    case .otherMinutes(let place, let members):
      """
      the minutes at \(place.file):\(place.line) are of the same record with other content (they \
      differ in \(members.joined(separator: ", "))); keep one of them
      """
    case .itemsOfDocument(let accession):
      "\(accession) is a document; only a meeting has items"
    case .unknownBody(let name, let near):
      "no body is called '\(name)'"
        + (near.isEmpty ? "" : "; near: \(near.joined(separator: ", "))")
    }
  }
}

/// Decides about a command by what the archive knows; depends on nothing else.
func decide(_ command: Command, _ register: Register) -> Decision {
  switch command {
  case .record(let draft):
    if let known = register[draft.identity] {
      let members = Differences.members(of: known, draft, register.bodies)
      if members.isEmpty { return .alreadyRecorded(known.accession) }
      return .refused(
        known.source.map { .otherMinutes($0, differingIn: members) }
          ?? .otherContent(known.accession, differingIn: members))
    }
    // Of a record that lost a part of its identity there is nothing else to know it by than that all
    // the rest is the same.
    if let known = register.records(missingPartsOf: draft).first(where: {
      Differences.members(of: $0, draft, register.bodies).isEmpty
    }) {
      return .alreadyRecorded(known.accession)
    }
    let category = draft.kind == .document ? Streams.document : Streams.meeting
    return .accepted(Streams.name(category, register.nextSerial), draft.events, .noStream)
  case .add(let items, let known):
    guard known.kind == .meeting else { return .refused(.itemsOfDocument(known.accession)) }
    if known.wasGiven(items) { return .alreadyRecorded(known.accession) }
    return .accepted(
      Streams.name(Streams.meeting, known.serial), items.events(behind: known.items.count),
      .revision(known.revision))
  }
}

/// Compares minutes with a record.
enum Differences {
  /// Values that mean the same as leaving the member out.
  private static let defaults: [(member: String, value: String)] = [
    ("status", "held"), ("dateBasis", "stated"),
  ]

  /// The members in which minutes differ from a record; none where they say what it says, or said
  /// at some time.
  ///
  /// What was erased in the record cannot be compared, and counts as the same. A body is the same
  /// under each of its names, and a term of office in its name is the term.
  static func members(
    of known: KnownRecord, _ draft: RecordDraft, _ bodies: RegisteredBodies
  ) -> [String] {
    let erased = known.redactedFields(of: known.accession)
    let payload = stripped(draft.payload, of: erased, draft.kind)
    let items = stripped(draft.itemPayloads, behind: 0, of: known)
    if known.versions.contains(where: { isSame($0, payload, items, bodies) }) { return [] }
    let present = known.present
    var members = present.payload == payload ? [] : compare(present.payload, payload, bodies)
    if !present.items.elementsEqual(items, by: isSame) || members.isEmpty {
      members.append("items")
    }
    return members
  }

  /// Whether items of a record, behind so many others, are those of minutes; of one in which something
  /// was erased, whether they may be.
  static func areItems(
    _ items: ArraySlice<ArraySlice<UInt8>?>, behind count: Int, of known: KnownRecord,
    _ drafted: [(kind: RecordKind, payload: ArraySlice<UInt8>)]
  ) -> Bool {
    items.elementsEqual(stripped(drafted, behind: count, of: known), by: isSame)
  }

  private static func stripped(
    _ items: [(kind: RecordKind, payload: ArraySlice<UInt8>)], behind count: Int,
    of known: KnownRecord
  ) -> [ArraySlice<UInt8>] {
    items.enumerated().map { index, item in
      let number = AccessionNumber(serial: known.serial, item: count + index + 1)
      return stripped(item.payload, of: known.redactedFields(of: number), item.kind)
    }
  }

  private static func isSame(
    _ version: KnownRecord.Version, _ payload: ArraySlice<UInt8>, _ items: [ArraySlice<UInt8>],
    _ bodies: RegisteredBodies
  ) -> Bool {
    version.items.elementsEqual(items, by: isSame)
      && (version.payload == payload || compare(version.payload, payload, bodies).isEmpty)
  }

  /// Whether a payload is the one in the record, or may be where words of that were masked.
  private static func isSame(_ recorded: ArraySlice<UInt8>?, _ payload: ArraySlice<UInt8>) -> Bool {
    guard let recorded else { return false }
    if recorded == payload { return true }
    guard ErasedWords.areMasked(in: recorded),
      let masked = try? JSONDocument(Array(recorded)).root,
      let root = try? JSONDocument(Array(payload)).root
    else { return false }
    return ErasedWords.isMasked(masked, of: root)
  }

  /// A payload without some fields.
  private static func stripped(
    _ payload: ArraySlice<UInt8>, of fields: [FieldPath], _ kind: RecordKind
  ) -> ArraySlice<UInt8> {
    guard !fields.isEmpty, let root = try? JSONDocument(Array(payload)).root else { return payload }
    return FieldErasure(MinutesSchema.schema(of: kind)).erase(fields, in: root)[...]
  }

  private static func compare(
    _ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>, _ bodies: RegisteredBodies
  ) -> [String] {
    // Where words of a body's name were masked, it is not known which body it was.
    let bodies = ErasedWords.areMasked(in: a) ? nil : bodies
    let (first, second) = (values(a, bodies), values(b, bodies))
    let names =
      first.map(\.name)
      + second.map(\.name).filter { name in
        !first.contains { $0.name == name }
      }
    return names.filter { name in
      !isAlike(
        first.first { $0.name == name }?.value, second.first { $0.name == name }?.value,
        isMasked: bodies == nil)
    }
  }

  private static func isAlike(
    _ a: ArraySlice<UInt8>?, _ b: ArraySlice<UInt8>?, isMasked: Bool
  ) -> Bool {
    if a == b { return true }
    guard isMasked, let b else { return false }
    return isSame(a, b)
  }

  private static func values(
    _ payload: ArraySlice<UInt8>, _ bodies: RegisteredBodies?
  ) -> [(name: String, value: ArraySlice<UInt8>)] {
    guard let root = try? JSONDocument(Array(payload)).root else { return [] }
    var values: [(name: String, value: ArraySlice<UInt8>)] = []
    for member in root.members {
      let name = member.name.string ?? ""
      if let bodies, name == "body", member.value.kind == .array {
        values.append((name, bodies.namesAlike(root.texts(name))))
        if root["term"] == nil, let term = root.texts(name).first.flatMap({ BodyName($0).term }) {
          values.append(("term", Array("\(term)".utf8)[...]))
        }
      } else if !defaults.contains(where: { $0.member == name && member.value.isString($0.value) })
      {
        values.append((name, member.value.source))
      }
    }
    return values
  }
}
