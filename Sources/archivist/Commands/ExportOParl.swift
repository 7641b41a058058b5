import Archive
import EventStore

extension Command {
  static let exportOParl = Command(
    name: "export oparl", group: .ask, summary: Phrase.ExportOParl.summary,
    options: [
      exportNewFolder,
      OptionSpec(name: "url", placeholder: "URL", help: Phrase.ExportOParl.url),
      exportCeiling,
    ],
    details: [Phrase.ExportOParl.content, Phrase.ExportOParl.page],
    examples: [
      Example(
        line: "archivist export oparl --url https://example.org/oparl --output oparl",
        meaning: Phrase.ExportOParl.example)
    ],
    run: { arguments, session throws(Failure) in
      let url = try arguments.value("url", expecting: Phrase.ExportOParl.address) { url in
        OParlExport.isAddress(url) ? url : nil
      }
      guard let url, let path = arguments.value("output") else {
        throw .usage(
          .needsOption(url == nil ? "url" : "output", arguments.command.name),
          hint: .helpListsOptions(of: arguments.command.name))
      }
      let archive = try session.archive(arguments)
      let ceiling = arguments.choice("ceiling", default: Openness.unconditional)
      let folder = try session.newFolder(path, besides: archive)
      let report = try folder.fill { folder throws(Failure) in
        var export = try session.reading(archive) { indexing, _ throws(ArchiveError) in
          try OParlExport(of: archive, at: url, under: ceiling, indexing: indexing)
        }
        let progress = session.progress(.Export.writing)
        defer { progress.end() }
        while let parts = try Failure.passing({ () throws(ArchiveError) in try export.next() }) {
          for part in parts { try folder.write(part.bytes, to: part.path) }
          let (position, end) = export.reached
          progress.tell(Int64(position), of: Int64(end), unit: .events)
        }
        return export.report
      }
      session.note(.written(report.records, to: path))
      tell(report, ceiling, session)
    })

  private static func tell(
    _ report: OParlExport.Report, _ ceiling: Openness, _ session: Session
  ) {
    if report.withheld > 0 { session.note(.withheld(records: report.withheld, ceiling)) }
    if report.datesLeftOut > 0 {
      session.note(.noPlace(for: "date", of: report.datesLeftOut, in: "oparl"))
    }
    for loss in report.losses.members {
      session.note(.noPlace(for: loss.name, of: loss.count, in: "oparl"))
    }
  }
}
