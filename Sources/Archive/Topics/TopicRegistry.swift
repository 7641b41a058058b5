import EventStore

/// The topics that are defined, and how they lie below each other.
struct TopicRegistry {
  /// A definition with its phrases made ready, and its stream.
  struct Topic {
    let definition: TopicDefinition
    let serial: UInt64
    /// The phrases, each as a word of a question.
    let words: [Word]
  }

  /// By their normalised names.
  private var topics: [[UInt8]: Topic] = [:]
  /// The streams of names that are or were defined.
  private var serials: [[UInt8]: UInt64] = [:]
  private var nextSerial: UInt64 = 1
  /// What was recorded about topics, by the positions of the events.
  private(set) var events: [Position: TopicDefinition] = [:]

  var isEmpty: Bool { topics.isEmpty }
  var all: some Collection<Topic> { topics.values }

  static func key(_ name: String) -> [UInt8] { NameTable.key(name) }

  subscript(name: String) -> Topic? { topics[TopicRegistry.key(name)] }

  /// The stream of a topic, the next one where it has none yet.
  func stream(of name: String) -> StreamName {
    Streams.name(Streams.topic, serials[TopicRegistry.key(name)] ?? nextSerial)
  }

  /// Takes in an event of a topic.
  mutating func apply(_ event: RecordedEvent, _ payload: JSONValue) {
    let serial = event.stream.serial
    nextSerial = max(nextSerial, serial + 1)
    guard let definition = TopicDefinition(payload) else { return }
    events[event.position] = definition
    let key = TopicRegistry.key(definition.name)
    if event.isOf(TopicDefinition.defined) {
      serials[key] = serial
      topics[key] = Topic(
        definition: definition, serial: serial,
        words: definition.phrases.compactMap(TopicRegistry.word))
    } else if event.isOf(TopicDefinition.undefined) {
      topics[key] = nil
    }
  }

  /// Carries out what is about to be recorded.
  mutating func carryOut(_ command: TopicCommand) {
    switch command {
    case .define(let definition):
      let key = TopicRegistry.key(definition.name)
      topics[key] = Topic(
        definition: definition, serial: serials[key] ?? nextSerial,
        words: definition.phrases.compactMap(TopicRegistry.word))
    case .undefine(let name): topics[TopicRegistry.key(name)] = nil
    }
  }

  /// A phrase as a word of a question; nothing where it has nothing to find.
  static func word(_ phrase: String) -> Word? {
    let quoted = "\"" + phrase.filter { $0 != "\"" } + "\""
    return (try? Words(quoted))?.required.first?.first
  }

  /// The names of the topics above another, the nearest first; the chain ends where it would lead
  /// back.
  func broader(of name: String) -> [String] {
    var chain: [String] = []
    var seen: Set<[UInt8]> = [TopicRegistry.key(name)]
    var next = self[name]?.definition.broader
    while let above = next, seen.insert(TopicRegistry.key(above)).inserted {
      chain.append(above)
      next = self[above]?.definition.broader
    }
    return chain
  }

  /// The normalised names of a topic and of all below it, each once.
  func narrower(_ name: String) -> [[UInt8]] {
    let key = TopicRegistry.key(name)
    var found = [key]
    for topic in topics.values {
      let above = broader(of: topic.definition.name)
      if above.contains(where: { TopicRegistry.key($0) == key }) {
        let other = TopicRegistry.key(topic.definition.name)
        if other != key { found.append(other) }
      }
    }
    return found
  }

  /// Decides about a definition.
  func decide(define definition: TopicDefinition) throws(TopicRefusal) -> ProposedEvent {
    for phrase in definition.phrases where TopicRegistry.word(phrase) == nil {
      throw .nothingToFind(phrase)
    }
    guard !definition.phrases.isEmpty || definition.broader != nil else { throw .saysNothing }
    if self[definition.name]?.definition == definition { throw .isSoAlready(definition.name) }
    if let above = definition.broader {
      let chain = [definition.name, above] + broader(of: above)
      let key = TopicRegistry.key(definition.name)
      if let end = chain.dropFirst().firstIndex(where: { TopicRegistry.key($0) == key }) {
        throw .loop(Array(chain[...end]))
      }
    }
    return definition.event
  }

  /// Decides about taking a definition back.
  func decide(undefine name: String) throws(TopicRefusal) -> ProposedEvent {
    guard let topic = self[name] else {
      throw .notDefined(
        name, nearest: Nearest.match(name, among: topics.values.map(\.definition.name).sorted()))
    }
    var writer = JSONWriter()
    writer.object { $0.member("name", topic.definition.name) }
    return ProposedEvent(type: TopicDefinition.undefined, data: writer.bytes)
  }
}
