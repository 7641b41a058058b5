import Archive

/// Drafts of minutes from the text of a page.
extension Phrase {
  enum Drafts {
    /// What a page without a name is called in records, whatever language is spoken.
    static let unnamed = "标准输入 (standard input)"
    static let summary = Phrase(
      en: "drafts minutes for review from a newspaper page or bulletin",
      zh: "据报纸版面或公报的文字草拟会议记录，供核对")
    static let edition = Phrase(
      en: "the day of the edition; it supplies the years and months that the text leaves out",
      zh: "出版日期，用以补足文中未写的年、月")
    static let title = Phrase(
      en: "what the source is called, such as 重庆日报 (the file's name unless given)",
      zh: "来源名称，如“重庆日报”（默认为文件名）")
    static let format = Phrase(
      en: "minutes to review, or JSON that tells where each field stands in the page",
      zh: "输出待核对的会议记录，或注明各项内容在原文中位置的 JSON")
    static let edit = Phrase(
      en: "show each draft with its lines in $VISUAL or $EDITOR, and record what is saved",
      zh: "在 $VISUAL 或 $EDITOR 编辑器中逐份核对草稿（附原文），保存后即登记")
    static let meaning = Phrase(
      en: """
        The text of a page in Chinese is read as it comes: several articles, lines broken inside of \
        words, headlines in front or behind, notices, fragments. What reports a meeting that was held, \
        or is an official document with its number, becomes a record; the rest is left out, and told \
        on standard error. Nothing is invented: what the page does not say is missing. GB 18030 is \
        read as well as UTF-8.
        """,
      zh: """
        版面文字可原样读入：可有多篇文章，词中可换行，标题在前在后均可，也可以是简报或转版文章的残篇。报道已举行会议的\
        文章和带发文字号的公文成为记录；其余略去，并在标准错误输出中列出。绝不编造：文中没有的，记录中也没有。UTF-8 和 \
        GB 18030 均可。
        """)
    static let doubts = Phrase(
      en: """
        Fields have a comment with the lines and the words they come from, items have a source. A \
        question mark in front of a value marks a doubt, whose reason is told; 'append' refuses the \
        file until somebody has looked at it and taken the mark away.
        """,
      zh: """
        各项内容后有注释，注明出自哪些行、哪些字；每个事项注明来源。内容前的“?”表示存疑，理由一并列出；须有人核对并去掉“?”，\
        “append”才予登记。
        """)
    static let days = Phrase(
      en: """
        A day without a year or a month (9月18日, 18日, 昨日) is completed from the dateline or from \
        --edition; behind such a date stands (年份据出版日期).
        """,
      zh: "未写年、月的日期（9月18日、18日、昨日）据电头或 --edition 补足，其后注明“(年份据出版日期)”。")
    static let review = Phrase(
      en: """
        --edit needs an archive: what stands in the file when the editor is left is recorded together \
        with the page, so that cited lines can be read for ever; an emptied file records nothing.
        """,
      zh: "使用 --edit 须有档案库：退出编辑器后，文件中的记录与版面原文一并登记，所引各行永远可查；清空文件则不登记。")
    static let exampleFile = Phrase(
      en: "draft the records of a page, into a file to review", zh: "草拟一个版面的会议记录，存入文件，待核对")
    static let exampleAppend = Phrase(
      en: "record what was reviewed, and keep the page", zh: "登记核对后的记录，并保存原文")
    static let exampleEdit = Phrase(
      en: "review and record, one meeting after the other", zh: "逐次会议核对并登记")
    static let exampleJSON = Phrase(
      en: "what is doubtful, for programs", zh: "供其他程序读取的存疑之处")
  }

  /// Why a field should be looked at.
  ///
  /// - Parameter place: The lines, with the file in front where there may be several.
  static func doubtful(_ place: String, _ path: String, _ doubt: DraftDoubt) -> Phrase {
    // Of /items/3/subject the name; numbers only count.
    let field = path.split(separator: "/").last { !$0.allSatisfy(\.isNumber) }.map(String.init)
    let name = Phrase.label(field ?? path)
    return Phrase(
      en: "\(place): check the \(name[.english]): \(doubt)",
      zh: "\(place): 请核对“\(name[.chinese])”：\(doubt.chinese)")
  }

  /// What was left out of a page, and why.
  static func leftOut(_ file: String, _ piece: LeftOut) -> Phrase {
    let (en, zh): (String, String) =
      switch piece.reason {
      case .noMeeting: ("no meeting", "未报道会议")
      case .mentionOnly: ("a meeting is only mentioned", "仅提及会议")
      case .opinion: ("opinion or background", "评论或背景文章")
      case .foreign: ("a meeting abroad, or of states", "国外或国际会议")
      }
    let title = TextWidth.truncate(piece.title, to: longestTitle)
    return Phrase(
      en: "\(file):\(piece.lines.text): left out, \(en): \(title)",
      zh: "\(file):\(piece.lines.text): 略去（\(zh)）：\(title)")
  }

  /// In columns; shorter than what a piece without a headline is called by.
  private static let longestTitle = 36

  /// A page of which nothing became a record.
  static func nothingDrafted(_ file: String) -> Phrase {
    Phrase(
      en: "\(file): no report of a meeting was found, and no document; texts are read in Chinese",
      zh: "\(file)：没有找到会议报道，也没有找到公文")
  }

  static func moreLeftOut(_ count: Int) -> Phrase {
    Phrase(
      en: "… and \(count) more left out; --format json lists them all",
      zh: "……另略去 \(count) 篇；用 --format json 可列出全部")
  }

  static func drafted(
    _ file: String, meetings: Int, documents: Int, doubts: Int, leftOut: Int
  ) -> Phrase {
    let en = [
      "\(meetings) \(meetings == 1 ? "meeting" : "meetings")",
      documents == 0 ? nil : "\(documents) \(documents == 1 ? "document" : "documents")",
      "\(doubts) \(doubts == 1 ? "value" : "values") to check",
      "\(leftOut) \(leftOut == 1 ? "piece" : "pieces") left out",
    ]
    let zh = [
      "会议 \(meetings) 次", documents == 0 ? nil : "文件 \(documents) 件", "存疑 \(doubts) 处",
      "略去 \(leftOut) 篇",
    ]
    return Phrase(
      en: "\(file): " + en.compactMap { $0 }.joined(separator: ", "),
      zh: "\(file)：" + zh.compactMap { $0 }.joined(separator: "，"))
  }

  static func reviewing(_ number: Int, of count: Int) -> Phrase {
    Phrase(
      en: """
        Draft \(number) of \(count). Check each value against the lines below, and take away question \
        marks. When the editor is left, what stands here is recorded, with the page; empty the file \
        to record nothing.
        """,
      zh: """
        第 \(number) 份草稿，共 \(count) 份。请对照下列各行逐项核对，并去掉“?”。退出编辑器后，即按文件内容连同版面原文一并登记；\
        清空文件则不登记。
        """)
  }

  static func skipped(_ title: String) -> Phrase {
    Phrase(en: "not recorded: \(title)", zh: "未登记：\(title)")
  }
}

extension DraftDoubt: InBothLanguages {
  var chinese: String {
    switch self {
    case .noBody: "文中没有写明举行会议的机构"
    case .noDate: "文中没有日期"
    case .noEdition: "日期没有年份；请用 --edition 补足"
    case .dayOfWriting: "文中没有日期；此为成稿或出版之日"
    case .longAgo: "日期比出版日期早很多，二者或有一误"
    case .onlyHeadline: "会议名称只见于标题"
    }
  }
}
