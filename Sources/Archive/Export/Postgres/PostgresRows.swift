import EventStore

/// Rows of all tables, gathered for one transaction.
struct PostgresRows {
  private var tables = [CopyText](repeating: CopyText(), count: PostgresTable.allCases.count)
  /// The numbers of the records that the rows replace.
  var serials = CopyText()
  /// How many records are longer than the search column takes.
  private(set) var cut = 0
  private var fields = SearchedFields(in: ReusedMemory())
  private var pairs = CharacterPairs()
  private var words: [UInt8] = []
  private var vector: [UInt8] = []
  private var json = JSONWriter()

  /// The rows of a table.
  subscript(table: PostgresTable) -> CopyText {
    get { tables[table.rawValue] }
    _modify { yield &tables[table.rawValue] }
  }

  /// How often U+0000 was left out.
  var zeros: Int { tables.reduce(0) { $0 + $1.zeros } }

  /// Forgets all rows, and keeps the memory.
  mutating func removeAll() {
    for table in tables.indices { tables[table].removeAll() }
    serials.removeAll()
  }

  /// Writes what the log's headers tell of an event.
  mutating func append(_ event: RecordedEvent) {
    self[.events].integer(event.position.rawValue)
    self[.events].text(event.recordedAt.description)
    self[.events].text(event.recordedBy.name)
    self[.events].text("\(event.stream)")
    self[.events].integer(event.revision)
    self[.events].text(event.type.name)
    self[.events].endRow()
  }

  /// Writes a record with all that belongs to it.
  mutating func append(_ entry: Entry) {
    appendRecord(entry)
    for (place, name) in entry.bodies.enumerated() {
      begin(.recordBodies, entry, place)
      self[.recordBodies].text(name)
      self[.recordBodies].endRow()
    }
    for (place, name) in entry.members.texts("topics").enumerated() {
      begin(.recordTopics, entry, place)
      self[.recordTopics].text(name)
      self[.recordTopics].text(PostgresNames.key(name))
      self[.recordTopics].endRow()
    }
    appendPeople(entry)
    appendSources(entry)
    appendActs(entry)
    if entry.kind == .document { appendSections(entry) }
  }

  private mutating func begin(_ table: PostgresTable, _ entry: Entry, _ place: Int) {
    self[table].integer(entry.accession.serial)
    self[table].integer(entry.accession.item)
    self[table].integer(place + 1)
  }
}

// MARK: - Records

extension PostgresRows {
  private mutating func appendRecord(_ entry: Entry) {
    let (own, meeting) = (entry.members, entry.meeting?.members ?? entry.members)
    let isDocument = entry.kind == .document
    let number = (own["number"] ?? own["document"]?["number"])?.string
    self[.records].integer(entry.accession.serial)
    self[.records].integer(entry.accession.item)
    self[.records].integer(entry.accession.item > 0 ? 0 : nil)
    self[.records].text(entry.kind.rawValue)
    self[.records].text(entry.title)
    self[.records].text("\(entry.date)")
    self[.records].text(PostgresRows.days(entry.date))
    self[.records].text(isDocument ? nil : meeting["series"]?.string ?? Query.plainSeries)
    self[.records].integer(
      meeting["term"]?.integer ?? entry.bodies.first.flatMap { BodyName($0).term })
    self[.records].integer(meeting["ordinal"]?.integer)
    self[.records].text(number.map { DocumentNumber($0).canonical })
    self[.records].text(own["outcome"]?.string)
    self[.records].text(own["document"]?["stage"]?.string)
    self[.records].text(isDocument ? nil : meeting["status"]?.string)
    self[.records].text(entry.openness.rawValue)
    self[.records].text(PostgresRows.reason(entry.retraction))
    self[.records].text(entry.recordedAt.description)
    self[.records].integer(entry.position.rawValue)
    self[.records].integer(entry.contentPosition.rawValue)
    readWords(entry)
    self[.records].text(words)
    self[.records].text(vector)
    json.removeAll()
    entry.write(to: &json)
    appendJSON(to: .records)
    self[.records].endRow()
  }

  /// The fields that words search, a line for each, and the pairs of characters in them.
  private mutating func readWords(_ entry: Entry) {
    RecordText(kind: entry.kind, payload: entry.members).read(into: &fields)
    pairs.removeAll()
    words.removeAll(keepingCapacity: true)
    vector.removeAll(keepingCapacity: true)
    for index in 0..<fields.count {
      if index > 0 { words.append(UInt8(ascii: "\n")) }
      SearchedFields.encode(fields[index], to: &words)
      pairs.add(fields[index])
    }
    if !pairs.write(to: &vector) { cut += 1 }
  }

  /// All days that a date may be, as a range; nothing where it is unknown.
  private static func days(_ date: PartialDate) -> String? {
    func day(_ number: Int?, _ open: String) -> String {
      guard let number, number != .min, number != .max else { return open }
      let civil = CivilDay.civil(daysSince1970: number)
      let day = PartialDate.Part(year: civil.year, month: civil.month, day: civil.day)
      return day.map { "\($0)" } ?? open
    }
    guard date != .unknown else { return nil }
    return "[\(day(date.firstDay, "")),\(day(date.lastDay, ""))]"
  }

  private static func reason(_ retraction: RecordedAct?) -> String? {
    guard case .retracted(let retraction) = retraction?.act else { return nil }
    return retraction.reason.rawValue
  }

  private mutating func appendJSON(to table: PostgresTable) { self[table].json(json.bytes) }
}

// MARK: - What belongs to a record

extension PostgresRows {
  private mutating func appendPeople(_ entry: Entry) {
    let mentions = PersonMention.all(in: entry.members, of: entry.kind)
    for (place, mention) in mentions.enumerated() {
      begin(.recordPeople, entry, place)
      self[.recordPeople].text(mention.name)
      self[.recordPeople].text(PostgresNames.key(mention.name))
      self[.recordPeople].text(mention.role.rawValue)
      self[.recordPeople].text(mention.office)
      self[.recordPeople].text(mention.organ)
      self[.recordPeople].text(mention.action)
      self[.recordPeople].endRow()
    }
  }

  private mutating func appendSources(_ entry: Entry) {
    guard let sources = entry.members["sources"] else { return }
    for (place, source) in sources.elements.enumerated() {
      begin(.recordSources, entry, place)
      for name in ["title", "date", "page", "url"] {
        self[.recordSources].text(source[name]?.string)
      }
      let lines = source["lines"] == nil ? nil : source.texts("lines").joined(separator: ", ")
      self[.recordSources].text(lines)
      self[.recordSources].text(source["sha256"]?.string)
      self[.recordSources].text(source["quote"]?.string)
      self[.recordSources].endRow()
    }
  }

  private mutating func appendActs(_ entry: Entry) {
    for act in entry.history.dropFirst() {
      self[.recordActs].integer(entry.accession.serial)
      self[.recordActs].integer(entry.accession.item)
      self[.recordActs].integer(act.position.rawValue)
      self[.recordActs].text(act.event.name)
      self[.recordActs].text(act.recordedAt.description)
      json.removeAll()
      act.write(to: &json)
      appendJSON(to: .recordActs)
      self[.recordActs].endRow()
    }
  }

  private mutating func appendSections(_ entry: Entry) {
    guard let sections = entry.members["sections"] else { return }
    for (place, section) in sections.elements.enumerated() {
      begin(.sections, entry, place)
      self[.sections].text(section["path"]?.string ?? "")
      self[.sections].text(section["heading"]?.string)
      self[.sections].text(section["text"]?.string)
      self[.sections].endRow()
    }
  }
}

// MARK: - SQL

extension PostgresRows {
  /// Appends the commands that copy the rows of some tables, those without rows left out.
  func append(_ names: [PostgresTable], to bytes: inout [UInt8]) {
    for table in names {
      PostgresRows.append(
        "COPY \(table.incoming) (\(table.columns.joined(separator: ", "))) FROM STDIN;",
        self[table], to: &bytes)
    }
  }

  /// Appends the command that copies the numbers of the records.
  func appendSerials(to bytes: inout [UInt8]) {
    PostgresRows.append("COPY pg_temp.new_serials (serial) FROM STDIN;", serials, to: &bytes)
  }

  private static func append(_ command: String, _ rows: CopyText, to bytes: inout [UInt8]) {
    guard !rows.bytes.isEmpty else { return }
    bytes += Array("\(command)\n".utf8)
    bytes += rows.bytes
    bytes += Array("\\.\n".utf8)
  }
}
