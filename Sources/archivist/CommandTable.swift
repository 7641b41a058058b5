/// All commands, in the order in which help shows them.
enum CommandTable {
  private static let entries: [Entry] = [
    Entry("init") { .initialize }, Entry("draft") { .draft }, Entry("append") { .append },
    Entry("import") { .import }, Entry("correct") { .correct },
    Entry("retract") { .retract }, Entry("redact") { .redact },
    Entry("reclassify") { .reclassify }, Entry("conflict") { .conflict },
    Entry("query") { .query }, Entry("show") { .show }, Entry("history") { .history },
    Entry("timeline") { .timeline }, Entry("export") { .export }, Entry("diff") { .diff },
    Entry("bodies") { .bodies },
    Entry("people") { .people }, Entry("topics") { .topics }, Entry("gaps") { .gaps },
    Entry("stats") { .stats }, Entry("log") { .log }, Entry("checkpoint") { .checkpoint },
    Entry("prove") { .prove }, Entry("cite") { .cite }, Entry("verify") { .verify },
    Entry("backup") { .backup }, Entry("restore") { .restore }, Entry("index") { .index },
    Entry("help") { .help }, Entry("completion") { .completion },
  ]

  /// A command by its name; made, with its help, when it is asked for.
  private struct Entry: Sendable {
    let name: String
    let command: @Sendable () -> Command

    init(_ name: String, _ command: @escaping @Sendable () -> Command) {
      self.name = name
      self.command = command
    }
  }

  static let commands: [Command] = entries.map { $0.command() }

  /// The command of a name, without making the others.
  static func command(_ name: String) -> Command? {
    entries.first { $0.name == name }?.command()
  }

  /// The same with the commands below each of them, behind it.
  static var all: [Command] { commands.flatMap { [$0] + $0.subcommands } }
}
