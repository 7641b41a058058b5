import EventStore

/// What questions ask for, taken out of payloads.
extension SearchIndex {
  /// The columns of a record with some payload.
  mutating func columns(
    of record: IndexedRecord, _ payload: JSONValue
  ) -> IndexedRecord.Columns {
    guard let meeting = record.meeting else { return columns(standing: record, payload) }
    return columns(item: record, payload, of: records[meeting].columns)
  }

  private mutating func columns(
    standing record: IndexedRecord, _ payload: JSONValue
  ) -> IndexedRecord.Columns {
    var columns = IndexedRecord.Columns()
    let isDocument = record.kind == .document
    columns.date =
      isDocument
      ? RecordIdentity.date(ofDocument: payload)
      : payload["date"]?.stringBytes.flatMap { PartialDate(utf8: $0) } ?? .unknown
    if let bodies = payload[isDocument ? "issuers" : "body"] {
      for body in bodies.elements {
        if let name = body.stringBytes { columns.bodies.append(bodyNames.number(of: name)) }
      }
    }
    columns.openness = record.reclassified ?? openness(payload) ?? defaultOpenness
    if isForEntries { return columns }
    let attendance = payload["attendance"]
    columns.series =
      isDocument
      ? nil
      : SearchIndex.number(payload["series"], in: &otherNames)
        ?? otherNames.number(of: Query.plainSeries)
    columns.term = payload["term"]?.integer ?? columns.bodies.first.flatMap { bodyNames.terms[$0] }
    columns.ordinal = payload["ordinal"]?.integer
    columns.topics = SearchIndex.numbers(payload["topics"], in: &topicNames)
    columns.persons = persons(attendance) { _ in true }
    columns.chairs = persons(attendance) { $0["capacity"]?.isString("chair") ?? false }
    columns.number = payload["number"]?.string.map { DocumentNumber($0).canonical }
    return columns
  }

  private mutating func columns(
    item record: IndexedRecord, _ payload: JSONValue, of meeting: IndexedRecord.Columns
  ) -> IndexedRecord.Columns {
    var columns = meeting
    columns.date = payload["date"]?.stringBytes.flatMap { PartialDate(utf8: $0) } ?? meeting.date
    // The stricter of the two; the item's own where they are equally strict.
    let own = record.reclassified ?? openness(payload) ?? meeting.openness
    columns.openness = own.stricter(meeting.openness)
    if isForEntries { return columns }
    columns.topics = SearchIndex.numbers(payload["topics"], in: &topicNames)
    columns.persons = []
    if let person = SearchIndex.number(payload["person"], in: &personNames) {
      columns.persons.append(person)
    }
    if let speaker = SearchIndex.number(payload["speaker"]?["person"], in: &personNames) {
      columns.persons.append(speaker)
    }
    columns.number = (payload["number"] ?? payload["document"]?["number"])?.string
      .map { DocumentNumber($0).canonical }
    columns.outcome = payload["outcome"]?.string
    columns.stage = SearchIndex.number(payload["document"]?["stage"], in: &otherNames)
    return columns
  }

  private func openness(_ payload: JSONValue) -> Openness? {
    payload["openness"]?.string.flatMap { Openness(rawValue: $0) }
  }

  // The tables are handed on by reference, since every name of every record comes by here.

  private static func number(_ value: JSONValue?, in table: inout NameTable) -> Int? {
    value?.stringBytes.map { table.number(of: $0) }
  }

  private static func numbers(_ value: JSONValue?, in table: inout NameTable) -> [Int] {
    var numbers: [Int] = []
    guard let value else { return numbers }
    for element in value.elements {
      if let name = element.stringBytes { numbers.append(table.number(of: name)) }
    }
    return numbers
  }

  private mutating func persons(
    _ attendance: JSONValue?, where fits: (JSONValue) -> Bool
  ) -> [Int] {
    guard let attendance else { return [] }
    var numbers: [Int] = []
    for entry in attendance.elements where fits(entry) {
      if let person = SearchIndex.number(entry["person"], in: &personNames) {
        numbers.append(person)
      }
    }
    return numbers
  }
}
