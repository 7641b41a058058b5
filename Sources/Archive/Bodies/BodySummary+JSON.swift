import EventStore

extension BodySummary {
  /// Writes the body as members of an object.
  public func write(to writer: inout JSONWriter) {
    writer.member("name", name)
    for (list, names) in [("aliases", aliases), ("parents", parents)] {
      writer.name(list)
      writer.array { writer in
        for name in names { writer.string(name) }
      }
    }
    writer.name("meetings")
    writer.integer(meetings)
    writer.name("records")
    writer.integer(records)
    writer.member("classification", classification)
    writer.member("jurisdiction", jurisdiction)
    if !earlier.isEmpty {
      writer.name("earlier")
      writer.array { writer in
        for old in earlier {
          writer.object { writer in
            writer.member("name", old.name)
            writer.member("until", "\(old.until)")
          }
        }
      }
    }
    writer.member("dissolved", dissolved.map { "\($0)" })
    writer.member("successor", successor)
    guard !terms.isEmpty else { return }
    writer.name("terms")
    writer.array { writer in
      for term in terms { writer.object { term.write(to: &$0) } }
    }
  }
}

extension BodySummary.Term {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.name("term")
    writer.integer(number)
    writer.member("first", "\(first)")
    writer.member("last", "\(last)")
    writer.name("meetings")
    writer.integer(meetings)
  }
}

extension BodyTree {
  /// Writes the body, with those that belong to it, as members of an object.
  public func write(to writer: inout JSONWriter) {
    body.write(to: &writer)
    guard !parts.isEmpty else { return }
    writer.name("parts")
    writer.array { writer in
      for part in parts { writer.object { part.write(to: &$0) } }
    }
  }
}
