import Archive
import EventStore

/// What the pages of a static site say.
extension Phrase {
  enum Site {
    static let search = Phrase(en: "Search", zh: "检索")
    static let years = Phrase(en: "Years", zh: "年份")
    static let bodies = Phrase(en: "Bodies", zh: "机构")
    static let topics = Phrase(en: "Topics", zh: "主题")
    static let people = Phrase(en: "People", zh: "人员")
    static let checking = Phrase(en: "How to check", zh: "如何查证")
    static let parts = Phrase(en: "Parts of the site", zh: "网站各部分")
    static let toContent = Phrase(en: "Skip to the content", zh: "跳到正文")
    static let inEnglish = Phrase(en: "English", zh: "英文")
    static let inChinese = Phrase(en: "Chinese", zh: "中文")
    static let dark = Phrase(en: "Dark", zh: "深色")
    static let light = Phrase(en: "Light", zh: "浅色")
    static let howToCheck = Phrase(en: "how to check", zh: "如何查证")
    static let trail = Phrase(en: "Where this stands", zh: "所在位置")
    static let home = Phrase(en: "All records", zh: "全部记录")
    static let pages = Phrase(en: "Pages", zh: "分页")
    static let searchHere = Phrase(en: "Search in these", zh: "在其中检索")
    static let feed = Phrase(en: "Feed (Atom)", zh: "订阅（Atom）")
    static let broader = Phrase(en: "broader topic", zh: "上位主题")
    static let narrower = Phrase(en: "narrower topics", zh: "下位主题")
    static let phrases = Phrase(en: "records that say", zh: "含有词语")

    static let stated = Phrase(en: "stated", zh: "载明")
    static let steps = Phrase(en: "What became of this text", zh: "该文本的历程")
    static let cites = Phrase(en: "Cites", zh: "引用")
    static let citedBy = Phrase(en: "Cited by", zh: "被引用")
    static let citationAndProof = Phrase(en: "Citation, proof and history", zh: "引用、证明与历史")
    static let verify = Phrase(en: "Verify in the browser", zh: "在浏览器中验证")
    static let save = Phrase(en: "Save the citation", zh: "保存引用")
    static let copy = Phrase(en: "Copy the reference", zh: "复制著录")
    static let wasRecorded = Phrase(en: "recorded", zh: "登记")
    static let disputed = Phrase(
      en: "Another source says something else; see the history.", zh: "另有来源说法不同，见历史。")
    static let erased = Phrase(
      en: "Parts of this record were erased; see the history.", zh: "本记录部分内容已抹除，见历史。")
  }

  /// What a page calls a member of minutes.
  static func siteLabel(_ member: String) -> Phrase {
    var words = ""
    for letter in member {
      words += letter.isUppercase ? " " + letter.lowercased() : String(letter)
    }
    return Phrase(en: words.prefix(1).uppercased() + words.dropFirst(), zh: label(member)[.chinese])
  }

  /// Where a date is from, behind it.
  static func siteBasis(_ basis: String) -> Phrase {
    let english = [
      "edition": "year from the edition", "inferred": "inferred", "adoption": "day of the adoption",
    ]
    return Phrase(en: " (\(english[basis] ?? basis))", zh: Phrase.basis(basis)[.chinese])
  }

  /// What a kind of record is called where it stands alone.
  static func siteKind(_ kind: RecordKind) -> Phrase {
    let name = Phrase.kind(kind)
    return Phrase(
      en: name[.english].prefix(1).uppercased() + name[.english].dropFirst(), zh: name[.chinese])
  }

  static func siteNumber(_ number: AccessionNumber) -> Phrase {
    Phrase(en: "record \(number)", zh: "编号 \(number)")
  }

  static func siteYear(_ year: Int) -> Phrase { Phrase(en: "\(year)", zh: "\(year)年") }

  static func siteCount(_ count: Int) -> Phrase {
    Phrase(en: "\(count) in all", zh: "共 \(count) 个")
  }

  static func pages(_ count: Int64) -> Phrase {
    Phrase(en: Count.of(Int(count), "page"), zh: "\(count) 页")
  }

  static func siteItems(_ count: Int) -> Phrase {
    Phrase(en: Count.of(count, "item"), zh: "\(count) 项")
  }

  static func siteAll(_ count: Int) -> Phrase { siteAll("\(count)") }

  static func siteAll(_ count: String) -> Phrase {
    Phrase(en: "Show all \(count)", zh: "显示全部 \(count) 个")
  }

  static func siteHolds(_ count: Int, _ years: ClosedRange<Int>?) -> Phrase {
    let span = years.map { "\($0.lowerBound)–\($0.upperBound)" }
    return Phrase(
      en: Count.of(count, "record") + (span.map { ", \($0)" } ?? ""),
      zh: "记录 \(count) 条" + (span.map { "，\($0)年" } ?? ""))
  }

  static func siteProved(_ position: Position, by size: UInt64) -> Phrase {
    Phrase(
      en: "Proved at position \(position) by the checkpoint of \(Count.of(Int(size), "event")).",
      zh: "依 \(size) 个事件的检查点，证明位于位置 \(position)。")
  }

  static func stateOfSite(_ size: UInt64) -> Phrase {
    Phrase(
      en: "Made from the archive as it was after \(Count.of(Int(size), "event")); root",
      zh: "据档案库第 \(size) 个事件时的状态制成，根")
  }

  static func siteWithdrawn(_ number: AccessionNumber) -> Phrase {
    Phrase(en: "Record \(number) was withdrawn", zh: "编号 \(number) 已撤回")
  }

  static func siteWithdrawn(_ number: AccessionNumber, _ retraction: Retraction) -> Phrase {
    let reason = Phrase.reason(retraction.reason)
    return Phrase(
      en: "\(number) was withdrawn: \(reason[.english])", zh: "\(number) 已撤回：\(reason[.chinese])")
  }
}

// MARK: - The front page

extension Phrase.Site {
  static let searchFor = Phrase(en: "Search the records", zh: "检索记录")
  static let hint = Phrase(en: "words, as you type", zh: "输入词语，随打随查")
  static let syntax = Phrase(
    en: "All words must occur; “…” is a phrase, -word excludes, A OR B. Press / to search.",
    zh: "各词须同时出现；“…”为词组，-词 表示排除，A OR B 表示任一。按 / 键开始检索。")
  static let noScript = Phrase(
    en: "Searching needs JavaScript. The lists by year, body, topic and person do not.",
    zh: "检索需要 JavaScript；按年份、机构、主题和人员浏览则不需要。")
  static let kinds = Phrase(en: "Kinds", zh: "类型")
  static let filters = Phrase(en: "Filters", zh: "筛选")
  static let results = Phrase(en: "Records", zh: "记录")
  static let newest = Phrase(en: "The newest records", zh: "最新记录")
  static let newestFirst = Phrase(en: "Newest first", zh: "新的在前")
  static let more = Phrase(en: "Show more", zh: "显示更多")
  static let timeline = Phrase(en: "Records over time", zh: "记录的时间分布")
  static let timelineHint = Phrase(
    en: "Click a bar to see that time, drag to move; on a bar, + and − zoom and arrow keys move.",
    zh: "点击柱形查看该时段，拖动可移动；选中柱形后按 +、− 键缩放，按方向键移动。")

  /// What the scripts say, by the names under which they look for it.
  static let spoken: [(String, Phrase)] =
    [
      ("newest", newest), ("body", bodies), ("topic", topics), ("year", years),
      ("kind", kinds),
      ("newestFirst", newestFirst), ("oldestFirst", Phrase(en: "Oldest first", zh: "旧的在前")),
      ("found", Phrase(en: "{n} records", zh: "找到 {n} 条记录")),
      ("foundOne", Phrase(en: "1 record", zh: "找到 1 条记录")),
      ("none", Phrase(en: "No record fits.", zh: "没有符合的记录。")),
      ("failed", Phrase(en: "A part of the index could not be loaded.", zh: "部分索引未能载入。")),
      ("all", Phrase.siteAll("{n}")),
      ("fewer", Phrase(en: "Show fewer", zh: "收起")),
      ("clear", Phrase(en: "Clear all", zh: "全部清除")),
      ("remove", Phrase(en: "Remove the filter {n}", zh: "取消筛选 {n}")),
      ("records", Phrase(en: "{n} records", zh: "{n} 条")),
      ("zoomIn", Phrase(en: "Zoom in", zh: "放大")),
      ("zoomOut", Phrase(en: "Zoom out", zh: "缩小")),
      ("wholeTime", Phrase(en: "Whole time", zh: "全部时间")),
      ("unknown", Phrase(en: "unknown", zh: "不详")),
    ] + verdicts

  /// What comes of verifying a proof.
  private static let verdicts: [(String, Phrase)] = [
    (
      "verified",
      Phrase(
        en:
          "Verified: the record is in the log of this checkpoint and says what this page shows ({n} proved).",
        zh: "验证通过：该记录在此检查点的日志之中，所载与本页所示一致（已证 {n} 项）。")
    ),
    (
      "verifiedInPart",
      Phrase(
        en:
          "The record is in the log of this checkpoint; a part of it is not disclosed and was not compared.",
        zh: "该记录在此检查点的日志之中；其中部分内容不公开，未作比对。")
    ),
    ("keptSame", Phrase(en: "It is the same.", zh: "与之相同。")),
    (
      "keptDiffers",
      Phrase(
        en: "It has another root: the log was changed, or the checkpoint on this page is false.",
        zh: "根不一致：日志曾被改动，或本页的检查点有假。")
    ),
    (
      "keptOlder",
      Phrase(
        en: """
          It is of another state of the archive. Ask for a proof of consistency: 'archivist prove \
          --consistency'.
          """,
        zh: "它属于档案库的另一状态。请索取一致性证明：“archivist prove --consistency”。")
    ),
    ("keptOther", Phrase(en: "It is of another archive.", zh: "它属于另一档案库。")),
    ("keptUnreadable", Phrase(en: "This is no checkpoint.", zh: "这不是检查点。")),
    ("faultHeader", Phrase(en: "Not verified: an event is another one.", zh: "验证不通过：事件不符。")),
    (
      "faultPayload",
      Phrase(
        en: "Not verified: the content is not what was recorded.", zh: "验证不通过：内容与登记时不一致。")
    ),
    (
      "faultRoot",
      Phrase(
        en: "Not verified: the event is not in the log of this checkpoint.",
        zh: "验证不通过：该事件不在此检查点的日志之中。")
    ),
    (
      "faultRecord",
      Phrase(en: "Not verified: an event is of another record.", zh: "验证不通过：事件属于另一条记录。")
    ),
    (
      "faultWords",
      Phrase(
        en: "Not verified: the page shows words that the record does not say.",
        zh: "验证不通过：页面文字与记录所载不一致。")
    ),
  ]
}

// MARK: - How to check

extension Phrase.Site {
  static let keptCheckpoint = Phrase(
    en: "Compare a checkpoint that you kept:", zh: "与您另行保存的检查点比对：")
  static let checkpointHead = Phrase(en: "The checkpoint of this site", zh: "本网站的检查点")
  static let howChecked = [
    Phrase(
      en: """
        Every record on this site carries a proof that it stands in the archive's log and says what the \
        page shows. The log is a Merkle tree after RFC 9162; the checkpoint below is its size and its root.
        """,
      zh: """
        本网站的每条记录都附有证明：它确在档案库的日志之中，所载内容即页面所示。日志是符合 RFC 9162 的默克尔树，\
        下列检查点即其大小与根。
        """),
    Phrase(
      en: """
        “Verify in the browser” computes the hashes of the record's events, the way from there to the root, \
        and compares the words on the page with what the events hold. It needs no network. A page could \
        be forged together with its checkpoint: compare this one with a copy that somebody else kept.
        """,
      zh: """
        “在浏览器中验证”会计算该记录各事件的散列和由此到根的路径，并将页面文字与事件所载逐一比对，无需联网。\
        页面可能连同检查点一并伪造，请将此检查点与他人另行保存的副本比对。
        """),
  ]
  static let savedCitation = Phrase(
    en: """
      “Save the citation” gives a file that 'archivist verify --proof' checks without this site and \
      without the archive.
      """,
    zh: "“保存引用”所得的文件，用“archivist verify --proof”即可核验，不需要本网站，也不需要档案库。")
  static let notHere = Phrase(
    en:
      "Records that are not open to everybody are not here, and neither are names that only they have.",
    zh: "未向所有人开放的记录不在此处，仅见于此类记录的名称也不在此处。")
}
