import EventStore

/// An object of minutes that is being put together from another system's record.
///
/// Its members are written in the order of the schema, whatever the order in which they came.
struct ImportedObject {
  private var members: [String: Value] = [:]
  /// Lines for the member `notes`, which has whatever has no place elsewhere.
  var notes: [String] = []

  /// The value of a member.
  indirect enum Value {
    case text(String)
    case texts([String])
    case integer(Int)
    case object(ImportedObject)
    case objects([ImportedObject])
    /// JSON as it stands in the source.
    case raw([UInt8])
  }

  /// The value of a member; nothing where it is not there.
  subscript(name: String) -> Value? {
    get { members[name] }
    set { members[name] = newValue }
  }

  /// The text of a member.
  func text(_ name: String) -> String? {
    if case .text(let text) = members[name] { text } else { nil }
  }

  /// The number of a member.
  func integer(_ name: String) -> Int? {
    if case .integer(let number) = members[name] { number } else { nil }
  }

  /// The texts of a member.
  func texts(_ name: String) -> [String] {
    if case .texts(let texts) = members[name] { texts } else { [] }
  }

  /// Gives a member a text, unless there is nothing in it.
  mutating func set(_ name: String, _ text: String?) {
    if let text, !text.isEmpty { members[name] = .text(text) }
  }

  /// Takes a member away.
  mutating func remove(_ name: String) { members[name] = nil }

  /// Gives a member texts, unless there are none.
  mutating func set(_ name: String, _ texts: [String]) {
    if !texts.isEmpty { members[name] = .texts(texts) }
  }

  /// Gives a member objects, unless there are none.
  mutating func set(_ name: String, _ objects: [ImportedObject]) {
    if !objects.isEmpty { members[name] = .objects(objects) }
  }

  /// Gives a member an object, unless there is nothing in it.
  mutating func set(_ name: String, _ object: ImportedObject) {
    if !object.members.isEmpty { members[name] = .object(object) }
  }

  /// Adds a line to the notes: a name and what it says.
  mutating func note(_ name: String, _ text: String) {
    if !text.isEmpty { notes.append("\(name): \(text)") }
  }

  /// Whether nothing was said but what kind of an item it is.
  var isBare: Bool { notes.isEmpty && members.allSatisfy { $0.key == "item" } }

  /// Writes the object, with its items where it has any.
  func write(_ schema: ObjectSchema, items: [Item] = [], to writer: inout JSONWriter) {
    writer.object { writer in
      for member in schema.members {
        if member.name == "notes" {
          let lines = (text("notes").map { [$0] } ?? []) + notes
          guard !lines.isEmpty else { continue }
          writer.key(member.key)
          writer.string(lines.joined(separator: "\n"))
        } else if let value = members[member.name] {
          writer.key(member.key)
          write(value, member.shape, to: &writer)
        }
      }
      guard !items.isEmpty else { return }
      writer.name("items")
      writer.array { writer in
        for item in items { item.object.write(item.schema, to: &writer) }
      }
    }
  }

  private func write(_ value: Value, _ shape: Shape, to writer: inout JSONWriter) {
    switch value {
    case .text(let text): writer.string(text)
    case .texts(let texts):
      writer.array { writer in
        for text in texts { writer.string(text) }
      }
    case .integer(let number): writer.integer(number)
    case .raw(let bytes): writer.raw(bytes)
    case .object(let object):
      guard case .object(let schema) = shape else { preconditionFailure("no object stands there") }
      object.write(schema, to: &writer)
    case .objects(let objects):
      guard case .objects(let schema) = shape else { preconditionFailure("no objects stand there") }
      writer.array { writer in
        for object in objects { object.write(schema, to: &writer) }
      }
    }
  }

  /// An item of a meeting, and what items of its kind are made of.
  struct Item {
    let kind: RecordKind
    var object: ImportedObject

    init(_ kind: RecordKind) {
      self.kind = kind
      object = ImportedObject()
      object.set("item", kind.rawValue)
    }

    fileprivate var schema: ObjectSchema { MinutesSchema.schema(of: kind) }
  }
}

extension ImportedObject {
  /// A source: what it is called, and where it can be had.
  static func source(title: String?, url: String?) -> ImportedObject {
    var source = ImportedObject()
    source.set("title", title)
    source.set("url", url)
    return source
  }

  /// Somebody who attended.
  static func attendance(_ person: String, office: String? = nil, as capacity: String) -> Self {
    var attendance = ImportedObject()
    attendance.set("person", person)
    attendance.set("office", office)
    attendance.set("capacity", capacity)
    return attendance
  }
}
