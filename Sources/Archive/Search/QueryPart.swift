/// A part of a question: one filter, or one word with its alternatives.
struct QueryPart {
  /// The part as it is typed.
  let text: String
  /// The question that has this part and no other.
  let query: Query
}

extension Query {
  /// The parts of the question, each with all of its values.
  var parts: [QueryPart] {
    var plain = Query()
    plain.isRetracted = isRetracted
    plain.reachesSubBodies = reachesSubBodies
    plain.asOf = asOf
    plain.limit = 0
    var parts: [QueryPart] = []
    func add(_ text: String, _ set: (inout Query) -> Void) {
      var query = plain
      set(&query)
      parts.append(QueryPart(text: text, query: query))
    }
    func add<Value>(
      _ option: String, _ member: WritableKeyPath<Query, [Value]>, _ name: (Value) -> String
    ) {
      let values = self[keyPath: member]
      guard !values.isEmpty else { return }
      let text = values.map { "--\(option) \(name($0))" }.joined(separator: " ")
      add(text) { $0[keyPath: member] = values }
    }
    add("body", \.bodies) { $0 }
    add("series", \.series) { $0 }
    if let term { add("--term \(term)") { $0.term = term } }
    if let ordinal { add("--ordinal \(ordinal)") { $0.ordinal = ordinal } }
    let bounds = [from.map { "--from \($0)" }, to.map { "--to \($0)" }].compactMap { $0 }
    if !bounds.isEmpty {
      add(bounds.joined(separator: " ")) { ($0.from, $0.to) = (from, to) }
    }
    add("kind", \.kinds) { $0.rawValue }
    add("person", \.persons) { $0 }
    if let number { add("--number \(DocumentNumber(number).canonical)") { $0.number = number } }
    add("outcome", \.outcomes) { $0 }
    add("stage", \.stages) { $0 }
    add("openness", \.openness) { $0.rawValue }
    if let on { add("--on \(on)") { $0.on = on } }
    for alternatives in words?.required ?? [] {
      add(alternatives.map(\.text).joined(separator: " OR ")) {
        $0.words = Words(required: [alternatives])
      }
    }
    add("topic", \.topics) { $0 }
    for word in words?.excluded ?? [] {
      add("-\(word.text)") { $0.words = Words(required: [[word]]) }
    }
    return parts
  }
}

extension Word {
  /// The word as it is looked for; other ways to write its numbers stand behind it.
  fileprivate var text: String {
    forms.map { form in
      let text = String(decoding: form.bytes, as: UTF8.self)
      let isPrefix = !form.endsWord && text.unicodeScalars.last.map(Script.isWord) ?? false
      return (text.contains(" ") ? "\"\(text)\"" : text) + (isPrefix ? "*" : "")
    }.joined(separator: "|")
  }
}
