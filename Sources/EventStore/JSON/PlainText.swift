/// Tells how much of a word of UTF-8 stands for itself inside of a JSON string.
///
/// Words hold their first byte in the lowest bits.
enum PlainText {
  /// How many bytes characters of three bytes take at the beginning of the word, of which there may be
  /// two; 0 where the first character must be looked at by itself.
  @inline(__always)
  static func longCharacters(in word: UInt64) -> Int {
    isThreeBytes(word) ? (isThreeBytes(word &>> 24) ? 6 : 3) : 0
  }

  /// How many characters of ASCII there are before the first that is none, a control character, a
  /// quotation mark or a backslash.
  @inline(__always)
  static func ascii(in word: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ 0x2222_2222_2222_2222
    let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
    // The highest bit of a byte says that it is below what was taken from it; a borrow makes that
    // wrong only for bytes behind one for which it is right.
    let controls = (word &- 0x2020_2020_2020_2020) & ~word
    let stops =
      (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | controls | word
    return (stops & 0x8080_8080_8080_8080).trailingZeroBitCount &>> 3
  }

  /// Whether a control character, a quotation mark or a backslash is among the bytes, in any order of
  /// them.
  @inline(__always)
  static func hasEscapes(in word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ 0x2222_2222_2222_2222
    let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
    // A borrow tells wrongly of a byte only where another one before it was told of rightly.
    let stops =
      (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
      | (word &- 0x2020_2020_2020_2020) & ~word
    return stops & 0x8080_8080_8080_8080 != 0
  }

  /// Whether the first three bytes are one character from U+1000 on that is no surrogate: of those
  /// with a lead byte of E1 to EC, EE and EF, every two bytes of continuation are well-formed.
  @inline(__always)
  private static func isThreeBytes(_ word: UInt64) -> Bool {
    // The lead bytes E0 and ED ask for more.
    word & 0xC0C0F0 == 0x8080E0 && (UInt64(1) &<< (word & 0xF)) & 0b1101_1111_1111_1110 != 0
  }
}
