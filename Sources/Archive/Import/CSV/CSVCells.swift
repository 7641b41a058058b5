/// The cells of a row by their columns, without white space at their ends; empty ones are none.
struct CSVCells {
  private let row: CSVRow
  private let columns: CSVColumns
  private let file: String
  private var texts: [String?] = []

  init(
    _ row: CSVRow, _ columns: CSVColumns, file: String, _ journal: inout ImportJournal
  ) {
    self.row = row
    self.columns = columns
    self.file = file
    for (index, cell) in row.cells.prefix(columns.names.count).enumerated() {
      guard !cell.bytes.isEmpty else {
        texts.append(nil)
        continue
      }
      let string = String(decoding: cell.bytes, as: UTF8.self)
      let (text, isCleaned) = ImportText.paragraphs(columns.isExport ? CSV.plain(string) : string)
      if isCleaned { journal.losses.add(.cleaned, columns.names[index], at: place) }
      texts.append(text.isEmpty ? nil : text)
    }
  }

  /// The text in the column of a place; nothing where there is none.
  subscript(index: Int) -> String? { texts.indices.contains(index) ? texts[index] : nil }

  /// The text of a column; nothing where there is none.
  subscript(column: CSVColumn) -> String? { found(column)?.text }

  /// The text of the column of a name.
  subscript(name: String) -> String? {
    columns.names.firstIndex(of: name).flatMap { self[$0] }
  }

  /// The text of a column, and its place.
  func found(_ column: CSVColumn) -> (text: String, index: Int)? {
    guard let index = columns.columns.firstIndex(of: column), let text = self[index] else {
      return nil
    }
    return (text, index)
  }

  /// The line on which the row begins.
  var line: Int { row.cells.first?.line ?? 1 }

  /// Where the row begins.
  var place: ImportPlace { ImportPlace(file: file, line: line) }

  /// A problem with a cell.
  func error(_ problem: ImportError.Problem, at index: Int) -> ImportError {
    let cell = row.cells.indices.contains(index) ? row.cells[index] : nil
    return ImportError(
      file: file, line: cell?.line ?? line, column: cell?.column ?? 1,
      path: columns.names.indices.contains(index) && cell != nil ? columns.names[index] : nil,
      problem: problem)
  }

  /// A problem with the cell of the column of a name.
  func error(_ problem: ImportError.Problem, in name: String) -> ImportError {
    error(problem, at: columns.names.firstIndex(of: name) ?? 0)
  }

  /// A problem with the form of the row.
  func error(of fault: CSVFault) -> ImportError {
    ImportError(
      file: file, line: fault.line, column: fault.column, problem: .table(fault.problem))
  }

  /// The place of the item that a way within a record leads to: 2 in `$.items[2].title`.
  static func item(in path: String) -> Int? {
    let head = "$.items["
    guard path.hasPrefix(head) else { return nil }
    return Int(path.dropFirst(head.count).prefix { $0 != "]" })
  }
}
