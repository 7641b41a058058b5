/// A report that a sentence tells by who gave it: 张三向会议作了关于甲的汇报, 张三就乙作了说明.
struct SpokenReport {
  private let presenter: Passage
  private let onBehalfOf: Passage?
  /// What stands behind 就, where the subject stands there.
  private let matter: Passage?
  /// Where the subject begins that stands behind 作了.
  private let objectStart: Int
  private let form: String

  private static let verbs = Marks(
    "作了 做了 作 作出 进行了 分别作了 分别作 分别做了 作了题为 作题为 分别向会议作了 所作 宣读了 汇报了 通报了 报告了 介绍了")
  private static let forms = Marks(
    "汇报 报告 说明 通报 审议情况说明 情况汇报 情况说明 工作报告 汇报说明 传达 介绍 汇报和说明 说明和汇报 传达、说明和汇报 专题报告 专项报告")

  /// Reads a clause; nothing where nobody reports in it.
  init?(_ clause: Passage, _ sentence: Passage, motion: Passage? = nil) {
    guard let verb = SpokenReport.verb(in: clause), !clause.hasPrefix("由"),
      !clause.upTo(verb.lowerBound).contains(Few("将 拟 提议 准备 建议 并委托"))
    else { return nil }
    let object = ActWords.withoutRest(clause.from(verb.upperBound))
    var head = clause.upTo(verb.lowerBound)
    // 受国务院委托，张三 …: the mandate may be a clause of its own.
    var behalf: Passage?
    if let before = SpokenReport.clauseBefore(clause, in: sentence),
      let mandate = before.first("受"),
      before.hasPrefix("受") || before.hasSuffix("委托") && head.isEmpty,
      let close = before.first("委托"), close.lowerBound > mandate.upperBound
    {
      behalf = before.with(mandate.upperBound..<close.lowerBound)
      // 张三受市政府委托，作了 …
      if mandate.lowerBound > before.start { head = before.upTo(mandate.lowerBound) }
    }
    // 张三主持会议，并代表常委会作 …
    if head.hasPrefix("并代表"), let before = SpokenReport.clauseBefore(clause, in: sentence) {
      let chairs = AttendanceReader(sentence: before).chairs()
      if chairs.count == 1, let chair = chairs.first {
        behalf = head.dropFirst(3)
        // 市委书记张三, 张三主任: the office stands on either side.
        let office = chair.office ?? chair.name
        head = chair.name.with(
          min(office.start, chair.name.start)..<max(office.end, chair.name.end))
      }
    }
    for mark: Mark in [
      "向会议", "向大会", "向主席团", "向全会", "向主席团会议", "在会上", "分别", "向常委会", "向会议分别", "向常委会会议",
    ]
    where head.hasSuffix(mark) {
      head = head.dropLast(mark.count)
    }
    if head.isEmpty, let before = SpokenReport.clauseBefore(clause, in: sentence),
      !AttendanceReader.people(in: before).isEmpty
    {
      head = before
    }
    // 甲，乙，丙分别就有关议题作了汇报: those in front of the comma are presenters too.
    while let before = SpokenReport.clauseBefore(head, in: sentence),
      before.suffix(of: Few("了 的")) == nil,
      PersonWords.person(endingAt: before)?.office.isEmpty == false
        || before.hasSuffix("负责人") || before.hasSuffix("负责同志")
    {
      head = sentence.with(before.start..<head.end)
    }
    var matter: Passage?
    if let about = head.last("就") ?? (SpokenReport.forms.contains(object) ? head.last("对") : nil),
      head.isOutside(about.lowerBound), about.lowerBound > head.start
    {
      matter = head.from(about.upperBound)
      head = head.upTo(about.lowerBound)
    }
    if matter == nil, SpokenReport.forms.contains(object), let motion { matter = motion }
    for mark: Mark in ["向会议", "向大会", "分别", "在会上", "会上"] where head.hasSuffix(mark) {
      head = head.dropLast(mark.count)
    }
    if let mandate = head.first("受"), let close = head.first("委托"),
      close.lowerBound > mandate.upperBound
    {
      behalf = head.with(mandate.upperBound..<close.lowerBound)
      head =
        mandate.lowerBound > head.start
        ? head.upTo(mandate.lowerBound) : head.from(close.upperBound)
    } else if let mandate = head.first("代表"), mandate.lowerBound > head.start + 1,
      PersonWords.person(endingAt: head.upTo(mandate.lowerBound)) != nil
    {
      behalf = head.from(mandate.upperBound)
      head = head.upTo(mandate.lowerBound)
    }
    for mark: Mark in ["会上，", "会上", "会议上", "，"] where head.hasPrefix(mark) {
      head = head.dropFirst(mark.count)
    }
    let told = clause.with(verb)
    if matter == nil, told.suffix(of: Few("报告了 汇报了 通报了")) != nil, object.count >= 5,
      !head.isEmpty, PersonWords.person(endingAt: head) != nil
    {
      presenter = head.trimmed(Few("， 、 还 也"))
      onBehalfOf = behalf
      self.matter = object
      objectStart = object.start
      form = String(told.string.dropLast())
      return
    }
    guard
      let kind = matter == nil
        ? object.suffix(of: SpokenReport.forms)
        : object.prefix(of: SpokenReport.forms) ?? object.suffix(of: SpokenReport.forms)
    else { return nil }
    if matter == nil {
      // 作了报告 says nothing of what.
      guard object.count > kind.count || object.count >= 4,
        object.first("关于") != nil || object.hasPrefix("《")
          || object.hasPrefix("题为") || object.hasSuffix("工作报告")
          || object.hasSuffix("辅导报告") || object.first("的") != nil
      else { return nil }
    }
    guard !head.isEmpty else { return nil }
    presenter = head.trimmed(Few("， 、 还 也"))
    onBehalfOf = behalf
    self.matter = matter
    objectStart = object.start
    form = ["汇报", "报告", "说明", "通报"].first { kind.string.contains($0) } ?? ""
  }

  private static func verb(in clause: Passage) -> Range<Int>? {
    var at = clause.start
    while let found = clause.first(verbs, from: at) {
      at = found.range.upperBound
      guard clause.isOutside(found.range.lowerBound) else { continue }
      // 工作, 合作, 作为, 作用 are other words.
      let before = clause.upTo(found.range.lowerBound)
      let behind = clause.from(found.range.upperBound)
      if found.mark.hasPrefix("作") || found.mark == "作" {
        if before.suffix(of: Few("工 合 运 写 操 动 制 协 创 著 所 当 看 叫 称 视 农 劳 耕 振")) != nil { continue }
        if behind.prefix(of: Few("为 用 风 业 战 出 品 者 家 的 协")) != nil { continue }
      }
      return found.range
    }
    return nil
  }

  private static func clauseBefore(_ clause: Passage, in sentence: Passage) -> Passage? {
    guard clause.start > sentence.start + 1 else { return nil }
    return sentence.upTo(clause.start - 1).split(ActWords.clauseEnds).last
  }

  /// A report for each subject.
  func items(_ region: Passage) -> [DraftedItem] {
    let presenters = ReportReader.presenters(presenter)
    if let matter {
      var item = DraftedItem(.report, clause: region)
      item.presenters = presenters
      item.onBehalfOf = onBehalfOf
      item.subject = .init(passage: matter)
      item.form = form
      return [item]
    }
    return ReportReader(object: region.from(objectStart), clause: region).items().map { item in
      var item = item
      if item.presenters.isEmpty { item.presenters = presenters }
      if item.onBehalfOf == nil { item.onBehalfOf = onBehalfOf }
      return item
    }
  }
}
