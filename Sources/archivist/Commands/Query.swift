import Archive
import EventStore

extension Command {
  static let query = Command(
    name: "query", group: .ask, summary: Phrase.Search.summary,
    arguments: [ArgumentSpec(placeholder: "WORDS", isRequired: false, isRepeated: true)],
    options: FilterOptions.specs + FilterOptions.paging + [
      OptionSpec(name: "count", help: Phrase.Search.count),
      OptionSpec(
        name: "facet", placeholder: "FACET",
        shape: .choices(Query.Facet.allCases.map(\.rawValue)), isRepeated: true,
        help: Phrase.Search.facet),
      OptionSpec(name: "explain", help: Phrase.Explain.option),
      OptionSpec(
        name: "format", placeholder: "FORMAT",
        shape: .choice(["table"] + EntryExport.Form.whole.map(\.rawValue) + ["minutes"]),
        help: Phrase.Option.format),
      FilterOptions.byteOrderMark,
    ],
    details: FilterOptions.details + [
      Phrase.Search.order, Phrase.Search.direct, Phrase.Explain.meaning,
    ],
    examples: [
      Example(line: "archivist query 河长制", meaning: Phrase.Search.words),
      Example(
        line: "archivist query --body 市人大常委会 --from 2020-09 --kind report",
        meaning: Phrase.Search.reports),
      Example(
        line: "archivist query 审计 -草案 --format json", meaning: Phrase.Search.program),
      Example(
        line: "archivist query --facet year,kind --limit 0", meaning: Phrase.Search.counts),
      Example(line: "archivist query 审计 --from 2020 --explain", meaning: Phrase.Explain.example),
    ],
    pages: true,
    run: { arguments, session throws(Failure) in
      try Querying(arguments: arguments, session: session).run()
    })
}

private struct Querying {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    var clock = StepClock()
    let query = try question()
    let parsing = clock.lap()
    let archive = try session.archive(arguments)
    if arguments.has("explain") {
      let steps = [
        QueryPlan.Step(.parse, parsing), QueryPlan.Step(.archive, clock.lap()),
      ]
      return try explain(query, of: archive, after: steps)
    }
    if try DirectRecord(arguments: arguments, session: session).show(query, in: archive) { return }
    if let form, !countsOnly, query.limit == nil, query.facets.isEmpty {
      let export = try session.export(query, as: form, of: archive, withRoot: false)
      if export.total > 0 { return try write(export, form) }
    }
    let answer = try session.answer(query, of: archive, withItems: asMinutes)
    let (index, result) = (answer.index, answer.result)
    defer { if result.total == 0 { tellNothing(query, answer) } }
    if countsOnly, form != .json {
      try session.output.line("\(result.total)")
    } else if let form {
      try write(EntryExport(index, query, result), form)
    } else if asMinutes {
      try MinutesOutput.write(index.entries(of: result), of: index, to: session.output)
    } else {
      try table(index, query, result)
    }
  }

  private func write(_ export: EntryExport, _ form: EntryExport.Form) throws(Failure) {
    let output = session.output
    var export = export
    export.hasByteOrderMark = arguments.has("bom")
    try export.write(as: form, in: .answer) { bytes throws(Failure) in
      try output.write(records: bytes)
    }
    if let failure = export.failure { throw Failure(failure) }
  }

  private var form: EntryExport.Form? { arguments.value("format").flatMap(EntryExport.Form.init) }
  private var countsOnly: Bool { arguments.has("count") }
  private var asMinutes: Bool { arguments.value("format") == "minutes" }

  private func question() throws(Failure) -> Query {
    var query = try FilterOptions.query(arguments, order: .newestFirst)
    query.facets = arguments.choices("facet")
    _ = try FilterOptions.hasByteOrderMark(arguments)
    if !query.facets.isEmpty, countsOnly || asMinutes || form == .jsonl || form == .csv {
      throw .usage(.facetNotHere)
    }
    if arguments.has("explain"), asMinutes || form == .jsonl || form == .csv {
      throw .usage(.explainsTables)
    }
    if countsOnly {
      query.limit = 0
    } else if form == nil, !asMinutes, query.limit == nil {
      query.limit = 20
    }
    return query
  }

  /// Tells how the question is answered; the answer is written, and not shown.
  private func explain(
    _ query: Query, of archive: Archive, after steps: [QueryPlan.Step]
  ) throws(Failure) {
    var (plan, answer) = try session.reading(archive) { indexing, reading throws(ArchiveError) in
      try archive.explain(query, indexing: indexing, progress: reading)
    }
    session.tell(answer.index.damages)
    var clock = StepClock()
    if form == .json {
      EntryExport(answer.index, query, answer.result).write(as: .json, in: .answer) { _ in }
    } else {
      let entries = answer.index.entries(of: answer.result)
      _ = EntryTable.lines(entries, query.words, answer.result.forces, for: session.output)
    }
    plan.steps = steps + plan.steps
    plan.steps.append(QueryPlan.Step(.render, clock.lap(), count: answer.result.count))
    guard form == .json else { return try PlanPage(plan: plan).write(to: session.output) }
    var writer = JSONWriter()
    plan.write(query, to: &writer)
    try session.output.write(writer.bytes)
  }

  private func table(
    _ index: SearchIndex, _ query: Query, _ result: SearchResult
  ) throws(Failure) {
    for line in EntryTable.lines(
      index.entries(of: result), query.words, result.forces, for: session.output)
    {
      try session.output.line(line)
    }
    for (facet, counts) in result.facets {
      if result.count > 0 { try session.output.line() }
      try FacetTable.write(facet, counts, to: session.output)
    }
    try session.output.flush()
    if result.total > 0, result.count < result.total, query.limit != 0 {
      let first = query.offset + 1
      session.note(.range(first, query.offset + result.count, of: result.total))
    }
  }
}

extension Querying {
  /// Tells that nothing fits, and what names may have been meant; a program, whose answer says so
  /// itself, is only told of names.
  private func tellNothing(_ query: Query, _ answer: Answer) {
    let near = answer.nearNames(to: query)
    let isForPeople = form == nil && !countsOnly && !asMinutes
    guard isForPeople || !near.isEmpty else { return }
    session.note(.nothingFits + (near.isEmpty ? Phrase(same: "") : .didYouMean(near)))
  }
}

/// Entries as a table for people.
enum EntryTable {
  /// The lines of the table; on a terminal with the words marked where they stand, and below the
  /// entry where they do not stand in its title.
  static func lines(
    _ entries: some Sequence<Entry>, _ words: Words? = nil,
    _ forces: [AccessionNumber: Force] = [:], for output: Output
  ) -> [String] {
    var table = Table([
      .init(header: Phrase.Header.date), .init(header: Phrase.Header.number, role: .name),
      .init(header: Phrase.Header.kind, role: .kind),
      .init(header: Phrase.Header.body, least: 8, fair: 16),
      .init(header: Phrase.Header.title, least: 16, fair: 40),
    ])
    for entry in entries {
      let cells = [
        output.text(.date(entry.date)), "\(entry.accession)", output.text(.kind(entry.kind)),
        entry.bodies.joined(separator: "、"),
      ].map { MarkedText($0) }
      // A pipe gets one line for each entry, and no marks.
      let findings = output.isTerminal ? words.map(entry.findings) : nil
      var title = findings?.title ?? MarkedText(entry.title)
      for mark in Phrase.marks(of: entry).reversed() {
        title.pieces.insert(MarkedText.Piece(output.text(mark), isMarked: false), at: 0)
      }
      if forces[entry.accession]?.status == .uncertain {
        let mark = output.text(Phrase.ForceText.mayHaveBeen)
        title.pieces.insert(.init(mark, isMarked: false), at: 0)
      }
      table.add(
        cells + [title],
        below: findings?.passage.map(Excerpt.init))
    }
    return table.lines(for: output)
  }
}

/// Counts by a facet, each with a bar.
enum FacetTable {
  private static let widestBar = 24

  static func write(
    _ facet: Query.Facet, _ counts: [(value: String, count: Int)], to output: Output
  ) throws(Failure) {
    try output.line(output.style(output.text(.by(facet)), .heading))
    let most = counts.map(\.count).max() ?? 1
    let barWidth = min(widestBar, (output.width ?? .max) / 4)
    var table = Table([
      .init(header: .facet(facet), least: 12),
      .init(header: Phrase.Header.records, isRight: true),
      .init(header: Phrase.Header.nothing, role: .kind),
    ])
    // Years are read along the time.
    let ordered = facet == .year ? counts.sorted { $0.value < $1.value } : counts
    for (value, count) in ordered {
      let value = output.text(.value(value, of: facet))
      table.add([value, "\(count)", Bars.plain(Double(count) / Double(most), width: barWidth)])
    }
    for line in table.lines(for: output) { try output.line(line) }
  }
}
