import Archive

/// Whether texts were in force.
extension Phrase {
  enum ForceText {
    static let label = Phrase(en: "in force", zh: "效力")
    static let mayHaveBeen = Phrase(en: "(uncertain) ", zh: "（不确定）")
  }

  /// What is known of a text on a day.
  static func force(_ force: Force) -> Phrase {
    let period = force.period
    let from = date(period.start)
    let start = Phrase(en: "from \(from[.english])", zh: "\(from[.chinese])起施行")
    var text: Phrase
    switch force.status {
    case .inForce: text = Phrase(en: "on \(force.day): yes, ", zh: "\(force.day)：有效，") + start
    case .uncertain:
      text = Phrase(en: "on \(force.day): uncertain, ", zh: "\(force.day)：不确定，") + start
    case .notYet: text = Phrase(en: "on \(force.day): not yet, ", zh: "\(force.day)：尚未施行，") + start
    case .ended: text = Phrase(en: "on \(force.day): no longer, ", zh: "\(force.day)：已失效，") + start
    }
    if let end = period.end {
      let end = date(end)
      text = text + Phrase(en: " until \(end[.english])", zh: "，\(end[.chinese])起失效")
      if let by = force.endedBy { text = text + Phrase(en: " (by \(by))", zh: "（据 \(by)）") }
    }
    guard !force.changedBy.isEmpty else { return text }
    let records = force.changedBy.map(\.description)
    return text
      + Phrase(
        en: "; changed by \(records.joined(separator: ", "))",
        zh: "；经 \(records.joined(separator: "、")) 修改")
  }

  static func holdsNoText(_ number: AccessionNumber, _ day: PartialDate.Part) -> Phrase {
    Phrase(
      en: "\(number) holds no text that could be in force on \(day)",
      zh: "编号 \(number) 的记录中没有可在 \(day) 有效的文本")
  }

  static func noSections(_ number: AccessionNumber) -> Phrase {
    Phrase(en: "\(number) has no sections", zh: "编号 \(number) 的记录没有章节")
  }

  static func noSuchSection(_ path: String, _ number: AccessionNumber) -> Phrase {
    Phrase(en: "\(number) has no section '\(path)'", zh: "编号 \(number) 的记录没有章节“\(path)”")
  }

  static func sections(_ paths: [String]) -> Phrase {
    Phrase(
      en: "its sections: \(paths.joined(separator: ", "))",
      zh: "其章节有：\(paths.joined(separator: "、"))")
  }
}
