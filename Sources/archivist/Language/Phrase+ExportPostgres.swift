import Archive

/// What `export postgres` tells.
extension Phrase {
  enum ExportPostgres {
    static let summary = Phrase(
      en: "writes the records as SQL for PostgreSQL, on standard output",
      zh: "将记录写成供 PostgreSQL 使用的 SQL，输出到标准输出")
    static let from = Phrase(
      en: "only what changed from this position on (0)", zh: "只写自该位置起有变动的记录（默认 0）")
    static let follow = Phrase(
      en: "go on with what is appended, until Ctrl-C", zh: "继续写此后登记的内容，直到按 Ctrl-C")
    static let schema = Phrase(
      en: "print the tables, functions and indexes alone", zh: "只输出表、函数和索引的定义")
    static let stream = Phrase(
      en: """
        The stream is for psql, which ends at the first error. It makes the schema archivist where it is \
        missing, and then comes one transaction after the other: records that were recorded, corrected \
        or redacted take the place of what the database has of them, and what may not leave any more is \
        deleted. So a stream that breaks off leaves a whole state behind, and one that is applied twice \
        changes nothing.
        """,
      zh: """
        输出供 psql 执行，遇到第一个错误即止。先建立 archivist 模式（如尚未建立），其后为一个接一个的事务：新登记、\
        更正或抹除的记录取代数据库中原有的内容，不得再对外提供的则删除。因此中途断开时数据库仍处于完整状态，重复执行\
        同一输出不会有任何改变。
        """)
    static let position = Phrase(
      en: """
        'SELECT next FROM archivist.state' is the position that the database has reached, for --from. A \
        stream that begins behind it, of another archive or with another ceiling is refused.
        """,
      zh: """
        “SELECT next FROM archivist.state”给出数据库已到达的位置，供 --from 使用。起点在该位置之后、属于其他档案库，\
        或开放属性上限不同的输出，数据库一律拒绝。
        """)
    static let page = Phrase(
      en: "The tables stand in Documentation/Postgres.md.", zh: "各表见 Documentation/Postgres.md。")
    static let all = Phrase(
      en: "fills the database 'records'", zh: "填充数据库 records")
    static let following = Phrase(
      en: "keeps it up to date from where it is", zh: "从其已到达的位置起持续更新")

    /// What has no place in the tables, a line for each kind.
    static func losses(_ report: PostgresExport.Report) -> [Phrase] {
      var told: [Phrase] = []
      if report.sources > 0 {
        told.append(
          Phrase(
            en:
              "postgres has no place for kept sources: \(Count.of(report.sources, "text")) left out",
            zh: "postgres 容纳不下保存的来源原文：略去 \(report.sources) 份"))
      }
      if report.persons > 0 {
        told.append(
          Phrase(
            en: """
              postgres has no place for who is meant by a name: \
              \(Count.of(report.persons, "decision")) left out
              """,
            zh: "postgres 容纳不下人名所指的认定：略去 \(report.persons) 项"))
      }
      if report.cut > 0 {
        told.append(
          Phrase(
            en: """
              \(Count.of(report.cut, "record")) longer than a search column: not found by all words
              """,
            zh: "有 \(report.cut) 条记录超出检索列的长度：部分词语检索不到"))
      }
      if report.zeros > 0 {
        told.append(
          Phrase(
            en: "\(Count.of(report.zeros, "character")) U+0000 left out",
            zh: "略去 \(report.zeros) 个 U+0000 字符"))
      }
      return told
    }
  }
}
