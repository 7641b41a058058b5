import EventStore

/// Finds in which versions some terms stand at the places of a phrase, by looking up where the positions of
/// each term begin in each version.
///
/// Where few versions are to be looked at, that costs less than reading all positions.
struct PhraseLookup {
  /// What must stand where in the phrase; at least two terms.
  let terms: [(postings: Postings, offset: UInt32)]

  private static let page = 4096

  /// Those of some versions, which all have these terms, that have the phrase.
  ///
  /// - Parameter shared: With ranks of the terms in this order.
  func versions(of shared: SharedVersions) -> [UInt32] {
    var found: [UInt32] = []
    guard !shared.versions.isEmpty else { return found }
    withUnsafeTemporaryAllocation(of: PositionReader.self, capacity: terms.count) { readers in
      var begun = 0
      defer { _ = UnsafeMutableBufferPointer(rebasing: readers[..<begun]).deinitialize() }
      for (postings, offset) in terms {
        // Where most pages are needed anyway they are read at once.
        let isMost = postings.bytes.count / PhraseLookup.page < shared.versions.count
        guard let reader = PositionReader(postings, at: offset, isWhole: isMost)
        else { return }
        readers.initializeElement(at: begun, to: reader)
        begun += 1
      }
      let ranks = shared.ranks
      if terms.count == 2 {
        PhraseLookup.look(at: shared.versions, ranks, &readers[0], &readers[1], &found)
      } else {
        for (index, version) in shared.versions.enumerated() {
          for term in readers.indices { readers[term].rank = Int(ranks[term][index]) }
          if PositionReader.meet(readers) { found.append(version) }
        }
      }
    }
    return found
  }

  /// The same of two terms, which most phrases consist of.
  private static func look(
    at versions: [UInt32], _ ranks: [[UInt32]], _ one: inout PositionReader,
    _ other: inout PositionReader, _ found: inout [UInt32]
  ) {
    let (ones, others) = (ranks[0], ranks[1])
    for (index, version) in versions.enumerated() {
      one.rank = Int(ones[index])
      other.rank = Int(others[index])
      if PositionReader.meet(&one, &other) { found.append(version) }
    }
  }
}
