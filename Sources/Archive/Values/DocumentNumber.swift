/// The number of an official document (发文字号): 渝府办发〔2020〕40号.
///
/// GB/T 9704 writes the issuing agency's short name, the year in hexagonal brackets, and the serial
/// number without leading zeros. People also write other brackets, other widths and spaces; the
/// canonical form makes them one.
public struct DocumentNumber: Hashable, Sendable {
  /// The form by which numbers are compared and shown.
  public let canonical: String
  /// The issuing agency's short name, where the number has the usual form.
  public let agency: String?
  /// The year, where the number has the usual form.
  public let year: Int?
  /// The serial number, where the number has the usual form.
  public let serial: Int?

  /// Reads a number; one of an unusual form is kept as it is, but for brackets, widths and spaces.
  public init(_ text: String) {
    let plain = DocumentNumber.plain(text)
    // The last brackets hold the year; an agency's name may have some of its own.
    guard let close = plain.lastIndex(of: "〕"), let open = plain[..<close].lastIndex(of: "〔"),
      open > plain.startIndex, plain.hasSuffix("号"),
      let year = DocumentNumber.number(plain[plain.index(after: open)..<close]),
      (1000...9999).contains(year),
      let serial = DocumentNumber.serial(plain[plain.index(after: close)...].dropLast())
    else {
      (canonical, agency, year, serial) = (plain, nil, nil, nil)
      return
    }
    let agency = String(plain[..<open])
    self.agency = agency
    self.year = year
    self.serial = serial
    canonical = "\(agency)〔\(year)〕\(serial)号"
  }

  /// The digits of a serial number, with or without 第 in front.
  private static func serial(_ text: Substring) -> Int? {
    number(text.first == "第" ? text.dropFirst() : text)
  }

  private static func number(_ digits: Substring) -> Int? {
    guard (1...9).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(digits)
  }

  /// The text in half width, without spaces, every pair of brackets written as 〔〕.
  static func plain(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      switch scalar.value {
      case 0xFF01...0xFF5E: append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar, to: &plain)
      // Enclosed digits, and brackets that stand upright or are small.
      case 0x2070...0x209C, 0x2460...0x24FF, 0xFE10...0xFE6F:
        for part in Normalizer.scalars(of: scalar) { append(part, to: &plain) }
      default: append(scalar, to: &plain)
      }
    }
    return plain
  }

  private static func append(_ scalar: Unicode.Scalar, to plain: inout String) {
    switch scalar {
    case "[", "(", "【", "〖", "〔", "{", "<", "〈", "《", "「", "『": plain.append("〔")
    case "]", ")", "】", "〗", "〕", "}", ">", "〉", "》", "」", "』": plain.append("〕")
    case "號": plain.append("号")
    default: plain.unicodeScalars.append(scalar)
    }
  }
}
