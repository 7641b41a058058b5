import EventStore

/// The data of a site that pages load when somebody searches.
public struct SiteData {
  private let content: SiteContent

  /// Prepares the data of a site.
  public init(of content: SiteContent) { self.content = content }

  /// Takes a file.
  public typealias Sink<Failure: Error> = (_ name: String, _ bytes: [UInt8]) throws(Failure) -> Void

  /// Gives out every file with its name; the texts of records are gone through a few times.
  ///
  /// Memory for one file at a time, and for what stands in some of the shards of the search index.
  public func write<Failure: Error>(to sink: Sink<Failure>) throws(Failure) {
    let shards = SiteShards(of: content)
    try sink("columns.js", SiteColumns(content: content, shards: shards.count).script)
    try sink("folding.js", SiteFolding(content: content).script)
    try SiteCards(content: content).write { number, bytes throws(Failure) in
      try sink("cards-\(number).js", bytes)
    }
    try shards.write { number, bytes throws(Failure) in
      try sink("terms-\(number).js", bytes)
    }
  }

  /// How many records each month has, from January of the first year on.
  public var months: (first: Int, counts: [Int]) {
    let years = content.order.compactMap { place -> (Int, Int)? in
      guard let days = content.index.records[place].date.knownDays else { return nil }
      let (year, month, _) = CivilDay.civil(daysSince1970: days.lowerBound)
      return (year, month)
    }
    guard let first = years.map(\.0).min(), let last = years.map(\.0).max() else { return (0, []) }
    var counts = [Int](repeating: 0, count: (last - first + 1) * 12)
    for (year, month) in years { counts[(year - first) * 12 + month - 1] += 1 }
    return (first, counts)
  }
}
