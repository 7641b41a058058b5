import EventStore

/// The bodies that records which may leave name, with no other names than these records have.
struct OpenBodies {
  /// One of them.
  struct Body {
    /// The stream of the body, or a name where it was never registered.
    let label: String
    /// What it is called now, or else the first name that may be told.
    let name: String
    /// The names that may be told, in order.
    let names: [String]
    /// The labels of the nearest bodies above it of which may be told, across those of which may not.
    var parents: [String] = []
  }

  /// All of them, in the order of their groups.
  private(set) var all: [Body] = []
  private var placesOfNames: [String: Int] = [:]

  /// - Parameters:
  ///   - names: The names as they stand in records that may leave, in order.
  ///   - registry: Which of them mean the same body, and what belongs to what.
  init(_ names: [String], _ registry: BodyRegistry) {
    var groups: [Int: [String]] = [:]
    for name in names {
      if let group = registry.group(named: name) { groups[group, default: []].append(name) }
    }
    let labels = groups.reduce(into: [:]) { labels, group in
      labels[group.key] = OpenBodies.label(registry[group.key], group.value)
    }
    for (group, names) in groups.sorted(by: { $0.key < $1.key }) {
      for name in names { placesOfNames[name] = all.count }
      let present =
        names.first { $0 == registry[group].name }
        ?? names.first { BodyName($0).name == registry[group].name }
      let parents = OpenBodies.parents(of: group, registry) { labels[$0] != nil }
      all.append(
        Body(
          label: labels[group] ?? "", name: present ?? names.first ?? "", names: names,
          parents: parents.compactMap { labels[$0] }))
    }
  }

  /// The body that a record names so; nothing where none may be told that has this name.
  subscript(name: String) -> Body? { placesOfNames[name].map { all[$0] } }

  private static func label(_ body: BodyRegistry.Body, _ names: [String]) -> String {
    if let serial = body.serial { return "\(Streams.name(Streams.body, serial))" }
    return names.first.map { BodyName($0).name } ?? ""
  }

  private static func parents(
    of group: Int, _ registry: BodyRegistry, _ isOpen: (Int) -> Bool
  ) -> [Int] {
    var found: Set<Int> = []
    var seen: Set<Int> = [group]
    var next = registry.parents(of: group)
    while let parent = next.popLast() {
      guard seen.insert(parent).inserted else { continue }
      if isOpen(parent) { found.insert(parent) } else { next += registry.parents(of: parent) }
    }
    return found.sorted()
  }
}
