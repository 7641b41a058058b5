/// Some versions of a segment: their numbers in order, bits where there are many, all from one to another, or
/// a term's postings, of which no more is read than what somebody wants to know.
struct VersionSet {
  /// What is in memory.
  enum Held {
    case numbers([UInt32])
    case bits([UInt64])
  }

  enum Form {
    case held(Held)
    case range(Range<Int>)
    case postings(Postings)
  }

  let form: Form
  /// The number of versions that there are.
  let universe: Int

  /// The set of nothing.
  init(of universe: Int) {
    self.universe = universe
    form = .held(.numbers([]))
  }

  /// Numbers in ascending order, each below the universe.
  init(_ numbers: [UInt32], of universe: Int) {
    self.universe = universe
    form = .held(.numbers(numbers))
  }

  /// Bits, those beyond the universe not set.
  init(bits: [UInt64], of universe: Int) {
    self.universe = universe
    form = .held(.bits(bits))
  }

  /// The versions that have a term.
  init(_ postings: Postings) {
    universe = postings.universe
    form = .postings(postings)
  }

  /// Every version in a range.
  init(_ range: Range<Int>, of universe: Int) {
    self.universe = universe
    form = .range(range)
  }

  /// The number of versions; bits are counted.
  var count: Int {
    switch form {
    case .held(.numbers(let numbers)): numbers.count
    case .held(.bits(let words)): VersionSet.count(words)
    case .range(let range): range.count
    case .postings(let postings): postings.count
    }
  }

  var isEmpty: Bool {
    switch form {
    case .held(.numbers(let numbers)): numbers.isEmpty
    case .held(.bits(let words)): !words.contains { $0 != 0 }
    case .range(let range): range.isEmpty
    // A term that no version has is not there.
    case .postings: false
    }
  }

  /// How many bits are set, four words at a time.
  private static func count(_ words: [UInt64]) -> Int {
    words.withUnsafeBytes { count($0) }
  }

  private static func count(_ buffer: UnsafeRawBufferPointer) -> Int {
    typealias Words = SIMD4<UInt64>
    let odd = Words(repeating: 0x5555_5555_5555_5555)
    let pairs = Words(repeating: 0x3333_3333_3333_3333)
    let nibbles = Words(repeating: 0x0F0F_0F0F_0F0F_0F0F)
    var total = 0
    var at = 0
    let size = MemoryLayout<Words>.size
    while at + size <= buffer.count {
      // A byte has room for the counts of 31.
      var bytes = Words()
      var rest = 31
      while rest > 0, at + size <= buffer.count {
        var bits = buffer.loadUnaligned(fromByteOffset: at, as: Words.self)
        bits = bits &- (bits &>> 1 & odd)
        bits = (bits & pairs) &+ (bits &>> 2 & pairs)
        bytes &+= (bits &+ bits &>> 4) & nibbles
        at += size
        rest -= 1
      }
      let low = Words(repeating: 0x00FF_00FF_00FF_00FF)
      let halves = (bytes & low) &+ (bytes &>> 8 & low)
      let sums = (halves &* Words(repeating: 0x0001_0001_0001_0001)) &>> 48
      total += Int(truncatingIfNeeded: sums.wrappedSum())
    }
    while at + 8 <= buffer.count {
      total += buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self).nonzeroBitCount
      at += 8
    }
    return total
  }

  /// How many versions are in each of some ranges that follow each other.
  func counts(in ranges: [Range<Int>]) -> [Int] {
    if case .range(let range) = form { return ranges.map { $0.clamped(to: range).count } }
    switch held {
    case .numbers(let numbers):
      var place = 0
      return ranges.map { range in
        let end = VersionSet.lowerBound(numbers, UInt32(range.upperBound), from: place)
        defer { place = end }
        return end - place
      }
    case .bits(let words):
      return words.withUnsafeBytes { words in ranges.map { VersionSet.count(words, in: $0) } }
    }
  }

  /// How many bits in a range are set.
  private static func count(_ words: UnsafeRawBufferPointer, in range: Range<Int>) -> Int {
    guard !range.isEmpty else { return 0 }
    func word(_ index: Int) -> UInt64 {
      words.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
    }
    let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
    let head = UInt64.max << UInt64(range.lowerBound & 63)
    let tail = UInt64.max >> UInt64(63 - (range.upperBound - 1) & 63)
    guard first < last else { return (word(first) & head & tail).nonzeroBitCount }
    return (word(first) & head).nonzeroBitCount + (word(last) & tail).nonzeroBitCount
      + count(UnsafeRawBufferPointer(rebasing: words[(first + 1) * 8..<last * 8]))
  }

  /// The versions in memory; of postings they are read.
  var held: Held {
    switch form {
    case .held(let held): held
    case .range(let range): .bits(VersionSet.bits(of: range, of: universe))
    case .postings(let postings):
      postings.bits.map { .bits($0) } ?? .numbers(postings.numbers())
    }
  }

  private static func bits(of range: Range<Int>, of universe: Int) -> [UInt64] {
    var words = [UInt64](repeating: .max, count: (universe + 63) / 64)
    keep(range, of: &words)
    return words
  }

  /// Clears all bits but those in a range.
  static func keep(_ range: Range<Int>, of words: inout [UInt64]) {
    for index in 0..<min(range.lowerBound >> 6, words.count) { words[index] = 0 }
    for index in min((range.upperBound + 63) >> 6, words.count)..<words.count { words[index] = 0 }
    if range.lowerBound & 63 != 0, range.lowerBound >> 6 < words.count {
      words[range.lowerBound >> 6] &= .max << UInt64(range.lowerBound & 63)
    }
    if range.upperBound & 63 != 0, range.upperBound >> 6 < words.count {
      words[range.upperBound >> 6] &= 1 << UInt64(range.upperBound & 63) - 1
    }
  }

  /// Tells the numbers in ascending order.
  @inline(__always)
  func forEach(_ tell: (UInt32) -> Void) {
    switch held {
    case .numbers(let numbers): for number in numbers { tell(number) }
    case .bits(let words):
      for (index, word) in words.enumerated() {
        var rest = word
        while rest != 0 {
          tell(UInt32(truncatingIfNeeded: index &* 64 &+ rest.trailingZeroBitCount))
          rest &= rest &- 1
        }
      }
    }
  }

  /// The same in memory, as bits where these are hardly more bytes than numbers: most that is done with
  /// them is done faster.
  var loaded: VersionSet {
    guard case .postings(let postings) = form else { return self }
    return postings.count * 64 > universe
      ? VersionSet(bits: postings.allBits, of: universe)
      : VersionSet(postings.numbers(), of: universe)
  }

  /// The numbers, where they are in memory as such.
  var numbersInMemory: [UInt32]? {
    if case .held(.numbers(let numbers)) = form { numbers } else { nil }
  }

  /// The bits, where they are in memory as such.
  var bitsInMemory: [UInt64]? {
    if case .held(.bits(let words)) = form { words } else { nil }
  }

  /// All versions as bits.
  var bits: [UInt64] {
    switch held {
    case .bits(let words): return words
    case .numbers(let numbers):
      var words = [UInt64](repeating: 0, count: (universe + 63) / 64)
      for number in numbers { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }
      return words
    }
  }

  /// The numbers in ascending order.
  var numbers: [UInt32] {
    switch held {
    case .numbers(let numbers): return numbers
    case .bits(let words):
      var numbers: [UInt32] = []
      numbers.reserveCapacity(VersionSet.count(words))
      for (index, word) in words.enumerated() {
        var rest = word
        while rest != 0 {
          numbers.append(UInt32(index * 64 + rest.trailingZeroBitCount))
          rest &= rest - 1
        }
      }
      return numbers
    }
  }

  /// The last numbers, in descending order.
  func last(_ most: Int) -> [UInt32] {
    switch form {
    case .held(.numbers(let numbers)): return numbers.suffix(most).reversed()
    case .range(let range): return range.suffix(most).reversed().map { UInt32($0) }
    case .postings(let postings): return postings.last(most)
    case .held(.bits(let words)):
      var numbers: [UInt32] = []
      var index = words.count - 1
      while index >= 0, numbers.count < most {
        var rest = words[index]
        while rest != 0, numbers.count < most {
          let bit = 63 - rest.leadingZeroBitCount
          numbers.append(UInt32(index * 64 + bit))
          rest &= ~(1 << UInt64(bit))
        }
        index -= 1
      }
      return numbers
    }
  }

  /// The first numbers from one on, in ascending order.
  func first(_ most: Int, from start: Int) -> [UInt32] {
    switch held {
    case .numbers(let numbers):
      return Array(numbers[VersionSet.lowerBound(numbers, UInt32(start))...].prefix(most))
    case .bits(let words):
      var numbers: [UInt32] = []
      var index = start >> 6
      var mask = UInt64.max << UInt64(start & 63)
      while index < words.count, numbers.count < most {
        var rest = words[index] & mask
        while rest != 0, numbers.count < most {
          numbers.append(UInt32(index * 64 + rest.trailingZeroBitCount))
          rest &= rest - 1
        }
        mask = .max
        index += 1
      }
      return numbers
    }
  }

  static func lowerBound(_ numbers: [UInt32], _ wanted: UInt32) -> Int {
    var low = 0
    var high = numbers.count
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
