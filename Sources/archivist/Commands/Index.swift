import Archive
import EventStore

extension Command {
  static let index = Command(
    name: "index", group: .trust, summary: Phrase.Index.summary,
    details: [Phrase.Index.meaning],
    examples: [Example(line: "archivist index", meaning: Phrase.Index.example)],
    run: { arguments, session throws(Failure) in
      let archive = try session.archive(arguments)
      let report = try session.reading(archive) { indexing, reading throws(ArchiveError) in
        try archive.makeIndexes(reading: reading, indexing: indexing)
      }
      try session.output.line(
        session.output.text(
          .indexed(report.searchable, of: report.events, segments: report.segments)))
    })
}
