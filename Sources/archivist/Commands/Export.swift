import Archive
import EventStore

extension Command {
  static let export = Command(
    name: "export", group: .ask, summary: Phrase.Export.summary,
    details: [Phrase.Export.formats],
    examples: Array(exports.compactMap(\.examples.first)),
    subcommands: exports,
    run: { _, _ throws(Failure) in
      throw .usage(.exportNeedsFormat(exports.map(\.verb)), hint: .helpListsOptions(of: "export"))
    })

  /// The formats, a command for each.
  private static let exports: [Command] = [
    .exportSite, .exportPostgres, .exportBagit, .exportOParl,
  ]

  /// Where an export is written.
  static let exportOutput = OptionSpec(
    name: "output", placeholder: "DIR", shape: .directory, help: Phrase.Export.output)

  /// The same, where nothing may be there.
  static let exportNewFolder = OptionSpec(
    name: "output", placeholder: "DIR", shape: .directory, help: Phrase.ExportBagit.output)

  /// The strictest openness that is exported.
  static let exportCeiling = OptionSpec(
    name: "ceiling", placeholder: "OPENNESS", shape: .choice(Openness.allCases.map(\.rawValue)),
    help: Phrase.Timeline.ceiling)
}
