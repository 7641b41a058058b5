import EventStore
import TestSupport

@testable import Archive

/// Makes up minutes from the schema: whatever members, with whatever texts.
struct RandomMinutes {
  private var chance: SeededGenerator
  /// Whether texts are such as people write, or anything.
  private let isTame: Bool

  init(seed: UInt64, isTame: Bool) {
    chance = SeededGenerator(seed: seed)
    self.isTame = isTame
  }

  /// A record in JSON that the reader accepts.
  mutating func record() -> String {
    let isDocument = chance.once(in: 4)
    while true {
      let schema = isDocument ? MinutesSchema.document : MinutesSchema.meeting
      var members = self.members(of: schema)
      if !isDocument {
        let items = (0..<Int.random(in: 0...4, using: &chance)).map { _ in item() }
        if !items.isEmpty { members.append("\"items\":[\(items.joined(separator: ","))]") }
      }
      let text = "{\(members.joined(separator: ","))}"
      if Minutes.file(text).errors.isEmpty { return text }
    }
  }

  private mutating func item() -> String {
    let schema = chance.pick(MinutesSchema.items).schema
    while true {
      let text = "{\(members(of: schema).joined(separator: ","))}"
      let record = Minutes.meeting(items: [text])
      if Minutes.file(record).errors.isEmpty { return text }
    }
  }

  private mutating func members(of schema: ObjectSchema) -> [String] {
    // Most members are absent most of the time; words had better be there.
    let often: Set<String> = ["subject", "text", "title", "verb", "presenters", "post", "heading"]
    return schema.members.filter { member in
      member.isRequired || chance.once(in: often.contains(member.name) ? 2 : 5)
    }.map { member in
      let value =
        member.name == "record" && schema.name == "a document"
        ? "\"document\"" : value(member.shape, named: member.name)
      return "\"\(member.name)\":\(value)"
    }
  }

  private mutating func value(_ shape: Shape, named name: String) -> String {
    switch shape {
    case .text: quoted(text(named: name))
    case .texts: list { $0.quoted($0.text(named: name)) }
    case .choice(let allowed): quoted(chance.pick(allowed))
    case .count: "\(Int.random(in: 0...300, using: &chance))"
    case .ordinal: "\(Int.random(in: 1...120, using: &chance))"
    case .date: quoted(chance.pick(Self.dates))
    case .page: chance.pick(["3", "12", "\"A3\"", "\"3\"", "\"第3版\"", quoted(text(named: name))])
    case .lines:
      list { generator in generator.chance.pick(["\"L3\"", "\"L1-L23\"", "\"L25-L28\""]) }
    case .digest: "\"\(String(repeating: chance.pick(["0", "af", "3c"]), count: 64).prefix(64))\""
    case .object(let schema): "{\(members(of: schema).joined(separator: ","))}"
    case .objects(let schema): list { "{\($0.members(of: schema).joined(separator: ","))}" }
    }
  }

  private mutating func list(_ element: (inout RandomMinutes) -> String) -> String {
    let count = Int.random(in: 1...4, using: &chance)
    var elements: [String] = []
    for _ in 0..<count { elements.append(element(&self)) }
    return "[\(elements.joined(separator: ","))]"
  }

  private func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private mutating func text(named name: String) -> String {
    if let tame = Self.tame[name], isTame || chance.once(in: 3) { return chance.pick(tame) }
    let count = Int.random(in: 1...(chance.once(in: 5) ? 12 : 3), using: &chance)
    let pieces = isTame ? Self.words : Self.words + Self.marks
    let text = (0..<count).map { _ in chance.pick(pieces) }.joined()
    return text.allSatisfy(\.isWhitespace) ? "甲" : text
  }

  private static let dates = [
    "2020", "2020-09", "2020-09-18", "2020-09-18/2020-09-20", "../2020-04-22", "2020-04-22/..",
    "unknown", "2020/2021-03",
  ]

  private static let tame: [String: [String]] = [
    "person": ["张轩", "刘学普", "王为民", "买买提·艾力", "John Smith", "市审计局", "有关部门负责人"],
    "group": ["有关部门负责人", "市人大代表", "council members"],
    "body": ["市审计局", "市高法院", "市人大财经委"],
    "office": ["副主任", "市人大常委会秘书长", "chair"],
    "action": ["任命", "免去", "接受辞职", "决定任命", "委任"],
    "post": ["市审计局局长", "副市长职务", "的士办主任", "为民办主任"],
    "verb": ["通过", "表决通过", "决定", "部署", "研究决定"],
    "subject": [
      "关于《重庆市河长制条例（草案）》的汇报", "关于人事任免事项的说明", "关于《甲》《乙（草案二次审议稿）》的报告", "9:30 的汇报",
      "budget: a report",
    ],
    "title": ["重庆市河长制条例", "关于修改《甲〈乙〉》的决定", "《甲》", "甲》乙《丙", "Budget 2020"],
    "stage": ["草案", "草案二次审议稿", "试行"],
    "url": ["https://example.org/a?b=1|2", "http://example.org/", "example"],
    "path": ["一", "一/（二）", "（三）", "1.2"],
  ]

  private static let words = [
    "会议", "听取", "汇报", "河长制", "A", "report", "2020", "，", "。", "关于", "的", "为", "的职务",
  ]

  private static let marks = [
    "\n", "\n\n", " ", "  ", "\t", "\r", "、", "；", ";", "：", ":", "（", "）", "(", ")", "《", "》", "〈",
    "〉",
    "\"", "\\", "{", "}", "[", "]", "|", " | ", "｜", "?", "？", "#", "# ", "## ", "-", "- ", "--- ",
    "---\n",
    "\n---\n", "1. ", "*", "<!--", "-->", "<!-- x -->", "\u{3000}", "\u{A0}", "\u{FEFF}",
    "\u{2028}",
    "e\u{301}", "é", "😀", "草案", "（草案）", "稿", "sha256:", "http://", "L1-L3", "第3版", "赞成45", "票",
    "- 备注: a",
    "\n- 备注: a", "\n# 甲", "\n  ", "\u{1}", "\u{7F}", "null", "\\n",
  ]
}
