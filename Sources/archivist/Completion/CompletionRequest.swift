import Archive

/// Answers a shell that asks what a word may become: `archivist __complete SHELL WORD…`.
///
/// The words are those behind the program's name, up to and with the one that is being typed, as
/// they stand on the line. The first line of the answer is `words`, `files` or `directories`; each
/// line after it is a word, a tab and what the word means. Nothing is ever told on standard error.
struct CompletionRequest {
  /// The verb, which no help page shows.
  static let verb = "__complete"

  let shell: CompletionScript.Shell
  let words: [String]

  init?(_ arguments: ArraySlice<String>) {
    guard let shell = arguments.first.flatMap({ CompletionScript.Shell(rawValue: $0) }) else {
      return nil
    }
    self.shell = shell
    words = Array(arguments.dropFirst())
  }

  /// A person does not wait longer for a list of names.
  private static let patience = Duration.milliseconds(500)

  func answer(_ session: Session) throws(Failure) {
    let line = rejoined
    let typed = line.words.map { ShellWord($0) }
    let deadline = ContinuousClock.now + CompletionRequest.patience
    let completer = Completer(
      commands: CommandTable.commands, language: session.output.language
    ) { kind, start, directory in
      let words = directory.map { ["--archive", Self.withoutTilde($0, session.environment)] } ?? []
      let parser = ArgumentParser()
      // Where there is no archive there are no names, and that is not worth a word.
      guard let arguments = try? parser.parse(.bodies, words),
        let archive = try? session.archive(arguments)
      else { return [] }
      let names = try? archive.names(kind, startingWith: start) { ContinuousClock.now < deadline }
      return names ?? []
    }
    switch completer.answer(typed.map(\.text)) {
    case .files: try session.output.line("files")
    case .directories: try session.output.line("directories")
    case .words(let candidates):
      try session.output.line("words")
      for candidate in candidates where Printable.line(candidate.word) == candidate.word {
        try write(candidate, typed.last?.quotation, split: line.split, session.output)
      }
    }
  }

  private func write(
    _ candidate: Completer.Candidate, _ quotation: Character?, split: String, _ output: Output
  ) throws(Failure) {
    switch shell {
    case .bash:
      // What stands before the point where bash divides words is no part of this one.
      let word = candidate.word.dropFirst(split.count)
      try output.line(ShellWord.bash(String(word), inside: quotation))
    case .zsh, .fish:
      let meaning = TextWidth.truncate(Printable.line(candidate.meaning), to: 60)
      try output.line(candidate.word + "\t" + meaning)
    }
  }

  /// The words of the line, and what stands in the last one before its value.
  ///
  /// Bash divides `--name=value` at the sign.
  private var rejoined: (words: [String], split: String) {
    guard shell == .bash else { return (words, "") }
    var result: [String] = []
    var split = ""
    var joins = false
    for word in words {
      if word == "=", let last = result.last, last.hasPrefix("--") {
        result[result.count - 1] += "="
        split = result[result.count - 1]
        joins = true
      } else if joins {
        result[result.count - 1] += word
        joins = false
      } else {
        result.append(word)
        split = ""
      }
    }
    return (result, split)
  }

  private static func withoutTilde(
    _ path: String, _ environment: (String) -> String?
  ) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = environment("HOME") else { return path }
    return home + path.dropFirst()
  }
}
