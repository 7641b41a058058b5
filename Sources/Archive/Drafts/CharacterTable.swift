/// A set of Chinese characters from U+3400 to U+9FFF, one bit for each.
struct CharacterTable: Sendable {
  private var words = [UInt64](repeating: 0, count: (0xA000 - 0x3400) / 64)

  /// Takes the characters of texts; others than Chinese ones are left out.
  init(_ texts: String...) {
    for unit in texts.joined().unicodeScalars.map(\.value) where 0x3400...0x9FFF ~= unit {
      let place = Int(unit - 0x3400)
      words[place / 64] |= 1 << UInt64(place % 64)
    }
  }

  @inline(__always)
  func contains(_ unit: UInt32) -> Bool {
    guard 0x3400...0x9FFF ~= unit else { return false }
    let place = Int(unit - 0x3400)
    return words[place / 64] >> UInt64(place % 64) & 1 == 1
  }
}
