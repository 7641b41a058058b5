import EventStore

/// The bodies that an archive knows, and the names by which each of them can be found.
///
/// A pure projection of the events of bodies. A name belongs to one body for ever: its own, an alias
/// or an earlier name. Names that no event is about are bodies as well, known by their name alone.
/// Every spelling has a number, so that a record keeps showing its own; which body that is follows
/// from what was recorded so far, and may change with the next event.
struct BodyRegistry: Sendable {
  /// A body, or what was taken for one until it was found to be another.
  struct Body: Sendable {
    /// The number of its stream; nothing where it is known by its name alone.
    var serial: UInt64?
    /// What it is called now.
    var name: String
    /// Every name that it has or had.
    var names: [String]
    /// Names that it gave up, with the date.
    var earlier: [BodyName.Earlier] = []
    var parents: [String] = []
    var classification: String?
    var jurisdiction: String?
    var dissolution: Dissolution?
    /// Whether nobody has decided anything about it.
    var isAutomatic = true
    /// The body that it was found to be.
    fileprivate(set) var root: Int?
  }

  /// How a body ended.
  struct Dissolution: Hashable, Sendable {
    let date: PartialDate
    let successor: String?
  }

  /// The area whose own bodies are named without it: 市政府 is 重庆市政府.
  private(set) var jurisdiction: String?
  private var keys = BodyKeys(jurisdiction: nil)
  private var bodies: [Body] = []
  private var numbersOfKeys = TextNumbers()
  private var numbersOfSerials: [UInt64: Int] = [:]
  /// The number of the next body that is registered.
  private(set) var nextSerial: UInt64 = 1
  private var facts: [(serial: UInt64, event: BodyEvent)] = []

  /// The spellings by their numbers.
  private(set) var spellings: [String] = []
  /// The term of office that stands in each spelling.
  private(set) var terms: [Int?] = []
  private var numbersOfSpellings = TextNumbers()
  private var met = MetSpellings()
  private var bodiesOfSpellings: [Int] = []

  init() {}

  // MARK: Names

  /// The number of a spelling, given where it has none yet.
  mutating func number(of spelling: String) -> Int {
    if let number = numbersOfSpellings.number(of: spelling.utf8) { return number }
    let name = BodyName(spelling)
    numbersOfSpellings.add(spellings.count, of: spelling.utf8)
    spellings.append(spelling)
    terms.append(name.term)
    bodiesOfSpellings.append(body(named: name.name))
    return spellings.count - 1
  }

  /// The number of a spelling in UTF-8, given where it has none yet.
  mutating func number(of spelling: ArraySlice<UInt8>) -> Int {
    if let number = met.number(of: spelling) { return number }
    let number = number(of: String(decoding: spelling, as: UTF8.self))
    met.add(number)
    return number
  }

  /// The body that a spelling is a name of.
  func group(of number: Int) -> Int { root(of: bodiesOfSpellings[number]) }

  /// The body of a name, whatever its spelling and with or without a term of office; nothing where
  /// no body was ever called so.
  func group(named name: String) -> Int? {
    numbersOfKeys.number(of: key(of: name)).map(root)
  }

  /// What every name of some bodies can look like, as `searchTerm(of:)` gives it.
  func searchTerms(of groups: Set<Int>) -> [[UInt8]] {
    numbersOfKeys.numbers.indices.filter { groups.contains(root(of: numbersOfKeys.numbers[$0])) }
      .flatMap { keys.forms(of: Array(numbersOfKeys.text($0))) }
  }

  /// A spelling as it is found by: without a term of office and normalised, whatever area the archive is for.
  static func searchTerm(of spelling: String) -> [UInt8] {
    // As often as a body is looked up by its name.
    NameTable.key(BodyName(BodyName(spelling).name).name)
  }

  /// The body of a stream.
  func group(serial: UInt64) -> Int? { numbersOfSerials[serial].map(root) }

  /// A body by its number.
  subscript(group: Int) -> Body { bodies[group] }

  /// The numbers of all bodies, in the order in which they were met.
  var groups: some Sequence<Int> { bodies.indices.lazy.filter { bodies[$0].root == nil } }

  /// The names of the bodies that are nearest to a name.
  func near(_ name: String, most: Int = 3) -> [String] {
    NearBodies.find(name, among: groups.map { bodies[$0].names }, most: most)
  }

  /// What a name is compared by.
  func key(of name: String) -> [UInt8] { keys.key(BodyName(name).name) }

  /// How a name is looked up in the derived index: as it is, without the area in front of it, and
  /// with it.
  func forms(of name: String) -> [[UInt8]] { keys.forms(BodyName(name).name) }

  // MARK: Belonging

  /// The bodies that a body belongs to.
  func parents(of group: Int) -> [Int] {
    bodies[group].parents.compactMap { self.group(named: $0) }
  }

  /// A body with everything that belongs to it, near or far.
  func withSubBodies(_ group: Int) -> Set<Int> {
    var found: Set<Int> = [group]
    var last = found
    while !last.isEmpty {
      last = Set(
        groups.filter { body in
          !found.contains(body) && parents(of: body).contains(where: last.contains)
        })
      found.formUnion(last)
    }
    return found
  }

  /// The bodies that belong to a body and to none in between, in the order of their names.
  func subBodies(of group: Int) -> [Int] {
    groups.filter { $0 != group && parents(of: $0).contains(group) }
      .sorted { bodies[$0].name < bodies[$1].name }
  }

  // MARK: Events

  /// Takes in what was recorded about a body.
  mutating func apply(_ event: BodyEvent, serial: UInt64) {
    facts.append((serial, event))
    nextSerial = max(nextSerial, serial + 1)
    carryOut(event, serial)
  }

  /// Takes in to which area relative names belong; nothing for none.
  mutating func set(jurisdiction name: String?) {
    guard name != jurisdiction else { return }
    var renewed = BodyRegistry()
    renewed.jurisdiction = name
    renewed.keys = BodyKeys(jurisdiction: name)
    for (serial, event) in facts { renewed.apply(event, serial: serial) }
    // Spellings keep their numbers.
    for spelling in spellings { _ = renewed.number(of: spelling) }
    self = renewed
  }

  private mutating func carryOut(_ event: BodyEvent, _ serial: UInt64) {
    let subject = numbersOfSerials[serial].map(root) ?? body(named: event.names[0])
    switch event {
    case .registered(let registration):
      enter(registration, serial, at: subject)
      return
    case .aliased(_, let alias): claim(alias, for: subject)
    case .renamed(_, let to, let date):
      claim(to, for: subject)
      let old = bodies[subject].name
      bodies[subject].earlier.append(BodyName.Earlier(name: old, until: date))
      bodies[subject].name = to
    case .placed(_, let parents):
      for parent in parents { _ = body(named: parent) }
      bodies[subject].parents = parents
    case .dissolved(_, let date, let successor):
      if let successor { _ = body(named: successor) }
      bodies[subject].dissolution = Dissolution(date: date, successor: successor)
    case .merged(_, let other, let names):
      for name in [other] + names { claim(name, for: subject) }
    }
    bodies[subject].isAutomatic = false
  }

  private mutating func enter(
    _ registration: BodyRegistration, _ serial: UInt64, at subject: Int
  ) {
    numbersOfSerials[serial] = subject
    for alias in registration.aliases { claim(alias, for: subject) }
    for parent in registration.parents { _ = body(named: parent) }
    var body = bodies[subject]
    if body.serial == nil {
      body.serial = serial
      body.name = registration.name
    }
    if body.parents.isEmpty { body.parents = registration.parents }
    body.classification = body.classification ?? registration.classification
    body.jurisdiction = body.jurisdiction ?? registration.jurisdiction
    body.isAutomatic = body.isAutomatic && registration.isAutomatic
    bodies[subject] = body
    note(registration.name, of: subject)
  }

  /// The body of a name; one that is known by this name alone where there was none.
  private mutating func body(named name: String) -> Int {
    let name = BodyName(name).name
    let key = keys.key(name)
    if let number = numbersOfKeys.number(of: key) { return root(of: number) }
    numbersOfKeys.add(bodies.count, of: key)
    bodies.append(Body(serial: nil, name: name, names: [name]))
    return bodies.count - 1
  }

  /// Makes a name one of a body; whatever was called so until now is found to be this body.
  private mutating func claim(_ name: String, for subject: Int) {
    let other = body(named: name)
    note(name, of: subject)
    guard other != subject else { return }
    let old = bodies[other]
    bodies[other].root = subject
    for name in old.names { note(name, of: subject) }
    bodies[subject].earlier += old.earlier
    if bodies[subject].parents.isEmpty { bodies[subject].parents = old.parents }
    if bodies[subject].classification == nil {
      bodies[subject].classification = old.classification
    }
    if bodies[subject].jurisdiction == nil { bodies[subject].jurisdiction = old.jurisdiction }
    if bodies[subject].serial == nil { bodies[subject].serial = old.serial }
  }

  private mutating func note(_ name: String, of subject: Int) {
    let name = BodyName(name).name
    if !bodies[subject].names.contains(name) { bodies[subject].names.append(name) }
  }

  private func root(of body: Int) -> Int {
    var body = body
    while let next = bodies[body].root { body = next }
    return body
  }
}

extension BodyName {
  /// A name that a body gave up.
  struct Earlier: Hashable, Sendable {
    let name: String
    /// When it got another one.
    let until: PartialDate
  }
}
