import EventStore

/// A record that was drafted from a page: its minutes, and where each field comes from.
public struct DraftedRecord: Sendable {
  /// A meeting or a document.
  public let kind: RecordKind
  /// Its title.
  public let title: String
  /// The lines of the page that it is made of.
  public let lines: ClosedRange<Int>
  /// Where each field comes from, in the order of the fields.
  public let evidence: [DraftEvidence]
  /// The record as JSON, with its items; a required member may be missing, which is a doubt then.
  let json: [UInt8]

  /// The fields that somebody should look at.
  public var doubts: [DraftEvidence] { evidence.filter { $0.doubt != nil } }
}

/// What of a page was not drafted, and why.
public struct LeftOut: Sendable {
  /// Why.
  public enum Reason: String, Sendable {
    /// It reports no meeting.
    case noMeeting
    /// It speaks of a meeting without reporting it: a mention, an announcement, a reference.
    case mentionOnly
    /// It is opinion or background: a comment, an interview, a column.
    case opinion
    /// It reports a meeting abroad, or one of states.
    case foreign
  }

  /// The lines of the page.
  public let lines: ClosedRange<Int>
  /// Its headline, or its first words.
  public let title: String
  /// Why.
  public let reason: Reason
}
