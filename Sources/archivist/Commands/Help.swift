extension Command {
  static let help = Command(
    name: "help", group: .help, summary: Phrase.Help.summary,
    arguments: [ArgumentSpec(placeholder: "COMMAND", isRequired: false, isRepeated: true)],
    options: [OptionSpec(name: "man", help: Phrase.Help.man)],
    examples: [
      Example(line: "archivist help query", meaning: Phrase.Help.one),
      Example(
        line: "archivist help --man | man -l -", meaning: Phrase.Help.showsManual),
    ],
    pages: true,
    run: { arguments, session throws(Failure) in
      if arguments.has("man") {
        try session.output.write(ManPage.text(CommandTable.all, in: session.output.language))
        return
      }
      guard !arguments.words.isEmpty else {
        try session.output.write(HelpPage.overview(for: session.output))
        return
      }
      let command = try ArgumentParser().command(arguments.words)
      try session.output.write(HelpPage.page(of: command, for: session.output))
    })

  static let completion = Command(
    name: "completion", group: .help, summary: Phrase.Help.completion,
    arguments: [
      ArgumentSpec(placeholder: "SHELL", shape: .choice(CompletionScript.Shell.names))
    ],
    examples: [
      Example(
        line: "source <(archivist completion bash)", meaning: Phrase.Help.bash),
      Example(
        line: "archivist completion fish > ~/.config/fish/completions/archivist.fish",
        meaning: Phrase.Help.fish),
    ],
    run: { arguments, session throws(Failure) in
      guard let shell = CompletionScript.Shell(rawValue: arguments.words[0]) else { return }
      try session.output.write(CompletionScript.script(for: shell))
    })
}
