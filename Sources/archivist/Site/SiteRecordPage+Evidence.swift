import Archive
import EventStore

/// How a record can be cited and checked, and what was done about it.
extension SiteRecordPage {
  /// Writes the reference, the buttons that check it, and what was done about the record.
  func writeEvidence(of entry: Entry, to html: inout HTMLWriter) {
    guard let citation = citations[entry.accession] else { return }
    html.element("p", ["class": "citation"], Phrase.citation(citation))
    html.element("div", ["class": "proof"]) { html in
      html.element("p") { html in
        html.phrase(.siteProved(citation.proof.position, by: citation.proof.checkpoint.size))
      }
      let number = "\(entry.accession)"
      html.element("p", ["class": "actions"]) { html in
        html.element("button", ["type": "button", "data-verify": number], Phrase.Site.verify)
        html.element("button", ["type": "button", "data-save": number], Phrase.Site.save)
        html.element("button", ["type": "button", "data-copy": number], Phrase.Site.copy)
      }
      html.element("output", ["class": "verdict", "aria-live": "polite"]) { _ in }
    }
    writeHistory(of: entry, to: &html)
  }

  private func writeHistory(of entry: Entry, to html: inout HTMLWriter) {
    html.element("section", ["class": "history"]) { html in
      html.element("h3", Phrase.siteLabel("history"))
      html.element("ol") { html in
        for event in entry.history {
          html.element("li") { html in
            html.element("time", ["datetime": "\(event.recordedAt)"]) { html in
              html.text(content.day(of: event.recordedAt))
            }
            html.text(" ")
            if let act = event.act {
              html.phrase(.act(act, about: event.target))
            } else {
              html.phrase(Phrase.Site.wasRecorded)
            }
            html.text(" ")
            html.element("span", ["class": "position"], "@\(event.position)")
          }
        }
      }
    }
  }
}
