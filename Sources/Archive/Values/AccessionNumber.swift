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
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2,
      parts.allSatisfy({ part in
        part.count <= 15 && part.first != "0" && !part.isEmpty
          && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      }),
      let serial = UInt64(parts[0])
    else { return nil }
    self.serial = serial
    item = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
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
