/// Reads and writes numbers as Chinese documents have them.
///
/// Read are digits of any width (`40`, `４０`), digits of a year (`二〇二〇`), and numbers with units
/// (`四十`, `一百零三`, `百零三`, `廿一`, `壹佰`, `两千`), simplified or traditional. Short forms that
/// leave out the last unit (`一百一` for 110) are not read, because formal texts do not have them.
public enum ChineseNumeral {
  /// The number that the whole text stands for; numbers of 10¹² and more are not read.
  public static func parse(_ text: some StringProtocol) -> Int? {
    let scalars = Array(text.unicodeScalars)
    guard !scalars.isEmpty, scalars.count <= 24 else { return nil }
    if scalars.contains(where: { unit($0) != nil || tens($0) != nil }) {
      var reader = NumeralReader(scalars)
      return reader.number()
    }
    guard scalars.count <= 12 else { return nil }
    return scalars.reduce(0) { value, scalar in
      guard let value, let digit = digit(scalar) else { return nil }
      return value * 10 + digit
    }
  }

  /// Whether a character may stand in a number.
  static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
    digit(scalar) != nil || unit(scalar) != nil || tens(scalar) != nil
  }

  /// The number in Chinese, as formal texts write it: 40 is 四十, 103 is 一百零三, 110 is 一百一十.
  ///
  /// - Parameter zero: The character for zero inside of a number, 零 or 〇.
  public static func format(_ value: Int, zero: Character = "零") -> String {
    guard value > 0 else { return String(zero) }
    var text = ""
    var needsZero = false
    for (size, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
      let section = value / size % 10_000
      guard section > 0 else {
        needsZero = !text.isEmpty
        continue
      }
      if !text.isEmpty, needsZero || section < 1000 { text.append(zero) }
      text += format(section: section, zero: zero) + name
      needsZero = false
    }
    // 十五 and not 一十五, but only at the very beginning.
    return text.hasPrefix("一十") ? String(text.dropFirst()) : text
  }

  private static func format(section: Int, zero: Character) -> String {
    var text = ""
    var needsZero = false
    for (size, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
      let digit = section / size % 10
      guard digit > 0 else {
        needsZero = !text.isEmpty
        continue
      }
      if needsZero { text.append(zero) }
      needsZero = false
      text.append(digits[digit])
      text += name
    }
    return text
  }

  private static let digits: [Character] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

  fileprivate static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "0"..."9": Int(scalar.value - 0x30)
    case "０"..."９": Int(scalar.value - 0xFF10)
    case "零", "〇", "○": 0
    case "一", "壹", "壱": 1
    case "二", "贰", "貳", "两", "兩": 2
    case "三", "叁", "參": 3
    case "四", "肆": 4
    case "五", "伍": 5
    case "六", "陆", "陸": 6
    case "七", "柒": 7
    case "八", "捌": 8
    case "九", "玖": 9
    default: nil
    }
  }

  fileprivate static func unit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "十", "拾": 10
    case "百", "佰": 100
    case "千", "仟": 1000
    case "万", "萬": 10_000
    case "亿", "億": 100_000_000
    default: nil
    }
  }

  fileprivate static func tens(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "廿": 20
    case "卅": 30
    case "卌": 40
    default: nil
    }
  }
}

/// Reads a number with units from left to right.
private struct NumeralReader {
  private let scalars: [Unicode.Scalar]
  private var at = 0

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  mutating func number() -> Int? {
    var total = 0
    for (size, isLast) in [(100_000_000, false), (10_000, false), (1, true)] {
      let start = at
      let skipsZero = start > 0 && skipZero()
      guard let section = section(mayLackOne: start == 0) else { return nil }
      if section == 0 {
        if skipsZero { at = start }
        continue
      }
      if isLast {
        // A gap in front of the last section is told by a zero, so that 一万二 is not read.
        guard total == 0 || skipsZero || section >= 1000 else { return nil }
        total += section
      } else if at < scalars.count, ChineseNumeral.unit(scalars[at]) == size {
        at += 1
        total += section * size
      } else {
        at = start
      }
    }
    return at == scalars.count ? total : nil
  }

  private mutating func skipZero() -> Bool {
    guard at < scalars.count, ChineseNumeral.digit(scalars[at]) == 0 else { return false }
    at += 1
    return true
  }

  /// A number under 10,000, 0 where there is none; nothing where it is malformed.
  private mutating func section(mayLackOne: Bool) -> Int? {
    var value = 0
    var lastUnit = 10_000
    while at < scalars.count {
      let start = at
      let hadZero = value > 0 && skipZero()
      if let tens = ChineseNumeral.tens(scalars[safe: at] ?? " "), lastUnit > 10 {
        value += tens
        lastUnit = 10
        at += 1
        continue
      }
      let digit = readDigit()
      if let unit = ChineseNumeral.unit(scalars[safe: at] ?? " "), unit < lastUnit {
        guard let count = digit ?? (mayLackOne && value == 0 || unit == 10 ? 1 : nil), count > 0
        else {
          return nil
        }
        value += count * unit
        lastUnit = unit
        at += 1
      } else if let digit {
        // 一百一 would be a short form of 一百一十.
        guard digit > 0, value == 0 || lastUnit == 10 || hadZero else { return nil }
        return value + digit
      } else {
        at = start
        break
      }
    }
    return value
  }

  private mutating func readDigit() -> Int? {
    guard at < scalars.count, let digit = ChineseNumeral.digit(scalars[at]) else { return nil }
    at += 1
    return digit
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
