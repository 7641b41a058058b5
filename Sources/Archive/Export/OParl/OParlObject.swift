import EventStore

/// Writes one object of OParl 1.1.
struct OParlObject {
  /// What the object is.
  enum Kind: String {
    case system = "System"
    case body = "Body"
    case organization = "Organization"
    case person = "Person"
    case meeting = "Meeting"
    case agendaItem = "AgendaItem"
    case paper = "Paper"
    case consultation = "Consultation"
    case file = "File"
    case location = "Location"
  }

  /// When an object was made, and when anything was last done about it.
  struct Moments {
    var created: Timestamp
    var modified: Timestamp

    /// Those of a record.
    init(_ entry: Entry) {
      created = entry.recordedAt
      modified = max(entry.recordedAt, entry.acts.last?.recordedAt ?? entry.recordedAt)
    }

    init(_ created: Timestamp, _ modified: Timestamp) {
      (self.created, self.modified) = (created, modified)
    }

    /// Takes in those of a part.
    mutating func add(_ entry: Entry) {
      modified = max(modified, Moments(entry).modified)
    }
  }

  private static let schema = "https://schema.oparl.org/1.1/"

  /// The version of OParl.
  static let version = schema

  /// Writes an object: its members, between what every object has.
  static func bytes(
    _ kind: Kind, _ url: String, _ moments: Moments, isDeleted: Bool = false,
    _ members: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("id", url)
      writer.member("type", schema + kind.rawValue)
      members(&writer)
      writer.member("created", text(moments.created))
      writer.member("modified", text(moments.modified))
      if isDeleted {
        writer.name("deleted")
        writer.boolean(true)
      }
    }
    return writer.bytes
  }

  /// A moment, to the second.
  private static func text(_ moment: Timestamp) -> String {
    String(moment.description.prefix(19)) + "+00:00"
  }
}

extension JSONWriter {
  /// Writes a member that is an array of objects, unless there are none.
  mutating func member(_ name: String, objects: [[UInt8]]) {
    guard !objects.isEmpty else { return }
    self.name(name)
    array { writer in
      for object in objects { writer.raw(object) }
    }
  }

  /// Writes a member that is true or false.
  mutating func member(_ name: String, _ value: Bool) {
    self.name(name)
    boolean(value)
  }
}
