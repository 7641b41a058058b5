import EventStore

/// What somebody wants recorded about a person.
public enum PersonCommand: Sendable {
  /// Enter one in the registry.
  case register(PersonRegistration)
  /// Tell that the first is the second.
  case merge(String, into: String)
}

/// Why the archive does not do what somebody asked about a person; nothing was recorded then.
public enum PersonRefusal: Error, Hashable, Sendable {
  /// Nobody has the name; those whose names are near.
  case unknown(String, near: String?)
  /// Several have the name; how each is called apart from the others.
  case several(String, [String])
  /// Somebody is registered so already.
  case isRegistered(String)
  /// Both are one person already.
  case isSame(String, String)
  /// No body has a name given as evidence; those that are near.
  case unknownBody(String, near: [String])
  /// One who is told from others needs evidence, or no record would be about that person.
  case withoutEvidence(String)
  /// The text is not a name.
  case noName(String)
}

extension PersonRefusal: CustomStringConvertible {
  /// The reason, and what to do.
  public var description: String {
    switch self {
    case .unknown(let name, let near):
      "nobody is called '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? "")
    case .several(let name, let labels):
      "several are called '\(name)': \(labels.joined(separator: ", "))"
    case .isRegistered(let label): "\(label) is registered already"
    case .isSame(let one, let other): "'\(one)' and '\(other)' are one person already"
    case .unknownBody(let name, let near): "\(BodyRefusal.unknown(name, near: near))"
    case .withoutEvidence(let name):
      "what tells \(name) from others of the name? give --body or --office, which records bear out"
    case .noName(let text): "'\(text)' is not a name of a person"
    }
  }
}

extension SearchIndex {
  /// Decides what is to be recorded about persons, each event with the stream it belongs to.
  func decide(
    _ command: PersonCommand
  ) throws(PersonRefusal) -> [(stream: StreamName, event: ProposedEvent)] {
    switch command {
    case .register(let person): try register(person)
    case .merge(let name, let into): try merge(name, into)
    }
  }

  private func register(
    _ person: PersonRegistration
  ) throws(PersonRefusal) -> [(stream: StreamName, event: ProposedEvent)] {
    for name in [person.name] + person.otherNames { try checkName(name) }
    if let disambiguator = person.disambiguator {
      try checkName(disambiguator)
      guard !person.bodies.isEmpty || !person.offices.isEmpty else {
        throw .withoutEvidence(person.label)
      }
      guard persons.identities(of: person.label).allSatisfy({ !isRegistered($0) }) else {
        throw .isRegistered(person.label)
      }
    } else {
      // A name alone is one person's.
      for name in [person.name] + person.otherNames {
        let key = NameTable.key(name)
        for number in persons.persons(named: key)
        where persons.persons[number].plainNames.contains(key) {
          throw .isRegistered(persons.persons[number].registration.label)
        }
      }
    }
    for body in person.bodies where bodyNames.group(named: body) == nil {
      throw .unknownBody(body, near: bodies(near: body))
    }
    return [
      (Streams.name(Streams.person, persons.nextSerial), PersonEvent.registered(person).proposed)
    ]
  }

  private func merge(
    _ name: String, _ into: String
  ) throws(PersonRefusal) -> [(stream: StreamName, event: ProposedEvent)] {
    var events: [(stream: StreamName, event: ProposedEvent)] = []
    var next = persons.nextSerial
    func entered(_ identity: PersonRegistry.Identity, _ name: String) -> (UInt64, String) {
      if case .registered(let number) = identity {
        let person = persons.persons[number]
        return (person.serial, person.registration.label)
      }
      let spelling = spelling(of: identity) ?? name
      let event = PersonEvent.registered(PersonRegistration(name: spelling))
      events.append((Streams.name(Streams.person, next), event.proposed))
      next += 1
      return (next - 1, spelling)
    }
    let (one, other) = (try person(called: name), try person(called: into))
    guard one != other else { throw .isSame(name, into) }
    let (serial, label) = entered(other, into)
    let (old, oldLabel) = entered(one, name)
    events.append(
      (
        Streams.name(Streams.person, serial),
        PersonEvent.merged(name: label, other: old, otherName: oldLabel).proposed
      ))
    return events
  }

  private func isRegistered(_ identity: PersonRegistry.Identity) -> Bool {
    if case .registered = identity { true } else { false }
  }

  private func spelling(of identity: PersonRegistry.Identity) -> String? {
    guard case .name(let key) = identity else { return nil }
    return personNames.group(withKey: key).map { personNames.firstSpellings[$0] }
  }

  /// The one person whom a text means.
  private func person(called text: String) throws(PersonRefusal) -> PersonRegistry.Identity {
    let found = persons.identities(of: text).filter { isRegistered($0) || spelling(of: $0) != nil }
    guard let only = found.first else {
      throw .unknown(text, near: Nearest.match(text, among: personNames.firstSpellings))
    }
    guard found.count == 1 else {
      let labels = found.map { identity in
        if case .registered(let number) = identity {
          persons.persons[number].registration.label
        } else {
          text
        }
      }
      throw .several(text, labels)
    }
    return only
  }

  private func checkName(_ text: String) throws(PersonRefusal) {
    let isPlain = !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard !NameTable.key(text).isEmpty, isPlain else { throw .noName(text) }
  }
}

extension Archive {
  /// Records something about a person.
  ///
  /// Somebody who is known by name alone is registered on the way. Reads the whole log. When this
  /// returns, everything is durable. For the parameters see `record(body:by:wait:isRehearsal:)`.
  /// - Throws: `personRefused` where it makes no sense beside what is known; `store`.
  public func record(
    person command: PersonCommand, by role: Role = .clerk, wait: Int = 5000,
    isRehearsal: Bool = false
  ) throws(ArchiveError) -> RegistryReport {
    try register(by: role, wait, isRehearsal) { index throws(ArchiveError) in
      do throws(PersonRefusal) {
        return try index.decide(command)
      } catch {
        throw .personRefused(error)
      }
    }
  }
}
