/// The identity of one event: a random UUID of version 7 (RFC 9562 §5.7).
///
/// It is unique in an archive and serves as the event's idempotency key.
public struct EventID: Hashable, Sendable {
  /// The first eight bytes, most significant first.
  public let high: UInt64
  /// The last eight bytes, most significant first.
  public let low: UInt64

  /// Makes an identity from a moment and 74 random bits, taken from two random words.
  public init(at moment: Timestamp, random: (UInt64, UInt64)) {
    let milliseconds = UInt64(max(0, moment.milliseconds)) & 0xFFFF_FFFF_FFFF
    high = milliseconds << 16 | 0x7000 | (random.0 & 0x0FFF)
    low = 0x8000_0000_0000_0000 | (random.1 & 0x3FFF_FFFF_FFFF_FFFF)
  }

  /// Reads 36 characters of lower-case hexadecimal with hyphens; other versions are refused.
  public init?(_ text: String) {
    var copy = text
    let parsed = copy.withUTF8 { buffer in
      buffer.count == EventID.length
        ? EventID(parsing: ByteView(UnsafeRawBufferPointer(buffer))) : nil
    }
    guard let parsed else { return nil }
    self = parsed
  }

  /// Reads the first 36 bytes of a view, which has as many.
  init?(parsing bytes: ByteView) {
    let hyphen = UInt8(ascii: "-")
    guard bytes[8] == hyphen, bytes[13] == hyphen, bytes[18] == hyphen, bytes[23] == hyphen else {
      return nil
    }
    let high4: UInt64 = 0xFFFF_FFFF_0000_0000
    guard
      let high = Hexadecimal.value(
        ofDigits: bytes.word(at: 0),
        bytes.word(at: 9) & high4 | bytes.word(at: 14) >> 32),
      let low = Hexadecimal.value(
        ofDigits: bytes.word(at: 19) & high4 | bytes.word(at: 24) >> 32, bytes.word(at: 28)),
      high >> 12 & 0xF == 7, low >> 62 == 2
    else { return nil }
    self.init(high: high, low: low)
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The number of bytes in the text of an identity.
  static let length = 36

  /// Appends the 36 characters.
  func append(to bytes: inout [UInt8]) {
    let hyphen = UInt8(ascii: "-")
    Hexadecimal.append(high >> 32, digits: 8, to: &bytes)
    bytes.append(hyphen)
    Hexadecimal.append(high >> 16, digits: 4, to: &bytes)
    bytes.append(hyphen)
    Hexadecimal.append(high, digits: 4, to: &bytes)
    bytes.append(hyphen)
    Hexadecimal.append(low >> 48, digits: 4, to: &bytes)
    bytes.append(hyphen)
    Hexadecimal.append(low, digits: 12, to: &bytes)
  }
}

extension EventID: CustomStringConvertible {
  /// The identity in the form of RFC 9562.
  public var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
