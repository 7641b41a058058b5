/// A key of minutes as text: what it is called, and which member it fills.
///
/// A class, so that passing one on counts one reference instead of one for each of its parts.
final class TextKey: Sendable {
  /// The member's name in JSON.
  let member: String
  /// The key in Chinese; the English name where there is none.
  let chinese: String
  /// The key in English.
  let english: String
  /// How the value is read.
  let role: Role
  /// A number that no other key has that may stand beside it.
  let number: Int
  /// The member's name as JSON has it in front of the value.
  let json: [UInt8]

  init(member: String, chinese: String, english: String, role: Role, number: Int = 0) {
    self.member = member
    self.chinese = chinese
    self.english = english
    self.role = role
    self.number = number
    json = Array("\"\(member)\":".utf8)
  }

  /// The key with another number.
  func numbered(_ number: Int) -> TextKey {
    TextKey(member: member, chinese: chinese, english: english, role: role, number: number)
  }

  /// How the value of a key is read.
  enum Role: Hashable, Sendable {
    /// One text, its lines wrapped.
    case text
    /// Paragraphs.
    case paragraphs
    /// A list of texts.
    case texts
    /// One of a few words.
    case choice
    /// An integer.
    case count
    /// A number such as 第四十次.
    case ordinal
    /// A date.
    case date
    /// A date, and where it is from.
    case datedBy
    /// What kind of record it is.
    case record
    /// People of one capacity.
    case attendance(String)
    /// One number of the quorum.
    case quorum(String)
    /// A source.
    case source
    /// Openness, and its condition.
    case openness
    /// A person and an office.
    case speaker
    /// A document heard.
    case document
    /// The result of a vote.
    case vote
    /// Line ranges.
    case lines
    /// The value in JSON.
    case json
  }

  /// Whether the key may stand more than once.
  var mayRepeat: Bool {
    switch role {
    case .attendance, .source: true
    case .json: member == "attendance" || member == "sources"
    default: false
    }
  }

  /// The key in both languages, for messages: `日期 (date)`.
  var label: String { chinese == english ? english : "\(chinese) (\(english))" }
}

/// The keys that an object of the record knows.
final class TextKeyTable: Sendable {
  let schema: ObjectSchema
  let keys: [TextKey]
  private let byName: [String: TextKey]
  /// The same by the bytes of the names.
  private let byBytes: [KeyBytes: TextKey]
  private let numbers: Set<Int>
  /// The key of each member, in the order of the schema.
  let inOrder: [TextKey]

  /// - Parameter more: Keys that fill a member in a way of their own; they are suggested first.
  /// - Parameter other: A table whose keys may stand beside these; what both have is one key.
  init(
    _ schema: ObjectSchema, _ chinese: [String: String], more: [TextKey] = [],
    beside other: TextKeyTable? = nil
  ) {
    self.schema = schema
    let isDated = schema.members.contains { $0.name == "dateBasis" }
    var keys =
      more
      + schema.members.filter { $0.name != "item" }.map { member in
        TextKey(
          member: member.name, chinese: chinese[member.name] ?? member.name, english: member.name,
          role: TextKeyTable.role(of: member, isDated: isDated))
      }
    for (index, key) in keys.enumerated() {
      keys[index] = key.numbered(
        other?[key.english]?.number ?? index + (other?.keys.count ?? 0))
    }
    self.keys = keys
    inOrder = schema.members.compactMap { member in
      keys.last { $0.member == member.name }
    }
    numbers = Set(keys.map(\.number))
    var byName: [String: TextKey] = [:]
    for key in keys {
      byName[key.english.lowercased()] = key
      byName[key.chinese] = key
    }
    self.byName = byName
    byBytes = Dictionary(
      uniqueKeysWithValues: byName.map { (KeyBytes(bytes: Array($0.key.utf8)[...]), $0.value) })
  }

  private static func role(of member: Member, isDated: Bool) -> TextKey.Role {
    switch (member.name, member.shape) {
    case ("record", _): .record
    case ("openness", _): .openness
    case ("speaker", _): .speaker
    case ("document", _): .document
    case ("vote", .object): .vote
    case ("date", _) where isDated: .datedBy
    case ("summary", _), ("notes", _), ("text", _): .paragraphs
    case (_, .text), (_, .page), (_, .digest): .text
    case (_, .texts): .texts
    case (_, .choice): .choice
    case (_, .count): .count
    case (_, .ordinal): .ordinal
    case (_, .date): .date
    case (_, .lines): .lines
    case (_, .object), (_, .objects): .json
    }
  }

  subscript(name: String) -> TextKey? { byName[name] ?? byName[name.lowercased()] }

  /// The key that has these bytes as its name; where there is none, a key may still have that name in
  /// other letters.
  subscript(bytes: ArraySlice<UInt8>) -> TextKey? { byBytes[KeyBytes(bytes: bytes)] }

  /// The bytes of a name, hashed all at once.
  private struct KeyBytes: Hashable {
    let bytes: ArraySlice<UInt8>

    func hash(into hasher: inout Hasher) {
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }

  /// Whether a key, of this table or of the one beside it, is one of these.
  func knows(_ key: TextKey) -> Bool { numbers.contains(key.number) }

  /// The key that fills a member.
  func key(of member: String) -> TextKey? { keys.first { $0.member == member } }

  /// The key that somebody probably meant.
  func nearest(to name: String) -> String? {
    // What is much longer than any key is a sentence.
    guard name.utf8.count <= 48 else { return nil }
    return Nearest.match(name, among: keys.flatMap { [$0.chinese, $0.english] })
  }
}

/// The keys and sections of minutes as text, as `Documentation/Minutes.md` tells them.
enum TextKeys {
  /// A section of items.
  struct Section: Sendable {
    let chinese: String
    let english: String
    let kind: RecordKind
    let keys: TextKeyTable
  }

  /// The attendance keys, in the order in which they are printed.
  static let capacities: [(chinese: String, capacity: String)] = [
    ("主持", "chair"), ("出席", "present"), ("列席", "attending"), ("缺席", "absent"), ("请假", "excused"),
    ("参加", "participating"),
  ]

  static let meeting = TextKeyTable(
    MinutesSchema.meeting,
    common.merging([
      "record": "记录", "body": "机构", "series": "会议", "term": "届", "ordinal": "次",
      "sitting": "分会", "place": "地点", "status": "状态", "reason": "原因", "from": "原日期",
    ]) { $1 },
    more: capacities.map { chinese, capacity in
      TextKey(
        member: "attendance", chinese: chinese, english: capacity, role: .attendance(capacity))
    } + [
      TextKey(member: "quorum", chinese: "应到", english: "due", role: .quorum("due")),
      TextKey(member: "quorum", chinese: "实到", english: "attended", role: .quorum("attended")),
      source,
    ])

  static let document = TextKeyTable(
    MinutesSchema.document,
    common.merging([
      "record": "记录", "number": "发文字号", "issuers": "发文机关", "genre": "文种", "adopted": "通过",
      "signed": "成文", "issued": "印发", "published": "公布", "effective": "施行", "repealed": "废止",
      "addressees": "主送",
    ]) { $1 }, more: [source], beside: meeting)

  /// The fields that may stand under the heading of a document's section.
  static let part = TextKeyTable(MinutesSchema.section, [:])

  /// The sections of a meeting.
  static let sections: [Section] = [
    section(
      "听取", "Reports heard", .report,
      [
        "speaker": "报告人", "onBehalfOf": "受托", "form": "形式", "document": "文件", "disposition": "处理",
      ]),
    section(
      "决议", "Resolutions", .resolution,
      [
        "form": "形式", "outcome": "结果", "vote": "表决", "number": "文号", "adopted": "通过日期",
        "effective": "施行", "text": "正文",
      ]),
    section(
      "人事", "Personnel", .personnel,
      ["body": "机构", "proposer": "提请人", "basis": "依据", "effective": "起", "vote": "得票"]),
    section("研究", "Matters", .matter, ["verb": "动词"]),
    section("签署", "Agreements", .agreement, ["parties": "各方"]),
  ]

  /// The names of the section that holds a document's text.
  static let textSection = ["正文", "Text", "Sections"]

  /// The section of some name.
  static func section(named name: String) -> Section? {
    if let section = sections.first(where: { $0.chinese == name }) { return section }
    let name = name.lowercased()
    return sections.first { $0.english.lowercased() == name }
  }

  /// The section of a kind of items.
  static func section(of kind: RecordKind) -> Section? { sections.first { $0.kind == kind } }

  /// Whether a value of `记录` says that the record is a document.
  static func isDocument(_ value: String) -> Bool { value == "document" || value == "文件" }

  private static let common = [
    "date": "日期", "summary": "摘要", "topics": "主题", "openness": "开放", "notes": "备注",
  ]

  private static let source = TextKey(
    member: "sources", chinese: "来源", english: "source", role: .source)

  private static func section(
    _ chinese: String, _ english: String, _ kind: RecordKind, _ keys: [String: String]
  ) -> Section {
    guard let schema = MinutesSchema.items.first(where: { $0.name == kind.rawValue })?.schema else {
      preconditionFailure("\(kind) is no item")
    }
    return Section(
      chinese: chinese, english: english, kind: kind,
      keys: TextKeyTable(schema, common.merging(keys) { $1 }, more: [source]))
  }
}

/// Words that mean the same as the values that are recorded.
enum TextChoices {
  /// The value that a word stands for; the word itself where it is none of these.
  static func value(_ word: String, of member: String) -> String {
    words[member]?[word] ?? word
  }

  private static let words: [String: [String: String]] = [
    "status": [
      "已召开": "held", "召开": "held", "拟召开": "scheduled", "预定": "scheduled", "取消": "cancelled",
      "改期": "rescheduled", "延期": "rescheduled",
    ],
    "outcome": [
      "通过": "adopted", "原则通过": "adoptedInPrinciple", "未通过": "rejected", "否决": "rejected",
      "暂缓": "deferred", "转交": "referred", "知悉": "noted",
    ],
    "record": ["文件": "document", "会议": "meeting"],
    "dateBasis": [
      "年份据出版日期": "edition", "据出版日期": "edition", "推定": "inferred", "据通过日期": "adoption",
    ],
    "openness": Dictionary(
      uniqueKeysWithValues: Openness.allCases.map { ($0.chineseName, $0.rawValue) }),
  ]
}
