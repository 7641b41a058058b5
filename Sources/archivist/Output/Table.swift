import Archive

/// Rows of cells in columns that line up, also where a character takes two columns.
struct Table {
  /// A column: its header, how its cells look, and how much it gives when there is little room.
  struct Column {
    let header: Phrase
    var role: Style.Role?
    var isRight = false
    /// The width below which the column does not shrink; nothing where it keeps its width.
    var least: Int?
    /// The width down to which it gives before any column goes below its own; `least` where nothing
    /// is said.
    var fair: Int?
  }

  private struct Row {
    let cells: [Cell]
    let below: Excerpt?
  }

  /// What stands in a cell, and how many columns it takes.
  private struct Cell {
    let text: MarkedText
    let width: Int

    init(_ text: MarkedText) {
      self.text = text
      width = TextWidth.columns(text.text)
    }

    /// The cell, or as much of it as fits.
    func fitted(to limit: Int) -> Cell {
      width > limit ? Cell(TextWidth.truncate(text, to: limit)) : self
    }
  }

  private let columns: [Column]
  private var rows: [Row] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// A table of facts, each behind its name.
  static let facts = Table([
    .init(header: Phrase.Header.nothing, role: .quiet), .init(header: Phrase.Header.nothing),
  ])

  /// Adds a row; its cells are shown as one line each.
  mutating func add(_ cells: [String]) {
    rows.append(Row(cells: cells.map { Cell(MarkedText(Printable.line($0))) }, below: nil))
  }

  /// Adds a row in which words are marked, and what a terminal shows below it.
  mutating func add(_ cells: [MarkedText], below: Excerpt? = nil) {
    rows.append(Row(cells: cells.map { Cell(Printable.line($0)) }, below: below))
  }

  /// Whether there is no row.
  var isEmpty: Bool { rows.isEmpty }

  /// The table as lines, within a width where there is one; with headers only on a terminal.
  func lines(for output: Output) -> [String] {
    let headers = columns.map { output.text($0.header) }
    var widths = columns.indices.map { column in
      rows.reduce(output.isTerminal ? TextWidth.columns(headers[column]) : 0) {
        max($0, $1.cells[column].width)
      }
    }
    if let width = output.width { fit(&widths, into: width) }
    var lines: [String] = []
    let hasHeaders = headers.contains { !$0.isEmpty }
    if output.isTerminal, hasHeaders, !rows.isEmpty {
      lines.append(output.style(line(headers.map { Cell(MarkedText($0)) }, widths, nil), .quiet))
    }
    for row in rows {
      lines.append(line(row.cells, widths, output.style))
      if let width = output.width, let below = row.below ?? hidden(in: row.cells, widths) {
        // Set in below the first column, so that rows are still told apart at their beginning.
        let indent = String(repeating: " ", count: widths[0] + Table.gap.count)
        lines.append(indent + output.style(below.fitted(to: max(8, width - indent.count)), .quiet))
      }
    }
    return lines
  }

  /// The cell whose marks all lie in the part that does not fit.
  private func hidden(in cells: [Cell], _ widths: [Int]) -> Excerpt? {
    for (cell, width) in zip(cells, widths) {
      let seen = cell.fitted(to: width).text.pieces.filter(\.isMarked)
      guard let focus = cell.text.pieces.firstIndex(where: \.isMarked) else { continue }
      if seen.isEmpty || seen[0].text == "…" { return Excerpt(cell.text, focus: focus) }
    }
    return nil
  }

  private static let gap = "  "

  /// Takes from the widest column that may shrink until everything fits: first down to what is
  /// fair, then to the least.
  private func fit(_ widths: inout [Int], into width: Int) {
    take(from: &widths, downTo: columns.map { $0.fair ?? $0.least }, width)
    take(from: &widths, downTo: columns.map(\.least), width)
  }

  private func take(from widths: inout [Int], downTo least: [Int?], _ width: Int) {
    var excess = widths.reduce(0, +) + (widths.count - 1) * Table.gap.count - width
    while excess > 0 {
      let shrinkable = widths.indices.filter { widths[$0] > least[$0] ?? .max }
      guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }

  private func line(_ cells: [Cell], _ widths: [Int], _ style: Style?) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let cell = cell.fitted(to: widths[index])
      let missing = max(0, widths[index] - cell.width)
      let space = missing == 0 ? "" : String(repeating: " ", count: missing)
      if index > 0 { line += Table.gap }
      if columns[index].isRight { line += space }
      line += style.map { $0(cell.text, columns[index].role) } ?? cell.text.text
      let isLast = index == cells.count - 1
      if !columns[index].isRight, !isLast { line += space }
    }
    return line.trimmingTrailingSpaces
  }
}
