import Archive

extension TextProblem: InBothLanguages {
  var chinese: String {
    switch self {
    case .openComment: "此处的注释没有结尾；应以 --> 结束"
    case .beforeHeading: "第一条记录之前有文字；应先有标题，如 # 市政府第95次常务会议"
    case .emptyHeading: "标题没有文字；“#”后应为标题"
    case .looseLine:
      "此行不属于任何内容；应为“- 项目: 内容”、标题或事项；接续上一行的，请在行首空两格"
    case .noColon(let text): "此处是“\(text)”；项目名称之后应有冒号"
    case .noKey: "冒号前没有项目名称；应为“- 项目: 内容”"
    case .unknownKey(let key, let owner, let nearest):
      "\(key)：“\(MinutesProblem.owner(owner))”没有这个项目" + hint(nearest)
    case .emptyValue(let key): "\(key)：冒号后没有内容；没有记载的，请略去此行"
    case .repeatedKey(let key): "\(key)：出现了两次；请只保留其一"
    case .unknownSection(let name, let owner, let nearest):
      "\(name)：\(TextProblem.sections(of: owner))" + hint(nearest)
    case .keyBelowSection(let key): "\(key)：记录的项目应写在各栏目之前；事项的项目应在行首空三格"
    case .itemWithoutNumber: "此处是短横；事项应以编号开头，如“1. ”"
    case .itemOutsideSection:
      "事项不在任何栏目之下；其上应有下列栏目之一："
        + RecordKind.items.map { Phrase.heading(of: $0)[.chinese] }.joined(separator: "、")
    case .partOutsideText: "此处是三级标题；三级标题只用于文件的“## 正文”之下"
    case .doubt: "此处留有疑问；请核对内容并去掉问号"
    case .badQuotation: "引号中的内容不是 JSON 字符串；其中应写作 \\\" 和 \\\\"
    case .emptyElement: "两个分隔符之间没有内容；应有名称"
    case .unclosed(let mark): "\(mark) 没有配对"
    case .dateBasis(let text): "此处是（\(text)）；应为（年份据出版日期）、（推定）或（据通过日期）"
    case .sourcePart(let text):
      "此处是“\(text)”；应先为名称和日期，其后以 | 分隔：版面（如 第3版）、网址、行号（如 L1-L23）、sha256: 及"
        + " 64 位数字，或引号中的引文"
    case .votePart(let text): "此处是“\(text)”；应为表决结果，如 赞成45、反对0、弃权2"
    case .personnelLine: "没有任免动作和人员；应为“任命 张三 为 局长”或“免去 张三 的 局长 职务”"
    case .severalPersons(let text): "此处是“\(text)”；应只有一人，每人各列一个事项"
    case .missingKey(let key, let owner):
      "“\(MinutesProblem.owner(owner))”缺少 \(TextProblem.label(key))"
    case .missingKeys(let keys, let owner):
      "“\(MinutesProblem.owner(owner))”需要 \(keys.map(TextProblem.label).joined(separator: " 或 "))"
    case .keyOnlyWhere(let key, let other, let values):
      "只有 \(TextProblem.label(other)) 为 \(values.map { Phrase.choice($0)[.chinese] }.joined(separator: " 或 "))"
        + " 时才能有 \(TextProblem.label(key))"
    case .withoutWords(let owner): "“\(MinutesProblem.owner(owner))”的编号后应有文字"
    case .itemsOnly: "已登记的会议只能追加事项；应为栏目，如 ## 决议"
    case .onFirstLineToo(let key): "\(key)：事项的首行已写明；请只保留其一"
    }
  }

  private func hint(_ nearest: String?) -> String {
    nearest.map { "；是否指“\($0)”？" } ?? ""
  }

  /// A key in both languages, `日期 (date)`, with Chinese parentheses.
  static func label(_ key: String) -> String {
    key.replacing(" (", with: "（").replacing(")", with: "）")
  }

  /// What `a meeting, which has 听取, 决议` says of a section that it has not.
  private static func sections(of owner: String) -> String {
    let parts = owner.split(separator: ", which has ", maxSplits: 1)
    let name = MinutesProblem.owner(parts.first.map(String.init) ?? owner)
    guard parts.count == 2 else { return "“\(name)”没有这个栏目" }
    return "“\(name)”没有这个栏目，只有\(parts[1].replacing(", ", with: "、"))"
  }
}
