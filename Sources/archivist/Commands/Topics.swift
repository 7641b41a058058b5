import Archive
import EventStore

extension Command {
  static let topics = Command(
    name: "topics", group: .ask, summary: Phrase.Topics.summary,
    options: [
      FilterOptions.asOf,
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["table", "json"]),
        help: Phrase.Option.format),
    ],
    details: [Phrase.Topics.rules],
    examples: [
      Example(
        line: "archivist topics define 河长制 --match 河长,河湖长 --broader 生态环境",
        meaning: Phrase.Topics.example),
      Example(line: "archivist query --topic 生态环境", meaning: Phrase.Topics.asking),
    ],
    pages: true,
    subcommands: [.topicsDefine, .topicsUndefine],
    run: { arguments, session throws(Failure) in
      let moment = try FilterOptions.moment(arguments)
      let topics = try session.index(of: try session.archive(arguments), asOf: moment).topics
      if arguments.value("format") == "json" {
        try session.output.write(
          JSONList.bytes(topics) { topic, writer in writer.object { topic.write(to: &$0) } })
      } else {
        try TopicList.write(topics, to: session.output)
      }
    })

  private static let topicsDefine = below(
    "define", Phrase.Topics.define, ArgumentSpec(placeholder: "NAME"),
    options: [
      OptionSpec(
        name: "match", placeholder: "PHRASE,PHRASE", isRepeated: true, help: Phrase.Topics.match),
      OptionSpec(name: "broader", placeholder: "TOPIC", help: Phrase.Topics.broader),
    ], details: [Phrase.Topics.rules],
    Example(
      line: "archivist topics define 河长制 --match 河长,河湖长 --broader 生态环境",
      meaning: Phrase.Topics.example)
  ) { arguments in
    let phrases = arguments.list("match").flatMap { list in
      list.split(whereSeparator: { ",，、".contains($0) }).map { String($0) }
    }
    return .define(
      TopicDefinition(
        name: arguments.words[0], phrases: phrases, broader: arguments.value("broader")))
  }

  private static let topicsUndefine = below(
    "undefine", Phrase.Topics.undefine, ArgumentSpec(placeholder: "TOPIC"),
    Example(line: "archivist topics undefine 河长制", meaning: Phrase.Topics.undefine)
  ) { .undefine($0.words[0]) }

  /// A command that records something about a topic.
  private static func below(
    _ verb: String, _ summary: Phrase, _ word: ArgumentSpec, options: [OptionSpec] = [],
    details: [Phrase] = [], _ example: Example,
    _ command: @escaping @Sendable (Arguments) -> TopicCommand
  ) -> Command {
    Command(
      name: "topics \(verb)", group: .ask, summary: summary, arguments: [word],
      options: options + RecordingTerms.options, details: details, examples: [example],
      run: { arguments, session throws(Failure) in
        try TopicRecording(arguments: arguments, session: session).record(command(arguments))
      })
  }
}

/// Records something about a topic, and tells how many records have it.
private struct TopicRecording {
  let arguments: Arguments
  let session: Session

  func record(_ command: TopicCommand) throws(Failure) {
    let terms = try RecordingTerms(arguments)
    let archive = try session.archive(arguments)
    Interruption.isDeferred = true
    let progress = session.progress(.readingLog)
    defer { progress.end() }
    let total = archive.store.logLength
    let report: TopicReport
    do throws(ArchiveError) {
      report = try archive.record(
        command, by: terms.role, wait: terms.wait, isRehearsal: terms.isRehearsal
      ) { progress.tell($0, of: total, unit: .bytes) }
    } catch {
      throw Failure(error, whileWriting: true)
    }
    progress.end()
    for repair in report.repairs { session.warn(.repaired(repair)) }
    session.tell(report.erasures)
    let sentence: Phrase =
      switch command {
      case .define(let definition): .topicDefined(definition, records: report.records)
      case .undefine(let name): .topicUndefined(name, records: report.records)
      }
    try session.output.line(Printable.line(session.output.text(sentence)))
    try session.output.flush()
    if terms.isRehearsal { session.note(.rehearsal) }
  }
}

/// The topics as a list.
private enum TopicList {
  static func write(_ topics: [TopicSummary], to output: Output) throws(Failure) {
    var table = Table([
      .init(header: Phrase.Header.topic, least: 12, fair: 24),
      .init(header: Phrase.Header.records, isRight: true),
      .init(header: Phrase.Topics.matchHeader, least: 12, fair: 32),
      .init(header: Phrase.Topics.broaderHeader, least: 8, fair: 16),
    ])
    for topic in topics {
      table.add([
        topic.name, "\(topic.records)",
        topic.definition?.phrases.joined(separator: "、") ?? "", topic.definition?.broader ?? "",
      ])
    }
    for line in table.lines(for: output) { try output.line(line) }
  }
}
