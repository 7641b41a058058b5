/// Reads and writes unsigned decimal numbers as the log has them.
enum Decimal {
  /// Reads digits without sign or leading zeros, up to 2⁵³; nothing where they are anything else.
  static func parse(_ digits: some Collection<UInt8>) -> UInt64? {
    guard let first = digits.first, digits.count <= 16 else { return nil }
    if first == UInt8(ascii: "0") && digits.count > 1 { return nil }
    var value: UInt64 = 0
    for byte in digits {
      let digit = byte &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + UInt64(digit)
    }
    return value <= Line.largestInteger ? value : nil
  }

  /// Appends the digits of a number, without leading zeros.
  static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    append(value, width: 1, to: &bytes)
  }

  /// Appends at least `width` digits, with leading zeros.
  static func append(_ value: UInt64, width: Int, to bytes: inout [UInt8]) {
    // The largest number has twenty digits.
    var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var start = digits.count
    var rest = value
    while rest > 0 {
      start -= 1
      digits[start] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    start = min(start, digits.count - width)
    // Of a slice single bytes would be appended.
    withUnsafeBytes(of: digits) {
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[start...]))
    }
  }
}
