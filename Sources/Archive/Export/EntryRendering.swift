import EventStore

/// Entries as a form writes them, in the making: some of them, or all with what stands around them.
///
/// What was made of a stretch of entries by itself is a `Part`, which can be made on another core; the
/// parts joined in order are what one after the other would have given.
struct EntryRendering {
  private let form: EntryExport.Form
  private let isOnDay: Bool
  /// JSON, but for that of lines.
  private var writer = JSONWriter()
  /// All other bytes.
  private var text: [UInt8] = []
  private var calendar: CalendarExport
  private var timeline: TimelineJSExport
  /// The number of entries; of a form with events also those inside of events.
  private(set) var count = 0

  /// What was made of a stretch of entries.
  struct Part: Sendable {
    let bytes: [UInt8]
    fileprivate let losses: ExportLosses
    fileprivate let eras: TimelineJSExport.Eras
    /// The number of entries; of a form with events also those inside of events.
    let count: Int
  }

  /// - Parameter isOnDay: Whether entries tell what was in force on some day.
  init(_ form: EntryExport.Form, _ description: StoreDescription, isOnDay: Bool) {
    self.form = form
    self.isOnDay = isOnDay
    calendar = CalendarExport(description)
    timeline = TimelineJSExport(description)
  }

  /// The number of bytes that nobody has taken.
  var length: Int { writer.bytes.count + text.count }

  /// Takes the bytes that were written since this was done last.
  mutating func take() -> [UInt8] {
    defer {
      writer.removeBytes()
      text.removeAll(keepingCapacity: true)
    }
    return text.isEmpty ? writer.bytes : text
  }

  /// What had no place.
  var losses: ExportLosses {
    switch form {
    case .ical: calendar.losses
    case .timelinejs: timeline.losses
    case .json, .jsonl, .csv: ExportLosses()
    }
  }

  // MARK: Around the entries

  /// Writes what stands in front of all entries.
  ///
  /// - Parameter document: Writes the members of a JSON document in front of them.
  mutating func begin(withMark: Bool, document: (inout JSONWriter) -> Void) {
    switch form {
    case .json:
      writer.beginObject()
      document(&writer)
      writer.lineBreak()
      writer.name("entries")
      writer.beginArray()
    case .jsonl: break
    case .csv:
      if withMark { text += CSV.byteOrderMark }
      CSV.appendHeader(to: &text, isOnDay: isOnDay)
    case .ical: calendar.appendHead(to: &text)
    case .timelinejs: timeline.writeHead(to: &writer)
    }
  }

  /// Writes what stands behind all entries.
  ///
  /// - Parameter document: Writes the members of a JSON document behind them.
  mutating func end(document: (inout JSONWriter) -> Void) {
    switch form {
    case .json:
      writer.endArray()
      document(&writer)
      writer.endObject()
      writer.lineBreak()
    case .jsonl, .csv: break
    case .ical: calendar.appendEnd(to: &text)
    case .timelinejs: timeline.writeEnd(to: &writer)
    }
  }

  // MARK: Entries

  /// Appends an entry, in a form that has entries.
  mutating func append(_ entry: Entry, force: Force?) {
    count += 1
    switch form {
    case .json:
      writer.lineBreak()
      entry.write(to: &writer) { force?.write(to: &$0) }
    case .jsonl:
      entry.write(to: &writer) { force?.write(to: &$0) }
      writer.bytes.withUnsafeBytes { text.append(contentsOf: $0) }
      writer.removeAll()
      text.append(UInt8(ascii: "\n"))
    case .csv:
      CSV.append(entry, inForce: isOnDay ? force?.status.rawValue ?? "" : nil, to: &text)
    case .ical, .timelinejs: preconditionFailure("\(form.rawValue) has events")
    }
  }

  /// Appends an event, in a form that has events.
  mutating func append(_ event: ExportedEvent) {
    count += 1 + event.items.count
    switch form {
    case .ical: calendar.append(event, to: &text)
    case .timelinejs: timeline.write(event, to: &writer)
    case .json, .jsonl, .csv: preconditionFailure("\(form.rawValue) has entries")
    }
  }

  // MARK: Parts

  /// Makes a part of some entries, of about so many bytes.
  func part(of length: Int, _ append: (inout EntryRendering) -> Void) -> Part {
    var rendering = EntryRendering(form, timeline.description, isOnDay: isOnDay)
    let isJSON = form == .json || form == .timelinejs
    if !isJSON { rendering.text.reserveCapacity(length) }
    if isJSON {
      rendering.writer.beginArray()
      rendering.writer.removeBytes()
    }
    append(&rendering)
    return Part(
      bytes: rendering.take(), losses: rendering.losses, eras: rendering.timeline.eras,
      count: rendering.count)
  }

  /// Notes what a part has, whose bytes come next, and writes what stands between it and those in front.
  mutating func join(_ part: Part) {
    count += part.count
    calendar.losses.add(part.losses)
    timeline.losses.add(part.losses)
    timeline.eras.add(part.eras)
    let isJSON = form == .json || form == .timelinejs
    if isJSON, !part.bytes.isEmpty { writer.raw([]) }
  }
}
