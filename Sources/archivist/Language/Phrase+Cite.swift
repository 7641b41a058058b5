import Archive

/// What `cite` says.
extension Phrase {
  enum Cite {
    static let summary = Phrase(
      en: "cites a record so that anybody can check it", zh: "引用一条记录，任何人均可查证")
    static let ceiling = Phrase(
      en: "refuse what is stricter (unconditional)", zh: "开放属性更严的不予引用（默认 unconditional）")
    static let style = Phrase(
      en: """
        The text is a reference in the style of GB/T 7714, of an archival record [A]: the body, the \
        title, for an item its meeting, the date, the archive, the accession number, the day of \
        recording, and the position of the event. Below stand the words of the record, its sources with \
        their lines, what was withdrawn, corrected or erased, and the checkpoint.
        """,
      zh: """
        文本依 GB/T 7714 著录，文献类型为档案 [A]：责任者、题名、事项所属的会议、日期、档案库、编号、登记日期、事件的位置。\
        其下列出引文、来源及其行号、撤回、更正和抹除的情况，以及检查点。
        """)
    static let content = Phrase(
      en: """
        The present content is cited, and the position is that of the event which holds it: the last \
        correction or redaction, otherwise the one that recorded it. A record that is not \
        unconditionally open is refused, unless --ceiling allows for it.
        """,
      zh: """
        引用的是现有内容，位置指保存该内容的事件：最近一次更正或抹除，没有的为登记时的事件。记录不是无条件开放的，\
        除非 --ceiling 允许，否则不予引用。
        """)
    static let stranger = Phrase(
      en: """
        JSON holds the proofs too, with what the events recorded: 'archivist verify --proof' and \
        Examples/verify.py check the whole citation, and need no archive.
        """,
      zh: """
        JSON 另含证明及有关事件登记的内容：用“archivist verify --proof”或 Examples/verify.py 即可核验整条引用，\
        不需要档案库。
        """)
    static let item = Phrase(en: "a reference for a footnote", zh: "供脚注使用的著录")
    static let program = Phrase(en: "a citation that proves itself", zh: "可自行证明的引用")
    static let withdrawn = Phrase(en: "withdrawn", zh: "撤回")
    static let corrected = Phrase(en: "corrected", zh: "更正")
    static let erased = Phrase(en: "erased", zh: "抹除")
  }

  /// A reference to a record in the style of GB/T 7714.
  static func citation(_ citation: RecordCitation) -> Phrase {
    let entry = citation.entry
    var title = entry.title
    if entry.kind == .document, let number = entry.members["number"]?.string {
      title += ": " + DocumentNumber(number).canonical
    }
    let meeting = entry.meeting.map { "//\($0.title)" } ?? ""
    let head = responsible(entry.bodies) + Phrase(same: "\(title)[A]\(meeting). ")
    let (archive, day, number) = (citation.archive.name, citation.recordedOn, entry.accession)
    let position = citation.proof.position
    return head + held(entry)
      + Phrase(
        en: ". \(archive), record \(number), recorded \(day), position \(position).",
        zh: ". \(archive), 编号 \(number), \(day) 登记, 位置 \(position).")
  }

  private static func held(_ entry: Entry) -> Phrase {
    entry.date == .unknown
      ? Phrase(en: "[date unknown]", zh: "[日期不详]") : Phrase(same: "\(entry.date)")
  }

  /// The first three bodies, as the standard has it.
  private static func responsible(_ bodies: [String]) -> Phrase {
    guard !bodies.isEmpty else { return Phrase(same: "") }
    let names = Phrase(same: bodies.prefix(3).joined(separator: ", "))
    let others = bodies.count > 3 ? Phrase(en: ", et al", zh: ", 等") : Phrase(same: "")
    return names + others + Phrase(same: ". ")
  }

  /// The words of a record, and the field that they stand in.
  static func quoted(_ quote: RecordCitation.Quote) -> Phrase {
    let field = quote.field.hasPrefix("sources") ? "quote" : quote.field
    return Phrase(
      en: "“\(quote.text)” (\(field))",
      zh: "“\(quote.text)”（\(label(field)[.chinese])）")
  }

  static func notCited(_ record: AccessionNumber, _ ceiling: Openness) -> Phrase {
    Phrase(
      en: """
        record \(record) is stricter than \(ceiling.rawValue) and stays inside; a higher --ceiling \
        cites it
        """,
      zh: "记录 \(record) 的开放属性严于\(Phrase.ceiling(ceiling)[.chinese])，不予引用；提高 --ceiling 方可引用")
  }

  static func nearestNumber(_ number: AccessionNumber) -> Phrase {
    Phrase(en: "the nearest is \(number)", zh: "最近的编号是 \(number)")
  }
}
