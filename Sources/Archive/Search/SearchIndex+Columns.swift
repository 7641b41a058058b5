import EventStore

/// What questions ask for, taken out of payloads.
extension SearchIndex {
  /// The columns of a record with some payload.
  mutating func columns(
    of record: IndexedRecord, _ payload: JSONValue
  ) -> IndexedRecord.Columns {
    guard let meeting = record.meeting else { return columns(standing: record, payload) }
    return columns(item: record, payload, of: records[meeting])
  }

  private mutating func columns(
    standing record: IndexedRecord, _ payload: JSONValue
  ) -> IndexedRecord.Columns {
    var columns = IndexedRecord.Columns()
    let isDocument = record.kind == .document
    columns.date =
      isDocument
      ? RecordIdentity.date(ofDocument: payload)
      : payload["date"]?.string.flatMap { PartialDate($0) } ?? .unknown
    columns.bodies = payload.texts(isDocument ? "issuers" : "body").map { bodyNames.number(of: $0) }
    columns.openness = record.reclassified ?? openness(payload) ?? defaultOpenness
    if isForEntries { return columns }
    let attendance = payload["attendance"]
    columns.series =
      isDocument ? nil : otherNames.number(of: payload["series"]?.string ?? Query.plainSeries)
    columns.term = payload["term"]?.integer ?? columns.bodies.first.flatMap { bodyNames.terms[$0] }
    columns.ordinal = payload["ordinal"]?.integer
    columns.topics = numbers(payload["topics"], in: \.topicNames)
    columns.persons = persons(attendance) { _ in true }
    columns.chairs = persons(attendance) { $0["capacity"]?.isString("chair") ?? false }
    columns.number = payload["number"]?.string.map { DocumentNumber($0).canonical }
    return columns
  }

  private mutating func columns(
    item record: IndexedRecord, _ payload: JSONValue, of meeting: IndexedRecord
  ) -> IndexedRecord.Columns {
    var columns = meeting.columns
    columns.date = payload["date"]?.string.flatMap { PartialDate($0) } ?? meeting.date
    // The stricter of the two; the item's own where they are equally strict.
    let own = record.reclassified ?? openness(payload) ?? meeting.openness
    columns.openness = own.stricter(meeting.openness)
    if isForEntries { return columns }
    columns.topics = numbers(payload["topics"], in: \.topicNames)
    columns.persons = [payload["person"], payload["speaker"]?["person"]].compactMap {
      number($0, in: \.personNames)
    }
    columns.number = (payload["number"] ?? payload["document"]?["number"])?.string
      .map { DocumentNumber($0).canonical }
    columns.outcome = payload["outcome"]?.string
    columns.stage = number(payload["document"]?["stage"], in: \.otherNames)
    return columns
  }

  private func openness(_ payload: JSONValue) -> Openness? {
    payload["openness"]?.string.flatMap { Openness(rawValue: $0) }
  }

  private mutating func number(
    _ value: JSONValue?, in table: WritableKeyPath<SearchIndex, NameTable>
  ) -> Int? {
    value?.string.map { self[keyPath: table].number(of: $0) }
  }

  private mutating func numbers(
    _ value: JSONValue?, in table: WritableKeyPath<SearchIndex, NameTable>
  ) -> [Int] {
    value.map { $0.elements.compactMap(\.string) }?.map { self[keyPath: table].number(of: $0) }
      ?? []
  }

  private mutating func persons(
    _ attendance: JSONValue?, where fits: (JSONValue) -> Bool
  ) -> [Int] {
    var numbers: [Int] = []
    for entry in attendance.map({ Array($0.elements) }) ?? [] where fits(entry) {
      if let person = number(entry["person"], in: \.personNames) { numbers.append(person) }
    }
    return numbers
  }
}
