import EventStore

/// The titles that records speak of, found by what the same titles have in common.
///
/// A title may be recorded with the name of its jurisdiction in front (重庆市河长制条例) or without
/// (河长制条例). Without, it is that of the jurisdiction whose body met; a body with a relative name
/// (市人大常委会) may be that of any.
struct TitleRegister {
  /// A title in a record.
  struct Occurrence {
    /// The record's place in the index.
    let place: Int
    let mention: TitleMention
    /// The jurisdiction in front of the title.
    let prefix: [UInt8]?
    /// The jurisdiction in front of the title, otherwise that of the body.
    let jurisdiction: [UInt8]?
  }

  let jurisdictions: Jurisdictions
  /// Every occurrence, in the order of the records.
  private(set) var all: [Occurrence] = []
  /// The places in that list of each title without its jurisdiction.
  private var occurrences: [[UInt8]: [Int]] = [:]

  /// Reads the titles of records.
  ///
  /// Memory and time for every record; some microseconds for each.
  /// - Parameter isWanted: Which records are read.
  init(_ index: SearchIndex, where isWanted: (IndexedRecord) -> Bool = { _ in true }) {
    let bodies = index.bodyNames.spellings
    jurisdictions = Jurisdictions(bodies: bodies)
    let places = bodies.map { Jurisdictions.place(ofBody: $0) }
    let document = JSONDocument()
    for (place, record) in index.records.enumerated() where !record.isRetracted && isWanted(record)
    {
      guard record.kind != .meeting, record.kind != .personnel,
        (try? document.load(record.payload)) != nil
      else { continue }
      for mention in TitleMentions(record.kind, document.root).mentions {
        let (prefix, bare) = jurisdictions.divide(mention.title.key)
        let ofBody = record.bodies.first.flatMap { places[$0] }
        occurrences[bare, default: []].append(all.count)
        all.append(
          Occurrence(
            place: place, mention: mention, prefix: prefix, jurisdiction: prefix ?? ofBody))
      }
    }
  }

  /// The occurrences of titles that may be the same.
  func occurrences(of title: DraftTitle) -> [Occurrence] {
    let (prefix, bare) = jurisdictions.divide(title.key)
    let found = found(bare)
    guard let prefix else { return found }
    return found.filter { $0.jurisdiction == nil || $0.jurisdiction == prefix }
  }

  /// The occurrences of the title that another one has.
  func occurrences(like one: Occurrence) -> [Occurrence] {
    let (_, bare) = jurisdictions.divide(one.mention.title.key)
    return found(bare).filter { other in
      one.jurisdiction == nil || other.jurisdiction == nil || one.jurisdiction == other.jurisdiction
    }
  }

  private func found(_ bare: [UInt8]) -> [Occurrence] {
    (occurrences[bare] ?? []).map { all[$0] }
  }
}
