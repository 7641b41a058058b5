/// Rows of cells in columns that line up, also where a character takes two columns.
struct Table {
  /// A column: its header, how its cells look, and how much it gives when there is little room.
  struct Column {
    let header: Phrase
    var role: Style.Role?
    var isRight = false
    /// The width below which the column does not shrink; nothing where it keeps its width.
    var least: Int?
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// A table of facts, each behind its name.
  static let facts = Table([
    .init(header: Phrase.Header.nothing, role: .quiet), .init(header: Phrase.Header.nothing),
  ])

  /// Adds a row; its cells are shown as one line each.
  mutating func add(_ cells: [String]) { rows.append(cells.map(Printable.line)) }

  /// Whether there is no row.
  var isEmpty: Bool { rows.isEmpty }

  /// The table as lines, within a width where there is one; with headers only on a terminal.
  func lines(for output: Output) -> [String] {
    let headers = columns.map { output.text($0.header) }
    var widths = columns.indices.map { column in
      rows.reduce(output.isTerminal ? TextWidth.columns(headers[column]) : 0) {
        max($0, TextWidth.columns($1[column]))
      }
    }
    if let width = output.width { fit(&widths, into: width) }
    var lines: [String] = []
    let hasHeaders = headers.contains { !$0.isEmpty }
    if output.isTerminal, hasHeaders, !rows.isEmpty {
      lines.append(output.style(line(headers, widths, nil), .quiet))
    }
    for row in rows { lines.append(line(row, widths, output.style)) }
    return lines
  }

  private static let gap = "  "

  /// Takes from the widest column that may shrink until everything fits.
  private func fit(_ widths: inout [Int], into width: Int) {
    var excess = widths.reduce(0, +) + (widths.count - 1) * Table.gap.count - width
    while excess > 0 {
      let shrinkable = widths.indices.filter { widths[$0] > columns[$0].least ?? .max }
      guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }

  private func line(_ cells: [String], _ widths: [Int], _ style: Style?) -> String {
    var pieces: [String] = []
    for (index, cell) in cells.enumerated() {
      let text = TextWidth.truncate(cell, to: widths[index])
      let space = String(repeating: " ", count: max(0, widths[index] - TextWidth.columns(text)))
      let styled = columns[index].role.flatMap { role in style.map { $0(text, role) } } ?? text
      let isLast = index == cells.count - 1
      pieces.append(columns[index].isRight ? space + styled : isLast ? styled : styled + space)
    }
    return pieces.joined(separator: Table.gap).trimmingTrailingSpaces
  }
}
