/// Which series to look through for missing numbers.
///
/// Filters on meetings leave out documents, and the other way round; without any filter both are
/// looked through.
public struct GapQuery: Hashable, Sendable {
  /// Leading organs of meetings, by any spelling; a term in the name (市五届人大常委会) counts too.
  public var bodies: [String] = []
  /// Kinds of meeting, such as 主任会议; 会议 for those without a kind.
  public var series: [String] = []
  /// The body's term of office.
  public var term: Int?
  /// Agencies' short names as document numbers have them, such as 渝府办发.
  public var agencies: [String] = []
  /// The year in document numbers.
  public var year: Int?
  /// Whether numbers from 1 up to the lowest recorded one are missing too.
  public var countsFromFirst = false

  /// Makes a question about every series.
  public init() {}

  private var asksForMeetings: Bool { !bodies.isEmpty || !series.isEmpty || term != nil }
  private var asksForDocuments: Bool { !agencies.isEmpty || year != nil }
  /// Whether series of meetings are looked through.
  var wantsMeetings: Bool { asksForMeetings || !asksForDocuments }
  /// Whether document numbers are looked through.
  var wantsDocuments: Bool { asksForDocuments || !asksForMeetings }
}

/// A series in which numbers are missing.
public struct Gap: Hashable, Sendable {
  /// What counts in one row.
  public enum Series: Hashable, Sendable {
    /// The meetings of one kind that a body holds in one term, or without a term.
    case meetings(body: String, series: String, term: Int?)
    /// The document numbers that an agency gave in one year.
    case documents(agency: String, year: Int)
  }

  /// What counts in one row.
  public let series: Series
  /// The missing numbers as runs, in order, no two of them touching.
  public let missing: [ClosedRange<Int>]

  /// How many numbers are missing.
  public var count: Int { missing.reduce(0) { $0 + $1.count } }

  /// The missing numbers, smallest first.
  public var numbers: some Sequence<Int> { missing.lazy.joined() }

  /// The runs of numbers that are not there, between the lowest and the highest that are; from 1 on
  /// where that is wanted.
  static func runs(
    missingIn numbers: some Sequence<Int>, fromFirst: Bool = false
  ) -> [ClosedRange<Int>] {
    let sorted = Set(numbers).sorted()
    guard let first = sorted.first else { return [] }
    var runs: [ClosedRange<Int>] = []
    var last = fromFirst ? min(0, first) : first
    for number in sorted {
      if number - last > 1 { runs.append(last + 1...number - 1) }
      last = number
    }
    return runs
  }
}
