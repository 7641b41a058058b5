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
      return columns(shown) { segment, version in
        Int(segment.number(.kinds, version, as: UInt8.self))
      }.compactMap { kind, count in
        RecordKind.allCases.indices.contains(kind)
          ? (RecordKind.allCases[kind].rawValue, count) : nil
      }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    case .year:
      return columns(shown) { segment, version in
        Int(segment.number(.years, version, as: UInt16.self))
      }.filter { $0.0 > 0 }.map { (String($0.0), $0.1) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }
  }

  private func columns(
    _ shown: [VersionSet], _ value: (Segment, Int) -> Int
  ) -> [(Int, Int)] {
    var counts: [Int: Int] = [:]
    for (segment, versions) in zip(search.segments, shown) {
      for version in versions.numbers { counts[value(segment, Int(version)), default: 0] += 1 }
    }
    return counts.map { ($0.key, $0.value) }
  }

  /// How many versions have a list of names, and the position of the first record that has it.
  private func lists(
    _ section: SegmentLayout.Section, _ segment: Segment, _ versions: VersionSet
  ) -> [(names: [String], count: Int, first: UInt64)] {
    var found: [UInt32: (count: Int, first: UInt64)] = [:]
    for version in versions.numbers {
      let list = segment.list(section, of: Int(version))
      let recorded = segment.recorded(of: Int(version))
      var known = found[list] ?? (0, .max)
      known.count += 1
      known.first = min(known.first, recorded)
      found[list] = known
    }
    return found.map { (segment.names(ofList: Int($0.key)), $0.value.count, $0.value.first) }
  }

  private func bodies(_ shown: [VersionSet]) -> [(value: String, count: Int)] {
    var counts: [Int: (spelling: String, first: UInt64, count: Int)] = [:]
    for (segment, versions) in zip(search.segments, shown) {
      for (names, count, first) in lists(.bodyLists, segment, versions) {
        var seen: Set<Int> = []
        for name in names {
          let group = search.names.group(of: name)
          guard seen.insert(group).inserted else { continue }
          var known = counts[group] ?? (name, first, 0)
          if first < known.first { known = (name, first, known.count) }
          known.count += count
          counts[group] = known
        }
      }
    }
    return counts.values.map { ($0.spelling, $0.count) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
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
      for (names, _, first) in lists(.topicLists, segment, versions) {
        for name in names {
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
