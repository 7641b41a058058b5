/// What `gaps` tells.
extension Phrase {
  static let nothingMissing = Phrase(en: "no number is missing", zh: "没有缺号")

  static func noMeetings(of body: String) -> Phrase {
    Phrase(en: "no meeting of \(body) is recorded", zh: "没有登记“\(body)”的会议")
  }

  static let year = Phrase(en: "a year, such as 2020 or 2020年", zh: "年份，如“2020”或“2020年”")

  enum Gaps {
    static let summary = Phrase(
      en: "lists the numbers that are missing in series", zh: "列出会议次数和发文字号中的缺号")
    static let body = Phrase(
      en: "series of this body's meetings; 市五届人大常委会 is 市人大常委会 in term 5",
      zh: "该机构的会议；“市五届人大常委会”即市人大常委会第 5 届")
    static let series = Phrase(
      en: "this kind of meeting, such as 主任会议; 会议 is the plain one",
      zh: "该类会议，如“主任会议”；“会议”指未注明种类的会议")
    static let agency = Phrase(
      en: "document numbers of this agency, such as 渝府办发", zh: "该机关代字的发文字号，如“渝府办发”")
    static let year = Phrase(en: "document numbers of this year", zh: "该年份的发文字号")
    static let fromFirst = Phrase(
      en: "also count from 1 up to the lowest number recorded", zh: "从 1 号起算，而不是从已登记的最小号起算")
    static let meetings = Phrase(
      en: """
        次 counts within a body, its term and the kind of meeting. Names are compared like words of a \
        question, and a term that stands in the body's name counts as its term. The leading body \
        counts. A meeting that is recorded as cancelled, scheduled or rescheduled is recorded, and no \
        gap.
        """,
      zh: """
        “次”在同一机构、同一届、同一类会议之内编排。名称的比较方式与检索词相同；机构名称中写有届的，以该届为准。\
        联合召开的，以排在最前的机构为准。登记为取消、拟召开或改期的会议也是已登记的会议，不算缺号。
        """)
    static let documents = Phrase(
      en: """
        Document numbers (发文字号) count within the agency's short name and the year. A number is there \
        when a document or a resolution carries it.
        """,
      zh: "发文字号在同一机关代字、同一年份之内编排。有文件或决议使用该号的，即为已有。")
    static let range = Phrase(
      en: """
        A number is missing when it lies between the lowest and the highest that are recorded: where a \
        collection begins late, the earlier numbers were never its business. --from-first counts from \
        1 all the same. What comes behind the highest is never missing.
        """,
      zh: """
        介于已登记的最小号与最大号之间而未登记的，为缺号：收录较晚开始的，此前各号不在收录范围之内；用 --from-first \
        则一律从 1 号起算。最大号之后的不算缺号。
        """)
    static let everything = Phrase(en: "every series with gaps", zh: "所有存在缺号的编号系列")
    static let oneSeries = Phrase(en: "one series", zh: "一个编号系列")
    static let numbers = Phrase(
      en: "document numbers that are not there, from 1 on", zh: "从 1 号起算，缺少哪些发文字号")
    static let seriesHeader = Phrase(en: "series", zh: "会议")
    static let agencyHeader = Phrase(en: "agency", zh: "机关代字")
    static let countHeader = Phrase(en: "count", zh: "个数")
    static let missingHeader = Phrase(en: "missing", zh: "缺号")
    /// What stands between numbers.
    static let between = Phrase(en: ", ", zh: "、")
  }
}
