import EventStore

/// The answer to a question, of which records are read page by page in the order that was asked for, so that
/// memory does not grow with it.
///
/// Two pages are read at once, on two cores, and some while others are taken. To be gone through once.
public final class AnswerPages {
  /// The question.
  public let query: Query
  /// How many records fit and may be shown.
  public let total: Int
  /// How many fit and are withheld.
  public let withheld: Int
  /// How many were asked for and are there.
  public var count: Int { min(max(0, total - query.offset), query.limit ?? .max) }
  /// The archive that is asked.
  public let description: StoreDescription
  /// The log's size and root, where they were wanted.
  public let checkpoint: Checkpoint?
  /// Why not everything could be given out; nothing where it was.
  public private(set) var failure: ArchiveError?

  /// The same files, opened for each core.
  private let readers: Readers
  private var records: OrderedRecords
  /// A record that belongs to the next page.
  private var next: FoundRecord?
  /// Reads the whole log, should a page not be readable.
  private let whole: () throws(ArchiveError) -> SearchIndex

  /// So many records are a page, at the least.
  private let length: Int

  /// - Parameter length: So many records are a page, at the least.
  init?(
    _ query: Query, from readers: [SegmentedIndex], checkpoint: Checkpoint?,
    length: Int, whole: @escaping () throws(ArchiveError) -> SearchIndex
  ) {
    guard let first = readers.first, let found = first.search.records(of: query) else { return nil }
    self.query = query
    total = found.total
    withheld = found.withheld
    records = found.records
    description = first.search.index.description
    self.readers = Readers(readers)
    self.checkpoint = checkpoint
    self.length = length
    self.whole = whole
  }

  /// Makes something of each page and takes it, in order; `failure` says whether that was all.
  ///
  /// - Parameters:
  ///   - keepingMeetingsWhole: Whether a page is to end where the items of a meeting do that follow each other.
  ///   - make: Is done by one thread at a time for an index.
  func forEach<Part: Sendable, Failure: Error>(
    keepingMeetingsWhole: Bool,
    make: @escaping (SearchIndex, SearchResult) -> Part, take: (Part) throws(Failure) -> Void
  ) throws(Failure) {
    // What large buffers leave is filled again at once.
    SystemCalls.keepFreedMemory()
    nonisolated(unsafe) let make = make
    var count = 0
    var next: Round<Part>? = beginRound(keepingMeetingsWhole, make)
    while let round = next {
      let parts = round.work.finish()
      // The other core makes the next pages while these are taken.
      next = round.pages.isEmpty ? nil : beginRound(keepingMeetingsWhole, make)
      for (part, page) in zip(parts, round.pages) {
        guard let part else {
          _ = next?.work.finish()
          return try takeRest(after: count, make, take)
        }
        count += page.count
        do throws(Failure) {
          try take(part)
        } catch {
          _ = next?.work.finish()
          throw error
        }
      }
      if round.isDamaged { return try takeRest(after: count, make, take) }
    }
  }

  /// The same files opened several times, each to be used by one thread at a time.
  ///
  /// There are as many as threads that work at pieces.
  private final class Readers: @unchecked Sendable {
    private let all: [SegmentedIndex]
    /// The numbers of those that nobody uses.
    private let free: Locked<[Int]>

    init(_ all: [SegmentedIndex]) {
      self.all = all
      free = Locked(Array(all.indices))
    }

    /// Whether files of one are damaged; to be asked while nobody uses them.
    var isDamaged: Bool { all.contains(where: \.search.isDamaged) }

    /// Does something with one that nobody else uses; nothing where there is none.
    func withOne<Value>(_ body: (SegmentedIndex) -> Value?) -> Value? {
      guard let number = free.withLock({ $0.popLast() }) else { return nil }
      defer { free.withLock { $0.append(number) } }
      return body(all[number])
    }
  }

  /// Pages that are being made of records.
  private struct Round<Part: Sendable> {
    let pages: [[FoundRecord]]
    /// Whether a file is damaged, so that nothing more is made from it.
    let isDamaged: Bool
    let work: SharedWork<Part?>
  }

  /// So many pages are made between two looks at how far the answer is given out.
  private static let perRound = 4

  /// Lets another core begin with the next pages; nothing where there are none.
  private func beginRound<Part: Sendable>(
    _ keepsMeetingsWhole: Bool, _ make: @escaping (SearchIndex, SearchResult) -> Part
  ) -> Round<Part>? {
    var pages: [[FoundRecord]] = []
    while pages.count < AnswerPages.perRound, let page = page(keepsMeetingsWhole) {
      pages.append(page)
    }
    let isDamaged = readers.isDamaged
    guard !pages.isEmpty || isDamaged else { return nil }
    if isDamaged { pages = [] }
    nonisolated(unsafe) let make = make
    let readers = readers
    let round = pages
    let work = SharedWork(pieces: round.count) { number -> Part? in
      readers.withOne { reader in
        reader.page(of: round[number]).map { make($0.index, $0.result) }
      }
    }
    work.begin()
    return Round(pages: pages, isDamaged: isDamaged, work: work)
  }

  /// The records of the next page.
  private func page(_ keepsMeetingsWhole: Bool) -> [FoundRecord]? {
    var page: [FoundRecord] = []
    page.reserveCapacity(length + 64)
    while let record = next ?? records.next() {
      next = nil
      if page.count >= length,
        !keepsMeetingsWhole || page.last?.accession.serial != record.accession.serial
      {
        next = record
        break
      }
      page.append(record)
    }
    return page.isEmpty ? nil : page
  }

  /// Reads the whole log for what was not given out yet.
  private func takeRest<Part, Failure: Error>(
    after count: Int, _ make: (SearchIndex, SearchResult) -> Part,
    _ take: (Part) throws(Failure) -> Void
  ) throws(Failure) {
    let index: SearchIndex
    do throws(ArchiveError) {
      index = try whole()
    } catch {
      failure = error
      return
    }
    let result = index.search(query)
    let rest = Array(result.places.dropFirst(count))
    try take(
      make(
        index,
        SearchResult(
          total: result.total, withheld: result.withheld, places: rest, forces: [:], facets: [])))
  }
}

extension SegmentedIndex {
  /// An index of some records, and their places in it; nothing where the log cannot be read where it should.
  fileprivate func page(
    of records: [FoundRecord]
  ) -> (index: SearchIndex, result: SearchResult)? {
    guard let index = index(of: records, withItems: false) else { return nil }
    var places: [Int] = []
    places.reserveCapacity(records.count)
    for record in records {
      guard let place = index.place(of: record.accession) else { return nil }
      places.append(place)
    }
    return (
      index,
      SearchResult(
        total: records.count, withheld: 0, places: places, forces: [:], facets: [])
    )
  }
}

extension Archive {
  /// Answers a question page by page; nothing where only the whole log answers it.
  ///
  /// Wants the files of the search index, as `answer` does, and gives no facets.
  /// - Parameters:
  ///   - withRoot: Whether the log's Merkle root is wanted.
  ///   - length: So many records are a page, at the least.
  ///   - indexing: Told now and then how many events were read, and of how many, where files are made.
  public func pages(
    of query: Query, withRoot: Bool = false, length: Int = 1 << 10,
    indexing: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(ArchiveError) -> AnswerPages? {
    guard query.on == nil, query.facets.isEmpty else { return nil }
    var readers: [SegmentedIndex] = []
    for _ in 0..<2 {
      guard let reader = try segments(asOf: query.asOf, for: .init(query), indexing) else {
        return nil
      }
      readers.append(reader)
    }
    // Somebody may have recorded something, or erased it, between the two.
    guard readers[0].isOfSameLog(as: readers[1]) else { return nil }
    for number in readers.indices {
      guard let reader = readers[number].knowingTopics(of: query) else { return nil }
      readers[number] = reader
    }
    var checkpoint: Checkpoint?
    if withRoot {
      let end = readers[0].search.end
      checkpoint = try storing { () throws(EventStoreError) in
        try store.indexedCheckpoint(ofFirst: end)
      }
      guard checkpoint != nil else { return nil }
    }
    let end = readers[0].search.end
    return AnswerPages(query, from: readers, checkpoint: checkpoint, length: length) {
      () throws(ArchiveError) in
      try self.index(asOf: end == 0 ? query.asOf : .position(Position(end - 1)), withRoot: false) {
        _ in
      }
    }
  }
}
