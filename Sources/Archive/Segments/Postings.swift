import EventStore

/// The versions that have a term, and where it stands in each of them.
///
/// Of a file no more is loaded than what is asked for: the number of versions stands in front, then the
/// versions, and then their positions.
struct Postings {
  /// The number of versions that have the term.
  let count: Int
  /// The number of versions that there are.
  let universe: Int
  /// Whether the versions stand as bits.
  let isDense: Bool
  let hasPositions: Bool
  let part: SealedFile.Part
  var bytes: UnsafeRawBufferPointer { part.bytes }
  /// The bytes that tell of a block's first version, and those that tell all of a block.
  private let width: Int
  private let blockLength: Int
  let blocks: Int
  /// Where the ranks of bits begin.
  private let ranks: Int
  /// Where the table of positions begins, and what is behind it: packed versions, or, behind bits,
  /// positions.
  let table: Int
  let packed: Int

  static let perBlock = SegmentLayout.versionsPerBlock

  /// Lays out a term; nothing where its bytes make no sense.
  init?(_ part: SealedFile.Part, versions: Int) {
    guard part.count >= 4, part.load(0..<4) else { return nil }
    let head = UInt32(littleEndian: part.bytes.loadUnaligned(as: UInt32.self))
    count = Int(head >> 1)
    hasPositions = head & 1 == 1
    universe = versions
    self.part = part
    guard count > 0, count <= versions else { return nil }
    isDense = SegmentLayout.isDense(count, of: versions)
    width = SegmentLayout.width(versions: versions)
    let words = (versions + 63) / 64
    ranks = 4 + words * 8
    if isDense {
      (blocks, blockLength) = (0, 0)
      table =
        ranks + (words + SegmentLayout.wordsPerRank - 1) / SegmentLayout.wordsPerRank * 4
    } else {
      blocks = (count + Postings.perBlock - 1) / Postings.perBlock
      blockLength = width + (blocks > 1 ? 4 : 0)
      table = 4 + blocks * blockLength
    }
    let perSkip = SegmentLayout.versionsPerSkip
    let perGroup = perSkip * SegmentLayout.skipsPerGroup
    let groups = hasPositions && count > perSkip ? (count + perGroup - 1) / perGroup : 0
    packed = table + groups * SegmentLayout.groupLength
    guard packed <= part.count, isDense || packed < part.count else { return nil }
  }

  @inline(__always)
  func number(_ offset: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The versions.
  var versions: VersionSet { VersionSet(self) }

  /// The versions as bits; nothing where they do not stand so.
  var bits: [UInt64]? {
    guard isDense, part.load(4..<ranks) else { return nil }
    let count = (universe + 63) / 64
    return [UInt64](unsafeUninitializedCapacity: count) { buffer, initialized in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[4..<4 + count * 8]))
      initialized = count
      if universe & 63 != 0 { buffer[count - 1] &= (1 << UInt64(universe & 63)) - 1 }
    }
  }

  /// The versions as bits, however they stand; where they make no sense, that is noted with the file.
  var allBits: [UInt64] {
    if let bits { return bits }
    var words = [UInt64](repeating: 0, count: (universe + 63) / 64)
    words.withUnsafeMutableBufferPointer { words in
      forEachBlock { numbers in
        for number in numbers { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }
      }
    }
    return words
  }

  /// Tells the versions block by block, each below the number of versions that there are.
  private func forEachBlock(_ tell: (UnsafeMutableBufferPointer<UInt32>) -> Void) {
    guard !isDense, let end = endOfVersions, packed < end, part.load(packed..<end) else {
      part.noteDamage()
      return
    }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Postings.perBlock) { place in
      var last = -1
      for block in 0..<blocks {
        let read = unpack(block, into: place)
        guard read > 0, Int(place[0]) > last, Int(place[read - 1]) < universe else {
          return part.noteDamage()
        }
        last = Int(place[read - 1])
        tell(UnsafeMutableBufferPointer(rebasing: place[..<read]))
      }
    }
  }

  /// The versions of all blocks from one on; where they make no sense, that is noted with the file.
  func numbers(fromBlock first: Int = 0) -> [UInt32] {
    guard !isDense, first < blocks, let end = endOfVersions else { return [] }
    let start = packed + offset(of: first)
    guard start < end, part.load(start..<end) else {
      part.noteDamage()
      return []
    }
    let most = count - first * Postings.perBlock
    return [UInt32](unsafeUninitializedCapacity: most) { buffer, initialized in
      var last = -1
      for block in first..<blocks {
        let place = UnsafeMutableBufferPointer(rebasing: buffer[initialized...])
        let read = unpack(block, into: place)
        guard read > 0, Int(place[0]) > last, Int(place[read - 1]) < universe else {
          part.noteDamage()
          break
        }
        last = Int(place[read - 1])
        initialized += read
      }
    }
  }

  /// The last versions, in descending order.
  func last(_ most: Int) -> [UInt32] {
    guard isDense else {
      let wanted = min(max(most, 0), count)
      return numbers(fromBlock: (count - wanted) / Postings.perBlock).suffix(wanted).reversed()
    }
    var found: [UInt32] = []
    var index = (universe + 63) / 64 - 1
    while index >= 0, found.count < most {
      let offset = 4 + index * 8
      guard part.load(offset..<offset + 8) else { break }
      var rest = word(index)
      while rest != 0, found.count < most {
        let bit = 63 - rest.leadingZeroBitCount
        let number = UInt32(index * 64 + bit)
        if Int(number) < universe { found.append(number) }
        rest &= ~(1 << UInt64(bit))
      }
      index -= 1
    }
    return found
  }

  // MARK: Blocks

  /// The first version of a block.
  @inline(__always)
  func first(of block: Int) -> UInt32 {
    let offset = 4 + block * blockLength
    return width == 2
      ? UInt32(
        UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
      : number(offset)
  }

  /// Where a block's packed versions begin, behind the table.
  func offset(of block: Int) -> Int {
    blockLength > width ? Int(number(4 + block * blockLength + width)) : 0
  }

  /// Where the packed versions end and the positions begin; nothing where that makes no sense.
  ///
  /// What tells of the blocks is loaded then.
  var endOfVersions: Int? {
    guard part.load(4..<4 + blocks * blockLength) else { return nil }
    let last = packed + offset(of: blocks - 1)
    guard last < bytes.count, part.load(last..<last + 1) else {
      part.noteDamage()
      return nil
    }
    let rest = count - (blocks - 1) * Postings.perBlock - 1
    let end = last + 1 + (rest * Int(bytes[last]) + 7) / 8
    guard end <= bytes.count else {
      part.noteDamage()
      return nil
    }
    return end
  }

  /// Writes out the versions of a block, in ascending order; gives their number, or 0 where they make no
  /// sense.
  func unpack(_ block: Int, into numbers: UnsafeMutableBufferPointer<UInt32>) -> Int {
    let count = min(Postings.perBlock, self.count - block * Postings.perBlock)
    let at = packed + offset(of: block)
    guard at < bytes.count else { return 0 }
    let bits = Int(bytes[at])
    guard bits <= 32, at + 1 + ((count - 1) * bits + 7) / 8 <= bytes.count else { return 0 }
    let first = first(of: block)
    numbers[0] = first
    let mask: UInt64 = 1 << UInt64(bits) - 1
    // Numbers only grow, and what is beyond every version is found out by the last one.
    var number = UInt64(first)
    var bit = (at + 1) * 8
    var index = 1
    // As many at once as a word has whatever bit of its first byte they begin at; eight begin with a byte.
    if bits <= 8 { unpack(8, bits, count, &bit, &number, from: &index, into: numbers) }
    if bits <= 14 { unpack(4, bits, count, &bit, &number, from: &index, into: numbers) }
    while index < count {
      number &+= Postings.tail(of: bytes, from: bit &>> 3) &>> UInt64(bit & 7) & mask &+ 1
      numbers[index] = UInt32(truncatingIfNeeded: number)
      bit &+= bits
      index &+= 1
    }
    return number < .max >> 32 ? count : 0
  }

  /// Writes out distances, so many from each word, as long as there are as many and words can be read from
  /// every byte.
  @inline(__always)
  private func unpack(
    _ together: Int, _ bits: Int, _ count: Int, _ bit: inout Int, _ number: inout UInt64,
    from index: inout Int, into numbers: UnsafeMutableBufferPointer<UInt32>
  ) {
    let mask: UInt64 = 1 &<< UInt64(bits) &- 1
    let last = (bytes.count &- 8) &<< 3
    while index &+ together <= count, bit <= last {
      var word =
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self))
        &>> UInt64(bit & 7)
      for place in index..<index &+ together {
        number &+= word & mask &+ 1
        numbers[place] = UInt32(truncatingIfNeeded: number)
        word &>>= UInt64(truncatingIfNeeded: bits)
      }
      bit &+= together &* bits
      index &+= together
    }
  }

  /// The bytes from an offset on, as a word; zeros behind the end.
  static func tail(of bytes: UnsafeRawBufferPointer, from offset: Int) -> UInt64 {
    if offset &+ 8 <= bytes.count {
      return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    var word: UInt64 = 0
    for index in stride(from: min(offset + 7, bytes.count - 1), through: offset, by: -1) {
      word = word << 8 | UInt64(bytes[index])
    }
    return word
  }

  @inline(__always)
  func word(_ index: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 + index * 8, as: UInt64.self))
  }

  /// Where the positions begin; nothing where there are none, or that makes no sense.
  var startOfPositions: Int? { hasPositions ? isDense ? packed : endOfVersions : nil }

  /// The positions in all versions, to be looked at as long as the file is held; nothing where there are
  /// none, or they make no sense.
  func positions() -> UnsafeRawBufferPointer? {
    guard let start = startOfPositions, part.load(start..<bytes.count) else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[start...])
  }

  // MARK: Places

  /// The last block, from one on, whose first version is not behind a version.
  func block(of version: UInt32, from start: Int) -> Int {
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
  func rank(ofWord index: Int) -> Int {
    Int(number(ranks + index / SegmentLayout.wordsPerRank * 4))
  }

  /// The nearest version at or before a skip whose place is told, and the place of its positions.
  ///
  /// - Parameter start: Where the positions begin.
  func place(ofSkip skip: Int, _ start: Int) -> (version: Int, offset: Int) {
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
