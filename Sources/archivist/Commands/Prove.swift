import Archive
import EventStore

extension Command {
  static let prove = Command(
    name: "prove", group: .trust, summary: Phrase.Prove.summary,
    arguments: [ArgumentSpec(placeholder: "NUMBER", isRequired: false)],
    options: [
      OptionSpec(name: "position", placeholder: "POSITION", help: Phrase.Prove.position),
      OptionSpec(name: "disclose", help: Phrase.Prove.disclose),
      OptionSpec(
        name: "ceiling", placeholder: "OPENNESS", shape: .choice(Openness.allCases.map(\.rawValue)),
        help: Phrase.Prove.ceiling),
      OptionSpec(
        name: "consistency", placeholder: "OLD_CHECKPOINT", shape: .file,
        help: Phrase.Prove.consistency),
    ],
    details: [Phrase.Prove.content, Phrase.Prove.openness, Phrase.Prove.stranger],
    examples: [
      Example(line: "archivist prove 17.3 --disclose > 17.3.proof", meaning: Phrase.Prove.record),
      Example(line: "archivist prove --position 0", meaning: Phrase.Prove.event),
      Example(
        line: "archivist prove --consistency 2026-11-20.checkpoint > growth.proof",
        meaning: Phrase.Prove.growth),
    ],
    run: { arguments, session throws(Failure) in
      try Proving(arguments: arguments, session: session).run()
    })
}

private struct Proving {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    let position = try arguments.value("position", expecting: .position) { text in
      UInt64(text).flatMap { $0 < Position.end.rawValue ? Position($0) : nil }
    }
    let number: AccessionNumber? =
      if let word = arguments.words.first { try Arguments.accessionNumber(word) } else { nil }
    let isDisclosing = arguments.has("disclose")
    let proof: Proof
    switch (number, position, arguments.value("consistency")) {
    case (nil, nil, let path?):
      guard !isDisclosing, !arguments.has("ceiling") else { throw .usage(.disclosesEvent) }
      proof = .consistency(try consistency(with: try session.checkpoint(path)))
    case (_?, nil, nil), (nil, _?, nil):
      guard isDisclosing || !arguments.has("ceiling") else { throw .usage(.ceilingOfDisclosure) }
      proof = .inclusion(try inclusion(number, position))
    default: throw .usage(.proveWhat, hint: .usage(arguments.command.synopsis))
    }
    try session.output.write(records: proof.json + [UInt8(ascii: "\n")])
  }

  private func consistency(with old: Checkpoint) throws(Failure) -> ConsistencyProof {
    let archive = try session.archive(arguments)
    return try session.proving(archive) { progress throws(EventStoreError) in
      try archive.store.proveConsistency(with: old, progress: progress)
    }
  }

  private func inclusion(
    _ number: AccessionNumber?, _ stated: Position?
  ) throws(Failure) -> InclusionProof {
    let archive = try session.archive(arguments)
    let isDisclosing = arguments.has("disclose")
    // An event can be proved by its position alone; only what it discloses depends on its record.
    let index = number != nil || isDisclosing ? try session.index(of: archive) : nil
    var position = stated ?? .start
    if let number {
      guard let entry = index?.entry(number) else {
        throw Failure(ArchiveError.unknownRecord(number))
      }
      position = entry.contentPosition
    }
    let proof = try session.proving(archive) { progress throws(EventStoreError) in
      try archive.store.proveInclusion(
        of: position, disclosing: isDisclosing, progress: progress)
    }
    let ceiling = arguments.choice("ceiling", default: Openness.unconditional)
    if isDisclosing {
      guard let index, let header = EventHeader(proof.header),
        index.mayLeave(eventAt: position, of: header.stream, under: ceiling)
      else { throw .message(.refused, .notDisclosed(number, ceiling)) }
    }
    return proof
  }
}

extension Session {
  /// Makes a proof, with a progress line.
  func proving<Made>(
    _ archive: Archive, _ make: ((Int64) -> Void) throws(EventStoreError) -> Made
  ) throws(Failure) -> Made {
    let progress = progress(.proving)
    defer { progress.end() }
    let total = archive.store.logLength
    do throws(EventStoreError) {
      return try make { progress.tell($0, of: total, unit: .bytes) }
    } catch {
      throw Failure(error)
    }
  }

  /// The checkpoint that a file holds.
  func checkpoint(_ path: String) throws(Failure) -> Checkpoint {
    let text = String(decoding: try read(path), as: UTF8.self)
    guard let checkpoint = Checkpoint(text) else {
      throw .message(.refused, .isNoCheckpoint(path))
    }
    return checkpoint
  }
}
