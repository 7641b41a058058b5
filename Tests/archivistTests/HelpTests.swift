import TestSupport
import Testing

@testable import archivist

/// Help pages and completions, kept as texts.
@Suite struct HelpTests {
  @Test func `the list of commands is the one that is kept`() throws {
    let fixture = try CommandLineFixture()
    let help = fixture.run(["help"])
    #expect(help.code == .done)
    try Snapshots.compare(help.output, with: Snapshots.url("help.txt"))
    #expect(fixture.run([]).output == help.output)
    #expect(fixture.run(["--help"]).output == help.output)
    #expect(fixture.run(["-h"]).output == help.output)
  }

  @Test func `the list of commands in Chinese is the one that is kept`() throws {
    let help = try CommandLineFixture().run(["help", "--lang", "zh"])
    #expect(help.code == .done)
    try Snapshots.compare(help.output, with: Snapshots.url("help.zh.txt"))
  }

  @Test(arguments: CommandTable.all.map(\.name), Language.allCases)
  func `the page of a command is the one that is kept`(name: String, language: Language) throws {
    let fixture = try CommandLineFixture()
    fixture.environment = ["LANG": language.rawValue]
    let words = name.split(separator: " ").map(String.init)
    let help = fixture.run(["help"] + words)
    #expect(help.code == .done)
    let ending = language == .english ? "txt" : "\(language.rawValue).txt"
    try Snapshots.compare(
      help.output, with: Snapshots.url("help-\(words.joined(separator: "-")).\(ending)"))
    #expect(fixture.run(words + ["--help"]).output == help.output)
  }

  @Test(arguments: CompletionScript.Shell.names)
  func `the completion of a shell is the one that is kept, in any language`(shell: String) throws {
    for language in Language.allCases {
      let script = try CommandLineFixture().run(["completion", shell, "--lang", language.rawValue])
      #expect(script.code == .done)
      try Snapshots.compare(script.output, with: Snapshots.url("completion.\(shell)"))
    }
  }

  @Test func `the manual page is the one that is kept`() throws {
    for (language, name) in [("en", "archivist.1"), ("zh", "archivist.zh.1")] {
      let page = try CommandLineFixture().run(["help", "--man", "--lang", language])
      #expect(page.code == .done)
      try Snapshots.compare(page.output, with: Snapshots.url(name))
    }
    let page = try CommandLineFixture().run(["help", "--man"])
    for command in CommandTable.all {
      #expect(page.output.contains(".SS \"archivist \(command.name)"))
    }
  }

  @Test(arguments: Language.allCases)
  func `help keeps within the terminal, at any width`(language: Language) throws {
    let fixture = try CommandLineFixture()
    fixture.environment = ["LANG": language.rawValue]
    for width in [40, 60, 80, 120] {
      fixture.width = width
      for command in CommandTable.all {
        for line in fixture.run(["help"] + Self.words(command)).output.split(separator: "\n") {
          let isExample = line.hasPrefix("  archivist")
          #expect(isExample || TextWidth.columns(line) <= width, "\(line)")
        }
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `every option and argument of a command is told on its page`(language: Language) throws {
    let fixture = try CommandLineFixture()
    fixture.environment = ["LANG": language.rawValue]
    for command in CommandTable.all {
      let page = fixture.run(["help"] + Self.words(command)).output
      for option in command.allOptions { #expect(page.contains(option.synopsis)) }
      for argument in command.arguments { #expect(page.contains(argument.placeholder)) }
    }
  }

  private static func words(_ command: Command) -> [String] {
    command.name.split(separator: " ").map(String.init)
  }

  @Test func `wrong words are told with the nearest right one`() throws {
    let fixture = try CommandLineFixture()
    for (line, message) in [
      (["apend"], "'apend' is no command\n  did you mean 'append'?"),
      (["query", "--form", "json"], "'--form' is no option of 'query'\n  did you mean '--from'?"),
      (["query", "--kind", "reprot"], "did you mean 'report'?"),
      (["help", "qurey"], "did you mean 'query'?"),
      (["completion", "bsh"], "did you mean 'bash'?"),
      (["show"], "'show' needs NUMBER\n  usage: archivist show NUMBER [options]"),
      (["show", "1", "2"], "'2' is one word too many for 'show'"),
      (["show", "-1"], "'-1' is no option of 'show'"),
      (["bodies", "alais", "市委", "市"], "did you mean 'bodies alias'?"),
      (["help", "bodies", "alais"], "did you mean 'bodies alias'?"),
      (["bodies", "alias", "市委"], "'bodies alias' needs NAME"),
      (["query", "--from"], "'--from' needs a value: --from DATE"),
      (["query", "--count=1"], "'--count' takes no value"),
      (["query", "--from", "2020", "--from", "2021"], "'--from' is given twice"),
      (
        ["query", "--limit", "many"], "--limit: found 'many', expected a whole number of 0 or more"
      ),
      (["--frmo"], "'--frmo' stands before the command"),
      (["--archive", "x"], "there is no command"),
    ] {
      let outcome = fixture.run(line)
      #expect(outcome.code == .usage)
      #expect(outcome.messages.contains(message), "\(line): \(outcome.messages)")
      #expect(outcome.output.isEmpty)
    }
  }
}
