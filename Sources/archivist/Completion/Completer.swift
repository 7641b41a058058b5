import Archive

/// Says what the word may become that a person is typing, by the table of commands and by the
/// names in the archive.
struct Completer {
  let commands: [Command]
  /// In which language meanings are told.
  let language: Language
  /// The names of a kind that begin with a text, in the archive of a directory or in the one that
  /// a command without `--archive` would work on.
  let names: (_ kind: NameKind, _ start: String, _ archive: String?) -> [RecordedName]

  /// What a word may become.
  struct Candidate: Equatable {
    /// The whole word.
    let word: String
    /// What it means; may be empty.
    var meaning = ""
  }

  /// What a shell should offer.
  enum Answer: Equatable {
    case words([Candidate])
    case files
    case directories
  }

  /// The answer for the last of some words, all of which stand behind the program's name.
  func answer(_ words: [String]) -> Answer {
    let current = words.last ?? ""
    var line = CommandLineStart(commands)
    for word in words.dropLast() { line.read(word) }
    if let option = line.waiting { return value(option, current, head: "", line) }
    if !line.isClosed, current.hasPrefix("--"), let equals = current.firstIndex(of: "=") {
      let name = current[..<equals].dropFirst(2)
      guard let option = line.options.first(where: { $0.name == name }) else { return .words([]) }
      let start = current.index(after: equals)
      return value(option, String(current[start...]), head: String(current[..<start]), line)
    }
    if !line.isClosed, current.hasPrefix("-") { return options(current, line) }
    guard let command = line.command else { return verbs(current) }
    return argument(command, current, line)
  }

  private func verbs(_ current: String) -> Answer {
    .words(
      commands.filter { $0.name.hasPrefix(current) }
        .map { Candidate(word: $0.name, meaning: $0.summary[language]) })
  }

  private func options(_ current: String, _ line: CommandLineStart) -> Answer {
    var candidates: [Candidate] = []
    for option in line.options where option.isRepeated || !line.given.contains(option.name) {
      candidates.append(Candidate(word: "--\(option.name)", meaning: option.help[language]))
    }
    if line.command == nil { candidates.append(Candidate(word: "--version")) }
    return .words(candidates.filter { $0.word.hasPrefix(current) })
  }

  private func value(
    _ option: OptionSpec, _ current: String, head: String, _ line: CommandLineStart
  ) -> Answer {
    if let kind = Completer.kinds[option.name] { return names(kind, current, head, line) }
    // What takes an accession number says so by its placeholder, as an argument does.
    if option.placeholder == "NUMBER" { return names(.record, current, head, line) }
    return values(option.shape, current, head: head)
  }

  private func argument(
    _ command: Command, _ current: String, _ line: CommandLineStart
  ) -> Answer {
    if line.arguments == 0, !command.subcommands.isEmpty {
      let below = command.subcommands.filter { $0.verb.hasPrefix(current) }
        .map { Candidate(word: $0.verb, meaning: $0.summary[language]) }
      guard case .words(let words) = value(of: command, current, line) else { return .words(below) }
      return .words(below + words)
    }
    return value(of: command, current, line)
  }

  private func value(
    of command: Command, _ current: String, _ line: CommandLineStart
  ) -> Answer {
    let specs = command.arguments
    guard let last = specs.last, line.arguments < specs.count || last.isRepeated else {
      return .words([])
    }
    let spec = specs[min(line.arguments, specs.count - 1)]
    switch spec.placeholder {
    case "COMMAND": return verbs(current)
    case "NUMBER": return names(.record, current, "", line)
    case "PERSON": return names(.person, current, "", line)
    case "BODY", "PARENT": return names(.body, current, "", line)
    case "INTO":
      let isPerson = command.arguments.first?.placeholder == "PERSON"
      return names(isPerson ? .person : .body, current, "", line)
    case "NUMBER|TITLE":
      let isNumber = current.first.map { $0.isASCII && $0.isNumber } ?? true
      return names(isNumber ? .record : .title, current, "", line)
    default: return values(spec.shape, current, head: "")
    }
  }

  /// Which options take a name that the archive may know; equal names mean the same everywhere.
  private static let kinds: [String: NameKind] = [
    "body": .body, "series": .series, "topic": .topic, "person": .person, "stage": .stage,
    "number": .documentNumber, "parent": .body, "successor": .body, "agency": .agency,
  ]

  private func names(
    _ kind: NameKind, _ current: String, _ head: String, _ line: CommandLineStart
  ) -> Answer {
    .words(
      names(kind, current, line.archive).map {
        Candidate(word: head + $0.name, meaning: $0.meaning)
      })
  }

  private func values(_ shape: ValueShape, _ current: String, head: String) -> Answer {
    switch shape {
    case .text: return .words([])
    case .file: return .files
    case .directory: return .directories
    case .choice(let choices):
      return .words(
        choices.filter { $0.hasPrefix(current) }.map { Candidate(word: head + $0) })
    case .choices(let choices):
      let parts = current.split(separator: ",", omittingEmptySubsequences: false)
      let chosen = parts.dropLast().map { $0 + "," }.joined()
      let rest = choices.filter { !parts.dropLast().contains($0[...]) }
      return .words(
        rest.filter { $0.hasPrefix(parts.last ?? "") }.map {
          Candidate(word: head + chosen + $0)
        })
    }
  }
}

/// What is known of a command line from its first words; wrong ones are passed over.
struct CommandLineStart {
  private let commands: [Command]
  private(set) var command: Command?
  /// The option that the next word is the value of.
  private(set) var waiting: OptionSpec?
  /// Whether every further word is an argument.
  private(set) var isClosed = false
  /// The number of arguments.
  private(set) var arguments = 0
  /// The names of the options.
  private(set) var given: Set<String> = []
  /// The value of `--archive`.
  private(set) var archive: String?

  init(_ commands: [Command]) { self.commands = commands }

  /// The options that may come next.
  var options: [OptionSpec] { command?.allOptions ?? OptionSpec.common }

  /// Reads the next word.
  mutating func read(_ word: String) {
    if let option = waiting {
      waiting = nil
      if option.name == "archive" { archive = word }
    } else if !isClosed, word == "--" {
      isClosed = true
    } else if !isClosed, word.hasPrefix("--") {
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let option = options.first(where: { $0.name == parts[0] }) else { return }
      given.insert(option.name)
      if parts.count == 1, option.placeholder != nil { waiting = option }
      if parts.count == 2, option.name == "archive" { archive = String(parts[1]) }
    } else if let found = commands.first(where: { $0.name == word }), command == nil {
      command = found
    } else if let found = command?.subcommands.first(where: { $0.verb == word }), arguments == 0 {
      command = found
    } else if command != nil {
      arguments += 1
    }
  }
}
