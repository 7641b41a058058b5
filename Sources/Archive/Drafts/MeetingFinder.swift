/// Finds in a sentence the meeting that it says was held.
struct MeetingFinder {
  let sentence: Passage
  var text: PageText { sentence.text }

  static let clauseEnds = Marks("， 。 ； ： ！ ？")
  static let before = Marks(
    "主持召开了 主持召开 召开了 召开 举行了 举行 主持了 主持 出席了 出席 参加了 参加 列席 召集 组织召开 开")
  static let held = Marks("举行 召开 开幕 闭幕 结束 开始举行 继续举行 圆满结束 胜利闭幕 隆重开幕 在京举行 开会 进行")
  static let acted = Marks("审议 听取 表决 研究 通过 选举 分组审议 传达 经表决 决定 讨论")
  static let planned = Marks(
    "为召开 为举行 将 拟 即将 定于 建议 准备 筹备 迎接 关于召开 关于举行 推迟 提请 决定 筹开 学习贯彻 传达学习 深入贯彻 按照 根据 去年 此前 曾 上次 上届 预计 有望 计划 呼吁 要求召开 同意召开 如期 为开好 开好 下次 下一次 不久前 前不久 新年伊始 当年 历史 每年 每季度 定期"
  )
  static let attributive = Marks(
    "的 精神 情况 以来 之际 期间 前夕 之前 之后 前 后 时 要求 提出 强调 指出 部署 明确 以后 的时候 上 中 现场 新闻中心 闭幕之际 代表 委员 会场 周年 安排 名单 议程 筹备 秘书处 文件 报告"
  )
  static let afterHeld = Marks(
    "的 之际 以来 期间 前夕 之前 之后 前 后 时 以后 在即 倒计时 周年 不久 伊始 会 式")
  static let sittings = Marks("议政 协商 讨论 审议 发言 询问 分组会 联组会 推选 选举")
  static let times = Marks(
    "上午 下午 晚上 晚 今天 今日 日前 近日 昨天 昨日 凌晨 中午 早上 当天 同日 随后 先后 同时 正式 隆重 胜利 分别 继续 已经 已 又 也 还 共同 联合 首次 再次 专门 紧急 及时 全天"
  )

  /// The meeting; nothing where the sentence reports none.
  func find(isLead: Bool) -> FoundMeeting? {
    // Both are looked for once, and again when their place is passed.
    var noun = sentence.first(MeetingName.nouns)
    var gathering = sentence.first(MeetingName.assemblies)
    while true {
      let places = (noun?.range.lowerBound ?? .max, gathering?.range.lowerBound ?? .max)
      let at = min(places.0, places.1)
      guard at < sentence.end else { return nil }
      var next = at + 1
      defer {
        if places.0 < next { noun = sentence.first(MeetingName.nouns, from: next) }
        if places.1 < next { gathering = sentence.first(MeetingName.assemblies, from: next) }
      }
      guard let noun, places.0 == at, sentence.isOutside(at) else {
        if places.1 == at, let found = assembly(at) { return found }
        continue
      }
      let end = MeetingFinder.end(of: noun.range, in: sentence)
      if let found = meeting(endingAt: end, isLead: isLead) { return found }
      next = end
    }
  }

  /// Reads the meeting whose name ends at a place.
  ///
  /// - Parameter isLonger: Whether the name was found to go on there; it does so once.
  func meeting(endingAt nounEnd: Int, isLead: Bool, isLonger: Bool = false) -> FoundMeeting? {
    var end = nounEnd
    let upToNoun = sentence.upTo(nounEnd)
    if upToNoun.suffix(of: MeetingName.otherGatherings) != nil { return nil }
    if MeetingName.compounds.longest(in: text, at: nounEnd - 2, before: sentence.end) != nil {
      return nil
    }
    for tail: Mark in ["（扩大）", "（扩大会议）"] where sentence.matches(tail, at: end) {
      end += tail.count
    }
    let start = nameStart(upTo: nounEnd)
    guard start < end, end - start < MeetingFinder.longestName else { return nil }
    // 经国务院常务会议讨论通过, 由第二次会议通过: what is told is something else.
    let first = sentence.from(start)
    if first.hasPrefix("经"), first.prefix(of: Few("经济 经信 经贸 经开")) == nil { return nil }
    if first.hasPrefix("由") || MeetingFinder.isCounted(first) { return nil }
    var name = MeetingName(sentence.with(start..<end))
    // 十四届全国人大三次会议主席团第一次会议: the name goes on.
    let rest = sentence.from(end)
    if !isLonger, rest.hasPrefix("第") || rest.hasPrefix("主席团"),
      let longer = meetingGoingOn(from: start, end)
    {
      return meeting(endingAt: longer, isLead: isLead, isLonger: true)
    }
    // The word alone names no meeting, unless somebody holds it.
    let verb = verbBefore(start)
    if name.isBare, verb == nil { return nil }
    let clauseStart = self.clauseStart(start)
    let lead = sentence.with(clauseStart..<start)
    if isPlanned(lead) || isSaid(clauseStart) { return nil }
    if let found = heldBehind(name, lead, end, isLead: isLead) { return found }
    if let found = justHeld(name, lead, end) { return found }
    if let found = spokenAt(name, lead, end, isLead: isLead) { return found }
    guard let verb else { return nil }
    guard after(end).prefix(of: MeetingFinder.attributive) == nil else { return nil }
    let subjectEnd = verb.range.lowerBound
    if name.isBare,
      verb.mark.hasPrefix("出席") || verb.mark.hasPrefix("参加")
        || verb.mark.hasPrefix("列席")
        || verb.mark.hasPrefix("主持")
          && !verb.mark.contains("召开")
    {
      return nil
    }
    let subject = sentence.with(clauseStart..<subjectEnd)
    if isPlanned(subject) { return nil }
    // 今年共召开16次会议
    if subject.suffix(of: Few("共 累计 总共 共计 一共 先后 多次 已")) != nil, name.body == nil { return nil }
    let word = verb.mark.string
    let way: FoundMeeting.Way =
      word.contains("主持")
      ? .presided
      : word.hasPrefix("出席") || word.hasPrefix("参加") || word.hasPrefix("列席") ? .attended : .convened
    if word == "开", !name.isNumbered { return nil }
    if way == .attended {
      guard isLead,
        after(end).isEmpty
          || after(end).prefix(of: Few("， 。 并 和 及 、 开幕 闭幕 第 ； 时")) != nil
      else { return nil }
    }
    takeOrgan(of: subject, way, into: &name)
    completeOrgan(of: &name, by: subject)
    guard name.body != nil || !name.isBare || way == .presided && name.series == "座谈会" && isLead
    else { return nil }
    return FoundMeeting(
      name: name, sentence: sentence, subject: trimmed(subject), way: way,
      day: day(around: start..<end, subject))
  }

  /// Finds who gathers at a place, right behind the verb: 主持召开区委常委会，….
  func assembly(_ place: Int) -> FoundMeeting? {
    guard let noun = MeetingName.assemblies.longest(in: text, at: place, before: sentence.end)
    else { return nil }
    let end = place + noun.count
    guard after(end).prefix(of: Few("， 。 ；")) != nil || after(end).isEmpty else { return nil }
    let start = nameStart(upTo: end)
    guard start < place, let verb = verbBefore(start),
      verb.mark.contains("召开") || verb.mark.hasPrefix("举行")
    else { return nil }
    let clauseStart = self.clauseStart(start)
    let subject = sentence.with(clauseStart..<verb.range.lowerBound)
    guard !isPlanned(subject), !isSaid(clauseStart) else { return nil }
    var name = MeetingName(sentence.with(start..<end))
    if noun == "常委会" || noun == "党组会" {
      name.setBody(sentence.with(start..<(noun == "党组会" ? end - 1 : end)))
      name.series = ""
    } else if name.body == nil, name.series.isEmpty {
      name.series = noun.string
    }
    return FoundMeeting(
      name: name, sentence: sentence, subject: trimmed(subject),
      way: verb.mark.contains("主持") ? .presided : .convened,
      day: day(around: start..<end, subject))
  }

  /// Where a name ends that goes on behind the word for a meeting.
  func meetingGoingOn(from start: Int, _ end: Int) -> Int? {
    var at = end
    while at < sentence.end, at - end < 16 {
      if MeetingFinder.clauseEnds.longest(in: text, at: at, before: sentence.end) != nil {
        return nil
      }
      if text.matches("会议", at: at, before: sentence.end) {
        return at + 2
      }
      at += 1
    }
    return nil
  }

  /// Finds what is said behind a name: 会议18日上午在京举行.
  func heldBehind(
    _ name: MeetingName, _ lead: Passage, _ end: Int, isLead: Bool
  ) -> FoundMeeting? {
    guard !name.isBare else { return nil }
    var rest = after(end)
    if let mark = rest.prefix(of: MeetingFinder.attributive), mark != "中" { return nil }
    var skipped = skipTimes(rest)
    rest = skipped.rest
    if rest.hasPrefix("将") || rest.hasPrefix("拟") || rest.hasPrefix("定于") { return nil }
    // 主席会议暨集体学习26日在京举行
    if rest.hasPrefix("暨"), let clause = rest.split(MeetingFinder.clauseEnds).first {
      if let day = DayWords.first(in: clause) {
        rest = rest.from(day.range.lowerBound)
      } else if let verb = clause.first(MeetingFinder.held) {
        rest = rest.from(verb.range.lowerBound)
      }
      rest = skipTimes(rest).rest
    }
    // 第四次会议圆满完成各项议程，11日上午闭幕
    if rest.prefix(of: Few("圆满 顺利 完成 在完成 在圆满 在顺利")) != nil,
      let comma = rest.first("，"), comma.lowerBound - rest.start < 24
    {
      let later = skipTimes(rest.from(comma.upperBound))
      rest = later.rest
      skipped.day = skipped.day ?? later.day
    }
    let isPlanned =
      rest.prefix(of: Few("于 在")) != nil && rest.contains("将")
      && (rest.first("将")?.lowerBound ?? .max)
        < (rest.first(MeetingFinder.held)?.range.lowerBound ?? 0)
    if isPlanned { return nil }
    if rest.hasPrefix("在") || rest.hasPrefix("于"),
      let verb = rest.first(MeetingFinder.held), verb.range.lowerBound - rest.start < 40,
      rest.upTo(verb.range.lowerBound).first(MeetingFinder.clauseEnds) == nil
    {
      rest = rest.from(verb.range.lowerBound)
    }
    let tail = skipTimes(rest)
    rest = tail.rest
    if let verb = rest.prefix(of: MeetingFinder.held) {
      var behind = rest.dropFirst(verb.count)
      if behind.hasPrefix("了") { behind = behind.dropFirst(1) }
      if behind.prefix(of: MeetingFinder.afterHeld) != nil { return nil }
      // 二次会议举行记者会: what is held is something else.
      if verb.hasSuffix("举行") || verb.hasSuffix("召开"), !behind.isEmpty,
        let object = behind.split(MeetingFinder.clauseEnds).first, object.start == behind.start,
        !object.contains("会议"), !object.contains("大会"), !object.contains("闭幕会"),
        !object.contains("开幕会"), !object.hasPrefix("了"), !object.contains("全会"),
        object.suffix(of: MeetingFinder.sittings) == nil
      {
        return nil
      }
      var found = FoundMeeting(
        name: name, sentence: sentence, subject: nil, way: .held,
        day: skipped.day ?? tail.day ?? day(around: name.passage.range, lead))
      takeSitting(behind, verb, into: &found)
      return found
    }
    guard isLead, trimmed(lead).isEmpty, name.isNumbered || name.body != nil,
      skipped.rest.count < after(end).count,
      rest.prefix(of: MeetingFinder.acted) != nil
        || skipped.day != nil && rest.first(MeetingFinder.acted) != nil
    else { return nil }
    return FoundMeeting(
      name: name, sentence: sentence, subject: nil, way: .acted, day: skipped.day ?? tail.day)
  }

  /// Finds a meeting by who spoke at it: 张三30日在乙工作座谈会上强调.
  func spokenAt(
    _ name: MeetingName, _ lead: Passage, _ end: Int, isLead: Bool
  ) -> FoundMeeting? {
    guard isLead, !name.isBare, lead.hasSuffix("在"), let day = DayWords.first(in: lead),
      after(end).prefix(of: Few("上强调 上指出 上表示 上要求 上讲话")) != nil,
      PersonWords.person(endingAt: lead.upTo(day.range.lowerBound)) != nil
    else { return nil }
    return FoundMeeting(
      name: name, sentence: sentence, subject: trimmed(lead), way: .spoken, day: day)
  }

  /// Finds a meeting that just was: 日前召开的第二十三次主席会议，审议通过了甲.
  func justHeld(_ name: MeetingName, _ lead: Passage, _ end: Int) -> FoundMeeting? {
    guard name.body != nil, lead.suffix(of: Few("召开的 举行的 闭幕的 结束的")) != nil
    else { return nil }
    var when = skipTimes(lead)
    if !name.isNumbered { when.day = when.day ?? DayWords.first(in: lead) }
    guard name.isNumbered ? when.rest.count < lead.count : when.day != nil else { return nil }
    var rest = after(end)
    if rest.hasPrefix("，") { rest = rest.dropFirst(1) }
    guard rest.prefix(of: MeetingFinder.acted) != nil else { return nil }
    return FoundMeeting(
      name: name, sentence: sentence, subject: nil, way: .acted, day: when.day)
  }

  /// Takes the sitting of a session: 第二十五次会议举行第二次全体会议.
  func takeSitting(_ behind: Passage, _ verb: Mark, into found: inout FoundMeeting) {
    guard verb.hasSuffix("举行") || verb.hasSuffix("召开"), found.name.sitting == nil,
      let clause = behind.split(MeetingFinder.clauseEnds).first, clause.count < 24,
      clause.start == behind.start
    else { return }
    for noun: Mark in ["会议", "大会", "闭幕会", "开幕会", "会"] {
      guard let range = clause.first(noun) else { continue }
      found.name.sitting = clause.upTo(range.upperBound).string
      return
    }
  }

  /// Takes from who convenes it what the name itself does not say.
  func takeOrgan(of subject: Passage, _ way: FoundMeeting.Way, into name: inout MeetingName) {
    let words = trimmed(subject)
    // 市政协召开七届委员会第九次主席会议, 区委召开常委会（扩大）会议
    if let body = name.body, ["委员会", "常委会", "人民政府"].contains(body), way == .convened,
      let organ = MeetingName.organ(lastWords(words)), let whole = organ.body
    {
      name.body = body == "常委会" ? whole + body : whole
      name.lead = body == "常委会" ? organ.bodyPassage : nil
      return
    }
    guard name.body == nil else { return }
    if way == .convened || way == .presided, let organ = MeetingName.organ(lastWords(words)) {
      name.body = organ.body
      name.bodyPassage = organ.bodyPassage
      name.lead = organ.lead
      if name.series.isEmpty { name.series = organ.series }
      if name.term == nil { (name.term, name.termPassage) = (organ.term, organ.termPassage) }
      return
    }
    // 十三届全国人大常委会第十四次会议举行联组会议
    if way == .convened, words.suffix(of: MeetingName.nouns) != nil {
      let start = MeetingFinder(sentence: words).nameStart(upTo: words.end)
      var session = MeetingName(words.from(start))
      guard session.body != nil, session.isNumbered else { return }
      session.sitting = name.passage.string
      name = session
    }
  }

  /// Completes a short name by an office: 疫情工作领导小组组长张三主持召开领导小组会议.
  func completeOrgan(of name: inout MeetingName, by subject: Passage) {
    guard let body = name.body, let mark = MeetingFinder.short.first(where: { $0.string == body })
    else { return }
    guard let organ = subject.last(mark) else { return }
    var start = organ.lowerBound
    while start > subject.start, !MeetingFinder.isBoundary(text.units[start - 1]) { start -= 1 }
    let words = sentence.with(start..<organ.upperBound)
    guard words.count > mark.count else { return }
    name.body = words.string
    name.bodyPassage = words
  }

  static let short: [Mark] = [
    "领导小组", "委员会", "小组", "理事会", "协调小组", "指挥部", "工作领导小组", "联席会议", "党组",
  ]

  func lastWords(_ words: Passage) -> Passage {
    words.split(Few("， ； 。 ：")).last ?? words
  }
}
