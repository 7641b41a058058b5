/// A question to the archive: filters, words, and how the answer is wanted.
///
/// A filter with several values takes records that fit one of them; different filters must all fit.
public struct Query: Sendable {
  /// The words to find.
  public var words: Words?
  /// Organs, by any name that they have or had; a term of office in a name is asked for as well.
  public var bodies: [String] = []
  /// Whether what belongs to the organs counts as theirs.
  public var reachesSubBodies = true
  /// Kinds of meeting, such as 主任会议.
  public var series: [String] = []
  /// The body's term of office.
  public var term: Int?
  /// The meeting's number in its series.
  public var ordinal: Int?
  /// The first date that may be touched.
  public var from: PartialDate.Part?
  /// The last date that may be touched.
  public var to: PartialDate.Part?
  /// Topics.
  public var topics: [String] = []
  /// Kinds of record.
  public var kinds: [RecordKind] = []
  /// Persons who attend, present, are appointed or removed, or chair the meeting.
  public var persons: [String] = []
  /// A document number.
  public var number: String?
  /// Outcomes of resolutions.
  public var outcomes: [String] = []
  /// Draft stages.
  public var stages: [String] = []
  /// The openness that counts for the record.
  public var openness: [Openness] = []
  /// Records that were withdrawn, and no others; without it, only records that stand.
  public var isRetracted = false
  /// The day on which a text was in force; records that hold no text fit no day.
  public var on: PartialDate.Part?
  /// What had been recorded by this moment.
  public var asOf: RecordingMoment?

  /// What may be shown; stricter records are only counted.
  public var ceiling: Openness?
  /// What was decided after `asOf` about what may be shown.
  public var laterReviews = LaterReviews()
  /// The order of the answer.
  public var order: Order = .newestFirst
  /// The most entries to show; nothing for all.
  public var limit: Int?
  /// How many entries to pass over.
  public var offset = 0
  /// What to count by.
  public var facets: [Facet] = []

  /// Makes a question that everything answers.
  public init() {}

  /// An order of entries.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// By date, oldest first.
    case oldestFirst = "date"
    /// By date, newest first.
    case newestFirst = "-date"
    /// By how well the words fit (BM25), best first.
    case relevance
    /// In the order of recording.
    case recorded
  }

  /// Something to count entries by.
  public enum Facet: String, Hashable, Sendable, CaseIterable {
    /// The organs of the meeting, or the issuers of the document.
    case body
    /// The year in which the date begins.
    case year
    /// The topics.
    case topic
    /// The kind of record.
    case kind
  }
}

extension Query {
  /// The series of meetings for which no kind is named.
  static let plainSeries = "会议"

  /// Reads the number of a meeting or a term as people type it: 40, 四十, 第四十次, 五届.
  public static func number(_ text: String) -> Int? {
    OrdinalText.parse(text, .ordinal) ?? OrdinalText.parse(text, .term)
  }
}
