import Archive

/// A body as a page for people: its names, its terms, and what belongs to it.
struct BodyPage {
  private let tree: BodyTree

  init(_ tree: BodyTree) { self.tree = tree }

  /// All bodies as a table.
  static func list(_ bodies: [BodySummary], to output: Output) throws(Failure) {
    var table = Table([
      .init(header: Phrase.Header.body, least: 20),
      .init(header: Phrase.Header.meetings, isRight: true),
      .init(header: Phrase.Header.records, isRight: true),
    ])
    for body in bodies { table.add([body.name, "\(body.meetings)", "\(body.records)"]) }
    for line in table.lines(for: output) { try output.line(line) }
  }

  func write(to output: Output) throws(Failure) {
    let body = tree.body
    try output.line(output.style(Printable.line(body.name), .heading))
    try output.line()
    var facts = FactList()
    func list(_ label: Phrase, _ names: [String]) {
      if !names.isEmpty { facts.add(label, Phrase(same: names.joined(separator: "、"))) }
    }
    list(Phrase.Bodies.alsoCalled, body.aliases)
    for old in body.earlier {
      facts.add(Phrase.Bodies.formerly, .until(old.name, .date(old.until)))
    }
    list(Phrase.Bodies.kind, body.classification.map { [$0] } ?? [])
    list(Phrase.Bodies.areaLabel, body.jurisdiction.map { [$0] } ?? [])
    list(Phrase.Bodies.belongsTo, body.parents)
    if let date = body.dissolved {
      facts.add(Phrase.Bodies.dissolved, .dissolved(.date(date), body.successor))
    }
    facts.add(Phrase.Header.meetings, Phrase(same: "\(body.meetings)"))
    facts.add(Phrase.Header.records, Phrase(same: "\(body.records)"))
    try facts.write(to: output)
    try writeTerms(to: output)
    guard !tree.parts.isEmpty else { return }
    try output.line()
    try output.line(output.style(output.text(Phrase.Bodies.parts), .heading))
    try write(tree.parts, depth: 1, to: output)
  }

  private func writeTerms(to output: Output) throws(Failure) {
    guard !tree.body.terms.isEmpty else { return }
    try output.line()
    var table = Table([
      .init(header: Phrase.Bodies.term, role: .name), .init(header: Phrase.Bodies.first),
      .init(header: Phrase.Bodies.last), .init(header: Phrase.Header.meetings, isRight: true),
    ])
    for term in tree.body.terms {
      table.add([
        output.text(.termNumber(term.number)), output.text(.date(term.first)),
        output.text(.date(term.last)), "\(term.meetings)",
      ])
    }
    for line in table.lines(for: output) { try output.line(line) }
  }

  private func write(_ parts: [BodyTree], depth: Int, to output: Output) throws(Failure) {
    for part in parts {
      let indent = String(repeating: "  ", count: depth)
      let name = Printable.line(part.body.name)
      let count = output.style("  \(part.body.records)", .quiet)
      try output.line(indent + TextWidth.truncate(name, to: output.width ?? .max) + count)
      try write(part.parts, depth: depth + 1, to: output)
    }
  }
}
