/// Finds in a sentence who presided and who was there.
struct AttendanceReader {
  /// Somebody who was there.
  struct Attendee: Sendable {
    enum Kind: String, Sendable { case person, group, body }
    let kind: Kind
    let name: Passage
    /// What the name shares with the last one of a list: 市政府、市监委负责人.
    var tail = ""
    var office: Passage?
    let capacity: Capacity
    /// Whether the words leave it open that this is a person.
    var isDoubtful = false
  }

  enum Capacity: String, Sendable {
    case chair, present, attending, participating, absent, excused
  }

  let sentence: Passage

  private static let presiding = Marks("主持召开 主持了 主持")
  private static let attending: [(Mark, Capacity)] = [
    ("出席", .present), ("列席", .attending), ("参加", .participating), ("到会", .present),
    ("就座", .present), ("请假", .excused), ("缺席", .absent),
  ]
  private static let attendingVerbs = Marks("出席 列席 参加 到会 就座 请假 缺席")
  private static let clauseEnds = Marks("， 。 ； ： ！ ？")
  private static let pauses = Marks("， ； ：")
  private static let notPresiding = Marks("主持工作 主持人 主持下 主持者 主持词 主持单位")
  private static let tails = Marks(
    "分别 共同 先后 轮流 今天 今日 昨日 昨天 上午 下午 晚上 近日 日前 在京 并 也 还 都 均 一同 一起 应邀 作为 继续")

  /// The people who presided.
  func chairs() -> [Attendee] {
    var found: [Attendee] = []
    var at = sentence.start
    while let (range, _) = sentence.first(AttendanceReader.presiding, from: at) {
      at = range.upperBound
      guard sentence.isOutside(range.lowerBound),
        AttendanceReader.notPresiding.longest(
          in: sentence.text, at: range.lowerBound, before: sentence.end) == nil
      else { continue }
      if let people = before(range.lowerBound) {
        found += people.map {
          Attendee(kind: .person, name: $0.name, office: $0.office, capacity: .chair)
        }
      } else {
        // 会议由张三主持
        continue
      }
    }
    return found
  }

  /// The people whose names end where a verb begins, in the words of its clause.
  private func before(_ place: Int) -> [PersonWords.Person]? {
    var words = stripTail(clauseHead(place))
    if let by = words.last("由"), words.isOutside(by.lowerBound) {
      words = words.from(by.upperBound)
    }
    words = stripTail(words)
    guard !words.isEmpty else { return nil }
    var people = AttendanceReader.people(in: words)
    if people.isEmpty, let day = DayWords.first(in: words) {
      // 张三17日到丙地调研并主持召开座谈会
      people = AttendanceReader.people(in: words.upTo(day.range.lowerBound))
    }
    return people.isEmpty ? nil : people
  }

  /// The words in front of a place, back to the beginning of the clause.
  private func clauseHead(_ place: Int) -> Passage {
    var start = place
    while start > sentence.start {
      if sentence.isOutside(start - 1),
        AttendanceReader.clauseEnds.longest(in: sentence.text, at: start - 1, before: place) != nil
      {
        break
      }
      start -= 1
    }
    return sentence.with(start..<place)
  }

  /// Times and places in front of a verb are no part of a name.
  private func stripTail(_ passage: Passage) -> Passage {
    var words = passage
    while !words.isEmpty {
      if let mark = words.suffix(of: AttendanceReader.tails) {
        words = words.dropLast(mark.count)
      } else if let day = DayWords.all(in: words).last, day.range.upperBound == words.end {
        words = words.upTo(day.range.lowerBound)
      } else if let place = words.last("在"), words.end - place.lowerBound <= 12,
        place.lowerBound > words.start, words.isOutside(place.lowerBound)
      {
        words = words.upTo(place.lowerBound)
      } else {
        return words
      }
    }
    return words
  }

  private static let listMarks = Marks("、 以及")
  private static let conjunctions = Marks("和 及 与")

  /// 和 stands between names, and in some of them: 罗富和.
  private static func withoutAnd(_ part: Passage) -> [Passage] {
    for joint: Mark in ["和", "及", "与"] {
      var at = part.start
      while let range = part.first(joint, from: at) {
        at = range.upperBound
        let (left, right) = (part.upTo(range.lowerBound), part.from(range.upperBound))
        if !right.isEmpty, PersonWords.person(endingAt: left) != nil,
          PersonWords.person(endingAt: right) != nil
        {
          return [left] + withoutAnd(right)
        }
      }
    }
    return PersonWords.person(endingAt: part) != nil ? [part] : part.split(conjunctions)
  }

  /// The people of a list: an office goes with all names that follow it up to the next office.
  static func people(in words: Passage) -> [PersonWords.Person] {
    var people: [PersonWords.Person] = []
    var office: Passage?
    var pending: Passage?
    for part in words.split(listMarks).flatMap(withoutAnd) {
      var part = part
      // 区政协主席甲等区四套班子领导
      if let rest = part.first("等"), rest.lowerBound > part.start + 1,
        PersonWords.person(endingAt: part.upTo(rest.lowerBound)) != nil
      {
        part = part.upTo(rest.lowerBound)
      }
      // A rare surname among the names of one office.
      if pending == nil, office != nil, PersonWords.isName(part, isPlaced: true),
        !PersonWords.isName(part)
      {
        people.append(.init(name: part, office: office ?? part.upTo(part.start)))
        continue
      }
      if part.hasSuffix("等") { part = part.dropLast(1) }
      if part.hasSuffix("等同志") { part = part.dropLast(3) }
      if let open = pending { part = part.with(open.start..<part.end) }
      if let person = PersonWords.person(endingAt: part) {
        var person = person
        if person.office.isEmpty, let office {
          person.office = office
        } else {
          office = person.office
        }
        if person.office.isEmpty { office = nil }
        people.append(person)
        pending = nil
      } else {
        // An office of several parts: 市委常委、组织部部长胡文容.
        pending = pending ?? part
        office = nil
      }
    }
    return people
  }

  /// Those who were there.
  func attendees() -> [Attendee] {
    // Most sentences tell nothing of the kind.
    guard let first = sentence.first(AttendanceReader.attendingVerbs) else { return [] }
    var found: [Attendee] = []
    for (verb, capacity) in AttendanceReader.attending {
      var at = first.range.lowerBound
      while let range = sentence.first(verb, from: at) {
        at = range.upperBound
        guard sentence.isOutside(range.lowerBound) else { continue }
        let behind = sentence.from(range.upperBound)
        if capacity == .participating, !speaksOfMeeting(behind) { continue }
        // 列席代表 and 出席人员 are words of their own; executive chairs are told to sit, not to attend.
        if behind.prefix(of: Few("人员 代表 委员")) != nil { continue }
        if verb == "就座", clauseHead(range.lowerBound).contains("执行主席") { continue }
        if let listed = listed(behind) {
          found += attendees(listed, capacity)
        } else {
          found += attendees(region(upTo: range.lowerBound), capacity)
        }
      }
    }
    return found
  }

  private func speaksOfMeeting(_ behind: Passage) -> Bool {
    let words = behind.upTo(behind.start + 30)
    let clause = words.split(AttendanceReader.clauseEnds).first ?? words
    return clause.isEmpty || words.prefix(of: Few("审议 讨论 小组 联组 分组")) != nil
      || words.prefix(of: AttendanceReader.clauseEnds) != nil
      || clause.contains("会") && !clause.contains("活动")
  }

  /// Reads those who are listed behind the verb: 出席会议的有甲、乙.
  private func listed(_ behind: Passage) -> Passage? {
    let words = behind.upTo(behind.start + 18)
    for mark: Mark in ["的还有", "的有", "还有", "同志有", "的是", "人士有"] {
      guard let range = words.first(mark) else { continue }
      var rest = behind.from(range.upperBound)
      if rest.hasPrefix("：") { rest = rest.dropFirst(1) }
      if let next = rest.first(Few("出席 列席")) { rest = rest.upTo(next.range.lowerBound) }
      return rest.split(Few("。 ； ，")).first
    }
    return nil
  }

  /// What stands in front of the verb, over the clauses that only name people.
  private func region(upTo place: Int) -> Passage {
    var start = clauseHead(place).start
    while start > sentence.start + 1 {
      let earlier = clauseHead(start - 1)
      // 副主任刘学普、周旬，秘书长龙华出席会议
      let words = stripTail(earlier)
      guard sentence.text.units[start - 1] == 0xFF0C,
        words.first(AttendanceReader.verbs) == nil,
        !AttendanceReader.people(in: words).isEmpty
          || words.suffix(of: AttendanceReader.groups) != nil && words.count >= 4
      else { break }
      start = earlier.start
    }
    return sentence.with(start..<place)
  }

  private static let verbs = Marks("主持 出席 列席 参加 召开 举行 指出 强调 讲话 发言 听取 会见 表示 要求 报告 介绍 宣布")

  private func attendees(_ region: Passage, _ capacity: Capacity) -> [Attendee] {
    var found: [Attendee] = []
    var words = region
    if let skipped = DayWords(at: words.start, in: words) {
      words = words.from(skipped.range.upperBound)
    }
    for clause in words.split(AttendanceReader.pauses) {
      let clause = stripTail(clause)
      let people = AttendanceReader.people(in: clause)
      found += people.map {
        Attendee(kind: .person, name: $0.name, office: $0.office, capacity: capacity)
      }
      if people.isEmpty, clause.count >= 4, clause.count <= 60,
        clause.suffix(of: AttendanceReader.groups) != nil
      {
        found += AttendanceReader.groups(in: clause, capacity)
      }
    }
    return found
  }

  /// 县政府办、各乡镇负责同志: the last one is a group, those in front of it are organs, or groups like it
  /// where they would not be taken for organs.
  private static func groups(in clause: Passage, _ capacity: Capacity) -> [Attendee] {
    let parts = clause.trimmed(Few("以及 和 及")).split(Few("、"))
    guard let last = parts.last else { return [] }
    var noun = last.from(last.end - (last.suffix(of: groups)?.count ?? 0))
    if let kind = last.upTo(noun.start).suffix(of: Few("有关 相关 主要 部分")) {
      noun = last.from(noun.start - kind.count)
    }
    return parts.map { part in
      let own = AttendanceNames.kind(of: ArraySlice(part.string.utf8))
      // 有关领导同志 is told whole.
      let isWhole = part.end == last.end || part.suffix(of: groups) != nil
      return Attendee(
        kind: own == .body && !isWhole ? .body : .group, name: part,
        tail: own == .person && !isWhole ? noun.string : "", office: nil, capacity: capacity)
    }
  }

  private static let groups = Marks("负责人 负责同志 成员 代表 人员 委员 干部 主要负责人 领导同志 组成人员 同志 领导 官兵 专家 学者")
}
