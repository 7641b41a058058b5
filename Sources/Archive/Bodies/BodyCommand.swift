import EventStore

/// What somebody wants recorded about a body.
public enum BodyCommand: Sendable {
  /// Enter it in the registry.
  case register(BodyRegistration)
  /// Give it another name beside its own.
  case alias(String, String)
  /// Tell to which bodies it belongs.
  case place(String, parents: [String])
  /// Tell that it is called otherwise from a date on.
  case rename(String, to: String, date: PartialDate)
  /// Tell that it ceased on a date, and what took its place.
  case dissolve(String, date: PartialDate, successor: String?)
  /// Tell that the first is the second.
  case merge(String, into: String)
  /// Tell to which area relative names belong.
  case setJurisdiction(String)
}

/// Decides what is to be recorded about bodies, each event with the stream it belongs to; depends on
/// the registry alone.
func decide(
  _ command: BodyCommand, _ registry: BodyRegistry
) throws(BodyRefusal) -> [(stream: StreamName, event: ProposedEvent)] {
  var decision = BodyDecision(registry: registry)
  try decision.decide(command)
  return decision.events
}

private struct BodyDecision {
  var registry: BodyRegistry
  var events: [(stream: StreamName, event: ProposedEvent)] = []

  mutating func decide(_ command: BodyCommand) throws(BodyRefusal) {
    switch command {
    case .register(let body): try register(body)
    case .alias(let name, let alias):
      let body = try known(name)
      try record(.aliased(name: registry[body].name, alias: try free(alias, for: body)), body)
    case .place(let name, let parents): try place(name, parents)
    case .rename(let name, let new, let date):
      let body = try known(name)
      let own = try self.name(new)
      guard registry[body].name != own else { throw .hasName(own, body: own) }
      if let other = registry.group(named: own), other != body { _ = try free(own, for: body) }
      try record(.renamed(from: registry[body].name, to: own, date: date), body)
    case .dissolve(let name, let date, let successor): try dissolve(name, date, successor)
    case .merge(let name, let into): try merge(name, into)
    case .setJurisdiction(let area):
      let area = try self.name(area)
      guard registry.jurisdiction != area else { throw .hasJurisdiction(area) }
      var writer = JSONWriter()
      writer.object { $0.member("jurisdiction", area) }
      events.append(
        (
          Streams.name(Streams.archive, 0),
          ProposedEvent(type: BodyEvent.jurisdiction, data: writer.bytes)
        ))
    }
  }

  private mutating func register(_ body: BodyRegistration) throws(BodyRefusal) {
    var body = body
    body.name = try name(body.name)
    if let known = registry.group(named: body.name), registry[known].serial != nil {
      throw registry[known].name == body.name
        ? .hasName(body.name, body: body.name)
        : .nameTaken(body.name, by: registry[known].name)
    }
    let own = registry.group(named: body.name)
    body.aliases = try body.aliases.map { alias throws(BodyRefusal) in
      let alias = try name(alias)
      if let other = registry.group(named: alias), other != own, registry[other].serial != nil {
        throw .nameTaken(alias, by: registry[other].name)
      }
      return alias
    }
    body.parents = try body.parents.map { parent throws(BodyRefusal) in
      let parent = try known(parent)
      guard parent != own, own.map({ !registry.withSubBodies($0).contains(parent) }) ?? true else {
        throw .loop(body.name, parent: registry[parent].name)
      }
      return registry[parent].name
    }
    enter(body)
  }

  private mutating func place(_ name: String, _ parents: [String]) throws(BodyRefusal) {
    let body = try known(name)
    let parts = registry.withSubBodies(body)
    var names: [String] = []
    for parent in parents {
      let parent = try known(parent)
      guard !parts.contains(parent) else {
        throw .loop(registry[body].name, parent: registry[parent].name)
      }
      if !names.contains(registry[parent].name) { names.append(registry[parent].name) }
    }
    let present = registry.parents(of: body).map { registry[$0].name }
    guard Set(present) != Set(names) else { throw .isPlacedSo(registry[body].name) }
    try record(.placed(name: registry[body].name, parents: names), body)
  }

  private mutating func dissolve(
    _ name: String, _ date: PartialDate, _ successor: String?
  ) throws(BodyRefusal) {
    let body = try known(name)
    if let old = registry[body].dissolution { throw .isDissolved(registry[body].name, old.date) }
    var next: String?
    if let successor {
      let other = try known(successor)
      guard other != body else { throw .isSame(name, successor) }
      next = registry[other].name
    }
    try record(.dissolved(name: registry[body].name, date: date, successor: next), body)
  }

  private mutating func merge(_ name: String, _ into: String) throws(BodyRefusal) {
    let (one, other) = (try known(name), try known(into))
    guard one != other else { throw .isSame(name, into) }
    // Merged, each would belong to what the other belongs to.
    for (body, part) in [(one, other), (other, one)]
    where registry.withSubBodies(body).contains(part) {
      throw .loop(registry[body].name, parent: registry[part].name)
    }
    let old = registry[one]
    try record(.merged(name: registry[other].name, other: old.name, names: old.names), other)
  }

  // MARK: Names

  /// A name that may be a body's, without a term of office.
  private func name(_ text: String) throws(BodyRefusal) -> String {
    let name = BodyName(text).name
    let isPlain = !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard !NameTable.key(name).isEmpty, isPlain else { throw .noName(text) }
    return name
  }

  private func known(_ name: String) throws(BodyRefusal) -> Int {
    guard let body = registry.group(named: name) else {
      throw .unknown(name, near: registry.near(BodyName(name).name))
    }
    return body
  }

  /// A name that no other registered body has; one that is known by this name alone gives it away.
  private func free(_ text: String, for body: Int) throws(BodyRefusal) -> String {
    let name = try name(text)
    guard let other = registry.group(named: name) else { return name }
    if other == body { throw .hasName(name, body: registry[body].name) }
    guard registry[other].serial == nil else { throw .nameTaken(name, by: registry[other].name) }
    return name
  }

  // MARK: Events

  /// Adds an event about a body; one that is known by its name alone is registered first.
  private mutating func record(_ event: BodyEvent, _ body: Int) throws(BodyRefusal) {
    let serial = registry[body].serial ?? enter(BodyRegistration(name: registry[body].name))
    events.append((Streams.name(Streams.body, serial), event.proposed))
  }

  @discardableResult
  private mutating func enter(_ body: BodyRegistration) -> UInt64 {
    let serial = registry.nextSerial
    let event = BodyEvent.registered(body)
    events.append((Streams.name(Streams.body, serial), event.proposed))
    registry.apply(event, serial: serial)
    return serial
  }
}
