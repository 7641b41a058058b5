import EventStore

/// Checks one record against the schema and writes it down canonically.
///
/// It does not stop at the first problem: all of them are told at once.
struct RecordReader {
  /// Problems found, with the offset in the document and the way to the value.
  private(set) var problems: [(offset: Int, path: String, problem: MinutesProblem)] = []
  private var path: [PathStep] = []
  private var writer = JSONWriter()
  /// Where the values of the members stand of the objects that are being read, each object behind the
  /// one that it stands in.
  private var slots: [Int] = []
  /// How many of them are in use.
  private var slotsInUse = 0

  /// A step on the way to a value, without a text of its own: most ways are never told.
  private enum PathStep {
    /// The member whose value stands at a place of the document.
    case member(Int)
    case element(Int)
  }

  /// Reads a record; nothing where it has problems.
  mutating func read(_ value: JSONValue) -> CanonicalRecord? {
    problems.removeAll(keepingCapacity: true)
    guard value.kind == .object else {
      report(.notARecord(found: value.kind), at: value)
      return nil
    }
    let isDocument = value["record"]?.isString("document") ?? false
    if let record = value["record"], record.kind == .string, !isDocument,
      !record.isString("meeting")
    {
      path.append(.member(record.place))
      report(notOneOf(record, ["meeting", "document"]), at: record)
      path.removeLast()
      return nil
    }
    if isDocument, let date = value.members.first(where: { $0.name.isString("date") }) {
      report(.documentDate, at: date.name)
    }
    let schema = isDocument ? MinutesSchema.document : MinutesSchema.meeting
    writer.removeAll()
    object(value, schema, leavingOut: isDocument ? ["date"] : ["items", "record"])
    let record = 0..<writer.bytes.count
    checkSize(record, value)
    let items = isDocument ? [] : self.items(of: value)
    guard problems.isEmpty else { return nil }
    return CanonicalRecord(
      kind: isDocument ? .document : .meeting, bytes: writer.copy, record: record, items: items)
  }

  /// Reads items alone, which stand in an object as in a record; nothing where they have problems.
  mutating func readItems(_ value: JSONValue) -> CanonicalRecord? {
    problems.removeAll(keepingCapacity: true)
    guard value.kind == .object else {
      report(.notARecord(found: value.kind), at: value)
      return nil
    }
    for (name, _) in value.members where !name.isString("items") {
      report(.unknownMember(name.string ?? "", in: "an object of items", nearest: nil), at: name)
    }
    writer.removeAll()
    let items = self.items(of: value)
    if value["items"]?.elements.first(where: { _ in true }) == nil {
      report(.missingMember("items", in: "an object of items"), at: value)
    }
    guard problems.isEmpty else { return nil }
    return CanonicalRecord(kind: .meeting, bytes: writer.copy, record: 0..<0, items: items)
  }

  /// Reads the payload of a record or an item, as it is or would be recorded, and writes it down
  /// canonically; it is sound where there are no problems then.
  mutating func read(payload value: JSONValue, of kind: RecordKind) -> [UInt8] {
    problems.removeAll(keepingCapacity: true)
    writer.removeAll()
    object(
      value, MinutesSchema.schema(of: kind), leavingOut: ["order"], order: value["order"]?.integer)
    checkSize(0..<writer.bytes.count, value)
    return writer.copy
  }

  private mutating func items(of record: JSONValue) -> [(kind: RecordKind, range: Range<Int>)] {
    guard let value = record["items"] else { return [] }
    path.append(.member(value.place))
    defer { path.removeLast() }
    guard value.kind == .array else {
      report(wrongType(value, "an array of items"), at: value)
      return []
    }
    var items: [(kind: RecordKind, range: Range<Int>)] = []
    for (index, element) in value.elements.enumerated() {
      path.append(.element(index))
      if let item = item(element, order: index + 1) { items.append(item) }
      path.removeLast()
    }
    return items
  }

  private mutating func item(
    _ value: JSONValue, order: Int
  ) -> (kind: RecordKind, range: Range<Int>)? {
    guard value.kind == .object else {
      report(.notARecord(found: value.kind), at: value)
      return nil
    }
    guard let name = value["item"] else {
      report(.missingMember("item", in: "an item"), at: value)
      return nil
    }
    guard let found = MinutesSchema.itemKinds.first(where: { name.isString($0.name) }) else {
      let names = MinutesSchema.items.map(\.name)
      path.append(.member(name.place))
      report(name.kind == .string ? notOneOf(name, names) : wrongType(name, "a string"), at: name)
      path.removeLast()
      return nil
    }
    writer.beginDocument()
    let start = writer.bytes.count
    object(value, found.schema, order: order)
    let range = start..<writer.bytes.count
    checkSize(range, value)
    return (found.kind, range)
  }

  private mutating func checkSize(_ payload: Range<Int>, _ value: JSONValue) {
    if payload.count > EventStore.longestPayload {
      report(.tooLarge(bytes: payload.count, limit: EventStore.longestPayload), at: value)
    }
  }
}

// MARK: - Objects

extension RecordReader {
  /// Writes an object's members in the order of the schema, each checked.
  private mutating func object(
    _ value: JSONValue, _ schema: ObjectSchema, leavingOut ignored: [String] = [], order: Int? = nil
  ) {
    let base = slotsInUse
    slotsInUse += schema.members.count
    defer { slotsInUse = base }
    // What stands in a slot counts only where the member is present.
    while slots.count < slotsInUse { slots.append(0) }
    var present = MemberSet()
    var last = -1
    for (name, member) in value.members {
      if let index = schema.index(of: name, from: last + 1) {
        slots[base + index] = member.place
        present.insert(index)
        last = index
      } else if !ignored.contains(where: { name.isString($0) }) {
        reportUnknown(name, schema)
      }
    }
    let before = problems.count
    writer.beginObject()
    if let order {
      writer.name("order")
      writer.integer(order)
    }
    // Those that are missing are told in their place between the others.
    for index in present.union(schema.required).places {
      guard present.contains(index) else {
        report(.missingMember(schema.members[index].name, in: schema.name), at: value)
        continue
      }
      self.member(
        schema.members[index], value.value(at: slots[base + index]),
        isLeftOut: !ignored.isEmpty && ignored.contains(schema.members[index].name))
    }
    writer.endObject()
    guard problems.count == before else { return }
    let problem = schema.problem(of: present) {
      present.contains($0) ? value.value(at: slots[base + $0]) : nil
    }
    if let problem { report(problem, at: value) }
  }

  private mutating func member(_ member: Member, _ value: JSONValue, isLeftOut: Bool) {
    path.append(.member(value.place))
    defer { path.removeLast() }
    if value.kind == .null {
      report(.null, at: value)
    } else if isLeftOut {
      var unused = JSONWriter()
      swap(&writer, &unused)
      self.value(value, member.shape)
      swap(&writer, &unused)
    } else if value.kind == .array, isEmptyList(value, member.shape) {
      // An empty list says no more than an absent one, unless there must be something in it.
      if member.isRequired { report(.empty, at: value) }
    } else {
      writer.key(member.key)
      self.value(value, member.shape)
    }
  }

  private func isEmptyList(_ value: JSONValue, _ shape: Shape) -> Bool {
    switch shape {
    case .texts, .lines, .objects: value.elements.first { _ in true } == nil
    case .text, .choice, .count, .ordinal, .date, .page, .digest, .object: false
    }
  }

  private mutating func reportUnknown(_ name: JSONValue, _ schema: ObjectSchema) {
    let text = name.string ?? ""
    let nearest = Nearest.match(text, among: schema.members.map(\.name))
    report(.unknownMember(text, in: schema.name, nearest: nearest), at: name)
  }
}

// MARK: - Values

extension RecordReader {
  /// Writes a value, checked; a value with a problem is written somehow, since nothing is kept then.
  private mutating func value(_ value: JSONValue, _ shape: Shape) {
    switch shape {
    case .text: text(value)
    case .texts:
      elements(value, "an array of strings") { reader, element in reader.text(element) }
    case .choice(let allowed):
      guard isText(value) else { return }
      if !allowed.contains(where: { value.isString($0) }) {
        report(notOneOf(value, allowed), at: value)
      }
      writer.value(value)
    case .count: integer(value, atLeast: 0, "an integer of 0 or more")
    case .ordinal(let counter): ordinal(value, counter)
    case .date: date(value)
    case .page: page(value)
    case .lines:
      elements(value, "an array of line ranges such as \"L1-L23\"") { reader, element in
        reader.lineRange(element)
      }
    case .digest: digest(value)
    case .object(let schema):
      guard value.kind == .object else {
        report(wrongType(value, "an object"), at: value)
        return
      }
      object(value, schema)
    case .objects(let schema):
      elements(value, "an array of objects") { reader, element in
        guard element.kind == .object else {
          reader.report(reader.wrongType(element, "an object"), at: element)
          return
        }
        reader.object(element, schema)
      }
    }
  }

  private mutating func elements(
    _ value: JSONValue, _ expected: String, _ read: (inout RecordReader, JSONValue) -> Void
  ) {
    guard value.kind == .array else {
      report(wrongType(value, expected), at: value)
      return
    }
    writer.beginArray()
    for (index, element) in value.elements.enumerated() {
      path.append(.element(index))
      if element.kind == .null { report(.null, at: element) } else { read(&self, element) }
      path.removeLast()
    }
    writer.endArray()
  }

  /// Whether the value is a string that holds something; a problem otherwise.
  private mutating func isText(_ value: JSONValue) -> Bool {
    // Without escapes there is no NUL in it, and most texts begin with something else than white space.
    if value.isPlainString(where: RecordReader.beginsWithInk) == true { return true }
    return string(value) != nil
  }

  /// Whether it is seen at a glance that a text begins with something else than white space.
  private static func beginsWithInk(_ bytes: ByteView) -> Bool {
    guard bytes.count > 0, bytes[0] > 0x20 else { return false }
    switch bytes[0] {
    case 0xC2, 0xE1, 0xE2: return false
    // Of these the ideographic space alone, U+3000, is white space; 《 and others are not.
    case 0xE3: return bytes.count >= 3 && !(bytes[1] == 0x80 && bytes[2] == 0x80)
    default: return true
    }
  }

  /// The bytes of a string that holds something; a problem otherwise.
  private mutating func string(_ value: JSONValue) -> ArraySlice<UInt8>? {
    guard let bytes = value.stringBytes else {
      report(wrongType(value, "a string"), at: value)
      return nil
    }
    if bytes.contains(0) {
      report(.nul, at: value)
      return nil
    }
    if isBlank(bytes) {
      report(.empty, at: value)
      return nil
    }
    return bytes
  }

  private func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.withUnsafeBytes({ RecordReader.beginsWithInk(ByteView($0)) }) { return false }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
      $0.properties.isWhitespace
    }
  }

  private mutating func text(_ value: JSONValue) {
    if isText(value) { writer.value(value) }
  }

  private mutating func integer(_ value: JSONValue, atLeast least: Int, _ expected: String) {
    guard let number = value.integer else {
      report(wrongType(value, expected), at: value)
      return
    }
    if number < least { report(.number("\(number)", expected: expected), at: value) }
    writer.integer(number)
  }

  private mutating func ordinal(_ value: JSONValue, _ counter: OrdinalText.Counter) {
    let example = counter == .ordinal ? "第四十次" : "第五届"
    let expected = "an integer of 1 or more, or a text such as \(example)"
    guard value.kind == .string else {
      integer(value, atLeast: 1, expected)
      return
    }
    let text = value.string ?? ""
    guard let number = OrdinalText.parse(text, counter) else {
      report(.number("\"\(text)\"", expected: expected), at: value)
      return
    }
    writer.integer(number)
  }

  private mutating func date(_ value: JSONValue) {
    guard let text = string(value) else { return }
    if PartialDate(utf8: text) == nil { report(.date(value.string ?? ""), at: value) }
    writer.value(value)
  }

  private mutating func page(_ value: JSONValue) {
    if value.kind == .string {
      text(value)
    } else {
      integer(value, atLeast: 1, "a page: an integer of 1 or more, or a string")
    }
  }

  private mutating func lineRange(_ value: JSONValue) {
    guard isText(value) else { return }
    let text = value.string ?? ""
    if LineRange(text) == nil { report(.lineRange(text), at: value) }
    writer.value(value)
  }

  private mutating func digest(_ value: JSONValue) {
    guard isText(value) else { return }
    let text = value.string ?? ""
    if Digest(hexadecimal: text.lowercased()) == nil { report(.digest(text), at: value) }
    writer.string(text.lowercased())
  }
}

// MARK: - Problems

extension RecordReader {
  private mutating func report(_ problem: MinutesProblem, at value: JSONValue) {
    var text = "$"
    for step in path {
      switch step {
      case .member(let place): text += ".\(value.memberName(ofValueAt: place) ?? "")"
      case .element(let index): text += "[\(index)]"
      }
    }
    problems.append((value.offset, text, problem))
  }

  private func wrongType(_ value: JSONValue, _ expected: String) -> MinutesProblem {
    .wrongType(found: value.kind, expected: expected)
  }

  private func notOneOf(_ value: JSONValue, _ allowed: [String]) -> MinutesProblem {
    let text = value.string ?? ""
    return .notOneOf(text, allowed: allowed, nearest: Nearest.match(text, among: allowed))
  }
}
