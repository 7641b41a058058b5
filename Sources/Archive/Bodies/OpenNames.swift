import EventStore

/// How open the records are that name bodies and persons, worked out once for each state of an index.
///
/// Events about bodies are open, and still must not tell of a body that only closed records name.
final class OpenNames {
  private var count: UInt64?
  private var spellings: [Openness?] = []
  private var groups: [Int: Openness] = [:]
  private var keys: [[UInt8]: Openness] = [:]

  /// Looks at all records, unless nothing came since it did.
  fileprivate func update(_ index: SearchIndex) {
    guard count != index.eventCount else { return }
    count = index.eventCount
    spellings = Array(repeating: nil, count: index.bodyNames.spellings.count)
    for record in index.records {
      for number in record.bodies {
        let known = spellings[number]
        spellings[number] =
          known.map { $0.strictness <= record.openness.strictness ? $0 : record.openness }
          ?? record.openness
      }
    }
    groups = [:]
    keys = [:]
    for (number, openness) in spellings.enumerated() {
      guard let openness else { continue }
      func open(_ other: Openness?) -> Openness {
        other.map { $0.strictness <= openness.strictness ? $0 : openness } ?? openness
      }
      let group = index.bodyNames.group(of: number)
      groups[group] = open(groups[group])
      let key = index.bodyNames.key(of: index.bodyNames.spellings[number])
      keys[key] = open(keys[key])
    }
  }

  /// The openness of the most open record of a body; nothing where no record names it.
  fileprivate func openness(ofBody group: Int) -> Openness? { groups[group] }

  /// The openness of the most open record that has a name; nothing where none has it.
  fileprivate func openness(ofName key: [UInt8]) -> Openness? { keys[key] }
}

extension SearchIndex {
  /// Whether an event about a body may leave: every name in it must be one that a record which may
  /// leave has, or that no record has and somebody decided to register.
  func mayLeave(bodyEventAt position: Position, under ceiling: Openness) -> Bool {
    guard let event = bodyEvents[position] else { return false }
    openNames.update(self)
    return event.names.allSatisfy { name in
      let isMade = openNames.openness(ofName: bodyNames.key(of: name)).map(ceiling.reaches)
      guard let group = bodyNames.group(named: name) else { return isMade ?? false }
      let body = openNames.openness(ofBody: group).map(ceiling.reaches)
      return (isMade ?? true) && (body ?? !bodyNames[group].isAutomatic)
    }
  }
}

extension Openness {
  fileprivate func reaches(_ openness: Openness) -> Bool { openness.isWithin(self) }
}
