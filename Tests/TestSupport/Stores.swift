import EventStore

/// Short ways to make stores and events for tests.
public enum Stores {
  /// Founds an archive in memory with one event in stream `archive/0`.
  public static func found(
    in storage: MemoryStorage = MemoryStorage(), world: TestWorld = TestWorld()
  ) throws -> EventStore {
    try EventStore.found(
      in: storage, name: "Test", zone: "UTC", readme: "A test archive.\n",
      events: [event("Founded", "{}")], stream: stream("archive", 0), by: .clerk,
      environment: world.environment)
  }

  /// An event with a payload.
  public static func event(_ type: String = "Happened", _ data: String) -> ProposedEvent {
    guard let type = EventType(type) else { preconditionFailure("no event type: \(type)") }
    return ProposedEvent(type: type, data: Array(data.utf8))
  }

  /// So many events whose payloads differ.
  public static func events(_ count: Int, from first: Int = 0) -> [ProposedEvent] {
    (first..<first + count).map { event("Happened", "{\"n\":\($0),\"text\":\"会议听取了汇报\"}") }
  }

  /// The name of a stream.
  public static func stream(_ category: String, _ serial: UInt64) -> StreamName {
    guard let name = StreamName(category: category, serial: serial) else {
      preconditionFailure("no stream name: \(category)/\(serial)")
    }
    return name
  }

  /// Everything that a reader finds.
  public static func read(
    _ store: EventStore, from first: Position = .start
  ) throws -> (events: [RecordedEvent], damages: [Damage], tail: UnfinishedTail?) {
    var reader = try store.events(from: first)
    var events: [RecordedEvent] = []
    while let event = try reader.next() { events.append(event) }
    return (events, reader.damages, reader.unfinishedTail)
  }

  /// The path of the first segment.
  public static let firstSegment = "log/00000000000000000000.jsonl"
}

extension RecordedEvent {
  /// The payload as text; empty where it is gone.
  public var text: String {
    switch payload {
    case .data(let data): String(decoding: data, as: UTF8.self)
    case .redacted: ""
    }
  }
}
