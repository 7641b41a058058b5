import Archive
import EventStore

/// A record as a page for people, in the order in which minutes tell it.
struct RecordPage {
  private let entry: Entry
  private let items: [Entry]

  init(_ entry: Entry, _ items: [Entry]) {
    self.entry = entry
    self.items = items
  }

  private static let labelWidth = 14
  private static let widest = 100

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
    for (label, value) in facts { try write(label, value, width, to: output) }
    try writeItems(width, to: output)
    if let sections = entry.members["sections"] { try write(sections: sections, width, to: output) }
    try output.line()
    try write(
      "openness", "\(entry.openness.rawValue) (\(entry.openness.chineseName))", width, to: output)
    try write(
      "recorded", "\(entry.recordedAt) at position \(entry.position) (\(entry.event.name))", width,
      to: output)
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

  /// What the record says, each fact with its name, in the order of the schema.
  private var facts: [(String, String)] {
    var facts: [(String, String)] = []
    if let meeting = entry.meeting {
      facts.append(("meeting", "\(meeting.accession) \(meeting.title)"))
    }
    facts.append(("kind", entry.kind.rawValue))
    if !entry.bodies.isEmpty { facts.append(("body", entry.bodies.joined(separator: "、"))) }
    facts.append(("date", "\(entry.date)" + (entry.dateBasis.map { " (\($0))" } ?? "")))
    for member in entry.members.members {
      guard let name = member.name.string, !RecordPage.toldElsewhere.contains(name) else {
        continue
      }
      if name == "body", entry.kind != .personnel { continue }
      facts += RecordPage.facts(of: name, member.value)
    }
    return facts
  }

  private static let toldElsewhere: Set<String> = [
    "record", "item", "order", "title", "date", "dateBasis", "issuers", "openness", "sections",
  ]

  private static func facts(of name: String, _ value: JSONValue) -> [(String, String)] {
    switch (name, value.kind) {
    case ("attendance", .array): attendance(value)
    case ("sources", .array): value.elements.map { ("source", source($0)) }
    case (_, .array): [(name, value.elements.map(plain).joined(separator: "、"))]
    // Beside the meeting's body it would be taken for the same thing.
    case ("body", _): [("organ", plain(value))]
    default: [(name, plain(value))]
    }
  }

  /// One line for each capacity, those of one office together.
  private static func attendance(_ value: JSONValue) -> [(String, String)] {
    var facts: [(String, String)] = []
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
      facts.append((capacity, text.joined(separator: "；")))
    }
    return facts
  }

  private static func source(_ value: JSONValue) -> String {
    var parts: [String] = []
    let head = [value["title"]?.string, value["date"]?.string].compactMap { $0 }
    if !head.isEmpty { parts.append(head.joined(separator: " ")) }
    if let page = value["page"] { parts.append("page \(plain(page))") }
    if let url = value["url"]?.string { parts.append(url) }
    if let lines = value["lines"] {
      parts.append(lines.elements.map(plain).joined(separator: ", "))
    }
    if let digest = value["sha256"]?.string { parts.append("sha256:\(digest)") }
    if let quote = value["quote"]?.string { parts.append("“\(quote)”") }
    return parts.joined(separator: " | ")
  }

  private static func plain(_ value: JSONValue) -> String {
    if let text = value.string { return text }
    guard value.kind == .object else { return String(decoding: value.source, as: UTF8.self) }
    return value.members.map { member in
      "\(member.name.string ?? "") \(plain(member.value))"
    }.joined(separator: ", ")
  }

  private func writeItems(_ width: Int, to output: Output) throws(Failure) {
    var heading: RecordKind?
    for item in items {
      if item.kind != heading {
        heading = item.kind
        try output.line()
        try output.line(output.style(RecordPage.heading(of: item.kind), .heading))
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
  private static func firstLine(of item: Entry) -> String {
    guard item.kind == .resolution, item.members["title"] != nil,
      let verb = item.members["verb"]?.string
    else { return item.title }
    return item.title.hasPrefix("《") ? verb + item.title : "\(verb)《\(item.title)》"
  }

  private static func heading(of kind: RecordKind) -> String {
    switch kind {
    case .report: "Reports heard"
    case .resolution: "Resolutions"
    case .personnel: "Personnel"
    case .matter: "Matters"
    case .agreement: "Agreements"
    case .meeting, .document: ""
    }
  }

  private func write(
    sections: JSONValue, _ width: Int, to output: Output
  ) throws(Failure) {
    for section in sections.elements {
      try output.line()
      let head = [section["path"]?.string, section["heading"]?.string].compactMap { $0 }
      for line in TextWidth.wrap(Printable.line(head.joined(separator: " ")), to: width) {
        try output.line(output.style(line, .heading))
      }
      guard let text = section["text"]?.string else { continue }
      for line in TextWidth.wrap(Printable.block(text), to: width - 2) {
        try output.line("  " + line)
      }
    }
  }
}
