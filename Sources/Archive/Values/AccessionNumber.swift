/// The name of a record: a meeting or document `17`, or an item of a meeting, `17.3`.
///
/// Given once, never used again, and stable under correction (PREMIS objectIdentifier).
public struct AccessionNumber: Hashable, Comparable, Sendable {
  /// The number of the meeting or document, from 1.
  public let serial: UInt64
  /// The item's place in its meeting, from 1; 0 for the meeting or document itself.
  public let item: Int

  /// Makes a number from its parts.
  public init(serial: UInt64, item: Int = 0) {
    self.serial = serial
    self.item = item
  }

  /// Reads `17` or `17.3`.
  public init?(_ text: some StringProtocol) { self.init(String(text)) }

  /// Reads `17` or `17.3`.
  public init?(_ text: String) {
    let bytes = text.utf8
    let end = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
    guard let serial = AccessionNumber.number(bytes[..<end]) else { return nil }
    self.serial = serial
    if end == bytes.endIndex {
      item = 0
    } else {
      guard let item = AccessionNumber.number(bytes[bytes.index(after: end)...]) else { return nil }
      self.item = Int(item)
    }
  }

  /// A number of up to 15 digits, without zeros in front.
  private static func number(_ digits: Substring.UTF8View) -> UInt64? {
    guard (1...15).contains(digits.count), digits.first != UInt8(ascii: "0") else { return nil }
    var number: UInt64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
    }
    return number
  }

  /// Orders a meeting before its items and both by number.
  public static func < (a: AccessionNumber, b: AccessionNumber) -> Bool {
    (a.serial, a.item) < (b.serial, b.item)
  }
}

extension AccessionNumber: CustomStringConvertible {
  /// The number as people write it.
  public var description: String { item == 0 ? "\(serial)" : "\(serial).\(item)" }
}
