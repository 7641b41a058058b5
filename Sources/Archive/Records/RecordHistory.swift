import EventStore

/// One thing that happened to a record, as `history` tells it.
public struct HistoryEvent: Hashable, Sendable {
  /// The record, or the item of it, that the event is about.
  public let target: AccessionNumber
  /// Where the event stands.
  public let position: Position
  /// When it was recorded.
  public let recordedAt: Timestamp
  /// The event.
  public let event: EventType
  /// What was done about the record; nothing where the event recorded it.
  public let act: RecordAct?
}

extension SearchIndex {
  /// What happened to a record, and what was done about its items, in the order of recording; nothing
  /// where there is no record of this number.
  public func history(of accession: AccessionNumber) -> [HistoryEvent]? {
    guard let place = place(of: accession) else { return nil }
    let items = accession.item == 0 ? places(ofItemsOf: place) : []
    return (entry(at: place).history + items.flatMap { entry(at: $0).history.dropFirst() })
      .sorted { $0.position < $1.position }
  }
}

extension Entry {
  /// What happened to the record itself, in the order of recording.
  public var history: [HistoryEvent] {
    [
      HistoryEvent(
        target: accession, position: position, recordedAt: recordedAt, event: event, act: nil)
    ]
      + acts.map {
        HistoryEvent(
          target: $0.target, position: $0.position, recordedAt: $0.recordedAt, event: $0.event,
          act: $0.act)
      }
  }

  /// Writes what happened to the record, one object for each event.
  func writeHistory(to writer: inout JSONWriter) {
    writer.array { writer in
      for event in history { event.write(to: &writer) }
    }
  }
}

extension HistoryEvent {
  /// Writes the event as one JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("position")
      writer.integer(Int(position.rawValue))
      writer.member("recorded", recordedAt.description)
      writer.member("event", event.name)
      writer.member("accession", "\(target)")
      act?.write(to: &writer)
    }
  }
}
