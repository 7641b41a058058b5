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
    let attendance = payload["attendance"]
    var columns = IndexedRecord.Columns()
    let isDocument = record.kind == .document
    columns.date =
      isDocument
      ? RecordIdentity.date(ofDocument: payload)
      : payload["date"]?.string.flatMap { PartialDate($0) } ?? .unknown
    if let bodies = payload[isDocument ? "issuers" : "body"] {
      for body in bodies.elements {
        if let name = body.stringBytes { columns.bodies.append(bodyNames.number(of: name)) }
      }
    }
    columns.series =
      isDocument
      ? nil
      : number(payload["series"], in: \.otherNames) ?? otherNames.number(of: Query.plainSeries)
    columns.term = payload["term"]?.integer ?? columns.bodies.first.flatMap { bodyNames.terms[$0] }
    columns.ordinal = payload["ordinal"]?.integer
    columns.topics = numbers(payload["topics"], in: \.topicNames)
    columns.persons = persons(attendance) { _ in true }
    columns.chairs = persons(attendance) { $0["capacity"]?.isString("chair") ?? false }
    columns.number = payload["number"]?.string.map { DocumentNumber($0).canonical }
    columns.openness = record.reclassified ?? openness(payload) ?? defaultOpenness
    return columns
  }

  private mutating func columns(
    item record: IndexedRecord, _ payload: JSONValue, of meeting: IndexedRecord.Columns
  ) -> IndexedRecord.Columns {
    var columns = meeting
    columns.date = payload["date"]?.string.flatMap { PartialDate($0) } ?? meeting.date
    columns.topics = numbers(payload["topics"], in: \.topicNames)
    columns.persons = [payload["person"], payload["speaker"]?["person"]].compactMap {
      number($0, in: \.personNames)
    }
    columns.number = (payload["number"] ?? payload["document"]?["number"])?.string
      .map { DocumentNumber($0).canonical }
    columns.outcome = payload["outcome"]?.string
    columns.stage = number(payload["document"]?["stage"], in: \.otherNames)
    // The stricter of the two; the item's own where they are equally strict.
    let own = record.reclassified ?? openness(payload) ?? meeting.openness
    columns.openness = own.stricter(meeting.openness)
    return columns
  }

  private func openness(_ payload: JSONValue) -> Openness? {
    payload["openness"]?.string.flatMap { Openness(rawValue: $0) }
  }

  private mutating func number(
    _ value: JSONValue?, in table: WritableKeyPath<SearchIndex, NameTable>
  ) -> Int? {
    value?.stringBytes.map { self[keyPath: table].number(of: $0) }
  }

  private mutating func numbers(
    _ value: JSONValue?, in table: WritableKeyPath<SearchIndex, NameTable>
  ) -> [Int] {
    guard let value else { return [] }
    var numbers: [Int] = []
    for element in value.elements {
      if let name = element.stringBytes { numbers.append(self[keyPath: table].number(of: name)) }
    }
    return numbers
  }

  private mutating func persons(
    _ attendance: JSONValue?, where fits: (JSONValue) -> Bool
  ) -> [Int] {
    guard let attendance else { return [] }
    var numbers: [Int] = []
    for entry in attendance.elements where fits(entry) {
      if let person = number(entry["person"], in: \.personNames) { numbers.append(person) }
    }
    return numbers
  }
}
