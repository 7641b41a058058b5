import Archive
import EventStore

extension SiteSubjectPages {
  /// A fact of some names.
  func names(_ label: Phrase, _ names: [String], to html: inout HTMLWriter) {
    guard !names.isEmpty else { return }
    html.element("dt", label)
    html.recorded("dd", [:], names.joined(separator: "、"))
  }

  /// A fact of some bodies, each with its page.
  func links(_ label: Phrase, _ names: [String], to html: inout HTMLWriter) {
    guard !names.isEmpty else { return }
    html.element("dt", label)
    html.element("dd") { html in
      for (place, name) in names.enumerated() {
        if place > 0 { html.text("、") }
        if let body = content.body(named: name) {
          html.recorded("a", ["href": "\(body.file).html"], name)
        } else {
          html.text(name)
        }
      }
    }
  }

  /// A fact that is a number.
  func count(_ label: Phrase, _ count: Int, to html: inout HTMLWriter) {
    html.element("dt", label)
    html.element("dd", "\(count)")
  }

  /// The heads of a table.
  func writeHeads(_ heads: [Phrase], to html: inout HTMLWriter) {
    html.element("thead") { html in
      html.element("tr") { html in
        for head in heads { html.element("th", ["scope": "col"], head) }
      }
    }
  }

  /// A table of phrases.
  func table(_ heads: [Phrase], _ rows: [[Phrase]], to html: inout HTMLWriter) {
    html.element("table") { html in
      writeHeads(heads, to: &html)
      html.element("tbody") { html in
        for row in rows {
          html.element("tr") { html in for cell in row { html.element("td", cell) } }
        }
      }
    }
  }
}

extension HTMLWriter {
  /// Writes an element that holds a phrase, or words of a record where that is one.
  mutating func recorded(_ name: String, _ attributes: Attributes, _ phrase: Phrase) {
    if phrase[.chinese] == phrase[.english] {
      recorded(name, attributes, phrase[.chinese])
    } else {
      element(name, attributes, phrase)
    }
  }
}
