import EventStore

/// Versions that have some terms, and which of each term's versions they are.
struct SharedVersions {
  /// In ascending order.
  private(set) var versions: [UInt32]
  /// The terms, in the order in which they were taken in, and what is known of the versions' ranks among
  /// those of each: of a term that stands as bits they are looked up where somebody wants to know them.
  private var terms: [(postings: Postings, ranks: [UInt32]?)] = []

  /// Some versions, of which no terms are known.
  init(_ versions: [UInt32]) { self.versions = versions }

  /// All versions that have a term.
  init(of postings: Postings) {
    versions = postings.versions.numbers
    let count = versions.count
    let ranks = [UInt32](unsafeUninitializedCapacity: count) { ranks, initialized in
      for index in 0..<count { ranks[index] = UInt32(truncatingIfNeeded: index) }
      initialized = count
    }
    terms = [(postings, ranks)]
  }

  /// Keeps the versions that have a term.
  mutating func keep(thoseOf postings: Postings) {
    let found = postings.find(versions, ranked: true)
    keep(found.places)
    terms.append((postings, found.ranks))
  }

  /// Keeps the versions at some places among them, in ascending order.
  mutating func keep(_ places: [UInt32]) {
    guard places.count < versions.count else { return }
    versions = SharedVersions.pick(places, of: versions)
    for term in terms.indices {
      terms[term].ranks = terms[term].ranks.map { SharedVersions.pick(places, of: $0) }
    }
  }

  static func pick(_ places: [UInt32], of all: [UInt32]) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: places.count) { picked, count in
      for (index, place) in places.enumerated() { picked[index] = all[Int(place)] }
      count = places.count
    }
  }

  /// The places of the versions that are among some others.
  func places(in wanted: VersionSet) -> [UInt32] {
    var places: [UInt32] = []
    places.reserveCapacity(min(wanted.count, versions.count))
    var place = 0
    for version in wanted.numbers {
      place = VersionSet.lowerBound(versions, version, from: place)
      guard place < versions.count else { break }
      if versions[place] == version { places.append(UInt32(place)) }
    }
    return places
  }

  /// Those that are among some of them.
  func among(_ wanted: VersionSet) -> SharedVersions {
    guard wanted.count < versions.count else { return self }
    var kept = self
    kept.keep(places(in: wanted))
    return kept
  }

  /// For each term which of its versions these are, counted from 0.
  var ranks: [[UInt32]] { terms.map { $0.ranks ?? $0.postings.ranks(ofBits: versions) } }
}

extension Postings {
  /// The places, among some versions in ascending order, of those that have the term; and, where they do not
  /// stand as bits and somebody wants to know, which of the term's versions these are.
  func find(_ wanted: [UInt32], ranked: Bool) -> (places: [UInt32], ranks: [UInt32]?) {
    var places: [UInt32] = []
    places.reserveCapacity(min(wanted.count, count))
    if isDense {
      guard part.load(4..<packed) else { return ([], nil) }
      for (place, version) in wanted.enumerated() where Int(version) < universe {
        if word(Int(version >> 6)) &>> UInt64(version & 63) & 1 == 1 {
          places.append(UInt32(truncatingIfNeeded: place))
        }
      }
      return (places, nil)
    }
    guard ranked else {
      findNumbers(wanted) { place, _ in places.append(UInt32(truncatingIfNeeded: place)) }
      return (places, nil)
    }
    var ranks: [UInt32] = []
    ranks.reserveCapacity(min(wanted.count, count))
    findNumbers(wanted) { place, rank in
      places.append(UInt32(truncatingIfNeeded: place))
      ranks.append(UInt32(truncatingIfNeeded: rank))
    }
    return (places, ranks)
  }

  /// Which of the term's versions some are, in ascending order, that all have it; of versions that stand as
  /// bits.
  func ranks(ofBits wanted: [UInt32]) -> [UInt32] {
    var ranks = [UInt32](repeating: 0, count: wanted.count)
    guard part.load(4..<packed) else { return ranks }
    var (word, before) = (0, 0)
    for (place, version) in wanted.enumerated() where Int(version) < universe {
      let index = Int(version >> 6)
      let group = index / SegmentLayout.wordsPerRank * SegmentLayout.wordsPerRank
      if group > word { (word, before) = (group, rank(ofWord: group)) }
      while word < index {
        before &+= self.word(word).nonzeroBitCount
        word &+= 1
      }
      let below = self.word(index) & (1 &<< UInt64(version & 63) &- 1)
      let rank = before &+ below.nonzeroBitCount
      guard rank < count else {
        part.noteDamage()
        break
      }
      ranks[place] = UInt32(truncatingIfNeeded: rank)
    }
    return ranks
  }

  /// Tells the places of some versions that have the term, and their ranks, of versions that stand in blocks.
  @inline(__always)
  private func findNumbers(_ wanted: [UInt32], _ tell: (Int, Int) -> Void) {
    guard let end = endOfVersions, packed < end, part.load(packed..<end) else {
      return part.noteDamage()
    }
    var next = 0
    var block = 0
    while next < wanted.count {
      block = self.block(of: wanted[next], from: block)
      guard var versions = packedBlock(block) else { return part.noteDamage() }
      let limit = block + 1 < blocks ? first(of: block + 1) : .max
      // What is in front of the first block is in none.
      repeat {
        if versions.advance(to: wanted[next]) {
          tell(next, block &* Postings.perBlock &+ versions.index)
        }
        next &+= 1
      } while next < wanted.count && wanted[next] < limit
    }
  }
}
