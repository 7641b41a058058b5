/// Every member that the tables of minutes.md have, each with a value.
enum FullMinutes {
  /// Members of one object in the order of the tables, values in JSON.
  typealias Members = [(name: String, value: String)]

  static let meeting: Members =
    [
      ("title", #""市五届人大常委会第四十次主任会议""#), ("body", #"["市人大常委会","市政府"]"#), ("series", #""主任会议""#),
      ("term", "5"), ("ordinal", "40"), ("sitting", #""第二次全体会议""#),
      ("date", #""2020-09-18/2020-09-20""#),
      ("dateBasis", #""edition""#), ("place", #""渝州宾馆""#), ("status", #""rescheduled""#),
      ("reason", #""防汛""#), ("from", #""2020-09-11""#), ("attendance", attendance),
      ("quorum", #"{"due":70,"attended":0}"#), ("summary", #""第一段\n第二段""#),
    ] + common

  static let document: Members =
    [
      ("record", #""document""#), ("title", #""关于推进金融科技应用与发展的指导意见""#),
      ("number", #""渝府办发〔2020〕40号""#),
      ("issuers", #"["市政府办公厅","市金融监管局"]"#), ("genre", #""意见""#), ("adopted", #""2020-03-30""#),
      ("signed", #""2020-04-01""#), ("issued", #""2020-04-07""#), ("published", #""2020-04-08""#),
      ("effective", #""2020-05-01""#), ("repealed", #""2025""#),
      ("addressees", #"["各区县人民政府","有关单位"]"#),
      ("summary", #""摘要""#),
      (
        "sections",
        #"[{"path":"一/（二）","heading":"打造","text":"正文","lines":["L19"]},{"path":"二","text":"正文"}]"#
      ),
    ] + common

  static let report: Members =
    [
      ("item", #""report""#), ("title", #""财经委的汇报""#), ("presenters", #"["市人大财经委"]"#),
      ("subject", #""关于审计的汇报""#), ("speaker", #"{"person":"王某","office":"主任"}"#),
      ("onBehalfOf", #""市政府""#),
      ("form", #""汇报""#), ("document", #"{"title":"重庆市河长制条例","stage":"草案","number":"议案1号"}"#),
      ("disposition", #""听取和审议""#),
    ] + item

  static let resolution: Members =
    [
      ("item", #""resolution""#), ("title", #""重庆市河长制条例""#), ("verb", #""表决通过""#),
      ("text", #""全文""#),
      ("form", #""条例""#), ("outcome", #""adopted""#),
      (
        "vote",
        #"{"for":45,"against":0,"abstain":2,"notVoting":1,"absent":0,"method":"无记名"}"#
      ), ("number", #""公告〔2020〕113号""#), ("adopted", #""2020-12-03""#),
      ("effective", #""2021-01-01""#),
    ] + item

  static let personnel: Members =
    [
      ("item", #""personnel""#), ("title", #""任命李某""#), ("action", #""决定任命""#),
      ("person", #""李某""#),
      ("post", #""局长""#), ("body", #""市审计局""#), ("proposer", #""唐某""#), ("basis", #""组织法第四十四条""#),
      ("effective", #""2020-09-19""#), ("vote", "62"),
    ] + item

  static let matter: Members =
    [
      ("item", #""matter""#), ("title", #""安全""#), ("verb", #""强调""#), ("text", #""安全生产""#),
    ] + item

  static let agreement: Members =
    [
      ("item", #""agreement""#), ("title", #""合作协议""#), ("parties", #"["重庆市","四川省"]"#),
    ] + item

  static let items = [report, resolution, personnel, matter, agreement]

  private static let item: Members =
    [
      ("asStated", #""听取了汇报""#), ("date", #""2020-09-19""#), ("summary", #""摘要""#),
    ] + common

  private static let common: Members = [
    ("topics", #"["审计监督","河长制"]"#), ("sources", source), ("openness", #""conditional""#),
    ("condition", #""实名登记""#), ("notes", #""备注""#),
  ]

  private static let attendance = """
    [{"person":"张轩","office":"主任","capacity":"chair"},{"person":"刘某","capacity":"present"},\
    {"group":"部分代表","capacity":"attending"},{"body":"市审计局","capacity":"participating"},\
    {"person":"周某","capacity":"absent"},{"person":"沈某","capacity":"excused"}]
    """

  private static let source = """
    [{"title":"重庆日报","date":"2020-09-21","page":1,"url":"https://example.org/a?b=c","lines":\
    ["L1-L23","L25"],"sha256":"\(String(repeating: "6e", count: 32))","quote":"听取了“说明”"},\
    {"page":"A3","url":"https://example.org"}]
    """

  /// One object with these members.
  static func json(_ members: Members) -> String {
    "{" + members.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}"
  }

  /// A meeting with every member and an item of every kind with every member.
  static let everything = json(
    meeting + [("items", "[" + items.map(json).joined(separator: ",") + "]")])
}
