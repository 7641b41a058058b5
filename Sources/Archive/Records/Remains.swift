import EventStore

/// What remains of payloads that were taken out of the log, as the redactions of records tell it.
///
/// A redaction of a record keeps the rest of each payload in its own event; a later one of the same
/// record takes that out as well, and keeps what still remains. Each redaction is read once.
final class Remains {
  private let store: EventStore
  /// What each `$Redacted` event left, by its position.
  private var tables: [Position: [Position: [UInt8]]] = [:]

  init(of store: EventStore) { self.store = store }

  /// The payload of an event, or what remains of it; nothing where nothing does.
  func payload(of event: RecordedEvent) -> ArraySlice<UInt8>? {
    switch event.payload {
    case .data(let data): data
    case .redacted(let by): table(at: by)[event.position]?[...]
    }
  }

  /// Reads the payload of an event, or what remains of it, into a document; false where nothing
  /// does, or what does is no JSON.
  func loadPayload(of event: RecordedEvent, into document: JSONDocument) -> Bool {
    if case .data = event.payload { return event.loadPayload(into: document) }
    guard let bytes = payload(of: event) else { return false }
    return (try? document.load(Array(bytes))) != nil
  }

  /// The positions of the payloads of which a redaction keeps what remains, and of those that a later
  /// one took over from it.
  ///
  /// - Parameter position: The position of its `$Redacted` event.
  func positions(keptBy position: Position) -> [Position] { Array(table(at: position).keys) }

  private func table(at position: Position) -> [Position: [UInt8]] {
    if let known = tables[position] { return known }
    let table = (try? read(position)) ?? [:]
    tables[position] = table
    return table
  }

  private func read(_ position: Position) throws(EventStoreError) -> [Position: [UInt8]] {
    var table: [Position: [UInt8]] = [:]
    var reader = try store.events(from: position)
    let document = JSONDocument()
    while let event = try reader.next() {
      if event.isOf(RecordAct.redaction) {
        switch event.payload {
        case .data:
          guard event.loadPayload(into: document) else { break }
          for rest in document.root["remains"].map({ Array($0.elements) }) ?? [] {
            guard let place = rest["position"]?.integer, place >= 0, let data = rest["data"] else {
              continue
            }
            table[Position(UInt64(place))] = Array(data.source)
          }
        case .redacted(let later):
          // Only a later event can have taken it out.
          guard later > position else { break }
          table.merge(self.table(at: later)) { $1 }
        }
      }
      guard event.continues else { break }
    }
    return table
  }
}
