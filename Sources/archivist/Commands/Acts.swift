import Archive
import EventStore

extension Command {
  static let correct = Command(
    name: "correct", group: .record, summary: Phrase.Correct.summary,
    arguments: [
      ArgumentSpec(placeholder: "NUMBER"),
      ArgumentSpec(placeholder: "FIELD=VALUE", isRequired: false, isRepeated: true),
    ],
    options: [
      OptionSpec(
        name: "reason", placeholder: "REASON",
        shape: .choice(Correction.Reason.allCases.map(\.rawValue)), help: Phrase.Act.reason),
      OptionSpec(name: "authority", placeholder: "WHO", help: Phrase.Act.authority),
      OptionSpec(name: "explanation", placeholder: "TEXT", help: Phrase.Act.explanation),
      OptionSpec(
        name: "was", placeholder: "FIELD=VALUE", isRepeated: true, help: Phrase.Correct.was),
      OptionSpec(name: "edit", help: Phrase.Correct.edit),
      OptionSpec(name: "strict", help: Phrase.Correct.strict),
    ] + ActRecording.options,
    details: [Phrase.Correct.fields, Phrase.Correct.reasons],
    examples: [
      Example(
        line: "archivist correct 17 'attendance[1].person=张轩' --reason clerical --authority 办公厅",
        meaning: Phrase.Correct.one),
      Example(
        line: """
          archivist correct 18 状态=改期 原日期=2020-09-18 日期=2020-09-25 原因=疫情 --reason lateEvidence \
          --authority 办公厅
          """,
        meaning: Phrase.Correct.moved),
      Example(
        line: "archivist correct 17 --edit --reason sourceErratum --authority 办公厅",
        meaning: Phrase.Correct.editing),
    ],
    run: { arguments, session throws(Failure) in
      try ActRecording(arguments: arguments, session: session).correct()
    })

  static let retract = Command(
    name: "retract", group: .record, summary: Phrase.Retract.summary,
    arguments: [ArgumentSpec(placeholder: "NUMBER")],
    options: [
      OptionSpec(
        name: "reason", placeholder: "REASON",
        shape: .choice(Retraction.Reason.allCases.map(\.rawValue)), help: Phrase.Act.reason),
      OptionSpec(name: "authority", placeholder: "WHO", help: Phrase.Act.authority),
      OptionSpec(name: "explanation", placeholder: "TEXT", help: Phrase.Act.explanation),
      OptionSpec(name: "replaced-by", placeholder: "NUMBER", help: Phrase.Retract.replacedBy),
    ] + ActRecording.options,
    details: [Phrase.Retract.reasons],
    examples: [
      Example(
        line: "archivist retract 18 --reason duplicate --authority 办公厅 --replaced-by 17",
        meaning: Phrase.Retract.example)
    ],
    run: { arguments, session throws(Failure) in
      try ActRecording(arguments: arguments, session: session).retract()
    })

  static let conflict = Command(
    name: "conflict", group: .record, summary: Phrase.Dispute.summary,
    arguments: [ArgumentSpec(placeholder: "NUMBER"), ArgumentSpec(placeholder: "FIELD=VALUE")],
    options: [
      OptionSpec(name: "source", placeholder: "TEXT", help: Phrase.Dispute.source),
      OptionSpec(name: "prefer", help: Phrase.Dispute.prefer),
      OptionSpec(name: "reason", placeholder: "WHY", help: Phrase.Dispute.reason),
      OptionSpec(name: "authority", placeholder: "WHO", help: Phrase.Act.authority),
    ] + ActRecording.options,
    details: [Phrase.Dispute.meaning, Phrase.Correct.fields],
    examples: [
      Example(
        line: """
          archivist conflict 17 'quorum={"attended":9}' --source '重庆晚报 2020-09-22' \
          --reason 日报为机关报 --authority 办公厅
          """,
        meaning: Phrase.Dispute.example)
    ],
    run: { arguments, session throws(Failure) in
      try ActRecording(arguments: arguments, session: session).dispute()
    })

  static let redact = Command(
    name: "redact", group: .record, summary: Phrase.Redact.summary,
    arguments: [
      ArgumentSpec(placeholder: "NUMBER"), ArgumentSpec(placeholder: "FIELD", isRepeated: true),
    ],
    options: [
      OptionSpec(name: "reason", placeholder: "GROUND", help: Phrase.Redact.ground),
      OptionSpec(name: "authority", placeholder: "WHO", help: Phrase.Act.authority),
    ] + ActRecording.options,
    details: [Phrase.Redact.reach, Phrase.Redact.limits],
    examples: [
      Example(
        line: "archivist redact 17.2 person --reason 个人信息保护法第四十七条 --authority 市档案馆",
        meaning: Phrase.Redact.example)
    ],
    run: { arguments, session throws(Failure) in
      try ActRecording(arguments: arguments, session: session).redact()
    })

  static let reclassify = Command(
    name: "reclassify", group: .record, summary: Phrase.Reclassify.summary,
    arguments: [ArgumentSpec(placeholder: "NUMBER")],
    options: [
      OptionSpec(
        name: "openness", placeholder: "OPENNESS",
        shape: .choice(Openness.allCases.map(\.rawValue)), help: Phrase.Reclassify.openness),
      OptionSpec(name: "condition", placeholder: "TEXT", help: Phrase.Reclassify.condition),
      OptionSpec(name: "basis", placeholder: "RULE", help: Phrase.Reclassify.basis),
      OptionSpec(name: "reviewer", placeholder: "WHO", help: Phrase.Reclassify.reviewer),
    ] + ActRecording.options,
    details: [Phrase.Reclassify.inherited],
    examples: [
      Example(
        line: """
          archivist reclassify 17.3 --openness closed --basis 政府信息公开条例第十五条 --reviewer 保密办
          """,
        meaning: Phrase.Reclassify.example)
    ],
    run: { arguments, session throws(Failure) in
      try ActRecording(arguments: arguments, session: session).reclassify()
    })
}

/// Records something about a record, and tells what.
private struct ActRecording {
  let arguments: Arguments
  let session: Session

  /// The options of every such command.
  static let options =
    RecordingTerms.options + [
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json"]),
        help: Phrase.Append.format)
    ]

  func correct() throws(Failure) {
    let number = try Arguments.accessionNumber(arguments.words[0])
    let ground = CorrectionGround(
      reason: try reason(), authority: try needed("authority"),
      explanation: arguments.value("explanation"))
    let archive = try session.archive(arguments)
    if arguments.has("edit") { return try correctInEditor(archive, number, ground) }
    let requests = try changes(Array(arguments.words.dropFirst()))
    guard !requests.isEmpty else {
      throw .usage(
        .commandNeeds("correct", "FIELD=VALUE"), hint: .usage(arguments.command.synopsis))
    }
    let beliefs = try changes(arguments.list("was"))
    try record { role, wait, isRehearsal throws(ArchiveError) in
      try archive.correct(
        number, requests, believing: beliefs, ground, by: role, wait: wait,
        isRehearsal: isRehearsal, isStrict: arguments.has("strict"))
    }
  }

  private func correctInEditor(
    _ archive: Archive, _ number: AccessionNumber, _ ground: CorrectionGround
  ) throws(Failure) {
    guard arguments.words.count == 1, !arguments.has("was") else { throw .usage(.correctsByWords) }
    guard number.item == 0 else { throw .usage(.editsRecords) }
    let index = try session.index(of: archive)
    guard let entry = index.entry(number) else { throw Failure(ArchiveError.unknownRecord(number)) }
    var editing = try MinutesEditing(
      session, template: MinutesText.text(of: entry, items: index.items(of: number)))
    let result = try editing.edit { bytes, name in
      let file = MinutesFile(bytes, name: name)
      return (file.drafts, file.errors)
    }
    guard case .minutes(let drafts) = result else { return session.note(.nothingRecorded) }
    do throws(Failure) {
      guard let draft = drafts.first, drafts.count == 1 else {
        throw .message(.refused, .oneRecordExpected)
      }
      try record { role, wait, isRehearsal throws(ArchiveError) in
        try archive.correct(
          number, to: draft, revision: entry.revision, ground, by: role, wait: wait,
          isRehearsal: isRehearsal, isStrict: arguments.has("strict"))
      }
    } catch {
      session.note(editing.kept)
      throw error
    }
    editing.remove()
  }

  func retract() throws(Failure) {
    let number = try Arguments.accessionNumber(arguments.words[0])
    let retraction = Retraction(
      reason: try reason(), explanation: arguments.value("explanation"),
      authority: try needed("authority"),
      replacedBy: try arguments.accessionNumber("replaced-by"))
    let archive = try session.archive(arguments)
    try record { role, wait, isRehearsal throws(ArchiveError) in
      try archive.retract(number, retraction, by: role, wait: wait, isRehearsal: isRehearsal)
    }
  }

  func dispute() throws(Failure) {
    let number = try Arguments.accessionNumber(arguments.words[0])
    let change = try changes([arguments.words[1]])[0]
    let other = OtherStatement(
      change, source: try needed("source"), isPreferred: arguments.has("prefer"),
      reason: try needed("reason"), authority: try needed("authority"))
    let archive = try session.archive(arguments)
    try record { role, wait, isRehearsal throws(ArchiveError) in
      try archive.dispute(number, other, by: role, wait: wait, isRehearsal: isRehearsal)
    }
  }

  func redact() throws(Failure) {
    let number = try Arguments.accessionNumber(arguments.words[0])
    let (ground, authority) = (try needed("reason"), try needed("authority"))
    let archive = try session.archive(arguments)
    let fields = Array(arguments.words.dropFirst())
    let terms = try RecordingTerms(arguments)
    Interruption.isDeferred = true
    let report: RedactionReport
    do throws(ArchiveError) {
      report = try archive.redact(
        number, fields, ground: ground, authority: authority, by: terms.role, wait: terms.wait,
        isRehearsal: terms.isRehearsal)
    } catch {
      throw Failure(error, whileWriting: true)
    }
    for repair in report.repairs { session.warn(.repaired(repair)) }
    session.tell(report.erasures)
    if arguments.value("format") == "json" {
      var writer = JSONWriter()
      report.write(to: &writer)
      writer.lineBreak()
      try session.output.write(writer.bytes)
    } else {
      let line = Phrase.redacted(report.target, report.redaction)
      try session.output.line(Printable.line(session.output.text(line)))
    }
    try session.output.flush()
    session.note(.payloadsTakenOut(report.payloads))
    if !report.stillIn.isEmpty { session.warn(.wordsStillStand(report.stillIn)) }
    if terms.isRehearsal { session.note(.rehearsal) }
  }

  func reclassify() throws(Failure) {
    let number = try Arguments.accessionNumber(arguments.words[0])
    _ = try needed("openness")
    let decision = Reclassification(
      openness: arguments.choice("openness", default: .undetermined),
      condition: arguments.value("condition"), basis: try needed("basis"),
      reviewer: try needed("reviewer"))
    let archive = try session.archive(arguments)
    try record { role, wait, isRehearsal throws(ArchiveError) in
      try archive.reclassify(number, decision, by: role, wait: wait, isRehearsal: isRehearsal)
    }
  }

  // MARK: Words and options

  private func needed(_ name: String) throws(Failure) -> String {
    guard let value = arguments.value(name) else {
      throw .usage(
        .needsOption(name, arguments.command.name),
        hint: .helpListsOptions(of: arguments.command.name))
    }
    return value
  }

  private func reason<Reason: RawRepresentable>() throws(Failure) -> Reason
  where Reason.RawValue == String {
    guard let reason = Reason(rawValue: try needed("reason")) else {
      throw .usage(.needsOption("reason", arguments.command.name))
    }
    return reason
  }

  private func changes(_ words: [String]) throws(Failure) -> [RequestedChange] {
    try words.map { word throws(Failure) in
      guard let change = RequestedChange(word) else {
        throw .usage(.isNoChange(word), hint: .usage(arguments.command.synopsis))
      }
      return change
    }
  }

  // MARK: Recording

  private func record(
    _ act: (Role, _ wait: Int, _ isRehearsal: Bool) throws(ArchiveError) -> ActReport
  ) throws(Failure) {
    let terms = try RecordingTerms(arguments)
    Interruption.isDeferred = true
    let report: ActReport
    do throws(ArchiveError) {
      report = try act(terms.role, terms.wait, terms.isRehearsal)
    } catch {
      throw Failure(error, whileWriting: true)
    }
    for repair in report.repairs { session.warn(.repaired(repair)) }
    session.tell(report.erasures)
    try tell(report)
    try session.output.flush()
    session.tell(report.newBodies)
    if terms.isRehearsal { session.note(.rehearsal) }
  }

  private func tell(_ report: ActReport) throws(Failure) {
    if arguments.value("format") == "json" {
      var writer = JSONWriter()
      report.write(to: &writer)
      writer.lineBreak()
      return try session.output.write(writer.bytes)
    }
    for (target, act) in report.acts {
      try session.output.line(Printable.line(session.output.text(.act(act, about: target))))
    }
  }
}
