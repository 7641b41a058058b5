/// The help of the filters, and what `query` and `timeline` tell about words and dates.
extension Phrase {
  enum Filter {
    static let body = Phrase(en: "records of this body's meetings", zh: "该机构所开会议的记录")
    static let byteOrderMark = Phrase(
      en: "with --format csv: begin with a byte order mark, for spreadsheets that need one",
      zh: "与 --format csv 同用：文件以字节顺序标记（BOM）开头，供需要它的电子表格程序使用")
    static let series = Phrase(
      en: "meetings of this kind, such as 主任会议", zh: "该类会议，如“主任会议”")
    static let term = Phrase(en: "the body's term (届)", zh: "届，如“5”或“五届”")
    static let ordinal = Phrase(
      en: "the meeting's number in its series (次)", zh: "会议的次，如“40”或“第四十次”")
    static let from = Phrase(en: "not before this date", zh: "不早于该日期")
    static let to = Phrase(en: "not after this date", zh: "不晚于该日期")
    static let topic = Phrase(en: "records of this topic", zh: "该主题的记录")
    static let kind = Phrase(en: "records of this kind", zh: "该类型的记录")
    static let person = Phrase(
      en: "who attends, speaks, proposes, is appointed or removed, or chairs",
      zh: "主持、出席、报告、提请或被任免的人员")
    static let number = Phrase(
      en: "a document number, such as 渝府办发〔2020〕40号", zh: "发文字号，如“渝府办发〔2020〕40号”")
    static let outcome = Phrase(en: "resolutions with this outcome", zh: "该结果的决议")
    static let stage = Phrase(en: "a draft stage, such as 草案", zh: "文稿所处阶段，如“草案”")
    static let openness = Phrase(en: "records of this openness", zh: "该开放属性的记录")
    static let retracted = Phrase(
      en: "records that were withdrawn, and no others", zh: "只查已撤回的记录")
    static let on = Phrase(
      en: "texts that were in force on this day, or may have been", zh: "该日有效或可能有效的文本")
    static let asOf = Phrase(
      en: "what had been recorded by the end of this day, or up to position @N",
      zh: "只看截至该日终了（或位置 @N）已登记的内容")
    static let sort = Phrase(en: "the order", zh: "排列顺序")
    static let limit = Phrase(en: "show at most so many", zh: "至多列出多少条")
    static let offset = Phrase(en: "pass over the first so many", zh: "略过前面多少条")
    static let words = Phrase(
      en: """
        Every word must occur. "…" is an exact phrase, -word excludes, A OR B takes either, word* \
        takes every word that begins so. Chinese is found anywhere in a field, other scripts by \
        whole words. Widths, case, traditional and simplified characters do not matter, and 第四十次 \
        also finds 第40次.
        """,
      zh: """
        各检索词须同时出现。"…" 为完整短语，-词 表示排除，A OR B 取其一，word* 匹配以此开头的词。中文在字段内\
        任意位置匹配，其他文字按整词匹配。全角半角、大小写、繁体简体均不区分；检索“第四十次”也能查到“第40次”。
        """)
    static let dates = Phrase(
      en: """
        Dates are 2020, 2020-09, 2020-09-18, 2020年9月18日 or 二〇二〇年九月. Bounds are inclusive and \
        take whatever touches them; a record of unknown date fits no bound.
        """,
      zh: """
        日期可写作 2020、2020-09、2020-09-18、2020年9月18日 或 二〇二〇年九月。起止日期均包含在内，与之有\
        交集的记录都会列出；日期不详的记录不在任何起止范围之内。
        """)
    static let inForce = Phrase(
      en: """
        --on takes texts by whether they were in force on a day: documents, and resolutions \
        that enacted (通过, 批准, 修订, 修正) something with an effective date, or whose form or title \
        ends in 条例, 办法, 决定, 决议, 规定, 规则 or 细则; drafts are none. A text is in force from its \
        effective date on; where that is not known, from the date of its issue or adoption. It \
        ends on the day that a document names as 废止, on the day on which a later resolution or \
        document that repeals 《it》 takes effect, or on which a later 修订 or 修正 of the same title \
        does, which then stands for it. A decision on changing 〈it〉 leaves it in force. Where \
        dates are not known to the day, so that the text may have been in force or not, it is \
        shown as uncertain.
        """,
      zh: """
        --on 按某日是否有效筛选文本，包括：文件；通过、批准、修订、修正某文本的决议，且载明施行日期，或其形式、标题以“\
        条例”“办法”“决定”“决议”“规定”“规则”“细则”结尾；草案不在其内。文本自施行日期起有效；施行日期不详的，自印\
        发或通过之日起。文件载明废止日期的，自该日起失效；其后的决议或文件废止《该文本》的，自该决议或文件施行之日起失效；其\
        后有同一标题的修订或修正的，自其施行之日起以新文本为准。关于修改〈该文本〉的决定不使其失效。日期不具体到日、无法断定\
        是否有效的，注明“不确定”。
        """)
  }
}

extension Phrase {
  /// What a value of an option or of minutes means to those who do not read its English name.
  ///
  /// The value itself is typed as it is in every language.
  static func choice(_ value: String) -> Phrase {
    Phrase(en: value, zh: meanings[value].map { "\(value)（\($0)）" } ?? value)
  }

  /// Values to choose from, in Chinese.
  static func choices(_ values: [String]) -> String {
    values.map { choice($0)[.chinese] }.joined(separator: "、")
  }

  /// Values that say nothing without English; the others are names of forms and shells.
  private static let meanings: [String: String] = [
    "meeting": "会议", "report": "报告", "resolution": "决议", "personnel": "人事",
    "matter": "事项", "agreement": "协议", "document": "文件",
    "adopted": "通过", "adoptedInPrinciple": "原则通过", "rejected": "未通过", "deferred": "暂缓",
    "referred": "转交", "noted": "知悉",
    "unconditional": "无条件开放", "conditional": "有条件开放", "closed": "不予开放",
    "undetermined": "未定",
    "date": "由早到晚", "-date": "由晚到早", "relevance": "相关度", "recorded": "登记先后",
    "body": "机构", "year": "年份", "topic": "主题", "kind": "类型",
    "clerical": "笔误", "sourceErratum": "来源有误", "lateEvidence": "事后得知",
    "reinterpretation": "另作理解", "duplicate": "重复", "wrongSource": "来源不能证实",
    "misattributed": "张冠李戴", "depublished": "不得再公布",
    "held": "已召开", "scheduled": "拟召开", "cancelled": "取消", "rescheduled": "改期",
    "stated": "原文载明", "edition": "据出版日期", "inferred": "推定", "adoption": "据通过日期",
    "chair": "主持", "present": "出席", "attending": "列席", "absent": "缺席", "excused": "请假",
    "participating": "参加",
    "ical": "日历", "timelinejs": "TimelineJS 时间线", "table": "表格", "minutes": "会议记录文本", "text": "文本",
    "zh": "中文", "en": "英文",
  ]
}
