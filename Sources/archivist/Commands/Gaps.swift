import Archive
import EventStore

extension Command {
  static let gaps = Command(
    name: "gaps", group: .ask, summary: Phrase.Gaps.summary,
    options: [
      OptionSpec(name: "body", placeholder: "NAME", isRepeated: true, help: Phrase.Gaps.body),
      OptionSpec(
        name: "series", placeholder: "NAME", isRepeated: true, help: Phrase.Gaps.series),
      OptionSpec(name: "term", placeholder: "N", help: Phrase.Filter.term),
      OptionSpec(
        name: "agency", placeholder: "NAME", isRepeated: true, help: Phrase.Gaps.agency),
      OptionSpec(name: "year", placeholder: "YEAR", help: Phrase.Gaps.year),
      OptionSpec(name: "from-first", help: Phrase.Gaps.fromFirst),
      FilterOptions.asOf,
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["table", "json"]),
        help: Phrase.Option.format),
    ],
    details: [Phrase.Gaps.meetings, Phrase.Gaps.documents, Phrase.Gaps.range],
    examples: [
      Example(line: "archivist gaps", meaning: Phrase.Gaps.everything),
      Example(
        line: "archivist gaps --body 市人大常委会 --series 主任会议 --term 5",
        meaning: Phrase.Gaps.oneSeries),
      Example(
        line: "archivist gaps --agency 渝府办发 --year 2020 --from-first",
        meaning: Phrase.Gaps.numbers),
    ],
    pages: true,
    run: { arguments, session throws(Failure) in
      let query = try query(arguments)
      let moment = try FilterOptions.moment(arguments)
      let index = try session.index(of: try session.archive(arguments), asOf: moment)
      let gaps = index.gaps(query)
      if arguments.value("format") == "json" {
        return try session.output.write(JSONList.bytes(gaps) { $0.write(to: &$1) })
      }
      try GapTable.write(gaps, to: session.output)
      try session.output.flush()
      guard gaps.isEmpty else { return }
      if let body = query.bodies.first(where: { !index.knowsBody($0) }) {
        let nearest = index.bodies(near: body).first.map { Phrase.didYouMeanBody($0) }
        session.note(.noMeetings(of: body) + (nearest ?? Phrase(same: "")))
      } else {
        session.note(.nothingMissing)
      }
    })

  private static func query(_ arguments: Arguments) throws(Failure) -> GapQuery {
    var query = GapQuery()
    query.bodies = arguments.list("body")
    query.series = arguments.list("series")
    query.term = try arguments.value("term", expecting: .number) { Query.number($0) }
    query.agencies = arguments.list("agency")
    query.year = try arguments.value("year", expecting: .year) { text in
      PartialDate.Part(asTyped: text).flatMap { $0.month == nil ? $0.year : nil }
    }
    query.countsFromFirst = arguments.has("from-first")
    return query
  }
}

/// Missing numbers as tables for people: meetings, and below them document numbers.
private enum GapTable {
  static func write(_ gaps: [Gap], to output: Output) throws(Failure) {
    var meetings = Rows([
      .init(header: Phrase.Header.body, least: 12), .init(header: Phrase.Gaps.seriesHeader),
      .init(header: Phrase.label("term"), isRight: true),
    ])
    var documents = Rows([
      .init(header: Phrase.Gaps.agencyHeader, least: 8), .init(header: Phrase.Header.year),
    ])
    for gap in gaps {
      switch gap.series {
      case .meetings(let body, let series, let term):
        meetings.add([body, series, term.map(String.init) ?? ""], gap)
      case .documents(let agency, let year): documents.add([agency, "\(year)"], gap)
      }
    }
    try meetings.write(to: output)
    if !meetings.isEmpty, !documents.isEmpty { try output.line() }
    try documents.write(to: output)
  }

  /// Rows of one kind, each with its missing numbers, which go on below themselves where the
  /// terminal is too narrow.
  private struct Rows {
    private let heads: [Table.Column]
    private var rows: [(cells: [String], gap: Gap)] = []

    init(_ heads: [Table.Column]) { self.heads = heads }

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ cells: [String], _ gap: Gap) {
      rows.append((cells + ["\(gap.count)"], gap))
    }

    /// The numbers keep at least so many columns.
    private static let least = 16

    func write(to output: Output) throws(Failure) {
      let columns =
        heads + [
          .init(header: Phrase.Gaps.countHeader, isRight: true),
          .init(header: Phrase.Gaps.missingHeader, least: Rows.least),
        ]
      var table = Table(columns)
      let room = room(columns, output)
      for row in rows {
        let separator = output.text(Phrase.Gaps.between)
        let lines = Rows.lines(row.gap, separator, room)
        table.add(row.cells + [lines[0]])
        for line in lines.dropFirst() { table.add(row.cells.map { _ in "" } + [line]) }
      }
      for line in table.lines(for: output) { try output.line(line) }
    }

    /// How many columns of the terminal the numbers have.
    private func room(_ columns: [Table.Column], _ output: Output) -> Int {
      guard let width = output.width else { return .max }
      let used = columns.indices.dropLast().reduce(0) { used, column in
        let cells = rows.map { $0.cells[column] } + [output.text(columns[column].header)]
        return used + (cells.map { TextWidth.columns($0) }.max() ?? 0) + 2
      }
      return max(Rows.least, width - used)
    }

    /// Runs such as 4–7, as many on a line as fit.
    private static func lines(_ gap: Gap, _ separator: String, _ room: Int) -> [String] {
      var lines: [String] = []
      var line = ""
      for (index, run) in gap.missing.enumerated() {
        var text = "\(run.lowerBound)"
        if run.count > 1 { text += "–\(run.upperBound)" }
        if index < gap.missing.count - 1 { text += separator }
        if !line.isEmpty, TextWidth.columns(line + text.trimmingTrailingSpaces) > room {
          lines.append(line.trimmingTrailingSpaces)
          line = ""
        }
        line += text
      }
      return lines + [line]
    }
  }
}
