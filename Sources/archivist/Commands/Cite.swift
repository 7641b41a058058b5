import Archive
import EventStore

extension Command {
  static let cite = Command(
    name: "cite", group: .trust, summary: Phrase.Cite.summary,
    arguments: [ArgumentSpec(placeholder: "NUMBER")],
    options: [
      OptionSpec(
        name: "ceiling", placeholder: "OPENNESS", shape: .choice(Openness.allCases.map(\.rawValue)),
        help: Phrase.Cite.ceiling),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json"]),
        help: Phrase.Option.format),
    ],
    details: [Phrase.Cite.style, Phrase.Cite.content, Phrase.Cite.stranger],
    examples: [
      Example(line: "archivist cite 17.3", meaning: Phrase.Cite.item),
      Example(
        line: "archivist cite 17.3 --format json > 17.3.citation", meaning: Phrase.Cite.program),
    ],
    run: { arguments, session throws(Failure) in
      try Citing(arguments: arguments, session: session).run()
    })
}

private struct Citing {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    let number = try Arguments.accessionNumber(arguments.words[0])
    let ceiling = arguments.choice("ceiling", default: Openness.unconditional)
    let archive = try session.archive(arguments)
    var index = try session.index(of: number, in: archive, asOf: nil)
    guard let entry = index.entry(number) else {
      throw try unknown(number, in: archive, under: ceiling)
    }
    guard entry.openness.isWithin(ceiling) else {
      throw .message(.refused, .notCited(number, ceiling))
    }
    // What a redaction kept of other records says whether its event may leave.
    if !entry.redactions.isEmpty { index = try session.index(of: archive) }
    let proofs = try session.proving(archive) { progress throws(EventStoreError) in
      try archive.store.proveInclusion(ofAll: index.evidence(of: entry), progress: progress)
    }
    guard let citation = index.citation(of: entry, under: ceiling, by: proofs) else { return }
    if arguments.value("format") == "json" {
      var writer = JSONWriter()
      let text = Phrase.citation(citation)
      citation.write(Language.allCases.map { ($0.rawValue, text[$0]) }, to: &writer)
      writer.lineBreak()
      try session.output.write(records: writer.bytes)
    } else {
      try CitationPage(citation: citation).write(to: session.output)
    }
  }

  private func unknown(
    _ number: AccessionNumber, in archive: Archive, under ceiling: Openness
  ) throws(Failure) -> Failure {
    let near = try session.index(of: archive).nearest(to: number, under: ceiling)
    return .message(
      .refused, ArchiveError.unknownRecord(number).phrase, hint: near.map { .nearestNumber($0) })
  }
}
