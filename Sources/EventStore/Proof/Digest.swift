/// The 32 bytes of a SHA-256 hash.
public struct Digest: Hashable, Sendable {
  /// The hash as eight words, first word first.
  var words: InlineArray<8, UInt32>

  /// The number of bytes.
  public static let length = 32

  init(words: InlineArray<8, UInt32>) { self.words = words }

  /// Makes a digest from exactly 32 bytes.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Digest.length else { return nil }
    var words = InlineArray<8, UInt32>(repeating: 0)
    var index = 0
    for byte in bytes {
      words[index / 4] = words[index / 4] << 8 | UInt32(byte)
      index += 1
    }
    self.words = words
  }

  /// Reads exactly 64 lower-case hexadecimal digits.
  public init?(hexadecimal text: String) {
    guard let bytes = Hexadecimal.decode(text.utf8) else { return nil }
    self.init(bytes: bytes)
  }

  /// Reads a view of 64 lower-case hexadecimal digits.
  init?(hexadecimal digits: ByteView) {
    guard digits.count == Digest.length * 2 else { return nil }
    var words = InlineArray<8, UInt32>(repeating: 0)
    for word in 0..<8 {
      guard let value = Hexadecimal.value(ofDigits: digits.word(at: word * 8)) else { return nil }
      words[word] = value
    }
    self.words = words
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Digest.length)
    for index in words.indices {
      let word = words[index]
      bytes.append(UInt8(truncatingIfNeeded: word >> 24))
      bytes.append(UInt8(truncatingIfNeeded: word >> 16))
      bytes.append(UInt8(truncatingIfNeeded: word >> 8))
      bytes.append(UInt8(truncatingIfNeeded: word))
    }
    return bytes
  }

  /// Appends the 32 bytes.
  func append(to bytes: inout [UInt8]) {
    let big = InlineArray<8, UInt32> { words[$0].bigEndian }
    withUnsafeBytes(of: big) { bytes.append(contentsOf: $0) }
  }

  /// Appends the 64 digits.
  func appendHexadecimal(to bytes: inout [UInt8]) {
    for index in words.indices { Hexadecimal.append(UInt64(words[index]), digits: 8, to: &bytes) }
  }

  /// Writes the 64 digits over what stands at an offset.
  func write(hexadecimalTo buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    for index in 0..<8 {
      buffer.storeBytes(
        of: Hexadecimal.digits(of: words[index]).bigEndian, toByteOffset: offset + index * 8,
        as: UInt64.self)
    }
  }

  /// Whether all bytes are equal.
  public static func == (a: Digest, b: Digest) -> Bool {
    a.words.indices.allSatisfy { a.words[$0] == b.words[$0] }
  }

  /// Feeds the bytes to a hasher.
  public func hash(into hasher: inout Hasher) {
    for index in words.indices { hasher.combine(words[index]) }
  }
}

extension Digest: CustomStringConvertible {
  /// The 64 lower-case hexadecimal digits.
  public var description: String {
    var bytes: [UInt8] = []
    appendHexadecimal(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
