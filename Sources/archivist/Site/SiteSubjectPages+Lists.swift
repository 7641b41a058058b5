import Archive
import EventStore

extension SiteSubjectPages {
  /// Gives out the lists of all bodies, topics, persons and years.
  func writeLists(to sink: Sink) throws(Failure) {
    func each<Subject>(
      _ subjects: [SiteSubject<Subject>], _ name: (Subject) -> Phrase,
      _ count: (SiteSubject<Subject>) -> Int
    ) -> [(String, Phrase, Int)] {
      subjects.map { ($0.file, name($0.subject), count($0)) }
    }
    try writeList(
      "bodies", Phrase.Site.bodies,
      each(content.bodies, { Phrase(same: $0.name) }, { $0.subject.records }), to: sink)
    try writeList(
      "topics", Phrase.Site.topics,
      each(content.topics, { Phrase(same: $0.name) }, { $0.numbers.count }), to: sink)
    try writeList(
      "people", Phrase.Site.people,
      each(content.people, { Phrase(same: $0.person.label) }, { $0.subject.person.records }),
      to: sink)
    try writeList(
      "years", Phrase.Site.years, each(content.years, Phrase.siteYear, { $0.numbers.count }),
      to: sink)
  }

  private func writeList(
    _ folder: String, _ title: Phrase, _ subjects: [(String, Phrase, Int)], to sink: Sink
  ) throws(Failure) {
    let pages = max(1, (subjects.count + SiteSubjectPages.onPage - 1) / SiteSubjectPages.onPage)
    for page in 0..<pages {
      let start = page * SiteSubjectPages.onPage
      let shown = subjects[start..<min(start + SiteSubjectPages.onPage, subjects.count)]
      let bytes = frame.page(SiteFrame.Page(title: title, part: title)) { html in
        html.element("h1", title)
        html.element("p", ["class": "count"], Phrase.siteCount(subjects.count))
        html.element("ul", ["class": "subjects"]) { html in
          for (file, name, count) in shown {
            html.lineBreak()
            html.element("li") { html in
              html.recorded("a", ["href": "\(file).html"], name)
              html.element("span", ["class": "count"], " \(count)")
            }
          }
        }
        writePages(pages, page, to: &html)
      }
      try sink("\(folder)/\(SiteList.name("index", page))", bytes)
    }
  }

  /// Names on one page.
  private static let onPage = 2000

  private func writePages(_ pages: Int, _ page: Int, to html: inout HTMLWriter) {
    guard pages > 1 else { return }
    html.labelled("nav", Phrase.Site.pages, [("class", "pages")]) { html in
      for other in 0..<pages {
        html.element("a", ["href": SiteList.name("index", other)], "\(other + 1)")
        html.text(" ")
      }
    }
  }
}
