import EventStore

/// The first line of an item, and the members that it tells.
struct ItemText {
  private(set) var text = ""
  private(set) var told: [String] = []

  /// Takes the first way to write the line from which the same members are read.
  init(_ item: JSONValue, _ kind: RecordKind) {
    // The most natural way nearly always does.
    if let candidate = ItemText.natural(item, kind), take(candidate, item, kind) { return }
    for candidate in ItemText.candidates(item, kind).dropFirst()
    where take(candidate, item, kind) { return }
  }

  /// Takes a line if the same members are read from it.
  private mutating func take(_ candidate: String, _ item: JSONValue, _ kind: RecordKind) -> Bool {
    guard ItemText.isOneLine(candidate),
      let line = try? ItemLine(ArraySlice(candidate.utf8), of: kind), !line.members.isEmpty,
      ItemText.agrees(line, item)
    else { return false }
    text = candidate
    told = line.members.map(\.name)
    if told.contains("document.title"), item["document"]?["number"] == nil,
      ItemText.isSame(line["document.title"], item["document"]?["title"]),
      ItemText.isSame(line["document.stage"], item["document"]?["stage"])
    {
      told.append("document")
    }
    return true
  }

  private static func isOneLine(_ text: String) -> Bool {
    TextMarks.trimmed(ArraySlice(text.utf8)).count == text.utf8.count
      && text.utf8.first != UInt8(ascii: "?")
      && !TextLines.holdsLineEnd(text) && !TextLines.holdsComment(text)
  }

  private static func isSame(_ texts: [[UInt8]]?, _ value: JSONValue?) -> Bool {
    guard let text = texts?.first, let bytes = value?.stringBytes else { return false }
    return bytes.elementsEqual(text)
  }

  /// Whether everything that a line says is what the item says.
  private static func agrees(_ line: ItemLine, _ item: JSONValue) -> Bool {
    line.members.allSatisfy { member in
      switch member.name {
      case "document.title", "document.stage":
        // Another document stands as a key, and then the line's does not count.
        item["document"] != nil
      case "presenters":
        item["presenters"].map { value in
          Array(value.elements).compactMap { $0.stringBytes.map { Array($0) } } == member.texts
        } ?? false
      default: isSame(member.texts, item[member.name])
      }
    }
  }

  /// The first of the ways to write the first line.
  private static func natural(_ item: JSONValue, _ kind: RecordKind) -> String? {
    func text(_ name: String) -> String? { item[name]?.string }
    switch kind {
    case .report:
      let presenters = item["presenters"]?.elements.compactMap(\.string) ?? []
      guard !presenters.isEmpty else { return text("subject") }
      return presenters.joined(separator: "、") + "：" + (text("subject") ?? "")
    case .resolution:
      let words = text("title").map { "《" + $0 + "》" } ?? text("text")
      return words.map { (text("verb") ?? "") + $0 }
    case .personnel:
      guard let action = text("action"), let person = text("person") else { return nil }
      return personnel(action, person, text("post"))
    case .matter: return text("text")
    case .agreement: return text("title").map { "《" + $0 + "》" }
    case .meeting, .document: return nil
    }
  }

  /// The ways to write the first line, the most natural ones first.
  private static func candidates(_ item: JSONValue, _ kind: RecordKind) -> [String] {
    func text(_ name: String) -> String? { item[name]?.string }
    func quoted(_ name: String) -> String? { text(name).map { JSONText.quoted($0.utf8) } }
    switch kind {
    case .report: return report(item)
    case .resolution:
      let verb = text("verb") ?? ""
      if let title = text("title") { return ["\(verb)《\(title)》", "《\(title)》"] }
      guard let words = text("text") else { return [] }
      return verb.isEmpty
        ? [words, JSONText.quoted(words.utf8)]
        : [verb + words, verb + " " + words, verb + " " + JSONText.quoted(words.utf8)]
    case .personnel: return personnel(item)
    case .matter: return [text("text"), quoted("text")].compactMap { $0 }
    case .agreement:
      return text("title").map { ["《\($0)》", $0, JSONText.quoted($0.utf8)] } ?? []
    case .meeting, .document: return []
    }
  }

  private static func report(_ item: JSONValue) -> [String] {
    let presenters = item["presenters"]?.elements.compactMap(\.string) ?? []
    let subject = item["subject"]?.string
    let quoted = subject.map { JSONText.quoted($0.utf8) }
    guard !presenters.isEmpty else { return [subject, quoted].compactMap { $0 } }
    let names = [
      presenters.joined(separator: "、"),
      presenters.map { JSONText.quoted($0.utf8) }.joined(separator: "、"),
    ]
    return names.flatMap { names in
      subject == nil
        ? ["\(names)："] : [subject, quoted].compactMap { $0.map { "\(names)：\($0)" } }
    }
  }

  private static let removals: Set<String> = ["免去", "决定免去", "批准免去", "撤职", "罢免", "终止资格", "接受辞职"]

  private static func personnel(_ item: JSONValue) -> [String] {
    guard let action = item["action"]?.string, let person = item["person"]?.string else {
      return []
    }
    let names = [person, JSONText.quoted(person.utf8)]
    guard let post = item["post"]?.string else {
      return names.map { personnel(action, $0, nil) }
    }
    let posts = [post, JSONText.quoted(post.utf8)]
    return names.flatMap { name in posts.map { personnel(action, name, $0) } }
  }

  private static func personnel(_ action: String, _ person: String, _ post: String?) -> String {
    let named = action + " " + person
    guard let post else { return named }
    return removals.contains(action) ? named + " 的 " + post + " 职务" : named + " 为 " + post
  }
}
