extension Command {
  static let help = Command(
    name: "help", group: .help, summary: "shows these pages",
    arguments: [ArgumentSpec(placeholder: "COMMAND", isRequired: false)],
    options: [OptionSpec(name: "man", help: "print all of it as a manual page, in roff")],
    examples: [
      Example(line: "archivist help query", meaning: "tells one command"),
      Example(
        line: "archivist help --man | man -l -", meaning: "shows the manual without installing it"),
    ],
    pages: true,
    run: { arguments, session throws(Failure) in
      if arguments.has("man") {
        try session.output.write(ManPage.text(CommandTable.commands))
        return
      }
      guard let word = arguments.words.first else {
        try session.output.write(HelpPage.overview(for: session.output))
        return
      }
      let command = try ArgumentParser(commands: CommandTable.commands).command(word)
      try session.output.write(HelpPage.page(of: command, for: session.output))
    })

  static let completion = Command(
    name: "completion", group: .help, summary: "prints a script that completes words in a shell",
    arguments: [
      ArgumentSpec(placeholder: "SHELL", shape: .choice(CompletionScript.Shell.names))
    ],
    examples: [
      Example(
        line: "source <(archivist completion bash)", meaning: "completes in this bash from now on"),
      Example(
        line: "archivist completion fish > ~/.config/fish/completions/archivist.fish",
        meaning: "completes in every fish"),
    ],
    run: { arguments, session throws(Failure) in
      guard let shell = CompletionScript.Shell(rawValue: arguments.words[0]) else { return }
      try session.output.write(CompletionScript.script(for: shell))
    })
}
