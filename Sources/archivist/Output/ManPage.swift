/// The manual page archivist(1), made from the table of commands (man(7) macros).
struct ManPage {
  private var page = Roff()

  /// When the version was made; a page that told the day of its printing would never be the same.
  private static let date = "2026-11-21"

  /// The page in roff.
  static func text(_ commands: [Command]) -> String {
    var page = ManPage()
    page.writeHead()
    page.write(commands)
    page.writeOptions()
    page.writeExitStatus()
    page.writeEnvironment()
    page.writeFiles()
    page.writeExamples(commands)
    return page.page.text
  }

  private mutating func writeHead() {
    page.title("ARCHIVIST", 1, date: ManPage.date, source: "archivist \(Main.version)")
    page.section("NAME")
    page.name("archivist", "the public record of policy meetings, append-only and verifiable")
    page.section("SYNOPSIS")
    page.bold("archivist", then: "COMMAND [arguments] [options]")
    page.section("DESCRIPTION")
    page.text(
      """
      Keeps who met, when, what reports they heard, what they resolved, whom they appointed. Clerks \
      append minutes to a log of plain text lines that is never rewritten; researchers ask it by \
      body, date, topic, person, document number or words; anybody can verify that nothing was \
      changed.
      """)
    page.paragraph(
      """
      Answers go to standard output, everything else to standard error. In place of a file, '-' is \
      standard input or output.
      """)
  }

  private mutating func write(_ commands: [Command]) {
    page.section("COMMANDS")
    for command in commands {
      page.subsection(command.synopsis)
      let summary = command.summary
      page.text(summary.prefix(1).uppercased() + summary.dropFirst() + ".")
      for option in command.options { page.term(option.synopsis, HelpPage.help(for: option)) }
      for detail in command.details {
        if detail.hasPrefix(" ") { page.example(detail) } else { page.paragraph(detail) }
      }
    }
  }

  private mutating func writeOptions() {
    page.section("OPTIONS OF EVERY COMMAND")
    for option in OptionSpec.common { page.term(option.synopsis, HelpPage.help(for: option)) }
    page.term("--version", "alone: tell the version")
  }

  private mutating func writeExitStatus() {
    page.section("EXIT STATUS")
    for code in ExitCode.allCases { page.term("\(code.rawValue)", code.meaning) }
  }

  private mutating func writeEnvironment() {
    page.section("ENVIRONMENT")
    page.term("ARCHIVIST_ARCHIVE", "the archive to work on, where --archive names none")
    page.term(
      "ARCHIVIST_PAGER, PAGER",
      """
      shows answers that are longer than the screen; less unless one is set, none where it is empty \
      or cat
      """)
    page.term("LESS, LV", "settings of these pagers; FRX and -c unless they are set")
    page.term("NO_COLOR", "where it is set and not empty, nothing is coloured")
    page.term("TERM", "where it is dumb, nothing is coloured or paged")
  }

  private mutating func writeFiles() {
    page.section("FILES")
    page.text("An archive is a folder, whose files can be read without this program:")
    page.term("archive.json", "what the archive is")
    page.term("log/*.jsonl", "the record itself, an event on each line, oldest first")
    page.term("index/", "derived files, which may be deleted at any time")
    page.term("lock", "used while the program writes")
    page.term("README.txt", "says this to whoever finds the folder")
  }

  private mutating func writeExamples(_ commands: [Command]) {
    page.section("EXAMPLES")
    for (index, example) in commands.flatMap(\.examples).enumerated() {
      let meaning = example.meaning.prefix(1).uppercased() + example.meaning.dropFirst() + ":"
      // A heading begins a paragraph by itself.
      if index == 0 { page.text(meaning) } else { page.paragraph(meaning) }
      page.example("    " + example.line)
    }
  }
}

/// A page in the language of man(7) in the making.
private struct Roff {
  private(set) var text = ""

  mutating func title(_ name: String, _ section: Int, date: String, source: String) {
    text += ".TH \(name) \(section) \(date) \"\(source)\"\n"
    // Nothing is hyphenated or stretched: options must be found, and Chinese has no spaces.
    text += ".nr HY 0\n.ad l\n"
  }

  mutating func section(_ name: String) { text += ".SH \(name)\n" }

  mutating func subsection(_ name: String) { text += ".SS \"\(Roff.escaped(name))\"\n" }

  /// The line that lists of manuals read, with the hyphen as they want it.
  mutating func name(_ name: String, _ meaning: String) {
    text += "\(name) \\- \(Roff.escaped(meaning))\n"
  }

  private static let longestLine = 79

  /// Text, filled into lines by whoever shows it.
  mutating func text(_ words: String) {
    var line = ""
    for word in Roff.escaped(words).split(separator: " ") {
      if !line.isEmpty, Roff.length(line) + 1 + Roff.length(word) > Roff.longestLine {
        text += Roff.guarded(line) + "\n"
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    text += Roff.guarded(line) + "\n"
  }

  /// The length once every character beyond ASCII is written as `\[u4E00]`, as roff reads it.
  private static func length(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 8) }
  }

  mutating func paragraph(_ words: String) {
    text += ".PP\n"
    text(words)
  }

  mutating func bold(_ word: String, then rest: String) {
    text += ".B \(Roff.escaped(word))\n"
    text(rest)
  }

  /// A term and what it means.
  mutating func term(_ term: String, _ meaning: String) {
    text += ".TP\n.B \"\(Roff.escaped(term))\"\n"
    text(meaning)
  }

  /// Lines that stay as they are.
  mutating func example(_ lines: String) {
    text += ".PP\n.EX\n"
    for line in lines.split(separator: "\n") {
      text += Roff.guarded(Roff.escaped(String(line))) + "\n"
    }
    text += ".EE\n"
  }

  /// What roff would read as a command or turn into other characters, so that it stays.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "`": escaped += "\\(ga"
      case "^": escaped += "\\(ha"
      case "~": escaped += "\\(ti"
      case "\"": escaped += "\\(dq"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  /// A line must not begin like a command.
  private static func guarded(_ line: String) -> String {
    line.hasPrefix(".") ? "\\&" + line : line
  }
}
