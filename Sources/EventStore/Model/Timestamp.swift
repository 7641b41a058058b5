/// A moment in UTC, to the millisecond, as the log's `at` has it.
///
/// Its text is RFC 3339 with exactly three fraction digits and `Z`: `2026-11-20T08:00:00.000Z`.
/// Years run from 0001 to 9999.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00.000Z, leap seconds not counted.
  public let milliseconds: Int64

  /// Makes a moment from milliseconds since 1970, kept within the years 0001 to 9999.
  public init(milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
  }

  /// Milliseconds in a day.
  public static let day: Int64 = 86_400_000

  /// Orders moments by time.
  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

  /// Reads exactly the form above; a day that the calendar does not have is refused.
  public init?(_ text: String) {
    var copy = text
    let parsed = copy.withUTF8 { bytes in
      bytes.count == Timestamp.length
        ? Timestamp.parse { bytes[$0] }
        : nil
    }
    guard let parsed else { return nil }
    self = parsed
  }

  /// The number of bytes in the text of a moment.
  static let length = 24

  /// Reads the form from the bytes that `byte` gives for the offsets 0 to 23.
  static func parse(_ byte: (Int) -> UInt8) -> Timestamp? {
    func number(_ range: Range<Int>) -> Int64? {
      var value: Int64 = 0
      for offset in range {
        let digit = byte(offset) &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        value = value * 10 + Int64(digit)
      }
      return value
    }
    guard byte(4) == UInt8(ascii: "-"), byte(7) == UInt8(ascii: "-"),
      byte(10) == UInt8(ascii: "T"), byte(13) == UInt8(ascii: ":"),
      byte(16) == UInt8(ascii: ":"), byte(19) == UInt8(ascii: "."),
      byte(23) == UInt8(ascii: "Z"),
      let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      let fraction = number(20..<23),
      year >= 1, hour < 24, minute < 60, second < 60,
      let days = CivilDay.daysSince1970(year: Int(year), month: Int(month), day: Int(day))
    else { return nil }
    let seconds = ((Int64(days) * 24 + hour) * 60 + minute) * 60 + second
    return Timestamp(milliseconds: seconds * 1000 + fraction)
  }

  /// Appends the moment in the form above.
  func append(to bytes: inout [UInt8]) {
    let days = milliseconds.quotientRoundedDown(by: Timestamp.day)
    let civil = CivilDay.civil(daysSince1970: Int(days))
    let rest = UInt64(milliseconds - days * Timestamp.day)
    Decimal.append(UInt64(civil.year), width: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Decimal.append(UInt64(civil.month), width: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Decimal.append(UInt64(civil.day), width: 2, to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    Decimal.append(rest / 3_600_000, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Decimal.append(rest / 60_000 % 60, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Decimal.append(rest / 1000 % 60, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    Decimal.append(rest % 1000, width: 3, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }
}

extension Timestamp: CustomStringConvertible {
  /// The moment in RFC 3339.
  public var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Int64 {
  /// The quotient that `floor` would give.
  func quotientRoundedDown(by divisor: Int64) -> Int64 {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }
}
