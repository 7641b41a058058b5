/// Scripts that complete commands, options and values, made from the table of commands.
enum CompletionScript {
  /// A shell that can be told how to complete.
  enum Shell: String, CaseIterable {
    case bash
    case zsh
    case fish

    static let names = allCases.map(\.rawValue)
  }

  static func script(
    for shell: Shell, _ commands: [Command], in language: Language
  ) -> String {
    switch shell {
    case .bash: bash(commands, language)
    case .zsh: zsh(commands, language)
    case .fish: fish(commands, language)
    }
  }

  /// The values that may follow an option or an argument.
  private static func values(_ shape: ValueShape) -> [String] {
    switch shape {
    case .text, .file, .directory: []
    case .choice(let values), .choices(let values): values
    }
  }

  /// The names that may follow `help`.
  private static func argumentValues(_ command: Command, _ commands: [Command]) -> [String] {
    command.name == "help" ? commands.map(\.name) : command.arguments.flatMap { values($0.shape) }
  }

  // MARK: bash

  private static func bash(_ commands: [Command], _ language: Language) -> String {
    var cases = ""
    for command in commands {
      var options = ""
      for option in command.allOptions where option.placeholder != nil {
        options += "        --\(option.name)) \(bashReply(option.shape)) ;;\n"
      }
      let flags = command.allOptions.map { "--\($0.name)" }.joined(separator: " ")
      let words = argumentValues(command, commands).joined(separator: " ")
      let namesFiles = command.arguments.contains { takesFiles($0.shape) }
      cases += """
            \(command.name))
              case $previous in
        \(options)        *)
                  if [[ $current == -* ]]; then
                    COMPREPLY=($(compgen -W '\(flags)' -- "$current"))
                  else
                    COMPREPLY=(\(namesFiles ? bashFiles : "$(compgen -W '\(words)' -- \"$current\")"))
                  fi ;;
              esac ;;

        """
    }
    let names = commands.map(\.name).joined(separator: " ")
    return """
      # \(Phrase.Help.scriptForBash[language])
      _archivist() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
        COMPREPLY=()
        if [[ $COMP_CWORD == 1 ]]; then
          COMPREPLY=($(compgen -W '\(names) --version --help' -- "$current"))
          return
        fi
        case ${COMP_WORDS[1]} in
      \(cases)  esac
      }
      complete -o filenames -F _archivist archivist

      """
  }

  private static let bashFiles = "$(compgen -f -- \"$current\")"

  private static func bashReply(_ shape: ValueShape) -> String {
    switch shape {
    case .file: "COMPREPLY=(\(bashFiles))"
    case .directory: "COMPREPLY=($(compgen -d -- \"$current\"))"
    case .text: "COMPREPLY=()"
    case .choice(let values), .choices(let values):
      "COMPREPLY=($(compgen -W '\(values.joined(separator: " "))' -- \"$current\"))"
    }
  }

  private static func takesFiles(_ shape: ValueShape) -> Bool {
    switch shape {
    case .file, .directory: true
    case .text, .choice, .choices: false
    }
  }

  // MARK: zsh

  private static func zsh(_ commands: [Command], _ language: Language) -> String {
    func quoted(_ text: String) -> String {
      text.replacing("'", with: "'\\''").replacing("[", with: "\\[").replacing("]", with: "\\]")
        .replacing(":", with: "\\:")
    }
    func action(_ shape: ValueShape) -> String {
      switch shape {
      case .file: "_files"
      case .directory: "_files -/"
      case .text: " "
      case .choice(let values): "(\(values.joined(separator: " ")))"
      case .choices(let values): "_values -s , value \(values.joined(separator: " "))"
      }
    }
    let list = commands.map { "    '\($0.name):\(quoted($0.summary[language]))'" }.joined(
      separator: "\n")
    var cases = ""
    for command in commands {
      var specs = command.allOptions.map { option in
        let star = option.isRepeated ? "*" : ""
        let value = option.placeholder.map { ":\($0):\(action(option.shape))" } ?? ""
        return "'\(star)--\(option.name)[\(quoted(option.help[language]))]\(value)'"
      }
      let words = argumentValues(command, commands)
      for argument in command.arguments {
        let what = words.isEmpty ? action(argument.shape) : "(\(words.joined(separator: " ")))"
        specs.append("'\(argument.isRepeated ? "*" : "1"):\(argument.placeholder):\(what)'")
      }
      cases += "    \(command.name)) _arguments \(specs.joined(separator: " ")) ;;\n"
    }
    return """
      #compdef archivist
      # \(Phrase.Help.scriptForZsh[language])
      _archivist() {
        local -a commands
        commands=(
      \(list)
        )
        if (( CURRENT == 2 )); then
          _describe command commands
          return
        fi
        local command=$words[2]
        shift words
        (( CURRENT-- ))
        case $command in
      \(cases)  esac
      }
      if [[ ${funcstack[1]} == _archivist ]]; then _archivist "$@"; else compdef _archivist archivist; fi

      """
  }

  // MARK: fish

  private static func fish(_ commands: [Command], _ language: Language) -> String {
    func quoted(_ text: String) -> String {
      "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
    var lines = [
      "# \(Phrase.Help.scriptForFish[language])",
      "complete -c archivist -f",
    ]
    for command in commands {
      lines.append(
        "complete -c archivist -n __fish_use_subcommand -a \(command.name) -d \(quoted(command.summary[language]))"
      )
    }
    for command in commands {
      let condition = "-n '__fish_seen_subcommand_from \(command.name)'"
      for option in command.allOptions {
        var line = "complete -c archivist \(condition) -l \(option.name)"
        if option.placeholder != nil { line += takesFiles(option.shape) ? " -r -F" : " -x" }
        let allowed = values(option.shape)
        if !allowed.isEmpty { line += " -a \(quoted(allowed.joined(separator: " ")))" }
        lines.append(line + " -d \(quoted(option.help[language]))")
      }
      let words = argumentValues(command, commands)
      if !words.isEmpty {
        lines.append(
          "complete -c archivist \(condition) -a \(quoted(words.joined(separator: " ")))")
      } else if command.arguments.contains(where: { takesFiles($0.shape) }) {
        lines.append("complete -c archivist \(condition) -F")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
