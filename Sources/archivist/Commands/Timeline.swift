import Archive
import EventStore

extension Command {
  static let timeline = Command(
    name: "timeline", group: .ask, summary: Phrase.Timeline.summary,
    arguments: [ArgumentSpec(placeholder: "WORDS", isRequired: false, isRepeated: true)],
    options: FilterOptions.specs + FilterOptions.paging + [
      exportCeiling,
      OptionSpec(
        name: "format", placeholder: "FORMAT",
        shape: .choice(EntryExport.Form.allCases.map(\.rawValue)), help: Phrase.Timeline.format),
      OptionSpec(
        name: "output", placeholder: "FILE", shape: .file,
        help: Phrase.Timeline.output),
      FilterOptions.byteOrderMark,
    ],
    details: [Phrase.Timeline.picture, Phrase.Timeline.document, Phrase.Timeline.events]
      + FilterOptions.details,
    examples: [
      Example(
        line: "archivist timeline --body 市人大常委会 --output timeline.json",
        meaning: Phrase.Timeline.everything),
      Example(
        line: "archivist timeline --kind resolution --from 2020 --format csv",
        meaning: Phrase.Timeline.spreadsheet),
      Example(
        line: "archivist timeline --kind meeting --format ical --output meetings.ics",
        meaning: Phrase.Timeline.calendar),
    ],
    run: { arguments, session throws(Failure) in
      try TimelineExport(arguments: arguments, session: session).run()
    })
}

private struct TimelineExport {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    var query = try FilterOptions.query(arguments, order: .oldestFirst)
    query.ceiling = arguments.choice("ceiling", default: .unconditional)
    let form = arguments.choice("format", default: EntryExport.Form.json)
    let hasMark = try FilterOptions.hasByteOrderMark(arguments)
    let archive = try session.archive(arguments)
    if let path = arguments.value("output") { try session.refuseOutput(path, inside: archive) }
    if let moment = query.asOf {
      do throws(ArchiveError) {
        query.laterReviews = try archive.reviews(after: moment)
      } catch {
        throw Failure(error)
      }
    }
    let isForPeople = arguments.value("format") == nil && arguments.value("output") == nil
    if isForPeople, session.output.isTerminal { return try draw(query, archive) }
    var export = try session.export(query, as: form, of: archive, withRoot: form == .json)
    export.hasByteOrderMark = hasMark
    let losses: ExportLosses
    if let path = arguments.value("output"), path != "-" {
      losses = try write(export, form, to: path)
      session.note(.written(export.count - losses.undated, to: path))
    } else {
      let output = session.output
      losses = try write(export, form) { bytes throws(Failure) in
        try output.write(records: bytes)
      }
      try output.flush()
      if let failure = export.failure { throw Failure(failure) }
    }
    if export.withheld > 0, let ceiling = query.ceiling {
      session.note(.withheld(records: export.withheld, ceiling))
    }
    tell(losses, of: form)
  }

  /// Draws the records along the time.
  private func draw(_ query: Query, _ archive: Archive) throws(Failure) {
    var query = query
    let isLimited = query.limit != nil
    query.limit = query.limit ?? TimelinePage.mostEntries
    query.facets = [.year]
    let answer = try session.answer(query, of: archive)
    let result = answer.result
    let entries = Array(answer.index.entries(of: result))
    let page = TimelinePage(
      entries, of: isLimited ? result.count : result.total,
      years: result.facets.first?.counts ?? [])
    try page.write(to: session.output)
    try session.output.flush()
    if result.total == 0 { session.note(.nothingFits) }
    if !page.isWhole { session.note(.Timeline.tooMany(isLimited ? result.count : result.total)) }
    if result.withheld > 0, let ceiling = query.ceiling {
      session.note(.withheld(records: result.withheld, ceiling))
    }
  }

  /// Writes everything, with a progress line.
  private func write<Failed: Error>(
    _ export: EntryExport, _ form: EntryExport.Form, to sink: ([UInt8]) throws(Failed) -> Void
  ) throws(Failed) -> ExportLosses {
    let progress = session.progress(.writingEntries)
    defer { progress.end() }
    return try export.write(
      as: form, in: .timeline,
      progress: { progress.tell(Int64($0), of: Int64(export.count), unit: .records) }, to: sink)
  }

  /// Tells once of each kind of what the form has no place for.
  private func tell(_ losses: ExportLosses, of form: EntryExport.Form) {
    if losses.undated > 0 { session.note(.undated(losses.undated)) }
    for loss in losses.members {
      session.note(.noPlace(for: loss.name, of: loss.count, in: form.rawValue))
    }
  }

  private func write(
    _ export: EntryExport, _ form: EntryExport.Form, to path: String
  ) throws(Failure) -> ExportLosses {
    Interruption.isDeferred = true
    let world = session.world
    do throws(SystemError) {
      var losses = ExportLosses()
      try ReplacedFile.write(to: path) { file throws(SystemError) in
        losses = try write(export, form) { bytes throws(SystemError) in
          if world.isInterrupted() { throw .interrupted(.write, path) }
          try file.write(bytes)
        }
        // What is not whole takes nothing's place.
        if export.failure != nil { throw .interrupted(.read, path) }
      }
      return losses
    } catch {
      if let failure = export.failure { throw Failure(failure) }
      if world.isInterrupted() {
        throw .message(.interrupted, .interrupted(path))
      }
      throw .message(.inputOutput, error.phrase, hint: .asBefore(path))
    }
  }
}
