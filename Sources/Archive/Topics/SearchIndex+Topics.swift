import EventStore

/// Why a record has a topic that its minutes do not name.
public struct MatchedTopic: Hashable, Sendable {
  /// The topic.
  public let topic: String
  /// The phrase of its definition that the record has.
  public let phrase: String
  /// The topics above it, the nearest first, which the record has by this too.
  public let broader: [String]
}

/// Takes records of some topics: those whose minutes name one of them or one below, and those that
/// have a phrase of a definition.
struct TopicFilter {
  let isOpen: Bool
  /// The groups of names that minutes may have.
  private let groups: Set<Int>
  /// The phrases that records may have.
  private let words: [Word]

  init(_ names: [String], _ index: SearchIndex) {
    isOpen = names.isEmpty
    var keys: Set<[UInt8]> = []
    for name in names { keys.formUnion(index.topicRules.narrower(name)) }
    groups = Set(keys.compactMap { index.topicNames.group(withKey: $0) })
    words = index.topicRules.all.filter { topic in
      keys.contains(TopicRegistry.key(topic.definition.name))
    }.flatMap(\.words)
  }

  /// Whether the minutes name a topic that will do.
  func fitsTags(of record: IndexedRecord, _ table: NameTable) -> Bool {
    record.topics.contains { groups.contains(table.group(of: $0)) }
  }

  /// Whether texts may make a record fit.
  var hasPhrases: Bool { !words.isEmpty }

  /// Whether the fields have a phrase that will do.
  func fits(_ fields: [[UInt8]]) -> Bool {
    words.contains { WordMatcher.count($0, in: fields, most: 1) > 0 }
  }
}

extension MatchedTopic {
  /// Writes the match as one JSON object.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("topic", topic)
      writer.member("phrase", phrase)
      guard !broader.isEmpty else { return }
      writer.name("broader")
      writer.array { writer in
        for name in broader { writer.string(name) }
      }
    }
  }
}

extension TopicSummary {
  /// Writes the topic as members of an object.
  public func write(to writer: inout JSONWriter) {
    writer.member("name", name)
    writer.name("records")
    writer.integer(records)
    guard let definition else { return }
    writer.member("broader", definition.broader)
    writer.name("match")
    writer.array { writer in
      for phrase in definition.phrases { writer.string(phrase) }
    }
  }
}

extension SearchIndex {
  /// The topics that a record has by what it says, by name.
  func matchedTopics(of record: IndexedRecord, _ payload: JSONValue) -> [MatchedTopic] {
    guard !topicRules.isEmpty else { return [] }
    return matches(RecordText(kind: record.kind, payload: payload).normalizedFields)
  }

  private func matches(_ fields: [[UInt8]]) -> [MatchedTopic] {
    topicRules.all.compactMap { topic in
      let found = zip(topic.words, topic.definition.phrases).first { word, _ in
        WordMatcher.count(word, in: fields, most: 1) > 0
      }
      return found.map { _, phrase in
        MatchedTopic(
          topic: topic.definition.name, phrase: phrase,
          broader: topicRules.broader(of: topic.definition.name))
      }
    }.sorted { $0.topic < $1.topic }
  }

  /// Counts records by topic, each record once for every topic that a question for it would find the
  /// record by; a name is told in the spelling of its definition, else in that of the first record.
  func topicCounts(
    of places: some Sequence<Int>
  ) -> [(key: [UInt8], name: String, count: Int)] {
    var counts: [[UInt8]: (name: String, count: Int)] = [:]
    let document = JSONDocument()
    for place in places {
      for (key, name) in topics(at: place, document) {
        let known = topicRules[name]?.definition.name
        counts[key, default: (known ?? name, 0)].count += 1
      }
    }
    return counts.map { ($0.key, $0.value.name, $0.value.count) }
  }

  /// The topics by which a question would find a record, by their normalised names, each as the record has it.
  ///
  /// - Parameter document: To read the record into.
  func topics(at place: Int, _ document: JSONDocument) -> [[UInt8]: String] {
    var names: [[UInt8]: String] = [:]
    func note(_ name: String) {
      let key = TopicRegistry.key(name)
      if names[key] == nil { names[key] = name }
    }
    for number in records[place].topics {
      let name = topicNames.spellings[number]
      note(name)
      topicRules.broader(of: name).forEach(note)
    }
    guard !topicRules.isEmpty, (try? document.load(records[place].payload)) != nil else {
      return names
    }
    let text = RecordText(kind: records[place].kind, payload: document.root)
    for match in matches(text.normalizedFields) {
      note(match.topic)
      match.broader.forEach(note)
    }
    return names
  }

  /// The topics, those with the most records first; also those that are defined and have none.
  public var topics: [TopicSummary] {
    var summaries: [[UInt8]: TopicSummary] = [:]
    for (key, name, count) in topicCounts(of: records.indices.filter { !records[$0].isRetracted }) {
      summaries[key] = TopicSummary(name: name, records: count, definition: nil)
    }
    for topic in topicRules.all {
      let name = topic.definition.name
      summaries[TopicRegistry.key(name), default: TopicSummary(name: name)].definition =
        topic.definition
    }
    return summaries.values.sorted { ($1.records, $0.name) < ($0.records, $1.name) }
  }
}
