import EventStore

/// Why the archive could not do what it was asked.
public enum ArchiveError: Error, Sendable {
  /// Minutes are refused; nothing was recorded.
  case refused([RefusedRecord])
  /// What was asked about a record makes no sense; nothing was recorded.
  case actRefused(AccessionNumber, ActRefusal)
  /// What was asked about a topic makes no sense; nothing was recorded.
  case topicRefused(TopicRefusal)
  /// What was asked about a body makes no sense; nothing was recorded.
  case bodyRefused(BodyRefusal)
  /// What was asked about a person makes no sense; nothing was recorded.
  case personRefused(PersonRefusal)
  /// The time zone is not one that this machine knows.
  case unknownZone(String)
  /// This machine does not know the archive's zone, and so not when its days end.
  case noDays(zone: String)
  /// There is no record of this number.
  case unknownRecord(AccessionNumber)
  /// The search index cannot be read, and cannot be made.
  case noIndex
  /// The log failed.
  case store(EventStoreError)
}

/// A record that was refused, and where its minutes stand.
public struct RefusedRecord: Hashable, Sendable {
  /// Where its minutes stand.
  public let source: MinutesPlace
  /// Its title.
  public let title: String
  /// Why.
  public let refusal: Refusal
}

extension RefusedRecord: CustomStringConvertible {
  /// The place, the title and the reason.
  public var description: String { "\(source.file):\(source.line): \(title): \(refusal)" }
}

extension ArchiveError: CustomStringConvertible {
  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .refused(let records):
      records.map { "\($0)" }.joined(separator: "\n")
    case .actRefused(let number, let refusal): "\(number): \(refusal)"
    case .topicRefused(let refusal): "\(refusal)"
    case .bodyRefused(let refusal): "\(refusal)"
    case .personRefused(let refusal): "\(refusal)"
    case .unknownZone(let zone):
      "\(zone) is no time zone that this machine knows; expected a name such as Asia/Shanghai"
    case .noDays(let zone):
      """
      this machine does not know the archive's time zone \(zone), and so not when its days end; \
      install the time zone database (tzdata), or give a position: @1234
      """
    case .unknownRecord(let number):
      "there is no record \(number)"
    case .noIndex:
      """
      the search index can neither be read nor made; run 'archivist index' where its folder can be \
      written to
      """
    case .store(let error):
      "\(error)"
    }
  }
}
