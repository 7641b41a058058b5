import EventStore

/// A meeting as an article reports it, before it is written down as minutes.
struct DraftedMeeting: Sendable {
  var found: FoundMeeting
  /// The day, as it is recorded.
  var date = PartialDate.unknown
  /// `edition` or `inferred`; nothing where the text states the day whole.
  var dateBasis: String?
  var dateWords: Passage?
  var attendance: [AttendanceReader.Attendee] = []
  var items: [DraftedItem] = []
  var quorum: Quorum?
  /// The headline that names it.
  var headline: Passage?
  /// The paragraphs that speak of it.
  var paragraphs: [Passage] = []
  var doubts: [DraftDoubt] = []

  var name: MeetingName { found.name }

  /// Whether another finding speaks of the same meeting.
  func isSame(_ other: FoundMeeting) -> Bool {
    let (a, b) = (name, other.name)
    if b.isBare { return true }
    if let one = a.ordinal, let two = b.ordinal {
      return one == two && (a.series == b.series || a.body == b.body || b.body == nil)
    }
    return a.ordinal == nil && b.ordinal == nil
      && (a.series == b.series || a.body == b.body || b.body == nil)
      || b.ordinal == nil && (b.body == nil || b.body == a.body || a.body == nil)
  }
}

/// Resolves days that are told without a month or a year.
struct DayResolver {
  /// The day of the edition, counted from 1970-01-01.
  let edition: Int?
  /// The day of writing that the dateline tells.
  let dateline: Int?

  init(edition: PartialDate.Part?, dateline: DayWords?) {
    let day = edition?.day == nil ? nil : edition?.firstDay
    self.edition = day
    let own = DayResolver(edition: day)
    self.dateline = dateline.flatMap { own.resolve($0)?.day }
  }

  private init(edition: Int?) {
    self.edition = edition
    dateline = nil
  }

  /// The day of writing.
  var writing: Int? { dateline ?? edition }

  /// The day that words tell, and whether they tell it whole; nothing where no such day can be written.
  func resolve(_ words: DayWords) -> (day: Int, isWhole: Bool, first: Int?)? {
    reckon(words).flatMap { DayResolver.date($0.day) == .unknown ? nil : $0 }
  }

  private func reckon(_ words: DayWords) -> (day: Int, isWhole: Bool, first: Int?)? {
    if let before = words.before { return writing.map { ($0 - before, false, nil) } }
    guard let day = words.day else { return nil }
    if let year = words.year, let month = words.month {
      return CivilDay.daysSince1970(year: year, month: month, day: day).map {
        ($0, true, first(words, before: $0))
      }
    }
    guard let writing else { return nil }
    let now = CivilDay.civil(daysSince1970: writing)
    if let month = words.month {
      // A day that lies ahead by more than some weeks was last year's.
      for year in [now.year, now.year - 1] {
        if let found = CivilDay.daysSince1970(year: year, month: month, day: day),
          found <= writing + 45
        {
          return (found, false, first(words, before: found))
        }
      }
      return nil
    }
    var (year, month) = (now.year, now.month)
    if day > now.day + 7 {
      month -= 1
      if month == 0 { (year, month) = (year - 1, 12) }
    }
    return CivilDay.daysSince1970(year: year, month: month, day: day).map {
      ($0, false, first(words, before: $0))
    }
  }

  private func first(_ words: DayWords, before last: Int) -> Int? {
    guard let from = words.from else { return nil }
    let civil = CivilDay.civil(daysSince1970: last)
    var year = civil.year
    let month = from.month ?? civil.month
    if month > civil.month { year -= 1 }
    return CivilDay.daysSince1970(year: year, month: month, day: from.day)
  }

  /// The date of a day.
  static func date(_ day: Int) -> PartialDate {
    let civil = CivilDay.civil(daysSince1970: day)
    guard let part = PartialDate.Part(year: civil.year, month: civil.month, day: civil.day) else {
      return .unknown
    }
    return PartialDate(part)
  }
}
