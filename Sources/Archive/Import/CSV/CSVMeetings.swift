import EventStore

/// Makes meetings of the rows of a table: each row has a meeting, and perhaps one of its items.
struct CSVMeetings {
  let columns: CSVColumns
  let file: String
  let value = CSVValue(isExport: false)
  private var meeting: Meeting?
  /// The number of meetings begun.
  private var count = 0

  /// The meeting whose rows are being read.
  private struct Meeting {
    /// The cells by which it is told from others.
    let identity: [String]
    var record = ImportedObject()
    var items: [(order: Int?, line: Int, item: ImportedObject.Item)] = []
    var attendance: [ImportedObject] = []
    var quorum = ImportedObject()
    let firstLine: Int
    var lastLine: Int
    /// What was said of it, by columns, and on which line.
    var said: [Int: (text: String, line: Int)] = [:]
    var isRefused = false
  }

  /// The places of the columns that tell meetings apart.
  private let telling: [Int]

  private static let identifying: Set<CSVColumn> = [
    .meeting("title"), .meeting("body"), .meeting("series"), .meeting("term"),
    .meeting("ordinal"), .meeting("sitting"), .meeting("date"), .start, .end,
  ]

  init(_ columns: CSVColumns, file: String) {
    self.columns = columns
    self.file = file
    telling = columns.columns.indices.filter {
      CSVMeetings.identifying.contains(columns.columns[$0])
    }
  }

  /// The line on which the meeting begins of which more rows may come; nothing where it is refused
  /// already.
  var begun: Int? { meeting.flatMap { $0.isRefused ? nil : $0.firstLine } }

  /// Takes the next row.
  mutating func take(_ row: CSVRow, _ fault: CSVFault?, _ journal: inout ImportJournal) {
    let cells = CSVCells(row, columns, file: file, &journal)
    let identity = telling.map { cells[$0] ?? "" }
    if !goesOn(identity) {
      finish(digest: nil, &journal)
      begin(identity, cells, &journal)
    }
    guard var meeting = self.meeting else {
      journal.tell(cells.error(.table(.noMeeting), at: 0))
      return
    }
    self.meeting = nil
    meeting.lastLine = row.lastLine
    var problems = fault.map { [cells.error(of: $0)] } ?? []
    if row.cells.count > columns.names.count {
      let found = row.cells.count
      problems.append(
        cells.error(
          .table(.tooManyCells(found: found, columns: columns.names.count)),
          at: columns.names.count))
    }
    read(cells, &meeting, &problems, &journal)
    for problem in problems { journal.tell(problem) }
    if !problems.isEmpty { meeting.isRefused = true }
    self.meeting = meeting
  }

  /// Whether a row belongs to the meeting of the row before: what repeats in every row may be left
  /// out behind the first, all of it or the title.
  private func goesOn(_ identity: [String]) -> Bool {
    if identity.allSatisfy(\.isEmpty) { return true }
    guard let before = meeting?.identity else { return false }
    let title = telling.firstIndex { columns.columns[$0] == .meeting("title") }
    return zip(identity, before).enumerated().allSatisfy { index, cells in
      cells.0 == cells.1 || index == title && cells.0.isEmpty
    }
  }

  private mutating func begin(
    _ identity: [String], _ cells: CSVCells, _ journal: inout ImportJournal
  ) {
    var meeting = Meeting(identity: identity, firstLine: cells.line, lastLine: cells.line)
    do throws(ImportError) {
      if let date = try date(cells, &meeting.record, &journal) { meeting.record.set("date", date) }
    } catch {
      journal.tell(error)
      meeting.isRefused = true
    }
    for (name, members) in [("body", "机构 (body)"), ("date", "日期 (date)")]
    where !meeting.isRefused && isMissing(name, cells) {
      journal.tell(cells.error(.missing(members), at: 0))
      meeting.isRefused = true
    }
    count += 1
    self.meeting = meeting
  }

  private func isMissing(_ name: String, _ cells: CSVCells) -> Bool {
    if cells[.meeting(name)] != nil { return false }
    return name != "date" || cells[.start] == nil && cells[.end] == nil
  }

  /// The date of a meeting by its first and last day.
  private func date(
    _ cells: CSVCells, _ record: inout ImportedObject, _ journal: inout ImportJournal
  ) throws(ImportError) -> String? {
    var days: [String] = []
    for column in [CSVColumn.meeting("date"), .start, .end] {
      guard let (text, index) = cells.found(column),
        let member = MinutesSchema.meeting.members.first(where: { $0.name == "date" })
      else { continue }
      let notes = record.notes.count
      do throws(CellFault) { try value.set(member, text, in: &record) } catch {
        throw cells.error(error.problem, at: index)
      }
      if record.notes.count > notes {
        journal.losses.add(.inNotes, columns.names[index], at: cells.place)
      }
      if let day = record.text("date") { days.append(day) }
    }
    guard let first = days.first, let last = days.last, first != last, days.count > 1 else {
      return days.first
    }
    let range = "\(first)/\(last)"
    guard PartialDate(range) != nil else {
      throw cells.error(
        .endsBeforeStart(start: first, end: last), at: cells.found(.end)?.index ?? 0)
    }
    return range
  }

  /// Reads what a row says of the meeting, and its items.
  private func read(
    _ cells: CSVCells, _ meeting: inout Meeting, _ problems: inout [ImportError],
    _ journal: inout ImportJournal
  ) {
    for (index, column) in columns.columns.enumerated() {
      guard let text = cells[index] else { continue }
      switch column {
      case .meeting("date"), .start, .end: continue
      case .meeting, .attendance, .quorum: break
      case .kind, .order, .line, .item, .vote, .clock, .notes, .unknown: continue
      }
      if let said = meeting.said[index] {
        if said.text != text, !add(column, text, to: &meeting) {
          problems.append(
            cells.error(
              .table(.differs(found: text, before: said.text, line: said.line)), at: index))
        }
        continue
      }
      meeting.said[index] = (text, cells.line)
      do throws(CellFault) {
        try set(column, text, &meeting)
      } catch {
        problems.append(cells.error(error.problem, at: index))
      }
    }
    var reader = CSVItems(cells, columns, value)
    reader.read(&problems, &journal)
    let line = cells.line
    meeting.items += reader.items.map { (reader.order, line, $0) }
    for note in reader.notes where !meeting.record.notes.contains(note) {
      meeting.record.notes.append(note)
    }
  }

  /// Adds topics and sources to those that rows before have told; whether the column is one of them.
  private func add(_ column: CSVColumn, _ text: String, to meeting: inout Meeting) -> Bool {
    var more = Meeting(identity: [], firstLine: 0, lastLine: 0)
    do throws(CellFault) { try set(column, text, &more) } catch { return false }
    switch (column, meeting.record["sources"], more.record["sources"]) {
    case (.meeting("topics"), _, _):
      let known = meeting.record.texts("topics")
      meeting.record.set(
        "topics", known + more.record.texts("topics").filter { !known.contains($0) })
      return true
    case (.meeting("sources"), .objects(let known)?, .objects(let new)?):
      meeting.record.set("sources", known + new)
      return true
    default: return false
    }
  }

  private func set(
    _ column: CSVColumn, _ text: String, _ meeting: inout Meeting
  ) throws(CellFault) {
    switch column {
    case .meeting(let name):
      guard let member = MinutesSchema.meeting.members.first(where: { $0.name == name }) else {
        return
      }
      try value.set(member, text, in: &meeting.record)
    case .attendance(let capacity):
      meeting.attendance += try value.attendance(text, as: capacity)
    case .quorum(let name): meeting.quorum[name] = .integer(try CSVValue.count(text))
    case .start, .end, .kind, .order, .line, .item, .vote, .clock, .notes, .unknown: break
    }
  }

  /// Hands on the last meeting, if there is one and nothing is wrong with it.
  ///
  /// - Parameter digest: The whole file's, where it ends here.
  mutating func finish(digest: Digest?, _ journal: inout ImportJournal) {
    guard var meeting else { return }
    self.meeting = nil
    guard !meeting.isRefused else { return }
    let first = ImportPlace(file: file, line: meeting.firstLine)
    if meeting.record.text("title") == nil {
      meeting.record.set("title", CSVTable.title(of: meeting.record))
      journal.losses.add(.made, "标题 (title)", at: first)
    }
    if meeting.record["attendance"] == nil { meeting.record.set("attendance", meeting.attendance) }
    if meeting.record["quorum"] == nil { meeting.record.set("quorum", meeting.quorum) }
    if meeting.record["sources"] == nil, let name = ImportFile.lastName(of: file) {
      var source = ImportedObject.source(title: name, url: nil)
      if let digest, count == 1 {
        source.set("sha256", "\(digest)")
      } else {
        let (from, to) = (meeting.firstLine, meeting.lastLine)
        source.set("lines", [from == to ? "L\(from)" : "L\(from)-L\(to)"])
      }
      meeting.record.set("sources", [source])
    }
    var items = meeting.items
    if items.allSatisfy({ $0.order != nil }) {
      items = items.enumerated().sorted {
        ($0.element.order ?? 0, $0.offset) < ($1.element.order ?? 0, $1.offset)
      }.map(\.element)
    }
    let file = file
    journal.add(meeting.record, items.map(\.item)) { path in
      guard let index = CSVCells.item(in: path), items.indices.contains(index) else { return first }
      return ImportPlace(file: file, line: items[index].line)
    }
  }
}
