import Archive
import EventStore

/// A citation for people: the reference, and below it what it says, from where, and how to check it.
struct CitationPage {
  let citation: RecordCitation

  /// Writes the page; on a terminal its lines are broken.
  func write(to output: Output) throws(Failure) {
    let reference = Printable.line(output.text(.citation(citation)))
    for line in output.width.map({ TextWidth.wrap(reference, to: $0) }) ?? [reference] {
      try output.line(line)
    }
    try output.line()
    try facts.write(to: output)
  }

  private var facts: FactList {
    var facts = FactList()
    facts.add(Phrase.Header.number, Phrase(same: "\(citation.entry.accession)"))
    if let quote = citation.quote {
      facts.add(.label("quote"), .quoted(quote))
    }
    for source in citation.sources { facts.add(.label("source"), RecordPage.source(source)) }
    let entry = citation.entry
    if let status = entry.members["status"]?.string, status != "held" {
      facts.add(.label("status"), .value(status, of: "status"))
    }
    if let retraction = entry.retraction {
      facts.add(Phrase.Cite.withdrawn, .act(retraction.act, about: retraction.target))
    }
    for act in entry.acts {
      switch act.act {
      case .redacted: facts.add(Phrase.Cite.erased, .act(act.act, about: act.target))
      case .corrected: facts.add(Phrase.Cite.corrected, .act(act.act, about: act.target))
      case .retracted, .reclassified, .disputed: break
      }
    }
    facts.add(Phrase.Fact.head, .head(citation.proof.checkpoint))
    facts.add(Phrase.Fact.root, Phrase(same: citation.proof.checkpoint.base64Root))
    return facts
  }
}
