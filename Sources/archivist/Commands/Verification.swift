import Archive
import EventStore

/// Checks an archive, and proofs beside it or by themselves.
struct Verification {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    var kept: [Checkpoint] = []
    for path in arguments.list("checkpoint") { kept.append(try session.checkpoint(path)) }
    var proofs: [ProofCheck] = []
    for path in arguments.list("proof") {
      proofs.append(ProofCheck(file: path, bytes: try session.read(path)))
    }
    // Whoever has a proof need not have the archive.
    let archive =
      proofs.isEmpty ? try session.archive(arguments) : try session.archiveIfAny(arguments)
    guard let archive else {
      ProofCheck.compare(&proofs, with: kept)
      return try write(nil, nil, kept, proofs)
    }
    let report = try verify(archive, against: kept + proofs.flatMap(\.checkpoints))
    for index in proofs.indices { proofs[index].compare(with: report) }
    try write(report, archive, kept, proofs)
  }

  private func verify(
    _ archive: Archive, against heads: [Checkpoint]
  ) throws(Failure) -> VerificationReport {
    var seen: Set<Checkpoint> = []
    let progress = session.progress(.verifying)
    defer { progress.end() }
    do throws(EventStoreError) {
      return try archive.store.verify(against: heads.filter { seen.insert($0).inserted }) {
        progress.tell($0, of: $1, unit: .bytes)
      }
    } catch {
      throw Failure(error)
    }
  }

  private func write(
    _ report: VerificationReport?, _ archive: Archive?, _ kept: [Checkpoint],
    _ proofs: [ProofCheck]
  ) throws(Failure) {
    let isSound = report?.isSound ?? true && proofs.allSatisfy(\.findings.isEmpty)
    if arguments.value("format") == "json" {
      try writeJSON(report, proofs, isSound: isSound)
    } else {
      if let report, let archive { try write(report, of: archive, kept) }
      for (index, proof) in proofs.enumerated() {
        if report != nil || index > 0 { try session.output.line() }
        try proof.write(to: session.output)
      }
      if !proofs.isEmpty { try session.output.line() }
      let verdict =
        report.map { isSound ? Phrase.Fact.sound : .notSound($0.damages.count) }
        ?? (isSound ? Phrase.Fact.holds : Phrase.Fact.doesNotHold)
      let output = session.output
      try output.line(output.style(output.text(verdict), isSound ? .good : .bad))
      if report == nil, kept.isEmpty, isSound { session.note(.compareElsewhere) }
    }
    if !isSound { throw .told(.untrustworthy) }
  }

  private func write(
    _ report: VerificationReport, of archive: Archive, _ kept: [Checkpoint]
  ) throws(Failure) {
    let output = session.output
    var table = Table.facts
    func add(_ label: Phrase, _ value: Phrase) {
      table.add([output.text(label), output.text(value)])
    }
    add(Phrase.Fact.archive, Phrase(same: archive.store.description.name))
    add(Phrase.Fact.events, .events(report.checkpoint.size, streams: report.streams))
    add(Phrase.Fact.log, .bytes(report.bytes, segments: report.segments))
    let root = Phrase(same: report.checkpoint.base64Root)
    add(Phrase.Fact.root, report.damages.isEmpty ? root : .noRoot)
    for head in kept where report.confirmed.contains(head) {
      add(
        Phrase.Fact.comparedWith,
        .unchanged(head.size, added: report.checkpoint.size - head.size))
    }
    for line in table.lines(for: output) { try output.line(line) }
    for damage in report.damages { try output.finding(Phrase.Fact.damage, damage.phrase) }
    for mismatch in report.mismatches {
      try output.finding(Phrase.Fact.checkpoint, mismatch.phrase)
    }
    if let tail = report.unfinishedTail {
      try output.finding(
        Phrase.Fact.unfinished,
        report.damages.isEmpty ? tail.phrase + .nextAppendCuts : tail.phrase)
    }
    for position in report.pendingErasures {
      try output.finding(Phrase.Fact.erasurePending, .payloadStillThere(position))
    }
  }

  private func writeJSON(
    _ report: VerificationReport?, _ proofs: [ProofCheck], isSound: Bool
  ) throws(Failure) {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("sound")
      writer.boolean(isSound)
      if let report { Verification.write(report, to: &writer) }
      if !proofs.isEmpty {
        writer.name("proofs")
        writer.array { writer in
          for proof in proofs { proof.write(to: &writer) }
        }
      }
    }
    writer.lineBreak()
    try session.output.write(writer.bytes)
  }

  private static func write(_ report: VerificationReport, to writer: inout JSONWriter) {
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
}
