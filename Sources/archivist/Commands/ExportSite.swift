import Archive
import EventStore

extension Command {
  static let exportSite = Command(
    name: "export site", group: .ask, summary: Phrase.ExportSite.summary,
    options: [exportOutput, exportCeiling],
    details: [Phrase.ExportSite.pages, Phrase.ExportSite.folder],
    examples: [
      Example(line: "archivist export site --output site", meaning: Phrase.Export.site)
    ],
    run: { arguments, session throws(Failure) in
      try SiteExport(arguments: arguments, session: session).run()
    })
}

private struct SiteExport {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    guard let path = arguments.value("output") else {
      throw .usage(
        .needsOption("output", arguments.command.name),
        hint: .helpListsOptions(of: arguments.command.name))
    }
    let archive = try session.archive(arguments)
    try session.refuseOutput(path, inside: archive)
    let folder = try StagedFolder(path, list: SiteWriter.list, head: SiteWriter.head)
    let ceiling = arguments.choice("ceiling", default: Openness.unconditional)
    let content = try session.reading(archive) { _, reading throws(ArchiveError) in
      try SiteContent(of: archive, under: ceiling, reading: reading)
    }
    try write(content, to: folder, path)
    session.note(.written(content.count, to: path))
    if content.withheld > 0 { session.note(.withheld(records: content.withheld, ceiling)) }
  }

  private func write(
    _ content: SiteContent, to folder: StagedFolder, _ path: String
  ) throws(Failure) {
    Interruption.isDeferred = true
    let world = session.world
    let progress = session.progress(Phrase.ExportSite.writing)
    defer { progress.end() }
    do throws(Failure) {
      try SiteWriter(content).write(
        progress: { progress.tell(Int64($0), of: Int64($1), unit: .pages) }
      ) { name, bytes throws(Failure) in
        if world.isInterrupted() { throw .message(.interrupted, .interrupted(path)) }
        do throws(SystemError) { try folder.write(name, bytes) } catch {
          throw .message(.inputOutput, error.phrase, hint: .asBefore(path))
        }
      }
      do throws(SystemError) { try folder.finish() } catch {
        throw .message(.inputOutput, error.phrase, hint: .asBefore(path))
      }
    } catch {
      folder.abandon()
      throw error
    }
  }
}
