/// A time from one date on and up to another, each known as far as it is known.
public struct Period: Hashable, Sendable {
  /// The first day.
  public let start: PartialDate
  /// The first day behind the period; nothing where it goes on.
  public let end: PartialDate?

  /// Makes a period; a date that is unknown may be any.
  public init(from start: PartialDate, until end: PartialDate? = nil) {
    self.start = start
    self.end = end
  }

  /// How a day lies to a period.
  public enum Relation: Hashable, Sendable {
    /// Before it, however its dates are meant.
    case before
    /// In it, however they are meant.
    case within
    /// In it, or not, depending on what day a date really was.
    case uncertain
    /// Behind it, however they are meant.
    case after
  }

  /// How a day lies to the period: the first day belongs to it, the day of the end no longer does.
  public func relation(of day: PartialDate.Part) -> Relation {
    relation(first: day.firstDay, last: day.lastDay)
  }

  private func relation(first: Int, last: Int) -> Relation {
    let (startsFrom, startsBy) = (start.firstDay ?? .min, start.lastDay ?? .max)
    if last < startsFrom { return .before }
    if let end {
      let (endsFrom, endsBy) = (end.firstDay ?? .min, end.lastDay ?? .max)
      if first >= endsBy { return .after }
      if last >= endsFrom { return .uncertain }
    }
    return first >= startsBy ? .within : .uncertain
  }
}
