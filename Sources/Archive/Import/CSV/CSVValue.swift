import EventStore

/// Why a cell cannot be read.
struct CellFault: Error {
  let problem: ImportError.Problem

  init(_ problem: ImportError.Problem) { self.problem = problem }

  init(_ problem: TableProblem) { self.problem = .table(problem) }
}

/// Reads cells as the members of a record that they fill, by the tables that tell what minutes are.
struct CSVValue {
  /// Whether the table was written by this program, which joins texts by `; `.
  let isExport: Bool

  /// Gives a member the value of a cell; an empty one is none.
  func set(
    _ member: Member, _ text: String, in object: inout ImportedObject
  ) throws(CellFault) {
    guard !text.isEmpty else { return }
    let name = member.name
    switch member.shape {
    case .text:
      object.set(name, CSVValue.paragraphs.contains(name) ? text : ImportText.line(text).text)
    case .texts, .lines: object.set(name, try texts(text))
    case .choice(let allowed): try choice(name, text, allowed, in: &object)
    case .count: object[name] = .integer(try CSVValue.count(text))
    case .ordinal(let counter):
      guard let number = OrdinalText.parse(text, counter) else {
        throw CellFault(.number(shortened(text)))
      }
      object[name] = .integer(number)
    case .date: try date(name, text, in: &object)
    case .page, .digest: object.set(name, text)
    case .object, .objects:
      if let raw = try json(text) {
        object[name] = .raw(raw)
      } else {
        try parts(name, text, in: &object)
      }
    }
  }

  private static let paragraphs: Set = ["summary", "notes", "text"]

  private func shortened(_ text: String) -> String {
    MinutesError.shortened(ImportText.line(text).text, to: 60)
  }

  /// The texts of a list: between `; ` where the program wrote it, otherwise between `、`, `；`, line
  /// breaks; or an array in JSON.
  func texts(_ text: String) throws(CellFault) -> [String] {
    if isExport {
      return text.split(separator: "; ").map(\.trimmed).filter { !$0.isEmpty }
    }
    var texts: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let words = try reading(text) { () throws(TextFault) in
        try TextLists.elements(Array(line.utf8)[...])
      }
      texts += words.map(\.text)
    }
    return texts
  }

  /// Reads a part of minutes as text, and tells what is wrong with it.
  func reading<Value>(
    _ text: String, _ body: () throws(TextFault) -> Value
  ) throws(CellFault) -> Value {
    do throws(TextFault) { return try body() } catch {
      throw CellFault(.value(shortened(text), error.problem))
    }
  }

  static func count(_ text: String) throws(CellFault) -> Int {
    guard let count = TextValueReader.count(Array(text.utf8)[...]) else {
      throw CellFault(.number(MinutesError.shortened(ImportText.line(text).text, to: 60)))
    }
    return count
  }

  private func choice(
    _ name: String, _ text: String, _ allowed: [String], in object: inout ImportedObject
  ) throws(CellFault) {
    var word = text
    if name == "openness" {
      let (openness, condition) = TextValueReader.openness(Array(text.utf8)[...])
      word = openness
      object.set("condition", condition?.text)
    }
    word = TextChoices.value(word, of: name)
    let lower = word.lowercased()
    guard let value = allowed.first(where: { $0 == word || $0.lowercased() == lower }) else {
      throw CellFault(
        .notOneOf(shortened(text), allowed: allowed, nearest: Nearest.match(word, among: allowed)))
    }
    object.set(name, value)
  }

  /// The JSON of a cell that begins like it; nothing where it begins otherwise.
  private func json(_ text: String) throws(CellFault) -> [UInt8]? {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "{") || bytes.first == UInt8(ascii: "[") else { return nil }
    do throws(JSONError) { _ = try JSONDocument(bytes) } catch {
      throw CellFault(TableProblem.json(error.problem))
    }
    return bytes
  }
}

// MARK: - Objects in words

extension CSVValue {
  /// Reads an object as minutes have it in words.
  private func parts(
    _ name: String, _ text: String, in object: inout ImportedObject
  ) throws(CellFault) {
    let bytes = Array(ImportText.line(text).text.utf8)[...]
    switch name {
    case "vote":
      let (counts, method) = try reading(text) { () throws(TextFault) in
        try TextValueReader.vote(bytes)
      }
      var vote = ImportedObject()
      for (name, count) in counts { vote[name] = .integer(count) }
      vote.set("method", method?.text)
      object.set(name, vote)
    case "speaker":
      let (person, office) = try reading(text) { () throws(TextFault) in
        try TextValueReader.speaker(bytes)
      }
      var speaker = ImportedObject()
      speaker.set("person", person?.text)
      speaker.set("office", office?.text)
      object.set(name, speaker)
    case "document":
      let heard = TextDocument(bytes)
      var document = ImportedObject()
      document.set("title", heard.title.text)
      document.set("stage", heard.stage?.text)
      document.set("number", heard.number?.text)
      object.set(name, document)
    case "sources": object.set(name, try sources(text))
    case "attendance": object.set(name, try attendance(text, as: "present"))
    default:
      throw CellFault(TableProblem.json(.unexpected(found: bytes.first ?? 0, expected: .object)))
    }
  }

  /// Sources, one on each line: `重庆日报 2020-09-21 | 第3版`.
  private func sources(_ text: String) throws(CellFault) -> [ImportedObject] {
    var sources: [ImportedObject] = []
    for line in text.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
      let read = try reading(text) { () throws(TextFault) in
        try TextSource(Array(line.trimmed.utf8)[...])
      }
      var source = ImportedObject.source(title: read.title?.text, url: read.url?.text)
      source.set("date", read.date.map { TextValueReader.date($0) })
      source.set("page", read.page?.text)
      source.set("lines", read.lines.map(\.text))
      source.set("sha256", read.digest?.text)
      source.set("quote", read.quote?.text)
      sources.append(source)
    }
    return sources
  }

  /// Who attended: `刘学普、周旬（副主任）；龙华（秘书长）`.
  func attendance(_ text: String, as capacity: String) throws(CellFault) -> [ImportedObject] {
    var list: [ImportedObject] = []
    for line in text.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
      let attendants = try reading(text) { () throws(TextFault) in
        try TextValueReader.attendants(Array(line.utf8)[...])
      }
      for attendant in attendants {
        var member = ImportedObject()
        member.set(attendant.kind.rawValue, attendant.name.text)
        member.set("office", attendant.office?.text)
        member.set("capacity", capacity)
        list.append(member)
      }
    }
    return list
  }
}
