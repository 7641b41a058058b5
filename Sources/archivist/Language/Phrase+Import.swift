import Archive

/// What `import` tells.
extension Phrase {
  enum Import {
    static let summary = Phrase(
      en: "turns records of other systems into minutes, on standard output",
      zh: "将其他系统的记录转换为会议记录，写到标准输出")
    static let formats = Phrase(
      en: """
        FORMAT is 'oparl' (OParl 1.1: objects, arrays, JSON Lines, pages of lists), 'legistar' \
        (events with their items, as the Web API or an archive of it has them) or 'csv' (tables, \
        columns in Chinese or English, also what 'timeline --format csv' wrote). FILE is '-' for \
        standard input. UTF-8 and GB 18030 are read.
        """,
      zh: """
        FORMAT 为 oparl（OParl 1.1：对象、数组、JSON Lines、列表页）、legistar（会议及其事项，Web API 或其存档的\
        形式均可）或 csv（表格，列名中英文均可，也可以是“timeline --format csv”的输出）。FILE 为“-”时读标准输入。\
        文件可为 UTF-8 或 GB 18030。
        """)
    static let output = Phrase(
      en: """
        Each meeting becomes one line of JSON, which 'append' takes as it is. What has no member of \
        its own in the record is kept in its notes. What only serves the other system is left out. \
        Both are listed on standard error with their numbers, and so is what is referred to and does \
        not stand in the input. Nothing is recorded.
        """,
      zh: """
        每次会议成为一行 JSON，可直接交给“append”登记。记录中没有相应成员的内容保留在备注中；只供原系统使用的内容略去。\
        两者连同数目，以及被引用而输入中没有的内容，都列在标准错误输出。本命令不登记任何内容。
        """)
    static let errors = Phrase(
      en: """
        A meeting with a mistake is left out whole, and told with file, line, column and what was \
        expected; the others are written all the same, and the exit code is 1 at the end. So look \
        at the errors first, with standard output to /dev/null. Of a pipe, the shell tells the code \
        after 'set -o pipefail'.
        """,
      zh: """
        有错误的会议整条略去，并指出文件、行、列和应有的内容；其余会议照常输出，最后以退出码 1 结束。因此可先将标准输出\
        导向 /dev/null，查看有无错误；在管道中可用“set -o pipefail”。
        """)
    static let fields = Phrase(
      en: "What becomes of each field stands in Documentation/Import.md.",
      zh: "各字段如何转换，见 Documentation/Import.md。")
    static let legistar = Phrase(
      en: "records meetings of a Legistar system", zh: "登记 Legistar 系统中的会议")
    static let oparl = Phrase(
      en: "several files that refer to each other", zh: "几个相互引用的文件")
    static let table = Phrase(
      en: "checks a table: errors and losses, and no minutes", zh: "检查一份表格：只看错误和略去的内容")

    static func done(_ records: Int, items: Int) -> Phrase {
      Phrase(
        en: "\(Count.of(records, "record")) with \(Count.of(items, "item"))",
        zh: "共 \(records) 条记录、\(items) 个事项")
    }

    static func failed(_ count: Int, records: Int) -> Phrase {
      Phrase(
        en:
          "\(Count.of(count, "error")); \(records == 0 ? "nothing was written" : "the other records were written")",
        zh: "共 \(count) 处错误；\(records == 0 ? "没有输出记录" : "其余记录已输出")")
    }

    static func more(_ count: Int) -> Phrase {
      Phrase(en: "… and \(Count.of(count, "error")) more", zh: "……另有 \(count) 处错误")
    }

    static func isGB18030(_ file: String) -> Phrase {
      Phrase(
        en: "\(file) is GB 18030, and was read as such", zh: "\(file) 是 GB 18030 编码，已按此读取")
    }

    /// What became of some things, with their numbers and the places of the first.
    static func lost(_ kind: ImportLosses.Kind, of losses: ImportLosses) -> Phrase {
      var names = losses.of(kind).prefix(mostNames).map { loss in
        loss.count == 1 ? loss.name : "\(loss.name) ×\(loss.count)"
      }
      let rest = losses.of(kind).dropFirst(mostNames).reduce(0) { $0 + $1.count }
      if rest > 0 { names.append("… ×\(rest)") }
      let places = losses.places(of: kind).map { "\($0.file):\($0.line)" }
      let heading = heading(of: kind)
      return Phrase(
        en: heading[.english] + ": " + names.joined(separator: ", ") + "; first at "
          + places.joined(separator: ", "),
        zh: heading[.chinese] + "：" + names.joined(separator: "、") + "；首见于 "
          + places.joined(separator: "、"))
    }

    private static let mostNames = 40

    private static func heading(of kind: ImportLosses.Kind) -> Phrase {
      switch kind {
      case .inNotes:
        Phrase(en: "kept in notes, for want of a member", zh: "记录无相应成员，保留在备注中")
      case .unknown:
        Phrase(en: "unknown, kept in notes", zh: "不认识，保留在备注中")
      case .leftOut:
        Phrase(en: "left out, since it serves the other system alone", zh: "只供原系统使用，略去")
      case .deleted: Phrase(en: "left out, as deleted", zh: "原系统已删除，略去")
      case .unresolved:
        Phrase(en: "referred to, but not in the input", zh: "被引用，但输入中没有")
      case .unused: Phrase(en: "left out, as nothing of any meeting", zh: "与任何会议无关，略去")
      case .made: Phrase(en: "made of other values", zh: "由其他内容生成")
      case .cleaned: Phrase(en: "control characters taken out", zh: "去掉了控制字符")
      }
    }
  }
}
