import EventStore

/// The persons that somebody has registered, and to whom a name in a record belongs.
///
/// A pure projection of the events of persons. Most names are registered by nobody: such a name is one
/// person. A person with a disambiguator has only the records that bear out the evidence given with the
/// registration; all others of the name stay under the name alone.
struct PersonRegistry: Sendable {
  /// A registered person, or what was taken for one until it was found to be another.
  struct Person: Sendable {
    let serial: UInt64
    let registration: PersonRegistration
    /// Every name, as names are compared.
    var names: Set<[UInt8]>
    /// Names that are this person's without any evidence.
    var plainNames: Set<[UInt8]>
    var bodies: [String]
    var offices: Set<[UInt8]>
    var otherNames: [String]
    /// What it was found to be.
    var root: Int?
  }

  /// Who is meant: a registered person, or whoever has a name.
  enum Identity: Hashable, Sendable {
    case registered(Int)
    case name([UInt8])
  }

  private(set) var persons: [Person] = []
  private var numbers: [UInt64: Int] = [:]
  private var byName: [[UInt8]: [Int]] = [:]
  /// The number of the next person that is registered.
  private(set) var nextSerial: UInt64 = 1

  /// Takes in what was recorded about a person.
  mutating func apply(_ event: PersonEvent, serial: UInt64) {
    nextSerial = max(nextSerial, serial + 1)
    switch event {
    case .registered(let registration):
      let names = Set(([registration.name] + registration.otherNames).map(NameTable.key))
      numbers[serial] = persons.count
      for name in names { byName[name, default: []].append(persons.count) }
      persons.append(
        Person(
          serial: serial, registration: registration, names: names,
          plainNames: registration.disambiguator == nil ? names : [],
          bodies: registration.bodies, offices: Set(registration.offices.map(NameTable.key)),
          otherNames: registration.otherNames))
    case .merged(_, let other, _):
      guard let one = number(serial: serial), let two = number(serial: other), one != two else {
        return
      }
      let old = persons[two]
      persons[two].root = one
      persons[one].names.formUnion(old.names)
      persons[one].plainNames.formUnion(old.plainNames)
      persons[one].bodies += old.bodies
      persons[one].offices.formUnion(old.offices)
      for name in [old.registration.name] + old.otherNames
      where name != persons[one].registration.name && !persons[one].otherNames.contains(name) {
        persons[one].otherNames.append(name)
      }
    }
  }

  private func number(serial: UInt64) -> Int? { numbers[serial].map(root) }

  private func root(_ person: Int) -> Int {
    var person = person
    while let next = persons[person].root { person = next }
    return person
  }

  /// The registered persons that have a name.
  func persons(named key: [UInt8]) -> [Int] {
    guard let found = byName[key] else { return [] }
    return Array(Set(found.map(root))).sorted()
  }

  /// Whom somebody means: `person/3`, 张伟（市审计局）, or a name, which may be that of several.
  func identities(of text: String) -> [Identity] {
    if let stream = StreamName(text), stream.category == Streams.person {
      return number(serial: stream.serial).map { [.registered($0)] } ?? []
    }
    let key = NameTable.key(text)
    let labelled = persons.indices.filter {
      persons[$0].registration.disambiguator != nil
        && NameTable.key(persons[$0].registration.label) == key
    }
    if !labelled.isEmpty { return labelled.map { .registered(root($0)) } }
    let found = persons(named: key)
    let isOwned = found.contains { persons[$0].plainNames.contains(key) }
    return found.map { .registered($0) } + (isOwned ? [] : [.name(key)])
  }

  /// To whom a name in a record belongs.
  ///
  /// - Parameters:
  ///   - bodies: The bodies that the record is about, resolved.
  ///   - resolve: Finds the body of a name.
  func identity(
    of mention: PersonMention, bodies: [Int], resolve: (String) -> Int?
  ) -> Identity {
    let key = NameTable.key(mention.name)
    let found = persons(named: key)
    guard !found.isEmpty else { return .name(key) }
    let borneOut = found.filter { number in
      let person = persons[number]
      if let office = mention.office, person.offices.contains(NameTable.key(office)) { return true }
      return person.bodies.contains { name in resolve(name).map(bodies.contains) ?? false }
    }
    if borneOut.count == 1 { return .registered(borneOut[0]) }
    let owners = found.filter { persons[$0].plainNames.contains(key) }
    return owners.count == 1 ? .registered(owners[0]) : .name(key)
  }
}
