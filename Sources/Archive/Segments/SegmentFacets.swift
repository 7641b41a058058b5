import EventStore

/// Counts the versions that were found by what they have in common.
struct SegmentFacets {
  let search: SegmentSearch
  let prepared: SegmentQuery

  func counts(
    of facet: Query.Facet, _ shown: [VersionSet]
  ) -> [(value: String, count: Int)] {
    switch facet {
    case .body:
      return bodies(shown).map { (BodyName($0.value).name, $0.count) }
    case .topic: return topics(shown).sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    case .kind:
      return kinds(shown).sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    case .year: return years(shown).sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }
  }

  private func kinds(_ shown: [VersionSet]) -> [(value: String, count: Int)] {
    let kinds = RecordKind.allCases
    let counted = search.inEachSegment { number in
      var counts = [Int](repeating: 0, count: 1 << UInt8.bitWidth)
      search.segments[number].forEachNumber(.kinds, of: shown[number], as: UInt8.self) {
        counts[Int($0)] += 1
      }
      return counts
    }
    return kinds.indices.compactMap { kind in
      let count = counted.reduce(0) { $0 + $1[kind] }
      return count > 0 ? (kinds[kind].rawValue, count) : nil
    }
  }

  /// Versions stand in the order of their dates, so that those of a year follow each other.
  private func years(_ shown: [VersionSet]) -> [(value: String, count: Int)] {
    let counted = search.inEachSegment { number in
      let years = search.segments[number].years
      let counts = shown[number].counts(in: years.map(\.versions))
      return zip(years, counts).map { (year: $0.year, count: $1) }
    }
    var counts: [Int: Int] = [:]
    for (year, count) in counted.joined() where year > 0 && count > 0 {
      counts[year, default: 0] += count
    }
    return counts.map { (String($0.key), $0.value) }
  }

  /// The lists of names that versions have, each with how many have it.
  private func lists(
    _ section: SegmentLayout.Section, _ segment: Segment, _ versions: VersionSet
  ) -> [(Int, Int)] {
    var counts = [Int](repeating: 0, count: segment.length(of: .listEnds) / 4)
    segment.loadLists()
    segment.forEachList(section, of: versions) { list in
      if counts.indices.contains(list) { counts[list] += 1 } else { segment.noteDamage() }
    }
    return counts.indices.compactMap { counts[$0] > 0 ? ($0, counts[$0]) : nil }
  }

  /// The position of the first record of the versions that has a list, by lists.
  private func firsts(
    _ section: SegmentLayout.Section, _ segment: Segment, _ versions: VersionSet
  ) -> [Int: UInt64] {
    var firsts: [Int: UInt64] = [:]
    for version in versions.numbers {
      let list = Int(segment.list(section, of: Int(version)))
      firsts[list] = min(firsts[list] ?? .max, segment.recorded(of: Int(version)))
    }
    return firsts
  }

  private func bodies(_ shown: [VersionSet]) -> [(value: String, count: Int)] {
    let names = search.names
    let counted = search.inEachSegment { number in
      lists(.bodyLists, search.segments[number], shown[number])
    }
    // The number of versions of each body, by its number, and its spelling, or -1 where it has several.
    var counts: [(count: Int, spelling: Int)] = []
    for (segment, lists) in zip(search.segments, counted) {
      names.forEachSpelling(ofLists: lists, in: segment) { spelling, count in
        let group = names.group(of: spelling)
        while group >= counts.count { counts.append((0, 0)) }
        if counts[group].count == 0 {
          counts[group].spelling = spelling
        } else if counts[group].spelling != spelling {
          counts[group].spelling = -1
        }
        counts[group].count += count
      }
    }
    // Which spelling a body is shown by matters only where there are several.
    if counts.contains(where: { $0.spelling < 0 }) {
      for (group, spelling) in first(shown) where counts.indices.contains(group) {
        counts[group].spelling = spelling
      }
    }
    return counts.filter { $0.count > 0 && $0.spelling >= 0 }
      .map { (names.name(of: $0.spelling), $0.count) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  /// Of each body the spelling that was recorded first.
  private func first(_ shown: [VersionSet]) -> [Int: Int] {
    let names = search.names
    var first: [Int: (position: UInt64, spelling: Int)] = [:]
    for (segment, versions) in zip(search.segments, shown) {
      let lists = firsts(.bodyLists, segment, versions).map { ($0.key, $0.value) }
      names.forEachSpelling(ofLists: lists, in: segment) { spelling, position in
        let group = names.group(of: spelling)
        if let known = first[group],
          (known.position, names.name(of: known.spelling)) <= (position, names.name(of: spelling))
        {
          return
        }
        first[group] = (position, spelling)
      }
    }
    return first.mapValues(\.spelling)
  }

  private func topics(_ shown: [VersionSet]) -> [(value: String, count: Int)] {
    let rules = search.index.topicRules
    var counts: [[UInt8]: (name: String, first: UInt64, count: Int)] = [:]
    for (segment, versions) in zip(search.segments, shown) where !versions.isEmpty {
      // The versions of each topic, since one may have it by several ways.
      var found: [[UInt8]: (name: String, first: UInt64, versions: [VersionSet])] = [:]
      func note(_ name: String, _ first: UInt64, _ versions: VersionSet) {
        let key = TopicRegistry.key(name)
        var known = found[key] ?? (name, first, [])
        if first < known.first { (known.name, known.first) = (name, first) }
        known.versions.append(versions)
        found[key] = known
      }
      for (list, first) in firsts(.topicLists, segment, versions) {
        for name in segment.names(ofList: list) {
          guard let term = segment.term(.topic, TopicRegistry.key(name)),
            let tagged = segment.postings(term)?.versions
          else { continue }
          for topic in [name] + rules.broader(of: name) {
            note(topic, first, tagged)
          }
        }
      }
      for topic in rules.all.sorted(by: { $0.definition.name < $1.definition.name }) {
        let matching = prepared.versions(of: topic.words, in: segment).intersection(versions)
        guard !matching.isEmpty else { continue }
        let first =
          matching.numbers.map { segment.recorded(of: Int($0)) }.min()
          ?? .max
        for name in [topic.definition.name] + rules.broader(of: topic.definition.name) {
          note(name, first, matching)
        }
      }
      for (key, topic) in found {
        let count = VersionSet.union(topic.versions, of: segment.count)
          .intersection(versions).count
        var known = counts[key] ?? (topic.name, topic.first, 0)
        if topic.first < known.first { known = (topic.name, topic.first, known.count) }
        known.count += count
        counts[key] = known
      }
    }
    return counts.values.map { (rules[$0.name]?.definition.name ?? $0.name, $0.count) }
  }
}
