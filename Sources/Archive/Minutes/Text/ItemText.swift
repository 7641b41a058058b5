import EventStore

/// The first line of an item, and the members that it tells.
struct ItemText {
  private(set) var text = ""
  private(set) var told: [String] = []

  /// Takes the first way to write the line from which the same members are read.
  init(_ item: JSONValue, _ kind: RecordKind) {
    for way in Way.all {
      if let line = ItemText.line(item, kind, way), take(line, item, kind) { return }
    }
  }

  /// How to write the line: each part as it stands or, where that would say something else, as a JSON string.
  private struct Way {
    /// Of what stands in front: presenters, a person; a verb has a space behind it then.
    let isHeadQuoted: Bool
    /// Of what stands behind: a subject, a post, words.
    let isTailQuoted: Bool

    /// The most natural ones first.
    static let all = [false, true].flatMap { head in
      [false, true].map { Way(isHeadQuoted: head, isTailQuoted: $0) }
    }

    func head(_ text: String) -> String { isHeadQuoted ? JSONText.quoted(text.utf8) : text }
    func tail(_ text: String) -> String { isTailQuoted ? JSONText.quoted(text.utf8) : text }
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

  /// The line, written in one way; nothing where there is nothing to say.
  private static func line(_ item: JSONValue, _ kind: RecordKind, _ way: Way) -> String? {
    func text(_ name: String) -> String? { item[name]?.string }
    switch kind {
    case .report:
      let presenters = item["presenters"]?.elements.compactMap(\.string) ?? []
      let subject = text("subject").map(way.tail)
      guard !presenters.isEmpty else { return subject }
      return presenters.map(way.head).joined(separator: "、") + "：" + (subject ?? "")
    case .resolution:
      let verb = text("verb") ?? ""
      if let title = text("title") { return (way.isTailQuoted ? "" : verb) + "《" + title + "》" }
      guard let words = text("text").map(way.tail) else { return nil }
      if verb.isEmpty { return words }
      // Words that would be taken for a part of the verb stand behind a space, and so do all that are quoted.
      if way.isHeadQuoted { return verb + " " + words }
      return way.isTailQuoted ? nil : verb + words
    case .personnel:
      guard let action = text("action"), let person = text("person") else { return nil }
      return personnel(action, way.head(person), text("post").map(way.tail))
    case .matter: return text("text").map(way.tail)
    case .agreement:
      return text("title").map { way.isHeadQuoted ? way.tail($0) : "《" + $0 + "》" }
    case .meeting, .document: return nil
    }
  }

  private static let removals: Set<String> = ["免去", "决定免去", "批准免去", "撤职", "罢免", "终止资格", "接受辞职"]

  private static func personnel(_ action: String, _ person: String, _ post: String?) -> String {
    let named = action + " " + person
    guard let post else { return named }
    return removals.contains(action) ? named + " 的 " + post + " 职务" : named + " 为 " + post
  }
}
