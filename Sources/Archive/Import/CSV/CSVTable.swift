import EventStore

/// Turns a table of comma-separated values into minutes, portion by portion.
///
/// Rows of one meeting follow each other; of a table no more is in memory than one meeting and what
/// was read last.
struct CSVTable {
  private let file: String
  private var text: ImportedText
  /// The beginning, as long as its first line has not ended.
  private var beginning: [UInt8] = []
  private var rows: CSVRows?
  private var reader: Reader?
  private var isOver = false

  /// What rows are made into.
  private enum Reader {
    case meetings(CSVMeetings)
    case entries(CSVEntries)
  }

  /// - Parameter file: The file's name as the user gave it.
  init(file: String) {
    self.file = file
    text = ImportedText(file: file)
  }

  /// Takes the next portion of the file, or nothing at its end.
  ///
  /// - Returns: whether more of the file is wanted.
  mutating func take(_ portion: [UInt8]?, _ journal: inout ImportJournal) -> Bool {
    guard !isOver else { return false }
    var (more, fault) = text.take(portion, &journal)
    if rows == nil { more = begin(with: more, isLast: portion == nil || fault != nil) }
    read(more, isLast: portion == nil && fault == nil, &journal)
    if let fault {
      stop(
        .text(fault.problem, offset: fault.offset), line: rows?.place.line,
        column: rows?.place.column, &journal)
    } else if portion == nil {
      finish(&journal)
    }
    return !isOver
  }

  /// Waits for the first line, by which cells are told apart; gives what is to be read then.
  private mutating func begin(with more: [UInt8], isLast: Bool) -> [UInt8] {
    let before = beginning.count
    beginning += more
    let end = more.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    guard end != nil || isLast || beginning.count > CSVRows.longestRow else { return [] }
    let line = beginning[..<(end.map { before + $0 } ?? beginning.count)]
    rows = CSVRows(separator: CSVRows.separator(of: line))
    defer { beginning = [] }
    return beginning
  }

  private mutating func read(
    _ bytes: [UInt8], isLast: Bool, _ journal: inout ImportJournal
  ) {
    var found: [(row: CSVRow, fault: CSVFault?)] = []
    var end: CSVFault?
    do throws(CSVFault) {
      try rows?.take(bytes, isLast: isLast) { found.append(($0, $1)) }
    } catch {
      end = error
    }
    for (row, fault) in found where !isOver && !row.isEmpty { take(row, fault, &journal) }
    if let end { stop(.table(end.problem), line: end.line, column: end.column, &journal) }
  }

  private mutating func take(
    _ row: CSVRow, _ fault: CSVFault?, _ journal: inout ImportJournal
  ) {
    switch reader {
    case .meetings(var meetings):
      reader = nil
      meetings.take(row, fault, &journal)
      reader = .meetings(meetings)
    case .entries(var entries):
      reader = nil
      entries.take(row, fault, &journal)
      reader = .entries(entries)
    case nil:
      do throws(CSVFault) {
        if let fault { throw fault }
        let columns = try CSVColumns(row)
        reader =
          columns.isExport
          ? .entries(CSVEntries(columns, file: file)) : .meetings(CSVMeetings(columns, file: file))
      } catch {
        stop(.table(error.problem), line: error.line, column: error.column, &journal)
      }
    }
  }

  /// Tells why the rest of the file is not read; of the last meeting it is not known where it ends.
  private mutating func stop(
    _ problem: ImportError.Problem, line: Int?, column: Int?, _ journal: inout ImportJournal
  ) {
    guard !isOver else { return }
    isOver = true
    journal.tell(ImportError(file: file, line: line, column: column, problem: problem))
    let begun: Int?
    switch reader {
    case .meetings(let meetings): begun = meetings.begun
    case .entries(let entries): begun = entries.begun
    case nil: begun = nil
    }
    if let begun {
      journal.tell(ImportError(file: file, line: begun, problem: .table(.cutShort)))
    }
  }

  private mutating func finish(_ journal: inout ImportJournal) {
    guard !isOver else { return }
    isOver = true
    switch reader {
    case .meetings(var meetings): meetings.finish(digest: text.digest, &journal)
    case .entries(var entries): entries.finish(&journal)
    case nil: journal.tell(ImportError(file: file, problem: .empty))
    }
  }

  /// A title for a meeting that has none.
  static func title(of meeting: ImportedObject) -> String {
    let body = meeting.texts("body").first ?? ""
    let series = meeting.text("series")
    let ordinal = meeting.integer("ordinal")
    let date = meeting.text("date") ?? ""
    guard body.unicodeScalars.contains(where: { Script.isWide($0.value) }) else {
      let number = ordinal.map { " \($0)" } ?? ""
      return "\(body), \(series ?? "meeting")\(number), \(date)"
    }
    return body + (ordinal.map { "第\($0)次" } ?? "") + (series ?? "会议")
      + (ordinal == nil ? "（\(date)）" : "")
  }
}
