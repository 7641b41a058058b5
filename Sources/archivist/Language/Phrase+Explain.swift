import Archive

/// How a question was answered.
extension Phrase {
  enum Explain {
    static let option = Phrase(
      en: "tell how the question is answered, in place of the answer", zh: "不给出结果，改为说明如何作答")
    static let meaning = Phrase(
      en: """
        --explain answers the question, and shows the steps with the number of records that each came \
        to and its time, as a table or with --format json. Set in below the finding stand the filters \
        and words, each asked by itself afterwards, so that their times do not add up; candidates have \
        every pair of characters of a word, before the places are compared.
        """,
      zh: """
        --explain 照常作答，但只列出各步骤所得记录数与用时（表格，或 --format json）。缩进各行为各筛选条件与检索词，\
        事后逐一单独检索，用时不可相加；“候选”指含有该词全部相邻字对、尚未比对位置的记录版本数。
        """)
    static let example = Phrase(en: "what the question costs", zh: "这一检索用了多少时间")

    static let step = Phrase(en: "step", zh: "步骤")
    static let candidates = Phrase(en: "candidates", zh: "候选")
    static let milliseconds = Phrase(en: "ms", zh: "毫秒")
    static let total = Phrase(en: "together", zh: "合计")
  }

  static let byteOrderMarkIsForCSV = Phrase(
    en: "--bom is for --format csv", zh: "--bom 只用于 --format csv")

  static let explainsTables = Phrase(
    en: "--explain is for tables and for --format json", zh: "--explain 只用于表格和 --format json")

  /// What an answer was made from.
  static func source(_ source: QueryPlan.Source) -> Phrase {
    switch source {
    case .segments(let count, let versions, let recent):
      Phrase(
        en: "answered from \(Count.of(count, "segment")) of the search index with"
          + " \(Count.of(versions, "version")) of records"
          + (recent > 0 ? ", the last \(Count.of(recent, "event")) read from the log" : ""),
        zh: "由检索索引作答：\(count) 个索引段，\(versions) 个记录版本"
          + (recent > 0 ? "，最近 \(recent) 个事件读自日志" : ""))
    case .log(let reason):
      Phrase(en: "answered from the whole log: ", zh: "由整个日志作答：") + reason.phrase
    }
  }

  /// What is done at a step.
  static func step(_ stage: QueryPlan.Stage, of source: QueryPlan.Source) -> Phrase {
    switch stage {
    case .parse: Phrase(en: "read the question", zh: "解析问题")
    case .archive: Phrase(en: "open the archive", zh: "打开档案库")
    case .open:
      if case .log = source {
        Phrase(en: "read the log", zh: "读取日志")
      } else {
        Phrase(en: "open the index", zh: "打开索引")
      }
    case .find: Phrase(en: "find", zh: "查找")
    case .facet: Phrase(en: "count", zh: "统计")
    case .order: Phrase(en: "put in order", zh: "排序")
    case .read: Phrase(en: "read the records", zh: "读取记录")
    case .render: Phrase(en: "write the answer", zh: "生成结果")
    }
  }
}

extension QueryPlan.Reason {
  /// Why the index did not do.
  fileprivate var phrase: Phrase {
    switch self {
    case .day:
      Phrase(
        en: "what was in force on a day follows from other records",
        zh: "某日是否有效须由其他记录得出")
    case .person:
      Phrase(
        en: "several persons share the name, and only their records tell them apart",
        zh: "有同名人员，须由各自的记录区分")
    case .ceiling:
      Phrase(
        en: "what may be told of topics follows from all records", zh: "主题能否给出须由全部记录得出")
    case .manyEntries:
      Phrase(
        en: "so many entries are read faster all together", zh: "所要条目很多，通读更快")
    case .noIndex:
      Phrase(
        en: "there is no search index, and none can be made", zh: "没有检索索引，也无法建立")
    case .damagedIndex:
      Phrase(
        en: "a file of the search index is damaged, and cannot be made anew",
        zh: "检索索引的文件有损坏，且无法重建")
    case .unreadableLog:
      Phrase(en: "the log cannot be read at some place", zh: "日志中有读不出的地方")
    }
  }
}
