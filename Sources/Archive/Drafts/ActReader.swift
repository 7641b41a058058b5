/// Reads what a meeting did, sentence by sentence.
struct ActReader {
  var items: [DraftedItem] = []
  /// The motion that was brought in last, on which somebody speaks in the next sentence.
  var motion: Passage?
  /// The organ whose meeting it is, by which it is named where it acts.
  var organ: [UInt32]?
  /// The number of the meeting whose acts are read.
  var ordinal: Int?
  /// The kind of meeting whose acts are read.
  var series = ""
  /// The personnel verb below which names are listed, each in a line of its own: 决定任命：.
  var listing: String?
  /// The verb whose numbered points go on in the sentences that follow.
  var list: (verb: String, clause: Passage, isNumbered: Bool)?

  /// The points of a list: 一是, 二要, 第三，（四）.
  static let points = Marks(
    """
    一是 一要 一、 第一， （一） 二是 二要 二、 第二， （二） 三是 三要 三、 第三， （三） 四是 四要 四、 第四， （四） 五是 五要 五、 第五， （五） 六是 六要 六、 第六， （六） \
    七是 七要 七、 第七， （七） 八是 八要 八、 第八， （八） 九是 九要 九、 第九， （九） 十是 十要 十、 第十， （十） 首先， 其次， 再次，
    """)
  static let firstPoints = Marks("一是 一要 一、 第一， （一） 首先， 一方面， 1. （1）")

  /// A paragraph ends, and lists with it.
  mutating func endParagraph() { list = nil }

  /// Reads a sentence.
  ///
  /// - Parameters:
  ///   - behind: Where the words begin that tell what was done, in the sentence that names the meeting.
  mutating func read(_ sentence: Passage, behind: Int? = nil) {
    if readListed(sentence) { return }
    if list != nil, readPoint(sentence) { return }
    // 会议确定 governs the sentence that goes on with 同时 too.
    if let list, !list.isNumbered, sentence.hasPrefix("同时，") {
      append(decision: sentence.dropFirst(3).trimmed(ActReader.stops), list.verb, sentence)
      return
    }
    defer { takeMotion(sentence) }
    let before = items.count
    readActs(sentence, behind: behind)
    if !items[before...].contains(where: { $0.kind == .personnel }) {
      items += PersonnelReader.elected(sentence)
    }
  }

  private static let agendas = Marks("建议议程 主要议程 议程是 议程为 议程有 议程包括 议程还有")
  private static let motions = Marks("提出了关于 提出关于 关于提请审议")

  /// Keeps a motion on which somebody speaks in the next sentence: 国务院提出了关于甲的议案.
  mutating func takeMotion(_ sentence: Passage) {
    motion = nil
    guard let verb = sentence.first(ActReader.motions) else { return }
    let isMotion = verb.mark == "关于提请审议"
    let object = sentence.from(isMotion ? verb.range.lowerBound : verb.range.upperBound - 2)
    guard let clause = object.split(ActWords.clauseEnds).first, clause.hasSuffix("议案") else {
      return
    }
    motion = clause
  }

  mutating func readActs(_ sentence: Passage, behind: Int?) {
    var clauses = clauses(of: sentence)
    if let behind { clauses = clauses.filter { $0.end > behind } }
    var isActing = behind != nil
    let isSpeech = behind == nil && ActReader.isSpeech(sentence, clauses)
    var index = 0
    while index < clauses.count {
      let clause = clauses[index]
      index += 1
      var rest = clause
      if let behind, rest.start < behind { rest = rest.from(behind) }
      // 建议议程是：听取 …: nothing of it was done yet.
      if clause.contains("议程"), clause.suffix(of: Few("是 为 有 包括 议程")) != nil,
        clause.first(ActReader.agendas) != nil,
        !clause.hasSuffix("议程") || sentence.matches("：", at: clause.end)
      {
        return
      }
      let actor = actorEnd(rest)
      if let actor {
        if isOther(rest.upTo(actor)) {
          isActing = false
          list = nil
          continue
        }
        rest = rest.from(actor)
        isActing = true
        list = nil
      }
      rest = withoutAdverbs(rest)
      if rest.isEmpty { continue }
      if actor != nil, let made = arrangement(rest) {
        append(decision: made, "部署", clause)
        continue
      }
      guard let verb = ActWords.verb(rest) else {
        if readSpeech(clause, clauses, &index, sentence) { isActing = false }
        if actor == nil, ActReader.speaks(clause) { isActing = false }
        continue
      }
      if isSpeech {
        // What was adopted is told by the report itself; a speech only says it again.
        guard verb.kind == .hear || verb.kind == .adopt && !hasAdopted else { continue }
      }
      guard isActing || isPlain(rest, verb, ofSentence: sentence.start) else {
        _ = readSpeech(clause, clauses, &index, sentence)
        continue
      }
      isActing = true
      let region = region(of: verb, rest, clauses, &index)
      read(verb, rest, region, sentence)
    }
  }

  var hasAdopted: Bool { items.contains { $0.kind == .resolution && !$0.outcome.isEmpty } }

  /// Reads what was arranged: 会议对甲作出部署.
  func arrangement(_ rest: Passage) -> Passage? {
    guard rest.hasPrefix("对"),
      let verb = rest.suffix(of: Few("作出部署 作了部署 进行部署 进行了部署 作出安排部署 作出全面部署"))
    else { return nil }
    return rest.dropFirst(1).dropLast(verb.count)
  }

  /// Clauses with the marks behind them left out.
  func clauses(of sentence: Passage) -> [Passage] { sentence.split(ActWords.clauseEnds) }

  /// Whether a clause without anybody who acts tells what the meeting did.
  func isPlain(
    _ rest: Passage, _ verb: (kind: ActWords.Kind, mark: Mark), ofSentence start: Int
  ) -> Bool {
    switch verb.kind {
    case .adopt:
      return verb.mark.hasSuffix("了") || rest.dropFirst(verb.mark.count).hasPrefix("了")
        || verb.mark.hasSuffix("《") || rest.dropFirst(verb.mark.count).hasPrefix("《")
    case .hear: return rest.dropFirst(verb.mark.count).hasPrefix("了")
    case .personnel:
      // A sentence of its own goes on: 决定免去甲的乙职务，任命 ….
      return rest.start == start
        && !PersonnelReader(
          verb: verb.mark.string, object: rest.dropFirst(verb.mark.count), clause: rest,
          previous: items.last?.person
        ).items().isEmpty
    case .decide, .deliberate, .matter: return false
    }
  }

  /// Whether a sentence is what somebody says: 张三说，会议通过了甲.
  static func isSpeech(_ sentence: Passage, _ clauses: [Passage]) -> Bool {
    guard let first = clauses.first(where: { $0.suffix(of: speech) != nil }),
      first.start - sentence.start < 20
    else { return false }
    return first.prefix(of: Few("会议 大会 全会")) == nil
  }

  static let speech = Marks("指出 强调 表示 说 要求 认为 介绍")
  /// Whether somebody else speaks in a clause: 张三指出.
  static func speaks(_ clause: Passage) -> Bool {
    guard let mark = clause.suffix(of: speech) else { return false }
    return PersonWords.person(endingAt: clause.dropLast(mark.count)) != nil
  }

  /// Where the words end that name the meeting as the one who acts.
  func actorEnd(_ clause: Passage) -> Int? {
    let head = clause.upTo(clause.start + 60)
    if let mark = head.prefix(of: ActReader.meetings) {
      let end = head.start + mark.count
      return head.matches("上", at: end) ? end + 1 : end
    }
    if let organ, !organ.isEmpty, head.hasPrefix(organ) {
      let rest = withoutAdverbs(clause.from(head.start + organ.count))
      if ActWords.verb(rest) != nil { return head.start + organ.count }
    }
    guard let noun = head.first(ActReader.actors) else { return nil }
    let before = head.upTo(noun.range.lowerBound)
    let held = before.first(Few("举行的 召开的"))?.range.upperBound ?? before.start
    guard before.from(held).first(ActReader.noActor) == nil,
      head.isOutside(noun.range.lowerBound)
    else {
      return nil
    }
    var end = noun.range.upperBound
    if clause.matches("上", at: end) { end += 1 }
    let rest = withoutAdverbs(clause.from(end))
    return ActWords.verb(rest) != nil || rest.isEmpty ? end : nil
  }

  private static let meetings = Marks("会上 会议期间 与会人员 常委会组成人员 会议")
  static let actors = Marks("会议 大会 全会 常委会 代表大会 闭幕会 开幕会 座谈会 推进会 协商会")
  static let noActor = Marks(
    "听取 审议 通过 关于 将 召开 举行 在 《 按照 根据 对 向 提请 建议 提议 要求 学习 贯彻 提交 以来 受 由 和 要 落实 认真 深入 全面 、 指出 强调 说 表示 自 从 为"
  )

  /// Whether another meeting acts in between: 主席团会议决定提请大会选举.
  func isOther(_ actor: Passage) -> Bool {
    if let number = MeetingName(actor).ordinal, number != ordinal { return true }
    guard let kind = actor.suffix(of: ActReader.others) else { return false }
    return !series.isEmpty ? !kind.string.hasPrefix(series) : true
  }

  static let others = Marks("主席团会议 委员长会议 主席会议 主任会议")

  func withoutAdverbs(_ passage: Passage) -> Passage {
    var rest = passage
    while !rest.isEmpty {
      if let day = DayWords(at: rest.start, in: rest) {
        rest = rest.from(day.range.upperBound)
      } else if rest.hasPrefix("以"), let way = rest.first("方式"), way.lowerBound - rest.start < 16 {
        rest = rest.from(way.upperBound)
      } else if let adverb = rest.prefix(of: ActWords.adverbs) {
        // 审议通过 is a verb as a whole.
        if let verb = ActWords.verb(rest), verb.mark.count > adverb.count { return rest }
        if let verb = ActWords.verb(rest), verb.mark == adverb {
          let next = ActWords.verb(rest.dropFirst(adverb.count))
          guard next != nil else { return rest }
        }
        rest = rest.dropFirst(adverb.count)
      } else {
        return rest
      }
    }
    return rest
  }

  /// What a verb governs: its clause and those behind it that do not begin anew.
  func region(
    of verb: (kind: ActWords.Kind, mark: Mark), _ rest: Passage, _ clauses: [Passage],
    _ index: inout Int
  ) -> Passage {
    var end = rest.end
    while index < clauses.count {
      let next = clauses[index]
      let separator = rest.text.units[next.start - 1]
      if beginsAnew(next, verb.kind, separator),
        !(verb.kind == .hear && isOpenReport(rest.with(rest.start..<end), clauses.dropFirst(index)))
      {
        break
      }
      end = next.end
      index += 1
    }
    return rest.with(rest.start..<end)
  }

  /// Whether the noun of a report comes only later: 听取了关于甲的人选，乙的人选的汇报.
  func isOpenReport(_ region: Passage, _ clauses: ArraySlice<Passage>) -> Bool {
    guard ActWords.withoutRest(region).suffix(of: ActWords.reports) == nil else { return false }
    for clause in clauses.prefix(8) {
      if actorEnd(clause) != nil || ActWords.verb(withoutAdverbs(clause)) != nil { return false }
      if ActWords.withoutRest(clause).suffix(of: ActWords.reports) != nil { return true }
    }
    return false
  }

  static let anew = Marks(
    "并 而 其中 对 同时 自 根据 使 进一步 要 这 该 会议 会上 大会 全会 随后 此外 另外 目前 今年 去年 为 以 切实 推动 促进 确保 努力 共同")

  /// How the titles of what a list goes on with end, where nothing else tells.
  static let titles = Marks(
    "》 条例 办法 法 决定 决议 方案 规划 草案 报告 名单 要点 纲要 议程 日程 修正案 条约 协定 稿 章程 议案 细则")
  /// How a further member of a list begins that stands behind a comma.
  static let members = Marks(
    "关于 《 新修订 修订后 全国人大 全国政协 政协 国务院 中华人民共和国 中共 市人大 省人大 最高人民 “ 市政府 省政府 有关 部分 个别 修改后 经修订")

  func beginsAnew(_ clause: Passage, _ kind: ActWords.Kind, _ separator: UInt32) -> Bool {
    if actorEnd(clause) != nil { return true }
    var rest = withoutAdverbs(clause)
    if rest.isEmpty { rest = clause }
    switch kind {
    case .adopt, .hear, .personnel, .deliberate:
      if let verb = ActWords.verb(rest), verb.mark != "任免" { return true }
      if kind == .personnel { return rest.contains("指出") || rest.contains("强调") }
      if clause.prefix(of: ActReader.anew) != nil { return true }
      // 听取了甲关于乙的汇报，关于丙的汇报
      if kind == .hear || kind == .deliberate {
        return !(clause.hasPrefix("关于") || clause.suffix(of: ActWords.reports) != nil)
      }
      return clause.prefix(of: ActReader.members) == nil
        && (clause.suffix(of: ActReader.titles) == nil || clause.contains("了"))
    case .decide:
      guard let verb = ActWords.verb(rest) else { return false }
      switch verb.kind {
      case .decide, .adopt, .hear: return true
      case .personnel: return separator == 0xFF1B || separator == 0xFF0C
      case .deliberate: return separator == 0xFF0C || separator == 0xFF1B
      case .matter: return separator == 0xFF0C && verb.mark == "要求" || separator == 0xFF1B
      }
    case .matter:
      guard let verb = ActWords.verb(rest), separator == 0xFF1B else { return false }
      return verb.kind != .matter
    }
  }

  mutating func read(
    _ verb: (kind: ActWords.Kind, mark: Mark), _ rest: Passage, _ region: Passage,
    _ sentence: Passage
  ) {
    var object = region.dropFirst(verb.mark.count)
    // 通过《 and 通过关于 end where their object begins.
    for tail: Mark in ["《", "“", "关于"] where verb.mark.hasSuffix(tail) {
      object = region.dropFirst(verb.mark.count - tail.count)
    }
    if object.hasPrefix("了") { object = object.dropFirst(1) }
    while object.prefix(of: Few("， ：")) != nil { object = object.dropFirst(1) }
    let word = region.upTo(object.start).trimmed(ActReader.particles).string
    if object.isEmpty, verb.kind == .personnel { listing = word }
    guard !object.isEmpty, object.prefix(of: ActReader.noObjects) == nil else { return }
    // 通过视频方式 is no adoption: 通过 by itself wants the title of something.
    if verb.mark == "通过", rest.dropFirst(2).prefix(of: Few("了 《 “")) == nil,
      object.contains(Few("方式 途径 加快 加强 形式 不断 进一步"))
        || object.split(ActWords.listMarks).last?.suffix(of: ActWords.documents) == nil
    {
      return
    }
    if isCounted(object) { return }
    // 落实会议部署，加大 …: there 部署 is a noun.
    if verb.mark.hasSuffix("部署"), rest.count <= verb.mark.count { return }
    switch verb.kind {
    case .adopt: adopt(word, object, region)
    case .decide: decide(word, object, region, sentence)
    case .hear: hear(word, object, region)
    case .deliberate: deliberate(word, object, region)
    case .personnel:
      items += PersonnelReader(
        verb: word, object: object, clause: region, previous: items.last?.person
      ).items()
    case .matter: note(word, object, sentence)
    }
  }

  static let semicolon = Marks("；")
  static let stops = Marks("， ： 。")
  private static let particles = Marks("了 ， ：")
  private static let noObjects = Marks("的 后 之后 前 以来 时")

  /// Whether things are only counted: 批准1件国际条约.
  func isCounted(_ object: Passage) -> Bool {
    var rest = object
    while !rest.isEmpty, MeetingName.isNumeral(rest.text.units[rest.start]) {
      rest = rest.dropFirst(1)
    }
    return rest.count < object.count && rest.prefix(of: Few("件 项 个 部")) != nil && rest.count <= 7
  }
}
