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
    switch self {
    case .meeting: RecordKind.meetingType
    case .report: RecordKind.reportType
    case .resolution: RecordKind.resolutionType
    case .personnel: RecordKind.personnelType
    case .matter: RecordKind.matterType
    case .agreement: RecordKind.agreementType
    case .document: RecordKind.documentType
    }
  }

  /// The kind of the record that an event records; nothing where it records none.
  init?(recordedBy event: RecordedEvent) {
    for kind in RecordKind.allCases where event.isOf(kind.eventType) {
      self = kind
      return
    }
    return nil
  }

  /// The event that founds an archive.
  static let founding = type("ArchiveFounded")

  private static let meetingType = type("MeetingRecorded")
  private static let reportType = type("ReportHeard")
  private static let resolutionType = type("ResolutionRecorded")
  private static let personnelType = type("PersonnelActionRecorded")
  private static let matterType = type("MatterDiscussed")
  private static let agreementType = type("AgreementSigned")
  private static let documentType = type("DocumentRecorded")

  private static func type(_ name: String) -> EventType {
    guard let type = EventType(name) else { preconditionFailure("\(name) is no event type") }
    return type
  }
}
