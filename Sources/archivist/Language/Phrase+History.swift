import Archive

/// What `history` tells.
extension Phrase {
  enum History {
    static let summary = Phrase(
      en: "tells what happened to a record, or to a text through its drafts",
      zh: "查看一条记录的登记经过，或一个文本从草案到通过的历程")
    static let titles = Phrase(
      en: """
        A title stands in 《》 or not. Everything under it is told in the order of the dates: reports \
        on its drafts, whatever the stage (草案, 草案二次审议稿, 修订草案, 送审稿, 征求意见稿 …), also where 《TITLE（stage）》 \
        stands inside of a longer sentence; resolutions of that title, or that name it; documents of \
        that title. Titles must be the same but for widths, traditional characters, spaces and inner \
        marks, and may be recorded with the jurisdiction in front (重庆市) or without. Where texts of \
        several jurisdictions have the title, they are named, and nothing is told.
        """,
      zh: """
        标题加不加《》均可。按日期先后列出：对其各阶段文稿（草案、草案二次审议稿、修订草案、送审稿、征求意见稿等）的汇报，\
        包括较长的表述中出现的《标题（阶段）》；以其为标题或提到它的决议；以其为标题的文件。标题须一致，全角半角、繁体简体、\
        空格和内层书名号不计，前面有无行政区名（如“重庆市”）均可。几个行政区有同名文本时，只列出各自的全称。
        """)
    static let numbers = Phrase(
      en: """
        A NUMBER is an accession number: then the events of that record are told. A title that looks \
        like one is written in 《》.
        """,
      zh: "NUMBER 是记录编号，此时列出该记录的各个事件。标题若形似编号，请加《》。")
    static let ofTitle = Phrase(en: "from the first draft to the adoption", zh: "从最初的草案到通过")
    static let program = Phrase(en: "the same for another program", zh: "同上，供其他程序使用")
    static let ofRecord = Phrase(en: "what happened to one record", zh: "一条记录的登记经过")
    static let position = Phrase(en: "position", zh: "位置")
    static let change = Phrase(en: "what changed", zh: "变动")
    static let event = Phrase(en: "what happened", zh: "经过")
    static let place = Phrase(en: "where", zh: "会议或文件")
  }

  /// What happened to a text, in a word or two.
  static func event(_ event: TitleEvent) -> Phrase {
    switch event {
    case .heard: Phrase(en: "heard", zh: "听取")
    case .considered: Phrase(en: "considered", zh: "审议")
    case .adoptedInPrinciple: Phrase(en: "adopted in principle", zh: "原则通过")
    case .adopted: Phrase(en: "adopted", zh: "通过")
    case .approved: Phrase(en: "approved", zh: "批准")
    case .revised: Phrase(en: "revised", zh: "修订")
    case .amended: Phrase(en: "amended", zh: "修正")
    case .repealed: Phrase(en: "repealed", zh: "废止")
    case .rejected: Phrase(en: "rejected", zh: "未通过")
    case .deferred: Phrase(en: "deferred", zh: "暂缓")
    case .referred: Phrase(en: "referred", zh: "转交")
    case .noted: Phrase(en: "noted", zh: "知悉")
    case .decided: Phrase(en: "decided", zh: "决定")
    case .discussed: Phrase(en: "discussed", zh: "研究")
    case .signed: Phrase(en: "signed", zh: "签署")
    case .issued: Phrase(en: "issued", zh: "印发")
    case .mentioned: Phrase(en: "mentioned", zh: "提及")
    }
  }

  private static func marked(_ titles: [String]) -> String {
    titles.map(inMarks).joined(separator: "、")
  }

  private static func inMarks(_ title: String) -> String {
    title.hasPrefix("《") && title.hasSuffix("》") ? title : "《\(title)》"
  }

  static func noSuchTitle(_ title: String) -> Phrase {
    Phrase(en: "no record speaks of \(inMarks(title))", zh: "没有提到\(inMarks(title))的记录")
  }

  static func didYouMeanTitles(_ titles: [String]) -> Phrase {
    Phrase(en: "did you mean \(marked(titles))?", zh: "是否指\(marked(titles))？")
  }

  static func titleOfSeveral(_ title: String) -> Phrase {
    Phrase(
      en: "texts of several jurisdictions have the title \(inMarks(title))",
      zh: "几个行政区都有名为\(inMarks(title))的文本")
  }

  static func sayWhich(_ titles: [String]) -> Phrase {
    Phrase(en: "say which: \(marked(titles))", zh: "请写明是哪一个：\(marked(titles))")
  }
}
