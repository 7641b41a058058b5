import Archive
import EventStore

/// The page of a meeting with its items, or of a document.
struct SiteRecordPage {
  let content: SiteContent
  private let frame: SiteFrame
  private let entry: Entry
  let items: [Entry]
  let citations: [AccessionNumber: RecordCitation]

  init(
    _ accession: AccessionNumber, of content: SiteContent, _ frame: SiteFrame
  ) throws(ArchiveError) {
    guard let entry = content.index.entry(accession) else {
      throw .unknownRecord(accession)
    }
    self.content = content
    self.frame = frame
    self.entry = entry
    items = entry.retraction == nil ? content.index.items(of: accession) : []
    let standing = ([entry] + items).filter { $0.retraction == nil }
    let cited = try content.citations(of: standing.map(\.accession))
    citations = Dictionary(cited.map { ($0.entry.accession, $0) }) { first, _ in first }
  }

  /// The bytes of the page.
  var bytes: [UInt8] {
    guard entry.retraction == nil else { return withdrawn }
    var page = SiteFrame.Page(
      title: Phrase(same: entry.title), scripts: ["texts.js", "record.js"])
    page.about = SiteLinkedData.record(entry, items)
    return frame.page(page) { html in
      writeTrail(to: &html)
      html.element("article", ["class": "record", "data-record": "\(entry.accession)"]) { html in
        writeHead(to: &html)
        SiteFacts(entry, of: content).write(to: &html)
        writeQuote(of: entry, to: &html)
        writeSections(to: &html)
        writeSurroundings(of: entry, to: &html)
        writeItems(to: &html)
        writeSources(of: entry, to: &html)
        html.element("section", ["id": "evidence", "class": "evidence"]) { html in
          html.element("h2", Phrase.Site.citationAndProof)
          writeEvidence(of: entry, to: &html)
        }
      }
      SiteProofs(citations).write(to: &html)
    }
  }

  /// A page that tells that something stood here, and nothing of what.
  private var withdrawn: [UInt8] {
    let title = Phrase.siteWithdrawn(entry.accession)
    return frame.page(SiteFrame.Page(title: title)) { html in
      html.element("article", ["class": "record"]) { html in
        html.element("h1", title)
        writeWithdrawal(of: entry, to: &html)
      }
    }
  }

  private func writeTrail(to html: inout HTMLWriter) {
    html.labelled("nav", Phrase.Site.trail, [("class", "trail")]) { html in
      html.element("a", ["href": "../index.html"], Phrase.Site.home)
      if let body = entry.bodies.first.flatMap({ content.body(named: $0) }) {
        html.text(" › ")
        html.recorded("a", ["href": "../bodies/\(body.file).html"], body.subject.name)
      }
      if let year = entry.year {
        html.text(" › ")
        html.element("a", ["href": "../years/\(year).html"], "\(year)")
      }
    }
  }

  private func writeHead(to html: inout HTMLWriter) {
    html.element("p", ["class": "kicker"]) { html in
      html.phrase(.siteKind(entry.kind))
      html.text(" · ")
      html.phrase(.siteNumber(entry.accession))
    }
    writeTitle("h1", of: entry, to: &html)
    writeMarks(of: entry, to: &html)
  }

  /// Writes the title, marked so that the page can compare it with what the proofs disclose.
  func writeTitle(_ name: String, of entry: Entry, to html: inout HTMLWriter) {
    if let title = entry.members["title"]?.string {
      html.recorded(name, ["data-said": title], RecordPage.firstLine(of: entry))
    } else {
      html.recorded(name, ["data-made": ""], entry.title)
    }
  }

  /// What somebody should know before reading: what was put off, is disputed, was erased.
  func writeMarks(of entry: Entry, to html: inout HTMLWriter) {
    if let status = entry.members["status"]?.string, status != "held" {
      html.element("p", ["class": "notice"], Phrase.value(status, of: "status"))
    }
    if entry.openness != .unconditional {
      html.element("p", ["class": "notice"]) { html in
        html.phrase(.openness(entry.openness))
        if let condition = entry.members["condition"]?.string { html.text("：\(condition)") }
      }
    }
    if !entry.conflicts.isEmpty { html.element("p", ["class": "notice"], Phrase.Site.disputed) }
    if !entry.redactions.isEmpty { html.element("p", ["class": "notice"], Phrase.Site.erased) }
  }

  /// Writes the words of the source.
  func writeQuote(of entry: Entry, to html: inout HTMLWriter) {
    guard let text = entry.members["asStated"]?.string, text != entry.title else { return }
    html.element("blockquote") { $0.recorded("p", ["data-said": ""], text) }
  }

  private func writeSections(to html: inout HTMLWriter) {
    let sections = entry.sections
    guard !sections.isEmpty else { return }
    html.element("section", ["class": "text"]) { html in
      html.element("h2", Phrase.siteLabel("text"))
      for section in sections {
        let path = section["path"]?.string ?? ""
        html.element("section", ["data-depth": "\(path.count { $0 == "/" || $0 == "／" })"]) {
          html in
          let last = path.split { $0 == "/" || $0 == "／" }.last.map(String.init) ?? path
          let heading = section["heading"]?.string
          html.recorded(
            "h3", ["data-said": heading ?? path],
            [last, heading].compactMap { $0 }.joined(separator: " "))
          if let text = section["text"]?.string { html.recorded("p", ["data-said": ""], text) }
        }
      }
    }
  }

  /// What other records tell of the same texts, and which cite each other.
  func writeSurroundings(of entry: Entry, to html: inout HTMLWriter) {
    let steps = content.steps(of: entry.accession)
    if !steps.isEmpty {
      html.element("div", ["class": "steps"]) { html in
        html.element("h4", Phrase.Site.steps)
        html.element("ol") { html in for step in steps { write(step, around: entry, to: &html) } }
      }
    }
    let citations = content.citations(around: entry.accession)
    write(citations.cites, Phrase.Site.cites, to: &html)
    write(citations.citedBy, Phrase.Site.citedBy, to: &html)
  }

  private func write(
    _ step: TitleHistory.Step, around entry: Entry, to html: inout HTMLWriter
  ) {
    html.element("li") { html in
      html.element("time", SiteFacts.machineDate(step.entry.date)) {
        $0.phrase(.date(step.entry.date))
      }
      html.text(" ")
      html.phrase(.event(step.event))
      if let stage = step.stage { html.text("（\(stage)）") }
      html.text(" ")
      let title = step.entry.meeting?.title ?? step.entry.title
      if step.entry.accession == entry.accession {
        html.recorded("span", ["aria-current": "true"], title)
      } else {
        html.recorded("a", ["href": SiteRecordPage.link(to: step.entry.accession)], title)
      }
    }
  }

  private func write(_ entries: [Entry], _ label: Phrase, to html: inout HTMLWriter) {
    guard !entries.isEmpty else { return }
    html.element("div", ["class": "steps"]) { html in
      html.element("h4", label)
      html.element("ul") { html in
        for entry in entries {
          html.element("li") { html in
            html.recorded("a", ["href": SiteRecordPage.link(to: entry.accession)], entry.title)
          }
        }
      }
    }
  }

  private func writeSources(of entry: Entry, to html: inout HTMLWriter) {
    guard let sources = entry.members["sources"],
      sources.elements.first(where: { _ in true }) != nil
    else { return }
    html.element("section", ["class": "sources"]) { html in
      html.element("h2", Phrase.siteLabel("sources"))
      html.element("ul") { html in
        for source in sources.elements { html.element("li", RecordPage.source(source)) }
      }
    }
  }
}

extension Entry {
  /// The year in which the date begins.
  var year: Int? {
    switch date.form {
    case .unknown: nil
    case .single(let part): part.year
    case .range(let start, let end): (start ?? end)?.year
    }
  }
}
