import Archive
import EventStore

/// A list of records, a few hundred on a page.
struct SiteList {
  let content: SiteContent
  let frame: SiteFrame
  /// The numbers of the records, the newest first.
  let numbers: [Int]
  /// Whether each record tells its bodies.
  var tellsBodies = true

  /// Records on one page.
  static let onPage = 200

  /// How many pages there are.
  var count: Int { max(1, (numbers.count + SiteList.onPage - 1) / SiteList.onPage) }

  /// Writes the records of one page, counted from 0, and the ways to the others.
  func write(page: Int, file: String, to html: inout HTMLWriter) {
    let start = page * SiteList.onPage
    let shown = numbers[min(start, numbers.count)..<min(start + SiteList.onPage, numbers.count)]
    html.element("ol", ["class": "records", "start": "\(start + 1)"]) { html in
      for number in shown { write(content.entry(number), to: &html) }
    }
    guard count > 1 else { return }
    html.labelled("nav", Phrase.Site.pages, [("class", "pages")]) { html in
      for other in 0..<count {
        let label = "\(other + 1)"
        if other == page {
          html.element("span", ["aria-current": "page"], label)
        } else {
          html.element("a", ["href": SiteList.name(file, other)], label)
        }
        html.text(" ")
      }
    }
  }

  /// The name of a page of a list.
  static func name(_ file: String, _ page: Int) -> String {
    page == 0 ? "\(file).html" : "\(file)-\(page + 1).html"
  }

  /// Writes a record as it stands in lists.
  func write(_ entry: Entry, to html: inout HTMLWriter, records: String = "../records/") {
    html.lineBreak()
    html.element("li", ["class": "card"]) { html in
      html.element("p", ["class": "meta"]) { html in
        html.element("time", SiteFacts.machineDate(entry.date)) { $0.phrase(.date(entry.date)) }
        html.element("span", ["class": "kind", "data-kind": entry.kind.rawValue]) {
          $0.phrase(.siteKind(entry.kind))
        }
        if tellsBodies {
          html.recorded("span", ["class": "body"], entry.bodies.joined(separator: "、"))
        }
        let items = entry.kind == .meeting ? content.itemCount(of: entry.accession) : 0
        if items > 0 { html.element("span", ["class": "items"], Phrase.siteItems(items)) }
        html.element("span", ["class": "number"], "\(entry.accession)")
      }
      let link = records + SiteRecordPage.link(to: entry.accession)
      html.recorded("a", ["class": "title", "href": link], entry.title)
      if let meeting = entry.meeting {
        html.recorded("p", ["class": "meeting"], meeting.title)
      } else if let excerpt = entry.excerpt(longest: 120) {
        html.recorded("p", ["class": "excerpt"], excerpt)
      }
    }
  }
}
