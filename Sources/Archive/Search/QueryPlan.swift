/// How a question was answered: from what, in which steps, and how long each took.
///
/// Times are those of one run on one machine; everything else is the same wherever the archive is.
public struct QueryPlan: Sendable {
  /// What the answer was made from.
  public internal(set) var source = Source.log(.noIndex)
  /// What was done, in order.
  public var steps: [Step] = []
  /// The parts of the question, in the order in which they are written.
  public internal(set) var parts: [Part] = []

  /// What an answer is made from.
  public enum Source: Hashable, Sendable {
    /// The files of the search index: how many segments, with how many versions of records, and how
    /// many events behind them were read for this question.
    case segments(count: Int, versions: Int, recent: Int)
    /// All records, read from the log.
    case log(Reason)
  }

  /// Why the files of the search index do not answer a question.
  public enum Reason: String, Error, Hashable, Sendable, CaseIterable {
    /// What was in force on a day follows from other records.
    case day
    /// Several persons have a name that is asked for, and only their records tell them apart.
    case person
    /// What may be told of topics beside records that are withheld follows from all records.
    case ceiling
    /// So many entries are wanted that reading all records is faster.
    case manyEntries
    /// There are no files that could be used, and they could not be made.
    case noIndex
    /// A file is damaged, and cannot be made anew.
    case damagedIndex
    /// The log cannot be read where the files say that a record stands.
    case unreadableLog
  }

  /// Something that is done once for a question.
  public enum Stage: String, Hashable, Sendable, CaseIterable {
    /// The question is read.
    case parse
    /// The archive is opened.
    case archive
    /// The files of the search index are opened, or all records are read.
    case open
    /// Records that fit are found.
    case find
    /// They are counted by facets.
    case facet
    /// Those that are asked for are put in order.
    case order
    /// They are read from the log.
    case read
    /// The answer is written.
    case render
  }

  /// A step of the answer.
  public struct Step: Hashable, Sendable {
    /// What was done.
    public let stage: Stage
    /// How many records, or counts, it came to; nothing where it counts none.
    public let count: Int?
    /// How long it took.
    public let duration: Duration

    /// Notes what was done.
    public init(_ stage: Stage, _ duration: Duration, count: Int? = nil) {
      self.stage = stage
      self.duration = duration
      self.count = count
    }
  }

  /// A part of a question, asked by itself.
  public struct Part: Hashable, Sendable {
    /// The part, as it is typed, normalised.
    public let text: String
    /// How many versions of records have all pairs of characters of the words, before their places
    /// are compared; nothing for what is no word, and where no index was used.
    public let candidates: Int?
    /// How many records fit it by itself; of an excluded word, how many have it.
    public let records: Int
    /// How long that took.
    public let duration: Duration
  }

  /// The time of all steps.
  public var duration: Duration { steps.reduce(.zero) { $0 + $1.duration } }

  mutating func add(_ stage: Stage, _ duration: Duration, count: Int) {
    steps.append(Step(stage, duration, count: count))
  }
}

/// Takes the time of one step after the other.
public struct StepClock {
  private var last = ContinuousClock.now

  /// Starts it.
  public init() {}

  /// The time since the last step ended.
  public mutating func lap() -> Duration {
    let now = ContinuousClock.now
    defer { last = now }
    return now - last
  }
}
