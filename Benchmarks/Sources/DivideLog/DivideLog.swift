import EventStore

/// Copies the records of an archive into a new one, one batch for each record.
///
///     divide-log SOURCE DESTINATION EVENTS
///
/// The new archive is what the same records would have become if each had been appended by itself,
/// but for the syncs between them, which are left out because a disk may need hours for them. It
/// ends with the first record at which it has as many events as asked for. Prints how many it has.
@main
enum DivideLog {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count == 4, let wanted = Int(words[3]) else { throw Misuse() }
    let source = try EventStore(opening: FileStorage(directory: words[1]))
    let destination = UnsyncedStorage(FileStorage(directory: words[2]))
    var records = try Records(source.events())
    guard let founding = try records.next() else { throw Misuse() }
    let copy = try EventStore.found(
      in: destination, name: source.description.name, zone: source.description.zone,
      readme: "Made by a benchmark.\n", events: founding.events, stream: founding.stream,
      by: .clerk)
    let writer = try copy.writer()
    defer { writer.close() }
    while writer.nextPosition.rawValue < wanted, let record = try records.next() {
      try writer.append(record.events, to: record.stream, expecting: .noStream)
    }
    print(writer.nextPosition.rawValue)
  }

  private struct Misuse: Error, CustomStringConvertible {
    let description = "usage: divide-log SOURCE DESTINATION EVENTS"
  }
}

/// The records of a log, in which the events of each stand one behind the other.
private struct Records {
  private var reader: EventReader
  private var first: RecordedEvent?

  init(_ reader: EventReader) throws(EventStoreError) {
    self.reader = reader
    first = try self.reader.next()
  }

  /// Gives the events of the next record, to be recorded anew.
  mutating func next() throws(EventStoreError) -> (stream: StreamName, events: [ProposedEvent])? {
    guard let first else { return nil }
    let stream = first.stream
    var events: [ProposedEvent] = []
    while let event = self.first, event.stream == stream {
      if case .data(let data) = event.payload {
        events.append(ProposedEvent(type: event.type, version: event.version, data: data))
      }
      self.first = try reader.next()
    }
    return (stream, events)
  }
}
