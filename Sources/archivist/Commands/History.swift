import Archive
import EventStore

extension Command {
  static let history = Command(
    name: "history", group: .ask, summary: Phrase.History.summary,
    arguments: [ArgumentSpec(placeholder: "NUMBER|TITLE", isRepeated: true)],
    options: [
      FilterOptions.asOf,
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["table", "json"]),
        help: Phrase.Option.format),
    ],
    details: [Phrase.History.titles, Phrase.History.numbers],
    examples: [
      Example(line: "archivist history 《重庆市河长制条例》", meaning: Phrase.History.ofTitle),
      Example(line: "archivist history 河长制条例 --format json", meaning: Phrase.History.program),
      Example(line: "archivist history 17.3", meaning: Phrase.History.ofRecord),
    ],
    pages: true,
    run: { arguments, session throws(Failure) in
      let moment = try FilterOptions.moment(arguments)
      let archive = try session.archive(arguments)
      let asJSON = arguments.value("format") == "json"
      if arguments.words.count == 1, let number = AccessionNumber(arguments.words[0]) {
        let index = try session.index(of: number, in: archive, asOf: moment)
        try RecordEventTable.write(number, index, asJSON: asJSON, to: session.output)
      } else {
        // A title in English has spaces.
        let title = arguments.words.joined(separator: " ")
        let (finding, damages) = try session.reading(archive) {
          indexing, reading throws(ArchiveError) in
          try archive.history(ofTitle: title, asOf: moment, indexing: indexing, progress: reading)
        }
        session.tell(damages)
        try TitleTable.write(title, finding, asJSON: asJSON, to: session.output)
      }
    })
}

/// What happened to one record.
private enum RecordEventTable {
  static func write(
    _ number: AccessionNumber, _ index: SearchIndex, asJSON: Bool, to output: Output
  ) throws(Failure) {
    guard let events = index.history(of: number) else {
      throw Failure(ArchiveError.unknownRecord(number))
    }
    if asJSON { return try output.write(records: JSONList.bytes(events) { $0.write(to: &$1) }) }
    var table = Table([
      .init(header: Phrase.History.position, role: .name, isRight: true),
      .init(header: Phrase.label("recorded")), .init(header: Phrase.Fact.event, role: .kind),
      .init(header: Phrase.History.change, least: 16, fair: 40),
    ])
    for event in events {
      let change =
        event.act.map { Phrase.act($0, about: event.target) } ?? Phrase(same: "\(event.target)")
      table.add([
        "\(event.position)", "\(event.recordedAt)", event.event.name,
        Printable.line(output.text(change)),
      ])
    }
    for line in table.lines(for: output) { try output.line(line) }
  }
}

/// What happened to a text under one title.
private enum TitleTable {
  static func write(
    _ title: String, _ finding: TitleFinding, asJSON: Bool, to output: Output
  ) throws(Failure) {
    switch finding {
    case .history(let history):
      if asJSON {
        try output.write(records: JSONList.bytes(history.steps) { $0.write(to: &$1) })
      } else {
        try write(history, to: output)
      }
    case .severalTitles(let titles):
      throw .message(.refused, .titleOfSeveral(title), hint: .sayWhich(titles))
    case .unknown(let nearest):
      throw .message(
        .refused, .noSuchTitle(title), hint: nearest.isEmpty ? nil : .didYouMeanTitles(nearest))
    }
  }

  private static func write(_ history: TitleHistory, to output: Output) throws(Failure) {
    let title = Printable.line("《\(history.title)》")
    for line in output.width.map({ TextWidth.wrap(title, to: $0) }) ?? [title] {
      try output.line(output.style(line, .heading))
    }
    try output.line()
    var table = Table([
      .init(header: Phrase.Header.date), .init(header: Phrase.Header.number, role: .name),
      .init(header: Phrase.label("stage"), least: 8, fair: 14),
      .init(header: Phrase.History.event, role: .kind),
      .init(header: Phrase.History.place, least: 16, fair: 30),
    ])
    for step in history.steps {
      let entry = step.entry
      let place =
        entry.meeting?.title ?? entry.members["number"]?.string
        ?? entry.bodies.joined(separator: "、")
      let cells = [
        output.text(.date(entry.date)), "\(entry.accession)", step.stage ?? "",
        output.text(.event(step.event)), place,
      ].map { MarkedText($0) }
      let title = MarkedText(Printable.line(entry.title))
      table.add(cells, below: step.isPlain ? nil : Excerpt(title, focus: 0))
    }
    for line in table.lines(for: output) { try output.line(line) }
  }
}
