import Archive
import EventStore

/// The front page, which searches, filters and shows how the records lie in time; and the page that tells
/// how all of it can be checked.
struct SiteFrontPage {
  let content: SiteContent
  let frame: SiteFrame

  /// Records shown before anybody asks.
  private static let newest = 20

  /// The bytes of the front page.
  func bytes(months: (first: Int, counts: [Int])) -> [UInt8] {
    var page = SiteFrame.Page(
      root: "", title: Phrase(same: frame.archive.name),
      scripts: ["texts.js", "search.js", "timeline.js", "front.js"])
    page.about = SiteLinkedData.site(frame.archive)
    page.part = Phrase.Site.search
    return frame.page(page) { html in
      html.element("h1", ["class": "name"]) { $0.text(frame.archive.name) }
      html.element("p", ["class": "count"], Phrase.siteHolds(content.count, years(months)))
      writeSearch(to: &html)
      html.element("noscript") { $0.element("p", ["class": "notice"], Phrase.Site.noScript) }
      writeTimeline(months, to: &html)
      html.element("div", ["class": "columns"]) { html in
        html.labelled("section", Phrase.Site.filters, [("id", "filters"), ("class", "filters")]) {
          SiteFilters(content: content, months: months).write(to: &$0)
        }
        html.labelled("section", Phrase.Site.results, [("class", "results")]) { html in
          html.element("div", ["class": "status"]) { html in
            html.element("p", ["id": "status", "role": "status", "aria-live": "polite"]) { html in
              html.phrase(Phrase.Site.newest)
            }
            html.element("p", ["id": "chosen", "class": "tags"]) { _ in }
            html.element("button", ["type": "button", "id": "order", "hidden": ""]) {
              $0.phrase(Phrase.Site.newestFirst)
            }
          }
          html.element("ol", ["id": "results", "class": "records"]) { html in
            let list = SiteList(content: content, frame: frame, numbers: [])
            for number in 0..<min(SiteFrontPage.newest, content.count) {
              list.write(content.entry(number), to: &html, records: "records/")
            }
          }
          html.element("p", ["class": "actions"]) { html in
            html.element(
              "button", ["type": "button", "id": "more", "hidden": ""], Phrase.Site.more)
          }
        }
      }
    }
  }

  private func years(_ months: (first: Int, counts: [Int])) -> ClosedRange<Int>? {
    months.counts.isEmpty ? nil : months.first...(months.first + months.counts.count / 12 - 1)
  }

  private func writeSearch(to html: inout HTMLWriter) {
    html.element("form", ["role": "search", "id": "search", "class": "search"]) { html in
      html.element("label", ["for": "words"], Phrase.Site.searchFor)
      html.void(
        "input",
        [
          "id": "words", "type": "search", "autocomplete": "off", "spellcheck": "false",
          "enterkeyhint": "search", "aria-controls": "results", "aria-describedby": "hint",
          "placeholder": Phrase.Site.hint[.chinese], "data-hint-zh": Phrase.Site.hint[.chinese],
          "data-hint-en": Phrase.Site.hint[.english],
        ])
      html.element("p", ["id": "hint", "class": "hint"], Phrase.Site.syntax)
    }
  }

  private func writeTimeline(
    _ months: (first: Int, counts: [Int]), to html: inout HTMLWriter
  ) {
    html.labelled("section", Phrase.Site.timeline, [("class", "timeline")]) { html in
      html.element("div", ["id": "timeline"]) { _ in }
      html.element("p", ["class": "hint"], Phrase.Site.timelineHint)
    }
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("first")
      writer.integer(months.first)
      writer.name("months")
      writer.array { writer in for count in months.counts { writer.integer(count) } }
    }
    html.json(["type": "application/json", "id": "months"], writer.bytes)
  }

  /// The bytes of the page that tells how to check.
  var checking: [UInt8] {
    var page = SiteFrame.Page(
      root: "", title: Phrase.Site.checking, scripts: ["texts.js", "check.js"])
    page.part = Phrase.Site.checking
    return frame.page(page) { html in
      html.element("h1", Phrase.Site.checking)
      for paragraph in Phrase.Site.howChecked { html.element("p", paragraph) }
      html.element("h2", Phrase.Site.checkpointHead)
      html.element("pre", ["class": "checkpoint"]) { $0.text("\(frame.checkpoint)") }
      html.element("div", ["class": "kept"]) { html in
        html.element("label", ["for": "kept"], Phrase.Site.keptCheckpoint)
        html.element("textarea", ["id": "kept", "rows": "3", "spellcheck": "false"]) { _ in }
        html.element("output", ["id": "compared", "class": "verdict", "for": "kept"]) { _ in }
      }
      html.element("p", Phrase.Site.savedCitation)
      if content.ceiling == .unconditional { html.element("p", Phrase.Site.notHere) }
    }
  }
}
