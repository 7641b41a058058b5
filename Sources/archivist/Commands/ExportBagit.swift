import Archive
import EventStore

extension Command {
  static let exportBagit = Command(
    name: "export bagit", group: .ask, summary: Phrase.ExportBagit.summary,
    options: [
      exportNewFolder,
      exportCeiling,
    ],
    details: [Phrase.ExportBagit.content, Phrase.ExportBagit.page],
    examples: [
      Example(
        line: "archivist export bagit --output chongqing.bag", meaning: Phrase.ExportBagit.example)
    ],
    run: { arguments, session throws(Failure) in
      guard let path = arguments.value("output") else {
        throw .usage(
          .needsOption("output", arguments.command.name),
          hint: .helpListsOptions(of: arguments.command.name))
      }
      let archive = try session.archive(arguments)
      let ceiling = arguments.choice("ceiling", default: Openness.unconditional)
      let folder = try session.newFolder(path, besides: archive)
      let report = try folder.fill { folder throws(Failure) in
        var export = try session.reading(archive) { indexing, _ throws(ArchiveError) in
          try BagExport(
            of: archive, under: ceiling, by: "archivist \(Main.version)", indexing: indexing)
        }
        let progress = session.progress(.Export.writing)
        defer { progress.end() }
        while let part = try Failure.passing({ () throws(ArchiveError) in try export.next() }) {
          try folder.write(part.bytes, to: part.path)
          let (done, total) = export.reached
          progress.tell(Int64(done), of: Int64(total), unit: .events)
        }
        return export.report
      }
      session.note(.written(report.records, to: path))
      if report.withheld > 0 { session.note(.withheld(records: report.withheld, ceiling)) }
      if report.withheldEvents > 0 {
        session.note(.withheld(events: report.withheldEvents, ceiling))
      }
    })
}
