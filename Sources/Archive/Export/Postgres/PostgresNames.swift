import EventStore

/// What records have in common: which names mean the same body, what belongs to what, and the topics that
/// phrases define, as far as records that may leave tell of them.
struct PostgresNames {
  private let index: SearchIndex
  private let bodies: BodyRegistry
  private let spellings: OpenSpellings

  /// Nothing where a segment is damaged.
  init?(_ segments: SegmentedIndex, under ceiling: Openness) {
    guard let spellings = OpenSpellings(segments.search, under: ceiling) else { return nil }
    self.spellings = spellings
    index = segments.search.index
    bodies = segments.search.names.complete
  }

  /// Writes the rows of all tables of names.
  func write(to rows: inout PostgresRows) {
    writeBodies(to: &rows)
    for topic in index.topicRules.all.sorted(by: { $0.definition.name < $1.definition.name }) {
      write(topic, to: &rows)
    }
  }

  // MARK: Bodies

  private func writeBodies(to rows: inout PostgresRows) {
    for body in OpenBodies(spellings.bodies, bodies).all {
      for name in body.names {
        rows[.bodyNames].text(PostgresNames.identity(["body", name]))
        rows[.bodyNames].text(name)
        rows[.bodyNames].text(body.label)
        rows[.bodyNames].integer(name == body.name ? 0 : 1)
        rows[.bodyNames].endRow()
      }
      for parent in body.parents {
        rows[.bodyParents].text(PostgresNames.identity(["parent", body.label, parent]))
        rows[.bodyParents].text(body.label)
        rows[.bodyParents].text(parent)
        rows[.bodyParents].endRow()
      }
    }
  }

  // MARK: Topics

  private func write(_ topic: TopicRegistry.Topic, to rows: inout PostgresRows) {
    let definition = topic.definition
    guard mayLeave(definition.name) else { return }
    let key = PostgresNames.key(definition.name)
    rows[.topics].text(PostgresNames.identity(["topic", key]))
    rows[.topics].text(definition.name)
    rows[.topics].text(key)
    let broader = index.topicRules.broader(of: definition.name).first(where: mayLeave)
    rows[.topics].text(broader.map(PostgresNames.key))
    rows[.topics].endRow()
    let places = zip(topic.words, definition.phrases).map { word, phrase in
      (phrase, spellings.place(ofPhrase: word))
    }
    // A phrase that stands nowhere is told where everything that was said with it may be told.
    let isWhole =
      places.allSatisfy { $0.1 != .withheld } && (definition.broader.map(mayLeave) ?? true)
    var told: Set<String> = []
    for (phrase, place) in places where place == .open || place == .nowhere && isWhole {
      guard told.insert(phrase).inserted else { continue }
      rows[.topicPhrases].text(PostgresNames.identity(["phrase", key, phrase]))
      rows[.topicPhrases].text(key)
      rows[.topicPhrases].text(phrase)
      rows[.topicPhrases].text(Normalizer.normalize(phrase))
      rows[.topicPhrases].endRow()
    }
  }

  private func mayLeave(_ topic: String) -> Bool { spellings.place(ofTopic: topic) != .withheld }

  /// What names of topics and persons are compared by.
  static func key(_ name: String) -> String {
    String(decoding: NameTable.key(name), as: UTF8.self)
  }

  /// What tells a row from all others, made of what it says: the first half of a SHA-256.
  private static func identity(_ texts: [String]) -> String {
    "\(SHA256.hash(texts.joined(separator: "\u{1F}").utf8))".prefix(32).lowercased()
  }
}
