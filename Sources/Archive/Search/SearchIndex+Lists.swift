import EventStore

/// A topic, and how many records have it.
public struct TopicSummary: Hashable, Sendable {
  /// Its name, as it was met first.
  public let name: String
  /// The number of records.
  public internal(set) var records = 0
  /// What defines it; nothing where it is only named in minutes.
  public internal(set) var definition: TopicDefinition?
}

/// What the archive holds, in numbers.
public struct ArchiveStatistics: Sendable {
  /// The number of records of each kind, in the order of the kinds.
  public internal(set) var kinds: [(kind: RecordKind, count: Int)] = []
  /// The number of meetings and documents of each year that has any, in the order of time.
  public internal(set) var years: [(year: Int, count: Int)] = []
  /// The number of bodies.
  public internal(set) var bodies = 0
  /// The number of topics.
  public internal(set) var topics = 0
  /// The number of persons.
  public internal(set) var persons = 0
  /// The number of meetings and documents whose date is unknown.
  public internal(set) var undated = 0
  /// The number of records that were withdrawn, which are counted nowhere else.
  public internal(set) var retracted = 0
}

extension SearchIndex {
  /// What the archive holds, in numbers.
  public var statistics: ArchiveStatistics {
    var statistics = ArchiveStatistics()
    var kinds: [RecordKind: Int] = [:]
    var years: [Int: Int] = [:]
    for record in records {
      guard !record.isRetracted else {
        statistics.retracted += 1
        continue
      }
      kinds[record.kind, default: 0] += 1
      guard record.meeting == nil else { continue }
      if let year = record.date.startYear {
        years[year, default: 0] += 1
      } else {
        statistics.undated += 1
      }
    }
    statistics.kinds = RecordKind.allCases.map { ($0, kinds[$0] ?? 0) }
    statistics.years = years.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    statistics.bodies = bodies.count { $0.records > 0 }
    var topics: Set<Int> = []
    for record in records where !record.isRetracted {
      topics.formUnion(record.topics.map(topicNames.group))
    }
    let named = Set(topics.map { TopicRegistry.key(topicNames.firstSpellings[$0]) })
    let defined = topicRules.all.map { TopicRegistry.key($0.definition.name) }
    statistics.topics = named.union(defined).count
    var persons: Set<Int> = []
    for record in records where !record.isRetracted {
      persons.formUnion((record.persons + record.chairs).map(personNames.group))
    }
    statistics.persons = persons.count
    return statistics
  }

  /// Whether the payload of an event may leave under a ceiling.
  ///
  /// What the log and the archive say of themselves is open, but for the ground of a record's
  /// redaction. An event of a record goes by the record's openness, a redaction also by that of all of
  /// which it keeps what remains; one of a body, a person or a topic by the records that name it. One
  /// that cannot be understood, or whose record is lost, counts as closed.
  public func mayLeave(_ event: RecordedEvent, under ceiling: Openness) -> Bool {
    mayLeave(eventAt: event.position, of: event.stream, under: ceiling)
  }

  /// Whether the payload of the event at a position may leave under a ceiling.
  public func mayLeave(
    eventAt position: Position, of stream: StreamName, under ceiling: Openness
  ) -> Bool {
    switch stream.category {
    case Streams.archive: true
    // The redaction of a record stands behind the log's own, with the same ground.
    case Streams.log:
      redaction(at: position.next).map { _ in
        mayLeave(redactionAt: position.next, under: ceiling)
      } ?? true
    case Streams.topic: mayLeave(topicEventAt: position, under: ceiling)
    case Streams.source:
      digest(ofSourceAt: position).map(openness(ofSource:))?.isWithin(ceiling) ?? false
    case Streams.body: mayLeave(bodyEventAt: position, under: ceiling)
    case Streams.person: mayLeave(personEventAt: position, under: ceiling)
    default:
      redaction(at: position) == nil
        ? mayLeave(recordOf: position, under: ceiling)
        : mayLeave(redactionAt: position, under: ceiling)
    }
  }

  private func mayLeave(recordOf position: Position, under ceiling: Openness) -> Bool {
    (place(ofEventAt: position).map { records[$0].openness } ?? .closed).isWithin(ceiling)
  }

  /// The redaction of a record that an event records; nothing where it records none.
  private func redaction(at position: Position) -> RecordedAct? {
    guard let place = place(ofEventAt: position) else { return nil }
    return acts(about: place).first { $0.position == position && $0.isRedaction }
  }

  private func mayLeave(redactionAt position: Position, under ceiling: Openness) -> Bool {
    guard mayLeave(recordOf: position, under: ceiling), position > .start else { return false }
    return remains.positions(keptBy: Position(position.rawValue - 1)).allSatisfy { kept in
      digest(ofSourceAt: kept).map { openness(ofSource: $0).isWithin(ceiling) }
        ?? mayLeave(recordOf: kept, under: ceiling)
    }
  }

  /// The title of what an event recorded, or the name of the body it is about; nothing of others.
  public func title(ofEventAt position: Position) -> String? {
    if let title = bodyEvents[position]?.title ?? personEvents[position]?.event.title {
      return title
    }
    return place(ofEventAt: position).map { title(of: $0, payload(of: $0)) }
  }
}
