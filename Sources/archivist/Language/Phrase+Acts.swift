import Archive
import EventStore

/// Corrections, withdrawals and reviews of openness, and what changed.
extension Phrase {
  enum Act {
    static let reason = Phrase(en: "why", zh: "理由")
    static let authority = Phrase(en: "on whose word", zh: "依据何人或何机关的决定")
    static let explanation = Phrase(en: "more words about it", zh: "补充说明")
    static let dryRun = Phrase(en: "decide and tell, but record nothing", zh: "只判断并告知，不登记")
    static let field = Phrase(en: "field", zh: "字段")
    static let before = Phrase(en: "before", zh: "原值")
    static let after = Phrase(en: "after", zh: "现值")
    static let what = Phrase(en: "what", zh: "变化")
    static let absent = Phrase(en: "(not there)", zh: "（无）")
    static let taken = Phrase(en: "(taken away)", zh: "（删去）")
  }

  enum Correct {
    static let summary = Phrase(
      en: "gives fields of a record other values; what it said stays in its history",
      zh: "更正记录的字段；原来的内容保留在历史中")
    static let was = Phrase(
      en: "refuse unless the field is this now", zh: "该字段现值不是此值时不予更正")
    static let strict = Phrase(
      en: "refuse to name a body that the archive does not know",
      zh: "拒绝更正为档案中没有的机构名称")

    static let edit = Phrase(
      en: "open the record as minutes in an editor and record the difference",
      zh: "在编辑器中以会议记录打开该记录，登记差异")
    static let fields = Phrase(
      en: """
        FIELD is a member of minutes by its English name or its key in text: title, place, 日期 (date), \
        document.stage, attendance[2].office. Nothing behind = takes the field away. A list stands \
        with 、 between its parts, or as JSON; an object stands as JSON. Openness is not corrected \
        but decided by 'reclassify'.
        """,
      zh: """
        FIELD 为会议记录的字段，可用英文名或文本中的键：title、日期、place、document.stage、\
        attendance[2].office。等号后留空即删去该字段。列表各项以“、”分隔，或写成 JSON；对象写成 JSON。开放属性不作更正，\
        由“reclassify”审定。
        """)
    static let reasons = Phrase(
      en: """
        Reasons: clerical (a slip of the pen), sourceErratum (the source was wrong), lateEvidence \
        (known only later), reinterpretation (the same words understood otherwise).
        """,
      zh: """
        理由：clerical（笔误）、sourceErratum（来源有误）、lateEvidence（事后得知）、reinterpretation（对同一文字另作理解）。
        """)
    static let one = Phrase(en: "corrects the chair's name", zh: "更正主持人姓名")
    static let moved = Phrase(en: "a meeting that was put off", zh: "会议改期")
    static let editing = Phrase(en: "the whole record, in an editor", zh: "在编辑器中更正整条记录")
  }

  enum Retract {
    static let summary = Phrase(
      en: "withdraws a record; it stays in the log, says why, and is found only with --retracted",
      zh: "撤回记录；记录仍在日志中并说明缘由，只有用 --retracted 才能查到")
    static let replacedBy = Phrase(en: "the record that stands in its place", zh: "取代它的记录")
    static let reasons = Phrase(
      en: """
        Reasons: duplicate, wrongSource (its source does not bear it out), misattributed (it is about \
        somebody or something else), depublished (it may not be published any more). A meeting takes \
        its items with it. What must be erased for good is redacted instead.
        """,
      zh: """
        理由：duplicate（重复）、wrongSource（来源不能证实）、misattributed（张冠李戴）、depublished（不得再公布）。\
        会议撤回时其事项一并撤回。须彻底抹除的内容，另用抹除。
        """)
    static let example = Phrase(en: "the same meeting was recorded twice", zh: "同一会议登记了两次")
  }

  enum Dispute {
    static let summary = Phrase(
      en: "notes that another source says something else of a field", zh: "记载另一来源对某字段的不同说法")
    static let source = Phrase(en: "the other source", zh: "另一来源")
    static let prefer = Phrase(
      en: "prefer what the other source says, and correct the record", zh: "采信另一来源，并更正记录")
    static let reason = Phrase(en: "why the one is preferred", zh: "采信的理由")
    static let meaning = Phrase(
      en: """
        Both statements are kept side by side, each with its source, and one is preferred: what the \
        record says, or with --prefer what the other source says.
        """,
      zh: "两种说法并存，各注来源，其一为采信：记录现有的说法，或用 --prefer 时另一来源的说法。")
    static let example = Phrase(
      en: "one paper says eight attended, another nine", zh: "一报称到会八人，另一报称九人")
  }

  enum Redact {
    static let summary = Phrase(
      en: "erases fields of a record for good; every proof stays valid", zh: "永久抹除记录的字段；一切证明仍然有效")
    static let ground = Phrase(
      en: "the legal ground; it stays readable for ever", zh: "法律依据；永久可读")
    static let reach = Phrase(
      en: """
        The fields go in every version of the record and in corrections that tell them; their words are \
        masked (█) wherever else the record or what quotes its sources says them, and in the sources \
        kept for it. Other records that say the same words are named, not changed.
        """,
      zh: """
        该字段在记录的每个版本和述及它的更正中一并抹除；其文字在该记录其他各处、引用来源之处和为其保存的来源文本中以 █ \
        遮去。其他记录若含同样文字，只列出，不改动。
        """)
    static let limits = Phrase(
      en: """
        What is erased cannot be brought back. Its length stays known, and so does the SHA-256 of a \
        kept source, by which a short word can be guessed: erase sources[1].sha256 as well where that \
        matters. Backups keep it until they are made anew; see 'log --erasures'.
        """,
      zh: """
        抹除之后无法恢复。其长度仍可得知；所保存来源的 SHA-256 也仍在，短词可能由此被猜出，必要时请一并抹除 \
        sources[1].sha256。备份须重新备份后才会抹去，参见“log --erasures”。
        """)
    static let example = Phrase(en: "a name that the law protects", zh: "依法保护的姓名")
  }

  enum Reclassify {
    static let summary = Phrase(
      en: "decides anew to whom a record may be given", zh: "重新审定记录的开放属性")
    static let openness = Phrase(en: "to whom it may be given from now on", zh: "今后的开放属性")
    static let condition = Phrase(
      en: "on which condition, with --openness conditional", zh: "有条件开放的条件")
    static let basis = Phrase(en: "the rule that it follows from", zh: "所依据的规定")
    static let reviewer = Phrase(en: "who decided", zh: "审定人")
    static let inherited = Phrase(
      en: """
        What is decided about a meeting holds for its items too; where an item is stricter, the \
        stricter counts.
        """,
      zh: "对会议的审定及于其各事项；事项更严的，从严。")
    static let example = Phrase(en: "an item that must not leave", zh: "不得外传的事项")
  }

  enum Diff {
    static let summary = Phrase(
      en: "shows what changed in the record between two days", zh: "显示两日之间记录的变化")
    static let from = Phrase(
      en: "the earlier day, or @POSITION; the archive's beginning without it",
      zh: "较早的日期，或 @位置；不给则自建档起")
    static let to = Phrase(
      en: "the later day, or @POSITION; now without it", zh: "较晚的日期，或 @位置；不给则至今")
    static let meaning = Phrase(
      en: """
        Compares what the record said at the end of the one day with what it said at the end of the \
        other: records that came, fields that got other values, records that were withdrawn, reviewed \
        or redacted. What was changed and changed back is no difference.
        """,
      zh: """
        比较两日终了时的记录：新增的记录、变更的字段，以及撤回、重新审定和抹除的记录。改动后又改回的不算变化。
        """)
    static let example = Phrase(en: "what November brought", zh: "十一月的变化")
    static let json = Phrase(en: "everything, for a program", zh: "全部变化，供程序使用")
  }

  static func reason(_ reason: Correction.Reason) -> Phrase {
    switch reason {
    case .clerical: Phrase(en: "clerical", zh: "笔误")
    case .sourceErratum: Phrase(en: "sourceErratum", zh: "来源有误")
    case .lateEvidence: Phrase(en: "lateEvidence", zh: "事后得知")
    case .reinterpretation: Phrase(en: "reinterpretation", zh: "另作理解")
    }
  }

  static func reason(_ reason: Retraction.Reason) -> Phrase {
    switch reason {
    case .duplicate: Phrase(en: "duplicate", zh: "重复")
    case .wrongSource: Phrase(en: "wrongSource", zh: "来源不能证实")
    case .misattributed: Phrase(en: "misattributed", zh: "张冠李戴")
    case .depublished: Phrase(en: "depublished", zh: "不得再公布")
    }
  }

  static func actRecorded(_ position: Position) -> Phrase {
    Phrase(en: "recorded at position \(position)", zh: "已登记，位置 \(position)")
  }

  static func retracted(_ number: AccessionNumber, _ retraction: Retraction) -> Phrase {
    let reason = Phrase.reason(retraction.reason)
    let place = retraction.replacedBy
    let more = retraction.explanation
    return Phrase(
      en: "\(number) withdrawn: \(reason[.english])\(more.map { ", \($0)" } ?? "")"
        + " (\(retraction.authority))" + (place.map { "; see \($0)" } ?? ""),
      zh: "\(number) 已撤回：\(reason[.chinese])\(more.map { "，\($0)" } ?? "")"
        + "（\(retraction.authority)）" + (place.map { "；参见 \($0)" } ?? ""))
  }

  static func reclassified(_ number: AccessionNumber, _ decision: Reclassification) -> Phrase {
    let openness = Phrase.openness(decision.openness)
    let condition = decision.condition
    return Phrase(
      en: "\(number) \(openness[.english])\(condition.map { ": \($0)" } ?? "")"
        + " (\(decision.basis); \(decision.reviewer))",
      zh: "\(number) \(openness[.chinese])\(condition.map { "：\($0)" } ?? "")"
        + "（\(decision.basis)；\(decision.reviewer)）")
  }

  static func redacted(_ number: AccessionNumber, _ redaction: RecordRedaction) -> Phrase {
    let fields = redaction.fields.map { "\($0)" }
    return Phrase(
      en: "\(number) erased: \(fields.joined(separator: ", "))"
        + " (\(redaction.ground); \(redaction.authority))",
      zh:
        "\(number) 已抹除：\(fields.joined(separator: "、"))（\(redaction.ground)；\(redaction.authority)）"
    )
  }

  static func corrected(_ number: AccessionNumber, _ correction: Correction) -> Phrase {
    let reason = Phrase.reason(correction.reason)
    let change = correction.change
    let old = change.old.map(FieldValue.text).map { Phrase(same: $0) } ?? Act.absent
    let new = change.new.map(FieldValue.text).map { Phrase(same: $0) } ?? Act.taken
    let more = correction.explanation
    return Phrase(
      en: "\(number) \(change.path): \(old[.english]) → \(new[.english])"
        + " (\(reason[.english]), \(correction.authority)\(more.map { ": \($0)" } ?? ""))",
      zh: "\(number) \(change.path)：\(old[.chinese]) → \(new[.chinese])"
        + "（\(reason[.chinese])，\(correction.authority)\(more.map { "：\($0)" } ?? "")）")
  }

  static func disputed(_ number: AccessionNumber, _ conflict: Conflict) -> Phrase {
    func sides(_ language: Language) -> String {
      conflict.statements.enumerated().map { index, statement in
        let value = statement.value.map(FieldValue.text) ?? Act.absent[language]
        let mark = index == conflict.preferred ? "✓ " : ""
        return "\(mark)\(value) [\(statement.source)]"
      }.joined(separator: " ≠ ")
    }
    return Phrase(
      en:
        "\(number) \(conflict.field): \(sides(.english)) (\(conflict.reason); \(conflict.authority))",
      zh: "\(number) \(conflict.field)：\(sides(.chinese))（\(conflict.reason)；\(conflict.authority)）"
    )
  }

  /// An act as a line of a record's history.
  static func act(_ act: RecordAct, about number: AccessionNumber) -> Phrase {
    switch act {
    case .corrected(let correction): corrected(number, correction)
    case .retracted(let retraction): retracted(number, retraction)
    case .redacted(let redaction): redacted(number, redaction)
    case .reclassified(let decision): reclassified(number, decision)
    case .disputed(let conflict): disputed(number, conflict)
    }
  }

  /// What happened to a record between two moments.
  static func change(_ kind: RecordChange.Kind) -> Phrase {
    switch kind {
    case .added: Phrase(en: "added", zh: "新增")
    case .corrected: Phrase(en: "corrected", zh: "更正")
    case .retracted: Phrase(en: "withdrawn", zh: "撤回")
    case .redacted: Phrase(en: "redacted", zh: "抹除")
    case .reclassified: Phrase(en: "reviewed", zh: "审定")
    case .disputed: Phrase(en: "disputed", zh: "另有说法")
    }
  }

  static func payloadsTakenOut(_ count: Int) -> Phrase {
    Phrase(
      en: "\(Count.of(count, "payload")) taken out of the log", zh: "已从日志中抹除 \(count) 处内容")
  }

  static func wordsStillStand(_ numbers: [AccessionNumber]) -> Phrase {
    let shown = numbers.prefix(20).map { "\($0)" }
    let more = numbers.count - shown.count
    return Phrase(
      en: "the same words still stand in \(shown.joined(separator: ", "))"
        + (more > 0 ? " and \(more) more" : ""),
      zh: "同样的文字仍见于 \(shown.joined(separator: "、"))" + (more > 0 ? " 等，另有 \(more) 条" : ""))
  }

  // MARK: Sources

  static let onlyWithKeepSource = Phrase(
    en: "--source-openness stands beside --keep-source", zh: "--source-openness 须与 --keep-source 同用"
  )

  static func sourceNoText(_ path: String) -> Phrase {
    Phrase(
      en: "\(path) is no text in UTF-8 or GB 18030", zh: "\(path) 不是 UTF-8 或 GB 18030 文本")
  }

  static func sourceTooLong(_ path: String, limit: Int) -> Phrase {
    Phrase(
      en: "\(path) is too long; a source has no more than \(limit) bytes",
      zh: "\(path) 过长；来源文本不得超过 \(limit) 字节")
  }

  static func sourceKept(_ digest: String) -> Phrase {
    Phrase(en: "kept a source: sha256:\(digest)", zh: "已保存来源：sha256:\(digest)")
  }

  static func sourceNotKept(_ digest: String?) -> Phrase {
    digest == nil
      ? Phrase(
        en: "the record names no text: its source has no SHA-256", zh: "记录未指明文本：其来源没有 SHA-256")
      : Phrase(en: "the archive does not keep this text", zh: "档案库未保存该文本")
  }

  static func namesNoSource(_ number: AccessionNumber) -> Phrase {
    Phrase(en: "\(number) names no source", zh: "\(number) 未指明来源")
  }

  /// What a table tells in front of a title: that the record was withdrawn, or that the meeting was
  /// not held when it was to be.
  static func marks(of entry: Entry) -> [Phrase] {
    var marks: [Phrase] = []
    if entry.retraction != nil { marks.append(Phrase(en: "[withdrawn] ", zh: "〔已撤回〕")) }
    let members = entry.meeting?.members ?? entry.members
    switch members["status"]?.string {
    case "scheduled": marks.append(Phrase(en: "[scheduled] ", zh: "〔拟召开〕"))
    case "cancelled": marks.append(Phrase(en: "[cancelled] ", zh: "〔取消〕"))
    case "rescheduled":
      let old = members["from"]?.string
      marks.append(
        Phrase(
          en: "[put off\(old.map { " from \($0)" } ?? "")] ",
          zh: "〔\(old.map { "原定 \($0) " } ?? "")改期〕"))
    default: break
    }
    return marks
  }

  static let nothingChanged = Phrase(en: "nothing changed", zh: "没有变化")
  static let diffNeedsMoment = Phrase(
    en: "diff needs --from-recorded, --to-recorded or both",
    zh: "diff 须给出 --from-recorded 或 --to-recorded")
  static let correctsByWords = Phrase(
    en: "with --edit the fields are changed in the editor, and no FIELD=VALUE is given",
    zh: "使用 --edit 时在编辑器中更改，不给 FIELD=VALUE")
  static let editsRecords = Phrase(
    en: "a record is edited whole: give the number of the meeting or the document",
    zh: "须编辑整条记录：请给出会议或文件的编号")
  static func isNoChange(_ word: String) -> Phrase {
    Phrase(en: "'\(word)' is no FIELD=VALUE", zh: "“\(word)”不是 FIELD=VALUE")
  }
  static func needsOption(_ name: String, _ command: String) -> Phrase {
    Phrase(en: "\(command) needs --\(name)", zh: "\(command) 须给出 --\(name)")
  }
  static let oneRecordExpected = Phrase(
    en: "the text must hold exactly one record", zh: "文稿须恰有一条记录")
}

/// The value of a field as people read it.
enum FieldValue {
  /// A text as itself, everything else as JSON.
  static func text(_ json: [UInt8]) -> String {
    (try? JSONDocument(json))?.root.string ?? String(decoding: json, as: UTF8.self)
  }
}
