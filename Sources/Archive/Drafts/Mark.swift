import Glibc

/// A word that texts are searched for: a stretch of a literal, so that making one allocates nothing.
struct Mark: Sendable, Equatable, ExpressibleByStringLiteral {
  private let literal: StaticString
  /// Where it begins in the literal, in bytes.
  let start: Int
  /// Where it ends.
  let end: Int
  /// The number of its characters.
  let count: Int
  /// Its first character.
  let first: UInt32

  /// Its last character.
  var last: UInt32 {
    var byte = end - 1
    while literal.utf8Start[byte] & 0xC0 == 0x80 { byte -= 1 }
    return unit(at: &byte)
  }

  init(stringLiteral literal: StaticString) {
    self.init(literal, 0..<literal.utf8CodeUnitCount)
  }

  init(_ literal: StaticString, _ range: Range<Int>) {
    self.literal = literal
    (start, end) = (range.lowerBound, range.upperBound)
    var count = 0
    for index in range where literal.utf8Start[index] & 0xC0 != 0x80 { count += 1 }
    self.count = count
    var byte = range.lowerBound
    first = literal.unit(at: &byte)
  }

  /// The character at a byte of the literal, which moves on behind it.
  @inline(__always)
  func unit(at byte: inout Int) -> UInt32 { literal.unit(at: &byte) }

  var string: String {
    String(
      decoding: UnsafeBufferPointer(start: literal.utf8Start + start, count: end - start),
      as: UTF8.self)
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

  /// The length in bytes.
  private var length: Int { end - start }

  /// Whether the bytes of another one stand at an offset, where there are as many.
  private func holds(_ other: Mark, at offset: Int) -> Bool {
    memcmp(
      literal.utf8Start + start + offset, other.literal.utf8Start + other.start, other.length) == 0
  }
}

extension StaticString {
  /// The character at a byte, which moves on behind it.
  @inline(__always)
  func unit(at byte: inout Int) -> UInt32 {
    let first = UInt32(utf8Start[byte])
    func next(_ offset: Int) -> UInt32 { UInt32(utf8Start[byte + offset] & 0x3F) }
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

  /// The words that spaces stand between.
  func forEachWord(_ body: (Mark) -> Void) {
    var start = 0
    let end = utf8CodeUnitCount
    for byte in 0...end where byte == end || utf8Start[byte] == 0x20 {
      if byte > start { body(Mark(self, start..<byte)) }
      start = byte + 1
    }
  }
}
