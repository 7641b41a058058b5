/// The manual page archivist(1), made from the table of commands (man(7) macros).
struct ManPage {
  private var page = Roff()
  private let language: Language

  /// When the version was made; a page that told the day of its printing would never be the same.
  private static let date = "2026-11-21"

  /// The page in roff.
  static func text(_ commands: [Command], in language: Language) -> String {
    var page = ManPage(language)
    page.writeHead()
    page.write(commands)
    page.writeOptions()
    page.writeExitStatus()
    page.writeEnvironment()
    page.writeFiles()
    page.writeExamples(commands)
    return page.page.text
  }

  private init(_ language: Language) { self.language = language }

  private func text(_ phrase: Phrase) -> String { phrase[language] }

  /// A phrase as a sentence begins.
  private func sentence(_ phrase: Phrase) -> String {
    text(phrase).prefix(1).uppercased() + text(phrase).dropFirst()
  }

  private mutating func section(_ heading: Phrase) { page.section(text(heading)) }

  private mutating func term(_ term: String, _ meaning: Phrase) { page.term(term, text(meaning)) }

  private mutating func writeHead() {
    page.title("ARCHIVIST", 1, date: ManPage.date, source: "archivist \(Main.version)")
    section(Phrase.Manual.Heading.name)
    page.name("archivist", text(Phrase.Manual.name))
    section(Phrase.Manual.Heading.synopsis)
    page.bold("archivist", then: text(Phrase.Manual.synopsis))
    section(Phrase.Manual.Heading.description)
    page.text(text(Phrase.Manual.purpose))
    page.paragraph(text(Phrase.Manual.streams))
  }

  private mutating func write(_ commands: [Command]) {
    section(Phrase.Manual.Heading.commands)
    for command in commands {
      page.subsection(command.synopsis)
      page.text(sentence(command.summary) + (language == .english ? "." : "。"))
      for option in command.options { term(option.synopsis, HelpPage.help(for: option)) }
      for detail in command.details.map(text) {
        if detail.hasPrefix(" ") { page.example(detail) } else { page.paragraph(detail) }
      }
    }
  }

  private mutating func writeOptions() {
    section(Phrase.Manual.Heading.options)
    for option in OptionSpec.common { term(option.synopsis, HelpPage.help(for: option)) }
    term("--version", Phrase.Manual.version)
  }

  private mutating func writeExitStatus() {
    section(Phrase.Manual.Heading.status)
    for code in ExitCode.allCases { term("\(code.rawValue)", code.meaning) }
  }

  private mutating func writeEnvironment() {
    section(Phrase.Manual.Heading.environment)
    term("ARCHIVIST_ARCHIVE", Phrase.Manual.archive)
    term("LC_ALL, LC_MESSAGES, LANG", Phrase.Manual.locale)
    term("ARCHIVIST_PAGER, PAGER", Phrase.Manual.pager)
    term("LESS, LV", Phrase.Manual.pagerSettings)
    term("NO_COLOR", Phrase.Manual.noColor)
    term("TERM", Phrase.Manual.term)
  }

  private mutating func writeFiles() {
    section(Phrase.Manual.Heading.files)
    page.text(text(Phrase.Manual.folder))
    term("archive.json", Phrase.Manual.description)
    term("log/*.jsonl", Phrase.Manual.log)
    term("index/", Phrase.Manual.index)
    term("lock", Phrase.Manual.lock)
    term("README.txt", Phrase.Manual.readme)
  }

  private mutating func writeExamples(_ commands: [Command]) {
    section(Phrase.Manual.Heading.examples)
    for (index, example) in commands.flatMap(\.examples).enumerated() {
      let meaning = sentence(example.meaning) + (language == .english ? ":" : "：")
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
