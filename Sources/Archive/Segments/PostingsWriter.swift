/// Writes the postings of terms.
struct PostingsWriter {
  let versions: Int
  private(set) var bytes: [UInt8] = []

  init(versions: Int) { self.versions = versions }

  /// Appends a term: its versions in the upper halves, positions in the lower ones.
  mutating func append(_ occurrences: ArraySlice<UInt64>) {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(occurrences.count)
    for occurrence in occurrences {
      let number = UInt32(truncatingIfNeeded: occurrence >> 32)
      if numbers.last != number { numbers.append(number) }
    }
    let hasPositions = occurrences.first.map { UInt32(truncatingIfNeeded: $0) != .max } ?? false
    append(UInt32(numbers.count) << 1 | (hasPositions ? 1 : 0))
    if SegmentLayout.isDense(numbers.count, of: versions) {
      appendBits(numbers)
    } else if SegmentLayout.width(versions: versions) == 2 {
      for number in numbers { append(UInt16(truncatingIfNeeded: number)) }
    } else {
      for number in numbers { append(number) }
    }
    if hasPositions { appendPositions(occurrences, of: numbers.count) }
  }

  private mutating func appendBits(_ numbers: [UInt32]) {
    var words = [UInt64](repeating: 0, count: (versions + 63) / 64)
    for number in numbers { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }
    for word in words { append(word) }
    var rank: UInt32 = 0
    for (index, word) in words.enumerated() {
      if index % SegmentLayout.wordsPerRank == 0 { append(rank) }
      rank += UInt32(word.nonzeroBitCount)
    }
  }

  private mutating func appendPositions(_ occurrences: ArraySlice<UInt64>, of count: Int) {
    let skips = bytes.count
    let blocks = (count - 1) / SegmentLayout.versionsPerSkip
    for _ in 0..<blocks { append(UInt32(0)) }
    let start = bytes.count
    var version = -1
    var before: UInt32 = 0
    var number = UInt32.max
    var index = occurrences.startIndex
    while index < occurrences.endIndex {
      let occurrence = occurrences[index]
      let position = UInt32(truncatingIfNeeded: occurrence)
      if UInt32(truncatingIfNeeded: occurrence >> 32) != number {
        number = UInt32(truncatingIfNeeded: occurrence >> 32)
        version += 1
        before = 0
        if version > 0, version % SegmentLayout.versionsPerSkip == 0 {
          let place = skips + (version / SegmentLayout.versionsPerSkip - 1) * 4
          let offset = UInt32(truncatingIfNeeded: bytes.count - start)
          for byte in 0..<4 {
            bytes[place + byte] = UInt8(truncatingIfNeeded: offset >> (8 * byte))
          }
        }
      }
      index += 1
      let isLast = index == occurrences.endIndex || occurrences[index] >> 32 != UInt64(number)
      append(distance: position - before, isLast: isLast)
      before = position
    }
  }

  @inline(__always)
  private mutating func append(distance: UInt32, isLast: Bool) {
    if isLast, distance < PositionCode.more {
      bytes.append(UInt8(truncatingIfNeeded: distance))
    } else if !isLast, distance < PositionCode.far - PositionCode.more {
      bytes.append(UInt8(truncatingIfNeeded: distance) + PositionCode.more)
    } else {
      bytes.append(isLast ? PositionCode.last : PositionCode.far)
      var rest = distance
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: rest))
    }
  }

  private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
