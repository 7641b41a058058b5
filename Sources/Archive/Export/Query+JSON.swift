import EventStore

extension Query {
  /// Writes the question as it was understood: only what was asked for, names as they were given.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      if let words { write("words", words.text, to: &writer) }
      write("body", bodies, to: &writer)
      write("series", series, to: &writer)
      write("term", term, to: &writer)
      write("ordinal", ordinal, to: &writer)
      if let from { write("from", "\(from)", to: &writer) }
      if let to { write("to", "\(to)", to: &writer) }
      write("topic", topics, to: &writer)
      write("kind", kinds.map(\.rawValue), to: &writer)
      write("person", persons, to: &writer)
      if let number { write("number", DocumentNumber(number).canonical, to: &writer) }
      write("outcome", outcomes, to: &writer)
      write("stage", stages, to: &writer)
      write("openness", openness.map(\.rawValue), to: &writer)
      if isRetracted {
        writer.name("retracted")
        writer.boolean(true)
      }
      if let on { write("on", "\(on)", to: &writer) }
      if let asOf { write("asOf", "\(asOf)", to: &writer) }
      if let ceiling { write("ceiling", ceiling.rawValue, to: &writer) }
      write("sort", order.rawValue, to: &writer)
      write("limit", limit, to: &writer)
      if offset > 0 { write("offset", offset, to: &writer) }
    }
  }

  private func write(_ name: String, _ value: String, to writer: inout JSONWriter) {
    writer.name(name)
    writer.string(value)
  }

  private func write(_ name: String, _ value: Int?, to writer: inout JSONWriter) {
    guard let value else { return }
    writer.name(name)
    writer.integer(value)
  }

  private func write(_ name: String, _ values: [String], to writer: inout JSONWriter) {
    guard !values.isEmpty else { return }
    writer.name(name)
    writer.array { writer in
      for value in values { writer.string(value) }
    }
  }
}
