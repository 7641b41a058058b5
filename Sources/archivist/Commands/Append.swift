import Archive
import EventStore

extension Command {
  static let append = Command(
    name: "append", group: .record, summary: Phrase.Append.summary,
    arguments: [
      ArgumentSpec(placeholder: "FILE", isRequired: false, isRepeated: true, shape: .file)
    ],
    options: [
      OptionSpec(name: "dry-run", help: Phrase.Append.dryRun),
      RoleOption.spec,
      OptionSpec(name: "strict", help: Phrase.Append.strict),
      OptionSpec(
        name: "to", placeholder: "NUMBER", help: Phrase.Append.to),
      OptionSpec(name: "edit", help: Phrase.Append.edit),
      OptionSpec(
        name: "keep-source", placeholder: "FILE", shape: .file, isRepeated: true,
        help: Phrase.Append.keepSource),
      OptionSpec(
        name: "source-openness", placeholder: "OPENNESS",
        shape: .choice(Openness.allCases.map(\.rawValue)), help: Phrase.Append.sourceOpenness),
      OptionSpec(name: "body", placeholder: "NAME", help: Phrase.Append.body),
      OptionSpec(name: "series", placeholder: "NAME", help: Phrase.Append.series),
      OptionSpec(
        name: "wait", placeholder: "SECONDS", help: Phrase.Append.wait),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json"]),
        help: Phrase.Append.format),
    ],
    details: [
      Phrase.Append.files, Phrase.Append.record, Phrase.Append.sample, Phrase.Append.items,
      Phrase.Append.bodies, Phrase.Append.editing, Phrase.Append.sources,
    ],
    examples: [
      Example(line: "archivist append 2020-09-18.md", meaning: Phrase.Append.oneFile),
      Example(
        line: "archivist append --dry-run *.md", meaning: Phrase.Append.manyFiles),
      Example(
        line: "archivist append --edit --body 市人大常委会 --series 主任会议",
        meaning: Phrase.Append.nextMeeting),
      Example(
        line: "archivist append --to 17 more.md", meaning: Phrase.Append.moreItems),
      Example(
        line: "produce | archivist append -", meaning: Phrase.Append.program),
    ],
    run: { arguments, session throws(Failure) in
      try Appending(arguments: arguments, session: session).run()
    })
}

/// Shows how far the log is read, where derived files have to be made of it before an append.
private final class ReadingProgress {
  private let session: Session
  private let store: EventStore
  private lazy var total = store.logLength
  private var progress: Progress
  private var last: Int64 = 0

  init(_ session: Session, _ archive: Archive) {
    self.session = session
    store = archive.store
    progress = session.progress(.readingLog)
  }

  func tell(_ read: Int64) {
    if read < last {
      // The next of the files; its pace is another one.
      progress.end()
      progress = session.progress(.readingLog)
    }
    last = read
    progress.tell(read, of: total, unit: .bytes)
  }

  func end() { progress.end() }
}

struct Appending {
  let arguments: Arguments
  let session: Session

  /// So many minutes are told in no time, beside which nothing is worth doing.
  private static let few = 16

  func run() throws(Failure) {
    let role = try RoleOption.read(arguments)
    let wait = try arguments.value("wait", expecting: .seconds) {
      Double($0).flatMap { $0 >= 0 && $0 < 1_000_000 ? $0 : nil }
    }
    // Opened first, so that a wrong place is told before long work.
    let archive = try session.archive(arguments)
    let isRehearsal = arguments.has("dry-run")
    let patience = Int((wait ?? 5) * 1000)
    let upkeep = Upkeep()
    defer { upkeep.finish() }
    try checkWords()
    let sources = try KeptSources.read(arguments, session)
    if let number = try arguments.accessionNumber("to") {
      try deliver(isRehearsal, by: { () throws(Failure) in try itemsToAdd(archive) }) { items in
        let reading = ReadingProgress(session, archive)
        return { () throws(ArchiveError) in
          defer { reading.end() }
          return try archive.add(
            items, to: number, by: role, wait: patience, isRehearsal: isRehearsal,
            reading: reading.tell)
        }
      }
    } else {
      try deliver(isRehearsal, by: { () throws(Failure) in try drafts(archive) }) { drafts in
        recording(drafts, in: archive, keeping: sources, by: role, patience, upkeep, isRehearsal)
      }
    }
  }

  /// Lets a clerk review drafted minutes in an editor, and records what is saved.
  ///
  /// - Returns: whether anything was recorded.
  func review(
    _ draft: String, in archive: Archive, keeping sources: [KeptSource], upkeep: Upkeep
  ) throws(Failure) -> Bool {
    let role = try RoleOption.read(arguments)
    var editing = try MinutesEditing(session, template: draft, isWorthKeeping: true)
    let result = try editing.edit { bytes, name in
      let file = MinutesFile(bytes, name: name)
      return (file.drafts, file.errors)
    }
    guard case .minutes(let drafts) = result else { return false }
    let handed = (Handover(drafts), MinutesEditing?.some(editing))
    try deliver(false, by: { () throws(Failure) in handed }) { drafts in
      recording(drafts, in: archive, keeping: sources, by: role, 5000, upkeep, false)
    }
    return true
  }

  /// What records minutes, with its progress lines.
  private func recording(
    _ drafts: Handover<[RecordDraft]>, in archive: Archive, keeping sources: [KeptSource],
    by role: Role, _ patience: Int, _ upkeep: Upkeep, _ isRehearsal: Bool
  ) -> () throws(ArchiveError) -> RecordingReport {
    let reading = ReadingProgress(session, archive)
    let progress = session.progress(.recording)
    let areFew = (drafts.held?.count ?? 0) <= Appending.few
    return { () throws(ArchiveError) in
      defer {
        reading.end()
        progress.end()
      }
      return try archive.record(
        drafts.take() ?? [], keeping: sources, by: role, wait: patience,
        isRehearsal: isRehearsal,
        isStrict: arguments.has("strict"), reading: reading.tell,
        progress: { progress.tell(Int64($0), of: Int64($1), unit: .records) },
        upkeep: { upkeep.begin(isShort: areFew, $0) })
    }
  }

  /// Minutes that are to be recorded, and the file of an editor that holds them.
  private typealias Handed<Minutes> = (minutes: Minutes, editing: MinutesEditing?)

  /// Records what was handed in; a text from an editor is kept unless everything was recorded.
  private func deliver<Minutes>(
    _ isRehearsal: Bool, by hand: () throws(Failure) -> Handed<Minutes>?,
    _ record: (Minutes) -> () throws(ArchiveError) -> RecordingReport
  ) throws(Failure) {
    guard let handed = try hand() else {
      session.note(.nothingRecorded)
      return
    }
    // Until here Ctrl-C may end the process at once; from here a batch may have to be taken back.
    Interruption.isDeferred = true
    do throws(Failure) {
      try finish(isRehearsal, record(handed.minutes))
    } catch {
      if let editing = handed.editing { session.note(editing.kept) }
      throw error
    }
    if isRehearsal, let editing = handed.editing {
      session.note(editing.kept)
    } else {
      handed.editing?.remove()
    }
  }

  private func checkWords() throws(Failure) {
    if arguments.has("edit") {
      guard arguments.words.isEmpty else { throw .usage(.editsNoFile) }
      guard !arguments.has("to") || !arguments.has("body") && !arguments.has("series") else {
        throw .usage(.templateOfMeeting)
      }
    } else if arguments.has("body") || arguments.has("series") {
      throw .usage(.onlyWithEdit)
    } else if arguments.words.isEmpty {
      throw .usage(
        .commandNeeds(arguments.command.name, "FILE"), hint: .usage(arguments.command.synopsis))
    }
  }

  private func itemsToAdd(_ archive: Archive) throws(Failure) -> Handed<ItemsDraft>? {
    guard arguments.has("edit") else { return (try readItems(), nil) }
    var editing = try MinutesEditing(
      session, template: comment(.templateOfItems, inChinese: session.messages.language == .chinese)
    )
    let result = try editing.edit { bytes, name in
      let file = ItemsFile(bytes, name: name)
      return (file.items, file.errors)
    }
    guard case .minutes(let items) = result else { return nil }
    return (items, editing)
  }

  /// The minutes, to be taken by whoever records them: where they are many, they are let go of while
  /// they are written.
  private func drafts(_ archive: Archive) throws(Failure) -> Handed<Handover<[RecordDraft]>>? {
    guard arguments.has("edit") else { return (Handover(try readDrafts()), nil) }
    let template: MinutesTemplate
    if let body = arguments.value("body") {
      template = MinutesTemplate(
        try session.index(of: archive), body: body, series: arguments.value("series"),
        day: archive.today)
    } else {
      template = MinutesTemplate(
        day: archive.today, inChinese: session.messages.language == .chinese)
    }
    var editing = try MinutesEditing(
      session,
      template: template.text + "\n" + comment(.templateEnd, inChinese: template.isChinese))
    let result = try editing.edit { bytes, name in
      let file = MinutesFile(bytes, name: name)
      return (file.drafts, file.errors)
    }
    guard case .minutes(let drafts) = result else { return nil }
    return (Handover(drafts), editing)
  }

  /// What a template tells its writer, and a comment with sections to take out of it.
  private func comment(_ words: Phrase, inChinese isChinese: Bool) -> String {
    let sections = Phrase.Append.sections[isChinese ? .chinese : .english]
    return "<!-- \(session.messages.text(words))\n\n\(sections)\n-->\n"
  }

  /// Records, and tells what came of it.
  private func finish(
    _ isRehearsal: Bool, _ record: () throws(ArchiveError) -> RecordingReport
  ) throws(Failure) {
    let report: RecordingReport
    do throws(ArchiveError) { report = try record() } catch { throw failure(error) }
    for repair in report.repairs { session.warn(.repaired(repair)) }
    session.tell(report.erasures)
    for digest in report.keptSources where !isRehearsal { session.note(.sourceKept(digest)) }
    do throws(Failure) {
      try tell(report)
      try session.output.flush()
      session.tell(report.newBodies)
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
    guard let items = file.items else { throw refuse(file.errors, isAll: true) }
    return items
  }

  private func refuse(_ errors: [MinutesError], isAll: Bool) -> Failure {
    for error in errors { session.tell(error) }
    return .message(.refused, .errors(errors.count, isAll: isAll))
  }

  private func readDrafts() throws(Failure) -> [RecordDraft] {
    var drafts: [RecordDraft] = []
    var errors: [MinutesError] = []
    var isAll = true
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
      if file.isCutShort { isAll = false }
    }
    guard errors.isEmpty else { throw refuse(errors, isAll: isAll) }
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
