import EventStore

/// Something done about a record after it was recorded.
public enum RecordAct: Hashable, Sendable {
  /// A field got another value.
  case corrected(Correction)
  /// The record was withdrawn; it stays, and says why.
  case retracted(Retraction)
  /// Fields were erased for good.
  case redacted(RecordRedaction)
  /// It was decided anew to whom the record may be given.
  case reclassified(Reclassification)
  /// Another source says something else of a field.
  case disputed(Conflict)
}

/// One field of a record corrected.
public struct Correction: Hashable, Sendable {
  /// The field, what it was and what it is.
  public let change: FieldChange
  /// What was wrong.
  public let reason: Reason
  /// On whose word.
  public let authority: String
  /// More words about it.
  public let explanation: String?

  /// Why a record is corrected.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The clerk's slip.
    case clerical
    /// The source was wrong.
    case sourceErratum
    /// Something came to be known later.
    case lateEvidence
    /// The same words are understood otherwise.
    case reinterpretation
  }

  /// Makes a correction.
  public init(_ change: FieldChange, reason: Reason, authority: String, explanation: String?) {
    self.change = change
    self.reason = reason
    self.authority = authority
    self.explanation = explanation
  }
}

/// A record withdrawn.
public struct Retraction: Hashable, Sendable {
  /// Why.
  public let reason: Reason
  /// More words about it.
  public let explanation: String?
  /// On whose word.
  public let authority: String
  /// The record that stands in its place.
  public let replacedBy: AccessionNumber?

  /// Why a record is withdrawn.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// It is there twice.
    case duplicate
    /// It was made of a source that does not bear it out.
    case wrongSource
    /// It is about somebody or something else.
    case misattributed
    /// It may not be published any more.
    case depublished
  }

  /// Makes a retraction.
  public init(
    reason: Reason, explanation: String?, authority: String, replacedBy: AccessionNumber?
  ) {
    self.reason = reason
    self.explanation = explanation
    self.authority = authority
    self.replacedBy = replacedBy
  }
}

/// Fields of a record erased.
public struct RecordRedaction: Hashable, Sendable {
  /// The fields.
  public let fields: [FieldPath]
  /// The legal ground.
  public let ground: String
  /// On whose word.
  public let authority: String

  /// Makes a redaction.
  public init(fields: [FieldPath], ground: String, authority: String) {
    self.fields = fields
    self.ground = ground
    self.authority = authority
  }
}

/// A record's openness decided anew.
public struct Reclassification: Hashable, Sendable {
  /// To whom it may be given from now on.
  public let openness: Openness
  /// On which condition, where it may be given on one.
  public let condition: String?
  /// The rule that it follows from.
  public let basis: String
  /// Who decided.
  public let reviewer: String

  /// Makes a decision.
  public init(openness: Openness, condition: String?, basis: String, reviewer: String) {
    self.openness = openness
    self.condition = condition
    self.basis = basis
    self.reviewer = reviewer
  }
}

/// An act as it was recorded.
public struct RecordedAct: Hashable, Sendable {
  /// The record.
  public let target: AccessionNumber
  /// What was done about it.
  public let act: RecordAct
  /// The event.
  public let event: EventType
  /// Where the event stands.
  public let position: Position
  /// When it was recorded.
  public let recordedAt: Timestamp

  var isRedaction: Bool { if case .redacted = act { true } else { false } }
}
