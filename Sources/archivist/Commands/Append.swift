import Archive
import EventStore

extension Command {
  static let append = Command(
    name: "append", group: .record, summary: "records minutes, all of them or none",
    arguments: [ArgumentSpec(placeholder: "FILE", isRepeated: true, shape: .file)],
    options: [
      OptionSpec(name: "dry-run", help: "check and tell, but record nothing"),
      RoleOption.spec,
      OptionSpec(
        name: "to", placeholder: "NUMBER", help: "add the items of FILE to this recorded meeting"),
      OptionSpec(
        name: "wait", placeholder: "SECONDS", help: "how long to wait for another writer (5)"),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json"]),
        help: "how to tell what was recorded"),
    ],
    details: [
      """
      A file holds records as text, in JSON, or in JSON Lines with a record on each line; '-' is \
      standard input. All files together are one batch: one error anywhere, and nothing is recorded. \
      Minutes that are there already are left alone, so the same command may be run again.
      """,
      "A record, with one item; Documentation/Minutes.md tells every key:",
      """
        # 市政府第1次常务会议

        - 机构: 市政府
        - 日期: 2020-09-18

        ## 决议

        1. 通过《某某办法》
      """,
      """
      With --to, FILE holds nothing but sections with items, or {"items": […]} in JSON; they get the \
      numbers behind those that the meeting has.
      """,
    ],
    examples: [
      Example(line: "archivist append 2020-09-18.md", meaning: "records one file"),
      Example(
        line: "archivist append --dry-run *.md", meaning: "checks many files and records nothing"),
      Example(
        line: "archivist append --to 17 more.md", meaning: "adds items to meeting 17"),
      Example(
        line: "produce | archivist append -", meaning: "records what another program writes"),
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
    let wait = try arguments.value("wait", expecting: "a number of seconds, such as 5 or 0.5") {
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
    let progress = session.progress("recording")
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
    for repair in report.repairs { tell(repair) }
    do throws(Failure) {
      try tell(report)
      try session.output.flush()
    } catch {
      guard case .message(let code, let message, _) = error, !isRehearsal else { throw error }
      throw .message(code, message, hint: "the minutes were recorded all the same")
    }
    if isRehearsal { session.note("nothing was recorded (--dry-run)") }
  }

  private func readItems() throws(Failure) -> ItemsDraft {
    guard arguments.words.count == 1 else {
      throw .usage("--to adds the items of one file; found \(arguments.words.count)")
    }
    let path = arguments.words[0]
    let file = ItemsFile(try session.read(path), name: path == "-" ? "<stdin>" : path)
    guard let items = file.items else { throw refuse(file.errors) }
    return items
  }

  private func refuse(_ errors: [MinutesError]) -> Failure {
    for error in errors { session.tell(error) }
    let isAll = errors.count < MinutesFile.mostErrors
    return .message(
      .refused,
      "\(isAll ? "" : "at least ")\(Count.of(errors.count, "error")); nothing was recorded")
  }

  private func readDrafts() throws(Failure) -> [RecordDraft] {
    var drafts: [RecordDraft] = []
    var errors: [MinutesError] = []
    for path in arguments.words {
      let name = path == "-" ? "<stdin>" : path
      let progress = session.progress("reading \(name)")
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
    for record in records { session.note(Printable.line("\(record)")) }
    return .message(
      .refused, "\(Count.of(records.count, "record")) refused; nothing was recorded")
  }

  private func tell(_ repair: Repair) {
    session.warn(
      """
      an earlier write was not finished: \(Count.of(repair.bytes, "byte")) at \(repair.place), cut \
      off and kept in \(repair.savedAs); what was acknowledged is complete
      """)
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
      .init(header: "number", role: .name), .init(header: "date"),
      .init(header: "title", least: 20), .init(header: "items"),
    ])
    for outcome in report.outcomes {
      table.add([
        "\(outcome.accession)", "\(outcome.date)", outcome.title,
        outcome.isAlreadyRecorded
          ? "already recorded as \(outcome.accession)"
          : Count.of(outcome.itemCount, "item") + (arguments.has("to") ? " added" : ""),
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
