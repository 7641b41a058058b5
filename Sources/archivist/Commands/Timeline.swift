import Archive
import EventStore

extension Command {
  static let timeline = Command(
    name: "timeline", group: .ask, summary: "exports records in the order of time",
    arguments: [ArgumentSpec(placeholder: "WORDS", isRequired: false, isRepeated: true)],
    options: FilterOptions.specs + FilterOptions.paging + [
      OptionSpec(
        name: "ceiling", placeholder: "OPENNESS", shape: .choice(Openness.allCases.map(\.rawValue)),
        help: "leave out what is stricter (unconditional)"),
      OptionSpec(
        name: "format", placeholder: "FORMAT",
        shape: .choice(EntryExport.Form.allCases.map(\.rawValue)), help: "the form (json)"),
      OptionSpec(
        name: "output", placeholder: "FILE", shape: .file,
        help: "write to this file, whole or not at all; '-' is standard output"),
    ],
    details: [
      """
      The document tells the archive, the checkpoint of its log, the question as it was understood, \
      and how many records the ceiling withheld. It holds no time of its making: the same archive \
      and the same question give the same bytes.
      """
    ] + FilterOptions.details,
    examples: [
      Example(
        line: "archivist timeline --body 市人大常委会 --output timeline.json",
        meaning: "everything open about a body, oldest first"),
      Example(
        line: "archivist timeline --kind resolution --from 2020 --format csv",
        meaning: "a table for a spreadsheet"),
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
    let archive = try session.archive(arguments)
    if let path = arguments.value("output") { try refuse(path, inside: archive) }
    let index = try session.index(of: archive, asOf: query.asOf, withRoot: form == .json)
    let result = index.search(query)
    let export = EntryExport(index, query, result)
    if let path = arguments.value("output"), path != "-" {
      try write(export, form, to: path)
      session.note("\(Count.of(result.count, "record")) written to \(path)")
    } else {
      let output = session.output
      try export.write(as: form, in: .timeline) { bytes throws(Failure) in
        try output.write(records: bytes)
      }
      try output.flush()
    }
    if result.withheld > 0 {
      let ceiling = query.ceiling?.rawValue ?? ""
      session.note("\(Count.of(result.withheld, "record")) withheld: stricter than \(ceiling)")
    }
  }

  /// An archive holds nothing that anybody but the log writes.
  private func refuse(_ path: String, inside archive: Archive) throws(Failure) {
    let folder = SystemCalls.realPath(path) ?? SystemCalls.realPath(SystemCalls.parent(of: path))
    guard let folder, let root = SystemCalls.realPath(archive.store.storage.location) else {
      return
    }
    if folder == root || folder.hasPrefix(root + "/") {
      throw .usage("--output: \(path) lies inside of the archive, which is never written to so")
    }
  }

  private func write(
    _ export: EntryExport, _ form: EntryExport.Form, to path: String
  ) throws(Failure) {
    Interruption.isDeferred = true
    let world = session.world
    do throws(SystemError) {
      try ReplacedFile.write(to: path) { file throws(SystemError) in
        try export.write(as: form, in: .timeline) { bytes throws(SystemError) in
          if world.isInterrupted() { throw .interrupted(.write, path) }
          try file.write(bytes)
        }
      }
    } catch {
      if world.isInterrupted() {
        throw .message(.interrupted, "interrupted; \(path) is as it was before")
      }
      throw .message(.inputOutput, "\(error)", hint: "\(path) is as it was before")
    }
  }
}
