import Glibc

/// A word that texts are searched for: a stretch of a literal, so that making one costs nothing.
struct Mark: @unchecked Sendable, Equatable, ExpressibleByStringLiteral {
  /// Its bytes, which are a part of the program: they stay, and nobody writes to them.
  private let bytes: UnsafePointer<UInt8>
  /// The number of its bytes.
  let length: Int

  init(stringLiteral literal: StaticString) {
    (bytes, length) = (literal.utf8Start, literal.utf8CodeUnitCount)
  }

  /// A stretch of a literal, in bytes.
  init(_ literal: StaticString, _ range: Range<Int>) {
    (bytes, length) = (literal.utf8Start + range.lowerBound, range.count)
  }

  /// The number of its characters.
  var count: Int {
    var count = 0
    for index in 0..<length where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// Its first character.
  var first: UInt32 {
    var byte = 0
    return unit(at: &byte)
  }

  /// Its last character.
  var last: UInt32 {
    var byte = length - 1
    while bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
    return unit(at: &byte)
  }

  /// The character at a byte, which moves on behind it.
  @inline(__always)
  func unit(at byte: inout Int) -> UInt32 { Mark.unit(bytes, at: &byte) }

  @inline(__always)
  fileprivate static func unit(_ bytes: UnsafePointer<UInt8>, at byte: inout Int) -> UInt32 {
    let first = UInt32(bytes[byte])
    func next(_ offset: Int) -> UInt32 { UInt32(bytes[byte + offset] & 0x3F) }
    if first < 0x80 {
      byte += 1
      return first
    }
    if first < 0xE0 {
      defer { byte += 2 }
      return (first & 0x1F) << 6 | next(1)
    }
    if first < 0xF0 {
      defer { byte += 3 }
      return (first & 0x0F) << 12 | next(1) << 6 | next(2)
    }
    defer { byte += 4 }
    return (first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)
  }

  var string: String {
    String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
  }

  static func == (one: Mark, other: Mark) -> Bool {
    one.length == other.length && one.holds(other, at: 0)
  }

  func hasPrefix(_ other: Mark) -> Bool { other.length <= length && holds(other, at: 0) }

  func hasSuffix(_ other: Mark) -> Bool {
    other.length <= length && holds(other, at: length - other.length)
  }

  func contains(_ other: Mark) -> Bool {
    other.length <= length && (0...length - other.length).contains { holds(other, at: $0) }
  }

  /// Whether the bytes of another one stand at an offset, where there are as many.
  private func holds(_ other: Mark, at offset: Int) -> Bool {
    memcmp(bytes + offset, other.bytes, other.length) == 0
  }
}

extension StaticString {
  /// The character at a byte, which moves on behind it.
  @inline(__always)
  func unit(at byte: inout Int) -> UInt32 { Mark.unit(utf8Start, at: &byte) }

  /// The words that spaces stand between.
  func forEachWord(_ body: (Mark) -> Void) {
    var start = 0
    let (bytes, end) = (utf8Start, utf8CodeUnitCount)
    for byte in 0...end where byte == end || bytes[byte] == 0x20 {
      if byte > start { body(Mark(self, start..<byte)) }
      start = byte + 1
    }
  }
}
