/// A view of bytes that somebody else holds, checked at every access.
///
/// It is valid only inside the call that was handed it.
///
/// Nobody writes to the bytes meanwhile, so that two threads of that call may look at them.
package struct ByteView: @unchecked Sendable {
  private let base: UnsafeRawPointer?
  package let count: Int

  package init(_ buffer: UnsafeRawBufferPointer) {
    base = buffer.baseAddress
    count = buffer.count
  }

  /// The whole view as a buffer, for a loop that checks its own bounds.
  package var buffer: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base, count: count)
  }

  @inline(__always)
  package subscript(index: Int) -> UInt8 {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "beyond the bytes")
    // The check above says that there is at least one byte, so there is a base.
    return base.unsafelyUnwrapped.load(fromByteOffset: index, as: UInt8.self)
  }

  @inline(__always)
  package subscript(range: Range<Int>) -> ByteView {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "beyond the bytes")
    return ByteView(UnsafeRawBufferPointer(rebasing: buffer[range]))
  }

  /// Eight bytes as one word, the first byte the most significant.
  @inline(__always)
  package func word(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && count >= 8 && offset <= count - 8, "beyond the bytes")
    return UInt64(
      bigEndian: base.unsafelyUnwrapped.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Whether every byte of a range is this one.
  package func isFilled(with byte: UInt8, in range: Range<Int>) -> Bool {
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    var at = range.lowerBound
    while range.upperBound - at >= 8 {
      guard word(at: at) == pattern else { return false }
      at += 8
    }
    while at < range.upperBound {
      guard self[at] == byte else { return false }
      at += 1
    }
    return true
  }

  /// The offset of the first such byte at or after an offset.
  package func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    precondition(start >= 0 && start <= count, "beyond the bytes")
    return SystemCalls.findByte(byte, in: buffer, from: start)
  }

  /// The offset of the first occurrence of a text at or after an offset.
  package func firstIndex(of text: StaticString, from start: Int) -> Int? {
    precondition(start >= 0 && start <= count, "beyond the bytes")
    return SystemCalls.find(text, in: buffer, from: start)
  }

  /// Whether the text stands at an offset; false where it would reach past the end.
  @inline(__always)
  package func has(_ text: StaticString, at offset: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard offset >= 0, length <= count, offset <= count - length, let base else { return false }
    return ByteView.equal(base + offset, UnsafeRawPointer(text.utf8Start), length)
  }

  /// Whether the bytes are the same as others.
  @inline(__always)
  package func equals(_ other: ByteView) -> Bool {
    guard count == other.count else { return false }
    guard let base, let second = other.base else { return true }
    return ByteView.equal(base, second, count)
  }

  /// Whether bytes are equal, by whole words, the last of which may overlap: for a text whose length
  /// the compiler knows this is a few comparisons in place of a call.
  @inline(__always)
  private static func equal(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Bool {
    @inline(__always)
    func isSame<Word: FixedWidthInteger & BitwiseCopyable>(_ type: Word.Type, _ at: Int) -> Bool {
      a.loadUnaligned(fromByteOffset: at, as: Word.self)
        == b.loadUnaligned(fromByteOffset: at, as: Word.self)
    }
    if count >= 8 {
      var at = 0
      while at &+ 8 <= count {
        guard isSame(UInt64.self, at) else { return false }
        at &+= 8
      }
      return isSame(UInt64.self, count &- 8)
    }
    if count >= 4 { return isSame(UInt32.self, 0) && isSame(UInt32.self, count &- 4) }
    if count >= 2 { return isSame(UInt16.self, 0) && isSame(UInt16.self, count &- 2) }
    return count == 0 || isSame(UInt8.self, 0)
  }

  /// A copy of the bytes.
  package var array: [UInt8] { [UInt8](buffer) }
}
