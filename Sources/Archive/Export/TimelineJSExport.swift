import EventStore

/// Events as TimelineJS 3 reads them (https://timeline.knightlab.com/docs/json-format.html), one on
/// each line.
///
/// What it shows it takes for HTML, so that all texts are escaped. Its names of events are ASCII.
struct TimelineJSExport {
  let description: StoreDescription
  var losses = ExportLosses()
  var eras = Eras()

  init(_ description: StoreDescription) { self.description = description }

  /// Begins the document, with the archive's name as the title of the timeline.
  func writeHead(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.name("title")
    writer.object { writer in
      writer.member("unique_id", "archive")
      writer.name("text")
      writer.object { $0.member("headline", TimelineJSExport.escaped(description.name)) }
    }
    writer.lineBreak()
    writer.name("events")
    writer.beginArray()
  }

  /// Ends the document, with the terms of the body if there are any.
  func writeEnd(to writer: inout JSONWriter) {
    writer.endArray()
    let eras = eras.all
    if !eras.isEmpty {
      writer.lineBreak()
      writer.name("eras")
      writer.array { writer in
        for era in eras {
          writer.lineBreak()
          writer.object { writer in
            TimelineJSExport.write("start_date", .day(era.days.lowerBound), to: &writer)
            TimelineJSExport.write("end_date", .day(era.days.upperBound), to: &writer)
            writer.name("text")
            writer.object { $0.member("headline", TimelineJSExport.escaped(era.name)) }
          }
        }
      }
    }
    writer.endObject()
    writer.lineBreak()
  }

  /// The members of an event of its own that have a place.
  private static let kept: Set<String> = ["status", "retracted"]

  /// Writes an event, unless nobody knows when it was.
  mutating func write(_ event: ExportedEvent, to writer: inout JSONWriter) {
    let entry = event.entry
    if entry.date == .unknown {
      for _ in 0...event.items.count { losses.addUndated() }
      return
    }
    for told in [entry] + event.items { eras.add(told) }
    losses.add(entry, but: TimelineJSExport.kept.union(ExportedEvent.kept(entry)))
    for item in event.items { losses.add(item, but: ["body"]) }
    writer.lineBreak()
    writer.object { writer in
      let number = "\(entry.accession)".replacing(".", with: "-")
      writer.member("unique_id", "record-\(number)")
      TimelineJSExport.write(entry.date, to: &writer)
      writer.name("text")
      writer.object { writer in
        writer.member("headline", TimelineJSExport.escaped(entry.title))
        writer.member("text", TimelineJSExport.page(of: event))
      }
      if let body = entry.bodies.first { writer.member("group", TimelineJSExport.escaped(body)) }
    }
  }

  /// The start, the end of what is longer, and the text of the date where one end is open.
  private static func write(_ date: PartialDate, to writer: inout JSONWriter) {
    switch date.form {
    case .unknown: break
    case .single(let part): write("start_date", part, to: &writer)
    case .range(let start?, let end?):
      write("start_date", start, to: &writer)
      write("end_date", end, to: &writer)
    case .range(let start, let end):
      if let known = start ?? end { write("start_date", known, to: &writer) }
      writer.member("display_date", "\(date)")
    }
  }

  /// A date without the parts that nobody knows.
  private static func write(_ name: String, _ part: PartialDate.Part, to writer: inout JSONWriter) {
    writer.name(name)
    writer.object { writer in
      for (name, value) in [("year", part.year), ("month", part.month), ("day", part.day)] {
        guard let value else { continue }
        writer.name(name)
        writer.integer(value)
      }
    }
  }

  /// What the event tells, as HTML.
  private static func page(of event: ExportedEvent) -> String {
    var paragraphs = event.paragraphs
    if let status = event.entry.members["status"]?.string, status != "held" {
      paragraphs.append("status: \(status)")
    }
    if case .retracted(let retraction) = event.entry.retraction?.act {
      paragraphs.append("retracted: \(retraction.reason.rawValue)")
    }
    let lines = paragraphs.flatMap { $0.split(whereSeparator: \.isNewline) }
    var html = lines.map { "<p>\(escaped(String($0)))</p>" }.joined()
    if !event.items.isEmpty {
      html += "<ul>" + event.itemLines.map { "<li>\(escaped($0))</li>" }.joined() + "</ul>"
    }
    return html
  }

  /// A text in which HTML finds nothing but text.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;".unicodeScalars
      case "<": escaped += "&lt;".unicodeScalars
      case ">": escaped += "&gt;".unicodeScalars
      case "\"": escaped += "&quot;".unicodeScalars
      case "'": escaped += "&#39;".unicodeScalars
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}

// MARK: - Terms

extension TimelineJSExport {
  /// The terms of a body, each from its first to its last record.
  struct Eras: Sendable {
    /// The body; nothing as long as none has a term.
    private var body: String?
    private var isOfSeveral = false
    private var daysOfTerms: [Int: ClosedRange<Int>] = [:]

    /// Notes the days of a record that has a term.
    mutating func add(_ entry: Entry) {
      guard let first = entry.bodies.first.map(BodyName.init),
        let days = entry.date.days, !isOfSeveral,
        let term = (entry.meeting?.members ?? entry.members)["term"]?.integer ?? first.term
      else { return }
      add(first.name, term, days)
    }

    private mutating func add(_ name: String, _ term: Int, _ days: ClosedRange<Int>) {
      isOfSeveral = body.map { $0 != name } ?? false
      body = name
      let known = daysOfTerms[term] ?? days
      daysOfTerms[term] =
        min(known.lowerBound, days.lowerBound)...max(known.upperBound, days.upperBound)
    }

    /// Adds the terms of records that come next.
    mutating func add(_ later: Eras) {
      if later.isOfSeveral { isOfSeveral = true }
      guard let name = later.body else { return }
      for (term, days) in later.daysOfTerms where !isOfSeveral { add(name, term, days) }
    }

    /// The terms in their order, where all are of one body: those of several would lie one above the
    /// other.
    var all: [(name: String, days: ClosedRange<Int>)] {
      guard let body, !isOfSeveral else { return [] }
      return daysOfTerms.sorted { $0.key < $1.key }.map {
        ("\(body)第\(ChineseNumeral.format($0.key))届", $0.value)
      }
    }
  }
}
