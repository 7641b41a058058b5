import Archive
import EventStore

/// The items of a meeting, each with all that is told of it.
extension SiteRecordPage {
  /// Writes the items, those of one kind behind each other under its heading.
  func writeItems(to html: inout HTMLWriter) {
    var rest = items[...]
    while let first = rest.first {
      let group = rest.prefix { $0.kind == first.kind }
      rest = rest.dropFirst(group.count)
      html.element("section", ["class": "items"]) { html in
        html.element("h2", Phrase.heading(of: first.kind))
        html.element("ol") { html in
          for item in group { write(item, to: &html) }
        }
      }
    }
  }

  private func write(_ item: Entry, to html: inout HTMLWriter) {
    html.lineBreak()
    let number = "\(item.accession)"
    html.element(
      "li", ["class": "item", "id": "i\(item.accession.item)", "data-record": number]
    ) { html in
      html.element("a", ["class": "number", "href": "#i\(item.accession.item)"], number)
      if item.retraction != nil {
        return writeWithdrawal(of: item, to: &html)
      }
      writeTitle("h3", of: item, to: &html)
      writeMarks(of: item, to: &html)
      SiteFacts(item, of: content).write(to: &html)
      writeQuote(of: item, to: &html)
      writeSurroundings(of: item, to: &html)
      html.element("details", ["class": "evidence"]) { html in
        html.element("summary", Phrase.Site.citationAndProof)
        writeEvidence(of: item, to: &html)
      }
    }
  }

  /// Tells that a record was withdrawn, why, and what stands in its place.
  func writeWithdrawal(of entry: Entry, to html: inout HTMLWriter) {
    guard case .retracted(let retraction) = entry.retraction?.act else { return }
    html.element("p", ["class": "notice"]) { html in
      html.phrase(.siteWithdrawn(entry.accession, retraction))
      guard let other = retraction.replacedBy,
        content.index.entry(other).map({ $0.retraction == nil }) ?? false
      else { return }
      html.text(" → ")
      html.element("a", ["href": SiteRecordPage.link(to: other)], "\(other)")
    }
  }

  /// The address of a record, seen from beside it.
  static func link(to accession: AccessionNumber) -> String {
    "\(accession.serial).html" + (accession.item > 0 ? "#i\(accession.item)" : "")
  }
}
