/// The name of one stream of events: a category and a serial number, `meeting/17`.
///
/// A stream is what an expected revision speaks about. Its name says what kind of thing it tells
/// of and which one, and never carries a person's name, because names of streams stay readable
/// after a redaction.
public struct StreamName: Hashable, Sendable {
  /// What kind of thing the stream tells of: 1 to 32 characters of `a` to `z`.
  public let category: String
  /// Which one of its kind.
  public let serial: UInt64

  /// The longest category, in characters.
  public static let longestCategory = 32

  /// Makes a name from its parts, or nothing where they are not of the form above.
  ///
  /// A serial above 2⁵³ is refused, because JSON readers could not tell it from its neighbours.
  public init?(category: String, serial: UInt64) {
    guard serial <= Line.largestInteger, StreamName.isCategory(category.utf8) else { return nil }
    self.category = category
    self.serial = serial
  }

  /// Makes a name whose form the caller has checked already.
  init(uncheckedCategory category: String, serial: UInt64) {
    self.category = category
    self.serial = serial
  }

  /// Reads `category/serial`; a serial has no leading zeros.
  public init?(_ text: String) {
    let utf8 = Array(text.utf8)
    guard let slash = utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let digits = utf8[(slash + 1)...]
    guard let serial = Decimal.parse(digits) else { return nil }
    self.init(category: String(decoding: utf8[..<slash], as: UTF8.self), serial: serial)
  }

  /// The stream of the events that belong to the log itself.
  static let log = StreamName(uncheckedCategory: "log", serial: 0)

  static func isCategory(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.count <= longestCategory
      && bytes.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
  }
}

extension StreamName: CustomStringConvertible {
  /// The name as the log writes it.
  public var description: String { "\(category)/\(serial)" }
}
