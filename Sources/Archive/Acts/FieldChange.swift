import EventStore

/// What a field of a record was, and what it is from now on.
///
/// Values are JSON without spaces; a field that is absent has none.
public struct FieldChange: Hashable, Sendable {
  /// The field.
  public let path: FieldPath
  /// What it was.
  public let old: [UInt8]?
  /// What it is.
  public let new: [UInt8]?

  /// Makes a change.
  public init(path: FieldPath, old: [UInt8]?, new: [UInt8]?) {
    self.path = path
    self.old = old
    self.new = new
  }
}

// MARK: - Carrying out

/// Puts values into a payload; the rest of it stays as it is.
struct PayloadEdit {
  private let schema: ObjectSchema?

  /// - Parameter schema: Tells where a new member stands among the others.
  init(_ schema: ObjectSchema) { self.schema = schema }

  /// The payload with another value in a field, or without the field.
  ///
  /// A path that leads through something that is not there changes nothing.
  func set(_ path: FieldPath, to new: [UInt8]?, in payload: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    PayloadEdit.write(payload, path.steps[...], new, schema, to: &writer)
    return writer.bytes
  }

  private static func write(
    _ value: JSONValue, _ steps: ArraySlice<FieldPath.Step>, _ new: [UInt8]?,
    _ schema: ObjectSchema?, to writer: inout JSONWriter
  ) {
    switch (steps.first, value.kind) {
    case (.member(let name)?, .object): write(value, name, steps, new, schema, to: &writer)
    case (.element(let index)?, .array): write(value, index, steps, new, schema, to: &writer)
    default: writer.value(value)
    }
  }

  private static func write(
    _ value: JSONValue, _ name: String, _ steps: ArraySlice<FieldPath.Step>, _ new: [UInt8]?,
    _ schema: ObjectSchema?, to writer: inout JSONWriter
  ) {
    let order = schema?.members.map(\.name) ?? []
    let rank = order.firstIndex(of: name) ?? order.count
    // Objects on the way that are not there yet are made.
    let new = value[name] == nil ? new.flatMap { nest($0, steps.dropFirst()) } : new
    let steps = value[name] == nil ? steps.prefix(1) : steps
    // A new member stands in front of the first that the schema has behind it.
    var isWritten = value[name] != nil || new == nil
    writer.object { writer in
      for member in value.members {
        let own = member.name.string ?? ""
        if !isWritten, let place = order.firstIndex(of: own), place > rank, let new {
          writer.name(name)
          writer.raw(new)
          isWritten = true
        }
        if own == name, steps.count == 1 {
          guard let new else { continue }
          writer.name(own)
          writer.raw(new)
        } else if own == name {
          writer.name(own)
          write(
            member.value, steps.dropFirst(), new, schema?.inner(of: name), to: &writer)
        } else {
          writer.name(own)
          writer.value(member.value)
        }
      }
      if !isWritten, let new {
        writer.name(name)
        writer.raw(new)
      }
    }
  }

  /// A value inside of the objects that lead to it; nothing where a list would have to.
  private static func nest(_ value: [UInt8], _ steps: ArraySlice<FieldPath.Step>) -> [UInt8]? {
    var nested = value
    for step in steps.reversed() {
      guard case .member(let name) = step else { return nil }
      var writer = JSONWriter()
      writer.object { writer in
        writer.name(name)
        writer.raw(nested)
      }
      nested = writer.bytes
    }
    return nested
  }

  private static func write(
    _ value: JSONValue, _ index: Int, _ steps: ArraySlice<FieldPath.Step>, _ new: [UInt8]?,
    _ schema: ObjectSchema?, to writer: inout JSONWriter
  ) {
    writer.array { writer in
      var count = 0
      for element in value.elements {
        if count == index, steps.count == 1 {
          if let new { writer.raw(new) }
        } else if count == index {
          write(element, steps.dropFirst(), new, schema, to: &writer)
        } else {
          writer.value(element)
        }
        count += 1
      }
      if count == index, steps.count == 1, let new { writer.raw(new) }
    }
  }
}

extension ObjectSchema {
  /// The schema of the object, or of each object, that a member holds.
  func inner(of name: String) -> ObjectSchema? {
    switch members.first(where: { $0.name == name })?.shape {
    case .object(let schema), .objects(let schema): schema
    case .text, .texts, .choice, .count, .ordinal, .date, .page, .lines, .digest, nil: nil
    }
  }

  /// What the value at the end of a path must be; nothing where the schema has no such field.
  func shape(at path: FieldPath) -> Shape? {
    var schema: ObjectSchema? = self
    var shape: Shape?
    for step in path.steps {
      switch (step, shape) {
      case (.member(let name), _):
        guard let member = schema?.members.first(where: { $0.name == name }) else { return nil }
        shape = member.shape
        schema = if case .object(let inner) = member.shape { inner } else { nil }
      case (.element, .texts), (.element, .lines): shape = .text
      case (.element, .objects(let inner)):
        shape = .object(inner)
        schema = inner
      case (.element, _): return nil
      }
    }
    return shape
  }
}

extension MinutesSchema {
  /// The members of a kind of record.
  static func schema(of kind: RecordKind) -> ObjectSchema {
    switch kind {
    case .meeting: meeting
    case .document: document
    case .report: report
    case .resolution: resolution
    case .personnel: personnel
    case .matter: matter
    case .agreement: agreement
    }
  }
}

// MARK: - Finding

/// Tells in which fields two payloads differ.
///
/// Objects are compared member by member, and lists of the same length element by element; a list
/// that grew or shrank is one field.
struct PayloadDifference {
  private(set) var changes: [FieldChange] = []

  /// Compares two payloads of a kind of record.
  init(from old: JSONValue, to new: JSONValue) { compare(old, new, nil) }

  private mutating func compare(_ old: JSONValue, _ new: JSONValue, _ path: FieldPath?) {
    switch (old.kind, new.kind) {
    case (.object, .object):
      var names = old.members.compactMap(\.name.string)
      for name in new.members.compactMap(\.name.string) where !names.contains(name) {
        names.append(name)
      }
      for name in names {
        compare(
          old[name], new[name], path?.appending(.member(name)) ?? FieldPath(member: name))
      }
    case (.array, .array):
      let (one, other) = (Array(old.elements), Array(new.elements))
      guard one.count == other.count, let path else { fallthrough }
      for (index, pair) in zip(one, other).enumerated() {
        compare(pair.0, pair.1, path.appending(.element(index)))
      }
    default:
      guard let path else { return }
      note(path, PayloadDifference.bytes(old), PayloadDifference.bytes(new))
    }
  }

  private mutating func compare(_ old: JSONValue?, _ new: JSONValue?, _ path: FieldPath) {
    if let old, let new {
      compare(old, new, path)
    } else {
      note(path, old.map(PayloadDifference.bytes), new.map(PayloadDifference.bytes))
    }
  }

  private mutating func note(_ path: FieldPath, _ old: [UInt8]?, _ new: [UInt8]?) {
    if old != new { changes.append(FieldChange(path: path, old: old, new: new)) }
  }

  /// A value as it is recorded.
  static func bytes(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.bytes
  }
}
