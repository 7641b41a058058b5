/// Divides normalised text into the units that the index knows: whole words, and single characters of
/// everything that makes no words, spaces and punctuation included.
///
/// A text contains a word of a question if and only if the units of the word stand in it one after the
/// other: where a word of a question begins or ends with a letter or digit, it must be the field's
/// whole word there, and every other character is a unit of its own.
enum TextUnits {
  /// One unit.
  enum Unit: Hashable {
    case character(UInt32)
    case word([UInt8])
  }

  /// What may follow a character in place of another one.
  enum Follower {
    /// Nothing: the field ends.
    static let end: UInt32 = 0x110000
    /// A word.
    static let word: UInt32 = 0x110001
    /// A word that begins with a numeral.
    static let number: UInt32 = 0x110002

    /// What stands for a word that begins with a character.
    static func of(wordBeginningWith scalar: UInt32) -> UInt32 {
      Unicode.Scalar(scalar).map(ChineseNumeral.isNumeral) ?? false ? number : word
    }
  }

  /// The key of a character and what follows it.
  @inline(__always)
  static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 21 | UInt64(second)
  }

  /// The keys of a character and whatever follows it.
  static func pairs(from first: UInt32) -> Range<UInt64> {
    UInt64(first) << 21..<UInt64(first + 1) << 21
  }

  /// The units of a text.
  static func of(_ text: [UInt8]) -> [Unit] {
    var units: [Unit] = []
    var word: [UInt8] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if Script.isWord(scalar) {
        word += Array(String(Character(scalar)).utf8)
      } else {
        if !word.isEmpty { units.append(.word(word)) }
        word = []
        units.append(.character(scalar.value))
      }
    }
    if !word.isEmpty { units.append(.word(word)) }
    return units
  }

  /// The scalar that begins at an offset of valid UTF-8, and its length; U+FFFD where it is cut off.
  @inline(__always)
  static func decode(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
    let first = text[at]
    return first < 0x80 ? (UInt32(first), 1) : Normalizer.decode(text, at)
  }
}

/// Tells which characters belong to words, and remembers it.
struct WordCharacters {
  private var known = [UInt8](repeating: 0, count: 0x10000)

  @inline(__always)
  mutating func contains(_ scalar: UInt32) -> Bool {
    // Unified ideographs.
    if scalar &- 0x4E00 < 0x5200 { return false }
    guard scalar < 0x10000 else { return isWord(scalar) }
    let state = known[Int(scalar)]
    if state != 0 { return state == 1 }
    let isWord = isWord(scalar)
    known[Int(scalar)] = isWord ? 1 : 2
    return isWord
  }

  private func isWord(_ scalar: UInt32) -> Bool {
    Unicode.Scalar(scalar).map(Script.isWord) ?? false
  }
}
