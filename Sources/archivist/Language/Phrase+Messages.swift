import Archive
import EventStore

/// What the commands tell while they work and when they are done.
extension Phrase {
  static let warning = Phrase(en: "warning: ", zh: "警告：")

  // MARK: The archive

  static let noArchiveHere = Phrase(
    en: "there is no archive here: neither this folder nor one above it has an archive.json",
    zh: "此处没有档案库：当前文件夹及其上级文件夹中都没有 archive.json")

  static let nameOrFound = Phrase(
    en: "name one with --archive DIR, or found one: archivist init DIR --name NAME",
    zh: "请用 --archive DIR 指定，或新建一个：archivist init DIR --name NAME")

  static let readingLog = Phrase(en: "reading the log", zh: "正在读取日志")
  static let writingEntries = Phrase(en: "writing", zh: "正在写出")
  static let makingIndex = Phrase(en: "making the search index", zh: "正在建立检索索引")

  static func logDamaged(_ damage: Damage) -> Phrase {
    Phrase(en: "the log is damaged: \(damage)", zh: "日志有损坏：\(damage.chinese)")
  }

  static func readAround(_ count: Int) -> Phrase {
    Phrase(
      en: "\(Count.of(count, "damaged place")) read around; 'archivist verify' lists them",
      zh: "已绕过 \(count) 处损坏读取；“archivist verify”列出全部损坏")
  }

  // MARK: Recording

  static func founded(_ name: String, in directory: String, id: String) -> Phrase {
    Phrase(en: "founded \(name) in \(directory) (\(id))", zh: "已在 \(directory) 建立“\(name)”（\(id)）")
  }

  static let recording = Phrase(en: "recording", zh: "正在登记")

  static func reading(_ file: String) -> Phrase {
    Phrase(en: "reading \(file)", zh: "正在读取 \(file)")
  }

  static let recordedAllTheSame = Phrase(
    en: "the minutes were recorded all the same", zh: "会议记录仍已登记")

  static let nothingRecorded = Phrase(en: "nothing was recorded", zh: "未登记任何内容")

  static func draftKept(_ path: String) -> Phrase {
    Phrase(en: "the text is kept in \(path)", zh: "文稿保存在 \(path)")
  }

  static func editorFailed(_ editor: String, _ status: Int32) -> Phrase {
    Phrase(
      en: "the editor '\(editor)' ended with status \(status); nothing was recorded",
      zh: "编辑器“\(editor)”以状态 \(status) 退出；未登记任何内容")
  }

  static let editorInterrupted = Phrase(
    en: "interrupted; nothing was recorded", zh: "已中断；未登记任何内容")

  static let templateEnd = Phrase(
    en: """
      Save and close to record. An emptied file records nothing. Check the date and take its question
      mark away; remove the lines that are not needed. Items stand in sections below the fields:
      """,
    zh: """
      保存并关闭编辑器，即行登记；清空文件则不登记。请核对日期并删去其前的问号，删去用不到的行。
      事项写在以下各栏目中，栏目列在各项之后：
      """)

  static let templateOfItems = Phrase(
    en: """
      Save and close to add items to the meeting. An emptied file adds nothing. Items stand in
      sections:
      """,
    zh: "保存并关闭编辑器，即向会议追加事项；清空文件则不追加。事项写在各栏目中：")

  static let rehearsal = Phrase(
    en: "nothing was recorded (--dry-run)", zh: "未登记任何内容（--dry-run）")

  static func errors(_ count: Int, isAll: Bool) -> Phrase {
    Phrase(
      en: "\(isAll ? "" : "at least ")\(Count.of(count, "error")); nothing was recorded",
      zh: "\(isAll ? "共" : "至少") \(count) 处错误；未登记任何内容")
  }

  static func refused(_ count: Int) -> Phrase {
    Phrase(
      en: "\(Count.of(count, "record")) refused; nothing was recorded",
      zh: "\(count) 条记录不予登记；未登记任何内容")
  }

  static func repaired(_ repair: Repair) -> Phrase {
    Phrase(
      en: """
        an earlier write was not finished: \(Count.of(repair.bytes, "byte")) at \(repair.place), \
        cut off and kept in \(repair.savedAs); what was acknowledged is complete
        """,
      zh: """
        此前有一次写入未完成：\(repair.place.chinese) 处的 \(repair.bytes) 字节已截去，保存在 \
        \(repair.savedAs)；已确认登记的内容完整无缺
        """)
  }

  static func alreadyRecorded(_ number: AccessionNumber) -> Phrase {
    Phrase(en: "already recorded as \(number)", zh: "已登记，编号 \(number)")
  }

  static func items(_ count: Int) -> Phrase {
    Phrase(en: Count.of(count, "item"), zh: "\(count) 项")
  }

  static func itemsAdded(_ count: Int) -> Phrase {
    Phrase(en: Count.of(count, "item") + " added", zh: "追加 \(count) 项")
  }

  // MARK: Asking

  static let nothingFits = Phrase(en: "no record fits", zh: "没有符合条件的记录")

  static func didYouMeanBody(_ name: String) -> Phrase {
    Phrase(en: "; did you mean --body \(name)?", zh: "；是否指 --body \(name)？")
  }

  /// Names that nothing has, each with those that are near it.
  static func didYouMean(_ names: [NearNames]) -> Phrase {
    func list(_ or: String, _ comma: String) -> String {
      names.map { name in
        "--\(name.option) " + name.near.map(NearNames.typed).joined(separator: or)
      }.joined(separator: comma)
    }
    return Phrase(
      en: "; did you mean \(list(" or ", ", "))?", zh: "；是否指 \(list(" 或 ", "，"))？")
  }

  /// A record was shown because its number was asked for.
  static func wentStraight(to number: AccessionNumber, for text: String) -> Phrase {
    Phrase(
      en: "this is record \(number); for the words, archivist query '\"\(text)\"'",
      zh: "以上为编号 \(number) 的记录；如需按词检索：archivist query '\"\(text)\"'")
  }

  /// A body that was registered because minutes name it.
  static func newBody(_ body: NewBody) -> Phrase {
    let near = body.near.joined(separator: "、")
    return Phrase(
      en: "new body \(body.name)" + (near.isEmpty ? "" : "; near: \(near)"),
      zh: "新登记机构：\(body.name)" + (near.isEmpty ? "" : "；相近的有：\(near)"))
  }

  /// Several of these, of which none is near any other.
  static func newBodies(_ names: [String], _ count: Int) -> Phrase {
    let list = names.joined(separator: "、") + (names.count < count ? " …" : "")
    return Phrase(en: "\(count) new bodies: \(list)", zh: "新登记机构 \(count) 个：\(list)")
  }

  static func range(_ first: Int, _ last: Int, of total: Int) -> Phrase {
    Phrase(en: "records \(first) to \(last) of \(total)", zh: "第 \(first)–\(last) 条，共 \(total) 条")
  }

  static func written(_ count: Int, to path: String) -> Phrase {
    Phrase(en: "\(Count.of(count, "record")) written to \(path)", zh: "已将 \(count) 条记录写入 \(path)")
  }

  static func undated(_ count: Int) -> Phrase {
    Phrase(
      en: "\(Count.of(count, "record")) left out: the date is unknown, or open at an end",
      zh: "有 \(count) 条记录未列出：日期不详或一端未定")
  }

  static func noPlace(for member: String, of count: Int, in form: String) -> Phrase {
    Phrase(
      en: "\(form) has no place for \(member): left out of \(Count.of(count, "record"))",
      zh: "\(form) 容纳不下\(named(member)[.chinese])：有 \(count) 条记录略去此项")
  }

  static func withheld(records count: Int, _ ceiling: Openness) -> Phrase {
    Phrase(
      en: "\(Count.of(count, "record")) withheld: stricter than \(ceiling.rawValue)",
      zh: "有 \(count) 条记录未列出：开放属性严于\(Phrase.ceiling(ceiling)[.chinese])")
  }

  static func withheld(events count: Int, _ ceiling: Openness) -> Phrase {
    Phrase(
      en: "\(Count.of(count, "event")) withheld: stricter than \(ceiling.rawValue)",
      zh: "有 \(count) 个事件的内容已隐去：开放属性严于\(Phrase.ceiling(ceiling)[.chinese])")
  }

  static let withheldTitle = Phrase(en: "(withheld)", zh: "（已隐去）")

  static func interrupted(_ path: String) -> Phrase {
    Phrase(en: "interrupted; \(path) is as it was before", zh: "已中断；\(path) 保持原样")
  }

  static func asBefore(_ path: String) -> Phrase {
    Phrase(en: "\(path) is as it was before", zh: "\(path) 保持原样")
  }

  // MARK: Progress

  static func events(_ count: Int64) -> Phrase {
    Phrase(en: count == 1 ? "1 event" : "\(count) events", zh: "\(count) 个事件")
  }

  static func records(_ count: Int64) -> Phrase {
    Phrase(en: Count.of(count, "record"), zh: "\(count) 条记录")
  }

  static func amount(_ done: Phrase, of total: Phrase) -> Phrase {
    Phrase(
      en: "\(done[.english]) of \(total[.english])", zh: "\(done[.chinese])，共 \(total[.chinese])")
  }

  static func timeLeft(_ time: Phrase) -> Phrase {
    Phrase(en: "\(time[.english]) left", zh: "还需 \(time[.chinese])")
  }

  static func seconds(_ count: Int) -> Phrase { Phrase(en: "\(count) s", zh: "\(count) 秒") }

  static func minutes(_ count: Int, _ seconds: String) -> Phrase {
    Phrase(en: "\(count):\(seconds) min", zh: "\(count) 分 \(seconds) 秒")
  }

  static func hours(_ count: Int, _ minutes: String) -> Phrase {
    Phrase(en: "\(count):\(minutes) h", zh: "\(count) 小时 \(minutes) 分")
  }

  static func perSecond(_ amount: Phrase) -> Phrase {
    Phrase(en: "\(amount[.english])/s", zh: "每秒 \(amount[.chinese])")
  }

}

// MARK: - Statistics and verification

extension Phrase {
  enum Fact {
    static let archive = Phrase(en: "archive", zh: "档案库")
    static let id = Phrase(en: "id", zh: "标识")
    static let founded = Phrase(en: "founded", zh: "建立")
    static let events = Phrase(en: "events", zh: "事件")
    static let log = Phrase(en: "log", zh: "日志")
    static let bodies = Phrase(en: "bodies", zh: "机构")
    static let topics = Phrase(en: "topics", zh: "主题")
    static let persons = Phrase(en: "persons", zh: "人员")
    static let byYear = Phrase(en: "meetings and documents by year", zh: "各年会议与文件")
    static let unknown = Phrase(en: "unknown", zh: "不详")
    static let root = Phrase(en: "root", zh: "根哈希")
    static let comparedWith = Phrase(en: "compared with", zh: "已比对")
    static let proof = Phrase(en: "proof", zh: "证明")
    static let event = Phrase(en: "event", zh: "事件")
    static let recorded = Phrase(en: "recorded", zh: "登记")
    static let payload = Phrase(en: "payload", zh: "内容")
    static let head = Phrase(en: "checkpoint", zh: "检查点")
    static let growth = Phrase(en: "consistency", zh: "一致性")
    static let damage = Phrase(en: "damage", zh: "损坏")
    static let checkpoint = Phrase(en: "checkpoint", zh: "检查点不符")
    static let unfinished = Phrase(en: "unfinished", zh: "未完成")
    static let erasurePending = Phrase(en: "erasure pending", zh: "待抹除")
    static let sound = Phrase(en: "sound", zh: "完好")
    static let holds = Phrase(en: "holds", zh: "成立")
    static let doesNotHold = Phrase(en: "does not hold", zh: "不成立")
  }

  static func zone(_ moment: Timestamp, _ zone: String) -> Phrase {
    Phrase(en: "\(moment) (\(zone))", zh: "\(moment)（\(zone)）")
  }

  static func bytes(_ count: Int64) -> Phrase {
    Phrase(en: Count.of(count, "byte"), zh: "\(count) 字节")
  }

  static func events(_ count: UInt64, streams: Int) -> Phrase {
    Phrase(
      en: "\(count) in \(Count.of(streams, "stream"))", zh: "\(count) 个，分属 \(streams) 个事件流")
  }

  static func bytes(_ count: Int64, segments: Int) -> Phrase {
    Phrase(
      en: "\(Count.of(count, "byte")) in \(Count.of(segments, "segment"))",
      zh: "\(count) 字节，分为 \(segments) 个分段")
  }

  static let noRoot = Phrase(
    en: "none, since not all events can be read", zh: "无，因为并非所有事件都能读取")

  /// What became of the events that a checkpoint counted.
  static func unchanged(_ count: UInt64, added: UInt64) -> Phrase {
    Phrase(
      en: "a checkpoint of \(Count.of(Int64(count), "event")): unchanged, \(added) added since",
      zh: "\(count) 个事件时的检查点：均未改动，其后新增 \(added) 个")
  }

  static let nextAppendCuts = Phrase(
    en: "; the next append cuts it off and keeps it", zh: "；下次登记时将其截去并另行保存")

  static func payloadStillThere(_ position: Position) -> Phrase {
    Phrase(
      en: "the payload at position \(position) is still there", zh: "位置 \(position) 的事件内容仍未抹除")
  }

  static func notSound(_ count: Int) -> Phrase {
    count > 0
      ? Phrase(en: "not sound: \(Count.of(count, "damaged place"))", zh: "有问题：\(count) 处损坏")
      : Phrase(en: "not sound", zh: "有问题")
  }

  static let verifying = Phrase(en: "verifying", zh: "正在核验")

  static func isNoCheckpoint(_ path: String) -> Phrase {
    Phrase(
      en: "\(path) is no checkpoint: expected three lines, the origin, the size and the root",
      zh: "\(path) 不是检查点：应为三行，依次为来源、长度和根哈希")
  }
}

extension NearNames {
  /// The option that takes such a name.
  fileprivate var option: String {
    switch kind {
    case .topic: "topic"
    case .person: "person"
    default: "body"
    }
  }

  /// A name as it is typed.
  fileprivate static func typed(_ name: String) -> String {
    name.contains(" ") ? "'\(name)'" : name
  }
}
