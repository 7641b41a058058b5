/// The help pages, made from the table of commands.
enum HelpPage {
  /// Help is never wider, so that it reads well and looks the same in a manual.
  private static let widest = 96
  private static let indent = 2
  private static let roomForTwo = 60

  private static func width(_ output: Output) -> Int { min(output.width ?? 80, widest) }

  /// The first steps.
  private static let start: [(String, Phrase?)] = [
    ("archivist init chongqing --name 重庆市公共会议记录", Phrase.Overview.founds),
    ("export ARCHIVIST_ARCHIVE=$PWD/chongqing", nil),
    ("archivist append minutes.md", Phrase.Overview.appends),
    ("archivist query 河长制", Phrase.Overview.asks),
  ]

  /// The list of all commands.
  static func overview(for output: Output) -> String {
    let style = output.style
    var lines = [
      style("archivist", .heading) + output.text(Phrase.Overview.archivist), "",
      style(output.text(Phrase.Overview.start), .heading),
    ]
    for (line, meaning) in start {
      lines.append(
        ("  " + TextWidth.pad(line, to: 53) + (meaning.map(output.text) ?? ""))
          .trimmingTrailingSpaces)
    }
    let longest = CommandTable.commands.map(\.name.count).max() ?? 0
    for group in Command.Group.allCases {
      lines += ["", style(output.text(group.title), .heading)]
      for command in CommandTable.commands where command.group == group {
        lines += entry(
          style(command.name, .kind), command.name, output.text(command.summary),
          column: longest + 4,
          width(output))
      }
    }
    lines += ["", output.text(Phrase.Overview.more)]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The page of one command.
  static func page(of command: Command, for output: Output) -> String {
    let style = output.style
    let width = width(output)
    let title = TextWidth.wrap(
      "archivist \(command.name) – \(output.text(command.summary))", to: width)
    let usage = TextWidth.wrap(command.synopsis, to: width - 2).map { "  " + $0 }
    var lines = title.map { style($0, .heading) } + [""] + usage
    if !command.examples.isEmpty {
      lines += ["", style(output.text(Phrase.Overview.examples), .heading)]
      for example in command.examples {
        lines.append("  " + style(example.line, .kind))
        lines += TextWidth.wrap(output.text(example.meaning), to: width - 6).map { "      " + $0 }
      }
    }
    lines += ["", style(output.text(Phrase.Overview.options), .heading)]
    let longest = command.allOptions.map { TextWidth.columns($0.synopsis) }.max() ?? 0
    for option in command.allOptions {
      lines += entry(
        style(option.synopsis, .kind), option.synopsis, output.text(help(for: option)),
        column: min(longest, 22) + 4, width)
    }
    if !command.subcommands.isEmpty {
      lines += ["", style(output.text(Phrase.Overview.subcommands), .heading)]
      for below in command.subcommands {
        let words = ([below.name] + below.arguments.map(\.synopsis)).joined(separator: " ")
        lines += entry(style(words, .kind), words, output.text(below.summary), column: 6, width)
      }
    }
    for detail in command.details.map(output.text) {
      lines.append("")
      let isSetIn = detail.hasPrefix(" ")
      lines +=
        isSetIn
        ? detail.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        : TextWidth.wrap(detail, to: width)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What an option does and takes.
  static func help(for option: OptionSpec) -> Phrase {
    var help = option.help
    switch option.shape {
    case .text, .file, .directory: break
    case .choice(let values): help = Phrase.Overview.values(help, values.map(Phrase.choice))
    case .choices(let values):
      help = Phrase.Overview.values(help, values.map(Phrase.choice)) + Phrase.Overview.commasBetween
    }
    return option.isRepeated ? help + Phrase.Overview.mayBeRepeated : help
  }

  /// A term and what it means beside it, or below it where the term is too long.
  private static func entry(
    _ styled: String, _ term: String, _ meaning: String, column: Int, _ width: Int
  ) -> [String] {
    // Beside each other they need room; in a narrow terminal the meaning stands below.
    let column = width < roomForTwo ? 6 : column
    let space = String(repeating: " ", count: column)
    let meaning = TextWidth.wrap(meaning, to: width - column)
    let head = String(repeating: " ", count: indent) + styled
    let used = indent + TextWidth.columns(term)
    guard used + 2 <= column else { return [head] + meaning.map { space + $0 } }
    let first = head + String(repeating: " ", count: column - used) + (meaning.first ?? "")
    return [first] + meaning.dropFirst().map { space + $0 }
  }
}
