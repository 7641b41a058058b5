import Archive
import EventStore

extension Command {
  static let show = Command(
    name: "show", group: .ask, summary: Phrase.Show.summary,
    arguments: [ArgumentSpec(placeholder: "NUMBER")],
    options: [
      OptionSpec(name: "on", placeholder: "DAY", help: Phrase.Show.on),
      FilterOptions.asOf,
      OptionSpec(name: "source", help: Phrase.Show.source),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json", "minutes"]),
        help: Phrase.Option.format),
    ],
    details: [Phrase.Show.sections, Phrase.Show.citations, Phrase.Filter.inForce],
    examples: [
      Example(line: "archivist show 17", meaning: Phrase.Show.meeting),
      Example(line: "archivist show 17.3", meaning: Phrase.Show.item),
      Example(line: "archivist show 12/三/（二）", meaning: Phrase.Show.section),
      Example(line: "archivist show 17 --format minutes", meaning: Phrase.Show.minutes),
    ],
    pages: true,
    run: { arguments, session throws(Failure) in
      try Showing(arguments: arguments, session: session).run()
    })
}

private struct Showing {
  let arguments: Arguments
  let session: Session

  /// The number of a record, and the path of a section behind a slash of either width.
  private static func address(
    _ word: String
  ) throws(Failure) -> (number: AccessionNumber, section: String?) {
    guard let slash = word.firstIndex(where: { $0 == "/" || $0 == "／" }) else {
      return (try Arguments.accessionNumber(word), nil)
    }
    let number = try Arguments.accessionNumber(String(word[..<slash]))
    return (number, String(word[word.index(after: slash)...]))
  }

  func run() throws(Failure) {
    let (number, path) = try Showing.address(arguments.words[0])
    let format = arguments.value("format")
    if path != nil, format == "minutes" { throw .usage(.sectionIsNoRecord) }
    let day = try FilterOptions.day(arguments)
    let moment = try FilterOptions.moment(arguments)
    let archive = try session.archive(arguments)
    // What a text cites, what was in force and who names a source stand in other records.
    let index =
      day != nil || arguments.has("source")
      ? try session.index(of: archive, asOf: moment)
      : try session.index(
        of: number, in: archive, withCitations: format != "minutes" && path == nil, asOf: moment)
    guard let entry = index.entry(number) else {
      throw Failure(ArchiveError.unknownRecord(number))
    }
    if arguments.has("source") { return try showSources(of: entry, index, archive) }
    if let path { return try show(path, of: entry, asJSON: format == "json") }
    if format == "minutes" {
      return try MinutesOutput.write([entry], of: index, to: session.output)
    }
    let items = index.items(of: number)
    let citations = index.citations(of: number)
    let forces = day.map { day in
      index.force(of: [number] + items.map(\.accession), on: day)
    }
    if format == "json" {
      var writer = JSONWriter()
      entry.writeWhole(items: items, to: &writer) { part, writer in
        forces?[part.accession]?.write(to: &writer)
        if part.accession == number { citations?.write(of: entry.kind, to: &writer) }
      }
      writer.lineBreak()
      try session.output.write(records: writer.bytes)
    } else {
      let told = Surroundings.facts(citations, forces, of: [entry] + items)
      try RecordPage(entry, items, told).write(to: session.output)
    }
    if let day, forces?.isEmpty ?? false {
      try session.output.flush()
      session.note(.holdsNoText(number, day))
    }
  }

  private func showSources(
    of entry: Entry, _ index: SearchIndex, _ archive: Archive
  ) throws(Failure) {
    if arguments.has("format") { throw .usage(.standsAlone("--source", notWith: "--format")) }
    let sources: [CitedSource]
    do throws(ArchiveError) {
      sources = try index.citedSources(of: entry, in: archive)
    } catch {
      throw Failure(error)
    }
    try SourcePage(sources: sources).write(to: session.output)
    try session.output.flush()
    if sources.isEmpty { session.note(.namesNoSource(entry.accession)) }
  }

  private func show(_ path: String, of entry: Entry, asJSON: Bool) throws(Failure) {
    guard let section = entry.section(at: path) else {
      let paths = entry.sections.compactMap { $0["path"]?.string }
      guard !paths.isEmpty else { throw .message(.refused, .noSections(entry.accession)) }
      throw .message(.refused, .noSuchSection(path, entry.accession), hint: .sections(paths))
    }
    guard asJSON else { return try SectionText.write(section, of: entry, to: session.output) }
    var writer = JSONWriter()
    section.write(of: entry, to: &writer)
    writer.lineBreak()
    try session.output.write(records: writer.bytes)
  }
}

/// What other records tell of one, as facts for its page.
private enum Surroundings {
  static func facts(
    _ citations: Citations?, _ forces: [AccessionNumber: Force]?, of entries: [Entry]
  ) -> [(Phrase, Phrase)] {
    var facts: [(Phrase, Phrase)] = []
    for (label, cited) in [
      (Phrase.Show.cites, citations?.cites), (Phrase.Show.citedBy, citations?.citedBy),
    ] {
      for (place, entry) in (cited ?? []).enumerated() {
        let label = place == 0 ? label : Phrase(same: "")
        facts.append((label, Phrase(same: "\(entry.accession) \(entry.title)")))
      }
    }
    for (place, entry) in entries.enumerated() {
      guard let force = forces?[entry.accession] else { continue }
      // A meeting tells of its items, each by its number.
      let head = place == 0 ? "" : "\(entry.accession) "
      facts.append((Phrase.ForceText.label, Phrase(same: head) + .force(force)))
    }
    return facts
  }
}
