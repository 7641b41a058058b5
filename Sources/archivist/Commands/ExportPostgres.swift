import Archive
import Dispatch
import EventStore

extension Command {
  static let exportPostgres = Command(
    name: "export postgres", group: .ask, summary: Phrase.ExportPostgres.summary,
    options: [
      OptionSpec(name: "from", placeholder: "POSITION", help: Phrase.ExportPostgres.from),
      OptionSpec(name: "follow", help: Phrase.ExportPostgres.follow),
      exportCeiling,
      OptionSpec(name: "schema", help: Phrase.ExportPostgres.schema),
    ],
    details: [
      Phrase.ExportPostgres.stream, Phrase.ExportPostgres.position, Phrase.ExportPostgres.page,
    ],
    examples: [
      Example(
        line: "archivist export postgres | psql --quiet records", meaning: Phrase.ExportPostgres.all
      ),
      Example(
        line: "archivist export postgres --from 52745 --follow | psql --quiet records",
        meaning: Phrase.ExportPostgres.following),
    ],
    run: { arguments, session throws(Failure) in
      try PostgresExporting(arguments: arguments, session: session).run()
    })
}

private struct PostgresExporting {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    if arguments.has("schema") { return try writeSchema() }
    let first = try arguments.value("from", expecting: .position) { text in
      UInt64(text).flatMap { $0 < Position.end.rawValue ? Position($0) : nil }
    }
    let archive = try session.archive(arguments)
    guard arguments.has("follow") else {
      return tell(try write(archive, from: first ?? .start).report)
    }
    // Before anything is read, so that no change is missed.
    let changes = DispatchSemaphore(value: 0)
    let watch = archive.store.watch { changes.signal() }
    defer { withExtendedLifetime(watch) {} }
    var export = try write(archive, from: first ?? .start)
    tell(export.report)
    while true {
      changes.wait()
      export = try write(archive, from: Position(export.reached.position), goesOn: true)
    }
  }

  private func writeSchema() throws(Failure) {
    for other in ["from", "follow", "ceiling"] where arguments.has(other) {
      throw .usage(.standsAlone("--schema", notWith: "--\(other)"))
    }
    try session.output.write(records: PostgresExport.schema)
  }

  /// Writes what there is from a position on.
  private func write(
    _ archive: Archive, from first: Position, goesOn: Bool = false
  ) throws(Failure) -> PostgresExport {
    let ceiling = arguments.choice("ceiling", default: Openness.unconditional)
    var export = try session.reading(archive) { indexing, _ throws(ArchiveError) in
      try PostgresExport(
        of: archive, from: first, under: ceiling, goesOn: goesOn, indexing: indexing)
    }
    let progress = session.progress(.Export.writing)
    defer { progress.end() }
    while let bytes = try Failure.passing({ () throws(ArchiveError) in try export.next() }) {
      try session.output.write(records: bytes)
      let (position, end) = export.reached
      progress.tell(
        Int64(position - first.rawValue), of: Int64(end - first.rawValue), unit: .events)
    }
    // The database waits for what is still here.
    try session.output.flush()
    return export
  }

  private func tell(_ report: PostgresExport.Report) {
    let ceiling = arguments.choice("ceiling", default: Openness.unconditional)
    if report.withheld > 0 { session.note(.withheld(records: report.withheld, ceiling)) }
    for loss in Phrase.ExportPostgres.losses(report) { session.note(loss) }
  }
}
