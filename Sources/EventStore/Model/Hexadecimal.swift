/// Reads and writes lower-case hexadecimal.
enum Hexadecimal {
  /// The digit of the low four bits.
  @inline(__always)
  static func digit(_ value: UInt64) -> UInt8 {
    let nibble = UInt8(truncatingIfNeeded: value & 0xF)
    return nibble < 10 ? UInt8(ascii: "0") &+ nibble : UInt8(ascii: "a") &+ (nibble &- 10)
  }

  /// The value of a lower-case digit.
  @inline(__always)
  static func value(_ byte: UInt8) -> UInt8? {
    let number = byte &- UInt8(ascii: "0")
    if number <= 9 { return number }
    let letter = byte &- UInt8(ascii: "a")
    return letter <= 5 ? letter &+ 10 : nil
  }

  /// The number that eight lower-case digits stand for, given as one word, the first digit the most
  /// significant byte; all eight are looked at together.
  @inline(__always)
  static func value(ofDigits word: UInt64) -> UInt32? {
    var nibbles = nibbles(ofDigits: word)
    guard nibbles & 0xF0F0_F0F0_F0F0_F0F0 == 0, digits(ofNibbles: nibbles) == word else {
      return nil
    }
    nibbles = (nibbles | nibbles &>> 4) & 0x00FF_00FF_00FF_00FF
    nibbles = (nibbles | nibbles &>> 8) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: nibbles | nibbles &>> 16)
  }

  /// Whether all bytes are lower-case digits; their number is a multiple of eight.
  @inline(__always)
  static func areDigits(_ bytes: ByteView) -> Bool {
    var wrong: UInt64 = 0
    var at = 0
    while at < bytes.count {
      let word = bytes.word(at: at)
      let nibbles = nibbles(ofDigits: word)
      wrong |= (nibbles & 0xF0F0_F0F0_F0F0_F0F0) | (digits(ofNibbles: nibbles) ^ word)
      at &+= 8
    }
    return wrong == 0
  }

  /// What eight digits stand for, a byte for each; anything where they are none.
  @inline(__always)
  private static func nibbles(ofDigits word: UInt64) -> UInt64 {
    // A letter has bit 6 set and its low four bits are one more than its place in the alphabet.
    (word & 0x0F0F_0F0F_0F0F_0F0F) &+ ((word & 0x4040_4040_4040_4040) &>> 6) &* 9
  }

  /// The digits of eight numbers below 16, a byte for each.
  @inline(__always)
  private static func digits(ofNibbles nibbles: UInt64) -> UInt64 {
    let aboveNine = ((nibbles &+ 0x0606_0606_0606_0606) &>> 4) & 0x0101_0101_0101_0101
    return nibbles &+ 0x3030_3030_3030_3030 &+ aboveNine &* 0x27
  }

  /// The number that sixteen lower-case digits stand for.
  @inline(__always)
  static func value(ofDigits first: UInt64, _ second: UInt64) -> UInt64? {
    guard let high = value(ofDigits: first), let low = value(ofDigits: second) else { return nil }
    return UInt64(high) << 32 | UInt64(low)
  }

  /// Appends the lowest `digits` digits of a number.
  static func append(_ value: UInt64, digits: Int, to bytes: inout [UInt8]) {
    let word = Hexadecimal.digits(of: UInt32(truncatingIfNeeded: value >> 32))
    let second = Hexadecimal.digits(of: UInt32(truncatingIfNeeded: value))
    withUnsafeBytes(of: (word.bigEndian, second.bigEndian)) {
      // Of a slice single bytes would be appended.
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[(16 - digits)...]))
    }
  }

  /// The eight digits of a number as one word, the first digit the most significant byte; all eight
  /// are made together.
  @inline(__always)
  static func digits(of number: UInt32) -> UInt64 {
    var nibbles = UInt64(number)
    nibbles = (nibbles | nibbles &<< 16) & 0x0000_FFFF_0000_FFFF
    nibbles = (nibbles | nibbles &<< 8) & 0x00FF_00FF_00FF_00FF
    nibbles = (nibbles | nibbles &<< 4) & 0x0F0F_0F0F_0F0F_0F0F
    return digits(ofNibbles: nibbles)
  }

  /// Appends two digits for each byte.
  static func append(_ source: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    for byte in source {
      bytes.append(digit(UInt64(byte >> 4)))
      bytes.append(digit(UInt64(byte)))
    }
  }

  /// The bytes that pairs of digits stand for, or nothing where one is no digit.
  static func decode(_ digits: some Collection<UInt8>) -> [UInt8]? {
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    var high: UInt8?
    for digit in digits {
      guard let value = value(digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }
}
