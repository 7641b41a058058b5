import EventStore

/// How open the records are that name bodies and persons, worked out once for each state of an index.
///
/// Events about bodies are open, and still must not tell of a body that only closed records name.
final class OpenNames {
  private var count: UInt64?
  /// Whether the records were looked at elsewhere, window by window.
  private var isGathered = false
  /// What is known of sources that were looked at elsewhere: where they are kept, and how open they are.
  private(set) var sourcesByPosition: [Position: String] = [:]
  private(set) var sources: [String: Openness] = [:]
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
    guard !isGathered, count != index.eventCount else { return }
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
    let words = OpenNames.words(of: index.topicRules)
    let document = JSONDocument()
    for record in index.records where (try? document.load(record.payload)) != nil {
      note(record, document.root, words, in: &found)
    }
    phrases = found
    return found[phrase]
  }

  /// All phrases that ever defined a topic.
  private static func words(of rules: TopicRegistry) -> [(phrase: String, word: Word)] {
    Set(rules.events.values.flatMap(\.phrases)).compactMap { phrase in
      TopicRegistry.word(phrase).map { (phrase, $0) }
    }
  }

  /// Notes the phrases that a record has, but for those that a record as open was found to have.
  private func note(
    _ record: IndexedRecord, _ payload: JSONValue, _ words: [(phrase: String, word: Word)],
    in found: inout [String: Openness]
  ) {
    let open = words.filter { (found[$0.phrase]?.strictness ?? .max) > record.openness.strictness }
    guard !open.isEmpty else { return }
    let fields = RecordText(kind: record.kind, payload: payload).normalizedFields
    for (phrase, word) in open where WordMatcher.count(word, in: fields, most: 1) > 0 {
      note(record.openness, phrase, in: &found)
    }
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

// MARK: - Window by window

extension OpenNames {
  /// Works out the same from indexes that know some records each.
  ///
  /// Memory for names, phrases and kept sources.
  struct Gathering {
    private let base: SearchIndex
    private let gathered = OpenNames()
    private let words: [(phrase: String, word: Word)]
    private var names: [String: Openness] = [:]
    private var phrases: [String: Openness] = [:]
    /// The strictest openness of records that name sources.
    private var citing: [String: Openness] = [:]

    /// - Parameter base: Knows everything that was recorded about bodies, persons and topics.
    init(_ base: SearchIndex) {
      self.base = base
      words = OpenNames.words(of: base.topicRules)
    }

    /// Takes in the records of a window, and the sources that its events keep.
    mutating func take(_ window: RecordWindow) {
      for event in window.events where event.isOf(KeptSource.eventType) { take(source: event) }
      for place in window.index.records.indices { take(window.index, place) }
      for (digest, places) in window.index.citing {
        for openness in places.map({ window.index.records[$0].openness }) {
          citing[digest] = citing[digest]?.stricter(openness) ?? openness
        }
      }
    }

    private mutating func take(_ index: SearchIndex, _ place: Int) {
      let (record, payload) = (index.records[place], index.payload(of: place))
      for number in record.bodies {
        gathered.note(record.openness, index.bodyNames.spellings[number], in: &names)
      }
      for topic in payload.texts("topics") {
        gathered.note(record.openness, TopicRegistry.key(topic), in: &gathered.topics)
      }
      gathered.note(record, payload, words, in: &phrases)
      guard !index.personEvents.isEmpty else { return }
      for (mention, identity) in index.mentions(in: record, payload) {
        gathered.note(record.openness, identity, in: &gathered.persons)
        gathered.note(record.openness, NameTable.key(mention.name), in: &gathered.personKeys)
      }
    }

    private func take(source event: RecordedEvent) {
      let document = JSONDocument()
      guard base.remains.loadPayload(of: event, into: document),
        let source = KeptSource(document.root)
      else { return }
      gathered.sourcesByPosition[event.position] = source.digest
      gathered.sources[source.digest] = source.openness ?? base.defaultOpenness
    }

    /// What was worked out, when all records were taken in.
    func finish() -> OpenNames {
      gathered.isGathered = true
      gathered.phrases = phrases
      for (name, openness) in names {
        gathered.note(openness, base.bodyNames.key(of: name), in: &gathered.keys)
        guard let group = base.bodyNames.group(named: name) else { continue }
        gathered.note(openness, group, in: &gathered.groups)
      }
      for (digest, openness) in citing {
        gathered.sources[digest] = gathered.sources[digest]?.stricter(openness)
      }
      return gathered
    }
  }
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
