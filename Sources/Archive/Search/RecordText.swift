import EventStore

/// The texts of a record: its title, made where it has none, and the fields that words search.
struct RecordText {
  let kind: RecordKind
  let payload: JSONValue

  private func string(_ name: String) -> String? { payload[name]?.string }

  /// The record's title, or one made from its parts.
  var title: String {
    string("title") ?? madeTitle ?? string("asStated") ?? string("summary") ?? ""
  }

  private var madeTitle: String? {
    switch kind {
    case .meeting, .document, .agreement: nil
    case .report: reportTitle
    case .resolution:
      string("text").map { text in (string("verb") ?? "") + text }
    case .personnel: personnelTitle
    case .matter: string("text")
    }
  }

  private var reportTitle: String? {
    guard let subject = string("subject") ?? documentTitle else { return nil }
    var presenters = payload["presenters"]?.elements.compactMap(\.string) ?? []
    if presenters.isEmpty, let speaker = payload["speaker"] {
      presenters = [(speaker["office"]?.string ?? "") + (speaker["person"]?.string ?? "")]
    }
    return presenters.isEmpty ? subject : presenters.joined(separator: "、") + "：" + subject
  }

  private var documentTitle: String? {
    guard let document = payload["document"], let title = document["title"]?.string else {
      return nil
    }
    return "《\(title)\(document["stage"]?.string.map { "（\($0)）" } ?? "")》"
  }

  /// The actions that end what a person holds.
  private static let removals: Set<String> = ["免去", "决定免去", "批准免去", "撤职", "罢免", "终止资格"]

  private var personnelTitle: String? {
    guard let action = string("action"), let person = string("person") else { return nil }
    guard let post = string("post") else { return action + person }
    if action == "接受辞职" { return "接受\(person)辞去\(post)职务" }
    return RecordText.removals.contains(action)
      ? "\(action)\(person)的\(post)职务" : "\(action)\(person)为\(post)"
  }

  /// The members that words search, beside the title and a document's sections.
  static let searched = ["subject", "summary", "text", "notes", "asStated"]

  /// The fields that words search, each normalised by itself.
  var normalizedFields: [[UInt8]] {
    var fields = [Normalizer.normalize(title)]
    for name in RecordText.searched {
      if let text = payload[name]?.stringBytes { fields.append(Normalizer.normalize(text)) }
    }
    guard kind == .document, let sections = payload["sections"] else { return fields }
    for section in sections.elements {
      for name in ["heading", "text"] {
        if let text = section[name]?.stringBytes { fields.append(Normalizer.normalize(text)) }
      }
    }
    return fields
  }
}

extension RecordText {
  /// The fields that words search, without those that an earlier one holds between punctuation: what
  /// stands in them stands there.
  ///
  /// Titles are often made of a subject, or are one.
  var distinctFields: [[UInt8]] {
    var fields: [[UInt8]] = []
    for field in normalizedFields where !fields.contains(where: { RecordText.holds($0, field) }) {
      fields.append(field)
    }
    return fields
  }

  private static func holds(_ field: [UInt8], _ other: [UInt8]) -> Bool {
    var at = 0
    while let start = ByteSearch.find(other, in: field, from: at) {
      if isEdge(field[..<start].suffix(4), { $0.last }),
        isEdge(field[(start + other.count)...].prefix(4), { $0.first })
      {
        return true
      }
      at = start + 1
    }
    return other.isEmpty
  }

  /// Whether nothing that stands beside a character can change what it is a part of.
  private static func isEdge(
    _ text: ArraySlice<UInt8>, _ side: (String.UnicodeScalarView) -> Unicode.Scalar?
  ) -> Bool {
    guard let scalar = side(String(decoding: text, as: UTF8.self).unicodeScalars) else {
      return true
    }
    switch scalar.value {
    case 0x20, 0x3001...0x3002, 0x3008...0x3011, 0x3014...0x301B: return true
    default: return Script.Side(scalar.value) == .punctuation
    }
  }
}
