import EventStore

/// A question with its names looked up once, to be asked of one segment after the other.
final class SegmentQuery {
  let query: Query
  /// What had been recorded: the first position that does not count.
  private let end: UInt64
  private let series: [[UInt8]]
  private let stages: [[UInt8]]
  private let topics: [[UInt8]]
  private let topicForms: [Word.Form]
  /// The forms of each word that must be found, any of which will do, and of those that must not.
  private let required: [[Word.Form]]
  private let excluded: [Word.Form]
  private let persons: [[UInt8]]
  private let number: [UInt8]?
  /// For each body that is asked for: the terms of its names and of those of what belongs to it, by
  /// segments, and the term of office asked for with it.
  private let bodies: [(terms: [[Int]], term: Int?)]

  /// Looks up the names of a question; nothing where it cannot be asked of segments: what was in force
  /// on a day, and persons whom only their records tell apart.
  ///
  /// - Parameter index: Knows everything that was recorded about bodies, persons and topics.
  init?(_ query: Query, before end: UInt64, _ index: SearchIndex, _ names: SegmentNames) {
    guard query.on == nil else { return nil }
    var persons: [[UInt8]] = []
    for name in query.persons {
      let identities = index.persons.identities(of: name)
      for identity in identities {
        guard case .name(let key) = identity, identities.count == 1 else { return nil }
        persons.append(key)
      }
    }
    self.query = query
    self.end = end
    self.persons = persons
    series = query.series.map(NameTable.key)
    stages = query.stages.map(NameTable.key)
    number = query.number.map { Array(DocumentNumber($0).canonical.utf8) }
    var keys: [[UInt8]] = []
    for topic in query.topics {
      for key in index.topicRules.narrower(topic) where !keys.contains(key) { keys.append(key) }
    }
    topics = keys.sorted { $0.lexicographicallyPrecedes($1) }
    topicForms = index.topicRules.all.filter {
      keys.contains(TopicRegistry.key($0.definition.name))
    }.flatMap(\.words).flatMap(\.forms)
    required = query.words?.required.map { $0.flatMap(\.forms) } ?? []
    excluded = query.words?.excluded.flatMap(\.forms) ?? []
    // Names are looked up here, since several threads ask the segments.
    bodies = query.bodies.map { name in
      (
        names.terms(ofBody: name, withSubBodies: query.reachesSubBodies), BodyName(name).term
      )
    }
  }

  /// The versions of a segment that fit, whatever may be shown of them.
  ///
  /// What costs little is asked first: names and dates, then what words consist of, and only of what is
  /// left whether they stand there as they should.
  func versions(in segment: Segment) -> VersionSet {
    var found: VersionSet?
    func keep(_ set: VersionSet) -> Bool {
      let both = found.map { $0.intersection(set) } ?? set
      found = both
      return !both.isEmpty
    }
    let nothing = VersionSet(of: segment.count)
    // A segment has most often all of a time or nothing.
    if let dated = dated(in: segment) {
      guard keep(dated) else { return nothing }
    }
    for filter in filters where !keep(filter(segment)) { return nothing }
    var words: [[FormMatcher]] = []
    for forms in required {
      let matchers = matchers(forms, in: segment)
      guard keep(candidates(matchers, in: segment)) else { return nothing }
      words.append(matchers)
    }
    if words.count > 1 {
      words.sort {
        $0.reduce(0) { $0 + $1.candidateCount } < $1.reduce(0) { $0 + $1.candidateCount }
      }
    }
    for matchers in words where !matchers.allSatisfy(\.isDecided) {
      // What is left has a word's only form by what that consists of.
      let standing =
        matchers.count == 1
        ? matchers[0].versions(among: found ?? matchers[0].candidates)
        : versions(matchers, within: found, in: segment)
      if standing.isEmpty { return nothing }
      found = standing
    }
    if !query.topics.isEmpty, !keep(versionsOfTopics(within: found, in: segment)) {
      return nothing
    }
    var versions = standing(found ?? VersionSet(0..<segment.count, of: segment.count), in: segment)
    for form in excluded where !versions.isEmpty {
      let matching = FormMatcher(form, in: segment).versions(within: versions)
      versions = versions.subtracting(matching)
    }
    guard segment.hasRetracted, let retracted = segment.retracted else {
      return query.isRetracted ? nothing : versions
    }
    return query.isRetracted
      ? versions.intersection(retracted) : versions.subtracting(retracted)
  }

  /// The versions that have a word, in any of its forms and alternatives.
  ///
  /// - Parameter wanted: Which of them are asked for; all where there is nothing.
  func versions(
    of alternatives: [Word], within wanted: VersionSet? = nil, in segment: Segment
  ) -> VersionSet {
    versions(
      matchers(alternatives.flatMap(\.forms), in: segment), within: wanted, in: segment)
  }

  private func matchers(_ forms: [Word.Form], in segment: Segment) -> [FormMatcher] {
    var matchers: [FormMatcher] = []
    matchers.reserveCapacity(forms.count)
    for form in forms { matchers.append(FormMatcher(form, in: segment)) }
    return matchers
  }

  private func candidates(_ matchers: [FormMatcher], in segment: Segment) -> VersionSet {
    matchers.count == 1
      ? matchers[0].candidates
      : VersionSet.union(matchers.map(\.candidates), of: segment.count)
  }

  private func versions(
    _ matchers: [FormMatcher], within wanted: VersionSet?, in segment: Segment
  ) -> VersionSet {
    VersionSet.union(matchers.map { $0.versions(within: wanted) }, of: segment.count)
  }

  /// Leaves out versions that were not in force at the question's position.
  func standing(_ versions: VersionSet, in segment: Segment) -> VersionSet {
    guard segment.positions.lowerBound < end else { return VersionSet(of: segment.count) }
    if !segment.hasEnded, segment.positions.upperBound <= end { return versions }
    let gone = segment.ended.filter { segment.end(of: Int($0)) < end }
    let standing = versions.subtracting(VersionSet(gone, of: segment.count))
    guard segment.positions.upperBound > end else { return standing }
    return segment.versions(begunBefore: end, among: standing)
  }

  /// The versions whose openness is stricter than what may be shown.
  func withheld(in segment: Segment) -> VersionSet {
    guard let ceiling = query.ceiling else { return VersionSet(of: segment.count) }
    return union(
      Openness.allCases.filter { !$0.isWithin(ceiling) }.map {
        (.openness, Array($0.rawValue.utf8))
      },
      in: segment)
  }
}

// MARK: - Filters

extension SegmentQuery {
  /// What finds the versions that have the names that are asked for, each kind by itself.
  private var filters: [(Segment) -> VersionSet] {
    var filters: [(Segment) -> VersionSet] = []
    func filter(_ tag: TermTag, _ values: [[UInt8]]) {
      filters.append { [self] segment in union(values.map { (tag, $0) }, in: segment) }
    }
    if let number { filter(.number, [number]) }
    if !query.persons.isEmpty { filter(.person, persons) }
    if let term = query.term { filter(.term, [Array(String(term).utf8)]) }
    if let ordinal = query.ordinal { filter(.ordinal, [Array(String(ordinal).utf8)]) }
    if !query.series.isEmpty { filter(.series, series) }
    if !query.stages.isEmpty { filter(.stage, stages) }
    if !query.outcomes.isEmpty { filter(.outcome, query.outcomes.map { Array($0.utf8) }) }
    if !query.kinds.isEmpty { filter(.kind, query.kinds.map { Array($0.rawValue.utf8) }) }
    if !query.openness.isEmpty {
      filter(.openness, query.openness.map { Array($0.rawValue.utf8) })
    }
    if !query.bodies.isEmpty { filters.append(versionsOfBodies) }
    return filters
  }

  private func union(_ terms: [(TermTag, [UInt8])], in segment: Segment) -> VersionSet {
    VersionSet.union(
      terms.compactMap { tag, text in
        segment.term(tag, text).flatMap(segment.postings)?.versions
      }, of: segment.count)
  }

  private func versionsOfBodies(in segment: Segment) -> VersionSet {
    VersionSet.union(
      bodies.map { wanted in
        let terms = wanted.terms[segment.number]
        let versions = VersionSet.union(
          terms.compactMap { segment.postings($0)?.versions }, of: segment.count)
        guard let term = wanted.term else { return versions }
        return versions.intersection(union([(.term, Array(String(term).utf8))], in: segment))
      }, of: segment.count)
  }

  private func versionsOfTopics(
    within wanted: VersionSet?, in segment: Segment
  ) -> VersionSet {
    let tagged = union(topics.map { (.topic, $0) }, in: segment)
    guard !topicForms.isEmpty else { return tagged }
    return tagged.union(
      versions(matchers(topicForms, in: segment), within: wanted, in: segment))
  }

  /// The versions whose dates touch the wanted time; nothing where all do.
  private func dated(in segment: Segment) -> VersionSet? {
    guard query.from != nil || query.to != nil else { return nil }
    let from = SegmentWriter.day(query.from?.firstDay ?? .min)
    let to = SegmentWriter.day(query.to?.lastDay ?? .max)
    let low = segment.firstVersion(notBefore: from)
    let high = to == .max ? segment.count : segment.firstVersion(notBefore: to + 1)
    if low == 0, high == segment.count { return nil }
    let lasting = segment.versions(listedIn: .spans).filter { version in
      Int(version) < min(low, high)
        && segment.lastDay(of: Int(version)) >= from
    }
    guard low < high else { return VersionSet(lasting, of: segment.count) }
    let dated = VersionSet(low..<high, of: segment.count)
    return lasting.isEmpty ? dated : dated.union(VersionSet(lasting, of: segment.count))
  }
}
