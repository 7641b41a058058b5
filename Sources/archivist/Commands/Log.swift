import Archive
import Dispatch
import EventStore

extension Command {
  static let log = Command(
    name: "log", group: .trust, summary: Phrase.Log.summary,
    options: [
      OptionSpec(name: "from", placeholder: "POSITION", help: Phrase.Log.from),
      OptionSpec(name: "follow", help: Phrase.Log.follow),
      OptionSpec(
        name: "ceiling", placeholder: "OPENNESS", shape: .choice(Openness.allCases.map(\.rawValue)),
        help: Phrase.Log.ceiling),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "jsonl"]),
        help: Phrase.Log.format),
      OptionSpec(name: "erasures", help: Phrase.Log.erasures),
    ],
    details: [Phrase.Log.header, Phrase.Log.erasureList],
    examples: [
      Example(line: "archivist log --from 1200 --format jsonl", meaning: Phrase.Log.latest),
      Example(line: "archivist log --from 1200 --follow", meaning: Phrase.Log.following),
      Example(line: "archivist log --erasures > erasures.json", meaning: Phrase.Log.keepErasures),
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
    if arguments.has("erasures") { return try listErasures() }
    let first = try arguments.value("from", expecting: .position) { text in
      UInt64(text).flatMap { $0 < Position.end.rawValue ? Position($0) : nil }
    }
    let ceiling = arguments.choice("ceiling", default: Openness.unconditional)
    let archive = try session.archive(arguments)
    // What may be shown of an event depends on the whole record, also on what came later.
    var index = try session.index(of: archive)
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
      session.note(.withheld(events: withheld, ceiling))
    }
    guard arguments.has("follow") else { return }
    session.forget()
    try follow(archive.store, &index, ceiling, from: first)
  }

  /// Shows what is appended from here on, until somebody ends the program.
  private func follow(
    _ store: EventStore, _ index: inout SearchIndex, _ ceiling: Openness, from first: Position?
  ) throws(Failure) {
    let changes = DispatchSemaphore(value: 0)
    let watch = store.watch { changes.signal() }
    defer { withExtendedLifetime(watch) {} }
    let start = index.checkpoint
    var follower = try reading { () throws(EventStoreError) in
      try LogFollower(store, from: start.next, after: start.lastLeaf)
    }
    var batch: [RecordedEvent] = []
    while true {
      while let event = try reading({ () throws(EventStoreError) in try follower.next() }) {
        // What may be shown of an event depends on the others of its batch.
        index.apply(event)
        batch.append(event)
        guard !event.continues else { continue }
        for event in batch where event.position >= first ?? .start {
          try write(event, index, isWithheld: !index.mayLeave(event, under: ceiling))
        }
        batch.removeAll()
      }
      try session.output.flush()
      changes.wait()
    }
  }

  /// Prints what was taken out of the log, for restoring older backups.
  private func listErasures() throws(Failure) {
    for other in ["from", "ceiling", "format"] where arguments.has(other) {
      throw .usage(.standsAlone("--erasures", notWith: "--\(other)"))
    }
    let archive = try session.archive(arguments)
    let list = try reading { () throws(EventStoreError) in try archive.store.erasureList() }
    try session.output.write(list.encoded)
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
    let title =
      isWithheld
      ? session.output.text(.withheldTitle) : index.title(ofEventAt: event.position) ?? ""
    let line = LogLine(event, title: Printable.line(title))
    let style = session.output.style
    let text =
      session.output.width.map { line.fitted(to: $0, isWithheld ? Style(isOn: false) : style) }
      ?? line.whole
    try session.output.line(isWithheld ? style(text, .quiet) : text)
  }
}

/// An event as a line for people.
private struct LogLine {
  let event: RecordedEvent
  let title: String

  init(_ event: RecordedEvent, title: String) {
    self.event = event
    self.title = title
  }

  /// Everything, however long.
  var whole: String {
    [
      TextWidth.pad("\(event.position)", to: 6), "\(event.recordedAt)", event.recordedBy.name,
      TextWidth.pad("\(event.stream)", to: 12), event.type.name, title,
    ].joined(separator: "  ").trimmingTrailingSpaces
  }

  private static let roomForAll = 100
  private static let typeWidth = 18
  /// With less of a title than this a line is cut wherever it ends.
  private static let leastTitle = 8

  /// What fits, in columns; a narrow terminal gets moments to the minute, and no roles, so that
  /// there is room for titles.
  func fitted(to width: Int, _ style: Style) -> String {
    let moment = "\(event.recordedAt)"
    let isNarrow = width < LogLine.roomForAll
    var cells: [(text: String, role: Style.Role?)] = [
      (TextWidth.pad("\(event.position)", to: isNarrow ? 5 : 6), nil),
      (isNarrow ? String(moment.prefix(16)).replacing("T", with: " ") + "Z" : moment, .quiet),
    ]
    if !isNarrow { cells.append((event.recordedBy.name, nil)) }
    cells.append((TextWidth.pad("\(event.stream)", to: 12), .name))
    cells.append((TextWidth.pad(event.type.name, to: LogLine.typeWidth), .kind))
    let used = cells.reduce(0) { $0 + TextWidth.columns($1.text) + 2 }
    guard width - used >= LogLine.leastTitle else {
      let line = (cells.map(\.text) + [title]).joined(separator: "  ")
      return TextWidth.truncate(line.trimmingTrailingSpaces, to: width)
    }
    let rest = TextWidth.truncate(title, to: width - used)
    let head = cells.map { cell in cell.role.map { style(cell.text, $0) } ?? cell.text }
    return (head + [rest]).joined(separator: "  ").trimmingTrailingSpaces
  }
}
