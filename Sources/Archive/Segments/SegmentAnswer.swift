import EventStore

/// What all segments together answer.
struct SegmentAnswer {
  let total: Int
  let withheld: Int
  /// The records that were asked for, in order.
  let records: [FoundRecord]
  let facets: [(facet: Query.Facet, counts: [(value: String, count: Int)])]
}

/// A record that was found.
struct FoundRecord {
  let accession: AccessionNumber
  let isDocument: Bool
  /// The positions of its event and of its meeting's, where these two events are all that is said of it.
  let events: (own: UInt64, meeting: UInt64)?

  /// The stream of its events.
  var stream: StreamName {
    Streams.name(isDocument ? Streams.document : Streams.meeting, accession.serial)
  }
}

/// Answers questions from segments.
struct SegmentSearch {
  let segments: [Segment]
  let names: SegmentNames
  /// Knows everything that was recorded about bodies, persons and topics.
  var index: SearchIndex
  /// The first position that does not count.
  let end: UInt64

  /// Answers a question; nothing where it cannot be answered from segments, or one is damaged.
  ///
  /// - Parameter done: Told of each step, and to how many it came.
  func answer(
    _ query: Query, done: (QueryPlan.Stage, Int) -> Void = { _, _ in }
  ) -> SegmentAnswer? {
    guard let prepared = SegmentQuery(query, before: end, index, names) else { return nil }
    let found = find(prepared)
    let (total, withheld) = (found.total, found.withheld)
    done(.find, total + withheld)
    let facets = query.facets.map { facet in
      (facet, SegmentFacets(search: self, prepared: prepared).counts(of: facet, found.shown))
    }
    if !facets.isEmpty { done(.facet, facets.reduce(0) { $0 + $1.1.count }) }
    var ordered = ordered(query, prepared, found.shown)
    var records: [FoundRecord] = []
    while let record = ordered.next() { records.append(record) }
    done(.order, records.count)
    guard !isDamaged else { return nil }
    return SegmentAnswer(total: total, withheld: withheld, records: records, facets: facets)
  }

  /// Finds what fits a question, and gives it record by record in the order that is asked for; nothing where it
  /// cannot be answered from segments.
  ///
  /// Whether one of them is damaged is known at the end.
  func records(
    of query: Query
  ) -> (total: Int, withheld: Int, records: OrderedRecords)? {
    guard let prepared = SegmentQuery(query, before: end, index, names) else { return nil }
    let found = find(prepared)
    return (found.total, found.withheld, ordered(query, prepared, found.shown))
  }

  private func find(
    _ prepared: SegmentQuery
  ) -> (shown: [VersionSet], total: Int, withheld: Int) {
    let found = inEachSegment { Found(prepared, in: segments[$0]) }
    return (
      found.map(\.shown), found.reduce(0) { $0 + $1.count }, found.reduce(0) { $0 + $1.withheld }
    )
  }

  /// The versions of a segment that fit.
  private struct Found {
    /// Those that may be shown, and their number.
    let shown: VersionSet
    let count: Int
    let withheld: Int

    init(_ prepared: SegmentQuery, in segment: Segment) {
      let found = prepared.versions(in: segment)
      guard prepared.query.ceiling != nil else {
        (shown, count, withheld) = (found, found.count, 0)
        return
      }
      let hidden = prepared.withheld(in: segment)
      shown = found.subtracting(hidden)
      count = shown.count
      withheld = hidden.isEmpty ? 0 : found.count - count
    }
  }

  /// So much work is looked at before it is decided whether the rest is shared.
  private static let worthDeciding = Duration.microseconds(20)
  /// Waking another core and waiting for it costs about half as much as this much work.
  private static let worthSharing = Duration.microseconds(60)

  /// Does something with each segment by its number, on two cores where it takes long, and gives what came
  /// of it, in order.
  ///
  /// - Parameter body: Is done by one thread at a time for a segment, and looks at nothing else that
  ///   changes.
  func inEachSegment<Value>(_ body: @escaping (Int) -> Value) -> [Value] {
    let clock = ContinuousClock()
    let start = clock.now
    var values: [Value] = []
    values.reserveCapacity(segments.count)
    while values.count < segments.count {
      values.append(body(values.count))
      let done = clock.now - start
      // The longest come first, so that the rest takes no longer than as many of these.
      let rest = done / values.count * (segments.count - values.count)
      if done >= SegmentSearch.worthDeciding, rest >= SegmentSearch.worthSharing { break }
    }
    guard values.count < segments.count else { return values }
    // Each piece has its own place, which is there until all are done.
    let first = values.count
    nonisolated(unsafe) let rest = UnsafeMutableBufferPointer<Value>.allocate(
      capacity: segments.count - first)
    defer { rest.deallocate() }
    nonisolated(unsafe) let body = body
    let work = SharedPieces(rest.count) { rest.initializeElement(at: $0, to: body(first + $0)) }
    work.begin()
    work.finish()
    values += rest
    rest.deinitialize()
    return values
  }

  /// Whether an answer that was made of these segments is worth nothing.
  var isDamaged: Bool { segments.contains(where: \.isDamaged) }

  // MARK: Order

  /// The records of versions, in the order that is asked for, those that are passed over left out.
  private func ordered(
    _ query: Query, _ prepared: SegmentQuery, _ shown: [VersionSet]
  ) -> OrderedRecords {
    guard query.limit != 0 else { return OrderedRecords(segments, [], most: 0) }
    let (most, isAll) = query.offset.addingReportingOverflow(query.limit ?? .max)
    let wanted = isAll ? Int.max : most
    var order = query.order
    if order == .relevance, query.words == nil { order = .newestFirst }
    var records: OrderedRecords
    switch order {
    case .newestFirst:
      records = OrderedRecords(
        segments, merging: shown.map { $0.last(wanted) }, isNewestFirst: true, most: wanted)
    case .oldestFirst:
      let listed = shown.indices.map { index in
        let undated = segments[index].undated
        let dated = shown[index].first(wanted, from: undated)
        guard dated.count < wanted else { return dated }
        return dated + shown[index].first(wanted, from: 0).prefix { Int($0) < undated }
      }
      records = OrderedRecords(segments, merging: listed, isNewestFirst: false, most: wanted)
    case .recorded:
      var found: [(UInt64, Int, UInt32)] = []
      for (index, versions) in shown.enumerated() {
        for version in versions.numbers {
          found.append((segments[index].recorded(of: Int(version)), index, version))
        }
      }
      found.sort { $0.0 < $1.0 }
      records = OrderedRecords(
        segments, found.map { DatedVersion($0.2, of: $0.1, segments) }, most: wanted)
    case .relevance:
      let scores = SegmentRelevance(search: self, prepared: prepared).scores(of: shown)
      var found = scores.map { scored in
        (scored.score, DatedVersion(scored.version, of: scored.segment, segments))
      }
      found.sort { $0.0 == $1.0 ? $0.1.isNewer(than: $1.1, segments) : $0.0 > $1.0 }
      records = OrderedRecords(segments, found.map(\.1), most: wanted)
    }
    records.pass(over: query.offset)
    return records
  }
}

extension FoundRecord {
  /// The record of a version of a segment.
  ///
  /// - Parameter segments: All segments, of which any may tell that something was said of it later.
  init(_ version: Int, of segment: Segment, among segments: [Segment]) {
    accession = segment.accession(of: version)
    isDocument = segment.isDocument(version)
    let serial = accession.serial
    let hasActs = segments.contains { $0.hasActs(about: serial) }
    events =
      hasActs ? nil : segment.meeting(of: version).map { (segment.recorded(of: version), $0) }
  }
}

/// Scores versions by how well they fit words, as `Relevance` does.
private struct SegmentRelevance {
  let search: SegmentSearch
  let prepared: SegmentQuery

  func scores(
    of shown: [VersionSet]
  ) -> [(segment: Int, version: UInt32, score: Double)] {
    let words = prepared.query.words?.required ?? []
    var frequencies = [Int](repeating: 0, count: words.count)
    var number = 0
    var length = 0
    var found: [(segment: Int, version: UInt32, counts: [Int])] = []
    for (index, segment) in search.segments.enumerated() {
      let all = VersionSet(0..<segment.count, of: segment.count)
      let standing = prepared.standing(all, in: segment)
      number += standing.count
      for version in standing.numbers {
        length += Int(segment.number(.lengths, Int(version), as: UInt32.self))
      }
      var counts: [UInt32: [Int]] = [:]
      for version in shown[index].numbers {
        counts[version] = [Int](repeating: 0, count: words.count)
      }
      for (word, alternatives) in words.enumerated() {
        frequencies[word] +=
          prepared.versions(of: alternatives, in: segment).intersection(standing).count
        for form in alternatives.flatMap(\.forms) {
          FormMatcher(form, in: segment).forEachCount(in: shown[index]) { version, count in
            counts[version]?[word] += count
          }
        }
      }
      found += counts.map { (index, $0.key, $0.value) }
    }
    let average = Double(length) / Double(max(number, 1))
    return found.map { segment, version, counts in
      let length = search.segments[segment].number(.lengths, Int(version), as: UInt32.self)
      return (
        segment, version,
        Relevance.score(
          counts, frequencies: frequencies, number: number, length: Int(length), average: average)
      )
    }
  }
}
