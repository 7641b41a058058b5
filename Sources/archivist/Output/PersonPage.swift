import Archive

/// A person as a page for people: the offices held, each with the records that tell of it.
struct PersonPage {
  private let record: PersonRecord

  init(_ record: PersonRecord) { self.record = record }

  /// All persons as a table.
  static func list(_ people: [PersonSummary], to output: Output) throws(Failure) {
    var table = Table([
      .init(header: Phrase.People.person, least: 12),
      .init(header: Phrase.Header.records, isRight: true),
      .init(header: Phrase.People.chaired, isRight: true),
      .init(header: Phrase.People.attended, isRight: true),
      .init(header: Phrase.People.spoke, isRight: true),
      .init(header: Phrase.People.proposed, isRight: true),
      .init(header: Phrase.People.posts, isRight: true),
    ])
    for person in people {
      let counts = [
        person.records, person.chaired, person.attended, person.spoke, person.proposed,
        person.personnel,
      ]
      table.add([person.label] + counts.map { "\($0)" })
    }
    for line in table.lines(for: output) { try output.line(line) }
  }

  /// Who held offices on a day, as a table.
  static func list(_ holders: [OfficeHolder], to output: Output) throws(Failure) {
    var table = Table([
      .init(header: Phrase.People.person), .init(header: Phrase.People.office, least: 12),
      .init(header: Phrase.People.sure, role: .kind),
      .init(header: Phrase.People.evidence, least: 20),
    ])
    for holder in holders {
      table.add([
        holder.person.label, holder.tenure.office, output.text(.certainty(holder.certainty)),
        output.text(.evidence(holder.tenure)),
      ])
    }
    for line in table.lines(for: output) { try output.line(line) }
  }

  func write(to output: Output) throws(Failure) {
    let person = record.person
    try output.line(output.style(Printable.line(person.label), .heading))
    try output.line()
    var facts = FactList()
    if !person.otherNames.isEmpty {
      facts.add(
        Phrase.Bodies.alsoCalled, Phrase(same: person.otherNames.joined(separator: "、")))
    }
    if let id = person.id { facts.add(Phrase.People.registered, Phrase(same: id)) }
    for (label, count) in [
      (Phrase.Header.records, person.records), (Phrase.People.chaired, person.chaired),
      (Phrase.People.attended, person.attended), (Phrase.People.spoke, person.spoke),
      (Phrase.People.proposed, person.proposed), (Phrase.People.personnel, person.personnel),
    ] where count > 0 {
      facts.add(label, Phrase(same: "\(count)"))
    }
    try facts.write(to: output)
    guard !record.tenures.isEmpty else { return }
    try output.line()
    if let width = output.width {
      // Everything that an office rests on is shown, however long.
      for tenure in record.tenures {
        try output.line(TextWidth.truncate(Printable.line(tenure.office), to: width))
        let evidence = Printable.line(output.text(.evidence(tenure)))
        for line in TextWidth.wrap(evidence, to: width - 4) {
          try output.line("    " + output.style(line, .quiet))
        }
      }
      return
    }
    var table = Table([
      .init(header: Phrase.People.office), .init(header: Phrase.People.evidence),
    ])
    for tenure in record.tenures {
      table.add([tenure.office, output.text(.evidence(tenure))])
    }
    for line in table.lines(for: output) { try output.line(line) }
  }
}
