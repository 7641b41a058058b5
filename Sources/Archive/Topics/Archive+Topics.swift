import EventStore

/// What was recorded about a topic.
public struct TopicReport: Sendable {
  /// How many records have the topic now.
  public let records: Int
  /// The position of the event; nothing where it was only a rehearsal.
  public let position: Position?
  /// What an earlier unfinished write had left behind, and where it was put.
  public let repairs: [Repair]
  /// What an earlier redaction had not got to erase, and was erased now or could not be.
  public let erasures: ErasureReport
}

/// What somebody wants done about a topic.
public enum TopicCommand: Hashable, Sendable {
  /// Define it, or define it anew.
  case define(TopicDefinition)
  /// Take its definition back; what minutes name by themselves stays.
  case undefine(String)
}

extension Archive {
  /// Defines a topic by phrases, or takes a definition back; every record ever made has it, or has it
  /// no more, from now on.
  ///
  /// Asks the files of the search index which records have it, or reads the whole log where there are
  /// none. When this returns, it is durable.
  /// - Parameters:
  ///   - wait: How many milliseconds to wait for another writer to end.
  ///   - isRehearsal: Decide and tell, but record nothing and need no lock.
  ///   - progress: Told after every event how many bytes of the log were read.
  /// - Throws: `topicRefused` where it makes no sense; `store`.
  public func record(
    _ command: TopicCommand, by role: Role = .clerk, wait: Int = 5000, isRehearsal: Bool = false,
    progress: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) -> TopicReport {
    // Read before the lock is taken, so that nobody waits for the reading.
    var known = try topics(progress)
    let writer = try writer(wait: wait, isRehearsal)
    defer { finish(writer) }
    if let writer, writer.nextPosition.rawValue != known.end { known = try topics(progress) }
    guard known.index.damages.isEmpty else { throw .store(.damaged(known.index.damages)) }
    var index = known.index
    let (name, event): (String, ProposedEvent)
    do throws(TopicRefusal) {
      switch command {
      case .define(let definition):
        (name, event) = (
          definition.name, try index.topicRules.decide(define: definition)
        )
      case .undefine(let topic):
        (name, event) = (topic, try index.topicRules.decide(undefine: topic))
      }
    } catch {
      throw .topicRefused(error)
    }
    let stream = index.topicRules.stream(of: name)
    var position: Position?
    if let writer {
      position = try storing { () throws(EventStoreError) in
        try writer.append([event], to: stream, expecting: .any, by: role).first
      }
    }
    index.topicRules.carryOut(command)
    return TopicReport(
      records: try total(name, index, known.search), position: position,
      repairs: writer?.repairs ?? [],
      erasures: writer?.finishedErasures ?? ErasureReport())
  }

  /// What is known of topics, and how to find records: by the files of the search index where there are
  /// some, and otherwise by the index that has read everything.
  private func topics(
    _ progress: (Int64) -> Void
  ) throws(ArchiveError) -> (index: SearchIndex, search: SegmentSearch?, end: UInt64) {
    if let segments = try segments(asOf: nil, { _, _ in }) {
      return (segments.search.index, segments.search, segments.search.end)
    }
    let index = try index(progress: progress)
    return (index, nil, index.eventCount)
  }

  /// How many records have a topic.
  private func total(
    _ name: String, _ index: SearchIndex, _ search: SegmentSearch?
  ) throws(ArchiveError) -> Int {
    var query = Query()
    query.topics = [name]
    query.limit = 0
    guard var search else { return index.search(query).total }
    search.index = index
    if let answer = search.answer(query) { return answer.total }
    // A file turned out damaged.
    var all = try self.index()
    all.topicRules = index.topicRules
    return all.search(query).total
  }
}
