/// What the name of a meeting says: 市五届人大常委会第四十次主任会议 is the 40th 主任会议 of the fifth
/// 市人大常委会.
struct MeetingName: Sendable {
  /// The words in the page.
  var passage: Passage
  /// The organ that holds it, without its term; nothing where the name has none.
  var body: String?
  /// Where the organ stands.
  var bodyPassage: Passage?
  var series = ""
  var term: Int?
  var termPassage: Passage?
  var ordinal: Int?
  var ordinalPassage: Passage?
  var sitting: String?
  /// Further meetings that are named with it: 第八十九次和第九十次委员长会议.
  var others: [(words: Passage, value: Int)] = []
  /// The words that stand in front of the name in the title of the meeting.
  var lead: Passage?
  /// The name is nothing but the word for a meeting.
  var isBare = false

  /// The organs that hold it: several where 和, 与 or 、 stand between two whole names.
  var bodies: [String] {
    guard let body else { return [] }
    guard let words = bodyPassage, words.string == body else { return [body] }
    let parts = words.split(Few("和 与 、"))
    guard parts.allSatisfy({ $0.count > 1 && $0.suffix(of: MeetingName.organs) != nil }) else {
      return [body]
    }
    return parts.map(\.string)
  }

  /// Whether it says by itself which meeting it was.
  var isNumbered: Bool { ordinal != nil }
}

extension MeetingName {
  /// How names of meetings end.
  static let nouns = Marks(
    """
    会议 全会 座谈会 电视电话会 推进会 动员会 现场会 协商会 协调会 部署会 调度会 常务会 办公会 通报会 代表大会 党代会 联席会 全体会 工作会 \
    动员大会 调研会 视频会 专题会 恳谈会 交流会 总结会 推动会 例会 汇报会 全体大会 理事大会 预备会 闭幕会 开幕会 职工大会 党员大会 会员大会 学生大会
    """)
  /// Gatherings that deliberate nothing.
  static let otherGatherings = Marks(
    """
    博览会 交易会 展览会 展销会 发布会 招待会 音乐会 晚会 运动会 茶话会 团拜会 报告会 纪念大会 庆祝大会 表彰大会 追悼会 研讨会 欢迎会 欢送会 \
    奥运会 世博会 进博会 服贸会 年会 峰会 见面会 招聘会 演唱会 诗会 庙会 音乐大会 动漫大会 论坛大会 产业大会 世界大会 联合国大会 联大 \
    誓师大会 颁奖大会 命名大会 成立大会 追授大会 群众大会 博览大会 交流大会 学术大会 科学大会 授旗大会 授奖大会 互联网大会 纪念会 \
    智能大会 制造业大会 计算大会 传媒大会 设计大会 创新大会 投资大会 旅游大会 教育大会 语言大会 汉语大会 阅读大会 治沙大会 环境大会 卫生大会 气候大会 \
    学习交流会 宣讲会 演示会 演讲会 联谊会 见证会 首映会 分享会 推介会 洽谈会 对接会 签约会 颁奖会 培训会 家长会 班会 同学会 联欢会 舞会
    """)
  /// What stands behind 会议 where no meeting is meant.
  static let compounds = Marks("会议室 会议厅 会议中心 会议纪要 会议通知 会议桌 会议系统 会议场所 会议大厅 会议代表 会议主席 会议周")

  /// Gatherings that are called by those who gather: 召开区委常委会.
  static let assemblies = Marks("常委会 党组会 主任会 常务会 碰头会 办公会")

  /// Kinds of meetings that organs hold, and those that are held for an occasion.
  static let series = Marks(
    """
    常务会议 主任会议 委员长会议 主席会议 常务主席会议 主席团会议 全体会议 全体大会 办公会议 秘书长会议 专题会议 扩大会议 双周协商座谈会 专题协商会 \
    远程协商会 网络议政远程协商会 对口协商会 提案办理协商会 专家协商会 座谈会 电视电话会议 电视电话会 视频会议 视频会 电话会议 工作会议 推进会 推进会议 联席会议 \
    部长级联席会议 动员会 动员部署会 动员大会 现场会 协调会 调度会 部署会 部署会议 动员部署会议 工作会 通报会 总结会 例会 会商会 会商会议 联组会议 \
    常务会 办公会 协商会 专题会 紧急会议 现场会议 推进电视电话会议 代表会议 民主协商会 全会 预备会议 组成人员会议 党组会议
    """)
  /// Series whose body is not the organ alone: 全国政协党组会议 is held by 全国政协党组.
  private static let ofOrgan: [(series: Mark, organ: Mark)] = [("党组会议", "党组")]

  /// How the names of organs end.
  static let organs = Marks(
    """
    委员会 常委会 人大 政协 国务院 政府 市委 省委 区委 县委 州委 盟委 党委 工委 党组 政治局 书记处 军委 领导小组 指挥部 中央 联席会议 理事会 主席团 代表大会 \
    小组 办公室 办公厅 部 局 厅 院 署 团 联合会 总会 协会 工商联 民革 民盟 民建 民进 农工党 致公党 九三学社 台盟 全国人大 中纪委 中央纪委 监委 纪委 \
    财经委 国资委 发改委 研究会 促进会 集团 公司 检察院 法院 秘书处 代表团 机制 检查组 调查组 专班 工作组 起草组 督察组 督导组 巡视组 专家组 调研组 筹委会 组委会 执委会 中央统战部 妇联 共青团 全总 中国文联 中国作协 中国科协 中国残联 防总 军区 自治区 联盟 常务委员会 政法委 总工会 团委 文联 科协 \
    残联 侨联 红十字会 编委会 管委会 办事处 卫健委 住建委 教委 农委 科委 经信委 交通委 商务委 城管委 深改委 审计委 编委
    """)

  /// Reads the words of a name.
  init(_ passage: Passage) {
    self.passage = passage
    var rest = passage
    if rest.hasSuffix("）"), let open = rest.last("（") { rest = rest.upTo(open.lowerBound) }
    if rest.hasSuffix("（扩大）会议"), MeetingName.numbers(in: rest).isEmpty {
      // 区委常委会（扩大）会议 is one of the 区委常委会.
      setBody(rest.dropLast(6))
      isBare = body == nil
      return
    }
    readTerm(rest)
    let numbers = MeetingName.numbers(in: rest)
    if let first = numbers.first {
      let series = numbers.prefix { number in
        number.words.start == first.words.start
          || rest.with(first.words.end..<number.words.start).string.unicodeScalars.allSatisfy {
            "和、第次及".unicodeScalars.contains($0) || ChineseNumeral.isNumeral($0)
          }
      }
      read(series.last ?? first, numbers.dropFirst(series.count), in: rest)
      if series.count > 1 {
        setBody(rest.upTo(first.words.start))
        others = Array(series.dropLast())
      }
    } else if let plenum = MeetingName.plenum(in: rest) {
      (ordinal, ordinalPassage, series) = (plenum.value, plenum.words, "全体会议")
      setBody(rest.upTo(plenum.words.start))
    } else {
      readSeries(rest)
    }
  }

  private init(empty passage: Passage) { self.passage = passage }

  /// Reads the numbers in a name: 第四十次, or 三次 right in front of 会议.
  private static func numbers(in passage: Passage) -> [(words: Passage, value: Int)] {
    var found: [(words: Passage, value: Int)] = []
    var at = passage.start
    let text = passage.text
    while at < passage.end {
      // 次; where it is missing by mistake, 第二十四会议.
      let isMissing =
        text.units[at] == 0x4F1A && passage.matches("会议", at: at) && at > passage.start
        && isNumeral(text.units[at - 1])
      guard text.units[at] == 0x6B21 || isMissing, passage.isOutside(at) else {
        at += 1
        continue
      }
      var start = at
      while start > passage.start, isNumeral(text.units[start - 1]) { start -= 1 }
      if start < at, let value = number(text.string(start..<at)) {
        let isOrdinal = start > passage.start && text.units[start - 1] == 0x7B2C  // 第
        let isOfTerm = start > passage.start && text.units[start - 1] == 0x5C4A  // 届
        if isOrdinal || isOfTerm || passage.matches("次会议", at: at)
          || passage.matches("次主席团", at: at)
        {
          let end = isMissing ? at : at + 1
          if !isMissing || isOrdinal {
            found.append((passage.with((isOrdinal ? start - 1 : start)..<end), value))
          }
        }
      }
      at += 1
    }
    return found
  }

  /// Reads the number of a plenary session: 三中全会.
  private static func plenum(in passage: Passage) -> (words: Passage, value: Int)? {
    guard let range = passage.last("中全会") else { return nil }
    var start = range.lowerBound
    while start > passage.start, isNumeral(passage.text.units[start - 1]) { start -= 1 }
    guard start < range.lowerBound,
      let value = number(passage.text.string(start..<range.lowerBound))
    else { return nil }
    return (passage.with(start..<range.upperBound), value)
  }

  /// What a meeting or a term of office may be counted by.
  private static func number(_ words: String) -> Int? {
    ChineseNumeral.parse(words).flatMap { 1...9999 ~= $0 ? $0 : nil }
  }

  static func isNumeral(_ unit: UInt32) -> Bool {
    Unicode.Scalar(unit).map(ChineseNumeral.isNumeral) ?? false
  }

  private mutating func readTerm(_ passage: Passage) {
    guard let mark = passage.first("届"), mark.lowerBound > passage.start else { return }
    var start = mark.lowerBound
    while start > passage.start, MeetingName.isNumeral(passage.text.units[start - 1]) { start -= 1 }
    guard start < mark.lowerBound,
      let value = MeetingName.number(passage.text.string(start..<mark.lowerBound))
    else { return }
    let isOrdinal = start > passage.start && passage.text.units[start - 1] == 0x7B2C
    term = value
    termPassage = passage.with((isOrdinal ? start - 1 : start)..<mark.upperBound)
  }

  private mutating func read(
    _ number: (words: Passage, value: Int), _ others: ArraySlice<(words: Passage, value: Int)>,
    in passage: Passage
  ) {
    (ordinalPassage, ordinal) = (number.words, number.value)
    setBody(passage.upTo(number.words.start))
    var kind = passage.from(number.words.end)
    if let other = others.last,
      passage.with(number.words.end..<other.words.start).suffix(of: MeetingName.organs) != nil,
      !passage.with(number.words.end..<other.words.start).contains("会议")
    {
      // 第四次全国文物普查领导小组第一次会议: the first number is part of the organ's name.
      (ordinalPassage, ordinal) = (other.words, other.value)
      setBody(passage.upTo(other.words.start))
      let kind = passage.from(other.words.end)
      series = kind.string == "会议" ? "" : kind.string
      return
    }
    if let other = others.last {
      let between = passage.with(number.words.end..<other.words.start)
      if let presidium = between.first("主席团") {
        // 一次会议主席团第七次会议: the presidium counts by itself.
        (ordinalPassage, ordinal) = (other.words, other.value)
        let isExecutive = between.from(presidium.upperBound).hasPrefix("常务主席")
        series = isExecutive ? "主席团常务主席会议" : "主席团会议"
        return
      }
      sitting = passage.from(other.words.start).string
      kind = between
    } else if let presidium = kind.first("主席团") {
      let isExecutive = kind.from(presidium.upperBound).hasPrefix("常务主席")
      series = isExecutive ? "主席团常务主席会议" : "主席团会议"
      ordinal = nil
      ordinalPassage = nil
      return
    }
    // 第8次（扩大）会议, 第12次（总第58次）常务会议
    if kind.hasPrefix("（"), let close = kind.first("）") { kind = kind.from(close.upperBound) }
    var name = kind.string
    // 主席（扩大）会议 is a 主席会议 to which others were asked.
    if let wide = kind.first("（扩大）") {
      name = kind.upTo(wide.lowerBound).string + kind.from(wide.upperBound).string
    }
    if !series.isEmpty { return }
    series =
      name == "会议"
        || !MeetingName.series.contains(kind) && !kind.hasSuffix("会议")
          && !kind.hasSuffix("会")
      ? "" : name == "会议" ? "" : name
    if others.last != nil, !MeetingName.series.contains(kind) { series = "" }
  }

  private mutating func readSeries(_ passage: Passage) {
    if let (kind, organ) = MeetingName.ofOrgan.first(where: { passage.hasSuffix($0.series) }) {
      setBody(passage.dropLast(kind.count - organ.count))
      return
    }
    guard let kind = passage.suffix(of: MeetingName.series) else {
      let rest = passage.dropLast(passage.suffix(of: MeetingName.nouns)?.count ?? 0)
      if rest.isEmpty {
        isBare = true
      } else if rest.suffix(of: MeetingName.organs) != nil {
        setBody(rest)
      } else {
        series = passage.suffix(of: MeetingName.nouns)?.string ?? ""
      }
      return
    }
    series = kind.string
    let rest = passage.dropLast(kind.count)
    if rest.isEmpty {
      isBare = true
    } else if rest.suffix(of: MeetingName.organs) != nil, !rest.hasSuffix("全体"),
      !rest.hasSuffix("部署"),
      !(kind.hasSuffix("工作会议") && MeetingName.isOccasion(rest))
    {
      setBody(rest)
    }
  }

  /// Whether words name an occasion: 中央政协工作会议 is no meeting of a 中央政协.
  private static func isOccasion(_ words: Passage) -> Bool {
    words.prefix(of: Few("中央政协 中央人大 全国党委 全国党委和政府")) != nil
      || words.count <= 6 && words.hasPrefix("全国") && words.prefix(of: Few("全国人大 全国政协")) == nil
  }

  /// Takes the words in front of the number or the kind of meeting, without the term in them.
  mutating func setBody(_ words: Passage) {
    var words = words
    for lead: Mark in ["我市", "我国", "我省", "我区", "本市", "本届"] where words.hasPrefix(lead) {
      words = words.dropFirst(lead.count)
    }
    // 区政府2021年第20次常务会议
    if words.hasSuffix("年") {
      var head = words.dropLast(1)
      while !head.isEmpty, MeetingName.isNumeral(head.text.units[head.end - 1]) {
        head = head.dropLast(1)
      }
      if head.count < words.count - 1 { words = head }
    }
    guard !words.isEmpty else { return }
    var body = ""
    if let term = termPassage, term.start >= words.start, term.end <= words.end {
      body = words.upTo(term.start).string + words.from(term.end).string
    } else {
      body = words.string
    }
    if body.hasSuffix("主席团"), body.count > 5, passage.contains("主席团") {
      body = String(body.dropLast(3))
      if series.isEmpty { series = "主席团会议" }
    }
    // 市政协党组暨四届十一次主席会议
    if body.hasSuffix("暨") { body.removeLast(body.hasSuffix("党组暨") ? 3 : 1) }
    guard !body.isEmpty else { return }
    if body == "联席会议" {
      // No organ by itself: 联席会议第三次会议 is held by those who convene it.
      series = body
      return
    }
    self.body = body
    bodyPassage = words
  }

  /// Reads an organ that stands by itself, as the subject of 召开.
  static func organ(_ words: Passage) -> MeetingName? {
    var name = MeetingName(empty: words)
    name.readTerm(words)
    name.setBody(words)
    guard name.body != nil, words.suffix(of: organs) != nil || words.hasSuffix("常务主席") else {
      return nil
    }
    // 十四届全国人大一次会议主席团
    name.lead = words
    if let session = numbers(in: words).first, words.from(session.words.end).contains("主席团") {
      name.setBody(words.upTo(session.words.start))
      name.series = words.hasSuffix("常务主席") ? "主席团常务主席会议" : "主席团会议"
    }
    return name
  }
}
