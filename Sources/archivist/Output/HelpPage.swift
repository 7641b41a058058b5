/// The help pages, made from the table of commands.
enum HelpPage {
  /// Help is never wider, so that it reads well and looks the same in a manual.
  private static let widest = 96
  private static let indent = 2
  private static let roomForTwo = 60

  private static func width(_ output: Output) -> Int { min(output.width ?? 80, widest) }

  /// The list of all commands.
  static func overview(for output: Output) -> String {
    let style = output.style
    var lines = [
      style("archivist", .heading) + " keeps the public record of policy meetings: append-only,",
      "searchable, verifiable by anybody.",
      "",
      style("Start", .heading),
      "  archivist init chongqing --name 重庆市公共会议记录   found an archive",
      "  export ARCHIVIST_ARCHIVE=$PWD/chongqing",
      "  archivist append minutes.json                        record minutes",
      "  archivist query 河长制                               ask",
    ]
    let longest = CommandTable.commands.map(\.name.count).max() ?? 0
    for group in Command.Group.allCases {
      lines += ["", style(group.rawValue, .heading)]
      for command in CommandTable.commands where command.group == group {
        lines += entry(
          style(command.name, .kind), command.name, command.summary, column: longest + 4,
          width(output))
      }
    }
    lines += ["", "'archivist help COMMAND' tells more, 'archivist --version' the version."]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The page of one command.
  static func page(of command: Command, for output: Output) -> String {
    let style = output.style
    let width = width(output)
    let title = TextWidth.wrap("archivist \(command.name) – \(command.summary)", to: width)
    let usage = TextWidth.wrap(command.synopsis, to: width - 2).map { "  " + $0 }
    var lines = title.map { style($0, .heading) } + [""] + usage
    if !command.examples.isEmpty {
      lines += ["", style("Examples", .heading)]
      for example in command.examples {
        lines.append("  " + style(example.line, .kind))
        lines += TextWidth.wrap(example.meaning, to: width - 6).map { "      " + $0 }
      }
    }
    lines += ["", style("Options", .heading)]
    let longest = command.allOptions.map { TextWidth.columns($0.synopsis) }.max() ?? 0
    for option in command.allOptions {
      lines += entry(
        style(option.synopsis, .kind), option.synopsis, help(for: option),
        column: min(longest, 22) + 4, width)
    }
    for detail in command.details {
      lines.append("")
      let isSetIn = detail.hasPrefix(" ")
      lines +=
        isSetIn ? detail.split(separator: "\n").map(String.init) : TextWidth.wrap(detail, to: width)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What an option does and takes.
  static func help(for option: OptionSpec) -> String {
    var help = option.help
    switch option.shape {
    case .text, .file, .directory: break
    case .choice(let values): help += ": " + values.joined(separator: ", ")
    case .choices(let values): help += ": " + values.joined(separator: ", ") + "; commas between"
    }
    return option.isRepeated ? help + " (may be repeated)" : help
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
