import Archive
import EventStore

/// In which role, how patiently, and whether at all something is to be recorded.
struct RecordingTerms {
  let role: Role
  /// How many milliseconds to wait for another writer.
  let wait: Int
  /// Whether to decide and tell only.
  let isRehearsal: Bool

  /// The options of whatever records something.
  static let options: [OptionSpec] = [
    OptionSpec(name: "dry-run", help: Phrase.Act.dryRun),
    RoleOption.spec,
    OptionSpec(name: "wait", placeholder: "SECONDS", help: Phrase.Append.wait),
  ]

  init(_ arguments: Arguments) throws(Failure) {
    role = try RoleOption.read(arguments)
    let seconds = try arguments.value("wait", expecting: .seconds) {
      Double($0).flatMap { $0 >= 0 && $0 < 1_000_000 ? $0 : nil }
    }
    wait = Int((seconds ?? 5) * 1000)
    isRehearsal = arguments.has("dry-run")
  }
}
