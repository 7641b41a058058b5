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
    let cells: [MarkedText]
    let below: Excerpt?
  }

  private let columns: [Column]
  private var rows: [Row] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// A table of facts, each behind its name.
  static let facts = Table([
    .init(header: Phrase.Header.nothing, role: .quiet), .init(header: Phrase.Header.nothing),
  ])

  /// Adds a row; its cells are shown as one line each.
  mutating func add(_ cells: [String]) { add(cells.map { MarkedText($0) }) }

  /// Adds a row in which words are marked, and what a terminal shows below it.
  mutating func add(_ cells: [MarkedText], below: Excerpt? = nil) {
    rows.append(Row(cells: cells.map(Printable.line), below: below))
  }

  /// Whether there is no row.
  var isEmpty: Bool { rows.isEmpty }

  /// The table as lines, within a width where there is one; with headers only on a terminal.
  func lines(for output: Output) -> [String] {
    let headers = columns.map { output.text($0.header) }
    var widths = columns.indices.map { column in
      rows.reduce(output.isTerminal ? TextWidth.columns(headers[column]) : 0) {
        max($0, TextWidth.columns($1.cells[column].text))
      }
    }
    if let width = output.width { fit(&widths, into: width) }
    var lines: [String] = []
    let hasHeaders = headers.contains { !$0.isEmpty }
    if output.isTerminal, hasHeaders, !rows.isEmpty {
      lines.append(output.style(line(headers.map { MarkedText($0) }, widths, nil), .quiet))
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
  private func hidden(in cells: [MarkedText], _ widths: [Int]) -> Excerpt? {
    for (cell, width) in zip(cells, widths) {
      let seen = TextWidth.truncate(cell, to: width).pieces.filter(\.isMarked)
      guard let focus = cell.pieces.firstIndex(where: \.isMarked) else { continue }
      if seen.isEmpty || seen[0].text == "…" { return Excerpt(cell, focus: focus) }
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

  private func line(_ cells: [MarkedText], _ widths: [Int], _ style: Style?) -> String {
    var pieces: [String] = []
    for (index, cell) in cells.enumerated() {
      let text = TextWidth.truncate(cell, to: widths[index])
      let space = String(
        repeating: " ", count: max(0, widths[index] - TextWidth.columns(text.text)))
      let styled = style.map { $0(text, columns[index].role) } ?? text.text
      let isLast = index == cells.count - 1
      pieces.append(columns[index].isRight ? space + styled : isLast ? styled : styled + space)
    }
    return pieces.joined(separator: Table.gap).trimmingTrailingSpaces
  }
}
