/// Takes records of some bodies, under any of their names; all where no body is asked for.
struct BodyFilter {
  private let isOpen: Bool
  /// For each body that is asked for: which spellings are names of it or of what belongs to it, and the
  /// term of office that was asked for with it.
  private var wanted: [(fits: [Bool], term: Int?)] = []

  init(_ query: Query, _ registry: BodyRegistry) {
    isOpen = query.bodies.isEmpty
    for name in query.bodies {
      guard let body = registry.group(named: name) else { continue }
      let bodies = query.reachesSubBodies ? registry.withSubBodies(body) : [body]
      let fits = registry.spellings.indices.map { bodies.contains(registry.group(of: $0)) }
      wanted.append((fits, BodyName(name).term))
    }
  }

  func fits(_ record: IndexedRecord) -> Bool {
    if isOpen { return true }
    for (fits, term) in wanted where term == nil || term == record.term {
      if record.bodies.contains(where: { fits[$0] }) { return true }
    }
    return false
  }
}
