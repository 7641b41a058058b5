import EventStore

extension RedactionReport {
  /// Writes the redaction as the record's history tells it, with how many payloads were taken out and
  /// where the words still stand.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      if let position {
        writer.name("position")
        writer.integer(Int(position.rawValue))
      }
      writer.member("event", RecordAct.redaction.name)
      writer.member("accession", "\(target)")
      redaction.write(to: &writer)
      writer.name("payloads")
      writer.integer(payloads)
      writer.name("stillIn")
      writer.array { writer in
        for number in stillIn { writer.string("\(number)") }
      }
    }
  }
}

extension ActReport {
  /// Writes one object for each act, as the record's history tells it; without positions where
  /// nothing was recorded.
  public func write(to writer: inout JSONWriter) {
    writer.array { writer in
      for (index, done) in acts.enumerated() {
        writer.object { writer in
          if let position {
            writer.name("position")
            writer.integer(Int(position.rawValue) + index)
          }
          writer.member("event", done.act.eventType.name)
          writer.member("accession", "\(done.target)")
          done.act.write(to: &writer)
        }
      }
    }
  }
}
