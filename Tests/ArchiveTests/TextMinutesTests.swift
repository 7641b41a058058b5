import EventStore
import TestSupport
import Testing

@testable import Archive

/// Minutes as text say the same as their twin in JSON.
@Suite struct TextMinutesTests {
  private static func read(_ text: String) -> MinutesFile { Minutes.file(text, name: "a.md") }

  /// Expects a text to be the same minutes as JSON.
  private static func expect(
    _ text: String, toBe json: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = read(text)
    for error in file.errors { Issue.record("\(error)", sourceLocation: sourceLocation) }
    let drafts = try Minutes.drafts(json)
    #expect(
      file.drafts.map(\.payloadText) == drafts.map(\.payloadText), sourceLocation: sourceLocation)
    #expect(
      file.drafts.map(\.itemTexts) == drafts.map(\.itemTexts), sourceLocation: sourceLocation)
  }

  /// A meeting with fields and sections behind what every meeting must have.
  private static func meeting(_ fields: String = "", _ sections: String = "") -> String {
    "# 会议\n\n- 机构: 市政府\n- 日期: 2020-09-18\n\(fields)\n\(sections)\n"
  }

  /// Expects fields of a meeting to be members in JSON.
  private static func expect(
    fields: String, toBe members: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(
      meeting(fields), toBe: Minutes.meeting("会议", body: "市政府", with: members),
      sourceLocation: sourceLocation)
  }

  /// Expects a section of a meeting to be items in JSON.
  private static func expect(
    section: String, toBe items: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(
      meeting("", section), toBe: Minutes.meeting("会议", body: "市政府", items: items),
      sourceLocation: sourceLocation)
  }

  @Test func `keys are Chinese or English, with colons and digits of either width`() throws {
    let json = Minutes.meeting(
      "主任会议", body: "市人大常委会",
      with: #""series":"主任会议","term":5,"ordinal":40,"sitting":"联组会议","place":"渝州宾馆""#)
    try Self.expect(
      "# 主任会议\n- 机构: 市人大常委会\n- 会议: 主任会议\n- 届: 五届\n- 次: 第四十次\n- 分会: 联组会议\n- 日期: 2020-09-18\n- 地点: 渝州宾馆",
      toBe: json)
    try Self.expect(
      "# 主任会议\n* body：市人大常委会\n* Series： 主任会议\n* term:５\n* ordinal： ４０\n* sitting: 联组会议\n* DATE: ２０２０年９月１８日\n* place: 渝州宾馆",
      toBe: json)
  }

  @Test func `a byte-order mark, carriage returns, wide spaces and rules mean nothing`() throws {
    let text = "\u{FEFF}＃　会议\r\n\r\n---\r\n－ 机构：　市政府　\r\n- 日期: 2020-09-18\r\n"
    try Self.expect(text, toBe: Minutes.meeting("会议", body: "市政府"))
  }

  @Test func `comments are passed over wherever they stand`() throws {
    try Self.expect(
      "<!-- 一\n二 --># 会<!-- 三 -->议\n<!-- - 地点: 甲\n-->- 机构: 市<!--四-->政府\n- 日期: 2020-09-18 <!-- 五 -->\n- 备注: 甲\n  <!-- 六 -->\n  乙",
      toBe: Minutes.meeting("会议", body: "市政府", with: #""notes":"甲\n乙""#))
  }

  @Test func `several records stand in one file, each with its line`() throws {
    let text = Self.meeting() + Self.meeting("- 次: 2") + "# 意见\n- 记录: document\n"
    let file = Self.read(text)
    #expect(file.errors.isEmpty)
    #expect(file.drafts.map(\.source.line) == [1, 7, 13])
    #expect(file.drafts.map(\.kind) == [.meeting, .meeting, .document])
  }

  @Test func `a long text is read in two halves, and its lines are counted through`() {
    // Long enough to be divided; comments and marks stand on both sides of any middle.
    let count = 2000
    let texts = (1...count).map { number in
      let day = number == 1700 ? "2020-02-30" : "2020-09-18"
      return "# 第\(number)次会议\n\n- 机构: 市政府\n- 次: \(number)\n- 日期: \(day)\n<!-- #\n# 不计\n-->\n"
    }
    for mark in ["", "\u{FEFF}"] {
      let file = Self.read(mark + texts.joined())
      #expect(file.errors.map(\.line) == [8 * 1699 + 5])
      #expect(file.errors.first?.column == 7)
      let expected = (1...count).filter { $0 != 1700 }
      #expect(file.drafts.map(\.title) == expected.map { "第\($0)次会议" })
      #expect(file.drafts.map(\.source.line) == expected.map { 8 * ($0 - 1) + 1 })
    }
  }

  @Test(arguments: [
    ("2020-09-18 (年份据出版日期)", "edition"), ("2020-09-18（推定）", "inferred"),
    ("2020-09-18 (据通过日期)", "adoption"), ("2020-09-18 (stated)", "stated"),
    ("二〇二〇年九月十八日 (edition)", "edition"),
  ])
  func `where a date is from stands behind it`(date: String, basis: String) throws {
    try Self.expect(
      "# 会议\n- 机构: 市政府\n- 日期: \(date)",
      toBe: Minutes.meeting("会议", body: "市政府", with: #""dateBasis":"\#(basis)""#))
  }

  @Test func `dates are partial, ranges, open or unknown`() throws {
    for date in ["2020", "2020-09", "2020-09-18/2020-09-20", "../2020-04-22", "unknown"] {
      try Self.expect(
        "# 会议\n- 机构: 市政府\n- 日期: \(date)",
        toBe: Minutes.meeting("会议", body: "市政府", date: date))
    }
    try Self.expect(
      "# 会议\n- 机构: 市政府\n- 日期: 不详",
      toBe: Minutes.meeting("会议", body: "市政府", date: "unknown"))
  }

  @Test func `attendance tells people with offices, groups and organisations apart`() throws {
    try Self.expect(
      fields: """
        - 主持: 张轩（主任）
        - 出席: 刘学普、周旬（副主任）；龙华 (秘书长)；王五
        - 列席: 有关部门负责人、市审计局、"市人大代表"
        - 请假: 李四（女、"副（市）长"）、赵六
        """,
      toBe: """
        "attendance":[{"person":"张轩","office":"主任","capacity":"chair"},\
        {"person":"刘学普","office":"副主任","capacity":"present"},\
        {"person":"周旬","office":"副主任","capacity":"present"},\
        {"person":"龙华","office":"秘书长","capacity":"present"},\
        {"person":"王五","capacity":"present"},\
        {"group":"有关部门负责人","capacity":"attending"},{"body":"市审计局","capacity":"attending"},\
        {"person":"市人大代表","capacity":"attending"},\
        {"person":"李四","office":"女、\\"副（市）长\\"","capacity":"excused"},\
        {"person":"赵六","capacity":"excused"}]
        """)
  }

  @Test func `attendance may be written in JSON, and lines may be wrapped`() throws {
    try Self.expect(
      fields: """
        - 出席: 张三、
          李四、
          王五
        - attendance: [{"group":"群众","capacity":"absent"}]
        """,
      toBe: """
        "attendance":[{"person":"张三","capacity":"present"},{"person":"李四","capacity":"present"},\
        {"person":"王五","capacity":"present"},{"group":"群众","capacity":"absent"}]
        """)
  }

  @Test func `quorum, topics, status and openness are read`() throws {
    try Self.expect(
      fields: """
        - 应到: 62人
        - 实到: 五十八
        - 主题: 人事任免、关于《甲、乙》、"丙、丁"
        - 状态: 改期
        - 原因: 防汛
        - 原日期: 2020年9月
        - 开放: 有条件开放（依申请）
        """,
      toBe: """
        "quorum":{"due":62,"attended":58},"topics":["人事任免","关于《甲、乙》","丙、丁"],\
        "status":"rescheduled","reason":"防汛","from":"2020-09","openness":"conditional",\
        "condition":"依申请"
        """)
  }

  @Test func `sources have a title and a date, then parts in any order`() throws {
    let digest = String(repeating: "0af3", count: 16)
    try Self.expect(
      fields: """
        - 来源: 重庆日报 2020-09-21 | L1-L23, L25-L28 | 第3版 | sha256:\(digest) | "甲 | \\"乙\\""
        - 来源: https://example.org/a|b | 第A3版
        - source: "公报 2020"
        - sources: [{"title":"档案","page":"3"}]
        """,
      toBe: """
        "sources":[{"title":"重庆日报","date":"2020-09-21","page":3,"lines":["L1-L23","L25-L28"],\
        "sha256":"\(digest)","quote":"甲 | \\"乙\\""},\
        {"page":"A3","url":"https://example.org/a|b"},{"title":"公报 2020"},\
        {"title":"档案","page":"3"}]
        """)
  }

  @Test func `paragraphs are set in, and wrapped lines are put together`() throws {
    try Self.expect(
      fields: "- 备注: 甲\n\n  - 乙\n  1. 丙\n- 地点: 雾都\n  宾馆\n- 摘要:\n  one\n  two\n- 分会: one\n  two",
      toBe: #""notes":"甲\n\n- 乙\n1. 丙","place":"雾都宾馆","summary":"one\ntwo","sitting":"one two""#)
  }

  @Test func `reports have presenters, a subject, and the draft that it names`() throws {
    try Self.expect(
      section: """
        ## 听取

        1. 市高法院、市检察院：关于人事任免事项的汇报
        2、市人大农委: 关于《重庆市河长制条例（草案）》的
           汇报
           - 报告人: 张三（主任）
           - 受托: 市政府
           - 形式: 汇报
           - 处理: 听取
        （不计）
        """.replacing("（不计）", with: "３. \"甲：《乙（草案）》\"\n  - 文件: 《乙（草案）》 渝府〔2020〕1号"),
      toBe: #"{"item":"report","presenters":["市高法院","市检察院"],"subject":"关于人事任免事项的汇报"}"#,
      """
      {"item":"report","presenters":["市人大农委"],"subject":"关于《重庆市河长制条例（草案）》的汇报",\
      "document":{"title":"重庆市河长制条例","stage":"草案"},"speaker":{"person":"张三","office":"主任"},\
      "onBehalfOf":"市政府","form":"汇报","disposition":"听取"}
      """,
      """
      {"item":"report","subject":"甲：《乙（草案）》","document":{"title":"乙","stage":"草案",\
      "number":"渝府〔2020〕1号"}}
      """)
  }

  @Test func `resolutions have a verb and a title or a text`() throws {
    try Self.expect(
      section: """
        ## Resolutions
        1. 表决通过《关于修改〈甲〉的决定》
           - 表决: 赞成45票、反对0、弃权２、未表决1、缺席0、无记名投票
           - 结果: 通过
           - 施行: 2021-01-01
           - 文号: 公告〔2020〕7号
        2. 批准市政府关于《2019年决算》的报告和决算
        3. 《乙》
        4. 部署 防汛
           - 正文: 补
        """.replacing("   - 正文: 补", with: "   - 备注: 补"),
      toBe: """
        {"item":"resolution","title":"关于修改〈甲〉的决定","verb":"表决通过","outcome":"adopted",\
        "vote":{"for":45,"against":0,"abstain":2,"notVoting":1,"absent":0,"method":"无记名投票"},\
        "number":"公告〔2020〕7号","effective":"2021-01-01"}
        """,
      #"{"item":"resolution","verb":"批准","text":"市政府关于《2019年决算》的报告和决算"}"#,
      #"{"item":"resolution","title":"乙"}"#,
      #"{"item":"resolution","verb":"部署","text":"防汛","notes":"补"}"#)
  }

  @Test func `personnel items say who and which post`() throws {
    try Self.expect(
      section: """
        ## 人事
        1. 任命 张三 为 市审计局局长
           - 机构: 市政府
           - 得票: 58票
           - 起: 2020-09-18
        2. 决定任命王为民为副市长
        3. 免去李四的的士办主任职务
        4. 免去 赵六 兼任的 秘书长 职务
        5. 接受辞职 钱七
        6. 委任 孙八 为 特派员
        """,
      toBe: """
        {"item":"personnel","action":"任命","person":"张三","post":"市审计局局长","body":"市政府",\
        "effective":"2020-09-18","vote":58}
        """,
      #"{"item":"personnel","action":"决定任命","person":"王为民","post":"副市长"}"#,
      #"{"item":"personnel","action":"免去","person":"李四","post":"的士办主任"}"#,
      #"{"item":"personnel","action":"免去","person":"赵六","post":"秘书长"}"#,
      #"{"item":"personnel","action":"接受辞职","person":"钱七"}"#,
      #"{"item":"personnel","action":"委任","person":"孙八","post":"特派员"}"#)
  }

  @Test func `sections may repeat, and items keep their order`() throws {
    try Self.expect(
      section: "## 研究\n1. 甲\n   - 动词: 强调\n## 签署\n1. 《协议》\n   - 各方: 甲、乙\n## Matters\n7. 丙",
      toBe: #"{"item":"matter","verb":"强调","text":"甲"}"#,
      #"{"item":"agreement","title":"协议","parties":["甲","乙"]}"#,
      #"{"item":"matter","text":"丙"}"#)
  }

  @Test func `a document has its dates, and its text in sections`() throws {
    try Self.expect(
      """
      # 指导意见
      - 发文字号: 渝府办发〔2020〕40号
      - 记录: document
      - 发文机关: 市政府办公厅
      - 文种: 意见
      - 成文: 2020年4月1日
      - 印发: 2020-04-07
      - 主送: 各区县、市政府各部门

      ## 正文

      ### 一 总体要求
      - lines: L3-L9

      第一段。
      - 不是键

      第二段。

      ### （二）目标
      ### 一/（三） 任务
      1. 任务
      """,
      toBe: """
        {"record":"document","title":"指导意见","number":"渝府办发〔2020〕40号","issuers":["市政府办公厅"],\
        "genre":"意见","signed":"2020-04-01","issued":"2020-04-07","addressees":["各区县","市政府各部门"],\
        "sections":[{"path":"一","heading":"总体要求","text":"第一段。\\n- 不是键\\n\\n第二段。",\
        "lines":["L3-L9"]},{"path":"（二）","heading":"目标"},\
        {"path":"一/（三）","heading":"任务","text":"1. 任务"}]}
        """)
  }
}
