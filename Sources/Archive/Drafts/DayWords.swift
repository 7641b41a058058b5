/// A day as an article tells it: 2020年4月21日, 4月21日, 21日, 3月5日至16日, 今天, 昨日.
struct DayWords: Sendable, Hashable {
  /// Where the words stand, in characters.
  let range: Range<Int>
  let year: Int?
  let month: Int?
  let day: Int?
  /// By how many days it is before the day of writing; of 今天, 昨天.
  let before: Int?
  /// The first day of several, of which `day` is the last.
  let from: (month: Int?, day: Int)?

  static func == (a: DayWords, b: DayWords) -> Bool { a.range == b.range }
  func hash(into hasher: inout Hasher) { hasher.combine(range) }

  private static let relative: [(Mark, Int)] = [
    ("今天", 0), ("今日", 0), ("今晨", 0), ("今早", 0), ("今晚", 0), ("当日", 0), ("昨天", 1), ("昨日", 1),
    ("昨晚", 1), ("前天", 2), ("前日", 2),
  ]

  /// Reads the words that begin at a place.
  init?(at place: Int, in passage: Passage) {
    guard place >= passage.start, place < passage.end else { return nil }
    let text = passage.text
    for (mark, days) in DayWords.relative where passage.matches(mark, at: place) {
      // 当前, 今日 as part of names are not days; nothing of the kind follows these.
      range = place..<place + mark.count
      (year, month, day, from) = (nil, nil, nil, nil)
      before = days
      return
    }
    guard DayWords.digit(text.units[place]) || DayWords.chinese(text.units[place]) else {
      return nil
    }
    var at = place
    guard var first = DayWords.number(&at, passage) else { return nil }
    var (year, month): (Int?, Int?) = (nil, nil)
    if passage.matches("年", at: at), (1000...9999).contains(first) {
      year = first
      at += 1
      guard let next = DayWords.number(&at, passage) else { return nil }
      first = next
    }
    if passage.matches("月", at: at), (1...12).contains(first) {
      month = first
      at += 1
      guard let next = DayWords.number(&at, passage) else { return nil }
      first = next
    }
    guard year == nil || month != nil, (1...31).contains(first) else { return nil }
    // 14-15日, 14至15日, 14日—15日
    var from: (month: Int?, day: Int)?
    var end: Int?
    if passage.matches("日", at: at)
      || passage.matches("号", at: at) && (month != nil || DayWords.isDay(place, at, passage))
    {
      end = at + 1
    }
    let joints = Few("至 到 - — － ~ ～ 、 和")
    let after = end ?? at
    if let joint = joints.longest(in: text, at: after, before: passage.end),
      end != nil || !["和"].contains(joint.string)
    {
      var next = after + joint.count
      if passage.matches("—", at: next) { next += 1 }
      if let second = DayWords.number(&next, passage) {
        var (lastMonth, lastDay) = (month, second)
        var isDay = true
        if passage.matches("月", at: next), (1...12).contains(second) {
          next += 1
          if let third = DayWords.number(&next, passage) {
            (lastMonth, lastDay) = (second, third)
          } else {
            isDay = false
          }
        }
        if isDay, passage.matches("日", at: next), (1...31).contains(lastDay) {
          from = (month, first)
          (month, first) = (lastMonth, lastDay)
          end = next + 1
        }
      }
    }
    guard let end else { return nil }
    range = place..<end
    (self.year, self.month, self.day, self.from, before) = (year, month, first, from, nil)
  }

  /// Whether 17号 is a day, and not the number of a document, a typhoon or a house.
  private static func isDay(_ start: Int, _ sign: Int, _ passage: Passage) -> Bool {
    let behind = passage.from(sign + 1)
    guard behind.prefix(of: Few("上午 下午 晚 在 ， 召开 举行 主持 出席 凌晨 中午")) != nil
    else { return false }
    let before = start > passage.start ? passage.text.units[start - 1] : 0x3002
    return before != 0x7B2C && before != 0x3015 && digit(passage.text.units[start])
  }

  /// The words that stand first in a passage, outside of titles.
  static func first(in passage: Passage) -> DayWords? {
    var at = passage.start
    while at < passage.end {
      if mayBegin(passage.text.units[at]),
        at == 0 || !digit(passage.text.units[at - 1]) || at == passage.start,
        let words = DayWords(at: at, in: passage)
      {
        return words
      }
      at += 1
    }
    return nil
  }

  /// All of them.
  static func all(in passage: Passage) -> [DayWords] {
    var found: [DayWords] = []
    var rest = passage
    while let words = first(in: rest) {
      found.append(words)
      rest = rest.from(words.range.upperBound)
    }
    return found
  }

  private static func mayBegin(_ unit: UInt32) -> Bool {
    digit(unit) || unit == 0x4ECA || unit == 0x6628 || unit == 0x524D || unit == 0x5F53
      || chinese(unit)
  }

  private static func digit(_ unit: UInt32) -> Bool { (0x30...0x39).contains(unit) }

  /// 〇, 零 and the numerals from 一 to 十.
  private static func chinese(_ unit: UInt32) -> Bool {
    switch unit {
    case 0x3007, 0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D,
      0x5341:
      true
    default: false
    }
  }

  private static func number(_ at: inout Int, _ passage: Passage) -> Int? {
    let start = at
    let text = passage.text
    while at < passage.end, at - start < 5,
      digit(text.units[at]) || chinese(text.units[at]) && (at == start || !digit(text.units[start]))
    {
      at += 1
    }
    guard at > start else { return nil }
    if digit(text.units[start]) {
      return text.units[start..<at].reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
    return ChineseNumeral.parse(text.string(start..<at))
  }
}
