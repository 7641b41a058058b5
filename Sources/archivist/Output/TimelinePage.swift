import Archive

/// Records along the time, for somebody who looks at a terminal: how many there are when, and below each
/// meeting and document on its day.
struct TimelinePage {
  /// A record of the answer with its items, which stand in its line.
  private struct Event {
    let entry: Entry
    var items: [Entry] = []
  }

  private let events: [Event]
  /// How many records of the answer are not among the entries.
  private let others: Int
  private let years: [(value: String, count: Int)]

  /// Longer pages are not drawn record by record.
  static let mostEntries = 2000
  private static let mostEvents = 400

  /// - Parameters:
  ///   - entries: Those that were asked for, in order, of which there may be more.
  ///   - total: How many fit.
  ///   - years: How many fit of each year.
  init(_ entries: [Entry], of total: Int, years: [(value: String, count: Int)]) {
    others = total - entries.count
    self.years = years
    let whole = Set(entries.lazy.filter { $0.meeting == nil }.map(\.accession.serial))
    var items: [UInt64: [Entry]] = [:]
    for entry in entries where entry.meeting != nil {
      items[entry.accession.serial, default: []].append(entry)
    }
    // An item whose meeting is not in the answer stands by itself.
    events = entries.compactMap { entry in
      if entry.meeting == nil {
        return Event(entry: entry, items: items[entry.accession.serial] ?? [])
      }
      return whole.contains(entry.accession.serial) ? nil : Event(entry: entry)
    }
  }

  /// Whether each record is drawn.
  var isWhole: Bool { others == 0 && events.count <= TimelinePage.mostEvents }

  func write(to output: Output) throws(Failure) {
    let width = output.width ?? 80
    if let axis = axis(width: max(16, width - 12)) {
      for line in axis.lines(output.style) { try output.line(line) }
    }
    guard isWhole else { return }
    var before: PartialDate.Part?
    var year: Int?
    for event in events {
      let part = TimelinePage.part(of: event.entry.date)
      if part?.year != year || before == nil && part == nil {
        try output.line()
        let name = part.map { "\($0.year)" } ?? output.text(.date(.unknown))
        try output.line(output.style(name, .heading))
        year = part?.year
      } else if let part, let before, part.month != before.month {
        try output.line(TimelinePage.margin + output.style("│", .quiet))
      }
      try write(event, isSameDay: part != nil && part == before, width, to: output)
      before = part
    }
  }

  /// The columns in front of the line along which records stand.
  private static let margin = String(repeating: " ", count: 7)

  private func write(
    _ event: Event, isSameDay: Bool, _ width: Int, to output: Output
  ) throws(Failure) {
    let entry = event.entry
    let day = isSameDay ? "" : TimelinePage.day(of: entry.date)
    let style = output.style
    let number = "\(entry.accession)"
    let counts = counts(of: event).map(output.text).joined(separator: " · ")
    let marks = Phrase.marks(of: entry).map(output.text).joined()
    let head = TextWidth.pad(day, to: 6)
    let used = 6 + 3 + TextWidth.columns(number) + 2
    let behind = counts.isEmpty ? "" : "  " + counts
    let room = max(12, width - used - TextWidth.columns(behind))
    let title = TextWidth.truncate(marks + Printable.line(entry.title), to: room)
    var line = style(head, .heading) + " " + style(TimelinePage.symbol(of: entry.kind), .kind)
    line += " " + style(number, .name) + "  " + title + style(behind, .quiet)
    try output.line(line)
  }

  private static func symbol(of kind: RecordKind) -> String {
    switch kind {
    case .meeting: "●"
    case .document: "■"
    case .report, .resolution, .personnel, .matter, .agreement: "○"
    }
  }

  /// How many items of each kind a meeting has; of an item alone what it is.
  private func counts(of event: Event) -> [Phrase] {
    guard event.entry.meeting == nil else { return [.kind(event.entry.kind)] }
    return RecordKind.allCases.compactMap { kind in
      let count = event.items.count { $0.kind == kind }
      return count == 0 ? nil : .Timeline.count(of: kind, count)
    }
  }

  private static func part(of date: PartialDate) -> PartialDate.Part? {
    switch date.form {
    case .unknown: nil
    case .single(let part): part
    case .range(let start, let end): start ?? end
    }
  }

  /// The day in its year.
  private static func day(of date: PartialDate) -> String {
    guard let part = part(of: date) else { return "" }
    let text = "\(part)"
    return String(text.dropFirst(5))
  }

  private func axis(width: Int) -> TimeAxis? {
    let dates: [(PartialDate.Part, Int)] =
      others == 0
      ? events.compactMap { event in TimelinePage.part(of: event.entry.date).map { ($0, 1) } }
      : years.compactMap { year in
        Int(year.value).flatMap { PartialDate.Part(year: $0) }.map { ($0, year.count) }
      }
    return TimeAxis(dates, width: width)
  }
}
