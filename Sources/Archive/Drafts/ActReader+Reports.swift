/// Reads what a meeting heard, discussed and signed.
extension ActReader {
  mutating func hear(_ verb: String, _ object: Passage, _ region: Passage) {
    // 听取对《甲》的意见: what people think is no report.
    if object.hasPrefix("对"), object.suffix(of: ActReader.opinions) != nil { return }
    for var item in ReportReader(object: object, clause: region).items() {
      item.disposition = verb == "听取" ? "听取" : verb.contains("审议") ? "听取和审议" : "听取"
      items.append(item)
    }
  }

  mutating func deliberate(_ verb: String, _ object: Passage, _ region: Passage) {
    if verb.hasSuffix("审议") {
      if let draft = object.split(Few("、 和")).first(where: {
        $0.suffix(of: Few("工作报告稿 报告稿")) != nil
      }) {
        var item = DraftedItem(.report, clause: region)
        item.subject = .init(passage: draft)
        item.disposition = "审议"
        items.append(item)
      }
      let reports = ReportReader(object: object, clause: region).items().filter {
        $0.subject.map { ActReader.isReport($0.passage) } ?? false
      }
      if !reports.isEmpty {
        for var item in reports {
          item.disposition = "审议"
          items.append(item)
        }
        return
      }
    }
    note(verb, object, region)
  }

  private static let opinions = Marks("意见 建议 意见建议 看法")

  static func isReport(_ subject: Passage) -> Bool {
    subject.suffix(of: Few("报告 报告》 汇报 工作报告 报告（草案） 报告》（草案）")) != nil
  }

  /// Reads what somebody reported, whoever acts in the sentence: 张三向会议作了关于甲的汇报.
  mutating func readSpeech(
    _ clause: Passage, _ clauses: [Passage], _ index: inout Int, _ sentence: Passage
  ) -> Bool {
    guard let speech = SpokenReport(clause, sentence, motion: motion) else { return false }
    var region = clause
    while index < clauses.count {
      let next = clauses[index]
      let body =
        next.hasPrefix("和") || next.hasPrefix("以及")
        ? next.from(next.first("关于")?.lowerBound ?? next.end) : next
      guard body.hasPrefix("关于"), ActWords.withoutRest(body).suffix(of: ActWords.reports) != nil
      else { break }
      region = region.with(region.start..<next.end)
      index += 1
    }
    items += speech.items(region)
    return true
  }

  static let closings = Marks("》")
  static let verbs: [(String, String)] = [
    ("研究", "研究"), ("讨论", "研究"), ("强调", "强调"), ("指出", "指出"), ("要求", "要求"), ("审议", "审议"),
    ("审查", "审议"),
  ]

  mutating func note(_ verb: String, _ object: Passage, _ clause: Passage) {
    var item = DraftedItem(.matter, clause: clause)
    item.verb = ActReader.verbs.first { verb.hasSuffix($0.0) }?.1 ?? ""
    item.subject = .init(passage: object.trimmed(ActReader.stops))
    guard item.subject?.passage.isEmpty == false else { return }
    items.append(item)
  }

  /// Reads what was signed: 签署了《甲》.
  mutating func readAgreements(_ sentence: Passage, parties: [Passage]) {
    for verb: Mark in ["签署了", "签署", "签订了", "签订"] {
      guard let range = sentence.first(verb), sentence.isOutside(range.lowerBound) else { continue }
      let object = sentence.from(range.upperBound)
      guard object.hasPrefix("《") else { continue }
      for part in ListReader(
        object.split(ActWords.clauseEnds).first ?? object, endings: ActReader.closings
      ).parts() where part.passage.hasPrefix("《") {
        var item = DraftedItem(.agreement, clause: sentence)
        item.subject = part
        item.parties = parties
        items.append(item)
      }
      return
    }
  }

}
