import Archive

/// Drafts of minutes from the text of a page.
extension Phrase {
  enum Drafts {
    static let summary = Phrase(
      en: "drafts minutes for review from the text of a newspaper page or a bulletin",
      zh: "从报纸版面或公报的文字草拟会议记录，供核对")
    static let edition = Phrase(
      en: "the day of the edition, which supplies years and months the text leaves out",
      zh: "出版日期，用以补足文中未写的年、月")
    static let title = Phrase(
      en: "what the source is called, such as 重庆日报 (the file's name unless given)",
      zh: "来源名称，如“重庆日报”（默认为文件名）")
    static let format = Phrase(
      en: "minutes to review, or JSON with the characters and the confidence of each field",
      zh: "输出待核对的会议记录，或含每项内容的字符位置和可信度的 JSON")
    static let edit = Phrase(
      en: "show each draft with its lines in $VISUAL or $EDITOR, and record what is saved",
      zh: "在 $VISUAL 或 $EDITOR 编辑器中逐份核对草稿（附原文各行），保存后即登记")
    static let meaning = Phrase(
      en: """
        The page is read as it comes: several articles, lines broken inside of words, headlines in front \
        or behind, notices, fragments. What reports a meeting that was held, or is an official document \
        with its number, becomes a record; the rest is left out, and told. Nothing is invented: what the \
        page does not say is missing. GB 18030 is read as well as UTF-8.
        """,
      zh: """
        页面文字可原样读入：多篇文章、词中换行、标题在前或在后、简报、残篇。报道已召开会议的文章和带发文字号的公文成为记录，\
        其余略去并告知。绝不编造：页面没有写的，就没有。UTF-8 和 GB 18030 都可以读。
        """)
    static let doubts = Phrase(
      en: """
        Every field has a comment with the lines and the words it comes from, and every item its source. \
        A question mark in front of a value is a doubt: it is told with its reason, and 'append' refuses \
        the file until somebody has taken it away.
        """,
      zh: """
        每项内容后的注释写明出自哪些行、哪些字，每个事项都有来源。内容前的“?”表示存疑，理由会一并告知；去掉“?”之前，\
        “append”不会登记。
        """)
    static let days = Phrase(
      en: """
        A day without a year or a month (9月18日, 18日, 昨日) is taken from the dateline or from --edition, \
        and its basis says so.
        """,
      zh: "未写年、月的日期（9月18日、18日、昨日）据电头或 --edition 补足，并注明依据。")
    static let review = Phrase(
      en: """
        With --edit the archive is needed: what is saved is recorded together with the page, so that cited \
        lines can be read for ever; an emptied file records nothing.
        """,
      zh: "使用 --edit 须有档案库：保存后，记录与页面原文一并登记，所引各行永远可查；清空文件则不登记。")
    static let exampleFile = Phrase(
      en: "a page of the edition of that day", zh: "某日出版的一个版面")
    static let exampleAppend = Phrase(
      en: "record what was reviewed, and keep the page", zh: "登记核对过的记录，并保存原文")
    static let exampleEdit = Phrase(
      en: "review and record, one article after the other", zh: "逐篇核对并登记")
    static let exampleJSON = Phrase(
      en: "what is doubtful, for programs", zh: "供程序读取的存疑之处")
  }

  /// Why a field should be looked at.
  static func doubtful(
    _ file: String, _ lines: String, _ path: String, _ doubt: DraftDoubt
  ) -> Phrase {
    let field = String(path.split(separator: "/").last ?? "")
    return Phrase(
      en: "\(file):\(lines): ? \(field): \(doubt)",
      zh: "\(file):\(lines): ? \(field)：\(doubt.chinese)")
  }

  /// What was left out of a page, and why.
  static func leftOut(_ file: String, _ piece: LeftOut) -> Phrase {
    let (en, zh): (String, String) =
      switch piece.reason {
      case .noMeeting: ("reports no meeting", "未报道会议")
      case .mentionOnly: ("names a meeting, but does not report it", "提到会议，但并非其报道")
      case .opinion: ("opinion or background", "评论或背景文章")
      case .foreign: ("a meeting abroad, or of states", "国外或国际会议")
      }
    return Phrase(
      en: "\(file):\(piece.lines.text): left out “\(piece.title)”: \(en)",
      zh: "\(file):\(piece.lines.text): 略去“\(piece.title)”：\(zh)")
  }

  static func moreLeftOut(_ count: Int) -> Phrase {
    Phrase(
      en: "… and \(count) more left out; --format json lists them all",
      zh: "……另略去 \(count) 篇；--format json 列出全部")
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
        Draft \(number) of \(count). Check each value against the lines below, take away question marks, \
        and save: the minutes are recorded. Empty the file to record nothing.
        """,
      zh: """
        第 \(number) 份草稿，共 \(count) 份。请对照下列各行核对，去掉“?”，保存即登记；清空文件则不登记。
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
