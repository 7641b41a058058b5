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
    var fields: [[UInt8]] = []
    forEachField { fields.append(Normalizer.normalize($0)) }
    return fields
  }

  /// Gives out the fields that words search.
  private func forEachField(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    if let title = payload["title"]?.stringBytes {
      title.withUnsafeBufferPointer(body)
    } else {
      var title = title
      title.withUTF8(body)
    }
    for name in RecordText.searched {
      payload[name]?.stringBytes?.withUnsafeBufferPointer(body)
    }
    guard kind == .document, let sections = payload["sections"] else { return }
    for section in sections.elements {
      for name in ["heading", "text"] {
        section[name]?.stringBytes?.withUnsafeBufferPointer(body)
      }
    }
  }
}

extension RecordText {
  /// The fields that words search, in place of what was there.
  func read(into fields: inout SearchedFields) {
    fields.removeAll()
    forEachField { fields.append($0) }
  }

  /// The fields that words search, as `SearchedFields` has them.
  var distinctFields: [[UInt8]] {
    var fields = SearchedFields(in: ReusedMemory())
    read(into: &fields)
    return fields.bytes
  }
}
