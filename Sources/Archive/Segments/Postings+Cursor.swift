import EventStore

// Where a term stands in one version after the other.
extension Postings {
  /// Reads positions, of one version after the other.
  struct Cursor {
    private let postings: Postings
    /// Reads positions; nothing where there are none.
    private var reader: PositionReader?
    /// Whether a position of the version that was gone to was read.
    private var isBegun = false
    /// The block of versions at hand, and its versions.
    private var block = -1
    private var versions: PackedBlock?
    /// A word of bits, how many versions are before it, those bits of it that were gone past, and how many
    /// of these are set.
    private var word = 0
    private var before = 0
    private var past: UInt64 = 0
    private var gone = 0

    init(_ postings: Postings) {
      self.postings = postings
      // Versions are looked up here and there, and are few bytes.
      if let start = postings.startOfPositions, postings.part.load(4..<start) {
        reader = PositionReader(postings)
      }
    }

    /// Goes to the positions of a version that is behind the one asked for last; false where it has none.
    @inline(__always)
    mutating func find(_ version: UInt32) -> Bool {
      guard reader != nil,
        let rank = postings.isDense ? rank(ofBit: version) : rank(of: version)
      else { return false }
      reader?.rank = rank
      isBegun = false
      return true
    }

    /// The next position of the version that was gone to; nothing behind its last one.
    @inline(__always)
    mutating func nextPosition() -> UInt32? {
      if isBegun, reader?.isLast ?? true { return nil }
      let position = isBegun ? reader?.advance() : reader?.begin()
      isBegun = true
      return position.map { UInt32(truncatingIfNeeded: $0) }
    }

    /// Appends the positions of a version that is behind the one asked for last, in order.
    @inline(__always)
    mutating func read(_ version: UInt32, into list: inout PositionList) {
      guard find(version) else { return }
      while let position = nextPosition() { list.append(position) }
    }

    /// Which of the term's versions a version is, counted from 0; nothing where it does not have it.
    ///
    /// Where versions are bits they are counted on from the version asked for last.
    @inline(__always)
    private mutating func rank(ofBit version: UInt32) -> Int? {
      guard Int(version) < postings.universe else { return nil }
      let index = Int(version >> 6)
      if index != word { enter(word: index) }
      let bits = postings.word(index)
      let bit: UInt64 = 1 << UInt64(version & 63)
      guard bits & bit != 0 else { return nil }
      let below = bit &- 1
      if below & past != past {
        (past, gone) = (0, 0)
      }
      let between = bits & below & ~past
      if between != 0 { gone &+= between.nonzeroBitCount }
      past = below
      let rank = before &+ gone
      return rank < postings.count ? rank : nil
    }

    private mutating func enter(word index: Int) {
      if index - word > SegmentLayout.wordsPerRank || index < word {
        word = index / SegmentLayout.wordsPerRank * SegmentLayout.wordsPerRank
        before = postings.rank(ofWord: word)
      }
      while word < index {
        before += postings.word(word).nonzeroBitCount
        word += 1
      }
      (past, gone) = (0, 0)
    }

    /// The same where versions stand in blocks.
    private mutating func rank(of version: UInt32) -> Int? {
      let wanted = postings.block(of: version, from: max(block, 0))
      if wanted != block {
        guard wanted < postings.blocks else { return nil }
        block = wanted
        versions = postings.packedBlock(wanted)
      }
      guard versions?.advance(to: version) ?? false else { return nil }
      return versions.map { block * Postings.perBlock + $0.index }
    }
  }
}
