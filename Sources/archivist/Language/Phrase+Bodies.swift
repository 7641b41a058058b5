import Archive

/// Bodies, their names and what belongs to them.
extension Phrase {
  enum Bodies {
    static let summary = Phrase(
      en: "lists the bodies with counts, shows one, records what is known about them",
      zh: "列出各机构及记录条数，查看某一机构，登记机构的名称与隶属")
    static let names = Phrase(
      en: """
        A body is found under every name that it has or had, whatever the widths and characters, and \
        with a term of office in it (市五届人大常委会). A name belongs to one body for ever; records \
        keep showing the name that stands in them.
        """,
      zh: """
        机构可用现名、别名、曾用名查到，全角半角、繁体简体不区分，名称中也可带届次（如“市五届人大常委会”）。一个名称始终\
        只属于一个机构；记录仍按原文显示其名称。
        """)
    static let relative = Phrase(
      en: """
        Names such as 市政府 belong to the archive's area: in an archive of 重庆市, 市政府 and 重庆市政府 \
        are one body. 'archivist init --jurisdiction' says which area, or 'bodies jurisdiction' later.
        """,
      zh: """
        “市政府”一类的名称属于档案库所在的地区：在重庆市的档案库中，“市政府”与“重庆市政府”是同一机构。地区由\
        “archivist init --jurisdiction”指定，也可日后用“bodies jurisdiction”指定。
        """)
    static let one = Phrase(
      en: "one body: its names, its terms, what belongs to it", zh: "某一机构的名称、各届和下属机构")
    static let shortName = Phrase(en: "both names are of one body", zh: "两个名称同属一个机构")
    static let register = Phrase(en: "enters a body in the registry", zh: "登记机构")
    static let alias = Phrase(
      en: "records another name of a body beside its own", zh: "登记机构的别名")
    static let rename = Phrase(
      en: "records that a body is called otherwise from a date on", zh: "登记机构更名")
    static let place = Phrase(
      en: "records to which bodies one belongs, and to no others", zh: "登记机构隶属于哪些机构（取代原有隶属）")
    static let dissolve = Phrase(
      en: "records that a body ceased", zh: "登记机构撤销")
    static let merge = Phrase(
      en: "records that two registered bodies are one, which keeps the second one's name",
      zh: "将重复登记的机构并为一个，沿用后者的名称")
    static let jurisdiction = Phrase(
      en: "records to which area names such as 市政府 belong", zh: "登记“市政府”一类名称所属的地区")
    static let other = Phrase(en: "another name of it", zh: "别名")
    static let parent = Phrase(en: "a body that it belongs to", zh: "所隶属的机构")
    static let classification = Phrase(en: "what kind of organ it is", zh: "机构类别")
    static let area = Phrase(en: "the area that it is responsible for", zh: "管辖地区")
    static let date = Phrase(en: "since when (needed)", zh: "自何时起（必填）")
    static let successor = Phrase(en: "the body that takes its place", zh: "承接其职能的机构")

    static let alsoCalled = Phrase(en: "also", zh: "别名")
    static let formerly = Phrase(en: "formerly", zh: "曾用名")
    static let kind = Phrase(en: "kind", zh: "类别")
    static let areaLabel = Phrase(en: "area", zh: "地区")
    static let belongsTo = Phrase(en: "belongs to", zh: "隶属")
    static let dissolved = Phrase(en: "dissolved", zh: "撤销")
    static let parts = Phrase(en: "Belonging to it, with their records", zh: "下属机构及记录条数")
    static let term = Phrase(en: "term", zh: "届")
    static let first = Phrase(en: "first meeting", zh: "最早会议")
    static let last = Phrase(en: "last meeting", zh: "最近会议")
  }

  static func until(_ name: String, _ date: Phrase) -> Phrase {
    Phrase(en: "\(name) (until \(date[.english]))", zh: "\(name)（至 \(date[.chinese])）")
  }

  static func dissolved(_ date: Phrase, _ successor: String?) -> Phrase {
    Phrase(
      en: date[.english] + (successor.map { ", then \($0)" } ?? ""),
      zh: date[.chinese] + (successor.map { "，由 \($0) 承接" } ?? ""))
  }

  static func termNumber(_ number: Int) -> Phrase { Phrase(en: "\(number)", zh: "\(number) 届") }

  /// What was recorded about a body.
  static func told(_ command: BodyCommand) -> Phrase {
    switch command {
    case .register(let body): Phrase(en: "\(body.name) registered", zh: "已登记机构 \(body.name)")
    case .alias(let name, let alias):
      Phrase(en: "\(name) is also called \(alias)", zh: "已登记：\(name) 又称 \(alias)")
    case .place(let name, let parents):
      Phrase(
        en: "\(name) belongs to \(parents.joined(separator: ", "))",
        zh: "已登记：\(name) 隶属于 \(parents.joined(separator: "、"))")
    case .rename(let name, let new, let date):
      Phrase(en: "\(name) is called \(new) since \(date)", zh: "已登记：\(name) 自 \(date) 起更名为 \(new)")
    case .dissolve(let name, let date, let successor):
      Phrase(
        en: "\(name) was dissolved (\(date))" + (successor.map { ", then \($0)" } ?? ""),
        zh: "已登记：\(name) 于 \(date) 撤销" + (successor.map { "，由 \($0) 承接" } ?? ""))
    case .merge(let name, let into):
      Phrase(en: "\(name) is \(into)", zh: "已登记：\(name) 即 \(into)")
    case .setJurisdiction(let area):
      Phrase(en: "relative names belong to \(area)", zh: "已登记：相对名称属于 \(area)")
    }
  }
}

extension BodyRefusal: InBothLanguages {
  var chinese: String {
    switch self {
    case .unknown(let name, let near):
      "没有名为“\(name)”的机构" + (near.isEmpty ? "" : "；相近的有：\(near.joined(separator: "、"))")
    case .nameTaken(let name, let other):
      "“\(name)”已是 \(other) 的名称；如两者实为同一机构，请用“archivist bodies merge”合并"
    case .hasName(let name, let body): "“\(name)”已是 \(body) 的名称"
    case .isSame(let one, let other): "“\(one)”与“\(other)”是同一机构的名称"
    case .loop(let name, let parent): "\(parent) 隶属于 \(name)，不能反过来隶属"
    case .isPlacedSo(let name): "\(name) 的隶属关系已是如此"
    case .isDissolved(let name, let date): "\(name) 已于 \(date) 撤销"
    case .hasJurisdiction(let area): "相对名称已属于 \(area)"
    case .noName(let text): "“\(text)”不能作机构名称"
    }
  }
}
