import EventStore

/// A block of a term's versions, gone through from its first one on.
///
/// Up to eight distances are looked at together: one product of a word gives how far the versions behind them are
/// from the one at hand, and one difference tells which of these are before the one that is looked for.
struct PackedBlock {
  /// The version at hand, and which of the block's versions it is, counted from 0.
  private(set) var number: UInt64
  private(set) var index = 0

  private let bytes: UnsafeRawBufferPointer
  private let count: Int
  /// The bits of a distance.
  private let bits: Int
  /// The bit where the next distance begins, and the last one of which a word can be read.
  private var bit: Int
  private let last: Int
  /// So many distances are looked at together, as pairs of two in lanes of a word; none are where it is 0.
  private let together: Int
  /// The lowest bit of every lane.
  private let ones: UInt64

  /// Nothing where the block makes no sense.
  ///
  /// - Parameters:
  ///   - first: The first version.
  ///   - count: The number of versions.
  ///   - start: Where the number of bits stands, and the distances behind it.
  init?(_ bytes: UnsafeRawBufferPointer, first: UInt32, count: Int, at start: Int) {
    guard start < bytes.count else { return nil }
    let bits = Int(bytes[start])
    guard bits <= 32, start + 1 + ((count - 1) * bits + 7) / 8 <= bytes.count else { return nil }
    self.bytes = bytes
    self.count = count
    self.bits = bits
    number = UInt64(first)
    bit = (start + 1) * 8
    last = (bytes.count - 8) * 8
    // A word has so many whatever bit of its first byte they begin at, and a lane has room for the sum of all of
    // them and a bit more.
    let lane = UInt64(truncatingIfNeeded: 2 * bits)
    switch bits {
    case 5...7: (together, ones) = (8, 1 | 1 &<< lane | 1 &<< (2 &* lane) | 1 &<< (3 &* lane))
    case 4, 8...14: (together, ones) = (4, 1 | 1 &<< lane)
    default: (together, ones) = (0, 0)
    }
  }

  /// Goes on to the first version that is not before another one, or to the block's last one; whether that is
  /// the other one.
  @inline(__always)
  mutating func advance(to version: UInt32) -> Bool {
    let wanted = UInt64(version)
    if number < wanted {
      if together > 0 { passOver(before: wanted) }
      let mask: UInt64 = 1 &<< UInt64(truncatingIfNeeded: bits) &- 1
      while number < wanted, index &+ 1 < count {
        number &+= word(bit) & mask &+ 1
        index &+= 1
        bit &+= bits
      }
    }
    return number == wanted
  }

  /// Goes on like `advance` as long as there are enough distances to be looked at together.
  @inline(__always)
  private mutating func passOver(before wanted: UInt64) {
    let shift = UInt64(truncatingIfNeeded: bits)
    let lane = 2 &* shift
    let mask: UInt64 = 1 &<< shift &- 1
    let laneMask: UInt64 = 1 &<< lane &- 1
    let last = UInt64(truncatingIfNeeded: together &- 2) &* shift
    let top: UInt64 = ones &<< (lane &- 1)
    while index &+ together < count, bit <= self.last {
      let word =
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self))
        &>> UInt64(truncatingIfNeeded: bit & 7)
      // How far every second version is from the one at hand, lane by lane.
      let pairs = (word & (ones &* mask)) &+ ((word &>> shift) & (ones &* mask)) &+ (ones &<< 1)
      let sums = pairs &* ones
      // A lane keeps its highest bit where it is not below the distance that is looked for.
      let distance = min(wanted &- number, laneMask &>> 1)
      let below = ~((sums | top) &- distance &* ones) & top
      guard below != top else {
        number &+= (sums &>> last) & laneMask
        index &+= together
        bit &+= together &* bits
        continue
      }
      let passed = (((below &>> (lane &- 1)) &* ones) &>> last) & laneMask
      number &+= ((sums &<< lane) &>> (passed &* lane)) & laneMask
      var rest = word &>> (passed &* lane)
      number &+= (rest & mask) &+ 1
      var steps = Int(truncatingIfNeeded: passed) &* 2 &+ 1
      if number < wanted {
        rest &>>= shift
        number &+= (rest & mask) &+ 1
        steps &+= 1
      }
      index &+= steps
      bit &+= steps &* bits
      return
    }
  }

  /// The bits from one on, as many as a distance has at most; zeros behind the end.
  @inline(__always)
  private func word(_ bit: Int) -> UInt64 {
    let shift = UInt64(truncatingIfNeeded: bit & 7)
    if bit <= last {
      return UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self)) &>> shift
    }
    return Postings.tail(of: bytes, from: bit &>> 3) &>> shift
  }
}

extension Postings {
  /// A block of versions; nothing where it makes no sense.
  func packedBlock(_ block: Int) -> PackedBlock? {
    PackedBlock(
      bytes, first: first(of: block),
      count: min(Postings.perBlock, count - block * Postings.perBlock),
      at: packed + offset(of: block))
  }
}
