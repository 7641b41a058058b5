/// All commands, in the order in which help shows them.
enum CommandTable {
  static let commands: [Command] = [
    .initialize, .append, .correct, .retract, .redact, .reclassify, .conflict,
    .query, .show, .history, .timeline, .diff, .bodies, .people, .topics, .gaps, .stats,
    .log, .checkpoint, .prove, .verify, .backup, .restore, .index,
    .help, .completion,
  ]

  /// The same with the commands below each of them, behind it.
  static var all: [Command] { commands.flatMap { [$0] + $0.subcommands } }
}
