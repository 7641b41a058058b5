import EventStore

/// Whether a text was in force on some day, as far as the record tells.
public struct Force: Hashable, Sendable {
  /// What is known of a day.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// The text was in force.
    case inForce
    /// It may have been: a date is not known to the day.
    case uncertain
    /// It was not in force yet.
    case notYet
    /// It was no longer in force.
    case ended
  }

  /// The day that was asked for.
  public let day: PartialDate.Part
  /// What is known of that day.
  public let status: Status
  /// When the text was in force.
  public let period: Period
  /// The record that ended it: that repealed the text, or holds its next version.
  public let endedBy: AccessionNumber?
  /// Records that changed the text by then and left it in force.
  public let changedBy: [AccessionNumber]

  /// Writes it as the member `inForce` of an entry.
  public func write(to writer: inout JSONWriter) {
    writer.name("inForce")
    writer.object { writer in
      for (name, value) in [
        ("on", "\(day)"), ("status", status.rawValue), ("from", "\(period.start)"),
        ("until", period.end.map { "\($0)" }), ("endedBy", endedBy.map { "\($0)" }),
      ] {
        guard let value else { continue }
        writer.name(name)
        writer.string(value)
      }
      guard !changedBy.isEmpty else { return }
      writer.name("changedBy")
      writer.array { writer in
        for accession in changedBy { writer.string("\(accession)") }
      }
    }
  }
}
