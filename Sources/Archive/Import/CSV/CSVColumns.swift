/// What a column of a table says.
enum CSVColumn: Hashable {
  /// A member of the meeting, read as minutes have it.
  case meeting(String)
  /// Who attended in a capacity.
  case attendance(String)
  /// One number of the quorum.
  case quorum(String)
  /// The first or the last day.
  case start
  case end
  /// A time of day, or the date that this member has where no other column tells it.
  case clock(String)
  /// What there is to note, of the item where the row has one.
  case notes
  /// What kind of an item the row has.
  case kind
  /// The item's place among others.
  case order
  /// What the item is about, as the first line of an item has it.
  case line
  /// A member of the item.
  case item(String)
  /// One number of a vote.
  case vote(String)
  /// Nothing that is known; its cells are kept in notes.
  case unknown
}

/// The columns of a table by their names, in Chinese or English.
struct CSVColumns {
  let names: [String]
  let columns: [CSVColumn]
  /// Whether the table is what a timeline or an answer was written as: a row for each entry.
  let isExport: Bool

  init(_ header: CSVRow) throws(CSVFault) {
    names = header.cells.enumerated().map { index, cell in
      cell.text.isEmpty ? "#\(index + 1)" : cell.text
    }
    isExport = names.contains("accession") && names.contains("kind")
    let found = isExport ? names.map { _ in .unknown } : CSVColumns.columns(of: names)
    var seen: [CSVColumn: String] = [:]
    var plain: Set<String> = []
    for ((name, cell), column) in zip(zip(names, header.cells), found) {
      let other = column == .unknown ? (plain.contains(name) ? name : nil) : seen[column]
      if let other {
        throw CSVFault(
          problem: .sameColumn(name, other: other), line: cell.line, column: cell.column)
      }
      seen[column] = name
      plain.insert(name)
    }
    columns = found
    guard !isExport else { return }
    for (isThere, name) in [
      (seen[.meeting("body")] != nil, "机构 (body)"),
      (seen[.meeting("date")] != nil || seen[.start] != nil, "日期 (date)"),
    ] where !isThere {
      let first = header.cells.first
      throw CSVFault(
        problem: .noColumn(of: name), line: first?.line ?? 1, column: first?.column ?? 1)
    }
  }

  /// What the columns of some names say: a time is the date where nothing else is.
  private static func columns(of names: [String]) -> [CSVColumn] {
    let columns = names.map(column)
    guard !columns.contains(.meeting("date")), !columns.contains(.start) else { return columns }
    return columns.map { column in
      switch column {
      case .clock("start"): .start
      case .clock("end"): .end
      case .clock: .meeting("date")
      default: column
      }
    }
  }

  /// What a name means, in any width and case, without spaces, hyphens and low lines.
  static func column(_ name: String) -> CSVColumn {
    let plain = Normalizer.normalize(name).filter { byte in
      byte != 0x20 && byte != UInt8(ascii: "_") && byte != UInt8(ascii: "-")
        && byte != UInt8(ascii: ".")
    }
    return byName[String(decoding: plain, as: UTF8.self)] ?? .unknown
  }

  private static let byName: [String: CSVColumn] = {
    var columns: [String: CSVColumn] = [:]
    for (column, names) in table {
      for name in names {
        let plain = String(decoding: Normalizer.normalize(name), as: UTF8.self)
        precondition(columns.updateValue(column, forKey: plain) == nil, "\(name) means two things")
      }
    }
    return columns
  }()

  private static let table: [(CSVColumn, [String])] =
    meetingTable + [
      (.start, ["开始日期", "起始日期", "start", "startdate"]),
      (.end, ["结束日期", "截止日期", "end", "enddate"]),
      (.clock("date"), ["时间", "会议时间", "time", "meetingtime"]),
      (.clock("start"), ["开始时间", "starttime"]),
      (.clock("end"), ["结束时间", "endtime"]),
      (.notes, ["备注", "notes", "remarks"]),
      (.attendance("chair"), ["主持", "主持人", "chair", "chairperson"]),
      (.attendance("present"), ["出席", "出席人", "出席人员", "present"]),
      (.attendance("attending"), ["列席", "列席人", "列席人员", "attending"]),
      (.attendance("absent"), ["缺席", "缺席人员", "absent"]),
      (.attendance("excused"), ["请假", "请假人员", "excused"]),
      (.attendance("participating"), ["参加", "参加人", "参加人员", "participating"]),
      (.quorum("due"), ["应到", "应到人数", "due"]),
      (.quorum("attended"), ["实到", "实到人数", "attended"]),
      (.kind, ["类别", "类型", "事项类别", "事项类型", "kind", "itemkind", "itemtype"]),
      (.order, ["序号", "事项序号", "order", "itemorder"]),
      (.line, ["事项", "议题", "内容", "事项内容", "item", "itemtext", "agendaitem"]),
      (.vote("for"), ["赞成", "赞成票", "for", "votesfor"]),
      (.vote("against"), ["反对", "反对票", "against", "votesagainst"]),
      (.vote("abstain"), ["弃权", "弃权票", "abstain", "abstained"]),
      (.vote("notVoting"), ["未表决", "notvoting"]),
      (.vote("absent"), ["表决缺席", "votesabsent"]),
      (.vote("method"), ["表决方式", "method", "votemethod"]),
    ] + itemTable

  private static let meetingTable: [(CSVColumn, [String])] = [
    (.meeting("title"), ["标题", "名称", "会议名称", "会议标题", "title", "name", "meeting"]),
    (.meeting("body"), ["机构", "召开机构", "会议机构", "body", "bodies", "organ", "organization"]),
    (.meeting("series"), ["会议", "会议类型", "会议种类", "series", "meetingtype"]),
    (.meeting("term"), ["届", "届别", "term"]),
    (.meeting("ordinal"), ["次", "次数", "会次", "ordinal"]),
    (.meeting("sitting"), ["分会", "sitting"]),
    (.meeting("date"), ["日期", "会议日期", "召开日期", "date", "meetingdate"]),
    (.meeting("dateBasis"), ["日期依据", "datebasis"]),
    (.meeting("place"), ["地点", "会议地点", "place", "location", "venue"]),
    (.meeting("status"), ["状态", "会议状态", "status"]),
    (.meeting("reason"), ["原因", "reason"]),
    (.meeting("from"), ["原日期", "from"]),
    (.meeting("quorum"), ["人数", "quorum"]),
    (.meeting("attendance"), ["出席情况", "attendance"]),
    (.meeting("summary"), ["摘要", "会议摘要", "summary"]),
    (.meeting("topics"), ["主题", "会议主题", "topics"]),
    (.meeting("sources"), ["来源", "sources", "source"]),
    (.meeting("openness"), ["开放", "开放属性", "openness"]),
    (.meeting("condition"), ["开放条件", "condition"]),
    (.meeting("notes"), ["会议备注", "meetingnotes"]),
  ]

  private static let itemTable: [(CSVColumn, [String])] = [
    (.item("title"), ["事项标题", "itemtitle"]),
    (.item("presenters"), ["报告单位", "汇报单位", "提交单位", "presenters", "presenter"]),
    (.item("subject"), ["报告题目", "subject"]),
    (.item("speaker"), ["报告人", "汇报人", "speaker"]),
    (.item("onBehalfOf"), ["受托", "受托机关", "onbehalfof"]),
    (.item("form"), ["形式", "form"]),
    (.item("document"), ["文件", "document"]),
    (.item("disposition"), ["处理", "处理方式", "disposition"]),
    (.item("verb"), ["动词", "verb"]),
    (.item("text"), ["正文", "决议内容", "text"]),
    (.item("outcome"), ["结果", "表决结果", "outcome"]),
    (.item("vote"), ["表决", "得票", "vote"]),
    (.item("number"), ["文号", "发文字号", "number", "documentnumber"]),
    (.item("adopted"), ["通过日期", "adopted"]),
    (.item("effective"), ["施行", "施行日期", "起", "effective"]),
    (.item("action"), ["动作", "任免", "任免动作", "action"]),
    (.item("person"), ["姓名", "人员", "person"]),
    (.item("post"), ["职务", "post"]),
    (.item("body"), ["任职机构", "任职单位", "itembody"]),
    (.item("proposer"), ["提请人", "proposer"]),
    (.item("basis"), ["依据", "法律依据", "basis"]),
    (.item("parties"), ["各方", "签署各方", "parties"]),
    (.item("asStated"), ["原文", "asstated"]),
    (.item("date"), ["事项日期", "itemdate"]),
    (.item("summary"), ["事项摘要", "itemsummary"]),
    (.item("topics"), ["事项主题", "itemtopics"]),
    (.item("sources"), ["事项来源", "itemsources", "itemsource"]),
    (.item("openness"), ["事项开放", "itemopenness"]),
    (.item("condition"), ["事项开放条件", "itemcondition"]),
    (.item("notes"), ["事项备注", "itemnotes"]),
  ]
}
