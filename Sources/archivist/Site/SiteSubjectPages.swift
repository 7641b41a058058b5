import Archive
import EventStore

/// The pages of bodies, topics, persons and years, and the lists of all of them.
struct SiteSubjectPages {
  let content: SiteContent
  let frame: SiteFrame
  /// The names of what belongs to each body, and of the topics below each.
  private var parts: [String: [String]] = [:]
  private var narrower: [String: [String]] = [:]

  init(_ content: SiteContent, _ frame: SiteFrame) {
    self.content = content
    self.frame = frame
    for body in content.bodies {
      for parent in body.subject.parents { parts[parent, default: []].append(body.subject.name) }
    }
    for topic in content.topics {
      guard let broader = topic.subject.definition?.broader else { continue }
      narrower[broader, default: []].append(topic.subject.name)
    }
  }

  typealias Sink = (_ name: String, _ bytes: [UInt8]) throws(Failure) -> Void

  /// How many bodies, topics, persons and years there are.
  var count: Int {
    content.bodies.count + content.topics.count + content.people.count + content.years.count
  }

  /// Gives out every page and feed with its name.
  ///
  /// - Parameter progress: Told how many of them have their pages.
  func write(progress: (Int) -> Void, to sink: Sink) throws(Failure) {
    var done = 0
    func each<Subject>(
      _ subjects: [SiteSubject<Subject>], _ write: (SiteSubject<Subject>) throws(Failure) -> Void
    ) throws(Failure) {
      for subject in subjects {
        try write(subject)
        done += 1
        progress(done)
      }
    }
    try each(content.bodies) { body throws(Failure) in try write(body, to: sink) }
    try each(content.topics) { topic throws(Failure) in try write(topic, to: sink) }
    try each(content.people) { person throws(Failure) in try write(person, to: sink) }
    try each(content.years) { year throws(Failure) in try write(year, to: sink) }
    try writeLists(to: sink)
  }

  // MARK: Pages

  private func write(_ body: SiteSubject<BodySummary>, to sink: Sink) throws(Failure) {
    let summary = body.subject
    try write(
      "bodies", body.file, Phrase(same: summary.name), Phrase.Site.bodies,
      // What a meeting did stands on its page.
      body.numbers.filter { !content.isItem($0) },
      about: SiteLinkedData.body(summary), tellsBodies: false, hasFeed: true,
      search: "body=\(body.file)", to: sink
    ) { html in
      html.element("dl", ["class": "facts"]) { html in
        names(Phrase.Bodies.alsoCalled, summary.aliases, to: &html)
        for old in summary.earlier {
          html.element("dt", Phrase.Bodies.formerly)
          html.element("dd", Phrase.until(old.name, .date(old.until)))
        }
        names(Phrase.Bodies.kind, [summary.classification].compactMap { $0 }, to: &html)
        names(Phrase.Bodies.areaLabel, [summary.jurisdiction].compactMap { $0 }, to: &html)
        links(Phrase.Bodies.belongsTo, summary.parents, to: &html)
        if let date = summary.dissolved {
          html.element("dt", Phrase.Bodies.dissolved)
          html.element("dd", Phrase.dissolved(.date(date), summary.successor))
        }
        links(Phrase.Bodies.parts, parts[summary.name] ?? [], to: &html)
        count(Phrase.Header.meetings, summary.meetings, to: &html)
        count(Phrase.Header.records, summary.records, to: &html)
      }
      writeTerms(summary.terms, to: &html)
    }
  }

  private func writeTerms(_ terms: [BodySummary.Term], to html: inout HTMLWriter) {
    guard !terms.isEmpty else { return }
    table(
      [Phrase.Bodies.term, Phrase.Bodies.first, Phrase.Bodies.last, Phrase.Header.meetings],
      terms.map { term in
        [
          .termNumber(term.number), .date(term.first), .date(term.last),
          Phrase(same: "\(term.meetings)"),
        ]
      }, to: &html)
  }

  private func write(_ topic: SiteSubject<TopicSummary>, to sink: Sink) throws(Failure) {
    let summary = topic.subject
    try write(
      "topics", topic.file, Phrase(same: summary.name), Phrase.Site.topics, topic.numbers,
      about: SiteLinkedData.topic(summary), hasFeed: true, search: "topic=\(topic.file)", to: sink
    ) { html in
      html.element("dl", ["class": "facts"]) { html in
        if let broader = summary.definition?.broader {
          html.element("dt", Phrase.Site.broader)
          html.element("dd") { topicLink(broader, to: &$0) }
        }
        if let narrower = narrower[summary.name] {
          html.element("dt", Phrase.Site.narrower)
          html.element("dd") { html in
            for (place, name) in narrower.enumerated() {
              if place > 0 { html.text("、") }
              topicLink(name, to: &html)
            }
          }
        }
        names(Phrase.Site.phrases, summary.definition?.phrases ?? [], to: &html)
        count(Phrase.Header.records, topic.numbers.count, to: &html)
      }
    }
  }

  private func topicLink(_ name: String, to html: inout HTMLWriter) {
    guard let topic = content.topic(named: name) else { return html.text(name) }
    html.recorded("a", ["href": "\(topic.file).html"], name)
  }

  private func write(_ person: SiteSubject<PersonRecord>, to sink: Sink) throws(Failure) {
    let summary = person.subject.person
    try write(
      "people", person.file, Phrase(same: summary.label), Phrase.Site.people, person.numbers,
      about: SiteLinkedData.person(person.subject), to: sink
    ) { html in
      html.element("dl", ["class": "facts"]) { html in
        names(Phrase.Bodies.alsoCalled, summary.otherNames, to: &html)
        for (label, number) in [
          (Phrase.Header.records, summary.records), (Phrase.People.chaired, summary.chaired),
          (Phrase.People.attended, summary.attended), (Phrase.People.spoke, summary.spoke),
          (Phrase.People.proposed, summary.proposed), (Phrase.People.personnel, summary.personnel),
        ] where number > 0 { count(label, number, to: &html) }
      }
      guard !person.subject.tenures.isEmpty else { return }
      writeTenures(person.subject.tenures, to: &html)
    }
  }

  /// The offices of a person, each with the records that tell of it.
  private func writeTenures(_ tenures: [Tenure], to html: inout HTMLWriter) {
    html.element("table") { html in
      writeHeads([Phrase.People.office, Phrase.People.evidence], to: &html)
      html.element("tbody") { html in
        for tenure in tenures {
          html.element("tr") { html in
            html.recorded("td", [:], tenure.office)
            html.element("td") { html in
              for evidence in [tenure.begin, tenure.firstSeen, tenure.lastSeen, tenure.end] {
                guard let evidence else { continue }
                write(evidence, to: &html)
              }
            }
          }
        }
      }
    }
  }

  private func write(_ evidence: Tenure.Evidence, to html: inout HTMLWriter) {
    html.element("div") { html in
      html.phrase(.date(evidence.date))
      html.text(" ")
      html.phrase(evidence.action.map { Phrase(same: $0) } ?? Phrase.Site.stated)
      html.text(" ")
      let link = "../records/\(SiteRecordPage.link(to: evidence.accession))"
      html.element("a", ["href": link], "\(evidence.accession)")
    }
  }

  private func write(_ year: SiteSubject<Int>, to sink: Sink) throws(Failure) {
    try write(
      "years", year.file, Phrase.siteYear(year.subject), Phrase.Site.years, year.numbers,
      about: nil, search: "year=\(year.file)", to: sink
    ) { _ in }
  }

  private func write(
    _ folder: String, _ file: String, _ title: Phrase, _ part: Phrase, _ numbers: [Int],
    about: [UInt8]?, tellsBodies: Bool = true, hasFeed: Bool = false, search: String? = nil,
    to sink: Sink, _ head: (inout HTMLWriter) -> Void
  ) throws(Failure) {
    let list = SiteList(content: content, frame: frame, numbers: numbers, tellsBodies: tellsBodies)
    let feed = hasFeed ? "\(file).xml" : nil
    for page in 0..<list.count {
      let bytes = frame.page(
        SiteFrame.Page(title: title, feed: feed, about: page == 0 ? about : nil, part: part)
      ) { html in
        html.element("p", ["class": "kicker"], part)
        html.recorded("h1", [:], title)
        if page == 0 { head(&html) }
        writeWays(feed: feed, search: search, to: &html)
        list.write(page: page, file: file, to: &html)
      }
      try sink("\(folder)/\(SiteList.name(file, page))", bytes)
    }
    guard let feed else { return }
    let entries = numbers.prefix(SiteFeed.longest).map(content.entry)
    let maker = SiteFeed(
      archive: frame.archive, name: title[.chinese], identity: "\(folder)/\(file)",
      page: "\(file).html")
    try sink("\(folder)/\(feed)", maker.bytes(entries))
  }

  private func writeWays(feed: String?, search: String?, to html: inout HTMLWriter) {
    guard feed != nil || search != nil else { return }
    html.element("p", ["class": "ways"]) { html in
      if let search {
        html.element("a", ["href": "../index.html#\(search)"], Phrase.Site.searchHere)
      }
      if let feed { html.element("a", ["href": feed], Phrase.Site.feed) }
    }
  }
}
