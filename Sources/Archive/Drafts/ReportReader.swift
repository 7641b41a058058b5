/// Reads what was heard: 市人大农委关于《重庆市河长制条例（草案）》的汇报.
struct ReportReader {
  let object: Passage
  let clause: Passage

  /// What is shared with the noun at the end: 关于甲、关于乙审议结果的报告.
  private static let outcomes = Marks("审议结果 审查结果 修改意见 审议情况 执行情况 落实情况 审议和修改情况 研究处理情况 起草情况")
  /// Reports that are only counted or pointed at.
  private static let counted = Marks("这 该 上述 有关报告 相关报告 多个")
  private static let forms = Marks("汇报 报告 说明 通报")

  /// A report for each subject.
  func items() -> [DraftedItem] {
    var items: [DraftedItem] = []
    var presenters: [Passage] = []
    var onBehalfOf: Passage?
    for part in parts() {
      let report = divide(part)
      if report.subject.count <= 2, report.tail.isEmpty { continue }
      if report.subject.prefix(of: ReportReader.counted) != nil || isCounted(report.subject) {
        continue
      }
      if !report.presenters.isEmpty {
        presenters = report.presenters
        onBehalfOf = report.onBehalfOf
      }
      var item = DraftedItem(.report, clause: clause)
      item.presenters = presenters
      item.onBehalfOf = onBehalfOf
      item.subject = .init(passage: report.subject, tail: report.tail)
      item.form = form(report.subject, report.tail)
      items.append(item)
    }
    return items
  }

  /// Whether reports are only counted: 国务院2个报告.
  private func isCounted(_ subject: Passage) -> Bool {
    guard !subject.contains("关于"), let mark = subject.first(Few("个报告 个工作报告 项报告 个专项报告")) else {
      return false
    }
    return mark.range.lowerBound > subject.start
      && MeetingName.isNumeral(subject.text.units[mark.range.lowerBound - 1])
  }

  private func form(_ subject: Passage, _ tail: String) -> String {
    if let mark = subject.suffix(of: ReportReader.forms) { return mark.string }
    return ["汇报", "报告", "说明", "通报"].first { tail.hasSuffix($0) } ?? ""
  }

  /// A part of the object for each report: a list whose members have their noun each, or share one.
  private func parts() -> [(Passage, tail: String)] {
    var parts: [(Passage, tail: String)] = []
    var open: Passage?
    let pieces = ActWords.withoutRest(withoutSequel(object)).split(ActWords.listMarks)
    for (index, piece) in pieces.enumerated() {
      var piece = piece
      for lead: Mark in ["和关于", "以及关于", "及关于"] where piece.hasPrefix(lead) {
        piece = piece.dropFirst(lead.count - 2)
      }
      let whole = open.map { $0.with($0.start..<piece.end) } ?? piece
      if isComplete(whole, before: pieces.dropFirst(index + 1).first) {
        parts += divided(whole).map { ($0.0, $0.1) }
        open = nil
      } else {
        open = whole
      }
    }
    if let open { parts.append((open, "")) }
    return parts
  }

  private func isComplete(_ whole: Passage, before next: Passage?) -> Bool {
    if isTitle(whole) {
      // 《甲》、《乙》稿征求意见的情况报告 is one.
      return object.suffix(of: ReportReader.forms) == nil || whole.end == object.end
    }
    guard ReportReader.withoutStage(whole).suffix(of: ReportReader.forms) != nil else {
      return false
    }
    // 关于政府工作报告、计划执行情况 … 的汇报 is not complete at its first 报告.
    guard let about = whole.first("关于"), whole.isOutside(about.lowerBound) else { return true }
    // Another presenter follows: …的审查结果报告、财经委副主任委员刘昆作的关于….
    if let next, let about = next.first("关于"), about.lowerBound > next.start { return true }
    return whole.end == object.end
      || whole.suffix(of: Few("的汇报 的报告 的说明 的通报 情况汇报 情况报告 情况说明 》的汇报")) != nil
  }

  /// 审查报告（草案）: the noun stands in front of the stage.
  private static func withoutStage(_ words: Passage) -> Passage {
    guard words.hasSuffix("）"), let open = words.last("（"), words.end - open.lowerBound <= 10 else {
      return words
    }
    return words.upTo(open.lowerBound)
  }

  /// Leaves out what follows as another act: 审议甲的报告并开展专题询问.
  private func withoutSequel(_ object: Passage) -> Passage {
    for mark: Mark in ["报告并", "汇报并", "报告，并", "说明并", "报告进行", "报告开展"] {
      if let range = object.first(mark), object.isOutside(range.lowerBound) {
        return object.upTo(range.lowerBound + 2)
      }
    }
    return object
  }

  private func isTitle(_ piece: Passage) -> Bool {
    piece.hasSuffix("》") || piece.hasSuffix("》（草案）")
  }

  private static let joints: [Mark] = [
    "工作报告和", "工作报告以及", "的报告和", "的汇报和", "的说明和", "的报告及", "的汇报及", "的报告以及", "的汇报以及",
  ]

  /// Divides what has a noun at its end: 关于甲、关于乙的报告.
  private func divided(_ piece: Passage) -> [(Passage, String)] {
    for joint in ReportReader.joints {
      guard let range = piece.first(joint), piece.isOutside(range.lowerBound) else { continue }
      let rest = piece.from(range.upperBound)
      guard rest.suffix(of: ReportReader.forms) != nil,
        rest.contains("关于") || joint.hasSuffix("及") || joint.hasPrefix("工作")
          || joint == "的说明和"
      else { continue }
      let conjunction = joint.hasSuffix("以及") ? 2 : 1
      return divided(piece.upTo(range.upperBound - conjunction)) + divided(rest)
    }
    if let drafts = titledDrafts(piece) { return drafts }
    if piece.hasSuffix("》"), let title = piece.first("《"),
      let joint = piece.first("》《") ?? piece.first("》和《"), piece.text.depths[joint.lowerBound] <= 1,
      joint.lowerBound > title.lowerBound
    {
      return [(piece.upTo(joint.lowerBound + 1), "")] + divided(piece.from(joint.upperBound - 1))
    }
    guard let first = piece.first("关于"), piece.isOutside(first.lowerBound) else {
      return [(piece, "")]
    }
    var cuts: [Int] = []
    for joint: Mark in ["、关于", "和关于", "，关于"] {
      var at = first.upperBound
      while let range = piece.first(joint, from: at) {
        at = range.upperBound
        if piece.isOutside(range.lowerBound) { cuts.append(range.lowerBound) }
      }
    }
    if cuts.isEmpty { cuts = accounts(piece, from: first.upperBound) }
    guard !cuts.isEmpty, let tailStart = piece.last("的"), piece.end - tailStart.lowerBound <= 4
    else {
      return [(piece, "")]
    }
    let noun = piece.from(tailStart.lowerBound).string
    let outcome = piece.upTo(tailStart.lowerBound).suffix(of: ReportReader.outcomes)
    // 关于甲建设情况、关于乙执行情况的汇报: what has such an end shares no other.
    func tail(_ part: Passage) -> String {
      part.hasSuffix("情况") ? noun : (outcome?.string ?? "") + noun
    }
    var parts: [(Passage, String)] = []
    var start = piece.start
    for cut in cuts.sorted() {
      let part = piece.with(start..<cut)
      parts.append((part, tail(part)))
      start = cut + 1
    }
    parts.append((piece.with(start..<piece.end), ""))
    return parts
  }

  /// Divides an account of several drafts: 《甲》代拟稿、《乙》代拟稿的汇报.
  private func titledDrafts(_ piece: Passage) -> [(Passage, String)]? {
    let parts = piece.split(Few("、"))
    guard parts.count > 1, let last = parts.last, let end = last.last("》"),
      let tail = last.last("的"), tail.lowerBound >= end.upperBound
    else { return nil }
    let noun = last.with(end.upperBound..<tail.lowerBound)
    guard noun.count <= 8, parts.allSatisfy({ $0.contains("《") }),
      parts.dropLast().allSatisfy({ $0.string.hasSuffix("》" + noun.string) })
    else { return nil }
    let words = last.from(tail.lowerBound).string
    return parts.dropLast().map { ($0, words) } + [(last, "")]
  }

  /// Finds where an account of several reports divides: 关于甲工作报告、乙工作报告审议情况的汇报.
  private func accounts(_ piece: Passage, from start: Int) -> [Int] {
    let parts = piece.from(start).split(Few("、"))
    guard parts.count > 1, let last = parts.last, last.first("工作报告") != nil,
      parts.dropLast().allSatisfy({ $0.hasSuffix("工作报告") })
    else { return [] }
    let tail = last.from(last.first("工作报告")?.upperBound ?? last.end)
    guard tail.prefix(of: ReportReader.outcomes) != nil else { return [] }
    return parts.dropFirst().map { $0.start - 1 }
  }

  private typealias Divided = (
    presenters: [Passage], onBehalfOf: Passage?, subject: Passage, tail: String
  )

  /// Who presents, and what.
  private func divide(_ part: (Passage, tail: String)) -> Divided {
    let (words, tail) = part
    var presenter = words.upTo(words.start)
    var subject = words
    if let about = words.first("关于"), words.isOutside(about.lowerBound),
      !words.upTo(about.lowerBound).contains(Few("贯彻 落实 学习 开展 推进"))
    {
      presenter = words.upTo(about.lowerBound)
      subject = words.from(about.lowerBound)
    } else if let did = words.first(ReportReader.did) {
      presenter = words.upTo(did.range.lowerBound)
      subject = words.from(did.range.upperBound)
      if let title = subject.first("《"), title.lowerBound > subject.start,
        subject.upTo(title.lowerBound).suffix(of: MeetingName.organs) != nil
      {
        subject = subject.from(title.lowerBound)
      }
    } else if let title = words.first("《"), title.lowerBound > words.start {
      presenter = words.upTo(title.lowerBound)
      subject = words.from(title.lowerBound)
    } else if let possessive = words.first("的"), words.isOutside(possessive.lowerBound),
      words.end - possessive.upperBound <= 8,
      words.upTo(possessive.lowerBound).suffix(of: MeetingName.organs) != nil
    {
      // 港澳台侨委员会和外事委员会的工作汇报
      presenter = words.upTo(possessive.lowerBound)
    } else if let organ = leadingOrgan(words) {
      presenter = organ
      subject = words.from(organ.end)
    }
    if !presenter.isEmpty, subject.start > words.start, !ReportReader.isSomebody(presenter),
      subject.hasPrefix("关于")
    {
      presenter = words.upTo(words.start)
      subject = words
    }
    var onBehalfOf: Passage?
    if let mandate = presenter.first(ReportReader.mandates),
      presenter.from(mandate.range.upperBound).prefix(of: Few("资格 大会 团 议案 建议 工作 联络 人事")) == nil
    {
      let behind = presenter.from(mandate.range.upperBound)
      let close = behind.first("委托") ?? behind.first("所作")
      let owner = close.map { behind.upTo($0.lowerBound) } ?? behind
      let head = presenter.upTo(mandate.range.lowerBound)
      onBehalfOf = owner.trimmed(Few("， 、 所 作 的"))
      presenter = head.isEmpty ? behind.from(close?.upperBound ?? behind.end) : head
    }
    if let did = presenter.first("作的"), did.upperBound < presenter.end,
      did.lowerBound > presenter.start
    {
      onBehalfOf = onBehalfOf ?? presenter.from(did.upperBound)
      presenter = presenter.upTo(did.lowerBound)
    }
    presenter = withoutDid(presenter)
    return (
      ReportReader.presenters(presenter), onBehalfOf, subject.trimmed(ReportReader.ends), tail
    )
  }

  private static let ends = Marks("， 的")
  private static let did = Marks("作的 所作的 作了 作出的 提交的 提出的 提请的 所作 分别作的")
  private static let mandates = Marks("受 代表")

  private func withoutDid(_ presenter: Passage) -> Passage {
    var words = presenter
    while let mark = words.suffix(of: ReportReader.reporting) {
      words = words.dropLast(mark.count)
    }
    return words.trimmed(ReportReader.loose)
  }

  private static let reporting = Marks(
    "作的 所作的 所作 作 作了 提出的 提交的 分别作的 分别 分别提出的 就 的 ， 向会议 向大会 汇报的 同志 所 代表")
  private static let loose = Marks("， 、 了 由 有关")

  /// The organ whose account is heard: 中央书记处工作报告, 全国政协办公厅2021年工作汇报.
  private func leadingOrgan(_ words: Passage) -> Passage? {
    guard let kind = words.suffix(of: Few("工作汇报 党组工作汇报 书记处工作报告 工作情况报告 工作情况的报告 工作情况汇报")) else {
      return nil
    }
    var head = words.dropLast(kind.count)
    if kind.hasPrefix("书记处") { head = words.dropLast(4) }
    if kind.hasPrefix("党组") { head = words.dropLast(4) }
    if head.hasSuffix("年") {
      head = head.dropLast(1)
      while !head.isEmpty, MeetingName.isNumeral(head.text.units[head.end - 1]) {
        head = head.dropLast(1)
      }
    }
    return head.first("的") == nil
      && head.split(Few("、")).allSatisfy({ $0.suffix(of: MeetingName.organs) != nil }) ? head : nil
  }

  /// Whether words in front of 关于 name who presents, and are no subject themselves.
  private static func isSomebody(_ words: Passage) -> Bool {
    if words.suffix(of: Few("作的 所作的 所作 提出的 提交的 分别作的")) != nil { return true }
    let words = words.trimmed(somebodys)
    return words.isEmpty || words.suffix(of: MeetingName.organs) != nil
      || words.suffix(of: PersonWords.offices) != nil || words.suffix(of: units) != nil
      || PersonWords.person(endingAt: words) != nil
  }

  private static let somebodys = Marks("作的 所作的 分别作的 所作 作 提出的 分别提出的 提交的 分别 就 的 汇报的 同志 ， 委托")
  private static let listMarks = Marks("、 ，")
  private static let units = Marks(
    "委 局 部 厅 院 会 办 室 组 处 署 团 方 中心 公司 单位 部门 政府 人员 主席会议 主任会议 委员长会议 会议 “一府两院” 两院 大学 学院 银行 党组 代表团 机构")

  /// Joint presenters, one by one.
  static func presenters(_ words: Passage) -> [Passage] {
    var presenters: [Passage] = []
    for part in words.split(listMarks) {
      if let last = presenters.last, !isWhole(last) {
        presenters[presenters.count - 1] = last.with(last.start..<part.end)
      } else {
        presenters.append(part)
      }
    }
    return presenters.flatMap(divided)
  }

  /// Whether words are an organ or end with a person, so that the next ones are another presenter.
  private static func isWhole(_ words: Passage) -> Bool {
    PersonWords.person(endingAt: words) != nil
      || words.suffix(of: MeetingName.organs) != nil
      || words.suffix(of: Few("委 局 部 厅 院 会 办 室 组")) != nil
        && words.suffix(of: PersonWords.offices) == nil
  }

  private static func divided(_ words: Passage) -> [Passage] {
    for joint: Mark in ["和", "以及", "及", "与"] {
      var at = words.start
      while let range = words.first(joint, from: at) {
        at = range.upperBound
        let (left, right) = (words.upTo(range.lowerBound), words.from(range.upperBound))
        let isJoint =
          left.suffix(of: MeetingName.organs) != nil && right.suffix(of: MeetingName.organs) != nil
          || PersonWords.person(endingAt: left)?.office.isEmpty == false
            && PersonWords.person(endingAt: right)?.office.isEmpty == false
        if isJoint, words.isOutside(range.lowerBound) { return [left] + divided(right) }
      }
    }
    return [words]
  }
}
