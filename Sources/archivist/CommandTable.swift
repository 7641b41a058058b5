/// All commands, in the order in which help shows them.
enum CommandTable {
  static let commands: [Command] = [
    .initialize, .append,
    .query, .show, .history, .timeline, .bodies, .topics, .gaps, .stats,
    .log, .checkpoint, .prove, .verify, .backup, .restore,
    .help, .completion,
  ]
}
