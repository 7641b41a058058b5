/// Finds in which versions two terms that very many have stand at a distance from each other.
///
/// Both stand as bits, and their positions in the order of these. So both are read once from front to
/// back, without looking up where the positions of a version begin.
struct DensePair {
  private let one: Postings.Stretch
  private let other: Postings.Stretch
  /// How far the other one must stand behind the one.
  private let distance: Int64

  /// Versions that fewer than one in so many have are better looked up.
  private static let leastShare = 16

  /// - Parameter count: How many versions there are to be looked at.
  /// - Returns: nothing where reading all of both is not worth it.
  init?(_ one: Postings, _ other: Postings, at distance: Int64, lookingAt count: Int) {
    guard one.isDense, other.isDense, count > one.universe / DensePair.leastShare,
      let first = one.stretch(), let second = other.stretch()
    else { return nil }
    self.one = first
    self.other = second
    self.distance = distance
  }

  /// Those of some versions, told by bits, that have both at the distance.
  func versions(among wanted: [UInt64]) -> [UInt64] {
    var found = [UInt64](repeating: 0, count: wanted.count)
    var first = Reader(one)
    var second = Reader(other)
    for index in wanted.indices {
      let (ones, others) = (one.word(index), other.word(index))
      var rest = wanted[index] & ones & others
      var hits: UInt64 = 0
      // The bits up to the version that was looked at last.
      var done: UInt64 = 0
      while rest != 0 {
        let bit = rest & (0 &- rest)
        let below = bit &- 1
        first.skip(ones & below & ~done)
        second.skip(others & below & ~done)
        if meet(&first, &second) { hits |= bit }
        done = below | bit
        rest &= rest &- 1
      }
      first.skip(ones & ~done)
      second.skip(others & ~done)
      found[index] = hits
    }
    return found
  }

  /// Whether the two meet in the version at hand of both, which are then behind it or in it.
  @inline(__always)
  private func meet(_ first: inout Reader, _ second: inout Reader) -> Bool {
    var here = Int64(first.begin()) &+ distance
    var there = Int64(second.begin())
    while here != there {
      if here < there {
        if first.isLast { break }
        here &+= Int64(first.advance())
      } else {
        if second.isLast { break }
        there &+= Int64(second.advance())
      }
    }
    first.leave()
    second.leave()
    return here == there
  }

  /// Reads the positions of one version after the other.
  private struct Reader {
    private let positions: UnsafeRawBufferPointer
    private var at = 0
    /// How many versions are to be passed before the next one is read.
    private var pending = 0
    /// Whether the position read last is the last one of its version.
    private(set) var isLast = true

    init(_ stretch: Postings.Stretch) { positions = stretch.positions }

    /// Goes past versions, told by bits.
    @inline(__always)
    mutating func skip(_ versions: UInt64) {
      if versions != 0 { pending &+= versions.nonzeroBitCount }
    }

    /// The first position of the next version.
    @inline(__always)
    mutating func begin() -> UInt32 {
      if pending > 0 { pass() }
      return advance()
    }

    /// The distance to the next position.
    @inline(__always)
    mutating func advance() -> UInt32 {
      guard at < positions.count else {
        isLast = true
        return 0
      }
      let byte = positions[at]
      at &+= 1
      isLast = byte < PositionCode.more
      if byte < PositionCode.more { return UInt32(byte) }
      if byte < PositionCode.far { return UInt32(byte &- PositionCode.more) }
      return far(byte)
    }

    /// The rest of a distance that begins with a byte for a higher digit.
    private mutating func far(_ first: UInt8) -> UInt32 {
      var high = UInt32(first &- PositionCode.far) &+ 1
      while at < positions.count {
        let byte = positions[at]
        at &+= 1
        if byte < PositionCode.more {
          isLast = true
          return high &* UInt32(PositionCode.more) &+ UInt32(byte)
        }
        if byte < PositionCode.far {
          return high &* UInt32(PositionCode.far &- PositionCode.more)
            &+ UInt32(byte &- PositionCode.more)
        }
        high = high &* 16 &+ UInt32(byte &- PositionCode.far) &+ 1
      }
      isLast = true
      return 0
    }

    /// Leaves the version at hand.
    @inline(__always)
    mutating func leave() { if !isLast { pending = 1 } }

    /// Goes past the versions that are pending.
    private mutating func pass() {
      var rest = pending
      pending = 0
      while at &+ 8 <= positions.count {
        let word = UInt64(littleEndian: positions.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        var ends = PositionCode.ends(in: word)
        let count = Int(truncatingIfNeeded: ((ends &>> 7) &* 0x0101_0101_0101_0101) &>> 56)
        if count >= rest {
          for _ in 1..<rest { ends &= ends &- 1 }
          at &+= ends.trailingZeroBitCount / 8 &+ 1
          return
        }
        rest &-= count
        at &+= 8
      }
      while at < positions.count {
        if positions[at] < PositionCode.more { rest &-= 1 }
        at &+= 1
        if rest == 0 { return }
      }
    }
  }
}
