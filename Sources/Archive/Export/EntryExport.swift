import EventStore

/// Writes the answer to a question in the forms that programs read.
///
/// The same archive and the same question give the same bytes, on every machine and at any time.
/// Memory does not grow with the answer: bytes are handed on in portions.
public struct EntryExport {
  /// Where the entries come from.
  private enum Source {
    case index(SearchIndex, SearchResult)
    case pages(AnswerPages)
  }

  private let source: Source
  private let query: Query
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
    source = .index(index, result)
    self.query = query
  }

  /// Prepares the export of an answer that is read page by page, to be written once.
  public init(_ pages: AnswerPages) {
    source = .pages(pages)
    query = pages.query
  }

  /// How many records fit and may be shown.
  public var total: Int {
    switch source {
    case .index(_, let result): result.total
    case .pages(let pages): pages.total
    }
  }

  /// How many records fit and are withheld.
  public var withheld: Int {
    switch source {
    case .index(_, let result): result.withheld
    case .pages(let pages): pages.withheld
    }
  }

  /// How many entries were asked for and are there.
  public var count: Int {
    switch source {
    case .index(_, let result): result.count
    case .pages(let pages): pages.count
    }
  }

  /// Why not everything could be written, where it is read page by page; nothing where it was.
  public var failure: ArchiveError? {
    switch source {
    case .index: nil
    case .pages(let pages): pages.failure
    }
  }

  /// Bytes handed on at once, at the least.
  private static let portion = 1 << 16

  /// Writes everything, in portions, and tells what has no place in the form.
  ///
  /// What is read page by page may end early: then `failure` says why.
  /// - Parameter progress: Told now and then how many entries were written.
  @discardableResult
  public func write<Failure: Error>(
    as form: Form, in frame: Frame, progress: (Int) -> Void = { _ in },
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> ExportLosses {
    var rendering = EntryRendering(form, description, isOnDay: query.on != nil)
    rendering.begin(withMark: hasByteOrderMark) { writeHead(frame, to: &$0) }
    switch source {
    case .index(let index, let result):
      let entries = ShownEntries(index, query, result)
      try entries.forEach(as: form) { entry throws(Failure) in
        entry(&rendering)
        guard rendering.length >= EntryExport.portion else { return }
        try sink(rendering.take())
        progress(rendering.count)
      }
    case .pages(let pages):
      let empty = rendering
      let query = query
      try pages.forEach(
        keepingMeetingsWhole: form.hasEvents,
        make: { index, result in
          let entries = ShownEntries(index, query, result)
          return empty.part(of: result.count << 10) { rendering in
            entries.forEach(as: form) { $0(&rendering) }
          }
        },
        take: { part throws(Failure) in
          rendering.join(part)
          if rendering.length > 0 { try sink(rendering.take()) }
          if !part.bytes.isEmpty { try sink(part.bytes) }
          progress(rendering.count)
        })
    }
    rendering.end { if case .answer = frame { writeFacets(to: &$0) } }
    if rendering.length > 0 { try sink(rendering.take()) }
    return rendering.losses
  }

  private var description: StoreDescription {
    switch source {
    case .index(let index, _): index.description
    case .pages(let pages): pages.description
    }
  }

  private var checkpoint: Checkpoint? {
    switch source {
    case .index(let index, _): index.logCheckpoint
    case .pages(let pages): pages.checkpoint
    }
  }

  private var facets: [(facet: Query.Facet, counts: [(value: String, count: Int)])] {
    switch source {
    case .index(_, let result): result.facets
    case .pages: []
    }
  }
}

extension EntryExport.Form {
  /// Whether it has an event for each record, which items of a meeting stand inside of.
  public var hasEvents: Bool {
    switch self {
    case .json, .jsonl, .csv: false
    case .ical, .timelinejs: true
    }
  }
}

/// The entries of an answer as they are shown: under a ceiling without topics that only withheld records name.
private struct ShownEntries {
  private let index: SearchIndex
  private let query: Query
  private let result: SearchResult

  init(_ index: SearchIndex, _ query: Query, _ result: SearchResult) {
    self.index = index
    self.query = query
    self.result = result
  }

  /// Has each entry, or each event, appended to a rendering in order.
  func forEach<Failure: Error>(
    as form: EntryExport.Form,
    _ body: (_ append: (inout EntryRendering) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    if form.hasEvents {
      let events = ExportedEvents(of: result.places, in: index)
      try events.forEach(entry) { event throws(Failure) in try body { $0.append(event) } }
    } else {
      for place in result.places {
        let entry = entry(at: place)
        let force = result.forces[entry.accession]
        try body { $0.append(entry, force: force) }
      }
    }
  }

  private func entry(at place: Int) -> Entry {
    var entry = index.entry(at: place)
    if let ceiling = query.ceiling {
      entry.matchedTopics = index.open(entry.matchedTopics, under: ceiling)
    }
    return entry
  }
}

// MARK: - JSON documents

extension EntryExport {
  private func writeHead(_ frame: Frame, to writer: inout JSONWriter) {
    switch frame {
    case .answer: writeAnswerHead(to: &writer)
    case .timeline: writeTimelineHead(to: &writer)
    }
  }

  private func writeAnswerHead(to writer: inout JSONWriter) {
    writer.name("query")
    query.write(to: &writer)
    writer.lineBreak()
    writer.name("total")
    writer.integer(total)
    writer.lineBreak()
    writer.name("withheld")
    writer.integer(withheld)
  }

  private func writeTimelineHead(to writer: inout JSONWriter) {
    writer.name("archive")
    writer.object { writer in
      writer.name("id")
      writer.string(description.id)
      writer.name("name")
      writer.string(description.name)
    }
    if let checkpoint {
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
    writer.integer(withheld)
  }

  private func writeFacets(to writer: inout JSONWriter) {
    writer.lineBreak()
    writer.name("facets")
    writer.object { writer in
      for (facet, counts) in facets {
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
