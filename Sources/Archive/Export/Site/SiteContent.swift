import EventStore

/// What a static site tells of an archive: the records that may leave, numbered from the newest, and the
/// bodies, topics and persons that they name.
///
/// Everything comes from an index of what may leave, so that nothing else has a part in names and counts.
/// Memory for every record.
public final class SiteContent {
  /// The records that may leave.
  public let index: SearchIndex
  /// How strict what leaves may be.
  public let ceiling: Openness
  /// How many records that stand are stricter, or were withdrawn since they may not be published.
  public let withheld: Int
  /// The bodies, those with the most records first.
  public let bodies: [SiteSubject<BodySummary>]
  /// The topics, those with the most records first.
  public let topics: [SiteSubject<TopicSummary>]
  /// The persons, those with the most records first.
  public let people: [SiteSubject<PersonRecord>]
  /// The years, the newest first, with the meetings and documents of each.
  public let years: [SiteSubject<Int>]
  /// The places in the index of the records that stand, the newest first.
  let order: [Int]
  /// All records, also those that may not leave.
  let whole: SearchIndex
  private let numbersOfBodies: [Int: Int]
  private let numbersOfTopics: [[UInt8]: Int]
  private let numbersOfFiles: [String: Int]
  private let filesOfPersons: [PersonRegistry.Identity: String]
  private var prover: InclusionProver
  let references: SiteReferences

  /// Reads an archive three times.
  ///
  /// - Parameters:
  ///   - reading: Told how many bytes of the log were read, beginning anew each time.
  /// - Throws: `store`, also where the log has damages, since it has no proofs then.
  public init(
    of archive: Archive, under ceiling: Openness, reading: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) {
    let whole = try archive.index(progress: reading)
    guard whole.damages.isEmpty else { throw .store(.damaged(whole.damages)) }
    let index = try archive.storing { () throws(EventStoreError) in
      try whole.open(under: ceiling, in: archive.store, progress: reading)
    }
    prover = try archive.storing { () throws(EventStoreError) in
      try InclusionProver(of: archive.store, first: whole.eventCount, progress: reading)
    }
    self.whole = whole
    self.index = index
    self.ceiling = ceiling
    order = SiteContent.order(of: index, in: whole)
    withheld =
      whole.records.indices.count { !whole.records[$0].isRetracted || whole.isDepublished($0) }
      - order.count
    (bodies, numbersOfBodies) = SiteContent.bodies(of: index, order)
    numbersOfFiles = Dictionary(
      uniqueKeysWithValues: bodies.enumerated().map { ($0.element.file, $0.offset) })
    (topics, numbersOfTopics) = SiteContent.topics(of: index, order)
    (people, filesOfPersons) = SiteContent.people(of: index, order)
    years = SiteContent.years(of: index, order)
    references = SiteReferences(index)
  }

  /// How many records stand and may leave.
  public var count: Int { order.count }
  /// The state of the log by which everything is proved.
  public var checkpoint: Checkpoint { prover.checkpoint }

  /// The kinds that records have, the most frequent first, with how many have each.
  public var kinds: [(kind: RecordKind, count: Int)] {
    var counts: [RecordKind: Int] = [:]
    for place in order { counts[index.records[place].kind, default: 0] += 1 }
    return counts.map { ($0.key, $0.value) }
      .sorted { ($1.count, $0.kind.rawValue) < ($0.count, $1.kind.rawValue) }
  }

  /// The record of a number.
  public func entry(_ number: Int) -> Entry { index.entry(at: order[number]) }

  /// Whether the record of a number is an item of a meeting.
  public func isItem(_ number: Int) -> Bool { index.records[order[number]].meeting != nil }

  /// The day of a moment in the archive's zone; the moment, in UTC, where this machine does not know the zone.
  public func day(of moment: Timestamp) -> String {
    Zone(index.description.zone)?.day(of: moment) ?? "\(moment)"
  }

  /// The meetings and documents, in the order of their accession numbers; also those that were withdrawn.
  public var serials: [AccessionNumber] {
    index.records.filter { $0.meeting == nil }.map(\.accession).sorted()
  }

  /// The number of the items of a meeting that stand.
  public func itemCount(of accession: AccessionNumber) -> Int {
    guard let place = index.place(of: accession) else { return 0 }
    return index.places(ofItemsOf: place).count { !index.records[$0].isRetracted }
  }

  /// The records that stand, newest first; under a number of another record nothing stands.
  private static func order(of index: SearchIndex, in whole: SearchIndex) -> [Int] {
    index.records.indices.filter { place in
      let record = index.records[place]
      return !record.isRetracted && isSame(record, in: whole)
    }.sorted { DateOrder.isNewer(index.records[$0], index.records[$1]) }
  }

  /// Whether a record has the number that it has among all records: an item of which nothing remains is
  /// counted by those in front of it.
  private static func isSame(_ record: IndexedRecord, in whole: SearchIndex) -> Bool {
    whole.place(ofEventAt: record.position).map { whole.records[$0].accession == record.accession }
      ?? false
  }
}

// MARK: - Evidence

extension SiteContent {
  /// The citations of some records, mostly of one meeting with its items, in order.
  ///
  /// Cheapest where they come in the order of the log.
  /// - Throws: `store` where an event cannot be read.
  public func citations(of records: [AccessionNumber]) throws(ArchiveError) -> [RecordCitation] {
    var wanted: [(entry: Entry, positions: [Position])] = []
    for record in records {
      guard let entry = whole.entry(record) else { continue }
      wanted.append((entry, whole.evidence(of: entry)))
    }
    var proofs: [Position: InclusionProof] = [:]
    for position in Set(wanted.flatMap(\.positions)).sorted() {
      do throws(EventStoreError) {
        proofs[position] = try prover.proof(of: position)
      } catch {
        throw .store(error)
      }
    }
    return wanted.compactMap { entry, positions in
      whole.citation(of: entry, under: ceiling, by: positions.compactMap { proofs[$0] })
    }
  }
}

// MARK: - Links

extension SiteContent {
  /// The page of the body that a name means; nothing where it has none.
  public func body(named name: String) -> SiteSubject<BodySummary>? {
    index.bodyNames.group(named: name).flatMap { numbersOfBodies[$0] }.map { bodies[$0] }
  }

  /// The page of a topic; nothing where it has none.
  public func topic(named name: String) -> SiteSubject<TopicSummary>? {
    numbersOfTopics[TopicRegistry.key(name)].map { topics[$0] }
  }

  /// The names of the pages of the persons that a record names, by their names in it.
  public func people(of accession: AccessionNumber) -> [String: String] {
    guard let place = index.place(of: accession) else { return [:] }
    var files: [String: String] = [:]
    for (mention, identity) in index.mentions(in: index.records[place], index.payload(of: place)) {
      files[mention.name] = filesOfPersons[identity]
    }
    return files
  }

  /// The topics of a record, those with the most records first.
  public func topics(of accession: AccessionNumber) -> [SiteSubject<TopicSummary>] {
    guard let place = index.place(of: accession) else { return [] }
    return topicNumbers(at: place, JSONDocument()).map { topics[$0] }
  }

  /// The numbers of the bodies of a record, in order.
  func bodyNumbers(at place: Int) -> [Int] {
    var numbers: [Int] = []
    for body in index.records[place].bodies {
      guard let number = numbersOfBodies[index.bodyNames.group(of: body)],
        !numbers.contains(number)
      else { continue }
      numbers.append(number)
    }
    return numbers
  }

  /// The numbers of the bodies that a body belongs to, however far.
  func bodyNumbers(above number: Int) -> [Int] {
    var found: [Int] = []
    var waiting = [number]
    while let next = waiting.popLast() {
      for parent in bodies[next].subject.parents {
        guard let above = self.body(named: parent).flatMap({ numbersOfFiles[$0.file] }),
          above != number, !found.contains(above)
        else { continue }
        found.append(above)
        waiting.append(above)
      }
    }
    return found.sorted()
  }

  /// How many records each body has, or what belongs to it; in the order of the bodies.
  public var reaches: [Int] {
    let above = bodies.indices.map(bodyNumbers(above:))
    var counts = [Int](repeating: 0, count: bodies.count)
    for place in order {
      let own = bodyNumbers(at: place)
      for number in Set(own + own.flatMap { above[$0] }) { counts[number] += 1 }
    }
    return counts
  }

  /// The numbers of the topics of a record, in order.
  func topicNumbers(at place: Int, _ document: JSONDocument) -> [Int] {
    index.topics(at: place, document).keys.compactMap { numbersOfTopics[$0] }.sorted()
  }
}
