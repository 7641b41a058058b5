import Archive
import EventStore

extension Command {
  static let diff = Command(
    name: "diff", group: .ask, summary: Phrase.Diff.summary,
    options: [
      OptionSpec(name: "from-recorded", placeholder: "DAY", help: Phrase.Diff.from),
      OptionSpec(name: "to-recorded", placeholder: "DAY", help: Phrase.Diff.to),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json"]),
        help: Phrase.Option.format),
    ],
    details: [Phrase.Diff.meaning],
    examples: [
      Example(
        line: "archivist diff --from-recorded 2026-10 --to-recorded 2026-11",
        meaning: Phrase.Diff.example),
      Example(
        line: "archivist diff --from-recorded @1200 --format json", meaning: Phrase.Diff.json),
    ],
    pages: true,
    run: { arguments, session throws(Failure) in
      let moments = ["from-recorded", "to-recorded"]
      guard moments.contains(where: arguments.has) else {
        throw .usage(.diffNeedsMoment, hint: .helpListsOptions(of: "diff"))
      }
      let from = try arguments.value(moments[0], expecting: .moment) { RecordingMoment($0) }
      let to = try arguments.value(moments[1], expecting: .moment) { RecordingMoment($0) }
      let archive = try session.archive(arguments)
      let changes = try session.changes(of: archive, from, to)
      if arguments.value("format") == "json" {
        try session.output.write(Diff.document(changes, from, to))
      } else {
        try Diff.write(changes, to: session.output)
        try session.output.flush()
        if changes.isEmpty { session.note(.nothingChanged) }
      }
    })
}

extension Session {
  /// What changed between two moments, with a progress line and a warning where damage was read
  /// around.
  fileprivate func changes(
    of archive: Archive, _ from: RecordingMoment?, _ to: RecordingMoment?
  ) throws(Failure) -> [RecordChange] {
    let progress = progress(.readingLog)
    defer { progress.end() }
    let total = archive.store.logLength
    do throws(ArchiveError) {
      let found = try archive.changes(from: from, to: to) {
        progress.tell($0, of: total, unit: .bytes)
      }
      progress.end()
      tell(found.damages)
      return found.changes
    } catch {
      throw Failure(error)
    }
  }
}

/// Writes what changed.
private enum Diff {
  /// One JSON document, one record on each line.
  static func document(
    _ changes: [RecordChange], _ from: RecordingMoment?, _ to: RecordingMoment?
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      for (name, moment) in [("from", from), ("to", to)] {
        guard let moment else { continue }
        writer.name(name)
        writer.string("\(moment)")
      }
      writer.lineBreak()
      writer.name("changes")
      writer.array { writer in
        for change in changes {
          writer.lineBreak()
          change.write(to: &writer)
        }
      }
    }
    writer.lineBreak()
    return writer.bytes
  }

  /// A line for each record, and below it a line for each field, old and new as `diff` marks them.
  static func write(_ changes: [RecordChange], to output: Output) throws(Failure) {
    for change in changes {
      let what = change.what.map { output.text(.change($0)) }.joined(separator: ", ")
      let isAdded = change.what == [.added]
      let head = "\(isAdded ? "+" : "~") \(change.accession)  \(what)  "
      let title = Printable.line(change.title)
      let line = output.width.map { TextWidth.truncate(head + title, to: $0) } ?? head + title
      try output.line(output.style(line, isAdded ? .name : .heading))
      for field in change.fields {
        for (mark, value) in [("-", field.old), ("+", field.new)] {
          guard let value else { continue }
          let text = Printable.line("\(field.path): \(FieldValue.text(value))")
          let lines = output.width.map { TextWidth.wrap(text, to: $0 - 6) } ?? [text]
          for (index, line) in lines.enumerated() {
            let lead = index == 0 ? "    \(mark) " : "      "
            try output.line(output.style(lead + line, mark == "-" ? .bad : .name))
          }
        }
      }
    }
  }
}
