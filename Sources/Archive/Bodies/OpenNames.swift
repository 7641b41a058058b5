import EventStore

/// How open the records are that name bodies and persons, worked out once for each state of an index.
///
/// Events about bodies are open, and still must not tell of a body that only closed records name.
final class OpenNames {
  private var count: UInt64?
  private var spellings: [Openness?] = []
  private var groups: [Int: Openness] = [:]
  private var keys: [[UInt8]: Openness] = [:]
  private var persons: [PersonRegistry.Identity: Openness] = [:]
  private var personKeys: [[UInt8]: Openness] = [:]
  /// Those of topics that records name, and of phrases by which topics are defined.
  private var topics: [[UInt8]: Openness] = [:]
  private var phrases: [String: Openness]?

  /// Looks at all records, unless nothing came since it did.
  fileprivate func update(_ index: SearchIndex) {
    guard count != index.eventCount else { return }
    count = index.eventCount
    topics = [:]
    phrases = nil
    spellings = Array(repeating: nil, count: index.bodyNames.spellings.count)
    for record in index.records {
      for number in record.bodies {
        let known = spellings[number]
        spellings[number] =
          known.map { $0.strictness <= record.openness.strictness ? $0 : record.openness }
          ?? record.openness
      }
      for number in record.topics {
        note(record.openness, TopicRegistry.key(index.topicNames.spellings[number]), in: &topics)
      }
    }
    updatePersons(index)
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

  /// Looks at the names of persons, where somebody is registered at all.
  private func updatePersons(_ index: SearchIndex) {
    persons = [:]
    personKeys = [:]
    guard !index.personEvents.isEmpty else { return }
    let document = JSONDocument()
    for record in index.records where (try? document.load(record.payload)) != nil {
      for (mention, identity) in index.mentions(in: record, document.root) {
        note(record.openness, identity, in: &persons)
        note(record.openness, NameTable.key(mention.name), in: &personKeys)
      }
    }
  }

  private func note<Key: Hashable>(
    _ openness: Openness, _ key: Key, in table: inout [Key: Openness]
  ) {
    if let known = table[key], known.strictness <= openness.strictness { return }
    table[key] = openness
  }

  /// The openness of the most open record in which a phrase of a definition stands; nothing where it
  /// stands in none.
  fileprivate func openness(ofPhrase phrase: String, _ index: SearchIndex) -> Openness? {
    if let phrases { return phrases[phrase] }
    var found: [String: Openness] = [:]
    let wanted = Set(index.topicRules.events.values.flatMap(\.phrases))
    let words = wanted.compactMap { phrase in TopicRegistry.word(phrase).map { (phrase, $0) } }
    let document = JSONDocument()
    for record in index.records where (try? document.load(record.payload)) != nil {
      let open = words.filter { (found[$0.0]?.strictness ?? .max) > record.openness.strictness }
      guard !open.isEmpty else { continue }
      let fields = RecordText(kind: record.kind, payload: document.root).normalizedFields
      for (phrase, word) in open where WordMatcher.count(word, in: fields, most: 1) > 0 {
        note(record.openness, phrase, in: &found)
      }
    }
    phrases = found
    return found[phrase]
  }

  /// The openness of the most open record that names a topic; nothing where none does.
  fileprivate func openness(ofTopic name: String) -> Openness? { topics[TopicRegistry.key(name)] }

  /// The openness of the most open record about a person; nothing where there is none.
  fileprivate func openness(of person: PersonRegistry.Identity) -> Openness? { persons[person] }

  /// The openness of the most open record that has a person's name; nothing where none has it.
  fileprivate func openness(ofPersonName name: String) -> Openness? {
    personKeys[NameTable.key(name)]
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
    return event.names.allSatisfy { mayLeave(bodyNamed: $0, under: ceiling) }
  }

  private func mayLeave(bodyNamed name: String, under ceiling: Openness) -> Bool {
    openNames.update(self)
    let isMade = openNames.openness(ofName: bodyNames.key(of: name)).map(ceiling.reaches)
    guard let group = bodyNames.group(named: name) else { return isMade ?? false }
    let body = openNames.openness(ofBody: group).map(ceiling.reaches)
    return (isMade ?? true) && (body ?? !bodyNames[group].isAutomatic)
  }

  /// Whether an event about a person may leave: a record about that person and one with each of the
  /// names must be one that may leave, or there must be none, and so for bodies given as evidence.
  func mayLeave(personEventAt position: Position, under ceiling: Openness) -> Bool {
    guard let (serial, event) = personEvents[position] else { return false }
    openNames.update(self)
    func isOpen(_ serial: UInt64) -> Bool {
      persons.identities(of: "\(Streams.name(Streams.person, serial))")
        .allSatisfy { openNames.openness(of: $0).map(ceiling.reaches) ?? true }
    }
    func areOpen(_ names: [String]) -> Bool {
      names.allSatisfy { openNames.openness(ofPersonName: $0).map(ceiling.reaches) ?? true }
    }
    switch event {
    case .registered(let person):
      return isOpen(serial) && areOpen([person.name] + person.otherNames)
        && person.bodies.allSatisfy { mayLeave(bodyNamed: $0, under: ceiling) }
    case .merged(_, let other, _):
      // Both are one now; what the labels of the event are made of stands in the registrations.
      let merged = persons.persons.filter { $0.serial == serial || $0.serial == other }
      return isOpen(serial)
        && areOpen(merged.flatMap { [$0.registration.name] + $0.otherNames })
        && merged.allSatisfy { $0.registration.disambiguator == nil }
    }
  }
}

extension SearchIndex {
  /// Whether an event about a topic may leave: each name in it and each phrase must stand in a record
  /// that may leave, or in none.
  func mayLeave(topicEventAt position: Position, under ceiling: Openness) -> Bool {
    guard let definition = topicRules.events[position] else { return false }
    openNames.update(self)
    return [definition.name, definition.broader].compactMap { $0 }
      .allSatisfy { mayLeave(topic: $0, under: ceiling) }
      && definition.phrases.allSatisfy { phrase in
        openNames.openness(ofPhrase: phrase, self).map(ceiling.reaches) ?? true
      }
  }

  private func mayLeave(topic name: String, under ceiling: Openness) -> Bool {
    openNames.openness(ofTopic: name).map(ceiling.reaches) ?? true
  }

  /// Those of some topics that records which may leave name, or none does.
  func open(_ topics: [MatchedTopic], under ceiling: Openness) -> [MatchedTopic] {
    guard !topics.isEmpty else { return [] }
    if withheldTopics == nil { openNames.update(self) }
    func isOpen(_ name: String) -> Bool {
      withheldTopics.map { !$0.contains(TopicRegistry.key(name)) }
        ?? mayLeave(topic: name, under: ceiling)
    }
    return topics.filter { isOpen($0.topic) }.map { match in
      MatchedTopic(
        topic: match.topic, phrase: match.phrase, broader: match.broader.filter(isOpen))
    }
  }
}

extension Openness {
  fileprivate func reaches(_ openness: Openness) -> Bool { openness.isWithin(self) }
}
