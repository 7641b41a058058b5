import EventStore

/// What an answer to a question is shown with.
public struct Answer {
  /// Knows what entries show of the records of the answer; all records where the log was read.
  ///
  /// It may know nothing else: neither items that nobody asked for, nor the last revisions of streams.
  public let index: SearchIndex
  /// What was found.
  public let result: SearchResult
  /// The files that the answer was made from; nothing where the log was read.
  var segments: SegmentedIndex?

  fileprivate func with(_ checkpoint: Checkpoint) -> Answer {
    var index = index
    index.knownCheckpoint = checkpoint
    return Answer(index: index, result: result, segments: segments)
  }
}

extension Archive {
  /// Answers a question.
  ///
  /// Looks into the files of the search index, which costs a few milliseconds however many records
  /// there are. Files that are missing or damaged are made anew first; where that cannot be done, or
  /// where the question or its answer wants more than they give, the whole log is read.
  /// - Parameters:
  ///   - withItems: Whether the answer's index is to hold the items of meetings too.
  ///   - withRoot: Whether the log's Merkle root is wanted.
  ///   - indexing: Told now and then how many events were read, and of how many, where files are made.
  ///   - progress: Told after every event how many bytes of the log were read.
  public func answer(
    _ query: Query, withItems: Bool = false, withRoot: Bool = false,
    indexing: (UInt64, UInt64) -> Void = { _, _ in }, progress: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) -> Answer {
    if let answer = try answerFromFiles(query, withItems: withItems, indexing).answer,
      let segments = answer.segments
    {
      guard withRoot else { return answer }
      let root = try storing { () throws(EventStoreError) in
        try store.indexedCheckpoint(ofFirst: segments.search.end)
      }
      if let root { return answer.with(root) }
    }
    let index = try index(asOf: query.asOf, withRoot: withRoot, progress: progress)
    return Answer(index: index, result: index.search(query))
  }

  /// Answers a question from the files of the search index; where it cannot be, tells why.
  ///
  /// A damaged file is found out when somebody asks for what stands in it. Then all are made anew: so the
  /// next question need not read the log.
  /// - Parameters:
  ///   - opened: Told of the files when they are open, and again where they were made anew.
  ///   - done: Told of each step, and to how many it came.
  func answerFromFiles(
    _ query: Query, withItems: Bool = false, _ indexing: (UInt64, UInt64) -> Void,
    opened: (SegmentedIndex) -> Void = { _ in },
    done: (QueryPlan.Stage, Int) -> Void = { _, _ in }
  ) throws(ArchiveError) -> (answer: Answer?, reason: QueryPlan.Reason) {
    if query.on != nil { return (nil, .day) }
    var reason = QueryPlan.Reason.noIndex
    for _ in 0..<2 {
      guard let segments = try segments(asOf: query.asOf, for: .init(query), indexing) else {
        break
      }
      opened(segments)
      do throws(QueryPlan.Reason) {
        return (try segments.answer(query, withItems: withItems, done: done), reason)
      } catch {
        reason = error
      }
      guard reason == .damagedIndex else { break }
      SegmentedIndex.discard(store)
    }
    return (nil, reason)
  }

  /// An index that holds one record with all that is said of it, and nothing else but what was recorded
  /// about bodies, persons and topics; or also everything that its citations follow from.
  ///
  /// Citations are found in the records that speak of one of its titles or numbers, or have one, where these
  /// are not very many. For the other parameters see `answer(_:indexing:progress:)`; the index may hold more.
  /// - Parameter withCitations: Whether what a document or a resolution cites is wanted, and what cites it.
  public func index(
    of record: AccessionNumber, withCitations: Bool = false, asOf moment: RecordingMoment? = nil,
    indexing: (UInt64, UInt64) -> Void = { _, _ in }, progress: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) -> SearchIndex {
    if let segments = try segments(asOf: moment, indexing),
      let index = segments.index(
        of: [
          Streams.name(Streams.meeting, record.serial),
          Streams.name(Streams.document, record.serial),
        ])
    {
      let kind = index.entry(record)?.kind
      guard withCitations, kind == .document || kind == .resolution else { return index }
      if let found = segments.index(ofCitations: record, in: index) { return found }
    }
    return try index(asOf: moment, progress: progress)
  }

  /// Follows a title through its draft stages to its adoption and on, as `SearchIndex.history(ofTitle:)`
  /// does.
  ///
  /// Reads the records that speak of the title where these are not very many, and of a title that nobody
  /// speaks of all records, for those that are near. For the parameters see
  /// `answer(_:indexing:progress:)`.
  public func history(
    ofTitle text: String, asOf moment: RecordingMoment? = nil,
    indexing: (UInt64, UInt64) -> Void = { _, _ in }, progress: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) -> (finding: TitleFinding, damages: [Damage]) {
    // Which places there were at some time follows from all names that bodies had then.
    if moment == nil, let segments = try segments(asOf: nil, indexing),
      let index = segments.index(ofTitle: text)
    {
      let finding = index.history(ofTitle: text)
      if case .unknown = finding {} else { return (finding, []) }
    }
    let index = try index(asOf: moment, progress: progress)
    return (index.history(ofTitle: text), index.damages)
  }

  /// The files of the search index, made anew where they are not there.
  func segments(
    asOf moment: RecordingMoment?, for needs: SegmentedIndex.Needs = .init(),
    _ indexing: (UInt64, UInt64) -> Void
  ) throws(ArchiveError) -> SegmentedIndex? {
    var limit: RecordingLimit?
    if let moment { limit = try RecordingLimit(moment, in: store.description.zone) }
    if let segments = SegmentedIndex(store, asOf: limit, for: needs) { return segments }
    for _ in 0..<2 {
      guard SegmentedIndex.update(store, progress: indexing) else { return nil }
      if let segments = SegmentedIndex(store, asOf: limit, for: needs) { return segments }
      // What counts as there is of no use, and stands in the way.
      SegmentedIndex.discard(store)
    }
    return nil
  }
}

extension SegmentedIndex {
  /// More entries than these are read faster one after the other, with everything between them.
  private static let worthPicking = 10_000

  /// The same files, which know what may be told of topics beside records that leave; nothing where that follows
  /// from what was decided later, or is to be counted.
  func knowingTopics(of query: Query) -> SegmentedIndex? {
    guard query.laterReviews.isEmpty else { return nil }
    guard let ceiling = query.ceiling, !search.index.topicRules.isEmpty else { return self }
    guard !query.facets.contains(.topic), let spellings = OpenSpellings(search, under: ceiling)
    else { return nil }
    let rules = search.index.topicRules.all.map(\.definition)
    let names = rules.flatMap { [$0.name] + ($0.broader.map { [$0] } ?? []) }
    let withheld = names.filter { spellings.place(ofTopic: $0) == .withheld }
    return with(withheldTopics: Set(withheld.map(TopicRegistry.key)))
  }

  /// Answers a question; nothing where it wants more than the files give.
  func answer(_ query: Query) -> Answer? { try? answer(query) { _, _ in } }

  /// Answers a question, and tells of each step, and to how many it came; throws why where it wants
  /// more than the files give.
  func answer(
    _ query: Query, withItems: Bool = false, done: (QueryPlan.Stage, Int) -> Void
  ) throws(QueryPlan.Reason) -> Answer {
    guard let segments = knowingTopics(of: query) else { throw .ceiling }
    guard let answer = search.answer(query, done: done) else {
      throw search.isDamaged ? .damagedIndex : .person
    }
    guard answer.records.count <= SegmentedIndex.worthPicking else { throw .manyEntries }
    guard var index = segments.index(of: answer.records, withItems: withItems) else {
      throw .unreadableLog
    }
    var places: [Int] = []
    for record in answer.records {
      guard let place = index.place(of: record.accession) else { throw .unreadableLog }
      places.append(place)
    }
    // Whoever finds nothing may want to know what bodies there are.
    if answer.total == 0, !query.bodies.isEmpty { index.bodyNames = search.names.complete }
    let result = SearchResult(
      total: answer.total, withheld: answer.withheld, places: places, forces: [:],
      facets: answer.facets)
    done(.read, places.count)
    return Answer(index: index, result: result, segments: self)
  }
}
