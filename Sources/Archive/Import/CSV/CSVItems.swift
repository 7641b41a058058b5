/// Makes the items of a row.
struct CSVItems {
  private let cells: CSVCells
  private let columns: CSVColumns
  private let value: CSVValue
  /// The items; several where the row names several people.
  private(set) var items: [ImportedObject.Item] = []
  /// Their place among others.
  private(set) var order: Int?
  /// What is to be noted of the meeting.
  private(set) var notes: [String] = []

  init(_ cells: CSVCells, _ columns: CSVColumns, _ value: CSVValue) {
    self.cells = cells
    self.columns = columns
    self.value = value
  }

  private static let kinds: [(kind: RecordKind, names: [String])] = [
    (.meeting, ["会议", "meeting"]),
    (.report, ["听取", "报告", "汇报", "听取报告", "report", "reports heard"]),
    (.resolution, ["决议", "决定", "resolution", "resolutions", "decision"]),
    (.personnel, ["人事", "任免", "人事任免", "personnel"]),
    (.matter, ["研究", "事项", "讨论", "议题", "研究事项", "matter", "matters"]),
    (.agreement, ["签署", "协议", "agreement", "agreements"]),
  ]

  /// Reads the row.
  mutating func read(_ problems: inout [ImportError], _ journal: inout ImportJournal) {
    var item: ImportedObject.Item?
    do throws(ImportError) {
      if let kind = try kind() {
        item = ImportedObject.Item(kind)
        try readOrder()
      }
    } catch {
      problems.append(error)
      return
    }
    if var made = item {
      do throws(ImportError) { try readLine(&made) } catch { problems.append(error) }
      readMembers(&made, &problems, &journal)
      readVote(&made, &problems, &journal)
      item = made
    }
    readNotes(&item, &journal)
    if let item { items = people(item) }
  }

  /// Keeps what no member has a place for: with the item, or with the meeting.
  private mutating func readNotes(
    _ item: inout ImportedObject.Item?, _ journal: inout ImportJournal
  ) {
    for (index, column) in columns.columns.enumerated() {
      guard let text = cells[index] else { continue }
      let name = columns.names[index]
      switch column {
      case .notes where item == nil: notes.append(text)
      case .notes: item?.object.notes.append(text)
      case .clock:
        notes.append("\(name): \(text)")
        journal.losses.add(.inNotes, name, at: cells.place)
      case .unknown:
        journal.losses.add(.unknown, name, at: cells.place)
        if item == nil { notes.append("\(name): \(text)") } else { item?.object.note(name, text) }
      case .meeting, .attendance, .quorum, .start, .end, .kind, .order, .line, .item, .vote: break
      }
    }
  }

  /// What kind of an item the row has; nothing where it has none.
  private func kind() throws(ImportError) -> RecordKind? {
    if let (text, index) = cells.found(.kind) {
      let name = text.lowercased()
      guard let kind = CSVItems.kinds.first(where: { $0.names.contains(name) })?.kind else {
        let allowed = CSVItems.kinds.flatMap { $0.names.prefix(1) + $0.names.suffix(1) }
        throw cells.error(
          .table(
            .notOneOf(
              MinutesError.shortened(text, to: 60), allowed: allowed,
              nearest: Nearest.match(text, among: CSVItems.kinds.flatMap(\.names)))), at: index)
      }
      return kind == .meeting ? nil : kind
    }
    let filled = columns.columns.indices.filter { cells[$0] != nil }.map { columns.columns[$0] }
    func has(_ names: String...) -> Bool {
      filled.contains { names.map(CSVColumn.item).contains($0) }
    }
    if has("action", "person", "post") { return .personnel }
    if has("presenters", "subject", "speaker", "disposition", "onBehalfOf") { return .report }
    if has("parties") { return .agreement }
    let isVote = filled.contains { if case .vote = $0 { true } else { false } }
    if isVote || has("outcome", "vote", "number", "adopted", "effective", "text") {
      return .resolution
    }
    let isItem = filled.contains { column in
      if case .item = column { true } else { column == .line }
    }
    return isItem ? .matter : nil
  }

  private mutating func readOrder() throws(ImportError) {
    guard let (text, index) = cells.found(.order) else { return }
    var digits = text
    while let last = digits.last, ".、．)）".contains(last) { digits.removeLast() }
    do throws(CellFault) { order = try CSVValue.count(digits) } catch {
      throw cells.error(error.problem, at: index)
    }
  }

  /// Reads what the item is about as the first line of an item is read.
  private func readLine(_ item: inout ImportedObject.Item) throws(ImportError) {
    guard let (text, index) = cells.found(.line) else { return }
    let words = ImportText.line(text).text
    let isPlain = !words.hasPrefix("\"") && !words.hasPrefix("?")
    if item.kind == .personnel, cells[.item("action")] != nil, cells[.item("person")] != nil {
      item.object.set("asStated", words)
      return
    }
    if isPlain || item.kind == .personnel {
      do throws(TextFault) {
        try set(ItemLine(Array(words.utf8)[...], of: item.kind), in: &item.object)
        return
      } catch {
        guard item.kind != .personnel else {
          throw cells.error(
            .table(.value(MinutesError.shortened(words, to: 60), error.problem)), at: index)
        }
      }
    }
    // What cannot be taken apart says what it says.
    let member = item.kind == .report ? "subject" : item.kind == .agreement ? "title" : "text"
    item.object.set(member, words)
  }

  private func set(_ line: ItemLine, in object: inout ImportedObject) {
    var document = ImportedObject()
    for member in line.members {
      let texts = member.texts.map { String(decoding: $0, as: UTF8.self) }
      if member.name == "presenters" {
        object.set(member.name, texts)
      } else if member.name.hasPrefix("document.") {
        document.set(String(member.name.dropFirst("document.".count)), texts.first)
      } else {
        object.set(member.name, texts.first)
      }
    }
    object.set("document", document)
  }

  private func readMembers(
    _ item: inout ImportedObject.Item, _ problems: inout [ImportError],
    _ journal: inout ImportJournal
  ) {
    let schema = MinutesSchema.schema(of: item.kind)
    for (index, column) in columns.columns.enumerated() {
      guard case .item(let name) = column, let text = cells[index] else { continue }
      guard let member = schema.members.first(where: { $0.name == name }) else {
        item.object.note(columns.names[index], text)
        journal.losses.add(.inNotes, columns.names[index], at: cells.place)
        continue
      }
      let notes = item.object.notes.count
      do throws(CellFault) { try value.set(member, text, in: &item.object) } catch {
        problems.append(cells.error(error.problem, at: index))
      }
      if item.object.notes.count > notes {
        journal.losses.add(.inNotes, columns.names[index], at: cells.place)
      }
    }
  }

  private func readVote(
    _ item: inout ImportedObject.Item, _ problems: inout [ImportError],
    _ journal: inout ImportJournal
  ) {
    var vote = ImportedObject()
    if case .object(let read)? = item.object["vote"] { vote = read }
    for (index, column) in columns.columns.enumerated() {
      guard case .vote(let name) = column, let text = cells[index] else { continue }
      guard item.kind == .resolution || item.kind == .personnel && name == "for" else {
        item.object.note(columns.names[index], text)
        journal.losses.add(.inNotes, columns.names[index], at: cells.place)
        continue
      }
      do throws(CellFault) {
        if name == "method" {
          vote.set(name, ImportText.line(text).text)
        } else if item.kind == .personnel {
          item.object["vote"] = .integer(try CSVValue.count(text))
        } else {
          vote[name] = .integer(try CSVValue.count(text))
        }
      } catch {
        problems.append(cells.error(error.problem, at: index))
      }
    }
    if item.kind == .resolution { item.object.set("vote", vote) }
  }

  /// An item for each of the people that a personnel item names.
  private func people(_ item: ImportedObject.Item) -> [ImportedObject.Item] {
    guard item.kind == .personnel, let person = item.object.text("person") else { return [item] }
    let parts = TextLists.parts(of: Array(person.utf8)[...], at: .comma, or: .semicolon)
    let names = parts.map { $0.text.trimmed }.filter { !$0.isEmpty }
    guard names.count > 1 else { return [item] }
    return names.map { name in
      var one = item
      one.object.set("person", name)
      return one
    }
  }
}
