import EventStore

/// Numbers as people write them into titles: 第四十次, 五届, 40.
enum OrdinalText {
  /// What the number counts.
  enum Counter: String, Sendable {
    /// A meeting's place in its series.
    case ordinal = "次"
    /// A body's term of office.
    case term = "届"
  }

  /// The number that a value of minutes stands for: an integer, or its text.
  static func value(_ value: JSONValue, _ counter: Counter) -> Int? {
    value.integer ?? value.string.flatMap { parse($0, counter) }
  }

  /// The number, with or without 第 in front and the counter behind; 1 or more.
  static func parse(_ text: some StringProtocol, _ counter: Counter) -> Int? {
    // Scalars, because characters compare as equal where Unicode calls them equivalent.
    var rest = Substring(text).unicodeScalars
    if rest.first == "第" { rest.removeFirst() }
    if let last = rest.last, counter.rawValue.unicodeScalars.elementsEqual([last]) {
      rest.removeLast()
    }
    guard let value = ChineseNumeral.parse(Substring(rest)), value > 0 else { return nil }
    return value
  }
}
