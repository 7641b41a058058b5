/// Why a field of a draft should be looked at.
public enum DraftDoubt: Hashable, Sendable, CaseIterable {
  /// The text names no organ.
  case noBody
  /// No day is told.
  case noDate
  /// A day is told without a year, and nothing says when the text was written.
  case noEdition
  /// The text tells no day; it is that of the edition or of the dateline.
  case dayOfWriting
  /// The day is long before that of the edition, so that one of them may be wrong.
  case longAgo
  /// The meeting is named only by its headline.
  case onlyHeadline

  /// What may be doubtful of a day.
  static let ofDate: [DraftDoubt] = [.noDate, .noEdition, .dayOfWriting, .longAgo]
}

extension DraftDoubt: CustomStringConvertible {
  /// The reason in English, as a phrase that continues the name of a field.
  public var description: String {
    switch self {
    case .noBody: "the text names no organ that holds the meeting"
    case .noDate: "the text tells no day"
    case .noEdition: "the text tells the day without the year; --edition supplies it"
    case .dayOfWriting: "the text tells no day; this is the day it was written"
    case .longAgo: "the day is long before the edition; one of the two may be wrong"
    case .onlyHeadline: "only the headline names the meeting"
    }
  }
}
