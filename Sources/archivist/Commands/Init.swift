import Archive
import EventStore

extension Command {
  static let initialize = Command(
    name: "init", group: .record, summary: "founds an archive in a new or empty directory",
    arguments: [ArgumentSpec(placeholder: "DIR", shape: .directory)],
    options: [
      OptionSpec(name: "name", placeholder: "NAME", help: "what people call the archive (needed)"),
      OptionSpec(
        name: "zone", placeholder: "ZONE",
        help: "the time zone in which its days end (\(Archive.defaultZone) unless given)"),
      OptionSpec(
        name: "default-openness", placeholder: "OPENNESS",
        shape: .choice(Openness.allCases.map(\.rawValue)),
        help: "the openness of records that state none (unconditional unless given)"),
      OptionSpec(name: "by", placeholder: "ROLE", help: "the role that founds it (clerk)"),
    ],
    examples: [
      Example(
        line: "archivist init chongqing --name 重庆市公共会议记录",
        meaning: "makes the folder chongqing with an empty archive in it")
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
      throw .usage("'init' needs a name for the archive", hint: "--name NAME")
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
        by: role, environment: session.world)
    } catch {
      throw Failure(error, whileWriting: true)
    }
    try session.output.line(
      "founded \(Printable.line(name)) in \(Printable.line(directory)) (\(archive.store.description.id))"
    )
  }
}

/// The option that says in which role somebody records.
enum RoleOption {
  static let spec = OptionSpec(
    name: "by", placeholder: "ROLE", help: "the role that records (clerk), never a person's name")

  static func read(_ arguments: Arguments) throws(Failure) -> Role {
    try arguments.value(
      "by", expecting: "a role: at most \(Role.longestName) of a-z, 0-9, '.', '_' and '-'"
    ) { Role($0) } ?? .clerk
  }
}
