import EventStore

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
