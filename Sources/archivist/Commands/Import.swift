import Archive
import EventStore

extension Command {
  static let `import` = Command(
    name: "import", group: .record, summary: Phrase.Import.summary,
    arguments: [
      ArgumentSpec(
        placeholder: "FORMAT", shape: .choice(ImportFormat.allCases.map(\.rawValue))),
      ArgumentSpec(placeholder: "FILE", isRepeated: true, shape: .file),
    ],
    details: [
      Phrase.Import.formats, Phrase.Import.output, Phrase.Import.errors, Phrase.Import.fields,
    ],
    examples: [
      Example(
        line: "archivist import legistar events/*.json | archivist append -",
        meaning: Phrase.Import.legistar),
      Example(
        line: "archivist import oparl meetings.json papers.json > minutes.jsonl",
        meaning: Phrase.Import.oparl),
      Example(
        line: "archivist import csv meetings.csv > /dev/null", meaning: Phrase.Import.table),
    ],
    run: { arguments, session throws(Failure) in
      var importing = Importing(arguments, session)
      try importing.run()
    })
}

private struct Importing {
  private let paths: [String]
  private let session: Session
  private let format: ImportFormat
  /// Standard input, where it is read twice.
  private var held: [[UInt8]]?

  init(_ arguments: Arguments, _ session: Session) {
    // The table of commands lets no other word through.
    format = arguments.words.first.flatMap { ImportFormat(rawValue: $0) } ?? .csv
    paths = Array(arguments.words.dropFirst())
    self.session = session
  }

  mutating func run() throws(Failure) {
    // A wrong name is told before anything is written.
    for path in paths where path != "-" {
      do throws(SystemError) { _ = try SystemCalls.kind(of: path) } catch {
        throw .message(.noInput, error.phrase)
      }
    }
    var importer = Importer(format)
    if importer.gathers {
      for path in paths {
        try read(path, holds: true) { name, next throws(Failure) in
          try importer.gather(name, from: next)
        }
      }
    }
    for path in paths {
      try read(path, holds: false) { [self] name, next throws(Failure) in
        try importer.read(name, from: next, to: tell)
      }
    }
    importer.finish()
    try finish(importer)
  }

  private typealias Portions = () throws(Failure) -> [UInt8]?

  /// Lets a file be read; what standard input gave is kept for the second time, if asked for.
  private mutating func read(
    _ path: String, holds: Bool, _ body: (String, Portions) throws(Failure) -> Void
  ) throws(Failure) {
    let name = path == "-" ? "<stdin>" : path
    if path == "-", let portions = held {
      var rest = portions[...]
      return try body(name) { rest.popFirst() }
    }
    let progress = session.progress(.reading(name))
    defer { progress.end() }
    let input = try session.input(path)
    var kept: [[UInt8]] = []
    try body(name) { () throws(Failure) in
      progress.tell(input.read, of: input.length, unit: .bytes)
      let portion = try input.next()
      if holds, path == "-", let portion { kept.append(portion) }
      return portion
    }
    if holds, path == "-" { held = kept }
  }

  private func tell(_ output: ImportOutput) throws(Failure) {
    switch output {
    case .record(let line): try session.output.write(records: line)
    case .problem(let error): session.note(error.phrase.map(Printable.line))
    case .encoding(.gb18030, let file): session.note(Phrase.Import.isGB18030(file))
    case .encoding(.utf8, _): break
    }
  }

  private func finish(_ importer: Importer) throws(Failure) {
    try session.output.flush()
    if importer.problems > Importer.mostProblems {
      session.note(Phrase.Import.more(importer.problems - Importer.mostProblems))
    }
    for kind in ImportLosses.Kind.allCases where !importer.losses.of(kind).isEmpty {
      session.note(Phrase.Import.lost(kind, of: importer.losses).map(Printable.line))
    }
    if importer.records > 0 || importer.problems == 0 {
      session.note(Phrase.Import.done(importer.records, items: importer.items))
    }
    guard importer.problems == 0 else {
      throw .message(
        .refused, Phrase.Import.failed(importer.problems, records: importer.records))
    }
  }
}
