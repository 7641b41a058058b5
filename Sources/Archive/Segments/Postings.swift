import EventStore

/// The versions that have a term, and where it stands in each of them.
struct Postings {
  /// The number of versions that have the term.
  let count: Int
  private let universe: Int
  fileprivate let isDense: Bool
  fileprivate let hasPositions: Bool
  fileprivate let bytes: UnsafeRawBufferPointer
  /// The bytes that tell of a block's first version, and those that tell all of a block.
  private let width: Int
  private let blockLength: Int
  private let blocks: Int
  private let ranks: Int
  /// Where the packed versions begin.
  private let packed: Int
  /// Where the table of positions begins, and the positions.
  fileprivate let table: Int
  fileprivate let start: Int

  private static let perBlock = SegmentLayout.versionsPerBlock

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
    let perSkip = SegmentLayout.versionsPerSkip
    let perGroup = perSkip * SegmentLayout.skipsPerGroup
    let groups = hasPositions && count > perSkip ? (count + perGroup - 1) / perGroup : 0
    let words = (versions + 63) / 64
    ranks = 4 + words * 8
    if isDense {
      (blocks, blockLength) = (0, 0)
      table =
        ranks + (words + SegmentLayout.wordsPerRank - 1) / SegmentLayout.wordsPerRank * 4
      packed = table
      start = table + groups * SegmentLayout.groupLength
    } else {
      blocks = (count + Postings.perBlock - 1) / Postings.perBlock
      blockLength = width + (blocks > 1 ? 4 : 0)
      table = 4 + blocks * blockLength
      packed = table + groups * SegmentLayout.groupLength
      guard packed < bytes.count else { return nil }
      guard hasPositions else {
        start = bytes.count
        return
      }
      let last = Postings.offset(of: blocks - 1, bytes, width, blockLength)
      guard packed + last < bytes.count else { return nil }
      let rest = count - (blocks - 1) * Postings.perBlock - 1
      start = packed + last + 1 + (rest * Int(bytes[packed + last]) + 7) / 8
    }
    guard start <= bytes.count else { return nil }
  }

  @inline(__always)
  fileprivate func number(_ offset: Int) -> UInt32 {
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
    let numbers = [UInt32](unsafeUninitializedCapacity: count) { buffer, initialized in
      var last = -1
      for block in 0..<blocks {
        let place = UnsafeMutableBufferPointer(rebasing: buffer[(block * Postings.perBlock)...])
        let read = unpack(block, into: place)
        guard read > 0, Int(place[0]) > last, Int(place[read - 1]) < universe else { break }
        last = Int(place[read - 1])
        initialized += read
      }
    }
    return VersionSet(numbers, of: universe)
  }

  // MARK: Blocks

  /// The first version of a block.
  @inline(__always)
  private func first(of block: Int) -> UInt32 {
    let offset = 4 + block * blockLength
    return width == 2
      ? UInt32(
        UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
      : number(offset)
  }

  /// Where a block's packed versions begin, behind the table.
  private static func offset(
    of block: Int, _ bytes: UnsafeRawBufferPointer, _ width: Int, _ blockLength: Int
  ) -> Int {
    guard blockLength > width else { return 0 }
    return Int(
      UInt32(
        littleEndian: bytes.loadUnaligned(
          fromByteOffset: 4 + block * blockLength + width, as: UInt32.self)))
  }

  /// Writes out the versions of a block, in ascending order; gives their number, or 0 where they make no
  /// sense.
  private func unpack(_ block: Int, into numbers: UnsafeMutableBufferPointer<UInt32>) -> Int {
    let count = min(Postings.perBlock, self.count - block * Postings.perBlock)
    let at = packed + Postings.offset(of: block, bytes, width, blockLength)
    guard at < bytes.count else { return 0 }
    let bits = Int(bytes[at])
    guard bits <= 32, at + 1 + ((count - 1) * bits + 7) / 8 <= bytes.count else { return 0 }
    var number = first(of: block)
    numbers[0] = number
    let mask: UInt64 = 1 << UInt64(bits) - 1
    var bit = (at + 1) * 8
    for index in 1..<max(count, 1) {
      let byte = bit >> 3
      let word: UInt64
      if byte + 8 <= bytes.count {
        word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: byte, as: UInt64.self))
      } else {
        word = tail(byte)
      }
      let distance = UInt32(truncatingIfNeeded: word >> UInt64(bit & 7) & mask)
      // What is beyond every version is found out by its end.
      let (next, isAround) = number.addingReportingOverflow(distance)
      guard !isAround, next < .max else { return 0 }
      number = next + 1
      numbers[index] = number
      bit += bits
    }
    return count
  }

  /// The bytes from an offset to the end, as a word.
  private func tail(_ offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in stride(from: bytes.count - 1, through: offset, by: -1) {
      word = word << 8 | UInt64(bytes[index])
    }
    return word
  }

  @inline(__always)
  private func word(_ index: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 + index * 8, as: UInt64.self))
  }

  // MARK: Cursor

  /// Reads positions, of one version after the other.
  struct Cursor {
    private let postings: Postings
    /// The block of versions at hand, and its versions.
    private var block = -1
    private var numbers: [UInt32] = []
    /// The number of the next version among the term's, and where its positions begin.
    private var next = 0
    private var at: Int
    /// A word of bits, and how many versions are before it.
    private var word = 0
    private var before = 0

    init(_ postings: Postings) {
      self.postings = postings
      at = postings.start
    }

    /// Appends the positions of a version that is not before the one asked for last, in order.
    @inline(__always)
    mutating func read(_ version: UInt32, into list: inout PositionList) {
      guard postings.hasPositions,
        let rank = postings.isDense ? rank(ofDense: version) : rank(of: version)
      else { return }
      if rank != next { seek(rank) }
      var position: UInt32 = 0
      while true {
        let (distance, isLast) = read()
        position = position &+ distance
        list.append(position)
        if isLast { break }
      }
      next = rank + 1
    }

    /// The same where versions are bits: counted on from the word asked for last.
    @inline(__always)
    private mutating func rank(ofDense version: UInt32) -> Int? {
      guard Int(version) < postings.universe else { return nil }
      let index = Int(version >> 6)
      if index - word > SegmentLayout.wordsPerRank || index < word {
        word = index / SegmentLayout.wordsPerRank * SegmentLayout.wordsPerRank
        before = postings.rank(ofWord: word)
      }
      while word < index {
        before += postings.word(word).nonzeroBitCount
        word += 1
      }
      let bits = postings.word(index)
      guard bits >> UInt64(version & 63) & 1 == 1 else { return nil }
      let rank = before + (bits & ((1 << UInt64(version & 63)) - 1)).nonzeroBitCount
      return rank < postings.count ? rank : nil
    }

    /// Which of the term's versions a version is, counted from 0; nothing where it does not have it.
    private mutating func rank(of version: UInt32) -> Int? {
      let wanted = postings.block(of: version, from: max(block, 0))
      if wanted != block {
        guard wanted < postings.blocks else { return nil }
        block = wanted
        numbers = [UInt32](unsafeUninitializedCapacity: Postings.perBlock) {
          $1 = postings.unpack(wanted, into: $0)
        }
      }
      var low = 0
      var high = numbers.count
      while low < high {
        let middle = (low + high) / 2
        if numbers[middle] < version { low = middle + 1 } else { high = middle }
      }
      guard low < numbers.count, numbers[low] == version else { return nil }
      return block * Postings.perBlock + low
    }

    private mutating func seek(_ rank: Int) {
      let skip = rank / SegmentLayout.versionsPerSkip
      if skip > next / SegmentLayout.versionsPerSkip || next > rank {
        (next, at) = postings.place(ofSkip: skip)
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

  /// The last block, from one on, whose first version is not behind a version.
  private func block(of version: UInt32, from start: Int) -> Int {
    // By doubling steps, since the next one asked for is most often near.
    var low = start
    var high = start + 1
    var step = 1
    while high < blocks, first(of: high) <= version {
      low = high
      high += step
      step *= 2
    }
    high = min(high, blocks)
    while low + 1 < high {
      let middle = (low + high) / 2
      if first(of: middle) <= version { low = middle } else { high = middle }
    }
    return low
  }

  /// How many of the term's versions are before a word of bits with a rank.
  private func rank(ofWord index: Int) -> Int {
    Int(number(ranks + index / SegmentLayout.wordsPerRank * 4))
  }

  /// The nearest version at or before a skip whose place is told, and the place of its positions.
  private func place(ofSkip skip: Int) -> (version: Int, offset: Int) {
    let perGroup = SegmentLayout.skipsPerGroup
    guard skip > 0 else { return (0, start) }
    let group = table + skip / perGroup * SegmentLayout.groupLength
    let base = start + Int(number(group))
    var index = skip % perGroup
    while index > 0 {
      let offset = UInt16(
        littleEndian: bytes.loadUnaligned(fromByteOffset: group + 2 + index * 2, as: UInt16.self))
      if offset < .max {
        return (
          (skip - skip % perGroup + index) * SegmentLayout.versionsPerSkip, base + Int(offset)
        )
      }
      index -= 1
    }
    return ((skip - skip % perGroup) * SegmentLayout.versionsPerSkip, base)
  }
}
