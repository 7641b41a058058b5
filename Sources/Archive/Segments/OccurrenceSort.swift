/// A term of a version: its number, what kind of number that is, and whether it has a position.
///
/// The terms of a version that have positions stand in the order of these, which so need not be kept.
struct TermCode: Equatable {
  private var bits: UInt32

  private static let isText: UInt32 = 1
  private static let isPositioned: UInt32 = 2
  private static let endsField: UInt32 = 4
  private static let width: UInt32 = 3

  /// A pair of characters, which has a position.
  @inline(__always)
  init(pair number: UInt32) { bits = number << TermCode.width | TermCode.isPositioned }

  @inline(__always)
  init(text number: UInt32, isPositioned: Bool) {
    bits =
      number << TermCode.width | TermCode.isText | (isPositioned ? TermCode.isPositioned : 0)
  }

  /// Notes that the field ends behind it.
  mutating func endField() { bits |= TermCode.endsField }

  @inline(__always)
  var isPositioned: Bool { bits & TermCode.isPositioned != 0 }

  /// How far the next position is.
  @inline(__always)
  var advance: UInt32 { bits >> 1 & 1 + (bits >> 2 & 1) }

  /// The number of the term where texts are numbered behind so many pairs.
  @inline(__always)
  func number(behind pairs: UInt32) -> Int {
    Int(truncatingIfNeeded: bits >> TermCode.width &+ (0 &- bits & TermCode.isText) & pairs)
  }
}

/// Where one term stands: in which versions, and at which positions in them, in order.
struct Occurrences<Entry: FixedWidthInteger & UnsignedInteger> {
  fileprivate let all: UnsafeBufferPointer<Entry>
  let positionBits: Entry
  let hasPositions: Bool

  var count: Int { all.count }

  @inline(__always)
  func version(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: all[index] &>> positionBits) }

  @inline(__always)
  func position(_ index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: all[index] & (1 &<< positionBits &- 1))
  }
}

/// Sorts the terms of versions by the terms.
///
/// How often each term occurs tells where its occurrences begin. So they are put there right away,
/// version by version, and are in order. This is done for the frequent terms first and then for all others,
/// and where there are very many occurrences for some terms after the others: the codes are read again
/// each time, and memory is that of one part.
struct OccurrenceSort {
  /// Numbers of terms as `TermCode` has them, in the order in which they are to be written.
  let terms: [Int]
  /// How many pairs there are, behind which texts are numbered.
  let pairs: Int
  /// Where the terms of each version begin.
  let starts: [Int]
  /// The versions in the order in which they are to be numbered.
  let order: [Int]
  /// The greatest position in any version.
  let lastPosition: Int
  /// No more occurrences are in memory than these, unless one term has.
  var most = 1 << 23

  /// Marks the place of a term that is not in this part.
  private static let isElsewhere: UInt32 = 1 << 31

  /// Writes the occurrences of every term, in their order; false where they are too many to be
  /// numbered.
  func forEachTerm(
    of codes: UnsafeBufferPointer<TermCode>, in memory: ReusedMemory,
    to writer: inout PostingsWriter
  ) -> Bool {
    func bits(_ greatest: Int) -> Int { Int.bitWidth - greatest.leadingZeroBitCount }
    let versionBits = bits(max(order.count - 1, 0))
    let positionBits = bits(lastPosition)
    guard codes.count < OccurrenceSort.isElsewhere, versionBits <= 32, positionBits <= 32 else {
      return false
    }
    if versionBits + positionBits <= 32 {
      give(UInt32(positionBits), codes, memory, &writer)
    } else {
      give(UInt64(positionBits), codes, memory, &writer)
    }
    return true
  }

  private func give<Entry: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ positionBits: Entry, _ codes: UnsafeBufferPointer<TermCode>, _ memory: ReusedMemory,
    _ writer: inout PostingsWriter
  ) {
    let (counts, isPositioned) = counts(codes)
    var next = [UInt32](repeating: 0, count: counts.count)
    var first = 0
    while first < terms.count {
      var end = first
      var total = 0
      while end < terms.count,
        end == first || total + Int(counts[terms[end]]) <= most
      {
        total += Int(counts[terms[end]])
        end += 1
      }
      // What is not in this part is put behind it, all at one place.
      let entries = memory.room(for: total + 1, of: Entry.self)
      let elsewhere = OccurrenceSort.isElsewhere | UInt32(total)
      // The places of a few thousand terms, which have most occurrences, fit into the memory of a core.
      let many = UInt32(total >> 15)
      for isFrequent in [true, false] {
        for index in next.indices { next[index] = elsewhere }
        var start: UInt32 = 0
        for term in terms[first..<end] {
          if (counts[term] > many) == isFrequent { next[term] = start }
          start += counts[term]
        }
        gather(codes, positionBits, &next, into: entries)
        if many == 0 { break }
      }
      var start = 0
      for term in terms[first..<end] {
        let count = Int(counts[term])
        writer.append(
          Occurrences(
            all: UnsafeBufferPointer(rebasing: entries[start..<start + count]),
            positionBits: positionBits, hasPositions: isPositioned[term]))
        start += count
      }
      first = end
    }
  }

  /// How often each term occurs, and whether it has positions.
  private func counts(_ codes: UnsafeBufferPointer<TermCode>) -> ([UInt32], [Bool]) {
    var counts = [UInt32](repeating: 0, count: terms.count)
    var isPositioned = [Bool](repeating: false, count: terms.count)
    let pairs = UInt32(pairs)
    counts.withUnsafeMutableBufferPointer { counts in
      isPositioned.withUnsafeMutableBufferPointer { isPositioned in
        for code in codes {
          let term = code.number(behind: pairs)
          counts[term] &+= 1
          isPositioned[term] = code.isPositioned
        }
      }
    }
    return (counts, isPositioned)
  }

  /// Puts down the occurrences of some terms, each a version and a position.
  private func gather<Entry: FixedWidthInteger & UnsignedInteger>(
    _ codes: UnsafeBufferPointer<TermCode>, _ positionBits: Entry, _ next: inout [UInt32],
    into entries: UnsafeMutableBufferPointer<Entry>
  ) {
    let pairs = UInt32(pairs)
    next.withUnsafeMutableBufferPointer { next in
      for (number, version) in order.enumerated() {
        let end = version + 1 < starts.count ? starts[version + 1] : codes.count
        var entry = Entry(truncatingIfNeeded: number) &<< positionBits
        for index in starts[version]..<end {
          let code = codes[index]
          let term = code.number(behind: pairs)
          let place = next[term]
          entries[Int(truncatingIfNeeded: place & ~OccurrenceSort.isElsewhere)] = entry
          // Without a branch, which nothing could foretell.
          next[term] = place &+ (~place &>> 31)
          entry &+= Entry(truncatingIfNeeded: code.advance)
        }
      }
    }
  }
}
