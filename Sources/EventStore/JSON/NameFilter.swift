/// Tells of most objects that no two of their members have the same name, without comparing any two.
///
/// Each name sets one bit of 128 by its length and its first bytes; only where a bit is set already
/// the names must be compared.
struct NameFilter {
  private var bits: (UInt64, UInt64) = (0, 0)
  /// Whether some name may be there twice.
  private(set) var mayRepeat = false

  /// Whether some name was not taken in, so that nothing is known of any.
  private var isPartial = false

  /// A filter that knows nothing.
  static var ofAnything: NameFilter {
    var filter = NameFilter()
    filter.isPartial = true
    return filter
  }

  /// Takes in the name of one more member.
  @inline(__always)
  mutating func insert(_ name: JSONNode, in bytes: ByteView) {
    let (start, end) = (Int(name.start), Int(name.end))
    // One written with escapes may be the same as one without.
    guard !name.isEscaped, start &+ 8 <= bytes.count else {
      mayRepeat = true
      isPartial = true
      return
    }
    let length = end &- start
    let word = bytes.word(at: start)
    let own = length >= 8 ? word : word &>> UInt64(64 &- 8 &* max(length, 1))
    let (isHigh, bit) = NameFilter.place(own, length)
    if isHigh {
      if bits.1 & bit != 0 { mayRepeat = true }
      bits.1 |= bit
    } else {
      if bits.0 & bit != 0 { mayRepeat = true }
      bits.0 |= bit
    }
  }

  /// The bit of a name by its first bytes.
  @inline(__always)
  private static func place(_ own: UInt64, _ length: Int) -> (isHigh: Bool, bit: UInt64) {
    let hash = (own ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
    return (hash & 1 << 57 != 0, UInt64(1) &<< (hash &>> 58))
  }

  /// Whether a name may be among those that were taken in.
  @inline(__always)
  func mayContain(_ name: ByteView) -> Bool {
    guard !isPartial, name.count > 0 else { return true }
    var own: UInt64 = 0
    if name.count >= 8 {
      own = name.word(at: 0)
    } else {
      for index in 0..<name.count { own = own &<< 8 | UInt64(name[index]) }
    }
    let (isHigh, bit) = NameFilter.place(own, name.count)
    return (isHigh ? bits.1 : bits.0) & bit != 0
  }
}
