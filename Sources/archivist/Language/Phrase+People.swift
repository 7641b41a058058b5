import Archive

/// Persons and the offices they held.
extension Phrase {
  enum People {
    static let summary = Phrase(
      en: "lists the persons with counts, shows what offices one held, or who held them on a day",
      zh: "列出人员及记录条数，查看某人所任职务，或某日由谁任职")
    static let on = Phrase(en: "who held offices on this day", zh: "列出该日任职的人员")
    static let post = Phrase(
      en: "with --on: this office, such as 市长 (which 副市长 is not)", zh: "与 --on 同用：该职务，如“市长”（不含副市长）")
    static let body = Phrase(
      en: "with --on: offices of this body and of what belongs to it", zh: "与 --on 同用：该机构及其下属机构的职务")
    static let offices = Phrase(
      en: """
        Offices are read from personnel items, which begin and end them on the date of effect or of \
        the meeting, and from what minutes state beside a name, with the first and the last date. Each \
        is told with the records that it rests on.
        """,
      zh: """
        职务取自两处：人事事项（自生效日或会议日起任职或去职），以及会议记录中姓名旁注明的职务（列出最早和最近的日期）。\
        每项职务均注明所依据的记录。
        """)
    static let certainty = Phrase(
      en: """
        On a day, somebody held an office certainly where records on both sides of the day say so, and \
        uncertainly where only one side does or a date is not exact: nobody may have recorded the end.
        """,
      zh: """
        某日前后都有记录可证的，为“确定”；只有一侧的记录，或日期不精确的，为“不确定”：去职可能未予登记。
        """)
    static let sameName = Phrase(
      en: """
        A name is one person unless somebody registers another of the name with what tells them apart. \
        A record is about that person where one of the bodies is the record's, or one of the offices \
        stands beside the name; all others stay under the name alone. PERSON is a name, \
        'person/3', or a name with what tells it apart: 张伟（市审计局）.
        """,
      zh: """
        同一姓名视为一人，除非另行登记同名者及其区别。记录的机构与所给机构相符，或姓名旁的职务与所给职务相符的，归于该人；\
        其余仍归于该姓名。PERSON 可为姓名、“person/3”，或带区别的姓名，如“张伟（市审计局）”。
        """)
    static let one = Phrase(en: "the offices that one held", zh: "某人所任职务")
    static let holders = Phrase(en: "who held offices there on that day", zh: "该日在该机构任职的人员")
    static let holder = Phrase(en: "who was 主任 on that day", zh: "该日由谁任主任")
    static let register = Phrase(
      en: "enters a person in the registry, told from others of the name", zh: "登记人员，与同名者相区别")
    static let merge = Phrase(
      en: "records that two names are of one person, who keeps the second", zh: "将两个姓名并为一人，沿用后者")
    static let disambiguator = Phrase(
      en: "what tells the person from others of the name", zh: "与同名者相区别的说明")
    static let evidenceBody = Phrase(
      en: "records of this body that have the name are about the person", zh: "该机构记录中的此姓名即为此人")
    static let evidenceOffice = Phrase(
      en: "records that give the name this office are about the person", zh: "姓名旁注明该职务的即为此人")
    static let otherName = Phrase(en: "another name or spelling", zh: "其他姓名或写法")
    static let toldApart = Phrase(en: "one of two who are called so", zh: "两个同名者之一")

    static let person = Phrase(en: "person", zh: "人员")
    static let office = Phrase(en: "office", zh: "职务")
    static let evidence = Phrase(en: "told by", zh: "依据")
    static let sure = Phrase(en: "how sure", zh: "确定与否")
    static let registered = Phrase(en: "registered", zh: "登记")
    static let chaired = Phrase(en: "chaired", zh: "主持")
    static let attended = Phrase(en: "attended", zh: "出席")
    static let spoke = Phrase(en: "spoke", zh: "报告")
    static let proposed = Phrase(en: "proposed", zh: "提请")
    static let personnel = Phrase(en: "personnel", zh: "任免")
    /// The same at the head of a narrow column.
    static let posts = Phrase(en: "posts", zh: "任免")
  }

  static func certainty(_ certainty: Tenure.Certainty) -> Phrase {
    switch certainty {
    case .certain: Phrase(en: "certain", zh: "确定")
    case .uncertain: Phrase(en: "uncertain", zh: "不确定")
    }
  }

  /// What tells of an office, each with its record.
  static func evidence(_ tenure: Tenure) -> Phrase {
    var parts: [Phrase] = []
    func add(_ evidence: Tenure.Evidence, _ word: Phrase) {
      let date = Phrase.date(evidence.date)
      parts.append(
        Phrase(
          en: "\(word[.english]) \(date[.english]) (\(evidence.accession))",
          zh: "\(date[.chinese]) \(word[.chinese])（\(evidence.accession)）"))
    }
    if let begin = tenure.begin { add(begin, Phrase(same: begin.action ?? "")) }
    if let first = tenure.firstSeen { add(first, Phrase(en: "stated", zh: "载明")) }
    if let last = tenure.lastSeen, last.accession != tenure.firstSeen?.accession {
      add(last, Phrase(en: "stated", zh: "载明"))
    }
    if let end = tenure.end { add(end, Phrase(same: end.action ?? "")) }
    return Phrase(
      en: parts.map { $0[.english] }.joined(separator: ", "),
      zh: parts.map { $0[.chinese] }.joined(separator: "，"))
  }

  /// What was recorded about a person.
  static func told(_ command: PersonCommand) -> Phrase {
    switch command {
    case .register(let person):
      Phrase(en: "\(person.label) registered", zh: "已登记人员 \(person.label)")
    case .merge(let name, let into): Phrase(en: "\(name) is \(into)", zh: "已登记：\(name) 即 \(into)")
    }
  }

  static func standsOnlyWith(_ option: String, _ other: String) -> Phrase {
    Phrase(en: "\(option) stands only with \(other)", zh: "\(option) 只能与 \(other) 同用")
  }
}

extension PersonRefusal: InBothLanguages {
  var chinese: String {
    switch self {
    case .unknown(let name, let near):
      "没有名为“\(name)”的人员" + (near.map { "；是否指“\($0)”？" } ?? "")
    case .several(let name, let labels): "名为“\(name)”的不止一人：\(labels.joined(separator: "、"))"
    case .isRegistered(let label): "\(label) 已登记"
    case .isSame(let one, let other): "“\(one)”与“\(other)”已是同一人"
    case .unknownBody(let name, let near): BodyRefusal.unknown(name, near: near).chinese
    case .withoutEvidence(let name):
      "\(name) 凭什么与同名者相区别？请以 --body 或 --office 给出记录可证的机构或职务"
    case .noName(let text): "“\(text)”不能作姓名"
    }
  }
}
