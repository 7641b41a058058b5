import EventStore

/// Entries as comma-separated values (RFC 4180): UTF-8, CRLF at the end of each row.
///
/// A list of texts is joined by `; `, an object or a list of objects stands as JSON. A cell that a
/// spreadsheet would take for a formula gets an apostrophe in front, and so does one that looks like
/// it had: so `plain` gives back what there was.
enum CSV {
  private static let leading = [
    "accession", "kind", "date", "body", "series", "term", "ordinal", "title",
  ]

  /// All columns: the leading ones, then every other member that an entry can have, by name.
  static let columns: [String] = {
    var names: Set<String> = [
      "conflicts", "dateBasis", "matchedTopics", "meeting", "openness", "organ", "position",
      "recorded",
      "redacted",
      "retracted",
    ]
    let schemas =
      [MinutesSchema.meeting, MinutesSchema.document] + MinutesSchema.items.map(\.schema)
    for schema in schemas { names.formUnion(schema.members.map(\.name)) }
    names.subtract(["record", "item"] + leading)
    return leading + names.sorted()
  }()

  /// What tells some spreadsheets that the text is UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// - Parameter isOnDay: Whether a last column tells what was in force on the day of the question.
  static func appendHeader(to bytes: inout [UInt8], isOnDay: Bool = false) {
    append(row: (columns + (isOnDay ? ["inForce"] : [])).map { Array($0.utf8) }, to: &bytes)
  }

  /// - Parameter inForce: What the last column says; nothing where there is none.
  static func append(_ entry: Entry, inForce: String? = nil, to bytes: inout [UInt8]) {
    var writer = JSONWriter()
    entry.write(to: &writer)
    guard let root = try? JSONDocument(writer.bytes).root else { return }
    var cells: [String: [UInt8]] = [:]
    for member in root.members {
      cells[member.name.string ?? ""] =
        member.name.isString("meeting")
        ? member.value["accession"].map(text) : text(of: member.value)
    }
    // An item tells the series, term and ordinal of its meeting.
    for name in ["series", "term", "ordinal"] where cells[name] == nil {
      cells[name] = root["meeting"]?[name].map(text)
    }
    append(
      row: columns.map { cells[$0] ?? [] } + (inForce.map { [Array($0.utf8)] } ?? []), to: &bytes)
  }

  private static func text(of value: JSONValue) -> [UInt8] {
    switch value.kind {
    case .string: return Array(value.stringBytes ?? [])
    case .array where value.elements.allSatisfy({ $0.kind == .string }):
      return Array(
        value.elements.map { Array($0.stringBytes ?? []) }.joined(separator: Array("; ".utf8)))
    case .null, .true, .false, .integer, .number, .array, .object: return Array(value.source)
    }
  }

  private static func append(row: [[UInt8]], to bytes: inout [UInt8]) {
    for (index, cell) in row.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell: cell, to: &bytes)
    }
    bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  private static func append(cell: [UInt8], to bytes: inout [UInt8]) {
    let text = isFormula(cell) ? [apostrophe] + cell : cell
    let special = Array(",\"\r\n".utf8)
    guard text.contains(where: special.contains) else {
      bytes += text
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

// MARK: - Formulas

extension CSV {
  private static let apostrophe = UInt8(ascii: "'")
  private static let formulaSigns = Array("=+-@\t\r".utf8)

  /// Whether a spreadsheet would take a cell for a formula, or the cell looks like one that was kept
  /// from it: behind any number of apostrophes stands a sign that formulas begin with.
  private static func isFormula(_ cell: some Sequence<UInt8>) -> Bool {
    cell.first { $0 != apostrophe }.map(formulaSigns.contains) ?? false
  }

  /// The text of a cell that this program wrote, without the apostrophe that keeps spreadsheets from
  /// computing it.
  static func plain(_ cell: String) -> String {
    guard cell.utf8.first == apostrophe, isFormula(cell.utf8) else { return cell }
    return String(cell.unicodeScalars.dropFirst())
  }
}
