/// Tells of most objects that no two of their members have the same name, without comparing any two.
///
/// Each name sets one bit of 128 by its length and its first bytes; only where a bit is set already
/// the names must be compared.
struct NameFilter {
  private var bits: (UInt64, UInt64) = (0, 0)
  /// Whether some name may be there twice.
  private(set) var mayRepeat = false

  /// Takes in the name of one more member.
  @inline(__always)
  mutating func insert(_ name: JSONNode, in bytes: ByteView) {
    let (start, end) = (Int(name.start), Int(name.end))
    // One written with escapes may be the same as one without.
    guard !name.isEscaped, start &+ 8 <= bytes.count else {
      mayRepeat = true
      return
    }
    let length = end &- start
    let word = bytes.word(at: start)
    let own = length >= 8 ? word : word &>> UInt64(64 &- 8 &* max(length, 1))
    let hash = (own ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
    let bit = UInt64(1) &<< (hash &>> 58)
    if hash & 1 << 57 == 0 {
      if bits.0 & bit != 0 { mayRepeat = true }
      bits.0 |= bit
    } else {
      if bits.1 & bit != 0 { mayRepeat = true }
      bits.1 |= bit
    }
  }
}
