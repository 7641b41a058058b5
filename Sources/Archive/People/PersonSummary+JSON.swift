import EventStore

extension PersonSummary {
  /// Writes the person as members of an object.
  public func write(to writer: inout JSONWriter) {
    writer.member("name", name)
    writer.member("disambiguator", disambiguator)
    writer.member("id", id)
    writer.member("otherNames", otherNames)
    for (name, count) in [
      ("records", records), ("chaired", chaired), ("attended", attended), ("spoke", spoke),
      ("proposed", proposed), ("personnel", personnel),
    ] {
      writer.name(name)
      writer.integer(count)
    }
  }
}

extension PersonRecord {
  /// Writes the person, with the offices held, as members of an object.
  public func write(to writer: inout JSONWriter) {
    person.write(to: &writer)
    writer.name("offices")
    writer.array { writer in
      for tenure in tenures { writer.object { tenure.write(to: &$0) } }
    }
  }
}

extension Tenure {
  /// Writes the office, and what tells of it, as members of an object.
  func write(to writer: inout JSONWriter) {
    writer.member("office", office)
    for (name, evidence) in [
      ("begin", begin), ("end", end), ("firstSeen", firstSeen), ("lastSeen", lastSeen),
    ] {
      guard let evidence else { continue }
      writer.name(name)
      writer.object { writer in
        writer.member("date", "\(evidence.date)")
        writer.member("accession", "\(evidence.accession)")
        writer.member("action", evidence.action)
      }
    }
  }
}

extension OfficeHolder {
  /// Writes who held the office, and what tells of it, as members of an object.
  public func write(to writer: inout JSONWriter) {
    writer.member("name", person.name)
    writer.member("disambiguator", person.disambiguator)
    writer.member("certainty", certainty.rawValue)
    tenure.write(to: &writer)
  }
}
