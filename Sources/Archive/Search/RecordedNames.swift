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
  /// Agencies' short names, as numbers of documents have them.
  case agency
  /// Titles of texts that were heard, resolved or issued; in 《》 where what is typed begins so.
  case title
  /// Accession numbers, each with its record's title; behind a slash the sections of a document.
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
        if kind == .topic, event.isOf(TopicDefinition.defined), event.loadPayload(into: document) {
          found.add(topic: document.root["name"]?.string ?? "")
        }
        if kind == .body, event.stream.category == Streams.body {
          guard event.loadPayload(into: document),
            let body = BodyEvent(event, document.root)
          else { continue }
          found.add(body)
          continue
        }
        guard let recorded = RecordKind(recordedBy: event),
          event.loadPayload(into: document)
        else { continue }
        found.add(recorded, event, document.root)
      }
    } catch {
      throw .store(error)
    }
    if !found.sections.isEmpty { return found.sections }
    guard kind != .record else { return found.latestRecords(most: Archive.mostRecords) }
    return found.names.sorted().map { RecordedName(name: $0, meaning: "") }
  }
}

/// The names met so far.
private struct FoundNames {
  let kind: NameKind
  let start: String
  private(set) var names: Set<String> = []
  /// Sections of a document, in its order.
  private(set) var sections: [RecordedName] = []
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

  /// The sections of the document that the text names.
  private mutating func addSections(
    of recorded: RecordKind, _ head: String, _ payload: JSONValue
  ) {
    guard recorded == .document, start.hasPrefix(head), let all = payload["sections"] else {
      return
    }
    for section in all.elements {
      let name = head + (section["path"]?.string ?? "")
      guard name.hasPrefix(start) else { continue }
      sections.append(RecordedName(name: name, meaning: section["heading"]?.string ?? ""))
    }
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
    case .agency:
      guard recorded == .document || recorded == .resolution else { return }
      add(payload["number"]?.string.flatMap { DocumentNumber($0).agency } ?? "")
    case .title:
      let isMarked = start.hasPrefix("《")
      for mention in TitleMentions(recorded, payload).mentions where mention.isOwn {
        add(isMarked ? "《\(mention.title.name)》" : mention.title.name)
      }
    case .record: addRecord(recorded, event, payload)
    }
  }

  mutating func add(topic name: String) { add(name) }

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
    if start.contains("/") {
      return addSections(of: recorded, "\(event.stream.serial)/", payload)
    }
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
