import Archive
import EventStore

extension Command {
  static let people = Command(
    name: "people", group: .ask, summary: Phrase.People.summary,
    arguments: [ArgumentSpec(placeholder: "PERSON", isRequired: false)],
    options: [
      OptionSpec(name: "on", placeholder: "DAY", help: Phrase.People.on),
      OptionSpec(name: "post", placeholder: "POST", help: Phrase.People.post),
      OptionSpec(name: "body", placeholder: "NAME", help: Phrase.People.body),
      FilterOptions.asOf,
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["table", "json"]),
        help: Phrase.Option.format),
    ],
    details: [Phrase.People.offices, Phrase.People.certainty, Phrase.People.sameName],
    examples: [
      Example(line: "archivist people 张轩", meaning: Phrase.People.one),
      Example(
        line: "archivist people --on 2020-09-18 --body 市人大常委会", meaning: Phrase.People.holders),
      Example(
        line: "archivist people --on 2020-09-18 --post 主任", meaning: Phrase.People.holder),
    ],
    pages: true,
    subcommands: [.peopleRegister, .peopleMerge],
    run: { arguments, session throws(Failure) in
      try PeopleListing(arguments: arguments, session: session).run()
    })

  private static let peopleRegister = Command(
    name: name(of: "register"), group: .ask, summary: Phrase.People.register,
    arguments: [ArgumentSpec(placeholder: "NAME")],
    options: [
      OptionSpec(
        name: "disambiguator", placeholder: "TEXT", help: Phrase.People.disambiguator),
      OptionSpec(
        name: "body", placeholder: "NAME", isRepeated: true, help: Phrase.People.evidenceBody),
      OptionSpec(
        name: "office", placeholder: "OFFICE", isRepeated: true,
        help: Phrase.People.evidenceOffice),
      OptionSpec(
        name: "other-name", placeholder: "NAME", isRepeated: true, help: Phrase.People.otherName),
    ] + RecordingTerms.options,
    details: [Phrase.People.sameName],
    examples: [
      Example(
        line: "archivist people register 张伟 --disambiguator 市审计局 --body 市审计局",
        meaning: Phrase.People.toldApart)
    ],
    run: { arguments, session throws(Failure) in
      var person = PersonRegistration(name: arguments.words[0])
      person.disambiguator = arguments.value("disambiguator")
      person.bodies = arguments.list("body")
      person.offices = arguments.list("office")
      person.otherNames = arguments.list("other-name")
      try record(.register(person), arguments, session)
    })

  private static let peopleMerge = Command(
    name: name(of: "merge"), group: .ask, summary: Phrase.People.merge,
    arguments: [ArgumentSpec(placeholder: "PERSON"), ArgumentSpec(placeholder: "INTO")],
    options: RecordingTerms.options,
    examples: [
      Example(line: "archivist people merge 李克強先生 李克强", meaning: Phrase.People.merge)
    ],
    run: { arguments, session throws(Failure) in
      try record(.merge(arguments.words[0], into: arguments.words[1]), arguments, session)
    })

  private static func name(of verb: String) -> String { "people \(verb)" }

  private static func record(
    _ command: PersonCommand, _ arguments: Arguments, _ session: Session
  ) throws(Failure) {
    let archive = try session.archive(arguments)
    try RegistryRecording(arguments: arguments, session: session).record(
      .told(command)
    ) { role, wait, isRehearsal throws(ArchiveError) in
      try archive.record(person: command, by: role, wait: wait, isRehearsal: isRehearsal)
    }
  }
}

private struct PeopleListing {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    let day = try arguments.value("on", expecting: .date) { PartialDate.Part(asTyped: $0) }
    for name in ["post", "body"] where day == nil && arguments.has(name) {
      throw .usage(.standsOnlyWith("--\(name)", "--on"))
    }
    if day != nil, !arguments.words.isEmpty {
      throw .usage(.standsAlone("--on", notWith: "PERSON"))
    }
    let moment = try FilterOptions.moment(arguments)
    let index = try session.index(of: try session.archive(arguments), asOf: moment)
    let isJSON = arguments.value("format") == "json"
    if let day {
      let body = arguments.value("body")
      if let body, !index.knowsBody(named: body) {
        throw Failure(ArchiveError.bodyRefused(.unknown(body, near: index.bodies(near: body))))
      }
      let holders = index.holders(on: day, post: arguments.value("post"), body: body)
      if isJSON { return try write(holders) { $0.write(to: &$1) } }
      try PersonPage.list(holders, to: session.output)
    } else if let name = arguments.words.first {
      let found = index.people(named: name)
      guard !found.isEmpty else {
        throw Failure(ArchiveError.personRefused(.unknown(name, near: index.person(near: name))))
      }
      if isJSON { return try write(found) { $0.write(to: &$1) } }
      for (place, person) in found.enumerated() {
        if place > 0 { try session.output.line() }
        try PersonPage(person).write(to: session.output)
      }
    } else if isJSON {
      try write(index.people) { $0.write(to: &$1) }
    } else {
      try PersonPage.list(index.people, to: session.output)
    }
  }

  private func write<Value>(
    _ values: [Value], _ object: (Value, inout JSONWriter) -> Void
  ) throws(Failure) {
    try session.output.write(
      records: JSONList.bytes(values) { value, writer in writer.object { object(value, &$0) } })
  }
}
