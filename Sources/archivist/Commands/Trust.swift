import Archive
import EventStore

extension Command {
  static let checkpoint = Command(
    name: "checkpoint", group: .trust, summary: "prints the log's size and root, to keep elsewhere",
    details: [
      """
      The three lines are a C2SP tlog-checkpoint. Publish them, or sign them with a tool made for \
      that (ssh-keygen -Y sign, minisign, gpg): without a checkpoint kept elsewhere nobody can tell \
      whether the end of the log was cut off or the whole log written anew.
      """
    ],
    examples: [
      Example(
        line: "archivist checkpoint > 2026-11-20.checkpoint", meaning: "what the log is today")
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
    name: "verify", group: .trust, summary: "checks everything that the log promises",
    options: [
      OptionSpec(
        name: "checkpoint", placeholder: "FILE", shape: .file, isRepeated: true,
        help: "also compare with a checkpoint kept elsewhere"),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json"]),
        help: "the form of the report"),
    ],
    details: [
      """
      Every checksum, digest, position, write group, batch, stream, identity and redaction is \
      checked, and the root computed anew. Ends with 0 where the log is sound, and with 2 where \
      anything at all was found.
      """
    ],
    examples: [
      Example(
        line: "archivist verify --checkpoint 2026-11-20.checkpoint",
        meaning: "whether the log still is what it was then, with more behind it")
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
    let progress = session.progress("verifying")
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
        throw .message(
          .refused,
          "\(path) is no checkpoint: expected three lines, the origin, the size and the root")
      }
      checkpoints.append(checkpoint)
    }
    return checkpoints
  }

  private func write(
    _ report: VerificationReport, of archive: Archive, comparedWith kept: Int
  ) throws(Failure) {
    var table = Table([.init(header: "", role: .quiet), .init(header: "")])
    table.add(["archive", archive.store.description.name])
    table.add(["events", "\(report.checkpoint.size) in \(Count.of(report.streams, "stream"))"])
    table.add([
      "log", "\(Count.of(report.bytes, "byte")) in \(Count.of(report.segments, "segment"))",
    ])
    let root = report.checkpoint.base64Root
    table.add(["root", report.damages.isEmpty ? root : "none, since not all events can be read"])
    if kept > 0 { table.add(["compared with", Count.of(kept, "checkpoint")]) }
    for line in table.lines(for: session.output) { try session.output.line(line) }
    let style = session.output.style
    for damage in report.damages { try session.output.line(style("damage", .bad) + "  \(damage)") }
    for mismatch in report.mismatches {
      try session.output.line(style("checkpoint", .bad) + "  \(mismatch)")
    }
    if let tail = report.unfinishedTail {
      let next = report.damages.isEmpty ? "; the next append cuts it off and keeps it" : ""
      try session.output.line(style("unfinished", .bad) + "  \(tail)\(next)")
    }
    for position in report.pendingErasures {
      try session.output.line(
        style("erasure pending", .bad) + "  the payload at position \(position) is still there")
    }
    let count = report.damages.count
    let verdict =
      report.isSound
      ? style("sound", .good)
      : style(count > 0 ? "not sound: \(Count.of(count, "damaged place"))" : "not sound", .bad)
    try session.output.line(verdict)
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
