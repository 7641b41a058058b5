import Archive
import EventStore

/// What a record says, as a list of facts with links to whom and what it names.
///
/// Words that stand in the record as they are shown are marked, so that the page can compare them with what
/// the proofs disclose.
struct SiteFacts {
  let content: SiteContent
  let entry: Entry
  private let people: [String: String]

  init(_ entry: Entry, of content: SiteContent) {
    self.content = content
    self.entry = entry
    people = content.people(of: entry.accession)
  }

  /// Writes the facts; nothing where there are none.
  func write(to html: inout HTMLWriter) {
    html.element("dl", ["class": "facts"]) { html in
      if entry.meeting == nil {
        fact(Phrase.siteLabel("body"), to: &html) {
          list(entry.bodies, to: &$0) { body($0, to: &$1) }
        }
      }
      writeDate(to: &html)
      for member in entry.members.members {
        guard let name = member.name.string, !SiteFacts.toldElsewhere.contains(name) else {
          continue
        }
        if name == "body", entry.kind != .personnel { continue }
        // A title that was made of an item's parts says them already.
        if entry.meeting != nil, let text = member.value.string, entry.title.contains(text) {
          continue
        }
        write(name, member.value, to: &html)
      }
      writeTopics(to: &html)
    }
  }

  private static let toldElsewhere: Set<String> = [
    "record", "item", "order", "title", "date", "dateBasis", "issuers", "openness", "sections",
    "topics", "sources", "condition", "asStated", "person", "action",
  ]

  private func writeDate(to html: inout HTMLWriter) {
    if entry.meeting != nil, entry.members["date"] == nil { return }
    fact(Phrase.siteLabel("date"), to: &html) { html in
      html.element("time", SiteFacts.machineDate(entry.date)) { $0.phrase(.date(entry.date)) }
      if let basis = entry.dateBasis, basis != "stated" { html.phrase(.siteBasis(basis)) }
    }
  }

  /// The date as HTML takes it, where it is one day, month or year.
  static func machineDate(_ date: PartialDate) -> [(String, String)] {
    if case .single = date.form { [("datetime", "\(date)")] } else { [] }
  }

  private func write(_ name: String, _ value: JSONValue, to html: inout HTMLWriter) {
    switch (name, value.kind) {
    case ("attendance", .array): writeAttendance(value, to: &html)
    case ("quorum", .object), ("vote", .object):
      fact(.siteLabel(name), to: &html) { $0.phrase(SiteFacts.counts(value)) }
    case ("speaker", .object):
      fact(.siteLabel(name), to: &html) { html in
        if let office = value["office"]?.string { said(office + " ", office, to: &html) }
        if let name = value["person"]?.string { person(name, to: &html) }
      }
    case ("document", .object): fact(.siteLabel(name), to: &html) { heard(value, to: &$0) }
    case ("presenters", .array), ("parties", .array), ("addressees", .array):
      fact(.siteLabel(name), to: &html) { html in
        list(value.elements.compactMap(\.string), to: &html) { body($0, to: &$1) }
      }
    case (_, .array):
      fact(.siteLabel(name), to: &html) { html in
        list(value.elements.compactMap(\.string), to: &html) { said($0, to: &$1) }
      }
    case ("body", _): fact(.siteLabel("organ"), to: &html) { body(value.string ?? "", to: &$0) }
    case ("number", _):
      fact(.siteLabel(name), to: &html) { html in
        html.text(value.string.map { DocumentNumber($0).canonical } ?? "")
      }
    case (_, .string): writeText(name, value.string ?? "", to: &html)
    default:
      fact(.siteLabel(name), to: &html) { $0.text(String(decoding: value.source, as: UTF8.self)) }
    }
  }

  private func writeText(_ name: String, _ text: String, to html: inout HTMLWriter) {
    let shown = Phrase.value(text, of: name)
    fact(.siteLabel(name), to: &html) { html in
      if shown[.chinese] != text { return html.phrase(shown) }
      said(text, to: &html)
    }
  }

  private func writeTopics(to html: inout HTMLWriter) {
    let topics = content.topics(of: entry.accession)
    guard !topics.isEmpty else { return }
    fact(.siteLabel("topics"), to: &html) { html in
      html.element("ul", ["class": "tags"]) { html in
        for topic in topics {
          html.element("li") {
            $0.recorded("a", ["href": "../topics/\(topic.file).html"], topic.subject.name)
          }
        }
      }
    }
  }

  // MARK: Values

  private func fact(
    _ label: Phrase, to html: inout HTMLWriter, _ value: (inout HTMLWriter) -> Void
  ) {
    html.element("dt", label)
    html.element("dd", [:], value)
  }

  private func list(
    _ texts: [String], to html: inout HTMLWriter, _ one: (String, inout HTMLWriter) -> Void
  ) {
    for (place, text) in texts.enumerated() {
      if place > 0 { html.text("、") }
      one(text, &html)
    }
  }

  /// A text that stands in the record.
  private func said(_ text: String, to html: inout HTMLWriter) {
    html.recorded("span", ["data-said": ""], text)
  }

  /// A text that stands in the record, shown with something behind it.
  private func said(_ shown: String, _ text: String, to html: inout HTMLWriter) {
    html.recorded("span", ["data-said": text], shown)
  }

  private func body(_ name: String, to html: inout HTMLWriter) {
    guard let body = content.body(named: name) else { return said(name, to: &html) }
    html.recorded("a", ["href": "../bodies/\(body.file).html", "data-said": ""], name)
  }

  private func person(_ name: String, to html: inout HTMLWriter) {
    guard let file = people[name] else { return said(name, to: &html) }
    html.recorded("a", ["href": "../people/\(file).html", "data-said": ""], name)
  }

  private func heard(_ document: JSONValue, to html: inout HTMLWriter) {
    if let title = document["title"]?.string { said("《\(title)》", title, to: &html) }
    if let stage = document["stage"]?.string { said("（\(stage)）", stage, to: &html) }
    if let number = document["number"]?.string { said(" \(number)", number, to: &html) }
  }

  private static func counts(_ value: JSONValue) -> Phrase {
    let parts = value.members.map { member in
      let text = member.value.string ?? String(decoding: member.value.source, as: UTF8.self)
      return Phrase.siteLabel(member.name.string ?? "") + Phrase(same: " \(text)")
    }
    return Phrase(
      en: parts.map { $0[.english] }.joined(separator: ", "),
      zh: parts.map { $0[.chinese] }.joined(separator: "，"))
  }

  /// One fact for each capacity, those of one office together.
  private func writeAttendance(_ value: JSONValue, to html: inout HTMLWriter) {
    for capacity in ["chair", "present", "attending", "participating", "absent", "excused"] {
      let members = value.elements.filter { $0["capacity"]?.isString(capacity) ?? false }
      guard !members.isEmpty else { continue }
      fact(.siteLabel(capacity), to: &html) { writeAttendance(Array(members), to: &$0) }
    }
  }

  private func writeAttendance(_ members: [JSONValue], to html: inout HTMLWriter) {
    for (place, member) in members.enumerated() {
      let office = member["office"]?.string
      let isLast = place + 1 == members.count || members[place + 1]["office"]?.string != office
      if let name = member["person"]?.string {
        person(name, to: &html)
      } else if let name = member["body"]?.string {
        body(name, to: &html)
      } else {
        said(member["group"]?.string ?? "█", to: &html)
      }
      if isLast, let office { said("（\(office)）", office, to: &html) }
      if place + 1 < members.count { html.text(isLast && office != nil ? "；" : "、") }
    }
  }
}
