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
  private static let exports: [Command] = [.exportPostgres, .exportBagit, .exportOParl]
}
