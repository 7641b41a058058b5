import Archive
import EventStore

extension Command {
  static let show = Command(
    name: "show", group: .ask, summary: Phrase.Show.summary,
    arguments: [ArgumentSpec(placeholder: "NUMBER")],
    options: [
      FilterOptions.asOf,
      OptionSpec(name: "source", help: Phrase.Show.source),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json", "minutes"]),
        help: Phrase.Option.format),
    ],
    examples: [
      Example(line: "archivist show 17", meaning: Phrase.Show.meeting),
      Example(line: "archivist show 17.3", meaning: Phrase.Show.item),
      Example(line: "archivist show 17 --format minutes", meaning: Phrase.Show.minutes),
    ],
    pages: true,
    run: { arguments, session throws(Failure) in
      let number = try Arguments.accessionNumber(arguments.words[0])
      let moment = try FilterOptions.moment(arguments)
      let archive = try session.archive(arguments)
      let index = try session.index(of: archive, asOf: moment)
      guard let entry = index.entry(number) else {
        throw Failure(ArchiveError.unknownRecord(number))
      }
      if arguments.has("source") {
        return try showSources(of: entry, index, archive, arguments, session)
      }
      let items = index.items(of: number)
      if arguments.value("format") == "json" {
        var writer = JSONWriter()
        entry.writeWhole(items: items, to: &writer)
        writer.lineBreak()
        try session.output.write(records: writer.bytes)
      } else if arguments.value("format") == "minutes" {
        try MinutesOutput.write([entry], of: index, to: session.output)
      } else {
        try RecordPage(entry, items).write(to: session.output)
      }
    })

  private static func showSources(
    of entry: Entry, _ index: SearchIndex, _ archive: Archive, _ arguments: Arguments,
    _ session: Session
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
}
