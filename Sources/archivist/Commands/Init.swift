import Archive
import EventStore

extension Command {
  static let initialize = Command(
    name: "init", group: .record, summary: Phrase.Init.summary,
    arguments: [ArgumentSpec(placeholder: "DIR", shape: .directory)],
    options: [
      OptionSpec(name: "name", placeholder: "NAME", help: Phrase.Init.name),
      OptionSpec(
        name: "zone", placeholder: "ZONE",
        help: Phrase.Init.zone(Archive.defaultZone)),
      OptionSpec(
        name: "default-openness", placeholder: "OPENNESS",
        shape: .choice(Openness.allCases.map(\.rawValue)),
        help: Phrase.Init.openness),
      OptionSpec(
        name: "jurisdiction", placeholder: "AREA", help: Phrase.Init.jurisdiction),
      OptionSpec(name: "by", placeholder: "ROLE", help: Phrase.Init.role),
    ],
    examples: [
      Example(
        line: "archivist init chongqing --name 重庆市公共会议记录 --jurisdiction 重庆市",
        meaning: Phrase.Init.example)
    ],
    run: { arguments, session throws(Failure) in
      try Initialization(arguments: arguments).run(session)
    })
}

private struct Initialization {
  let arguments: Arguments

  func run(_ session: Session) throws(Failure) {
    let directory = arguments.words[0]
    guard let name = arguments.value("name") else {
      throw .usage(.initNeedsName, hint: Phrase(same: "--name NAME"))
    }
    let role = try RoleOption.read(arguments)
    let archive: Archive
    // An empty directory that is there already is filled in place.
    Interruption.isDeferred = true
    do throws(ArchiveError) {
      archive = try Archive.found(
        at: directory, name: name,
        zone: arguments.value("zone") ?? Archive.defaultZone,
        openness: arguments.choice("default-openness", default: .unconditional),
        jurisdiction: arguments.value("jurisdiction"), by: role, environment: session.world)
    } catch {
      throw Failure(error, whileWriting: true)
    }
    try session.output.line(
      .founded(
        Printable.line(name), in: Printable.line(directory), id: archive.store.description.id))
  }
}

/// The option that says in which role somebody records.
enum RoleOption {
  static let spec = OptionSpec(
    name: "by", placeholder: "ROLE", help: Phrase.Option.role)

  static func read(_ arguments: Arguments) throws(Failure) -> Role {
    try arguments.value(
      "by", expecting: .role(longest: Role.longestName)
    ) { Role($0) } ?? .clerk
  }
}
