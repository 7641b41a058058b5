/// One cell of a table.
struct CSVCell {
  /// What it says, in UTF-8.
  var bytes: [UInt8] = []
  /// Where it begins in its file, both from 1; a column is a character.
  var line: Int
  var column: Int

  /// What it says, without white space at its ends.
  var text: String { String(decoding: bytes, as: UTF8.self).trimmed }
}

/// One row of a table.
struct CSVRow {
  var cells: [CSVCell] = []
  /// The line on which it ends.
  var lastLine = 0

  /// Whether nothing stands in it.
  var isEmpty: Bool { cells.allSatisfy { $0.bytes.allSatisfy(MinutesBlock.isSpace) } }
}

/// Something wrong with the form of a table.
struct CSVFault: Error {
  let problem: TableProblem
  let line: Int
  let column: Int
}

/// Divides a table into rows and cells (RFC 4180), portion by portion.
///
/// A row ends with LF, CRLF or CR. A quotation mark inside of a cell that begins with another
/// character stands for itself. Memory does not grow with the table.
struct CSVRows {
  private enum State {
    case start
    case plain
    case quoted
    /// Behind a quotation mark inside of quotation marks.
    case closing
  }

  private let separator: UInt8
  private var state = State.start
  private var row = CSVRow()
  private var cell: CSVCell
  private var line = 1
  private var column = 1
  private var length = 0
  /// Whether a CR has ended a row, of which a LF is a part.
  private var isBehindReturn = false
  /// What is wrong with the row; the rest of it is read all the same.
  private var fault: CSVFault?

  /// A row takes no more bytes than this.
  static let longestRow = 1 << 26

  init(separator: UInt8) {
    self.separator = separator
    cell = CSVCell(line: 1, column: 1)
  }

  /// Where the next byte stands.
  var place: (line: Int, column: Int) { (line, column) }

  /// What a row is, or what is wrong with it beside.
  typealias Visitor = (CSVRow, CSVFault?) -> Void

  /// Takes the next portion, and visits every row that ends in it.
  ///
  /// - Parameter isLast: Whether the table ends with the portion.
  mutating func take(
    _ portion: [UInt8], isLast: Bool, _ visit: Visitor
  ) throws(CSVFault) {
    for byte in portion {
      take(byte, visit)
      length += 1
      if length > CSVRows.longestRow {
        throw CSVFault(
          problem: .rowTooLong(limit: CSVRows.longestRow), line: row.cells.first?.line ?? cell.line,
          column: row.cells.first?.column ?? cell.column)
      }
    }
    guard isLast else { return }
    if state == .quoted {
      throw CSVFault(problem: .openQuotation, line: cell.line, column: cell.column)
    }
    if state != .start || !row.cells.isEmpty { endRow(visit) }
  }

  @inline(__always)
  private mutating func take(_ byte: UInt8, _ visit: Visitor) {
    if isBehindReturn {
      isBehindReturn = false
      if byte == UInt8(ascii: "\n") { return }
    }
    switch state {
    case .quoted:
      if byte == UInt8(ascii: "\"") { state = .closing } else { cell.bytes.append(byte) }
    case .closing where byte == UInt8(ascii: "\""):
      cell.bytes.append(byte)
      state = .quoted
    case .start where byte == UInt8(ascii: "\""): state = .quoted
    case .start, .plain, .closing:
      if byte == separator {
        endCell()
        advance(byte)
        cell = CSVCell(line: line, column: column)
        return
      }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        isBehindReturn = byte == UInt8(ascii: "\r")
        endRow(visit)
        return
      }
      add(byte)
    }
    advance(byte)
  }

  /// Adds a byte outside of quotation marks.
  private mutating func add(_ byte: UInt8) {
    if state == .closing {
      if byte == 0x20 || byte == 0x09 { return }
      if fault == nil {
        fault = CSVFault(problem: .behindQuotation, line: line, column: column)
      }
    } else {
      state = .plain
    }
    cell.bytes.append(byte)
  }

  private mutating func advance(_ byte: UInt8) {
    if byte == UInt8(ascii: "\n") {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }

  private mutating func endCell() {
    row.cells.append(cell)
    state = .start
  }

  private mutating func endRow(_ visit: Visitor) {
    endCell()
    row.lastLine = line
    visit(row, fault)
    line += 1
    column = 1
    length = 0
    fault = nil
    row = CSVRow()
    cell = CSVCell(line: line, column: column)
  }

  /// What separates the cells of a table, by its first line: the comma, unless there is none and
  /// something else that spreadsheets write.
  static func separator(of line: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    for byte in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
    where counts[byte, default: 0] > 0 {
      return byte
    }
    return UInt8(ascii: ",")
  }
}
