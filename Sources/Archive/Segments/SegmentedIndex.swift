import EventStore

/// The search index on the disk: segments made of the log's events, and how they follow from the
/// log's length.
///
/// A derived file like all others: whatever is wrong with it, or cannot be asked of it, costs an answer
/// from the log itself.
struct SegmentedIndex {
  static let name = "search"
  /// The version of what is made of events and of how it is written.
  static let version = SearchIndex.version << 8 | SegmentLayout.version

  /// How the log is divided.
  struct Layout: Sendable {
    /// Segments have so many positions, the longest first; one at the end has the rest.
    ///
    /// Each segment costs a question some pages. A longer one would take more memory to make.
    var levels: [UInt64] = [3 << 15, 1 << 15, 1 << 13, 1 << 11, 1 << 9, 1 << 7, 1 << 5]
    /// The segments of a log of so many events: a function of its length alone, so that the same log
    /// has the same files however it came to be.
    func segments(of count: UInt64) -> [Range<UInt64>] {
      var ranges: [Range<UInt64>] = []
      var at: UInt64 = 0
      for length in levels {
        while count - at >= length {
          ranges.append(at..<at + length)
          at += length
        }
      }
      if at < count { ranges.append(at..<count) }
      return ranges
    }
  }

  /// Whoever records something reads no more positions than these to bring the files up to it.
  ///
  /// A clerk's day has fewer. What lacks more was recorded in bulk, was never made, was dropped, or
  /// is to become one long segment, and is made when somebody asks.
  static let upkeep: UInt64 = 1 << 12
  /// More events than these behind the index are not made ready for one question.
  private static let longestTail = 1 << 9

  /// Brings the files up to the end of the log.
  ///
  /// - Parameters:
  ///   - layout: How the log is divided.
  ///   - most: Where more positions than these would have to be read, nothing is done.
  ///   - progress: Told now and then how many positions were read, and of how many.
  /// - Returns: whether they are there.
  @discardableResult
  static func update(
    _ store: EventStore, layout: Layout = Layout(), most: UInt64 = .max,
    progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) -> Bool {
    guard let log = LogView(store) else { return false }
    let wanted = layout.segments(of: log.count)
    guard let count = wanted.last?.upperBound else { return true }
    guard let last = log.event(at: count - 1) else { return false }
    let old = SegmentedIndex.files(log)
    if old?.segments.map(\.positions) == wanted { return true }
    let base = old?.checkpoint ?? .start
    let there = Set(old?.segments.map(\.positions) ?? [])
    let missing = wanted.reduce(0) { $0 + (there.contains($1) ? 0 : UInt64($1.count)) }
    guard missing <= most else { return false }
    let pool = SegmentMemory.Pool()
    let isDone = SegmentFiles.update(
      store, name: name, version: version, from: base, to: wanted,
      upTo: ProjectionCheckpoint(behind: last), numbers: [log.erasuresEnd], where: log.contains,
      progress: { progress($0, missing) }
    ) { range, write in
      guard let log = LogView(store) else { return false }
      return IndexWindow.makeSegment(of: range, in: log, pool, write: write)
    }
    // Whoever erases drops the files that are there; those that were being made meanwhile are not, and one
    // may be there although another one could not be written.
    let isCurrent = LogView(store)?.erasuresEnd == log.erasuresEnd
    if !isCurrent { SegmentFiles.discard(store, name: name) }
    return isDone && isCurrent
  }

  /// The files, where there are some that can be used: made of this log, and knowing of every erasure.
  private static func files(_ log: LogView) -> SegmentFiles? {
    let files = SegmentFiles(
      opening: log.store, name: name, version: version, where: log.contains)
    return files?.numbers == [log.erasuresEnd] ? files : nil
  }

  /// Removes the files, so that they are made anew.
  static func discard(_ store: EventStore) { SegmentFiles.discard(store, name: name) }

  /// Removes the files where one of them is damaged; reads them all.
  static func discardDamaged(_ store: EventStore) {
    guard let files = LogView(store).flatMap(files) else { return }
    if !files.segments.allSatisfy(\.file.isSound) { discard(store) }
  }

  /// How many events the files cover, and how many they are; nothing where there are none that can be
  /// used.
  static func files(of store: EventStore) -> (covered: UInt64, count: Int)? {
    guard let files = LogView(store).flatMap(files) else { return nil }
    return (files.checkpoint.next.rawValue, files.segments.count)
  }

  let log: LogView
  /// How many events the files do not cover.
  let recent: Int
  private(set) var search: SegmentSearch
  /// Records that were shown, where many questions are asked.
  private var shown: ShownRecords?

  /// What is known besides records.
  struct Needs {
    /// How much is known of bodies.
    enum Bodies {
      case nothing
      /// Which names mean the same body, and what belongs to what.
      case names
      case everything
    }

    var bodies = Bodies.everything
    var persons = true

    /// What is needed for everything.
    init() {}

    /// What is needed to answer a question, which is not much for most.
    init(_ query: Query) {
      if query.bodies.isEmpty, !query.facets.contains(.body) {
        bodies = .nothing
      } else {
        // Whether a name may be told follows from all that is known of it.
        bodies = query.ceiling == nil ? .names : .everything
      }
      persons = !query.persons.isEmpty
    }
  }

  /// Opens what is there, and makes ready what was recorded since; nothing where that cannot be used.
  init?(_ store: EventStore, asOf limit: RecordingLimit?, for needs: Needs = Needs()) {
    guard let log = LogView(store) else { return nil }
    let files = SegmentedIndex.files(log)
    guard var segments = SegmentedIndex.open(files) else { return nil }
    let covered = files?.checkpoint.next.rawValue ?? 0
    if covered < log.count {
      let rest = covered..<log.count
      guard rest.count <= SegmentedIndex.longestTail,
        let bytes = IndexWindow.segment(of: rest, in: log),
        let segment = Segment(SealedFile(bytes), of: rest)
      else { return nil }
      segments.append(segment)
    }
    for segment in segments {
      for ending in segment.endings {
        guard
          let target = segments.first(where: { $0.positions.contains(ending.begin.rawValue) })
        else { return nil }
        target.end(ending)
      }
    }
    guard !segments.contains(where: \.isDamaged) else { return nil }
    self.init(
      segments, asOf: limit, for: needs, log, recent: Int(log.count - min(covered, log.count)))
  }

  /// Makes ready for many questions: gets to know all names of bodies, since each question would meet those of the
  /// records that it shows, and from now on keeps records that were shown.
  mutating func prepare(room: Int) {
    shown = ShownRecords(room: room)
    var met: Set<[UInt8]> = []
    for segment in search.segments {
      for list in segment.bodyLists {
        for name in segment.numbers(ofList: list) {
          segment.withName(name) { _ = met.insert(Array($0)) }
        }
      }
    }
    search.index.meet(bodies: met.sorted { $0.lexicographicallyPrecedes($1) })
  }

  /// The same files as they would have answered at some time; nothing where that cannot be told.
  func asOf(_ limit: RecordingLimit) -> SegmentedIndex? {
    SegmentedIndex(search.segments, asOf: limit, for: Needs(), log, recent: recent)
  }

  func with(withheldTopics: Set<[UInt8]>) -> SegmentedIndex {
    var segments = self
    segments.search.index.withheldTopics = withheldTopics
    return segments
  }

  /// Whether another one, opened later, sees the same events with the same payloads.
  func isOfSameLog(as other: SegmentedIndex) -> Bool {
    log.count == other.log.count && log.erasuresEnd == other.log.erasuresEnd
      && search.end == other.search.end
  }

  private init?(
    _ segments: [Segment], asOf limit: RecordingLimit?, for needs: Needs, _ log: LogView,
    recent: Int
  ) {
    guard let end = SegmentedIndex.end(of: limit, log) else { return nil }
    var sections: [SegmentLayout.Section] = [.others]
    if needs.bodies != .nothing { sections.append(.bodyActs) }
    if needs.bodies == .everything { sections.append(.bodyEntries) }
    if needs.persons { sections.append(.personEvents) }
    guard let index = SegmentedIndex.index(of: sections, in: segments, before: end, log) else {
      return nil
    }
    self.log = log
    self.recent = recent
    let names = SegmentNames(index.bodyNames, segments) {
      if needs.bodies == .everything { return index.bodyNames }
      let whole = SegmentedIndex.index(
        of: [.others, .bodyActs, .bodyEntries], in: segments, before: end, log)
      return whole?.bodyNames ?? index.bodyNames
    }
    search = SegmentSearch(segments: segments, names: names, index: index, end: end)
  }

  /// What the events say that sections of segments list; nothing where one cannot be read.
  private static func index(
    of sections: [SegmentLayout.Section], in segments: [Segment], before end: UInt64, _ log: LogView
  ) -> SearchIndex? {
    let positions = segments.flatMap { segment in
      sections.flatMap { segment.numbers($0, as: UInt64.self) }
    }
    guard let events = log.events(at: positions.filter { $0 < end }.sorted()) else { return nil }
    let index = index(of: events, log.store)
    return index.damages.isEmpty ? index : nil
  }

  private static func open(_ files: SegmentFiles?) -> [Segment]? {
    var segments: [Segment] = []
    for found in files?.segments ?? [] {
      guard let segment = Segment(found.file, of: found.positions) else { return nil }
      segments.append(segment)
    }
    return segments
  }

  /// The first position that had not been recorded by a moment; nothing where that cannot be told.
  private static func end(of limit: RecordingLimit?, _ log: LogView) -> UInt64? {
    guard let limit else { return log.count }
    var low: UInt64 = 0
    var high = log.count
    while low < high {
      let middle = (low + high) / 2
      guard let event = log.event(at: middle) else { return nil }
      if limit.includes(event) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func index(of events: [RecordedEvent], _ store: EventStore) -> SearchIndex {
    var index = SearchIndex(of: store)
    for event in events where event.stream.category != Streams.source { index.apply(event) }
    return index
  }

  /// An index that holds the records of some streams with all that is said of them, and what was
  /// recorded about bodies, persons and topics; nothing where the log cannot be read where it should.
  func index(of streams: Set<StreamName>) -> SearchIndex? {
    guard !streams.isEmpty else { return search.index }
    return events(of: streams).flatMap { index(applying: $0) }
  }

  /// An index that holds some records, with all that entries show of them; nothing where the log cannot be
  /// read where it should.
  ///
  /// Where nothing was said of a record after it was recorded, its own event and its meeting's are all
  /// that is read.
  /// - Parameter withItems: Whether the items of meetings are wanted as well.
  func index(of records: [FoundRecord], withItems: Bool) -> SearchIndex? {
    guard !records.isEmpty else { return search.index }
    if let shown, !withItems, let index = index(of: records, from: shown) { return index }
    var streams: Set<StreamName> = []
    var positions: [UInt64] = []
    positions.reserveCapacity(records.count * 2)
    for record in records {
      if let events = record.events, !withItems {
        positions.append(events.meeting)
        if events.own != events.meeting { positions.append(events.own) }
      } else {
        streams.insert(record.stream)
      }
    }
    if !streams.isEmpty {
      guard let found = log.positions(of: streams, before: search.end) else { return nil }
      positions += found
    }
    let picked = log.events(atAny: positions).flatMap {
      index(applying: $0, isForEntries: !withItems)
    }
    guard let picked else { return nil }
    // An item that does not say its order has it from those before.
    let isWhole = records.allSatisfy { picked.place(of: $0.accession) != nil }
    return isWhole ? picked : index(of: Set(records.map(\.stream)))
  }

  /// The same for records of which nothing was said after they were recorded, as far as they were shown
  /// before from these, and keeps the others; nothing where they are not such records.
  private func index(of records: [FoundRecord], from shown: ShownRecords) -> SearchIndex? {
    var positions: [UInt64] = []
    positions.reserveCapacity(records.count * 2)
    for record in records {
      guard let events = record.events else { return nil }
      positions.append(events.meeting)
      if events.own != events.meeting { positions.append(events.own) }
    }
    positions.sort()
    var known: [ShownRecords.Shown?] = []
    var missing: [UInt64] = []
    known.reserveCapacity(positions.count)
    for (index, position) in positions.enumerated() {
      let isTwice = index > 0 && positions[index - 1] == position
      known.append(isTwice ? nil : shown[position])
      if !isTwice, known[index] == nil { missing.append(position) }
    }
    guard let events = log.events(at: missing) else { return nil }
    var index = search.index.forEntries(of: positions.count)
    let bodies = index.bodyNames.spellings.count
    var next = 0
    for (place, position) in positions.enumerated() {
      if let record = known[place] {
        index.take(record)
      } else if next < events.count, events[next].position.rawValue == position {
        index.apply(events[next])
        next += 1
        guard let record = index.lastShown else { return nil }
        // A name that this index alone has met has another number in the next one.
        if index.bodyNames.spellings.count == bodies { shown.keep(record) }
      }
    }
    let isWhole = records.allSatisfy { index.place(of: $0.accession) != nil }
    return isWhole && index.damages.isEmpty ? index : nil
  }

  private func events(of streams: Set<StreamName>) -> [RecordedEvent]? {
    log.positions(of: streams, before: search.end).flatMap { log.events(at: $0) }
  }

  private func index(
    applying events: [RecordedEvent], isForEntries: Bool = false
  ) -> SearchIndex? {
    // What all records have in common is the same whenever it was recorded.
    var index = isForEntries ? search.index.forEntries(of: events.count) : search.index
    for event in events { index.apply(event) }
    return index.damages.isEmpty ? index : nil
  }
}
