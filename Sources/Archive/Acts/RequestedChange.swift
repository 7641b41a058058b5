import EventStore

/// What a clerk wants a field to be, as it is typed: `日期=2020-09-18`, `document.stage=草案`.
public struct RequestedChange: Hashable, Sendable {
  /// The field, by its English name or the key of minutes in text.
  public let field: String
  /// What it is to be; empty for taking it away.
  public let value: String

  /// Makes a request.
  public init(field: String, value: String) {
    self.field = field
    self.value = value
  }

  /// Reads `FIELD=VALUE`; nothing where there is no `=` or nothing in front of it.
  public init?(_ text: String) {
    guard let mark = text.firstIndex(of: "="), mark > text.startIndex else { return nil }
    field = String(text[..<mark])
    value = String(text[text.index(after: mark)...])
  }

  /// The field's path; the first member may be named by its key in minutes.
  func path(in kind: RecordKind) throws(ActRefusal) -> FieldPath {
    let schema = MinutesSchema.schema(of: kind)
    let table = RequestedChange.keys(of: kind)
    let names = schema.members.map(\.name).filter { $0 != "item" && $0 != "record" }
    guard let typed = FieldPath(field) else {
      throw .unknownField(field, of: kind, nearest: nil)
    }
    let member = names.contains(typed.member) ? typed.member : table?[typed.member]?.member
    let first = FieldPath.Step.member(member ?? typed.member)
    let path = FieldPath([first] + typed.steps.dropFirst())
    guard names.contains(path.member), schema.shape(at: path) != nil else {
      let known = names + (table?.keys.map(\.chinese) ?? [])
      throw .unknownField(field, of: kind, nearest: Nearest.match(typed.member, among: known))
    }
    return path
  }

  private static func keys(of kind: RecordKind) -> TextKeyTable? {
    switch kind {
    case .meeting: TextKeys.meeting
    case .document: TextKeys.document
    case .report, .resolution, .personnel, .matter, .agreement: TextKeys.section(of: kind)?.keys
    }
  }

  /// The value in JSON, as the field takes it; nothing for taking the field away.
  func json(at path: FieldPath, of kind: RecordKind) throws(ActRefusal) -> [UInt8]? {
    guard !value.isEmpty, let shape = MinutesSchema.schema(of: kind).shape(at: path) else {
      return nil
    }
    var writer = JSONWriter()
    switch shape {
    case .text, .digest: writer.string(value)
    case .choice: writer.string(TextChoices.value(value, of: path.lastMember))
    case .date:
      let typed = PartialDate.Part(asTyped: value).map { "\($0)" }
      writer.string(PartialDate(value) == nil ? typed ?? value : value)
    case .ordinal(let counter):
      if let number = OrdinalText.parse(value, counter) {
        writer.integer(number)
      } else {
        writer.string(value)
      }
    case .count, .page:
      if let number = Int(value) { writer.integer(number) } else { writer.string(value) }
    case .texts, .lines:
      if value.hasPrefix("[") { return try document(path, "a list, or an array in JSON") }
      let separators: Set<Character> = if case .lines = shape { ["、", ",", "，"] } else { ["、"] }
      writer.array { writer in
        for part in value.split(whereSeparator: separators.contains) {
          writer.string(String(part).trimmed)
        }
      }
    case .object: return try document(path, "an object in JSON, such as {\"title\":\"…\"}")
    case .objects: return try document(path, "an array of objects in JSON")
    }
    return writer.bytes
  }

  private func document(_ path: FieldPath, _ expected: String) throws(ActRefusal) -> [UInt8] {
    guard let document = try? JSONDocument(Array(value.utf8)) else {
      throw .unreadable(value, path, expected: expected)
    }
    return PayloadDifference.bytes(document.root)
  }
}

extension FieldPath {
  /// The name of the last member on the way.
  var lastMember: String {
    for case .member(let name) in steps.reversed() { return name }
    return ""
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
