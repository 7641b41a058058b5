import EventStore

/// Makes records of a table that this program wrote: a row for each entry.
///
/// Items stand behind their meeting; those that do not become items of a meeting that is made of what
/// they say of it.
struct CSVEntries {
  private let columns: CSVColumns
  private let file: String
  private let value = CSVValue(isExport: true)
  private var meeting: Meeting?

  /// The meeting whose rows are being read.
  private struct Meeting {
    let accession: String
    var record: ImportedObject
    /// The openness that is written for it; its items' says nothing where it is the same.
    let openness: String?
    var items: [(line: Int, item: ImportedObject.Item)] = []
    let line: Int
    var isRefused = false
  }

  /// Columns that tell what an archive did, and not what the record says.
  private static let technical: Set = [
    "accession", "position", "recorded", "matchedTopics", "conflicts", "redacted", "inForce",
    "retracted",
  ]
  private static let known = Set(CSV.columns + ["inForce"])

  init(_ columns: CSVColumns, file: String) {
    self.columns = columns
    self.file = file
  }

  /// The line on which the meeting begins of which more rows may come; nothing where it is refused
  /// already.
  var begun: Int? { meeting.flatMap { $0.isRefused ? nil : $0.line } }

  /// Takes the next row.
  mutating func take(_ row: CSVRow, _ fault: CSVFault?, _ journal: inout ImportJournal) {
    let cells = CSVCells(row, columns, file: file, &journal)
    var problems = fault.map { [cells.error(of: $0)] } ?? []
    if row.cells.count > columns.names.count {
      let (found, count) = (row.cells.count, columns.names.count)
      problems.append(
        cells.error(.table(.tooManyCells(found: found, columns: count)), at: count))
    }
    let name = cells["kind"] ?? ""
    let kind = RecordKind(rawValue: name)
    if kind == nil {
      let allowed = RecordKind.allCases.map(\.rawValue)
      problems.append(
        cells.error(
          .table(
            .notOneOf(
              MinutesError.shortened(name, to: 60), allowed: allowed,
              nearest: Nearest.match(name, among: allowed))), in: "kind"))
    }
    take(kind ?? .matter, cells, &problems, &journal)
    for problem in problems { journal.tell(problem) }
  }

  private mutating func take(
    _ kind: RecordKind, _ cells: CSVCells, _ problems: inout [ImportError],
    _ journal: inout ImportJournal
  ) {
    if kind == .meeting || kind == .document { finish(&journal) }
    guard cells["retracted"] == nil else {
      journal.losses.add(.deleted, "retracted", at: cells.place)
      return
    }
    for name in columns.names where CSVEntries.technical.contains(name) && cells[name] != nil {
      journal.losses.add(.leftOut, name, at: cells.place)
    }
    switch kind {
    case .meeting:
      begin(cells["accession"] ?? "", cells, isWhole: true, &problems, &journal)
    case .document:
      var record = ImportedObject()
      record.set("record", "document")
      fill(&record, .document, cells, &problems, &journal)
      record.set("title", cells["title"].map { ImportText.line($0).text })
      setOpenness(of: &record, cells, beside: "unconditional")
      let place = cells.place
      if problems.isEmpty { journal.add(record, []) { _ in place } }
    case .report, .resolution, .personnel, .matter, .agreement:
      let accession = cells["meeting"] ?? ""
      if meeting == nil || meeting?.accession != accession {
        finish(&journal)
        begin(accession, cells, isWhole: false, &problems, &journal)
      }
      add(kind, cells, &problems, &journal)
    }
    if !problems.isEmpty { meeting?.isRefused = true }
  }

  /// Begins a meeting with a row of its own, or with an item's, which tells less of it.
  private mutating func begin(
    _ accession: String, _ cells: CSVCells, isWhole: Bool, _ problems: inout [ImportError],
    _ journal: inout ImportJournal
  ) {
    var record = ImportedObject()
    let names = isWhole ? nil : ["body", "series", "term", "ordinal", "date", "dateBasis"]
    fill(&record, .meeting, cells, only: names, &problems, &journal)
    let openness = cells["openness"]
    if isWhole {
      record.set("title", cells["title"].map { ImportText.line($0).text })
      setOpenness(of: &record, cells, beside: "unconditional")
    }
    if record.text("title") == nil {
      record.set("title", CSVTable.title(of: record))
      journal.losses.add(.made, "title", at: cells.place)
    }
    meeting = Meeting(
      accession: accession, record: record, openness: isWhole ? openness : nil, line: cells.line)
  }

  private mutating func add(
    _ kind: RecordKind, _ cells: CSVCells, _ problems: inout [ImportError],
    _ journal: inout ImportJournal
  ) {
    var item = ImportedObject.Item(kind)
    fill(&item.object, kind, cells, &problems, &journal)
    setTitle(of: &item, cells)
    if let date = cells["date"], date != meeting?.record.text("date") {
      item.object.set("date", date)
    }
    let around = meeting?.openness ?? "unconditional"
    if cells["condition"] != nil, let openness = cells["openness"], openness != "conditional" {
      // The row has the stricter of two: on a condition in a meeting that is closed. Where the
      // meeting is not, the condition was there before the item was closed itself.
      if openness == around {
        item.object.set("openness", "conditional")
      } else {
        item.object.remove("condition")
        journal.losses.add(.leftOut, "condition", at: cells.place)
        item.object.set("openness", openness)
      }
    } else {
      setOpenness(of: &item.object, cells, beside: around)
    }
    meeting?.items.append((cells.line, item))
  }

  /// Reads the columns that are members of a kind of record.
  private func fill(
    _ object: inout ImportedObject, _ kind: RecordKind, _ cells: CSVCells,
    only names: [String]? = nil, _ problems: inout [ImportError], _ journal: inout ImportJournal
  ) {
    let isItem = kind != .meeting && kind != .document
    for member in MinutesSchema.schema(of: kind).members {
      let name = member.name
      guard names?.contains(name) ?? true else { continue }
      switch name {
      case "record", "item", "title", "openness": continue
      case "body", "date": if isItem, name == "date" || kind != .personnel { continue }
      default: break
      }
      let column = isItem && name == "body" ? "organ" : name
      guard let text = cells[column] else { continue }
      do throws(CellFault) { try value.set(member, text, in: &object) } catch {
        problems.append(cells.error(error.problem, in: column))
      }
    }
    guard names == nil else { return }
    for name in columns.names where !CSVEntries.known.contains(name) {
      guard let text = cells[name] else { continue }
      object.note(name, text)
      journal.losses.add(.unknown, name, at: cells.place)
    }
  }

  /// Gives an item the title of its row, unless that was made of the item's parts.
  private func setTitle(of item: inout ImportedObject.Item, _ cells: CSVCells) {
    guard let title = cells["title"].map({ ImportText.line($0).text }) else { return }
    var writer = JSONWriter()
    item.object.write(MinutesSchema.schema(of: item.kind), to: &writer)
    if let document = try? JSONDocument(writer.bytes) {
      let made = RecordText(kind: item.kind, payload: document.root).title
      if ImportText.line(made).text == title { return }
    }
    item.object.set("title", title)
  }

  /// Gives a record the openness of its row, where that says more than what is around it.
  private func setOpenness(
    of object: inout ImportedObject, _ cells: CSVCells, beside other: String
  ) {
    guard let openness = cells["openness"] else { return }
    if openness != other || cells["condition"] != nil { object.set("openness", openness) }
  }

  /// Hands on the last meeting, if there is one and nothing is wrong with it.
  mutating func finish(_ journal: inout ImportJournal) {
    guard let meeting else { return }
    self.meeting = nil
    guard !meeting.isRefused else { return }
    let file = file
    journal.add(meeting.record, meeting.items.map(\.item)) { path in
      guard let index = CSVCells.item(in: path), meeting.items.indices.contains(index) else {
        return ImportPlace(file: file, line: meeting.line)
      }
      return ImportPlace(file: file, line: meeting.items[index].line)
    }
  }
}
