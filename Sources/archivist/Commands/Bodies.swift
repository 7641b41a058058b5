import Archive
import EventStore

extension Command {
  static let bodies = Command(
    name: "bodies", group: .ask, summary: Phrase.Bodies.summary,
    arguments: [ArgumentSpec(placeholder: "BODY", isRequired: false)],
    options: [
      FilterOptions.asOf,
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["table", "json"]),
        help: Phrase.Option.format),
    ],
    details: [Phrase.Bodies.names, Phrase.Bodies.relative],
    examples: [
      Example(line: "archivist bodies 市人大常委会", meaning: Phrase.Bodies.one),
      Example(
        line: "archivist bodies alias 市人大常委会 重庆市人民代表大会常务委员会",
        meaning: Phrase.Bodies.shortName),
    ],
    pages: true,
    subcommands: [
      .bodiesRegister, .bodiesAlias, .bodiesRename, .bodiesPlace, .bodiesDissolve, .bodiesMerge,
      .bodiesJurisdiction,
    ],
    run: { arguments, session throws(Failure) in
      let moment = try FilterOptions.moment(arguments)
      let index = try session.index(of: try session.archive(arguments), asOf: moment)
      let isJSON = arguments.value("format") == "json"
      if let name = arguments.words.first {
        guard let tree = index.body(named: name) else {
          throw Failure(
            ArchiveError.bodyRefused(.unknown(name, near: index.bodies(near: name))))
        }
        if isJSON {
          var writer = JSONWriter()
          writer.object { tree.write(to: &$0) }
          writer.lineBreak()
          try session.output.write(records: writer.bytes)
        } else {
          try BodyPage(tree).write(to: session.output)
        }
      } else if isJSON {
        try session.output.write(
          JSONList.bytes(index.bodies) { body, writer in writer.object { body.write(to: &$0) } })
      } else {
        try BodyPage.list(index.bodies, to: session.output)
      }
    })

  private static let bodiesRegister = below(
    "register", Phrase.Bodies.register, [ArgumentSpec(placeholder: "NAME")],
    options: [
      OptionSpec(name: "alias", placeholder: "NAME", isRepeated: true, help: Phrase.Bodies.other),
      OptionSpec(
        name: "parent", placeholder: "BODY", isRepeated: true, help: Phrase.Bodies.parent),
      OptionSpec(
        name: "classification", placeholder: "KIND", help: Phrase.Bodies.classification),
      OptionSpec(name: "jurisdiction", placeholder: "AREA", help: Phrase.Bodies.area),
    ], example: "archivist bodies register 市人大财经委 --parent 市人大常委会"
  ) { arguments throws(Failure) in
    var body = BodyRegistration(name: arguments.words[0])
    body.aliases = arguments.list("alias")
    body.parents = arguments.list("parent")
    body.classification = arguments.value("classification")
    body.jurisdiction = arguments.value("jurisdiction")
    return .register(body)
  }

  private static let bodiesAlias = below(
    "alias", Phrase.Bodies.alias,
    [ArgumentSpec(placeholder: "BODY"), ArgumentSpec(placeholder: "NAME")],
    example: "archivist bodies alias 市人大常委会 重庆市人民代表大会常务委员会"
  ) { arguments throws(Failure) in .alias(arguments.words[0], arguments.words[1]) }

  private static let bodiesRename = below(
    "rename", Phrase.Bodies.rename,
    [ArgumentSpec(placeholder: "BODY"), ArgumentSpec(placeholder: "NAME")], options: [date],
    example: "archivist bodies rename 市安监局 市应急局 --date 2018-10"
  ) { arguments throws(Failure) in
    .rename(arguments.words[0], to: arguments.words[1], date: try neededDate(arguments))
  }

  private static let bodiesPlace = below(
    "place", Phrase.Bodies.place,
    [
      ArgumentSpec(placeholder: "BODY"), ArgumentSpec(placeholder: "PARENT", isRepeated: true),
    ], example: "archivist bodies place 市审计局 市政府"
  ) { arguments throws(Failure) in
    .place(arguments.words[0], parents: Array(arguments.words.dropFirst()))
  }

  private static let bodiesDissolve = below(
    "dissolve", Phrase.Bodies.dissolve, [ArgumentSpec(placeholder: "BODY")],
    options: [
      date, OptionSpec(name: "successor", placeholder: "BODY", help: Phrase.Bodies.successor),
    ], example: "archivist bodies dissolve 市安监局 --date 2018-10 --successor 市应急局"
  ) { arguments throws(Failure) in
    .dissolve(
      arguments.words[0], date: try neededDate(arguments), successor: arguments.value("successor"))
  }

  private static let bodiesMerge = below(
    "merge", Phrase.Bodies.merge,
    [ArgumentSpec(placeholder: "BODY"), ArgumentSpec(placeholder: "INTO")],
    example: "archivist bodies merge 市人民政府 市政府"
  ) { arguments throws(Failure) in .merge(arguments.words[0], into: arguments.words[1]) }

  private static let bodiesJurisdiction = below(
    "jurisdiction", Phrase.Bodies.jurisdiction, [ArgumentSpec(placeholder: "AREA")],
    example: "archivist bodies jurisdiction 重庆市"
  ) { arguments throws(Failure) in .setJurisdiction(arguments.words[0]) }

  private static let date = OptionSpec(
    name: "date", placeholder: "DATE", help: Phrase.Bodies.date)

  private static func neededDate(_ arguments: Arguments) throws(Failure) -> PartialDate {
    let part = try arguments.value("date", expecting: .date) { PartialDate.Part(asTyped: $0) }
    guard let date = part.flatMap({ PartialDate("\($0)") }) else {
      throw .usage(
        .needsOption("date", arguments.command.name),
        hint: .helpListsOptions(of: arguments.command.name))
    }
    return date
  }

  /// A command that records something about a body.
  private static func below(
    _ verb: String, _ summary: Phrase, _ words: [ArgumentSpec], options: [OptionSpec] = [],
    example: String, _ command: @escaping @Sendable (Arguments) throws(Failure) -> BodyCommand
  ) -> Command {
    Command(
      name: "bodies \(verb)", group: .ask, summary: summary, arguments: words,
      options: options + RecordingTerms.options,
      examples: [Example(line: example, meaning: summary)],
      run: { arguments, session throws(Failure) in
        let command = try command(arguments)
        let archive = try session.archive(arguments)
        try RegistryRecording(arguments: arguments, session: session).record(
          .told(command)
        ) { role, wait, isRehearsal throws(ArchiveError) in
          try archive.record(body: command, by: role, wait: wait, isRehearsal: isRehearsal)
        }
      })
  }
}
