import EventStore

/// How the records of a site belong together by the texts that they speak of: drafts and what became of them,
/// documents and what they cite.
struct SiteReferences {
  private let index: SearchIndex
  private let register: TitleRegister
  /// The places of the titles of each record's own in the register.
  private var own: [Int: [Int]] = [:]
  private let cites: [Int: Set<Int>]
  private var citedBy: [Int: [Int]] = [:]

  /// More steps are told by `history` alone.
  private static let mostSteps = 50

  /// Reads every record once, some microseconds for each.
  init(_ index: SearchIndex) {
    self.index = index
    register = TitleRegister(index)
    for (number, occurrence) in register.all.enumerated() where occurrence.mention.isOwn {
      own[occurrence.place, default: []].append(number)
    }
    cites = index.citations()
    for (place, cited) in cites {
      for other in cited { citedBy[other, default: []].append(place) }
    }
  }

  /// What happened to the texts that are a record's own, in the order of the dates; nothing where the record
  /// alone tells of them.
  func steps(of place: Int) -> [TitleHistory.Step] {
    var seen: Set<Int> = []
    var found: [TitleRegister.Occurrence] = []
    for number in own[place] ?? [] {
      for other in register.occurrences(like: register.all[number]).prefix(SiteReferences.mostSteps)
      where seen.insert(other.place).inserted { found.append(other) }
    }
    guard seen.count > 1 else { return [] }
    return found.sorted {
      DateOrder(index.records[$0.place]) < DateOrder(index.records[$1.place])
    }.map { occurrence in
      TitleHistory.Step(
        event: occurrence.mention.event, stage: occurrence.mention.title.stage,
        entry: index.entry(at: occurrence.place), isPlain: true)
    }
  }

  /// The records that a document cites, in the order of their numbers.
  func cited(by place: Int) -> [Entry] { entries(Array(cites[place] ?? [])) }

  /// The documents that cite a record, in the order of their numbers.
  func citing(_ place: Int) -> [Entry] { entries(citedBy[place] ?? []) }

  private func entries(_ places: [Int]) -> [Entry] {
    places.sorted { index.records[$0].accession < index.records[$1].accession }
      .map { index.entry(at: $0) }
  }
}

extension SiteContent {
  /// What happened to the texts that are a record's own, in the order of the dates; nothing where the record
  /// alone tells of them.
  public func steps(of accession: AccessionNumber) -> [TitleHistory.Step] {
    index.place(of: accession).map(references.steps) ?? []
  }

  /// What a record cites, and what cites it.
  public func citations(around accession: AccessionNumber) -> Citations {
    guard let place = index.place(of: accession) else { return Citations(cites: [], citedBy: []) }
    return Citations(cites: references.cited(by: place), citedBy: references.citing(place))
  }
}
