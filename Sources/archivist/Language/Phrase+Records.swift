import Archive

/// The words in which records are shown: headers of tables, labels, kinds, values.
extension Phrase {
  enum Header {
    static let nothing = Phrase(same: "")
    static let number = Phrase(en: "number", zh: "编号")
    static let date = Phrase(en: "date", zh: "日期")
    static let title = Phrase(en: "title", zh: "标题")
    static let items = Phrase(en: "items", zh: "项数")
    static let body = Phrase(en: "body", zh: "机构")
    static let kind = Phrase(en: "kind", zh: "类型")
    static let topic = Phrase(en: "topic", zh: "主题")
    static let year = Phrase(en: "year", zh: "年份")
    static let meetings = Phrase(en: "meetings", zh: "会议")
    static let records = Phrase(en: "records", zh: "记录")
  }

  /// What a kind of record is called.
  static func kind(_ kind: RecordKind) -> Phrase {
    let chinese =
      switch kind {
      case .meeting: "会议"
      case .report: "报告"
      case .resolution: "决议"
      case .personnel: "人事"
      case .matter: "事项"
      case .agreement: "协议"
      case .document: "文件"
      }
    return Phrase(en: kind.rawValue, zh: chinese)
  }

  /// Under which heading the items of a kind stand; nothing for what is no item.
  static func heading(of kind: RecordKind) -> Phrase {
    switch kind {
    case .report: Phrase(en: "Reports heard", zh: "听取")
    case .resolution: Phrase(en: "Resolutions", zh: "决议")
    case .personnel: Phrase(en: "Personnel", zh: "人事")
    case .matter: Phrase(en: "Matters", zh: "研究")
    case .agreement: Phrase(en: "Agreements", zh: "签署")
    case .meeting, .document: Phrase(same: "")
    }
  }

  /// What records are counted by.
  static func facet(_ facet: Query.Facet) -> Phrase {
    switch facet {
    case .body: Header.body
    case .year: Header.year
    case .topic: Header.topic
    case .kind: Header.kind
    }
  }

  /// The title of a table of counts.
  static func by(_ facet: Query.Facet) -> Phrase {
    let name = Phrase.facet(facet)
    return Phrase(en: "by \(name[.english])", zh: "按\(name[.chinese])统计")
  }

  /// A value of a facet, as it is shown.
  static func value(_ value: String, of facet: Query.Facet) -> Phrase {
    switch facet {
    case .kind: RecordKind(rawValue: value).map(kind) ?? Phrase(same: value)
    case .body, .topic, .year: Phrase(same: value)
    }
  }

  /// A date as it is shown.
  static func date(_ date: PartialDate) -> Phrase {
    date == .unknown ? Phrase(en: "unknown", zh: "不详") : Phrase(same: "\(date)")
  }

  static func openness(_ openness: Openness) -> Phrase {
    Phrase(en: "\(openness.rawValue) (\(openness.chineseName))", zh: openness.chineseName)
  }

  /// An openness that something was measured by, so that it can be typed.
  static func ceiling(_ openness: Openness) -> Phrase {
    Phrase(en: openness.rawValue, zh: "“\(openness.chineseName)”（\(openness.rawValue)）")
  }
}

// MARK: - Members of minutes

extension Phrase {
  /// What a page calls a member of minutes; the Chinese names are the keys of minutes as text.
  static func label(_ member: String) -> Phrase {
    Phrase(en: member, zh: labels[member] ?? member)
  }

  /// A member as a message names it: its name can be looked for in the minutes.
  static func named(_ member: String) -> Phrase {
    Phrase(en: member, zh: labels[member].map { "\(member)（\($0)）" } ?? member)
  }

  private static let labels: [String: String] = [
    "title": "标题", "kind": "类型", "meeting": "所属会议", "organ": "任职机构", "body": "机构",
    "series": "会议", "sitting": "分会", "term": "届", "ordinal": "次", "date": "日期",
    "dateBasis": "日期依据", "place": "地点", "status": "状态", "reason": "原因", "from": "原日期",
    "attendance": "出席情况", "chair": "主持", "present": "出席", "attending": "列席",
    "absent": "缺席", "excused": "请假", "participating": "参加", "capacity": "身份",
    "person": "人员", "office": "职务", "group": "人员群体", "quorum": "人数", "due": "应到",
    "attended": "实到", "summary": "摘要", "notes": "备注", "topics": "主题", "source": "来源",
    "sources": "来源", "openness": "开放", "condition": "开放条件", "items": "事项", "item": "事项类型",
    "presenters": "汇报单位", "subject": "内容", "speaker": "报告人", "onBehalfOf": "受托",
    "form": "形式", "document": "文件", "stage": "阶段", "disposition": "处理", "verb": "动词",
    "text": "正文", "outcome": "结果", "vote": "表决", "for": "赞成", "against": "反对",
    "abstain": "弃权", "notVoting": "未表决", "method": "表决方式", "number": "文号",
    "adopted": "通过日期", "effective": "施行", "action": "任免", "post": "职务", "proposer": "提请人",
    "basis": "依据", "parties": "各方", "record": "记录", "issuers": "发文机关", "genre": "文种",
    "signed": "成文", "issued": "印发", "published": "公布", "repealed": "废止", "addressees": "主送",
    "sections": "章节", "path": "序号", "heading": "章节标题", "lines": "行号", "page": "版面",
    "url": "网址", "sha256": "SHA-256", "quote": "引文", "asStated": "原文", "recorded": "登记",
    "history": "历史", "conflicts": "异说", "redacted": "抹除", "retracted": "撤回",
  ]

  /// A value of a member that is one of a few English words.
  static func value(_ value: String, of member: String) -> Phrase {
    Phrase(en: value, zh: values[member]?[value] ?? value)
  }

  private static let values: [String: [String: String]] = [
    "status": ["held": "已召开", "scheduled": "拟召开", "cancelled": "取消", "rescheduled": "改期"],
    "dateBasis": [
      "stated": "原文载明", "edition": "年份据出版日期", "inferred": "推定", "adoption": "据通过日期",
    ],
    "outcome": [
      "adopted": "通过", "adoptedInPrinciple": "原则通过", "rejected": "未通过", "deferred": "暂缓",
      "referred": "转交", "noted": "知悉",
    ],
  ]

  /// Where a date that is shown is from.
  static func basis(_ basis: String) -> Phrase {
    Phrase(en: " (\(basis))", zh: "（\(value(basis, of: "dateBasis")[.chinese])）")
  }

  static func page(_ page: String) -> Phrase { Phrase(en: "page \(page)", zh: "第 \(page) 版") }

  static func momentAndPosition(_ moment: String, _ position: String) -> Phrase {
    Phrase(same: "[\(moment) @\(position)]")
  }

  static func recorded(_ moment: String, position: String, event: String) -> Phrase {
    Phrase(
      en: "\(moment) at position \(position) (\(event))",
      zh: "\(moment)，位置 \(position)（\(event)）")
  }
}

extension Phrase.Timeline {
  /// How many items of a kind a meeting has.
  static func count(of kind: RecordKind, _ count: Int) -> Phrase {
    let name = Phrase.kind(kind)
    let english = kind == .personnel ? "\(count) personnel" : Count.of(count, name[.english])
    return Phrase(en: english, zh: "\(name[.chinese]) \(count)")
  }
}
