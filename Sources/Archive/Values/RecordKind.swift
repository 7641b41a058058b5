import EventStore

/// What an entry of the archive is.
public enum RecordKind: String, Hashable, Sendable, CaseIterable {
  /// A meeting.
  case meeting
  /// A report heard at a meeting.
  case report
  /// A resolution of a meeting.
  case resolution
  /// An appointment or a removal decided at a meeting.
  case personnel
  /// A matter discussed at a meeting.
  case matter
  /// An agreement signed at a meeting.
  case agreement
  /// A document that stands alone.
  case document

  /// The kinds that stand inside of a meeting.
  public static let items: [RecordKind] = [.report, .resolution, .personnel, .matter, .agreement]

  /// The event that records one.
  var eventType: EventType {
    RecordKind.types.first { $0.kind == self }?.type ?? RecordKind.founding
  }

  /// The kind of the record that an event records; nothing where it records none.
  init?(recordedBy event: RecordedEvent) {
    guard let known = RecordKind.types.first(where: { event.isOf($0.type) }) else { return nil }
    self = known.kind
  }

  /// The event that founds an archive.
  static let founding = type("ArchiveFounded")

  private static let types: [(kind: RecordKind, type: EventType)] = [
    (.meeting, type("MeetingRecorded")), (.report, type("ReportHeard")),
    (.resolution, type("ResolutionRecorded")), (.personnel, type("PersonnelActionRecorded")),
    (.matter, type("MatterDiscussed")), (.agreement, type("AgreementSigned")),
    (.document, type("DocumentRecorded")),
  ]

  private static func type(_ name: String) -> EventType {
    guard let type = EventType(name) else { preconditionFailure("\(name) is no event type") }
    return type
  }
}
