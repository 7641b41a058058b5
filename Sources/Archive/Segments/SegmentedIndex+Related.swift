import EventStore

/// Finds the records that speak of the same texts as one, by `RelatedTerms`.
extension SegmentedIndex {
  /// More records than these are not looked at one by one.
  private static let mostRelated = 5000

  /// The streams of all records that have one of some terms, whether they stand or not; nothing where they
  /// are very many, or a file is damaged.
  private func streams(of terms: RelatedTerms) -> Set<StreamName>? {
    var streams: Set<StreamName> = []
    var count = 0
    for segment in search.segments {
      for (tag, text) in terms.all {
        guard let term = segment.term(tag, text), let found = segment.postings(term) else {
          continue
        }
        count += found.count
        guard count <= SegmentedIndex.mostRelated else { return nil }
        for version in found.versions.numbers {
          streams.insert(FoundRecord(Int(version), of: segment, among: search.segments).stream)
        }
      }
    }
    return search.isDamaged ? nil : streams
  }

  /// An index that knows of a record everything that its citations follow from; nothing where very many
  /// records would have to be read.
  func index(ofCitations record: AccessionNumber, in index: SearchIndex) -> SearchIndex? {
    guard let place = index.place(of: record) else { return nil }
    let known = index.records[place]
    let terms = RelatedTerms(known.kind, number: known.number, index.payload(of: place))
    guard var streams = streams(of: terms) else { return nil }
    streams.insert(
      Streams.name(
        known.kind == .document ? Streams.document : Streams.meeting, record.serial))
    // Whether there is any document at all makes a difference.
    var document = Query()
    document.kinds = [.document]
    document.limit = 1
    for isRetracted in [false, true] {
      document.isRetracted = isRetracted
      guard let found = search.answer(document) else { return nil }
      streams.formUnion(found.records.map(\.stream))
    }
    return self.index(of: streams)
  }

  /// An index that knows of everything that a title's history follows from; nothing where very many
  /// records would have to be read.
  func index(ofTitle text: String) -> SearchIndex? {
    let bodies = search.names.complete.spellings
    let keys = Jurisdictions(bodies: bodies).variants(of: DraftTitle(asTyped: text).key)
    guard let streams = streams(of: RelatedTerms(titles: keys)),
      var index = index(of: streams)
    else { return nil }
    // The places in front of titles are read from the names of all bodies.
    for body in bodies { _ = index.bodyNames.number(of: body) }
    return index
  }
}
