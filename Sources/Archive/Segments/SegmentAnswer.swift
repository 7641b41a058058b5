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
    let found = inEachSegment { Found(prepared, in: segments[$0]) }
    let shown = found.map(\.shown)
    let total = found.reduce(0) { $0 + $1.count }
    let withheld = found.reduce(0) { $0 + $1.withheld }
    done(.find, total + withheld)
    let facets = query.facets.map { facet in
      (facet, SegmentFacets(search: self, prepared: prepared).counts(of: facet, shown))
    }
    if !facets.isEmpty { done(.facet, facets.reduce(0) { $0 + $1.1.count }) }
    let records = page(query, prepared, shown)
    done(.order, records.count)
    guard !isDamaged else { return nil }
    return SegmentAnswer(total: total, withheld: withheld, records: records, facets: facets)
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

  /// A version that was found, with what it is ordered by first.
  private struct Hit {
    let segment: Int
    let version: UInt32
    var isUnknown = false
    var first: Int32 = 0
    var score = 0.0
  }

  /// Whether a hit has the earlier date, or of the same date the lower number.
  ///
  /// What has no date comes last. What only those of the same day differ in is read for them alone.
  private func isOlder(_ a: Hit, _ b: Hit) -> Bool {
    if a.isUnknown != b.isUnknown { return b.isUnknown }
    if a.first != b.first { return a.first < b.first }
    return rest(a) < rest(b)
  }

  private func rest(_ hit: Hit) -> (Int32, AccessionNumber) {
    let segment = segments[hit.segment]
    let last = hit.isUnknown ? 0 : segment.lastDay(of: Int(hit.version))
    return (last, segment.accession(of: Int(hit.version)))
  }

  private func isNewer(_ a: Hit, _ b: Hit) -> Bool {
    a.isUnknown == b.isUnknown ? isOlder(b, a) : b.isUnknown
  }

  private func hit(_ segment: Int, _ version: UInt32) -> Hit {
    let source = segments[segment]
    var hit = Hit(segment: segment, version: version)
    hit.isUnknown = Int(version) < source.undated
    if !hit.isUnknown { hit.first = source.number(.firstDays, Int(version), as: Int32.self) }
    return hit
  }

  private func page(
    _ query: Query, _ prepared: SegmentQuery, _ shown: [VersionSet]
  ) -> [FoundRecord] {
    guard query.limit != 0 else { return [] }
    let (most, isAll) = query.offset.addingReportingOverflow(query.limit ?? .max)
    let wanted = isAll ? Int.max : most
    var hits: [Hit] = []
    var order = query.order
    if order == .relevance, query.words == nil { order = .newestFirst }
    switch order {
    case .newestFirst:
      hits = merge(shown.map { $0.last(wanted) }, most: wanted, by: isNewer)
    case .oldestFirst:
      let listed = shown.indices.map { index in
        let undated = segments[index].undated
        let dated = shown[index].first(wanted, from: undated)
        guard dated.count < wanted else { return dated }
        return dated + shown[index].first(wanted, from: 0).prefix { Int($0) < undated }
      }
      hits = merge(listed, most: wanted, by: isOlder)
    case .recorded:
      var found: [(UInt64, Int, UInt32)] = []
      for (index, versions) in shown.enumerated() {
        for version in versions.numbers {
          found.append(
            (segments[index].recorded(of: Int(version)), index, version))
        }
      }
      found.sort { $0.0 < $1.0 }
      hits = found.prefix(wanted).map { hit($0.1, $0.2) }
    case .relevance:
      hits = SegmentRelevance(search: self, prepared: prepared).scores(of: shown).map {
        var scored = hit($0.segment, $0.version)
        scored.score = $0.score
        return scored
      }
      hits.sort { $0.score == $1.score ? isNewer($0, $1) : $0.score > $1.score }
    }
    return hits.dropFirst(query.offset).prefix(query.limit ?? .max).map {
      record(Int($0.version), of: segments[$0.segment])
    }
  }

  /// The record of a version.
  func record(_ version: Int, of segment: Segment) -> FoundRecord {
    let accession = segment.accession(of: version)
    var events: (UInt64, UInt64)?
    if !segments.contains(where: { $0.hasActs(about: accession.serial) }) {
      events = segment.meeting(of: version).map { (segment.recorded(of: version), $0) }
    }
    return FoundRecord(
      accession: accession,
      isDocument: segment.isDocument(version),
      events: events)
  }

  /// The first hits of what each segment has in order; no more is looked at than is needed.
  private func merge(
    _ listed: [[UInt32]], most: Int, by isBefore: (Hit, Hit) -> Bool
  ) -> [Hit] {
    var heads: [(hit: Hit, next: Int)] = []
    for (index, versions) in listed.enumerated() {
      if let first = versions.first { heads.append((hit(index, first), 1)) }
    }
    var hits: [Hit] = []
    while hits.count < most, var best = heads.indices.first {
      for index in heads.indices.dropFirst() where isBefore(heads[index].hit, heads[best].hit) {
        best = index
      }
      let (found, next) = heads[best]
      hits.append(found)
      if next < listed[found.segment].count {
        heads[best] = (hit(found.segment, listed[found.segment][next]), next + 1)
      } else {
        heads.remove(at: best)
      }
    }
    return hits
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
