import Archive
import EventStore

extension Command {
  static let log = Command(
    name: "log", group: .trust, summary: "shows the events themselves, oldest first",
    options: [
      OptionSpec(name: "from", placeholder: "POSITION", help: "begin at this position"),
      OptionSpec(
        name: "ceiling", placeholder: "OPENNESS", shape: .choice(Openness.allCases.map(\.rawValue)),
        help: "withhold the payloads of what is stricter (unconditional)"),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "jsonl"]),
        help: "a line for people, or the event as the log holds it"),
    ],
    details: [
      """
      A withheld event is shown as its header alone: everything but its payload and the salt of its \
      digest.
      """
    ],
    examples: [
      Example(line: "archivist log --from 1200 --format jsonl", meaning: "the latest events, whole")
    ],
    pages: true,
    run: { arguments, session throws(Failure) in
      try LogListing(arguments: arguments, session: session).run()
    })
}

private struct LogListing {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    let first = try arguments.value("from", expecting: "a position: 0, 1, 2 …") { text in
      UInt64(text).flatMap { $0 < Position.end.rawValue ? Position($0) : nil }
    }
    let ceiling = arguments.choice("ceiling", default: Openness.unconditional)
    let archive = try session.archive(arguments)
    // What may be shown of an event depends on the whole record, also on what came later.
    let index = try session.index(of: archive)
    var withheld = 0
    var reader = try reading { () throws(EventStoreError) in
      try archive.store.events(from: first ?? .start)
    }
    while let event = try reading({ () throws(EventStoreError) in try reader.next() }),
      event.position.rawValue < index.eventCount
    {
      let isWithheld = !index.mayLeave(event, under: ceiling)
      withheld += isWithheld ? 1 : 0
      try write(event, index, isWithheld: isWithheld)
    }
    try session.output.flush()
    if withheld > 0 {
      session.note("\(Count.of(withheld, "event")) withheld: stricter than \(ceiling.rawValue)")
    }
  }

  /// Passes on what the log throws.
  private func reading<Value>(
    _ body: () throws(EventStoreError) -> Value
  ) throws(Failure) -> Value {
    do throws(EventStoreError) { return try body() } catch { throw Failure(error) }
  }

  private func write(
    _ event: RecordedEvent, _ index: SearchIndex, isWithheld: Bool
  ) throws(Failure) {
    if arguments.value("format") == "jsonl" {
      let line = isWithheld ? Array("{".utf8) + event.header + Array("}".utf8) : event.line
      try session.output.write(records: line + [UInt8(ascii: "\n")])
      return
    }
    let style = session.output.style
    let title = isWithheld ? "(withheld)" : index.title(ofEventAt: event.position) ?? ""
    let text = [
      TextWidth.pad("\(event.position)", to: 6), "\(event.recordedAt)", event.recordedBy.name,
      TextWidth.pad("\(event.stream)", to: 12), event.type.name, Printable.line(title),
    ]
    let line = text.joined(separator: "  ").trimmingTrailingSpaces
    let fitted = session.output.width.map { TextWidth.truncate(line, to: $0) } ?? line
    try session.output.line(isWithheld ? style(fitted, .quiet) : fitted)
  }
}
