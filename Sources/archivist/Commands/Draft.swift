import Archive
import EventStore

extension Command {
  static let draft = Command(
    name: "draft", group: .record, summary: Phrase.Drafts.summary,
    arguments: [ArgumentSpec(placeholder: "FILE", isRepeated: true, shape: .file)],
    options: [
      OptionSpec(name: "edition", placeholder: "DAY", help: Phrase.Drafts.edition),
      OptionSpec(name: "title", placeholder: "NAME", help: Phrase.Drafts.title),
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["minutes", "json"]),
        help: Phrase.Drafts.format),
      OptionSpec(name: "edit", help: Phrase.Drafts.edit),
      RoleOption.spec,
    ],
    details: [
      Phrase.Drafts.meaning, Phrase.Drafts.doubts, Phrase.Drafts.days, Phrase.Drafts.review,
    ],
    examples: [
      Example(
        line: "archivist draft page.txt --edition 2020-09-21 > minutes.md",
        meaning: Phrase.Drafts.exampleFile),
      Example(
        line: "archivist append minutes.md --keep-source page.txt",
        meaning: Phrase.Drafts.exampleAppend),
      Example(
        line: "archivist draft --edit page.txt --edition 2020-09-21 --title 重庆日报",
        meaning: Phrase.Drafts.exampleEdit),
      Example(
        line: "archivist draft --format json page.txt | jq '.evidence[] | select(.doubt)'",
        meaning: Phrase.Drafts.exampleJSON),
    ],
    run: { arguments, session throws(Failure) in
      try Drafting(arguments: arguments, session: session).run()
    })
}

private struct Drafting {
  let arguments: Arguments
  let session: Session

  /// So many pieces that were left out are told of one page.
  private static let mostTold = 20

  func run() throws(Failure) {
    let edition = try arguments.value("edition", expecting: .day) { text in
      PartialDate.Part(asTyped: text).flatMap { $0.day == nil ? nil : $0 }
    }
    guard arguments.has("edit") else {
      for path in arguments.words { try write(draft(path, edition).draft, path) }
      return
    }
    guard !arguments.has("format") else {
      throw .usage(.standsAlone("--edit", notWith: "--format"))
    }
    // Opened first, so that a wrong place is told before any work.
    let archive = try session.archive(arguments)
    let upkeep = Upkeep()
    defer { upkeep.finish() }
    for path in arguments.words {
      let (draft, page) = try draft(path, edition)
      tell(draft, path)
      try review(draft, page, in: archive, upkeep)
    }
  }

  /// Reads a page and drafts its records.
  private func draft(
    _ path: String, _ edition: PartialDate.Part?
  ) throws(Failure) -> (draft: Draft, page: KeptSource) {
    let bytes = try session.read(path)
    let text = try KeptSources.text(path, bytes, session)
    // With --edit the page is recorded too.
    let limit = arguments.has("edit") ? KeptSource.longest : Draft.longestPage
    guard text.utf8.count <= limit else {
      throw .message(.refused, .sourceTooLong(path, limit: limit))
    }
    let name = path == "-" ? nil : path.split(separator: "/").last.map(String.init)
    let page = KeptSource(text: text, title: arguments.value("title") ?? name, openness: nil)
    let source = Draft.Source(
      title: page.title ?? Phrase.Drafts.unnamed, edition: edition, digest: page.digest)
    return (Draft(Array(text.utf8), source: source), page)
  }

  private func write(_ draft: Draft, _ path: String) throws(Failure) {
    if arguments.value("format") == "json" {
      try session.output.write(draft.json)
    } else {
      try draft.eachMinutes { minutes throws(Failure) in
        try session.output.write(records: minutes)
      }
    }
    try session.output.flush()
    tell(draft, path)
  }

  /// Tells what was found, what is doubtful, and what was left out.
  private func tell(_ draft: Draft, _ path: String) {
    let name = path == "-" ? StreamLabel.input : path
    for record in draft.records {
      for field in record.doubts {
        guard let doubt = field.doubt else { continue }
        let place = "\(name):\(field.lines.text)"
        session.note(.doubtful(place, field.path, doubt).map(Printable.line))
      }
    }
    for piece in draft.leftOut.prefix(Drafting.mostTold) {
      session.note(.leftOut(name, piece).map(Printable.line))
    }
    if draft.leftOut.count > Drafting.mostTold {
      session.note(.moreLeftOut(draft.leftOut.count - Drafting.mostTold))
    }
    if draft.records.isEmpty { session.note(.nothingDrafted(name).map(Printable.line)) }
    session.note(
      .drafted(
        name, meetings: draft.records.count { $0.kind == .meeting },
        documents: draft.records.count { $0.kind == .document },
        doubts: draft.records.reduce(0) { $0 + $1.doubts.count }, leftOut: draft.leftOut.count
      ).map(Printable.line))
  }

  /// Shows each record in the editor, with the lines of the page above it, and records what is saved.
  private func review(
    _ draft: Draft, _ page: KeptSource, in archive: Archive, _ upkeep: Upkeep
  ) throws(Failure) {
    let lines = page.text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, record) in draft.records.enumerated() {
      var heading = [session.messages.text(.reviewing(index + 1, of: draft.records.count))]
      for field in record.doubts {
        guard let doubt = field.doubt else { continue }
        heading.append(session.messages.text(.doubtful(field.lines.text, field.path, doubt)))
      }
      let template = comment(heading, lines, record.lines) + "\n" + record.minutes
      let appending = Appending(arguments: arguments, session: session)
      if try !appending.review(template, in: archive, keeping: [page], upkeep: upkeep) {
        session.note(.skipped(record.title).map(Printable.line))
      }
    }
  }

  /// The lines of the page as a comment, numbered as they are cited.
  private func comment(
    _ heading: [String], _ lines: [Substring.UTF8View], _ range: ClosedRange<Int>
  ) -> String {
    let width = "L\(range.upperBound)".count
    // By bytes: for Swift CR LF is one character, and > another one where something combines with it.
    let shown = range.map { number in
      let bytes = lines[number - 1].filter { $0 != UInt8(ascii: "\r") }
      let text = String(decoding: bytes, as: UTF8.self)
      return bytes.isEmpty ? "" : TextWidth.pad("L\(number)", to: width) + "  " + text
    }
    let words = heading.flatMap { TextWidth.wrap($0, to: Drafting.widestRemark) }
    // Only the end of a comment would end it.
    let text = Array((words + [""] + shown).joined(separator: "\n").utf8)
      .replacing(Array("-->".utf8), with: Array("-- >".utf8))
    return "<!--\n\(String(decoding: text, as: UTF8.self))\n-->\n"
  }

  /// In columns of an editor.
  private static let widestRemark = 78
}
