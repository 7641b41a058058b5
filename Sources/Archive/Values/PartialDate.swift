import EventStore

/// A date as far as it is known: a year, a month, a day, a range with open ends, or nothing.
///
/// Its text is `2020`, `2020-09`, `2020-09-18`, `2020-09-18/2020-09-20`, `../2020-04-22`,
/// `2020-04-22/..` or `unknown`, after ISO 8601-2. Years run from 1000 to 9999.
public struct PartialDate: Hashable, Sendable {
  /// What is known.
  public enum Form: Hashable, Sendable {
    /// Nothing.
    case unknown
    /// One year, month or day.
    case single(Part)
    /// Something between two, each included; an end that is missing is open.
    case range(Part?, Part?)
  }

  /// A year, a month of a year, or a day of a month.
  public struct Part: Hashable, Sendable {
    /// The year.
    public let year: Int
    /// The month, 1 to 12, where it is known.
    public let month: Int?
    /// The day of the month, where it is known.
    public let day: Int?

    /// Makes a part; nothing where the calendar has no such year, month or day.
    public init?(year: Int, month: Int? = nil, day: Int? = nil) {
      guard (1000...9999).contains(year), month != nil || day == nil,
        CivilDay.daysSince1970(year: year, month: month ?? 1, day: day ?? 1) != nil
      else { return nil }
      self.year = year
      self.month = month
      self.day = day
    }

    /// The first day, counted from 1970-01-01.
    var firstDay: Int {
      CivilDay.daysSince1970(year: year, month: month ?? 1, day: day ?? 1) ?? 0
    }

    /// The last day, counted from 1970-01-01.
    var lastDay: Int {
      let month = month ?? 12
      let day = day ?? CivilDay.daysInMonth(year: year, month: month) ?? 31
      return CivilDay.daysSince1970(year: year, month: month, day: day) ?? 0
    }
  }

  /// What is known.
  public let form: Form

  /// Nothing is known of the date.
  public static let unknown = PartialDate(form: .unknown)

  private init(form: Form) { self.form = form }

  /// Makes a date of one year, month or day.
  public init(_ part: Part) { form = .single(part) }

  /// Makes a range; nothing where it has no end at all, or where it ends before it begins.
  public init?(from start: Part?, to end: Part?) {
    switch (start, end) {
    case (nil, nil): return nil
    case (let start?, let end?):
      guard start.firstDay <= end.lastDay else { return nil }
    case (_?, nil), (nil, _?): break
    }
    form = .range(start, end)
  }

  /// Reads the text of a date; nothing where it has another form or names no real day.
  public init?(_ text: some StringProtocol) { self.init(utf8: text.utf8) }

  /// Reads the text of a date; nothing where it has another form or names no real day.
  init?(utf8 text: some Collection<UInt8>) {
    if text.elementsEqual("unknown".utf8) {
      self = .unknown
    } else if let slash = text.firstIndex(of: UInt8(ascii: "/")) {
      let (first, second) = (text[..<slash], text[text.index(after: slash)...])
      guard let start = PartialDate.end(first), let end = PartialDate.end(second) else {
        return nil
      }
      self.init(from: start.part, to: end.part)
    } else {
      guard let part = Part(utf8: text) else { return nil }
      self.init(part)
    }
  }

  private static func end(_ text: some Collection<UInt8>) -> (part: Part?, Void)? {
    if text.elementsEqual("..".utf8) { return (nil, ()) }
    return Part(utf8: text).map { ($0, ()) }
  }

  /// The first day that the date may be, counted from 1970-01-01; nothing where it is unknown.
  var firstDay: Int? {
    switch form {
    case .unknown: nil
    case .single(let part): part.firstDay
    case .range(let start, _): start?.firstDay ?? .min
    }
  }

  /// The last day that the date may be, counted from 1970-01-01; nothing where it is unknown.
  var lastDay: Int? {
    switch form {
    case .unknown: nil
    case .single(let part): part.lastDay
    case .range(_, let end): end?.lastDay ?? .max
    }
  }

  /// The year in which the date begins, or ends where it is not known when it begins.
  var startYear: Int? {
    switch form {
    case .unknown: nil
    case .single(let part): part.year
    case .range(let start, let end): start?.year ?? end?.year
    }
  }
}

extension PartialDate.Part {
  /// Reads `2020`, `2020-09` or `2020-09-18`.
  init?(_ text: some StringProtocol) { self.init(utf8: text.utf8) }

  /// Reads `2020`, `2020-09` or `2020-09-18`.
  init?(utf8 text: some Collection<UInt8>) {
    // Four digits, and twice a hyphen and two more: what else has this many bytes is none.
    var numbers = (0, 0, 0)
    var count = 0
    for byte in text {
      switch count {
      case 4, 7: guard byte == UInt8(ascii: "-") else { return nil }
      case 10...: return nil
      default:
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        let digit = Int(byte - UInt8(ascii: "0"))
        if count < 4 {
          numbers.0 = numbers.0 * 10 + digit
        } else if count < 7 {
          numbers.1 = numbers.1 * 10 + digit
        } else {
          numbers.2 = numbers.2 * 10 + digit
        }
      }
      count += 1
    }
    guard count == 4 || count == 7 || count == 10 else { return nil }
    self.init(
      year: numbers.0, month: count > 4 ? numbers.1 : nil, day: count > 7 ? numbers.2 : nil)
  }
}

extension PartialDate: CustomStringConvertible {
  /// The text of the date.
  public var description: String {
    switch form {
    case .unknown: "unknown"
    case .single(let part): "\(part)"
    case .range(let start, let end):
      "\(start.map { "\($0)" } ?? "..")/\(end.map { "\($0)" } ?? "..")"
    }
  }
}

extension PartialDate.Part: CustomStringConvertible {
  /// The text of the part.
  public var description: String {
    String(unsafeUninitializedCapacity: 10) { buffer in
      var count = 0
      func add(_ number: Int, digits: Int) {
        var rest = number
        for index in stride(from: count + digits - 1, through: count, by: -1) {
          buffer[index] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
        count += digits
      }
      add(year, digits: 4)
      for part in [month, day] {
        guard let part else { break }
        buffer[count] = UInt8(ascii: "-")
        count += 1
        add(part, digits: 2)
      }
      return count
    }
  }
}

extension PartialDate.Part {
  /// Reads a date as people type it: also 2020年9月18日, 二〇二〇年九月, 2020年, and any width of digits.
  public init?(asTyped text: String) {
    let plain = String(decoding: Normalizer.normalize(text), as: UTF8.self).filter { $0 != " " }
    if let part = PartialDate.Part(plain) {
      self = part
      return
    }
    guard let yearEnd = plain.firstIndex(of: "年"),
      let year = ChineseNumeral.parse(plain[..<yearEnd])
    else { return nil }
    var rest = plain[plain.index(after: yearEnd)...]
    var month: Int?
    var day: Int?
    if let monthEnd = rest.firstIndex(of: "月") {
      guard let number = ChineseNumeral.parse(rest[..<monthEnd]) else { return nil }
      month = number
      rest = rest[rest.index(after: monthEnd)...]
      if !rest.isEmpty {
        guard let last = rest.last, last == "日" || last == "号",
          let number = ChineseNumeral.parse(rest.dropLast())
        else { return nil }
        day = number
        rest = ""
      }
    }
    guard rest.isEmpty else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
