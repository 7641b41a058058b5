import Archive
import EventStore

extension Command {
  static let append = Command(
    name: "append", group: .record, summary: Phrase.Append.summary,
    arguments: [ArgumentSpec(placeholder: "FILE", isRepeated: true, shape: .file)],
    options: [
      OptionSpec(name: "dry-run", help: Phrase.Append.dryRun),
      RoleOption.spec,
      OptionSpec(
        name: "to", placeholder: "NUMBER", help: Phrase.Append.to),
      OptionSpec(
        name: "wait", placeholder: "SECONDS", help: Phrase.Append.wait),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json"]),
        help: Phrase.Append.format),
    ],
    details: [
      Phrase.Append.files, Phrase.Append.record, Phrase.Append.sample, Phrase.Append.items,
    ],
    examples: [
      Example(line: "archivist append 2020-09-18.md", meaning: Phrase.Append.oneFile),
      Example(
        line: "archivist append --dry-run *.md", meaning: Phrase.Append.manyFiles),
      Example(
        line: "archivist append --to 17 more.md", meaning: Phrase.Append.moreItems),
      Example(
        line: "produce | archivist append -", meaning: Phrase.Append.program),
    ],
    run: { arguments, session throws(Failure) in
      try Appending(arguments: arguments, session: session).run()
    })
}

private struct Appending {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    let role = try RoleOption.read(arguments)
    let wait = try arguments.value("wait", expecting: .seconds) {
      Double($0).flatMap { $0 >= 0 && $0 < 1_000_000 ? $0 : nil }
    }
    // Opened first, so that a wrong place is told before long work.
    let archive = try session.archive(arguments)
    let isRehearsal = arguments.has("dry-run")
    let patience = Int((wait ?? 5) * 1000)
    if let number = try arguments.accessionNumber("to") {
      let items = try readItems()
      Interruption.isDeferred = true
      try finish(isRehearsal) { () throws(ArchiveError) in
        try archive.add(items, to: number, by: role, wait: patience, isRehearsal: isRehearsal)
      }
      return
    }
    let drafts = try readDrafts()
    // Until here Ctrl-C may end the process at once; from here a batch may have to be taken back.
    Interruption.isDeferred = true
    let progress = session.progress(.recording)
    try finish(isRehearsal) { () throws(ArchiveError) in
      defer { progress.end() }
      return try archive.record(drafts, by: role, wait: patience, isRehearsal: isRehearsal) {
        progress.tell(Int64($0), of: Int64($1), unit: .records)
      }
    }
  }

  /// Records, and tells what came of it.
  private func finish(
    _ isRehearsal: Bool, _ record: () throws(ArchiveError) -> RecordingReport
  ) throws(Failure) {
    let report: RecordingReport
    do throws(ArchiveError) { report = try record() } catch { throw failure(error) }
    for repair in report.repairs { session.warn(.repaired(repair)) }
    do throws(Failure) {
      try tell(report)
      try session.output.flush()
    } catch {
      guard case .message(let code, let message, _) = error, !isRehearsal else { throw error }
      throw .message(code, message, hint: .recordedAllTheSame)
    }
    if isRehearsal { session.note(.rehearsal) }
  }

  private func readItems() throws(Failure) -> ItemsDraft {
    guard arguments.words.count == 1 else {
      throw .usage(.itemsOfOneFile(found: arguments.words.count))
    }
    let path = arguments.words[0]
    let file = ItemsFile(try session.read(path), name: path == "-" ? "<stdin>" : path)
    guard let items = file.items else { throw refuse(file.errors) }
    return items
  }

  private func refuse(_ errors: [MinutesError]) -> Failure {
    for error in errors { session.tell(error) }
    return .message(
      .refused, .errors(errors.count, isAll: errors.count < MinutesFile.mostErrors))
  }

  private func readDrafts() throws(Failure) -> [RecordDraft] {
    var drafts: [RecordDraft] = []
    var errors: [MinutesError] = []
    for path in arguments.words {
      let name = path == "-" ? "<stdin>" : path
      let progress = session.progress(.reading(name))
      let input = try session.input(path)
      let file = try MinutesFile(name: name) { () throws(Failure) -> [UInt8]? in
        progress.tell(input.read, of: input.length, unit: .bytes)
        return try input.next()
      }
      progress.end()
      drafts += file.drafts
      errors += file.errors
    }
    guard errors.isEmpty else { throw refuse(errors) }
    return drafts
  }

  private func failure(_ error: ArchiveError) -> Failure {
    guard case .refused(let records) = error else { return Failure(error, whileWriting: true) }
    for record in records { session.note(record.phrase.map(Printable.line)) }
    return .message(.refused, .refused(records.count))
  }

  private func tell(_ report: RecordingReport) throws(Failure) {
    if arguments.value("format") == "json" {
      var writer = JSONWriter()
      writer.array { writer in
        for outcome in report.outcomes { write(outcome, to: &writer) }
      }
      writer.lineBreak()
      try session.output.write(writer.bytes)
      return
    }
    var table = Table([
      .init(header: Phrase.Header.number, role: .name), .init(header: Phrase.Header.date),
      .init(header: Phrase.Header.title, least: 20), .init(header: Phrase.Header.items),
    ])
    let items = arguments.has("to") ? Phrase.itemsAdded : Phrase.items
    for outcome in report.outcomes {
      let result: Phrase =
        outcome.isAlreadyRecorded
        ? .alreadyRecorded(outcome.accession) : items(outcome.itemCount)
      table.add([
        "\(outcome.accession)", session.output.text(.date(outcome.date)), outcome.title,
        session.output.text(result),
      ])
    }
    for line in table.lines(for: session.output) { try session.output.line(line) }
  }

  private func write(_ outcome: RecordingOutcome, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("accession")
      writer.string("\(outcome.accession)")
      writer.name("title")
      writer.string(outcome.title)
      writer.name("date")
      writer.string("\(outcome.date)")
      writer.name("items")
      writer.integer(outcome.itemCount)
      writer.name("already")
      writer.boolean(outcome.isAlreadyRecorded)
    }
  }
}
