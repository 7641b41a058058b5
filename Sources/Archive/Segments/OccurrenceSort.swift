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
  var number: Int { Int(bits >> TermCode.width) }

  var isPositioned: Bool { bits & TermCode.isPositioned != 0 }

  /// How far the next position is.
  @inline(__always)
  var advance: UInt64 { UInt64(bits >> 1 & 1 + (bits >> 2 & 1)) }

  /// The same with another number.
  @inline(__always)
  func ordered(pair: (UInt32) -> UInt32, text: (UInt32) -> UInt32) -> TermCode {
    let number = bits >> TermCode.width
    var code = self
    let ordered = bits & TermCode.isText == 0 ? pair(number) : text(number)
    code.bits = ordered << TermCode.width | bits & (1 << TermCode.width - 1)
    return code
  }
}

/// Where one term stands: in which versions, and at which positions in them, in order.
struct Occurrences {
  fileprivate let all: UnsafeBufferPointer<UInt64>
  fileprivate let positionBits: UInt64
  fileprivate let versionMask: UInt64
  let hasPositions: Bool

  var count: Int { all.count }

  @inline(__always)
  func version(_ index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: all[index] >> positionBits & versionMask)
  }

  @inline(__always)
  func position(_ index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: all[index] & ((1 << positionBits) - 1))
  }
}

/// Turns the terms of each version into the versions of each term.
///
/// Counting sort in two steps, first by the upper bits of the terms' numbers, so that neither step
/// writes to more places than the processor's caches hold; in rounds, so that memory for a part of the
/// occurrences is enough.
struct OccurrenceSort {
  private let codes: [TermCode]
  private let starts: [Int]
  private let order: [Int]
  private let terms: Int
  /// How many bits of a term's number tell it from others of its bucket.
  private let termBits: UInt64
  private let versionBits: UInt64
  private let positionBits: UInt64

  /// The bits of a number that tell the bucket.
  private static let bucketBits = 8
  /// A round has no more occurrences than these, unless one bucket has.
  private static let most = 1 << 23

  /// - Parameters:
  ///   - codes: The terms of all versions, numbered from 0.
  ///   - starts: Where those of each version begin.
  ///   - order: The versions in the order in which they are to be given out.
  ///   - terms: How many terms there are.
  ///   - lastPosition: The greatest position in any version.
  init?(
    _ codes: [TermCode], startingAt starts: [Int], in order: [Int], terms: Int, lastPosition: Int
  ) {
    func bits(_ greatest: Int) -> Int { Int.bitWidth - greatest.leadingZeroBitCount }
    let termBits = max(0, bits(terms) - OccurrenceSort.bucketBits)
    let versionBits = bits(order.count)
    let positionBits = bits(lastPosition)
    guard termBits + versionBits + positionBits <= UInt64.bitWidth,
      versionBits <= 32, positionBits <= 32
    else { return nil }
    (self.codes, self.starts, self.order, self.terms) = (codes, starts, order, terms)
    (self.termBits, self.versionBits) = (UInt64(termBits), UInt64(versionBits))
    self.positionBits = UInt64(positionBits)
  }

  /// Gives out the occurrences of every term, in the order of their numbers.
  func forEachTerm(in memory: SegmentMemory, _ body: (Occurrences) -> Void) {
    var counts = [Int](repeating: 0, count: terms >> Int(termBits) + 1)
    var isPositioned = [Bool](repeating: false, count: terms)
    for code in codes {
      counts[code.number >> Int(termBits)] += 1
      isPositioned[code.number] = code.isPositioned
    }
    var (gathered, sorted) = (memory.gathered, memory.sorted)
    (memory.gathered, memory.sorted) = ([], [])
    defer { (memory.gathered, memory.sorted) = (gathered, sorted) }
    var next = 0
    while next < counts.count {
      let first = next
      var total = counts[next]
      next += 1
      while next < counts.count, total + counts[next] <= OccurrenceSort.most {
        total += counts[next]
        next += 1
      }
      if gathered.count < total { gathered = [UInt64](repeating: 0, count: total) }
      gather(first..<next, counts, into: &gathered)
      var start = 0
      for bucket in first..<next {
        gathered.withUnsafeBufferPointer {
          sort(
            UnsafeBufferPointer(rebasing: $0[start..<start + counts[bucket]]), bucket, &sorted,
            isPositioned, body)
        }
        start += counts[bucket]
      }
    }
  }

  /// Puts down the occurrences of some buckets, each a term's lower bits, a version and a position.
  private func gather(_ buckets: Range<Int>, _ counts: [Int], into gathered: inout [UInt64]) {
    var next = [Int](repeating: .max, count: counts.count)
    var start = 0
    for bucket in buckets {
      next[bucket] = start
      start += counts[bucket]
    }
    let termMask: Int = 1 << Int(termBits) - 1
    gathered.withUnsafeMutableBufferPointer { gathered in
      next.withUnsafeMutableBufferPointer { next in
        codes.withUnsafeBufferPointer { codes in
          for (number, version) in order.enumerated() {
            let end = version + 1 < starts.count ? starts[version + 1] : codes.count
            var position: UInt64 = 0
            for index in starts[version]..<end {
              let code = codes[index]
              let bucket = code.number >> Int(termBits)
              if next[bucket] != .max {
                let term = UInt64(code.number & termMask)
                gathered[next[bucket]] =
                  (term << versionBits | UInt64(number)) << positionBits | position
                next[bucket] += 1
              }
              position += code.advance
            }
          }
        }
      }
    }
  }

  private func sort(
    _ bucket: UnsafeBufferPointer<UInt64>, _ number: Int, _ sorted: inout [UInt64],
    _ isPositioned: [Bool], _ body: (Occurrences) -> Void
  ) {
    let first = number << Int(termBits)
    let count = min(1 << Int(termBits), terms - first)
    guard count > 0 else { return }
    let shift = versionBits + positionBits
    var places = [Int](repeating: 0, count: count + 1)
    for entry in bucket { places[Int(entry >> shift) + 1] += 1 }
    for term in 0..<count { places[term + 1] += places[term] }
    if sorted.count < bucket.count {
      sorted = [UInt64](repeating: 0, count: bucket.count)
    }
    sorted.withUnsafeMutableBufferPointer { sorted in
      var next = places
      next.withUnsafeMutableBufferPointer { next in
        for entry in bucket {
          let term = Int(entry >> shift)
          sorted[next[term]] = entry
          next[term] += 1
        }
      }
      for term in 0..<count {
        body(
          Occurrences(
            all: UnsafeBufferPointer(rebasing: sorted[places[term]..<places[term + 1]]),
            positionBits: positionBits, versionMask: 1 << versionBits - 1,
            hasPositions: isPositioned[first + term]))
      }
    }
  }
}
