import Archive
import EventStore

extension MinutesError: InBothLanguages {
  var chinese: String {
    // Editors find their way to the place by this form, in any language.
    "\(file):\(line):\(column): \(problem.chinese)" + (shortPath.map { "（\($0)）" } ?? "")
  }
}

extension MinutesProblem: InBothLanguages {
  var chinese: String {
    switch self {
    case .notUTF8(let looksLikeGB18030):
      looksLikeGB18030
        ? "文件不是 UTF-8，看来是 GB18030。请转换：iconv -f GB18030 -t UTF-8" : "文件不是 UTF-8"
    case .nul: "含有空字符（NUL），记录的文字中不得有"
    case .json(let problem): problem.chinese
    case .noRecord: "文件中没有记录"
    case .notARecord(let found): "此处是\(found.chinese)，应为记录：花括号中的一个对象"
    case .unknownMember(let name, let owner, let nearest):
      "“\(MinutesProblem.owner(owner))”没有成员 \"\(name)\"" + MinutesProblem.hint(nearest)
    case .missingMember(let name, let owner):
      "“\(MinutesProblem.owner(owner))”缺少成员 \"\(name)\""
    case .null: "null 不能作为值；没有记载的，请略去该成员"
    case .wrongType(let found, let expected):
      "此处是\(found.chinese)，应为\(MinutesProblem.expected(expected))"
    case .empty: "其中没有内容；没有记载的，请略去该成员"
    case .notOneOf(let value, let allowed, let nearest):
      "此处是 \"\(value)\"，应为下列之一：\(TextProblem.label(Phrase.choices(allowed)))"
        + MinutesProblem.hint(nearest)
    case .date(let text):
      "\"\(text)\" 不是日期；应为 2020、2020-09、2020-09-18、起止日期（如 2020-09-18/2020-09-20 或"
        + " ../2020-04-22），或 unknown（不详）"
    case .number(let found, let expected):
      "此处是 \(found)，应为\(MinutesProblem.expected(expected))"
    case .lineRange(let text): "\"\(text)\" 不是行号范围；应为 L3 或 L1-L23"
    case .digest(let text): "\"\(text)\" 不是 SHA-256 数字摘要；应为 64 位十六进制数字"
    case .needsOne(let names, let owner):
      "“\(MinutesProblem.owner(owner))”需要 \(MinutesProblem.list(names, "或"))"
    case .excludeEachOther(let names): "\(MinutesProblem.list(names, "与")) 不能并存，请只保留其一"
    case .onlyBeside(let name, let other): "\"\(name)\" 只能与 \"\(other)\" 一起出现"
    case .onlyWhere(let name, let other, let values):
      "只有 \"\(other)\" 为 \(values.joined(separator: " 或 ")) 时才能有 \"\(name)\""
    case .withoutWords(let owner, let names):
      "“\(MinutesProblem.owner(owner))”需要文字内容：\(MinutesProblem.list(names, "或"))"
    case .documentDate:
      "文件没有自己的 \"date\"；请给出 adopted（通过）、signed（成文）、issued（印发）或 published（公布）"
    case .text(let problem): problem.chinese
    case .tooLarge(let bytes, let limit): "该记录有 \(bytes) 字节；日志中一个事件至多 \(limit) 字节"
    }
  }

  private static func hint(_ nearest: String?) -> String {
    nearest.map { "；是否指 \"\($0)\"？" } ?? ""
  }

  private static func list(_ names: [String], _ word: String) -> String {
    let quoted = names.map { "\"\($0)\"" }
    guard quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: "、") + " \(word) " + (quoted.last ?? "")
  }

  /// What the schema calls an object, in Chinese.
  static func owner(_ owner: String) -> String { owners[owner] ?? owner }

  /// What a value should have been, in Chinese.
  static func expected(_ expected: String) -> String { expectations[expected] ?? expected }

  // The schema's own words are texts, so no switch can hold them together; a test reads the sources
  // of the schema and misses what is not here.
  private static let owners: [String: String] = [
    "a meeting": "会议", "a document": "文件", "a report": "报告", "a resolution": "决议",
    "a personnel item": "人事事项", "a matter": "研究事项", "an agreement": "协议", "an item": "事项",
    "an object of items": "含事项的对象",
    "a speaker": "报告人", "a document heard": "所听取的文件", "an attendance": "出席人员", "a quorum": "人数",
    "a vote": "表决", "a source": "来源", "a section": "章节",
  ]

  private static let expectations: [String: String] = [
    "a string": "字符串", "an array of strings": "字符串数组", "an object": "对象",
    "an array of objects": "对象数组", "an array of items": "事项数组",
    "an integer of 0 or more": "不小于 0 的整数",
    "an integer of 1 or more, or a text such as 第四十次": "不小于 1 的整数，或“第四十次”一类的文字",
    "an integer of 1 or more, or a text such as 第五届": "不小于 1 的整数，或“第五届”一类的文字",
    "a page: an integer of 1 or more, or a string": "版面：不小于 1 的整数，或字符串",
    "an array of objects, in JSON": "对象数组，写成 JSON",
    "an array of line ranges such as \"L1-L23\"": "行号范围的数组，如 \"L1-L23\"",
  ]
}

extension JSONKind {
  /// What the value is, in Chinese.
  var chinese: String {
    switch self {
    case .null: " null"
    case .true, .false: " true 或 false"
    case .integer: "整数"
    case .number: "带小数的数"
    case .string: "字符串"
    case .array: "数组"
    case .object: "对象"
    }
  }
}
