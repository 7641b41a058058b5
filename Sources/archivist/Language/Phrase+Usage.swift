/// What is wrong with a command line, and what to type instead.
extension Phrase {
  static func didYouMean(_ word: String) -> Phrase {
    Phrase(en: "did you mean '\(word)'?", zh: "是否指“\(word)”？")
  }

  static let helpListsCommands = Phrase(
    en: "'archivist help' lists the commands", zh: "“archivist help”列出全部命令")

  static let helpListsThem = Phrase(en: "'archivist help' lists them", zh: "“archivist help”列出全部命令")

  static func helpListsOptions(of command: String) -> Phrase {
    Phrase(
      en: "'archivist help \(command)' lists them", zh: "“archivist help \(command)”列出全部选项")
  }

  static func usage(_ synopsis: String) -> Phrase {
    Phrase(en: "usage: \(synopsis)", zh: "用法：\(synopsis)")
  }

  /// What a word of the usage may be, behind it.
  static func isOneOf(_ placeholder: String, _ values: [String]) -> Phrase {
    let list = values.joined(separator: ", ")
    return Phrase(en: "; \(placeholder): \(list)", zh: "；\(placeholder)：\(list)")
  }

  static func standsBeforeCommand(_ option: String) -> Phrase {
    Phrase(
      en: "'\(option)' stands before the command; options come behind it",
      zh: "“\(option)”写在了命令前面；选项应写在命令之后")
  }

  static let noCommand = Phrase(en: "there is no command", zh: "没有给出命令")

  static func isNoCommand(_ word: String) -> Phrase {
    Phrase(en: "'\(word)' is no command", zh: "没有“\(word)”这个命令")
  }

  static func isNoOption(_ option: String, of command: String) -> Phrase {
    Phrase(en: "'\(option)' is no option of '\(command)'", zh: "命令“\(command)”没有“\(option)”这个选项")
  }

  static func optionsHaveTwoHyphens(_ command: String) -> Phrase {
    Phrase(
      en: "options have two hyphens; 'archivist help \(command)' lists them",
      zh: "选项以两个连字符开头；“archivist help \(command)”列出全部选项")
  }

  static func givenTwice(_ option: String) -> Phrase {
    Phrase(en: "'--\(option)' is given twice, expected once", zh: "“--\(option)”给了两次，只能给一次")
  }

  static func needsValue(_ option: String, _ placeholder: String) -> Phrase {
    Phrase(
      en: "'--\(option)' needs a value: --\(option) \(placeholder)",
      zh: "“--\(option)”需要一个值：--\(option) \(placeholder)")
  }

  static func takesNoValue(_ option: String) -> Phrase {
    Phrase(en: "'--\(option)' takes no value", zh: "“--\(option)”不带值")
  }

  static func found(_ option: String, _ value: String, expecting expected: Phrase) -> Phrase {
    Phrase(
      en: "--\(option): found '\(value)', expected \(expected[.english])",
      zh: "--\(option)：给的是“\(value)”，应为\(expected[.chinese])")
  }

  static func notOneOf(_ option: String, _ value: some StringProtocol, _ allowed: [String])
    -> Phrase
  {
    Phrase(
      en: "\(option): found '\(value)', expected one of \(allowed.joined(separator: ", "))",
      zh: "\(option)：给的是“\(value)”，应为下列之一：\(Phrase.choices(allowed))")
  }

  static func wordNotOneOf(_ word: String, _ allowed: [String]) -> Phrase {
    Phrase(
      en: "found '\(word)', expected one of \(allowed.joined(separator: ", "))",
      zh: "给的是“\(word)”，应为下列之一：\(Phrase.choices(allowed))")
  }

  static func commandNeeds(_ command: String, _ placeholder: String) -> Phrase {
    Phrase(en: "'\(command)' needs \(placeholder)", zh: "命令“\(command)”还需要 \(placeholder)")
  }

  static func oneWordTooMany(_ word: String, _ command: String) -> Phrase {
    Phrase(
      en: "'\(word)' is one word too many for '\(command)'", zh: "对命令“\(command)”来说，“\(word)”是多余的")
  }

  static let initNeedsName = Phrase(
    en: "'init' needs a name for the archive", zh: "命令“init”需要档案库的名称")

  static let relevanceNeedsWords = Phrase(
    en: "--sort relevance needs words to be relevant to", zh: "--sort relevance 须与检索词一起使用")

  static let facetNotHere = Phrase(
    en: "--facet is for tables and for --format json, and not beside --count",
    zh: "--facet 只用于表格和 --format json，且不能与 --count 同用")

  static let noEditor = Phrase(
    en: "--edit needs an editor: set $VISUAL or $EDITOR", zh: "--edit 需要编辑器：请设置 $VISUAL 或 $EDITOR")

  static let editsNoFile = Phrase(
    en: "--edit writes minutes of its own; it takes no FILE", zh: "--edit 用于撰写新的会议记录，不接受 FILE")

  static let onlyWithEdit = Phrase(
    en: "--body and --series stand only with --edit", zh: "--body 和 --series 只能与 --edit 同用")

  static let templateOfMeeting = Phrase(
    en: "--body and --series are for new minutes, not for --to",
    zh: "--body 和 --series 用于新的会议记录，不能与 --to 同用")

  static func notAnAccessionNumber(_ word: String) -> Phrase {
    Phrase(
      en: "found '\(word)', expected an accession number such as 17 or 17.3",
      zh: "给的是“\(word)”，应为记录编号，如 17 或 17.3")
  }

  static func itemsOfOneFile(found count: Int) -> Phrase {
    Phrase(
      en: "--to adds the items of one file; found \(count)", zh: "--to 只追加一个文件中的事项；给了 \(count) 个文件")
  }

  static func standsAlone(_ option: String, notWith other: String) -> Phrase {
    Phrase(en: "\(option) does not go with \(other)", zh: "\(option) 不能与 \(other) 同用")
  }

  static func outputInsideArchive(_ path: String) -> Phrase {
    Phrase(
      en: "--output: \(path) lies inside of the archive, which is never written to so",
      zh: "--output：\(path) 在档案库之内；档案库中不得另行写入文件")
  }

  static let proveWhat = Phrase(
    en: "'prove' needs one of NUMBER, --position POSITION and --consistency OLD_CHECKPOINT",
    zh: "命令“prove”需要 NUMBER、--position POSITION、--consistency OLD_CHECKPOINT 三者之一")

  static let disclosesEvent = Phrase(
    en: "--disclose and --ceiling are for an event, not for --consistency",
    zh: "--disclose 和 --ceiling 用于事件，不能与 --consistency 同用")

  static let ceilingOfDisclosure = Phrase(
    en: "--ceiling stands only with --disclose: the header alone is open",
    zh: "--ceiling 只能与 --disclose 同用：头部本身可以公开")

  static let sectionIsNoRecord = Phrase(
    en: "--format minutes is for whole records, not for a section",
    zh: "--format minutes 用于整条记录，不能用于章节")

  static let helpTellsWords = Phrase(
    en: "'archivist help query' tells how words are written",
    zh: "“archivist help query”说明检索词的写法")
}

/// What a value should have been; continues "expected …" and 应为….
extension Phrase {
  static func wholeNumber(atLeast least: Int) -> Phrase {
    Phrase(en: "a whole number of \(least) or more", zh: "不小于 \(least) 的整数")
  }

  static let seconds = Phrase(en: "a number of seconds, such as 5 or 0.5", zh: "秒数，如 5 或 0.5")

  static func role(longest: Int) -> Phrase {
    Phrase(
      en: "a role: at most \(longest) of a-z, 0-9, '.', '_' and '-'",
      zh: "角色名：由 a-z、0-9、“.”、“_”、“-”组成，至多 \(longest) 个字符")
  }

  static let moment = Phrase(
    en: "a day such as 2020-09-18, or a position such as @1234",
    zh: "日期（如 2020-09-18）或位置（如 @1234）")

  static let date = Phrase(
    en: "a date: 2020, 2020-09, 2020-09-18, 2020年9月18日 or 二〇二〇年九月",
    zh: "日期：2020、2020-09、2020-09-18、2020年9月18日 或 二〇二〇年九月")

  static let day = Phrase(
    en: "a day: 2020-09-18, 2020年9月18日 or 二〇二〇年九月十八日",
    zh: "具体日期：2020-09-18、2020年9月18日 或 二〇二〇年九月十八日")

  static let number = Phrase(en: "a number, such as 40 or 第四十次", zh: "数字，如“40”或“第四十次”")

  static let position = Phrase(en: "a position: 0, 1, 2 …", zh: "位置：0、1、2……")
}
