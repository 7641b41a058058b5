/// Writes the postings of terms.
struct PostingsWriter {
  private let versions: Int
  private(set) var bytes: [UInt8] = []
  /// The versions of the term at hand.
  private var numbers: [UInt32] = []
  private var positions = ByteRun()

  init(versions: Int) { self.versions = versions }

  /// Appends a term.
  mutating func append(_ occurrences: Occurrences) {
    numbers.removeAll(keepingCapacity: true)
    for index in 0..<occurrences.count {
      let number = occurrences.version(index)
      if numbers.last != number { numbers.append(number) }
    }
    append(UInt32(numbers.count) << 1 | (occurrences.hasPositions ? 1 : 0))
    if SegmentLayout.isDense(numbers.count, of: versions) {
      appendBits()
      if occurrences.hasPositions { appendPositions(occurrences) }
    } else {
      appendPacked(occurrences)
    }
  }

  private mutating func appendBits() {
    var words = [UInt64](repeating: 0, count: (versions + 63) / 64)
    for number in numbers { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }
    for word in words { append(word) }
    var rank: UInt32 = 0
    for (index, word) in words.enumerated() {
      if index % SegmentLayout.wordsPerRank == 0 { append(rank) }
      rank += UInt32(word.nonzeroBitCount)
    }
  }

  // MARK: Packed versions

  private mutating func appendPacked(_ occurrences: Occurrences) {
    let perBlock = SegmentLayout.versionsPerBlock
    let width = SegmentLayout.width(versions: versions)
    var packed = ByteRun()
    for start in stride(from: 0, to: numbers.count, by: perBlock) {
      if width == 2 {
        append(UInt16(truncatingIfNeeded: numbers[start]))
      } else {
        append(numbers[start])
      }
      if numbers.count > perBlock { append(UInt32(truncatingIfNeeded: packed.bytes.count)) }
      pack(start..<min(start + perBlock, numbers.count), into: &packed)
    }
    // The positions' table stands before the packed versions, so that it can be found without them.
    if occurrences.hasPositions {
      encode(occurrences)
      writeTable()
    }
    bytes += packed.bytes
    if occurrences.hasPositions { bytes += positions.bytes }
  }

  /// The distances from each version of a block to the next, less one, in as many bits as the widest
  /// needs, behind their number.
  private func pack(_ block: Range<Int>, into run: inout ByteRun) {
    var greatest: UInt32 = 0
    for index in block.dropFirst() {
      greatest |= numbers[index] - numbers[index - 1] - 1
    }
    let width = UInt64(UInt32.bitWidth - greatest.leadingZeroBitCount)
    run.bytes.append(UInt8(width))
    var bits: UInt64 = 0
    var count: UInt64 = 0
    for index in block.dropFirst() {
      bits |= UInt64(numbers[index] - numbers[index - 1] - 1) << count
      count += width
      while count >= 8 {
        run.bytes.append(UInt8(truncatingIfNeeded: bits))
        bits >>= 8
        count -= 8
      }
    }
    if count > 0 { run.bytes.append(UInt8(truncatingIfNeeded: bits)) }
  }

  // MARK: Positions

  private mutating func appendPositions(_ occurrences: Occurrences) {
    encode(occurrences)
    writeTable()
    bytes += positions.bytes
  }

  /// Writes where the positions of the versions begin, as `SegmentLayout` says.
  private mutating func writeTable() {
    guard numbers.count > SegmentLayout.versionsPerSkip else { return }
    let perGroup = SegmentLayout.skipsPerGroup
    for group in 0..<(positions.skips.count + perGroup - 1) / perGroup {
      let base = positions.skips[group * perGroup]
      append(UInt32(truncatingIfNeeded: base))
      for index in 1..<perGroup {
        let skip = group * perGroup + index
        let offset = skip < positions.skips.count ? positions.skips[skip] - base : 0
        append(UInt16(clamping: offset))
      }
    }
  }

  private mutating func encode(_ occurrences: Occurrences) {
    positions.removeAll()
    var version = 0
    var before: UInt32 = 0
    var number = UInt32.max
    let count = occurrences.count
    var next = occurrences.version(0)
    for index in 0..<count {
      if next != number {
        if version % SegmentLayout.versionsPerSkip == 0 {
          positions.skips.append(positions.bytes.count)
        }
        number = next
        version += 1
        before = 0
      }
      next = index + 1 < count ? occurrences.version(index + 1) : .max
      let position = occurrences.position(index)
      positions.append(distance: position - before, isLast: next != number)
      before = position
    }
  }

  private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// Bytes that are put behind others when their number is known.
private struct ByteRun {
  var bytes: [UInt8] = []
  /// Where the positions of every so many versions begin.
  var skips: [Int] = []

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    skips.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func append(distance: UInt32, isLast: Bool) {
    let (base, end) =
      isLast
      ? (UInt32(PositionCode.more), 0)
      : (UInt32(PositionCode.far - PositionCode.more), PositionCode.more)
    let (high, rest) = distance.quotientAndRemainder(dividingBy: base)
    if high > 0 { appendDigits(high) }
    bytes.append(end + UInt8(truncatingIfNeeded: rest))
  }

  private mutating func appendDigits(_ number: UInt32) {
    let higher = (number - 1) / 16
    if higher > 0 { appendDigits(higher) }
    bytes.append(PositionCode.far + UInt8(truncatingIfNeeded: (number - 1) % 16))
  }
}
