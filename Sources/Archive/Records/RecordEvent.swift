import EventStore

/// Something that happened to a record since it was first recorded.
public struct RecordEvent: Hashable, Sendable {
  /// The position of the event.
  public let position: Position
  /// When it was recorded.
  public let recordedAt: Timestamp
  /// What happened.
  public let event: EventType
  /// The field that was changed.
  public var field: String?
  /// What it said before.
  public var old: String?
  /// What it says since.
  public var new: String?
  /// Why.
  public var reason: String?
  /// Who decided it.
  public var authority: String?

  /// Writes the event as one object; members that do not apply are absent.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("position")
      writer.integer(Int(position.rawValue))
      for (name, value) in [
        ("recorded", recordedAt.description), ("event", event.name), ("field", field),
        ("old", old), ("new", new), ("reason", reason), ("authority", authority),
      ] {
        guard let value else { continue }
        writer.name(name)
        writer.string(value)
      }
    }
  }
}

extension SearchIndex {
  /// What happened to a record, in the order of recording; nothing where there is none of this
  /// number.
  public func events(of accession: AccessionNumber) -> [RecordEvent]? {
    entry(accession).map { entry in
      [RecordEvent(position: entry.position, recordedAt: entry.recordedAt, event: entry.event)]
    }
  }
}
