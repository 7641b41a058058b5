import EventStore

/// What must be taken out of the log so that fields of a record are gone, and what remains.
///
/// The fields go in every version of the record, and in corrections that tell them. Their words are
/// masked wherever else the record's own events quote them, and in the sources kept for it.
struct RedactionPlan {
  /// The payload of an event, or what an earlier redaction left of it.
  struct Content {
    let position: Position
    let type: EventType
    /// The record or item that the event recorded; nothing where it recorded none.
    let number: AccessionNumber?
    let payload: JSONValue
    /// The event that keeps what is left; nothing where the payload is whole.
    let keeper: Position?
    /// Whether it is the record's, or a source's that was kept for it.
    ///
    /// Others are there because one redaction may keep what is left of several records' payloads, and
    /// goes as a whole.
    let isConcerned: Bool
  }

  /// What is left of each payload that must go, in the order of positions.
  private(set) var remains: [(position: Position, data: [UInt8])] = []
  /// The words that were erased.
  private(set) var words = ErasedWords()

  private let target: AccessionNumber
  private let kind: RecordKind
  private let fields: [FieldPath]

  init(
    _ fields: [FieldPath], of target: AccessionNumber, _ kind: RecordKind, in contents: [Content]
  ) {
    self.target = target
    self.kind = kind
    self.fields = fields
    for content in contents where content.isConcerned { takeWords(of: content) }
    var changed: [Position: [UInt8]] = [:]
    for content in contents where content.isConcerned {
      let edited = edit(content)
      if edited != PayloadDifference.bytes(content.payload) { changed[content.position] = edited }
    }
    // An earlier redaction that keeps something which must go goes as a whole, with all that it keeps.
    let keepers = Set(contents.filter { changed[$0.position] != nil }.compactMap(\.keeper))
    for content in contents {
      let isKept = content.keeper.map(keepers.contains) ?? keepers.contains(content.position)
      if let data = changed[content.position] {
        remains.append((content.position, data))
      } else if isKept {
        remains.append((content.position, PayloadDifference.bytes(content.payload)))
      }
    }
    remains.sort { $0.position < $1.position }
    let kept = Set(contents.filter { $0.keeper != nil }.map(\.position))
    positions = remains.map(\.position).filter { !kept.contains($0) }
  }

  /// The events whose payloads must be taken out.
  private(set) var positions: [Position] = []

  // MARK: Words

  private mutating func takeWords(of content: Content) {
    let schema = MinutesSchema.schema(of: kind)
    if content.number == target {
      for field in fields {
        if let value = field.value(in: content.payload) {
          words.take(value, schema.shape(at: field))
        }
      }
    } else if let path = correctedPath(content) {
      for field in fields {
        for value in [content.payload["old"], content.payload["new"]].compactMap({ $0 }) {
          if path.isWithin(field) {
            words.take(value, schema.shape(at: path))
          } else if field.isWithin(path), let inner = field.behind(path).value(in: value) {
            words.take(inner, schema.shape(at: field))
          }
        }
      }
    }
  }

  /// The field that a correction of the target is about.
  private func correctedPath(_ content: Content) -> FieldPath? {
    guard content.type == RecordAct.correction,
      content.payload["target"]?.isString("\(target)") ?? false
    else { return nil }
    return content.payload["field"]?.string.flatMap { FieldPath($0) }
  }

  // MARK: Editing

  private func edit(_ content: Content) -> [UInt8] {
    var writer = JSONWriter()
    if content.number == target {
      let schema = MinutesSchema.schema(of: kind)
      guard let rest = try? JSONDocument(FieldErasure(schema).erase(fields, in: content.payload))
      else {
        return PayloadDifference.bytes(content.payload)
      }
      words.write(rest.root, .object(schema), to: &writer)
    } else if content.number != nil {
      // Of the other records of the meeting, only what quotes the source.
      writeQuotes(content.payload, to: &writer)
    } else if content.type == KeptSource.eventType {
      writeMembers(content.payload, masking: ["title", "text"], to: &writer)
    } else if let path = correctedPath(content) {
      writeCorrection(content.payload, path, to: &writer)
    } else if content.type == RecordAct.conflict {
      writeConflict(content.payload, to: &writer)
    } else if content.type == RecordAct.correction {
      let isQuote = content.payload["field"]?.string.map(RedactionPlan.isQuote) ?? false
      writeMembers(
        content.payload, masking: isQuote ? ["old", "new", "explanation"] : ["explanation"],
        to: &writer)
    } else {
      writeMembers(content.payload, masking: ["explanation", "condition"], to: &writer)
    }
    return writer.bytes
  }

  private static let quoting: Set<String> = ["asStated", "sources"]

  private static func isQuote(_ field: String) -> Bool {
    FieldPath(field).map { quoting.contains($0.member) } ?? false
  }

  private func writeQuotes(_ payload: JSONValue, to writer: inout JSONWriter) {
    writer.object { writer in
      for member in payload.members {
        let name = member.name.string ?? ""
        writer.name(name)
        let shape: Shape =
          name == "sources" ? .objects(MinutesSchema.source) : name == "asStated" ? .text : .count
        words.write(member.value, shape, to: &writer)
      }
    }
  }

  private func writeMembers(
    _ payload: JSONValue, masking masked: Set<String>, to writer: inout JSONWriter
  ) {
    writer.object { writer in
      for member in payload.members {
        let name = member.name.string ?? ""
        writer.name(name)
        if masked.contains(name) {
          writeText(of: member.value, to: &writer)
        } else {
          writer.value(member.value)
        }
      }
    }
  }

  /// Writes a value of any shape with the words masked in all its texts.
  private func writeText(of value: JSONValue, to writer: inout JSONWriter) {
    switch value.kind {
    case .string: writer.string(words.masked(value.string ?? ""))
    case .array:
      writer.array { writer in
        for element in value.elements { writeText(of: element, to: &writer) }
      }
    case .object:
      writer.object { writer in
        for member in value.members {
          writer.name(member.name.string ?? "")
          writeText(of: member.value, to: &writer)
        }
      }
    case .null, .true, .false, .integer, .number: writer.value(value)
    }
  }

  private func writeCorrection(
    _ payload: JSONValue, _ path: FieldPath, to writer: inout JSONWriter
  ) {
    let schema = MinutesSchema.schema(of: kind)
    let isErased = fields.contains { path.isWithin($0) }
    let inner = fields.filter { $0.isWithin(path) && $0 != path }.map { $0.behind(path) }
    writer.object { writer in
      for member in payload.members {
        let name = member.name.string ?? ""
        let isValue = name == "old" || name == "new"
        if isValue, isErased {
          // An element of a list keeps its place.
          guard fields.contains(path), let blank = FieldErasure.rest(of: member.value, at: path)
          else { continue }
          writer.name(name)
          writer.raw(blank)
          continue
        }
        writer.name(name)
        if isValue {
          let rest = inner.reduce(member.value) { value, field in
            (try? JSONDocument(FieldErasure(schema).erase([field], in: value)))?.root ?? value
          }
          words.write(rest, schema.shape(at: path) ?? .count, to: &writer)
        } else if name == "explanation" {
          writer.string(words.masked(member.value.string ?? ""))
        } else {
          writer.value(member.value)
        }
      }
    }
  }

  /// Writes what sources say of a field; of one that is erased, only that they differ.
  private func writeConflict(_ payload: JSONValue, to writer: inout JSONWriter) {
    let path = payload["field"]?.string.flatMap { FieldPath($0) }
    let isOwn = payload["target"]?.isString("\(target)") ?? false
    let isErased =
      isOwn
      && path.map { path in
        fields.contains { path.isWithin($0) || $0.isWithin(path) }
      } ?? true
    writer.object { writer in
      for member in payload.members {
        let name = member.name.string ?? ""
        writer.name(name)
        if name == "values" {
          writer.array { writer in
            for value in member.value.elements {
              writer.object { writer in
                for part in value.members where !(isErased && part.name.isString("value")) {
                  writer.name(part.name.string ?? "")
                  writeText(of: part.value, to: &writer)
                }
              }
            }
          }
        } else if name == "reason" {
          writeText(of: member.value, to: &writer)
        } else {
          writer.value(member.value)
        }
      }
    }
  }
}

extension FieldPath {
  /// The rest of the path behind another that it leads through.
  func behind(_ other: FieldPath) -> FieldPath {
    FieldPath(Array(steps.dropFirst(other.steps.count)))
  }
}
