import Archive
import EventStore

extension Command {
  static let export = Command(
    name: "export", group: .ask, summary: Phrase.Export.summary,
    arguments: [
      ArgumentSpec(placeholder: "FORMAT", shape: .choice(exportFormats.map(\.verb)))
    ],
    details: [Phrase.Export.formats],
    examples: [
      Example(line: "archivist export site --output site", meaning: Phrase.Export.site)
    ],
    subcommands: exportFormats,
    // Every format is a command of its own, which the word behind the verb names.
    run: { arguments, _ throws(Failure) in
      throw .usage(.needsOption("output", arguments.command.name))
    })

  private static let exportFormats: [Command] = [.exportSite]

  /// Where an export is written.
  static let exportOutput = OptionSpec(
    name: "output", placeholder: "DIR", shape: .directory, help: Phrase.Export.output)

  /// The strictest openness that is exported.
  static let exportCeiling = OptionSpec(
    name: "ceiling", placeholder: "OPENNESS", shape: .choice(Openness.allCases.map(\.rawValue)),
    help: Phrase.Timeline.ceiling)
}
