/// The checksum of derived files: as fast as memory, where CRC-32C without the processor's help would
/// cost more than reading does.
///
/// Words of eight bytes are taken in by eight lanes in turn, each as FNV-1a takes in bytes
/// (draft-eastlake-fnv), with a rotation before it multiplies. Every step can be undone, so that whatever
/// changes in one word alone changes its lane, and all lanes together give 64 bits of which 32 are left: what a
/// disk or a stranger changes is missed once in four thousand million times. It is no secret and keeps
/// nobody from forging; nor does a CRC.
enum PageHash {
  private static let lanes = 8
  /// Odd, so that a product tells what was multiplied; the digits of the golden ratio, as many hashes have it.
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The checksum of some bytes.
  static func hash(_ buffer: UnsafeRawBufferPointer) -> UInt32 {
    let count = buffer.count
    guard let base = buffer.baseAddress else { return finish([1, 2, 3, 4, 5, 6, 7, 8], 0) }
    var (a, b, c, d): (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
    var (e, f, g, h): (UInt64, UInt64, UInt64, UInt64) = (5, 6, 7, 8)
    var offset = 0
    while offset &+ lanes &* 8 <= count {
      let at = base + offset
      a = step(a, word(at, 0))
      b = step(b, word(at, 1))
      c = step(c, word(at, 2))
      d = step(d, word(at, 3))
      e = step(e, word(at, 4))
      f = step(f, word(at, 5))
      g = step(g, word(at, 6))
      h = step(h, word(at, 7))
      offset &+= lanes &* 8
    }
    var all: InlineArray<8, UInt64> = [a, b, c, d, e, f, g, h]
    var lane = 0
    while offset < count {
      // The last word has zeros behind the bytes; how many bytes there are is told at the end.
      var last: UInt64 = 0
      for index in 0..<min(8, count - offset) {
        last |= UInt64(base.load(fromByteOffset: offset + index, as: UInt8.self)) << (index * 8)
      }
      all[lane] = step(all[lane], last)
      lane += 1
      offset += 8
    }
    return finish(all, count)
  }

  @inline(__always)
  private static func word(_ base: UnsafeRawPointer, _ index: Int) -> UInt64 {
    UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self))
  }

  @inline(__always)
  private static func step(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = lane ^ word
    return (mixed &<< 32 | mixed &>> 32) &* factor
  }

  private static func finish(_ lanes: InlineArray<8, UInt64>, _ count: Int) -> UInt32 {
    var all = step(0, UInt64(count))
    for lane in lanes.indices { all = step(all, lanes[lane]) }
    all = step(all, 0)
    return UInt32(truncatingIfNeeded: all ^ all >> 32)
  }
}
