import Archive
import EventStore

/// A record as a page for people, in the order in which minutes tell it.
struct RecordPage {
  private let entry: Entry
  private let items: [Entry]
  /// What other records tell of this one.
  private let surroundings: [(Phrase, Phrase)]

  init(_ entry: Entry, _ items: [Entry], _ surroundings: [(Phrase, Phrase)] = []) {
    self.entry = entry
    self.items = items
    self.surroundings = surroundings
  }

  private static let labelWidth = 14
  static let widest = 100

  func write(to output: Output) throws(Failure) {
    let style = output.style
    let width = min(output.width ?? RecordPage.widest, RecordPage.widest)
    let number = "\(entry.accession)"
    let title = TextWidth.wrap(Printable.line(entry.title), to: width - number.count - 2)
    for (index, line) in title.enumerated() {
      let head = index == 0 ? style(number, .name) : String(repeating: " ", count: number.count)
      try output.line(head + "  " + style(line, .heading))
    }
    try output.line()
    if let retraction = entry.retraction {
      let text = Printable.block(output.text(.act(retraction.act, about: retraction.target)))
      for line in TextWidth.wrap(text, to: width - 2) {
        try output.line("  " + style(line, .bad))
      }
      try output.line()
    }
    for (label, value) in facts {
      try write(output.text(label), output.text(value), width, to: output)
    }
    try writeItems(width, to: output)
    try SectionText.write(entry.sections, width, to: output)
    try output.line()
    for (label, value) in surroundings {
      try write(output.text(label), output.text(value), width, to: output)
    }
    try write(
      output.text(.label("openness")), output.text(.openness(entry.openness)), width, to: output)
    let recorded = Phrase.recorded(
      "\(entry.recordedAt)", position: "\(entry.position)", event: entry.event.name)
    try write(output.text(.label("recorded")), output.text(recorded), width, to: output)
    try writeActs(width, to: output)
  }

  private func write(
    _ label: String, _ value: String, _ width: Int, to output: Output
  ) throws(Failure) {
    let text = Printable.block(value)
    let lines = TextWidth.wrap(text, to: width - RecordPage.labelWidth - 2)
    for (index, line) in lines.enumerated() {
      let head = TextWidth.pad(index == 0 ? label : "", to: RecordPage.labelWidth)
      try output.line("  " + output.style(head, .quiet) + line)
    }
  }

  /// What was done about the record and its items since, in the order of recording.
  private func writeActs(_ width: Int, to output: Output) throws(Failure) {
    let acts = ([entry] + items).flatMap(\.acts).sorted { $0.position < $1.position }
    for (index, act) in acts.enumerated() {
      let label = index == 0 ? output.text(.label("history")) : ""
      let line =
        output.text(.act(act.act, about: act.target)) + "  "
        + output.text(.momentAndPosition("\(act.recordedAt)", "\(act.position)"))
      try write(label, line, width, to: output)
    }
  }

  /// What the record says, each fact with its name, in the order of the schema.
  private var facts: [(Phrase, Phrase)] {
    var facts: [(Phrase, Phrase)] = []
    if let meeting = entry.meeting {
      facts.append((.label("meeting"), Phrase(same: "\(meeting.accession) \(meeting.title)")))
    }
    facts.append((.label("kind"), .kind(entry.kind)))
    if !entry.bodies.isEmpty {
      facts.append((.label("body"), Phrase(same: entry.bodies.joined(separator: "、"))))
    }
    let date = Phrase.date(entry.date)
    facts.append((.label("date"), entry.dateBasis.map { date + .basis($0) } ?? date))
    for member in entry.members.members {
      guard let name = member.name.string, !RecordPage.toldElsewhere.contains(name) else {
        continue
      }
      if name == "body", entry.kind != .personnel { continue }
      facts += RecordPage.facts(of: name, member.value)
    }
    facts += entry.matchedTopics.map { (.label("topics"), .matched($0)) }
    return facts
  }

  private static let toldElsewhere: Set<String> = [
    "record", "item", "order", "title", "date", "dateBasis", "issuers", "openness", "sections",
  ]

  private static func facts(of name: String, _ value: JSONValue) -> [(Phrase, Phrase)] {
    switch (name, value.kind) {
    case ("attendance", .array): attendance(value)
    case ("sources", .array): value.elements.map { (.label("source"), source($0)) }
    case (_, .array): [(.label(name), joined(value.elements.map { plain($0, of: name) }, "、", "、"))]
    // Beside the meeting's body it would be taken for the same thing.
    case ("body", _): [(.label("organ"), plain(value, of: name))]
    default: [(.label(name), plain(value, of: name))]
    }
  }

  private static func joined(_ parts: [Phrase], _ en: String, _ zh: String) -> Phrase {
    Phrase(
      en: parts.map { $0[.english] }.joined(separator: en),
      zh: parts.map { $0[.chinese] }.joined(separator: zh))
  }

  /// One line for each capacity, those of one office together.
  private static func attendance(_ value: JSONValue) -> [(Phrase, Phrase)] {
    var facts: [(Phrase, Phrase)] = []
    for capacity in ["chair", "present", "attending", "participating", "absent", "excused"] {
      var groups: [(office: String?, names: [String])] = []
      for entry in value.elements where entry["capacity"]?.isString(capacity) ?? false {
        let name = (entry["person"] ?? entry["group"] ?? entry["body"])?.string ?? ""
        let office = entry["office"]?.string
        if groups.last?.office == office, !groups.isEmpty {
          groups[groups.count - 1].names.append(name)
        } else {
          groups.append((office, [name]))
        }
      }
      guard !groups.isEmpty else { continue }
      let text = groups.map { group in
        group.names.joined(separator: "、") + (group.office.map { "（\($0)）" } ?? "")
      }
      facts.append((.label(capacity), Phrase(same: text.joined(separator: "；"))))
    }
    return facts
  }

  /// A source in one line.
  static func source(_ value: JSONValue) -> Phrase {
    var parts: [Phrase] = []
    let head = [value["title"]?.string, value["date"]?.string].compactMap { $0 }
    if !head.isEmpty { parts.append(Phrase(same: head.joined(separator: " "))) }
    if let page = value["page"] { parts.append(.page(plain(page, of: "page")[.english])) }
    if let url = value["url"]?.string { parts.append(Phrase(same: url)) }
    if let lines = value["lines"] {
      parts.append(joined(lines.elements.map { plain($0, of: "lines") }, ", ", "、"))
    }
    if let digest = value["sha256"]?.string { parts.append(Phrase(same: "sha256:\(digest)")) }
    if let quote = value["quote"]?.string { parts.append(Phrase(same: "“\(quote)”")) }
    return joined(parts, " | ", " | ")
  }

  private static func plain(_ value: JSONValue, of name: String) -> Phrase {
    if let text = value.string { return .value(text, of: name) }
    guard value.kind == .object else {
      return Phrase(same: String(decoding: value.source, as: UTF8.self))
    }
    let members = value.members.map { member in
      let name = member.name.string ?? ""
      return .label(name) + Phrase(same: " ") + plain(member.value, of: name)
    }
    return joined(members, ", ", "，")
  }

  private func writeItems(_ width: Int, to output: Output) throws(Failure) {
    var heading: RecordKind?
    for item in items {
      if item.kind != heading {
        heading = item.kind
        try output.line()
        try output.line(output.style(output.text(.heading(of: item.kind)), .heading))
      }
      let number = "\(item.accession)"
      let indent = String(repeating: " ", count: number.count + 4)
      let text = RecordPage.firstLine(of: item)
      let lines = TextWidth.wrap(Printable.line(text), to: width - indent.count)
      for (index, line) in lines.enumerated() {
        try output.line(
          index == 0 ? "  " + output.style(number, .name) + "  " + line : indent + line)
      }
    }
  }

  /// The item as one sentence: a resolution with its verb.
  static func firstLine(of item: Entry) -> String {
    guard item.kind == .resolution, item.members["title"] != nil,
      let verb = item.members["verb"]?.string
    else { return item.title }
    return item.title.hasPrefix("《") ? verb + item.title : "\(verb)《\(item.title)》"
  }
}
