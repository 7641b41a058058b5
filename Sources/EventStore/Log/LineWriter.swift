/// Writes the parts of lines one behind the other into memory that is long enough for them.
///
/// Every part is checked to fit; what stands there already is written over.
struct LineWriter {
  private let buffer: UnsafeMutableRawBufferPointer
  /// Where the next part begins.
  private(set) var at: Int

  /// - Parameter start: Where to begin in the memory.
  init(_ buffer: UnsafeMutableRawBufferPointer, from start: Int) {
    self.buffer = buffer
    at = start
  }

  /// Makes room for so many bytes; gives their place.
  @inline(__always)
  private mutating func take(_ count: Int) -> UnsafeMutableRawPointer {
    precondition(at >= 0 && count >= 0 && count <= buffer.count - at, "beyond the memory")
    defer { at += count }
    // What is not empty has a base, and of what is empty nothing is asked.
    return buffer.baseAddress.unsafelyUnwrapped + at
  }

  /// Appends a text whose length the compiler knows, which makes a few stores of it.
  @inline(__always)
  mutating func append(_ text: StaticString) {
    let count = text.utf8CodeUnitCount
    take(count).copyMemory(from: UnsafeRawPointer(text.utf8Start), byteCount: count)
  }

  /// Appends bytes.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    take(bytes.count).copyMemory(from: base, byteCount: bytes.count)
  }

  /// Appends the bytes of a text.
  mutating func append(textOf text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Appends the digits of a number, without leading zeros.
  mutating func append(decimal value: UInt64) {
    // The largest number has twenty digits.
    var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var start = digits.count
    var rest = value
    repeat {
      start -= 1
      digits[start] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    withUnsafeBytes(of: digits) { append(UnsafeRawBufferPointer(rebasing: $0[start...])) }
  }

  /// Appends the sixteen digits of a number.
  mutating func append(sixteenDigits value: UInt64) {
    append(eightDigits: value >> 32)
    append(eightDigits: value)
  }

  /// Appends the lowest eight digits of a number.
  mutating func append(eightDigits value: UInt64) {
    let word = Hexadecimal.digits(of: UInt32(truncatingIfNeeded: value))
    take(8).storeBytes(of: word.bigEndian, as: UInt64.self)
  }

  /// Appends the lowest four digits of a number.
  private mutating func append(fourDigits value: UInt64) {
    let word = Hexadecimal.digits(of: UInt32(truncatingIfNeeded: value & 0xFFFF))
    take(4).storeBytes(of: UInt32(truncatingIfNeeded: word).bigEndian, as: UInt32.self)
  }

  /// Appends the 36 characters of an identity.
  mutating func append(_ id: EventID) {
    append(eightDigits: id.high >> 32)
    append("-")
    append(fourDigits: id.high >> 16)
    append("-")
    append(fourDigits: id.high)
    append("-")
    append(fourDigits: id.low >> 48)
    append("-")
    append(fourDigits: id.low >> 32)
    append(eightDigits: id.low)
  }
}
