/// Looks at the words around the name of a meeting.
extension MeetingFinder {
  /// Where the word for a meeting ends: 全体会议 is found by its 全体会 first.
  static func end(of noun: Range<Int>, in passage: Passage) -> Int {
    let isLonger =
      passage.matches("议", at: noun.upperBound)
      && passage.text.units[noun.upperBound - 1] == 0x4F1A
    return noun.upperBound + (isLonger ? 1 : 0)
  }

  /// The second of two meetings that were held together: 主持召开市政府党组会议和市政府第73次常务会议.
  static func joined(to found: FoundMeeting) -> FoundMeeting? {
    let rest = found.sentence.from(found.name.passage.end)
    guard found.way == .presided || found.way == .convened, found.name.sitting == nil,
      rest.hasPrefix("和") || rest.hasPrefix("及") || rest.hasPrefix("、")
    else { return nil }
    let words = rest.dropFirst(1)
    guard let noun = words.first(MeetingName.nouns),
      noun.range.upperBound - words.start < longestName
    else { return nil }
    let passage = words.upTo(MeetingFinder.end(of: noun.range, in: words))
    guard passage.first(clauseEnds) == nil, passage.first("的") == nil, passage.first(held) == nil
    else { return nil }
    let name = MeetingName(passage)
    guard name.isNumbered, name.body != nil,
      name.body != found.name.body || name.series != found.name.series
    else { return nil }
    var second = found
    second.name = name
    return second
  }

  /// Where a name begins whose end is known.
  func nameStart(upTo end: Int) -> Int {
    var at = end
    let passage = sentence
    while at > passage.start, end - at < MeetingFinder.longestName {
      let unit = text.units[at - 1]
      // A bracket that closes is passed as a whole.
      if unit == 0x201D || unit == 0x300B || unit == 0xFF09 {
        var open = at - 1
        if unit == 0x300B { break }
        let opening: UInt32 = unit == 0x201D ? 0x201C : unit == 0x300B ? 0x300A : 0xFF08
        while open > passage.start, end - open < MeetingFinder.longestName,
          text.units[open] != opening
        {
          open -= 1
        }
        guard text.units[open] == opening else { break }
        at = open
        continue
      }
      // 第七十六次、第七十七次委员长会议 is one name of two meetings.
      if unit == 0x3001, at >= passage.start + 2, text.units[at - 2] == 0x6B21 {
        at -= 1
        continue
      }
      if MeetingFinder.isBoundary(unit) { break }
      if unit == 0x7684 { break }  // 的
      // 在 is a boundary, but not within 存在, 现在, 所在; 就 and 为 are none (就业, 作为).
      if unit == 0x5728, at >= passage.start + 2, !MeetingFinder.isPart(text.units[at - 2]) {
        break
      }
      let head = passage.upTo(at)
      if head.suffix(of: MeetingFinder.stops) != nil { break }
      if unit == 0x65E5, at >= 2, text.units[at - 2] < 0x3A, text.units[at - 2] >= 0x30 { break }
      at -= 1
    }
    return at
  }

  /// Longer words are no name of a meeting.
  static let longestName = 150

  static let stops = Marks(
    "召开 举行 主持 出席 参加 列席 上午 下午 今天 昨天 今日 昨日 日前 近日 在京 召集 了 晚上 随后 随即 同日 当天 期间 即将 拟 关于 根据 按照 贯彻 落实 学习 传达 将 已由 迎接 祝贺 庆祝 围绕 本次 此次 这次 由于 正在 会同 主办的 承办的"
  )
  /// Whether words tell how many meetings, and none in particular: 16次会议, 多场座谈会.
  static func isCounted(_ words: Passage) -> Bool {
    var rest = words
    if let mark = rest.prefix(of: Few("多 数 几 两 一系列 系列 这次 每")) { rest = rest.dropFirst(mark.count) }
    while !rest.isEmpty, MeetingName.isNumeral(rest.text.units[rest.start]) {
      rest = rest.dropFirst(1)
    }
    return rest.count < words.count && rest.prefix(of: Few("次 场 个")) != nil
      && rest.prefix(of: Few("次会议 次全体会议")) == nil || words.hasPrefix("一系列")
  }

  static func isPart(_ unit: UInt32) -> Bool {
    unit == 0x5B58 || unit == 0x73B0 || unit == 0x6240 || unit == 0x6F5C
  }

  static func isBoundary(_ unit: UInt32) -> Bool {
    switch unit {
    case 0xFF0C, 0x3002, 0xFF1B, 0xFF1A, 0xFF01, 0xFF1F, 0x201C, 0x300A, 0xFF08, 0x3001, 0x20: true
    default: false
    }
  }

  func clauseStart(_ place: Int) -> Int {
    var at = place
    while at > sentence.start {
      let unit = text.units[at - 1]
      if unit == 0xFF0C || unit == 0x3002 || unit == 0xFF1B || unit == 0xFF1A,
        sentence.isOutside(at - 1)
      {
        break
      }
      at -= 1
    }
    return at
  }

  func after(_ end: Int) -> Passage { sentence.from(end) }

  func verbBefore(_ place: Int) -> (range: Range<Int>, mark: Mark)? {
    var head = sentence.upTo(place)
    if let skipped = head.suffix(of: MeetingFinder.times) { head = head.dropLast(skipped.count) }
    guard let mark = head.suffix(of: MeetingFinder.before) else { return nil }
    return (head.end - mark.count..<head.end, mark)
  }

  func isPlanned(_ lead: Passage) -> Bool {
    var at = lead.start
    while at < lead.end {
      if let mark = MeetingFinder.planned.longest(in: text, at: at, before: lead.end),
        !(mark.string == "将" && at > 0 && text.units[at - 1] == 0x5373)
      {
        return true
      }
      at += 1
    }
    return false
  }

  /// Whether somebody speaks in a clause before: 他指出，会议已经闭幕.
  func isSaid(_ clauseStart: Int) -> Bool {
    guard clauseStart > sentence.start else { return false }
    let before = sentence.upTo(clauseStart - 1)
    return before.from(before.end - MeetingFinder.longestSaying).split(MeetingFinder.clauseEnds)
      .contains {
        $0.suffix(of: MeetingFinder.sayings) != nil
      }
  }

  /// What somebody says is not told further behind.
  private static let longestSaying = 800

  static let sayings = Marks("指出 强调 说 表示 认为 获悉 了解到 透露")

  func skipTimes(_ passage: Passage) -> (rest: Passage, day: DayWords?) {
    var rest = passage
    var day: DayWords?
    while !rest.isEmpty {
      if rest.hasPrefix("于") || rest.hasPrefix("从"),
        let words = DayWords(at: rest.start + 1, in: rest)
      {
        day = words
        rest = rest.from(words.range.upperBound)
      } else if let words = DayWords(at: rest.start, in: rest) {
        day = day ?? words
        rest = rest.from(words.range.upperBound)
        // 今天（11月21日）
        if rest.hasPrefix("（"), let exact = DayWords(at: rest.start + 1, in: rest),
          rest.matches("）", at: exact.range.upperBound)
        {
          day = exact
          rest = rest.from(exact.range.upperBound + 1)
        }
      } else if let mark = rest.prefix(of: MeetingFinder.times) {
        rest = rest.dropFirst(mark.count)
      } else {
        break
      }
    }
    return (rest, day)
  }

  /// The passage without times and places at its ends.
  func trimmed(_ passage: Passage) -> Passage {
    var rest = skipTimes(passage).rest
    while true {
      if let mark = rest.suffix(of: MeetingFinder.times) {
        rest = rest.dropLast(mark.count)
      } else if let words = DayWords.all(in: rest).last, words.range.upperBound == rest.end {
        rest = rest.upTo(words.range.lowerBound)
      } else if let place = rest.last("在"), rest.end - place.lowerBound <= 24,
        place.lowerBound > rest.start,
        rest.isOutside(place.lowerBound)
      {
        rest = rest.upTo(place.lowerBound)
      } else {
        return rest
      }
    }
  }

  func day(around range: Range<Int>, _ subject: Passage) -> DayWords? {
    if let words = DayWords.all(in: subject).last { return words }
    let behind = sentence.with(range.upperBound..<min(range.upperBound + 8, sentence.end))
    if let words = DayWords.first(in: behind) { return words }
    return DayWords.all(in: sentence.upTo(range.lowerBound)).last
  }
}
