import EventStore

/// Writes the answer to a question in the forms that programs read.
///
/// The same archive and the same question give the same bytes, on every machine and at any time.
/// Memory does not grow with the answer: bytes are handed on in portions.
public struct EntryExport {
  let index: SearchIndex
  private let query: Query
  let result: SearchResult
  /// Whether CSV begins with a byte order mark, by which some spreadsheets tell that it is UTF-8.
  public var hasByteOrderMark = false

  /// A form that entries are written in.
  public enum Form: String, CaseIterable, Sendable {
    /// One JSON document.
    case json
    /// One entry on each line.
    case jsonl
    /// One entry in each row, after RFC 4180.
    case csv
    /// One event for each record, after RFC 5545.
    case ical
    /// One event for each record, as TimelineJS 3 reads them.
    case timelinejs

    /// The forms that hold every entry whole.
    public static let whole: [Form] = [.json, .jsonl, .csv]
  }

  /// What the JSON document says besides its entries.
  public enum Frame: Sendable {
    /// The answer to `query`: totals and facets.
    case answer
    /// A timeline: the archive and its checkpoint.
    case timeline
  }

  /// Prepares the export of an answer.
  public init(_ index: SearchIndex, _ query: Query, _ result: SearchResult) {
    self.index = index
    self.query = query
    self.result = result
  }

  /// Bytes handed on at once, at the least.
  private static let portion = 1 << 16

  /// Writes everything, in portions, and tells what has no place in the form.
  @discardableResult
  public func write<Failure: Error>(
    as form: Form, in frame: Frame, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> ExportLosses {
    switch form {
    case .json: try writeDocument(frame, to: sink)
    case .jsonl: try writeLines(to: sink)
    case .csv: try writeRows(to: sink)
    case .ical: return try writeCalendar(to: sink)
    case .timelinejs: return try writeTimelineJS(to: sink)
    }
    return ExportLosses()
  }

  private func writeLines<Failure: Error>(
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var bytes: [UInt8] = []
    var writer = JSONWriter()
    for entry in entries {
      writer.removeAll()
      write(entry, to: &writer)
      bytes += writer.bytes
      bytes.append(UInt8(ascii: "\n"))
      try flush(&bytes, atLeast: EntryExport.portion, to: sink)
    }
    try flush(&bytes, atLeast: 1, to: sink)
  }

  /// The entries; under a ceiling without topics that only withheld records name.
  private var entries: some Sequence<Entry> { result.places.lazy.map(entry) }

  /// The entry of a place of the index.
  func entry(at place: Int) -> Entry {
    var entry = index.entry(at: place)
    if let ceiling = query.ceiling {
      entry.matchedTopics = index.open(entry.matchedTopics, under: ceiling)
    }
    return entry
  }

  private func write(_ entry: Entry, to writer: inout JSONWriter) {
    entry.write(to: &writer) { result.forces[entry.accession]?.write(to: &$0) }
  }

  private func writeRows<Failure: Error>(
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var bytes: [UInt8] = []
    let isOnDay = query.on != nil
    if hasByteOrderMark { bytes += CSV.byteOrderMark }
    CSV.appendHeader(to: &bytes, isOnDay: isOnDay)
    for entry in entries {
      let status = result.forces[entry.accession]?.status.rawValue ?? ""
      CSV.append(entry, inForce: isOnDay ? status : nil, to: &bytes)
      try flush(&bytes, atLeast: EntryExport.portion, to: sink)
    }
    try flush(&bytes, atLeast: 1, to: sink)
  }

  private func writeCalendar<Failure: Error>(
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> ExportLosses {
    var bytes: [UInt8] = []
    var calendar = CalendarExport(index.description)
    calendar.appendHead(to: &bytes)
    try forEachEvent { event throws(Failure) in
      calendar.append(event, to: &bytes)
      try flush(&bytes, atLeast: EntryExport.portion, to: sink)
    }
    calendar.appendEnd(to: &bytes)
    try sink(bytes)
    return calendar.losses
  }

  private func writeTimelineJS<Failure: Error>(
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> ExportLosses {
    var writer = JSONWriter()
    var timeline = TimelineJSExport(index.description)
    timeline.writeHead(to: &writer)
    try forEachEvent { event throws(Failure) in
      timeline.write(event, to: &writer)
      guard writer.bytes.count >= EntryExport.portion else { return }
      try sink(writer.bytes)
      writer.removeBytes()
    }
    timeline.writeEnd(to: &writer)
    try sink(writer.bytes)
    return timeline.losses
  }

  private func flush<Failure: Error>(
    _ bytes: inout [UInt8], atLeast least: Int, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    guard bytes.count >= least else { return }
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}

// MARK: - JSON documents

extension EntryExport {
  /// One member on each line, one entry on each line, so that people can read and compare it.
  private func writeDocument<Failure: Error>(
    _ frame: Frame, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = JSONWriter()
    writer.beginObject()
    switch frame {
    case .answer: writeAnswerHead(to: &writer)
    case .timeline: writeTimelineHead(to: &writer)
    }
    writer.lineBreak()
    writer.name("entries")
    writer.beginArray()
    for entry in entries {
      writer.lineBreak()
      write(entry, to: &writer)
      if writer.bytes.count >= EntryExport.portion {
        try sink(writer.bytes)
        writer.removeBytes()
      }
    }
    writer.endArray()
    if case .answer = frame { writeFacets(to: &writer) }
    writer.endObject()
    writer.lineBreak()
    try sink(writer.bytes)
  }

  private func writeAnswerHead(to writer: inout JSONWriter) {
    writer.name("query")
    query.write(to: &writer)
    writer.lineBreak()
    writer.name("total")
    writer.integer(result.total)
    writer.lineBreak()
    writer.name("withheld")
    writer.integer(result.withheld)
  }

  private func writeTimelineHead(to writer: inout JSONWriter) {
    writer.name("archive")
    writer.object { writer in
      writer.name("id")
      writer.string(index.description.id)
      writer.name("name")
      writer.string(index.description.name)
    }
    if let checkpoint = index.logCheckpoint {
      writer.lineBreak()
      writer.name("checkpoint")
      writer.object { writer in
        writer.name("size")
        writer.integer(Int(checkpoint.size))
        writer.name("root")
        writer.string(checkpoint.base64Root)
      }
    }
    writer.lineBreak()
    writer.name("query")
    query.write(to: &writer)
    writer.lineBreak()
    writer.name("withheld")
    writer.integer(result.withheld)
  }

  private func writeFacets(to writer: inout JSONWriter) {
    writer.lineBreak()
    writer.name("facets")
    writer.object { writer in
      for (facet, counts) in result.facets {
        writer.name(facet.rawValue)
        writer.array { writer in
          for (value, count) in counts {
            writer.object { writer in
              writer.name("value")
              writer.string(value)
              writer.name("count")
              writer.integer(count)
            }
          }
        }
      }
    }
  }
}
