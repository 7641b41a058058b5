import EventStore

/// The versions that have a term, and where it stands in each of them.
struct Postings {
  /// The number of versions that have the term.
  let count: Int
  private let universe: Int
  private let isDense: Bool
  private let hasPositions: Bool
  private let width: Int
  private let bytes: UnsafeRawBufferPointer
  private let ranks: Int
  private let skips: Int
  private let start: Int

  /// Lays out the bytes of a term; nothing where they make no sense.
  init?(_ bytes: UnsafeRawBufferPointer, versions: Int) {
    guard bytes.count >= 4 else { return nil }
    let head = UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))
    count = Int(head >> 1)
    hasPositions = head & 1 == 1
    universe = versions
    self.bytes = bytes
    guard count > 0, count <= versions else { return nil }
    isDense = SegmentLayout.isDense(count, of: versions)
    width = SegmentLayout.width(versions: versions)
    let words = (versions + 63) / 64
    let listed =
      isDense
      ? words * 8 + (words + SegmentLayout.wordsPerRank - 1) / SegmentLayout.wordsPerRank * 4
      : count * width
    ranks = 4 + words * 8
    skips = 4 + listed
    start = skips + (hasPositions ? (count - 1) / SegmentLayout.versionsPerSkip * 4 : 0)
    guard start <= bytes.count else { return nil }
  }

  @inline(__always)
  private func number(_ offset: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The versions; numbers that cannot be are left out.
  var versions: VersionSet {
    if isDense {
      let count = (universe + 63) / 64
      var words = [UInt64](unsafeUninitializedCapacity: count) { buffer, initialized in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[4..<4 + count * 8]))
        initialized = count
      }
      if universe & 63 != 0 { words[count - 1] &= (1 << UInt64(universe & 63)) - 1 }
      return VersionSet(bits: words, of: universe)
    }
    var last = -1
    let numbers = [UInt32](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count {
        let number = listed(index)
        guard Int(number) > last, Int(number) < universe else { break }
        last = Int(number)
        buffer[initialized] = number
        initialized += 1
      }
    }
    return VersionSet(numbers, of: universe)
  }

  @inline(__always)
  private func listed(_ index: Int) -> UInt32 {
    width == 2
      ? UInt32(
        UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 + index * 2, as: UInt16.self)))
      : number(4 + index * 4)
  }

  /// Which of the term's versions a version is, counted from 0; nothing where it does not have it.
  ///
  /// - Parameter low: No version before this one is meant.
  func rank(of version: UInt32, from low: Int) -> Int? {
    guard Int(version) < universe else { return nil }
    if isDense {
      let index = Int(version >> 6)
      let word = self.word(index)
      guard word >> UInt64(version & 63) & 1 == 1 else { return nil }
      let block = index / SegmentLayout.wordsPerRank
      var rank = Int(number(ranks + block * 4))
      for before in block * SegmentLayout.wordsPerRank..<index {
        rank += self.word(before).nonzeroBitCount
      }
      rank += (word & ((1 << UInt64(version & 63)) - 1)).nonzeroBitCount
      return rank < count ? rank : nil
    }
    var low = low
    var step = 1
    var high = low
    while high < count, listed(high) < version {
      low = high + 1
      high += step
      step *= 2
    }
    high = min(high, count)
    while low < high {
      let middle = (low + high) / 2
      if listed(middle) < version { low = middle + 1 } else { high = middle }
    }
    return low < count && listed(low) == version ? low : nil
  }

  @inline(__always)
  private func word(_ index: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 + index * 8, as: UInt64.self))
  }

  /// Reads positions, of one version after the other.
  struct Cursor {
    private let postings: Postings
    /// The number of the next version among the term's, and where its positions begin.
    private var next = 0
    private var at: Int

    init(_ postings: Postings) {
      self.postings = postings
      at = postings.start
    }

    /// Adds to every position of a version that is not before the one asked for last.
    ///
    /// - Parameter add: Is given each position in order.
    mutating func positions(of version: UInt32, _ add: (UInt32) -> Void) {
      guard postings.hasPositions,
        let rank = postings.rank(of: version, from: max(0, next - 1))
      else { return }
      seek(rank)
      var position: UInt32 = 0
      while true {
        let (distance, isLast) = read()
        position = position &+ distance
        add(position)
        if isLast { break }
      }
      next = rank + 1
    }

    @inline(__always)
    private mutating func seek(_ rank: Int) {
      let block = rank / SegmentLayout.versionsPerSkip
      if block > next / SegmentLayout.versionsPerSkip || next > rank {
        at =
          postings.start
          + (block == 0 ? 0 : Int(postings.number(postings.skips + (block - 1) * 4)))
        next = block * SegmentLayout.versionsPerSkip
      }
      while next < rank {
        while !read().isLast {}
        next += 1
      }
    }

    /// The next distance; the end of the bytes ends a version as well.
    @inline(__always)
    private mutating func read() -> (distance: UInt32, isLast: Bool) {
      guard at < postings.bytes.count else { return (0, true) }
      let byte = postings.bytes[at]
      at += 1
      if byte < PositionCode.more { return (UInt32(byte), true) }
      if byte < PositionCode.far { return (UInt32(byte - PositionCode.more), false) }
      return (readFar(), byte == PositionCode.last)
    }

    private mutating func readFar() -> UInt32 {
      var value: UInt32 = 0
      var shift: UInt32 = 0
      while at < postings.bytes.count, shift < 32 {
        let byte = postings.bytes[at]
        at += 1
        value |= UInt32(byte & 0x7F) << shift
        if byte & 0x80 == 0 { break }
        shift += 7
      }
      return value
    }
  }
}
