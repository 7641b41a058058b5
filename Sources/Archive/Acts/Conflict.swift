import EventStore

/// What different sources say of one field, kept side by side.
public struct Conflict: Hashable, Sendable {
  /// What one source says.
  public struct Statement: Hashable, Sendable {
    /// The value in JSON; nothing where the source has none.
    public let value: [UInt8]?
    /// The source.
    public let source: String

    /// Makes a statement.
    public init(value: [UInt8]?, source: String) {
      self.value = value
      self.source = source
    }
  }

  /// The field.
  public let field: FieldPath
  /// What each source says; the record's own value stands first.
  public let statements: [Statement]
  /// The place of the statement that is preferred.
  public let preferred: Int
  /// Why it is preferred.
  public let reason: String
  /// On whose word.
  public let authority: String

  /// Makes a conflict.
  public init(
    field: FieldPath, statements: [Statement], preferred: Int, reason: String, authority: String
  ) {
    self.field = field
    self.statements = statements
    self.preferred = preferred
    self.reason = reason
    self.authority = authority
  }

  /// Reads what was recorded.
  init?(_ payload: JSONValue) {
    guard let field = payload["field"]?.string.flatMap({ FieldPath($0) }) else { return nil }
    let values = payload["values"].map { Array($0.elements) } ?? []
    self.init(
      field: field,
      statements: values.map { value in
        Statement(
          value: value["value"].map { PayloadDifference.bytes($0) },
          source: value["source"]?.string ?? "")
      },
      preferred: values.firstIndex { $0["preferred"]?.boolean ?? false } ?? 0,
      reason: payload["reason"]?.string ?? "", authority: payload["authority"]?.string ?? "")
  }

  /// Writes the statements and the ground as members of an object.
  func write(to writer: inout JSONWriter) {
    writer.member("field", "\(field)")
    writer.name("values")
    writer.array { writer in
      for (index, statement) in statements.enumerated() {
        writer.object { writer in
          if let value = statement.value {
            writer.name("value")
            writer.raw(value)
          }
          writer.member("source", statement.source)
          if index == preferred {
            writer.name("preferred")
            writer.boolean(true)
          }
        }
      }
    }
    writer.member("reason", reason)
    writer.member("authority", authority)
  }
}

/// What another source says of a field, as a clerk notes it.
public struct OtherStatement: Hashable, Sendable {
  /// The field, and what the source says.
  public let change: RequestedChange
  /// The source.
  public let source: String
  /// Whether it is preferred to what the record says.
  public let isPreferred: Bool
  /// Why the one or the other is preferred.
  public let reason: String
  /// On whose word.
  public let authority: String

  /// Makes a statement.
  public init(
    _ change: RequestedChange, source: String, isPreferred: Bool, reason: String, authority: String
  ) {
    self.change = change
    self.source = source
    self.isPreferred = isPreferred
    self.reason = reason
    self.authority = authority
  }
}

/// Notes that a source says something else than the record; where it is preferred, the record is
/// corrected as well.
func decide(
  _ other: OtherStatement, about number: AccessionNumber, _ known: KnownRecord
) throws(ActRefusal) -> [DecidedAct] {
  guard let kind = known.kind(of: number), let content = known.content(of: number),
    let root = try? JSONDocument(Array(content)).root
  else { throw .unreadableRecord }
  let path = try other.change.path(in: kind)
  // The other value is checked as if it were the record's.
  let corrections = try decide(
    .correct(
      [other.change], believing: [],
      CorrectionGround(
        reason: .lateEvidence, authority: other.authority, explanation: other.reason)),
    about: number, known)
  let value = try other.change.json(at: path, of: kind)
  let statement = Conflict.Statement(value: value, source: other.source)
  let own = Conflict.Statement(
    value: path.value(in: root).map { PayloadDifference.bytes($0) },
    source: RecordedSource.name(in: root) ?? "\(number)")
  let earlier = known.acts.contains { act in
    guard act.target == number, case .disputed(let conflict) = act.act else { return false }
    return conflict.field == path && conflict.statements.contains(statement)
  }
  guard !earlier else { throw .isNotedAlready(path, source: other.source) }
  let conflict = Conflict(
    field: path, statements: [own, statement], preferred: other.isPreferred ? 1 : 0,
    reason: other.reason, authority: other.authority)
  return [DecidedAct(target: number, act: .disputed(conflict))]
    + (other.isPreferred ? corrections : [])
}

/// What a record names as its source.
enum RecordedSource {
  /// The titles and dates of the sources; nothing where the record names none.
  static func name(in payload: JSONValue) -> String? {
    guard let sources = payload["sources"] else { return nil }
    let names = sources.elements.map { source in
      ["title", "date", "url"].compactMap { source[$0]?.string }.joined(separator: " ")
    }
    return names.isEmpty ? nil : names.joined(separator: "; ")
  }
}
