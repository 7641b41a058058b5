import EventStore

@testable import Archive

/// Holds drafts against what they promise.
enum DraftCheck {
  /// What is wrong with the minutes drafted from a page, apart from what they mark as missing.
  static func problem(of page: String, edition: String?) -> String? {
    let draft = Pages.draft(page, edition: edition)
    for record in draft.records {
      let doubts = Set(record.doubts.map(\.path))
      let json = MinutesFile(record.json, name: "draft.json")
      for error in json.errors where !isMarked(error, doubts) { return "JSON: \(error)" }
      let minutes = MinutesFile(Array(unmarked(record.minutes).utf8), name: "draft.md")
      for error in minutes.errors where !isMarked(error, doubts) {
        return "minutes: \(error)\n\(record.minutes)"
      }
      if json.errors.isEmpty, minutes.drafts.map(\.payload) != json.drafts.map(\.payload) {
        return "text and JSON differ\n\(record.minutes)"
      }
      if !doubts.isEmpty, MinutesFile(Array(record.minutes.utf8), name: "draft.md").errors.isEmpty {
        return "a doubt is taken for minutes\n\(record.minutes)"
      }
    }
    return nil
  }

  /// The minutes with their question marks taken away.
  static func unmarked(_ minutes: String) -> String {
    minutes.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      for mark in [": ? ", "# ? ", ". ? "] {
        guard let range = line.firstRange(of: mark) else { continue }
        return "\(line[..<range.lowerBound])\(mark.dropLast(2))\(line[range.upperBound...])"
      }
      return String(line).replacing("- 机构: ?", with: "- 机构:").replacing(
        "- body: ?", with: "- body:")
    }.joined(separator: "\n")
  }

  /// Whether a problem is what the draft says by itself: no organ, no day.
  private static func isMarked(_ error: MinutesError, _ doubts: Set<String>) -> Bool {
    guard doubts.contains("/body") else { return false }
    let told = error.description
    return error.path == "$.body" || told.contains(": 机构: ") || told.contains(": body: ")
  }

  /// A field that does not stand in the page where the draft says.
  static func misplaced(in page: String) -> String? {
    let draft = Pages.draft(page)
    let scalars = Array(page.unicodeScalars)
    var lineOf: [Int] = []
    var line = 1
    for scalar in scalars {
      lineOf.append(line)
      if scalar == "\n" { line += 1 }
    }
    for record in draft.records {
      for field in record.evidence {
        let range = field.characters
        guard range.upperBound <= scalars.count else { return "\(field): behind the end" }
        let words = scalars[range].filter { !isIgnored($0) }
        guard words == field.quote.unicodeScalars.filter({ !isIgnored($0) }) else {
          return "\(field): \(String(String.UnicodeScalarView(words)))"
        }
        guard !range.isEmpty else { return "\(field): no words" }
        guard lineOf[range.lowerBound] == field.lines.lowerBound,
          lineOf[range.upperBound - 1] == field.lines.upperBound
        else { return "\(field): other lines" }
        if 0.0...1.0 ~= field.confidence { continue }
        return "\(field): confidence"
      }
    }
    return nil
  }

  /// White space, and the signs of Markdown.
  private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x23, 0x2A, 0x200B, 0xFEFF, 0...0x1F, 0x7F...0x9F: true
    default: scalar.properties.isWhitespace
    }
  }

  /// What is drafted from a page, without its places.
  static func contents(_ page: String) -> [String] {
    Pages.draft(page).records.compactMap { record in
      (try? DraftedMinutes(record)).map { minutes in
        [
          minutes.title, minutes.identity, minutes.date ?? "-", minutes.number ?? "-",
          minutes.attendees.joined(separator: ";"), minutes.acts.joined(separator: ";"),
          minutes.sources.first?.quote ?? "",
        ].joined(separator: " | ")
      }
    }
  }
}
