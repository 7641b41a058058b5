import TestSupport
import Testing

@testable import Archive
@testable import archivist

/// What a word may become, wherever it stands.
@Suite struct CompleterTests {
  private static func answer(_ words: String...) -> Completer.Answer {
    Completer(commands: CommandTable.commands, language: .english) { kind, start, archive in
      [RecordedName(name: "\(start)|\(kind)|\(archive ?? "")", meaning: "")]
    }.answer(words)
  }

  private static func words(_ answer: Completer.Answer) -> [String]? {
    guard case .words(let candidates) = answer else { return nil }
    return candidates.map(\.word)
  }

  @Test func `verbs are known, and options before them`() {
    #expect(Self.words(Self.answer("")) == CommandTable.commands.map(\.name))
    #expect(Self.words(Self.answer("t")) == ["timeline", "topics"])
    #expect(Self.words(Self.answer("x")) == [])
    #expect(
      Self.words(Self.answer("-")) == ["--archive", "--lang", "--no-pager", "--help", "--version"])
    #expect(Self.answer("--archive", "") == .directories)
    #expect(Self.words(Self.answer("--archive", "a", "ini")) == ["init"])
    #expect(Self.words(Self.answer("help", "com")) == ["completion"])
    #expect(Self.words(Self.answer("completion", "")) == ["bash", "zsh", "fish"])
    #expect(Self.words(Self.answer("import", "")) == ["oparl", "legistar", "csv"])
    #expect(Self.words(Self.answer("import", "l")) == ["legistar"])
    #expect(Self.answer("import", "csv", "") == .files)
    #expect(Self.answer("import", "csv", "a.csv", "") == .files)
  }

  @Test func `commands below a verb are known, and names of bodies behind them`() {
    let below = Command.bodies.subcommands.map(\.verb)
    #expect(Self.words(Self.answer("bodies", "")) == below + ["|body|"])
    #expect(Self.words(Self.answer("bodies", "al")) == ["alias", "al|body|"])
    #expect(Self.words(Self.answer("bodies", "alias", "市")) == ["市|body|"])
    #expect(Self.words(Self.answer("bodies", "merge", "市", "委")) == ["委|body|"])
    #expect(Self.words(Self.answer("bodies", "place", "市", "委", "府")) == ["府|body|"])
    #expect(Self.words(Self.answer("bodies", "dissolve", "市", "--succ")) == ["--successor"])
    #expect(Self.words(Self.answer("bodies", "alias", "alias")) == ["alias|body|"])
  }

  @Test func `options are those of the verb that may still be given`() {
    let all = Command.show.allOptions.map { "--\($0.name)" }
    #expect(Self.words(Self.answer("show", "-")) == all)
    #expect(Self.words(Self.answer("show", "--format", "json", "--f")) == [])
    #expect(Self.words(Self.answer("show", "--format=json", "--f")) == [])
    #expect(Self.words(Self.answer("query", "--kind", "report", "--k")) == ["--kind"])
    #expect(Self.words(Self.answer("query", "--", "--k")) == [])
  }

  @Test func `values are known behind a space and behind a sign`() {
    #expect(Self.words(Self.answer("query", "--sort", "r")) == ["relevance", "recorded"])
    #expect(
      Self.words(Self.answer("query", "--sort=r")) == ["--sort=relevance", "--sort=recorded"])
    #expect(Self.answer("timeline", "--output", "x") == .files)
    #expect(Self.answer("timeline", "--output=x") == .files)
    #expect(Self.answer("append", "x", "y") == .files)
    #expect(Self.answer("init", "") == .directories)
    #expect(Self.words(Self.answer("query", "--limit", "")) == [])
    #expect(Self.words(Self.answer("query", "")) == [])
    #expect(Self.words(Self.answer("init", "a", "")) == [])
  }

  @Test func `a list goes on behind each comma, and names nothing twice`() {
    #expect(Self.words(Self.answer("query", "--facet", "k")) == ["kind"])
    #expect(
      Self.words(Self.answer("query", "--facet", "kind,")) == [
        "kind,body", "kind,year", "kind,topic",
      ])
    #expect(Self.words(Self.answer("query", "--facet=kind,y")) == ["--facet=kind,year"])
  }

  @Test(arguments: [
    ("body", NameKind.body), ("series", .series), ("topic", .topic), ("person", .person),
    ("stage", .stage), ("number", .documentNumber),
  ])
  func `names come from the archive that the line names`(option: String, kind: NameKind) {
    #expect(Self.words(Self.answer("query", "--\(option)", "市")) == ["市|\(kind)|"])
    #expect(
      Self.words(Self.answer("timeline", "--archive", "a b", "--\(option)=市"))
        == ["--\(option)=市|\(kind)|a b"])
    #expect(
      Self.words(Self.answer("--archive=c", "query", "--\(option)", "")) == ["|\(kind)|c"])
  }

  @Test func `accession numbers are known where a record is named`() {
    #expect(Self.words(Self.answer("show", "1")) == ["1|record|"])
    #expect(Self.words(Self.answer("show", "1", "2")) == [])
    #expect(Self.words(Self.answer("gaps", "--agency", "渝")) == ["渝|agency|"])
    #expect(Self.words(Self.answer("history", "1")) == ["1|record|"])
    #expect(Self.words(Self.answer("history", "《重")) == ["《重|title|"])
    #expect(Self.words(Self.answer("append", "--to", "1")) == ["1|record|"])
    #expect(Self.words(Self.answer("query", "--to", "1")) == [])
  }

  /// The answer of the program to a shell.
  private static func request(_ fixture: CommandLineFixture, _ words: String...) -> String {
    let outcome = fixture.run(
      ["__complete"] + words, environment: ["ARCHIVIST_ARCHIVE": fixture.archive])
    #expect(outcome.code == .done)
    #expect(outcome.messages.isEmpty)
    return outcome.output
  }

  @Test func `the program answers shells, and is silent where there is nothing to say`() throws {
    let fixture = try CommandLineFixture()
    #expect(Self.request(fixture, "zsh", "query", "--body", "") == "words\n")
    #expect(Self.request(fixture) == "")
    #expect(Self.request(fixture, "tcsh", "query") == "")
    _ = fixture.found()
    _ = try fixture.append(
      #"{"title":"会议","body":["Board of \"Works\"","市政府"],"date":"2020"}"#)
    #expect(
      Self.request(fixture, "zsh", "query", "--body", "") == "words\nBoard of \"Works\"\t\n市政府\t\n")
    #expect(
      Self.request(fixture, "bash", "query", "--body", "B")
        == "words\nBoard\\ of\\ \\\"Works\\\"\n")
    #expect(
      Self.request(fixture, "bash", "query", "--body", "\"Board o")
        == "words\nBoard of \\\"Works\\\"\n")
    #expect(Self.request(fixture, "bash", "query", "--body", "=", "市") == "words\n市政府\n")
    #expect(Self.request(fixture, "bash", "query", "--body", "=", "'市") == "words\n市政府\n")
    #expect(Self.request(fixture, "fish", "show", "") == "words\n1\t会议\n")
    #expect(Self.request(fixture, "bash", "append", "") == "files\n")
  }
}
