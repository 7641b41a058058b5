import EventStore

// Where a term stands in one version after the other.
extension Postings {
  /// Reads positions, of one version after the other.
  struct Cursor {
    private let postings: Postings
    private let hasPositions: Bool
    /// Where the positions begin.
    private let start: Int
    /// The positions up to here are loaded.
    private var loaded: Int
    /// The block of versions at hand, and its versions; or those of all blocks, where they were in memory.
    private var block = -1
    private var numbers: [UInt32] = []
    private var hasAll = false
    /// The first version of these that is not before the one asked for last.
    private var place = 0
    /// All versions as bits, where they were in memory as such and are not in the file.
    private var bits: [UInt64] = []
    /// The number of the version among the term's whose positions end next, and what was read of them.
    private var next = 0
    private var at: Int
    /// The position read last, and whether it is the last one of its version.
    private var position: UInt32 = 0
    private var isRead = true
    /// A word of bits, how many versions are before it, those bits of it that were gone past, and how many
    /// of these are set.
    private var word = 0
    private var before = 0
    private var past: UInt64 = 0
    private var gone = 0

    /// - Parameter versions: Those of the term, where they are in memory.
    init(_ postings: Postings, versions: VersionSet? = nil) {
      self.postings = postings
      if !postings.isDense, let versions {
        if let numbers = versions.numbersInMemory, numbers.count == postings.count {
          (self.numbers, hasAll, block) = (numbers, true, 0)
        } else {
          bits = versions.bitsInMemory ?? []
        }
      }
      let start = postings.isDense ? postings.packed : postings.endOfVersions
      // Versions are looked up here and there, and are few bytes.
      hasPositions =
        postings.hasPositions && start.map { postings.part.load(4..<$0) } ?? false
      self.start = start ?? 0
      at = self.start
      loaded = self.start
    }

    /// Goes to the positions of a version that is behind the one asked for last; false where it has none.
    @inline(__always)
    mutating func find(_ version: UInt32) -> Bool {
      guard hasPositions,
        let rank = postings.isDense || !bits.isEmpty ? rank(ofBit: version) : rank(of: version)
      else { return false }
      if rank != next { seek(rank) }
      position = 0
      isRead = false
      return true
    }

    /// The next position of the version that was gone to; nothing behind its last one.
    @inline(__always)
    mutating func nextPosition() -> UInt32? {
      if isRead { return nil }
      let distance: UInt32
      (distance, isRead) = read()
      position = position &+ distance
      if isRead { next &+= 1 }
      return position
    }

    /// Appends the positions of a version that is behind the one asked for last, in order.
    @inline(__always)
    mutating func read(_ version: UInt32, into list: inout PositionList) {
      guard find(version) else { return }
      while let position = nextPosition() { list.append(position) }
    }

    /// A word of all versions as bits.
    @inline(__always)
    private func word(_ index: Int) -> UInt64 {
      postings.isDense ? postings.word(index) : bits[index]
    }

    /// The same where versions are bits: counted on from the version asked for last.
    @inline(__always)
    private mutating func rank(ofBit version: UInt32) -> Int? {
      guard Int(version) < postings.universe else { return nil }
      let index = Int(version >> 6)
      if index != word { enter(word: index) }
      let bits = word(index)
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
      if postings.isDense, index - word > SegmentLayout.wordsPerRank || index < word {
        word = index / SegmentLayout.wordsPerRank * SegmentLayout.wordsPerRank
        before = postings.rank(ofWord: word)
      } else if index < word {
        (word, before) = (0, 0)
      }
      while word < index {
        before += self.word(word).nonzeroBitCount
        word += 1
      }
      (past, gone) = (0, 0)
    }

    /// Which of the term's versions a version is, counted from 0; nothing where it does not have it.
    private mutating func rank(of version: UInt32) -> Int? {
      if hasAll {
        place = VersionSet.lowerBound(numbers, version, from: place)
        return place < numbers.count && numbers[place] == version ? place : nil
      }
      let wanted = postings.block(of: version, from: max(block, 0))
      if wanted != block {
        guard wanted < postings.blocks else { return nil }
        block = wanted
        numbers = [UInt32](unsafeUninitializedCapacity: Postings.perBlock) {
          $1 = postings.unpack(wanted, into: $0)
        }
        place = 0
      }
      // The next one asked for is most often near.
      while place < numbers.count, numbers[place] < version { place += 1 }
      guard place < numbers.count, numbers[place] == version else { return nil }
      return block * Postings.perBlock + place
    }

    private mutating func seek(_ rank: Int) {
      let skip = rank / SegmentLayout.versionsPerSkip
      if skip > next / SegmentLayout.versionsPerSkip || next > rank {
        (next, at) = postings.place(ofSkip: skip, start)
        loaded = at
      }
      pass(rank - next)
      next = rank
    }

    /// Goes past the positions of so many versions.
    @inline(__always)
    private mutating func pass(_ versions: Int) {
      let bytes = postings.bytes
      var rest = versions
      while rest > 0 {
        guard at &+ 8 <= loaded else {
          guard let byte = nextByte() else { return }
          if byte < PositionCode.more { rest &-= 1 }
          continue
        }
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        var ends = PositionCode.ends(in: word)
        let count = Int(truncatingIfNeeded: ((ends &>> 7) &* 0x0101_0101_0101_0101) &>> 56)
        if count < rest {
          rest &-= count
          at &+= 8
        } else {
          for _ in 1..<rest { ends &= ends &- 1 }
          at &+= ends.trailingZeroBitCount / 8 &+ 1
          return
        }
      }
    }

    /// The next distance; the end of the bytes ends a version as well.
    @inline(__always)
    private mutating func read() -> (distance: UInt32, isLast: Bool) {
      var high: UInt32 = 0
      while let byte = nextByte() {
        if byte < PositionCode.more {
          return (high &* UInt32(PositionCode.more) &+ UInt32(byte), true)
        }
        if byte < PositionCode.far {
          let rest = UInt32(byte &- PositionCode.more)
          return (high &* UInt32(PositionCode.far - PositionCode.more) &+ rest, false)
        }
        high = high &* 16 &+ UInt32(byte &- PositionCode.far) &+ 1
      }
      return (0, true)
    }

    @inline(__always)
    private mutating func nextByte() -> UInt8? {
      if at >= loaded, !load() { return nil }
      defer { at &+= 1 }
      return postings.bytes[at]
    }

    /// Loads some bytes from the place on; false where there are none.
    private mutating func load() -> Bool {
      let end = min(at + 4096, postings.bytes.count)
      guard at < end, postings.part.load(at..<end) else { return false }
      loaded = end
      return true
    }
  }
}
