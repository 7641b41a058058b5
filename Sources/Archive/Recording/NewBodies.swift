import EventStore

/// A body that minutes name and nobody has registered.
public struct NewBody: Hashable, Sendable {
  /// Its name, without a term of office.
  public let name: String
  /// The names of bodies that are near, of which one may have been meant.
  public let near: [String]
}

extension Archive {
  /// With more bodies than these, names are not looked through.
  private static let mostBodies: UInt64 = 10_000
  /// For more new bodies than these in one batch nothing near is looked for.
  private static let mostNew = 100

  /// The bodies of minutes that the archive does not know, by the names that the minutes have for them.
  ///
  /// Costs nothing where all are known. Otherwise every registered body is read once, which takes some
  /// ten microseconds each.
  func newBodies(
    of drafts: [RecordDraft], _ register: Register
  ) throws(ArchiveError) -> [String: NewBody] {
    guard !register.bodies.areKnown else { return [:] }
    var names: [String] = []
    // The minutes of a batch are mostly of the same body.
    var last: [String] = []
    for index in drafts.indices where drafts[index].bodies != last {
      last = drafts[index].bodies
      names += last
    }
    return try newBodies(among: names, register)
  }

  /// Those of some names of bodies that the archive does not know.
  func newBodies(
    among names: some Sequence<String>, _ register: Register
  ) throws(ArchiveError) -> [String: NewBody] {
    var unknown: [String] = []
    var seen: Set<String> = []
    for name in names where seen.insert(name).inserted {
      if !register.bodies.isKnown(name) { unknown.append(name) }
    }
    let known = try registeredNames(register)
    var new: [String: NewBody] = [:]
    for name in unknown.dropFirst(Archive.mostNew) {
      new[name] = NewBody(name: BodyName(name).name, near: [])
    }
    for (index, name) in unknown.prefix(Archive.mostNew).enumerated() {
      let own = BodyName(name).name
      let key = register.bodies.registry.key(of: own)
      // The same name may stand in the minutes in several forms.
      let others = unknown[..<index].filter { register.bodies.registry.key(of: $0) != key }
      let names = known + others.map { [BodyName($0).name] }
      let near = NearBodies.find(own, among: names, most: 3)
      new[name] = NewBody(name: own, near: near)
    }
    return new
  }

  /// The names of every body that is registered, as far as they are cheap to have.
  private func registeredNames(_ register: Register) throws(ArchiveError) -> [[String]] {
    let bodies = register.bodies
    var registry = bodies.registry
    if register.base != .start, bodies.nextSerial <= Archive.mostBodies {
      var events: [(event: BodyEvent, stream: UInt64, position: Position)] = []
      let document = JSONDocument()
      let streams = (1..<max(1, bodies.nextSerial))
        .filter { registry.group(serial: $0) == nil }.map { Streams.name(Streams.body, $0) }
      let found = try storing { () throws(EventStoreError) in
        try store.indexedEvents(of: streams, before: register.base.next)
      }
      for event in found ?? [] where event.loadPayload(into: document) {
        guard let body = BodyEvent(event, document.root) else { continue }
        events.append((body, event.stream.serial, event.position))
      }
      for (event, serial, _) in events.sorted(by: { $0.position < $1.position }) {
        registry.apply(event, serial: serial)
      }
    }
    return registry.groups.map { registry[$0].names }
  }
}
