import Archive
import EventStore

/// What all pages of a site have in common: the head, the way to the other pages, and at the foot by which
/// state of the archive everything was made.
struct SiteFrame {
  let archive: StoreDescription
  let checkpoint: Checkpoint

  /// A page: where it stands, and what its head tells.
  struct Page {
    /// What leads from the page to the front page: nothing, or one folder up.
    var root = "../"
    /// The title, without the archive's name.
    let title: Phrase
    /// Scripts beside the one that every page has.
    var scripts: [String] = []
    /// The feed of what the page shows.
    var feed: String?
    /// What the page is about, for machines (schema.org), as JSON.
    var about: [UInt8]?
    /// The part of the site that it belongs to.
    var part: Phrase?
  }

  /// Scripts, styles and pictures of the site's own and no others.
  private static let policy =
    "default-src 'none';script-src 'self' file:;style-src 'self' file:;img-src 'self' data:;"
    + "base-uri 'none';form-action 'none'"

  /// The ways from every page.
  private static let parts: [(Phrase, String)] = [
    (Phrase.Site.search, "index.html"), (Phrase.Site.years, "years/index.html"),
    (Phrase.Site.bodies, "bodies/index.html"), (Phrase.Site.topics, "topics/index.html"),
    (Phrase.Site.people, "people/index.html"), (Phrase.Site.checking, "about.html"),
  ]

  /// The bytes of a page.
  func page(_ page: Page, _ content: (inout HTMLWriter) -> Void) -> [UInt8] {
    var html = HTMLWriter()
    html.doctype()
    html.element("html", ["lang": "zh"]) { html in
      html.lineBreak()
      html.element("head") { writeHead(of: page, to: &$0) }
      html.lineBreak()
      html.element("body") { html in
        html.element("a", ["class": "skip", "href": "#main"], Phrase.Site.toContent)
        writeTop(of: page, to: &html)
        html.lineBreak()
        html.element("main", ["id": "main", "tabindex": "-1"]) { content(&$0) }
        html.lineBreak()
        writeFoot(of: page, to: &html)
      }
      html.lineBreak()
    }
    html.lineBreak()
    return html.bytes
  }

  private func title(of page: Page) -> String {
    let (chinese, english) = (page.title[.chinese], page.title[.english])
    let words = chinese == english ? [chinese] : [chinese, english]
    let name = archive.name
    return (words == [name] ? words : words + [name]).joined(separator: " · ")
  }

  private func writeHead(of page: Page, to html: inout HTMLWriter) {
    html.void("meta", ["charset": "utf-8"])
    html.void("meta", ["http-equiv": "Content-Security-Policy", "content": SiteFrame.policy])
    html.void("meta", ["name": "viewport", "content": "width=device-width,initial-scale=1"])
    html.void(
      "meta", ["name": "color-scheme", "content": ["light", "dark"].joined(separator: " ")])
    html.element("title", title(of: page))
    html.void("link", ["rel": "icon", "href": SiteFrame.icon])
    html.void("link", ["rel": "stylesheet", "href": "\(page.root)assets/site.css"])
    if let feed = page.feed {
      html.void(
        "link",
        [
          "rel": "alternate", "type": "application/atom+xml", "href": feed, "title": archive.name,
        ])
    }
    html.element("script", ["src": "\(page.root)assets/page.js"]) { _ in }
    for script in page.scripts {
      html.element("script", ["src": "\(page.root)assets/\(script)", "defer": ""]) { _ in }
    }
    if let about = page.about { html.json(["type": "application/ld+json"], about) }
  }

  private func writeTop(of page: Page, to html: inout HTMLWriter) {
    html.element("header", ["class": "top"]) { html in
      html.recorded("a", ["class": "home", "href": "\(page.root)index.html"], archive.name)
      html.labelled("nav", Phrase.Site.parts) { html in
        html.element("ul") { html in
          for (name, file) in SiteFrame.parts {
            html.element("li") { html in
              let link = "\(page.root)\(file)"
              if name == page.part {
                html.element("a", ["href": link, "aria-current": "true"], name)
              } else {
                html.element("a", ["href": link], name)
              }
            }
          }
        }
      }
      html.element("div", ["class": "tools"]) { html in
        html.element("button", ["type": "button", "id": "language"]) { html in
          html.element("span", ["class": "zh", "lang": "en"], Phrase.Site.inEnglish[.english])
          html.element("span", ["class": "en", "lang": "zh"], Phrase.Site.inChinese[.chinese])
        }
        html.element("button", ["type": "button", "id": "theme"]) { html in
          html.element("span", ["class": "light"], Phrase.Site.dark)
          html.element("span", ["class": "dark"], Phrase.Site.light)
        }
      }
    }
  }

  private func writeFoot(of page: Page, to html: inout HTMLWriter) {
    html.element("footer", ["class": "foot"]) { html in
      html.element("p") { html in
        html.phrase(.stateOfSite(checkpoint.size))
        html.text(" ")
        html.element("code", ["class": "root"], checkpoint.base64Root)
        html.text(" ")
        html.element("a", ["href": "\(page.root)about.html"], Phrase.Site.howToCheck)
      }
    }
  }

  /// A seal, drawn in a few strokes.
  private static let icon =
    "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2016%2016'%3E"
    + "%3Crect%20width='16'%20height='16'%20rx='3'%20fill='%239b2c1f'/%3E%3Cpath%20fill='none'%20"
    + "stroke='%23fff'%20stroke-width='1.6'%20d='M4%204h8v8H4zM4%208h8M8%204v8'/%3E%3C/svg%3E"
}

extension HTMLWriter {
  /// Writes an element whose label a page tells to those who hear it, in the reader's language.
  mutating func labelled(
    _ name: String, _ label: Phrase, _ attributes: [(String, String)] = [],
    _ content: (inout HTMLWriter) -> Void
  ) {
    element(
      name,
      attributes + [
        ("aria-label", label[.chinese]), ("data-label-zh", label[.chinese]),
        ("data-label-en", label[.english]),
      ], content)
  }

  /// Writes an element with attributes that were gathered.
  mutating func element(
    _ name: String, _ attributes: [(String, String)], _ content: (inout HTMLWriter) -> Void
  ) {
    begin(name, [:], attributes)
    content(&self)
    end(name)
  }
}
