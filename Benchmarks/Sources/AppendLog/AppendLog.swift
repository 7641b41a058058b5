import EventStore

/// Appends the events of an archive once more, to a new one, as one batch.
///
///     append-log DIRECTORY NEW-DIRECTORY
///
/// Prints one line of JSON: the events, the bytes of their payloads, and the seconds from before the
/// writer was opened until everything was durable and the derived index written. The payloads are in
/// memory before, each is checked again, and every line is made anew.
@main
enum AppendLog {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { throw Misuse() }
    let proposals = try read(EventStore(opening: FileStorage(directory: arguments[1])))
    guard let first = proposals.first else { throw Misuse() }
    let store = try EventStore.found(
      in: FileStorage(directory: arguments[2]), name: "Benchmark", zone: "UTC", readme: "\n",
      events: first.events, stream: first.stream, by: .clerk)
    var (events, bytes) = (0, 0)
    for proposal in proposals {
      events += proposal.events.count
      for event in proposal.events { bytes += event.data.count }
    }
    let clock = ContinuousClock()
    let start = clock.now
    let writer = try store.writer()
    var batch = try writer.batch()
    for proposal in proposals.dropFirst() {
      try batch.append(proposal.events, to: proposal.stream)
    }
    _ = try batch.commit()
    let committed = (clock.now - start) / .seconds(1)
    writer.close()
    let seconds = (clock.now - start) / .seconds(1)
    print(
      """
      {"events":\(events),"payload":\(bytes),"committed":\(committed),"seconds":\(seconds)}
      """)
  }

  private struct Misuse: Error, CustomStringConvertible {
    let description = "usage: append-log DIRECTORY NEW-DIRECTORY"
  }

  /// The events of an archive, those of a stream that follow each other together.
  private static func read(
    _ store: EventStore
  ) throws -> [(stream: StreamName, events: [ProposedEvent])] {
    var proposals: [(stream: StreamName, events: [ProposedEvent])] = []
    var reader = try store.events()
    while let event = try reader.next() {
      guard case .data(let data) = event.payload else { continue }
      let proposal = ProposedEvent(type: event.type, version: event.version, data: data)
      if proposals.last?.stream == event.stream {
        proposals[proposals.count - 1].events.append(proposal)
      } else {
        proposals.append((event.stream, [proposal]))
      }
    }
    return proposals
  }
}
