import Archive
import EventStore

extension Command {
  static let checkpoint = Command(
    name: "checkpoint", group: .trust, summary: Phrase.CheckpointCommand.summary,
    details: [Phrase.CheckpointCommand.meaning],
    examples: [
      Example(
        line: "archivist checkpoint > 2026-11-20.checkpoint",
        meaning: Phrase.CheckpointCommand.today)
    ],
    run: { arguments, session throws(Failure) in
      let archive = try session.archive(arguments)
      let progress = session.progress(.readingLog)
      defer { progress.end() }
      let total = archive.store.logLength
      do throws(EventStoreError) {
        let checkpoint = try archive.store.checkpoint {
          progress.tell($0, of: total, unit: .bytes)
        }
        progress.end()
        try? session.output.write("\(checkpoint)")
      } catch {
        throw Failure(error)
      }
    })

  static let verify = Command(
    name: "verify", group: .trust, summary: Phrase.Verify.summary,
    options: [
      OptionSpec(
        name: "checkpoint", placeholder: "FILE", shape: .file, isRepeated: true,
        help: Phrase.Verify.checkpoint),
      OptionSpec(
        name: "proof", placeholder: "FILE", shape: .file, isRepeated: true,
        help: Phrase.Verify.proof),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json"]),
        help: Phrase.Verify.format),
    ],
    details: [Phrase.Verify.meaning, Phrase.Verify.alone],
    examples: [
      Example(
        line: "archivist verify --checkpoint 2026-11-20.checkpoint",
        meaning: Phrase.Verify.still),
      Example(
        line: "archivist verify --proof 17.3.proof --checkpoint 2026-11-20.checkpoint",
        meaning: Phrase.Verify.citation),
    ],
    run: { arguments, session throws(Failure) in
      try Verification(arguments: arguments, session: session).run()
    })
}
