import EventStore

/// Names that occur in an archive, for completing what a person types.
public enum NameKind: Hashable, Sendable, CaseIterable {
  /// Organs and issuers.
  case body
  /// Kinds of meeting.
  case series
  /// Topics.
  case topic
  /// Who attends, speaks, is appointed or removed.
  case person
  /// Draft stages.
  case stage
  /// Numbers of documents.
  case documentNumber
  /// Accession numbers, each with its record's title.
  case record
}

/// A name as it was recorded.
public struct RecordedName: Hashable, Sendable {
  /// The name.
  public let name: String
  /// What it names, where the name does not tell; otherwise empty.
  public let meaning: String
}

extension Archive {
  /// More records than this are too many to choose from; the latest are given.
  private static let mostRecords = 100

  /// The names of a kind that begin with a text, each once: records with the latest first, all
  /// others in the order of their characters.
  ///
  /// Builds no index: the events are read one by one, half a million in a second. Items of a meeting
  /// are given where the text names the meeting.
  /// - Parameter isWanted: Asked now and then; the names found until then are the answer.
  public func names(
    _ kind: NameKind, startingWith start: String, while isWanted: () -> Bool = { true }
  ) throws(ArchiveError) -> [RecordedName] {
    var found = FoundNames(kind: kind, start: start)
    do throws(EventStoreError) {
      var reader = try store.events()
      let document = JSONDocument()
      var count = 0
      while let event = try reader.next() {
        count += 1
        if count.isMultiple(of: 256), !isWanted() { break }
        if kind == .body, event.stream.category == Streams.body {
          guard event.loadPayload(into: document),
            let body = BodyEvent(event, document.root)
          else { continue }
          found.add(body)
          continue
        }
        guard let recorded = RecordKind.allCases.first(where: { event.isOf($0.eventType) }),
          event.loadPayload(into: document)
        else { continue }
        found.add(recorded, event, document.root)
      }
    } catch {
      throw .store(error)
    }
    guard kind != .record else { return found.latestRecords(most: Archive.mostRecords) }
    return found.names.sorted().map { RecordedName(name: $0, meaning: "") }
  }
}

/// The names met so far.
private struct FoundNames {
  let kind: NameKind
  let start: String
  private(set) var names: Set<String> = []
  private var records: [(accession: AccessionNumber, title: String)] = []

  /// The records with the highest numbers first, each followed by its items.
  func latestRecords(most: Int) -> [RecordedName] {
    let ordered = records.sorted { a, b in
      (b.accession.serial, a.accession.item) < (a.accession.serial, b.accession.item)
    }
    return ordered.prefix(most).map { RecordedName(name: "\($0.accession)", meaning: $0.title) }
  }

  init(kind: NameKind, start: String) {
    self.kind = kind
    self.start = start
  }

  mutating func add(_ body: BodyEvent) {
    for name in body.names { add(name) }
  }

  mutating func add(_ recorded: RecordKind, _ event: RecordedEvent, _ payload: JSONValue) {
    switch kind {
    case .body:
      switch recorded {
      case .meeting: add(payload["body"])
      case .document: add(payload["issuers"])
      // The body of an item is no body of the meeting.
      case .report, .resolution, .personnel, .matter, .agreement: break
      }
    case .series: add(payload["series"])
    case .topic: add(payload["topics"])
    case .person:
      add(payload["person"])
      add(payload["speaker"]?["person"])
      guard let attendance = payload["attendance"] else { return }
      for entry in attendance.elements { add(entry["person"]) }
    case .stage: add(payload["document"]?["stage"])
    case .documentNumber:
      let number = (payload["number"] ?? payload["document"]?["number"])?.string
      add(number.map { DocumentNumber($0).canonical } ?? "")
    case .record: addRecord(recorded, event, payload)
    }
  }

  private mutating func add(_ value: JSONValue?) {
    guard let value else { return }
    if let name = value.string { return add(name) }
    guard value.kind == .array else { return }
    for element in value.elements { add(element.string ?? "") }
  }

  private mutating func add(_ name: String) {
    if !name.isEmpty, name.hasPrefix(start) { names.insert(name) }
  }

  private mutating func addRecord(
    _ recorded: RecordKind, _ event: RecordedEvent, _ payload: JSONValue
  ) {
    let order = RecordKind.items.contains(recorded) ? payload["order"]?.integer ?? 0 : 0
    let accession = AccessionNumber(serial: event.stream.serial, item: order)
    let name = "\(accession)"
    guard name.hasPrefix(start), order == 0 || start.hasPrefix("\(event.stream.serial)") else {
      return
    }
    let title = RecordText(kind: recorded, payload: payload).title
    records.append((accession, title))
  }
}
