/// One verb of the command line, as data: the parser, the help pages, the suggestions and the
/// completions all read the same table.
struct Command: Sendable {
  /// The verb; of a command below another, that one's verb in front of its own.
  let name: String
  let group: Group
  /// What it does, as a phrase that continues "archivist …".
  let summary: Phrase
  var arguments: [ArgumentSpec] = []
  var options: [OptionSpec] = []
  /// What a person should know beyond the options, a paragraph each; one that is set in keeps its
  /// lines.
  var details: [Phrase] = []
  var examples: [Example] = []
  /// Whether a pager shows its answer where that is for people and longer than the screen.
  var pages = false
  /// Commands below this one, each with a verb of its own behind this one's: `bodies alias`.
  var subcommands: [Command] = []
  let run: @Sendable (Arguments, Session) throws(Failure) -> Void

  /// Under which heading the list of commands shows it.
  enum Group: CaseIterable, Sendable {
    case record
    case ask
    case trust
    case help

    /// The heading.
    var title: Phrase {
      switch self {
      case .record: Phrase.Group.record
      case .ask: Phrase.Group.ask
      case .trust: Phrase.Group.trust
      case .help: Phrase.Group.help
      }
    }
  }

  /// A command line to start from.
  struct Example: Sendable {
    let line: String
    let meaning: Phrase
  }

  /// The last word of its name, by which it is told from others beside it.
  var verb: String { String(name.split(separator: " ").last ?? "") }

  /// All options, those that every command has included.
  var allOptions: [OptionSpec] { options + OptionSpec.common }

  /// Whether a pager may show the answer to a command line: one for programs has a form of its own.
  func isPaged(_ arguments: Arguments) -> Bool {
    if arguments.has("follow") { return false }
    return switch arguments.value("format") {
    case nil, "table", "text", "minutes": pages
    default: false
    }
  }

  /// How the command is written.
  var synopsis: String {
    let words = arguments.map(\.synopsis)
    return (["archivist", name] + words + ["[options]"]).joined(separator: " ")
  }
}

/// A word behind the verb.
struct ArgumentSpec: Sendable {
  let placeholder: String
  var isRequired = true
  var isRepeated = false
  var shape = ValueShape.text

  var synopsis: String {
    let word = isRepeated ? placeholder + "…" : placeholder
    return isRequired ? word : "[\(word)]"
  }
}

/// An option: a flag, or one with a value.
struct OptionSpec: Sendable {
  let name: String
  /// What stands for the value in help; nothing for a flag.
  var placeholder: String?
  var shape = ValueShape.text
  /// Whether it may be given several times.
  var isRepeated = false
  let help: Phrase

  /// The options of every command.
  static let common: [OptionSpec] = [
    OptionSpec(
      name: "archive", placeholder: "DIR", shape: .directory, help: Phrase.Option.archive),
    OptionSpec(
      name: "lang", placeholder: "LANG", shape: .choice(Language.allCases.map(\.rawValue)),
      help: Phrase.Option.language),
    OptionSpec(name: "no-pager", help: Phrase.Option.noPager),
    OptionSpec(name: "help", help: Phrase.Option.help),
  ]

  var synopsis: String { "--\(name)" + (placeholder.map { " \($0)" } ?? "") }
}

/// What a value may be, for checking and for completion.
enum ValueShape: Sendable {
  case text
  case file
  case directory
  case choice([String])
  /// Several of these, with commas between them.
  case choices([String])
}
