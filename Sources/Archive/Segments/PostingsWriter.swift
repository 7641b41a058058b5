/// Writes the postings of terms, behind other bytes.
struct PostingsWriter {
  private let versions: Int
  /// Where the first postings begin.
  private let start: Int
  private var bytes: [UInt8]
  /// Where the postings of each term begin, counted from those of the first one.
  private var starts: [UInt32] = []
  private let memory: SegmentMemory.OfBytes
  /// The bits of a term with many versions.
  private var words: [UInt64] = []
  private var skips: [Int] = []

  init(versions: Int, in memory: SegmentMemory.OfBytes, behind bytes: consuming [UInt8]) {
    self.versions = versions
    self.memory = memory
    start = bytes.count
    self.bytes = bytes
  }

  /// What stood in front with the postings behind it, and where those of each term begin and the last
  /// ones end.
  consuming func finish() -> (bytes: [UInt8], starts: [UInt32]) {
    (bytes, starts + [UInt32(truncatingIfNeeded: bytes.count - start)])
  }

  /// Appends a term.
  mutating func append<Entry>(_ occurrences: Occurrences<Entry>) {
    starts.append(UInt32(truncatingIfNeeded: bytes.count - start))
    let (numbers, positions) = read(occurrences)
    let perBlock = SegmentLayout.versionsPerBlock
    let isDense = SegmentLayout.isDense(numbers.count, of: versions)
    let blocks = (numbers.count + perBlock - 1) / perBlock
    let room =
      4 + 16 + numbers.count / SegmentLayout.versionsPerSkip * SegmentLayout.groupLength
      + (isDense ? versions / 4 + 64 : blocks * 16 + numbers.count * 4)
    var front = ByteCursor(memory.front.room(for: room, of: UInt8.self))
    front.append(UInt32(numbers.count) << 1 | (occurrences.hasPositions ? 1 : 0))
    if isDense {
      appendBits(numbers, to: &front)
      if occurrences.hasPositions { appendTable(of: numbers.count, to: &front) }
    } else {
      appendPacked(numbers, hasTable: occurrences.hasPositions, to: &front)
    }
    bytes.append(contentsOf: front.written)
    if occurrences.hasPositions { bytes.append(contentsOf: positions) }
  }

  /// Divides occurrences into versions, and positions as they are written.
  private mutating func read<Entry>(
    _ occurrences: Occurrences<Entry>
  ) -> (numbers: UnsafeBufferPointer<UInt32>, positions: UnsafeBufferPointer<UInt8>) {
    let count = occurrences.count
    let numbers = memory.versions.room(for: count, of: UInt32.self)
    let longest = Int(occurrences.positionBits) / 4 + 1
    var positions = ByteCursor(memory.positions.room(for: count * longest + 8, of: UInt8.self))
    skips.removeAll(keepingCapacity: true)
    var found = 0
    var index = 0
    while index < count {
      let version = occurrences.version(index)
      if found & (SegmentLayout.versionsPerSkip - 1) == 0 { skips.append(positions.count) }
      numbers[found] = version
      found &+= 1
      var before: UInt32 = 0
      while true {
        let position = occurrences.position(index)
        let distance = position &- before
        before = position
        index &+= 1
        if index == count || occurrences.version(index) != version {
          positions.append(lastDistance: distance)
          break
        }
        positions.append(distance: distance)
      }
    }
    return (UnsafeBufferPointer(rebasing: numbers[..<found]), positions.written)
  }

  private mutating func appendBits(
    _ numbers: UnsafeBufferPointer<UInt32>, to front: inout ByteCursor
  ) {
    words.removeAll(keepingCapacity: true)
    words.append(contentsOf: repeatElement(0, count: (versions + 63) / 64))
    words.withUnsafeMutableBufferPointer { words in
      for number in numbers { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }
      for word in words { front.append(word) }
      var rank: UInt32 = 0
      for (index, word) in words.enumerated() {
        if index % SegmentLayout.wordsPerRank == 0 { front.append(rank) }
        rank += UInt32(word.nonzeroBitCount)
      }
    }
  }

  // MARK: Packed versions

  /// Writes the versions behind the table of their positions, so that this can be found without them.
  private func appendPacked(
    _ numbers: UnsafeBufferPointer<UInt32>, hasTable: Bool, to front: inout ByteCursor
  ) {
    let perBlock = SegmentLayout.versionsPerBlock
    let isShort = SegmentLayout.width(versions: versions) == 2
    var offset = 0
    for start in stride(from: 0, to: numbers.count, by: perBlock) {
      if isShort {
        front.append(UInt16(truncatingIfNeeded: numbers[start]))
      } else {
        front.append(numbers[start])
      }
      guard numbers.count > perBlock else { break }
      front.append(UInt32(truncatingIfNeeded: offset))
      let end = min(start + perBlock, numbers.count)
      offset += 1 + (width(numbers, start..<end) * (end - start - 1) + 7) / 8
    }
    if hasTable { appendTable(of: numbers.count, to: &front) }
    for start in stride(from: 0, to: numbers.count, by: perBlock) {
      pack(numbers, start..<min(start + perBlock, numbers.count), to: &front)
    }
  }

  /// How many bits the distances of a block have.
  @inline(__always)
  private func width(_ numbers: UnsafeBufferPointer<UInt32>, _ block: Range<Int>) -> Int {
    var greatest: UInt32 = 0
    for index in block.dropFirst() { greatest |= numbers[index] &- numbers[index &- 1] &- 1 }
    return UInt32.bitWidth - greatest.leadingZeroBitCount
  }

  /// The distances from each version of a block to the next, less one, in as many bits as the widest
  /// needs, behind their number.
  private func pack(
    _ numbers: UnsafeBufferPointer<UInt32>, _ block: Range<Int>, to front: inout ByteCursor
  ) {
    let width = width(numbers, block)
    front.append(UInt8(width))
    var bits: UInt64 = 0
    var count = 0
    for index in block.dropFirst() {
      bits |= UInt64(numbers[index] &- numbers[index &- 1] &- 1) &<< UInt64(count)
      count &+= width
      if count >= 32 {
        front.append(UInt32(truncatingIfNeeded: bits))
        bits &>>= 32
        count &-= 32
      }
    }
    while count > 0 {
      front.append(UInt8(truncatingIfNeeded: bits))
      bits &>>= 8
      count -= 8
    }
  }

  // MARK: Positions

  /// Writes where the positions of the versions begin, as `SegmentLayout` says.
  private func appendTable(of versions: Int, to front: inout ByteCursor) {
    guard versions > SegmentLayout.versionsPerSkip else { return }
    let perGroup = SegmentLayout.skipsPerGroup
    for group in 0..<(skips.count + perGroup - 1) / perGroup {
      let base = skips[group * perGroup]
      front.append(UInt32(truncatingIfNeeded: base))
      for index in 1..<perGroup {
        let skip = group * perGroup + index
        let offset = skip < skips.count ? skips[skip] - base : 0
        front.append(UInt16(clamping: offset))
      }
    }
  }
}

/// Writes bytes into room that suffices for them.
private struct ByteCursor {
  private let base: UnsafeMutableRawPointer?
  private let room: Int
  private(set) var count = 0

  init(_ room: UnsafeMutableBufferPointer<UInt8>) {
    base = UnsafeMutableRawPointer(room.baseAddress)
    self.room = room.count
  }

  var written: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base?.assumingMemoryBound(to: UInt8.self), count: count)
  }

  @inline(__always)
  mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
    let size = MemoryLayout<Number>.size
    precondition(count &+ size <= room, "more bytes than there is room for")
    base.unsafelyUnwrapped.storeBytes(
      of: number.littleEndian, toByteOffset: count, as: Number.self)
    count &+= size
  }

  /// Appends the distance to a position behind which others of the version follow.
  @inline(__always)
  mutating func append(distance: UInt32) {
    let base = UInt32(PositionCode.far - PositionCode.more)
    append(high: distance / base, PositionCode.more + UInt8(truncatingIfNeeded: distance % base))
  }

  /// Appends the distance to the last position of a version.
  @inline(__always)
  mutating func append(lastDistance distance: UInt32) {
    let base = UInt32(PositionCode.more)
    append(high: distance / base, UInt8(truncatingIfNeeded: distance % base))
  }

  @inline(__always)
  private mutating func append(high: UInt32, _ last: UInt8) {
    precondition(count &+ 2 <= room, "more bytes than there is room for")
    if high <= 16 {
      // Without a branch for whether there is a digit, which nothing could foretell.
      base.unsafelyUnwrapped.storeBytes(
        of: PositionCode.far &+ UInt8(truncatingIfNeeded: high &- 1), toByteOffset: count,
        as: UInt8.self)
      count &+= high == 0 ? 0 : 1
    } else {
      appendDigits(high)
    }
    append(last)
  }

  private mutating func appendDigits(_ number: UInt32) {
    let higher = (number - 1) / 16
    if higher > 0 { appendDigits(higher) }
    append(PositionCode.far + UInt8(truncatingIfNeeded: (number - 1) % 16))
  }
}
