import EventStore

/// The names and phrases that stand in records which may leave, found in the segments without reading a
/// record.
struct OpenSpellings {
  private let segments: [Segment]
  private let query: SegmentQuery
  /// By segments: the versions that stand at the end of the log, and those of them that may leave.
  private let standing: [VersionSet]
  private let open: [VersionSet]

  /// Nothing where a segment is damaged.
  init?(_ search: SegmentSearch, under ceiling: Openness) {
    var question = Query()
    question.ceiling = ceiling
    guard let query = SegmentQuery(question, before: search.end, search.index, search.names) else {
      return nil
    }
    self.query = query
    segments = search.segments
    standing = segments.map { query.standing(VersionSet(0..<$0.count, of: $0.count), in: $0) }
    open = zip(segments, standing).map { $1.subtracting(query.withheld(in: $0)) }
    guard !search.isDamaged else { return nil }
  }

  /// The names of bodies as they stand in records that may leave, in order.
  var bodies: [String] {
    var names: Set<String> = []
    for (segment, versions) in zip(segments, open) {
      var lists: Set<Int> = []
      segment.forEachList(.bodyLists, of: versions) { lists.insert($0) }
      for list in lists { names.formUnion(segment.names(ofList: list)) }
    }
    return names.sorted()
  }

  /// Where something stands: in records that may leave, in such as may not, or in none.
  enum Place {
    case open
    case withheld
    case nowhere
  }

  /// Which records name a topic.
  func place(ofTopic name: String) -> Place {
    place { segment in
      segment.term(.topic, TopicRegistry.key(name)).flatMap(segment.postings)?.versions
        ?? VersionSet(of: segment.count)
    }
  }

  /// Which records have a phrase in a field that words search.
  func place(ofPhrase word: Word) -> Place {
    place { query.versions(of: [word], in: $0) }
  }

  private func place(_ find: (Segment) -> VersionSet) -> Place {
    var isSomewhere = false
    for (index, segment) in segments.enumerated() {
      let found = find(segment)
      guard !found.isEmpty else { continue }
      if !found.intersection(open[index]).isEmpty { return .open }
      isSomewhere = isSomewhere || !found.intersection(standing[index]).isEmpty
    }
    return isSomewhere ? .withheld : .nowhere
  }
}
