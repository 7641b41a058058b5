import Archive
import EventStore

extension Command {
  static let checkpoint = Command(
    name: "checkpoint", group: .trust, summary: Phrase.Checkpoint.summary,
    details: [Phrase.Checkpoint.meaning],
    examples: [
      Example(
        line: "archivist checkpoint > 2026-11-20.checkpoint", meaning: Phrase.Checkpoint.today)
    ],
    run: { arguments, session throws(Failure) in
      let archive = try session.archive(arguments)
      do throws(EventStoreError) {
        let checkpoint = try archive.store.checkpoint()
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
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json"]),
        help: Phrase.Verify.format),
    ],
    details: [Phrase.Verify.meaning],
    examples: [
      Example(
        line: "archivist verify --checkpoint 2026-11-20.checkpoint",
        meaning: Phrase.Verify.still)
    ],
    run: { arguments, session throws(Failure) in
      try Verification(arguments: arguments, session: session).run()
    })
}

private struct Verification {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    let archive = try session.archive(arguments)
    let kept = try checkpoints()
    let progress = session.progress(.verifying)
    let report: VerificationReport
    do throws(EventStoreError) {
      report = try archive.store.verify(against: kept) { done, total in
        progress.tell(done, of: total, unit: .bytes)
      }
      progress.end()
    } catch {
      progress.end()
      throw Failure(error)
    }
    if arguments.value("format") == "json" {
      try writeJSON(report)
    } else {
      try write(report, of: archive, comparedWith: kept.count)
    }
    if !report.isSound { throw .told(.untrustworthy) }
  }

  private func checkpoints() throws(Failure) -> [Checkpoint] {
    var checkpoints: [Checkpoint] = []
    for path in arguments.list("checkpoint") {
      let text = String(decoding: try session.read(path), as: UTF8.self)
      guard let checkpoint = Checkpoint(text) else {
        throw .message(.refused, .isNoCheckpoint(path))
      }
      checkpoints.append(checkpoint)
    }
    return checkpoints
  }

  private func write(
    _ report: VerificationReport, of archive: Archive, comparedWith kept: Int
  ) throws(Failure) {
    let output = session.output
    var table = Table.facts
    func add(_ label: Phrase, _ value: Phrase) {
      table.add([output.text(label), output.text(value)])
    }
    func tell(_ what: Phrase, _ finding: Phrase) throws(Failure) {
      try output.line(output.style(output.text(what), .bad) + "  " + output.text(finding))
    }
    add(Phrase.Fact.archive, Phrase(same: archive.store.description.name))
    add(Phrase.Fact.events, .events(report.checkpoint.size, streams: report.streams))
    add(Phrase.Fact.log, .bytes(report.bytes, segments: report.segments))
    let root = Phrase(same: report.checkpoint.base64Root)
    add(Phrase.Fact.root, report.damages.isEmpty ? root : .noRoot)
    if kept > 0 { add(Phrase.Fact.comparedWith, .checkpoints(kept)) }
    for line in table.lines(for: output) { try output.line(line) }
    for damage in report.damages { try tell(Phrase.Fact.damage, damage.phrase) }
    for mismatch in report.mismatches { try tell(Phrase.Fact.checkpoint, mismatch.phrase) }
    if let tail = report.unfinishedTail {
      try tell(
        Phrase.Fact.unfinished,
        report.damages.isEmpty ? tail.phrase + .nextAppendCuts : tail.phrase)
    }
    for position in report.pendingErasures {
      try tell(Phrase.Fact.erasurePending, .payloadStillThere(position))
    }
    let verdict = report.isSound ? Phrase.Fact.sound : .notSound(report.damages.count)
    try output.line(output.style(output.text(verdict), report.isSound ? .good : .bad))
  }

  private func writeJSON(_ report: VerificationReport) throws(Failure) {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("sound")
      writer.boolean(report.isSound)
      writer.name("size")
      writer.integer(Int(report.checkpoint.size))
      writer.name("root")
      writer.string(report.checkpoint.base64Root)
      writer.name("damages")
      writer.array { writer in
        for damage in report.damages {
          writer.object { writer in
            writer.name("segment")
            writer.integer(Int(damage.place.segment.rawValue))
            writer.name("offset")
            writer.integer(Int(damage.place.offset))
            writer.name("position")
            writer.integer(Int(damage.position.rawValue))
            writer.name("what")
            writer.string("\(damage.kind)")
          }
        }
      }
      writer.name("mismatches")
      writer.array { writer in
        for mismatch in report.mismatches { writer.string("\(mismatch)") }
      }
      writer.name("unfinished")
      writer.integer(Int(report.unfinishedTail?.bytes ?? 0))
      writer.name("pendingErasures")
      writer.array { writer in
        for position in report.pendingErasures { writer.integer(Int(position.rawValue)) }
      }
    }
    writer.lineBreak()
    try session.output.write(writer.bytes)
  }
}
