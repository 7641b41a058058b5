import EventStore

extension Entry {
  /// Members of minutes that an entry has under a name of its own, or not at all.
  private static let placedElsewhere = [
    "record", "item", "order", "title", "date", "dateBasis", "body", "openness",
  ].map { Array($0.utf8) }

  /// Writes the entry as one JSON object.
  ///
  /// - Parameter more: Writes further members at its end.
  public func write(
    to writer: inout JSONWriter, more: (inout JSONWriter) -> Void = { _ in }
  ) {
    writer.object { writer in
      writeHead(to: &writer)
      for member in members.members {
        let name = member.name
        guard !Entry.placedElsewhere.contains(where: name.isString) else { continue }
        writer.name(name)
        Entry.write(name, member.value, to: &writer)
      }
      if kind == .personnel, let organ = members["body"] {
        writer.name("organ")
        writer.value(organ)
      }
      writer.name("openness")
      writer.string(openness.rawValue)
      writer.name("recorded")
      writer.string(recordedAt.description)
      writer.name("position")
      writer.integer(Int(position.rawValue))
      if !matchedTopics.isEmpty {
        writer.name("matchedTopics")
        writer.array { writer in
          for match in matchedTopics { match.write(to: &writer) }
        }
      }
      writeRetraction(to: &writer)
      writeRedactions(to: &writer)
      if !conflicts.isEmpty {
        writer.name("conflicts")
        writer.array { writer in
          for conflict in conflicts {
            writer.object { conflict.write(to: &$0) }
          }
        }
      }
      more(&writer)
    }
  }

  /// Why the record, or its meeting, was withdrawn.
  func writeRetraction(to writer: inout JSONWriter) {
    guard let retraction, case .retracted(let reasons) = retraction.act else { return }
    writer.name("retracted")
    writer.object { writer in
      writer.name("target")
      writer.string("\(retraction.target)")
      reasons.write(to: &writer)
      writer.name("recorded")
      writer.string(retraction.recordedAt.description)
      writer.name("position")
      writer.integer(Int(retraction.position.rawValue))
    }
  }

  /// What was erased, and why.
  func writeRedactions(to writer: inout JSONWriter) {
    guard !redactions.isEmpty else { return }
    writer.name("redacted")
    writer.array { writer in
      for redaction in redactions {
        writer.object { redaction.write(to: &$0) }
      }
    }
  }

  /// Writes the value of a member, document numbers in their canonical form.
  private static func write(_ name: JSONValue, _ value: JSONValue, to writer: inout JSONWriter) {
    if name.isString("number"), let number = value.string {
      writer.string(DocumentNumber(number).canonical)
    } else if name.isString("document"), value.kind == .object {
      writer.object { writer in
        for member in value.members {
          writer.name(member.name)
          write(member.name, member.value, to: &writer)
        }
      }
    } else {
      writer.value(value)
    }
  }

  private func writeHead(to writer: inout JSONWriter) {
    writer.name("accession")
    writer.string(accession.description)
    writer.name("kind")
    writer.string(kind.rawValue)
    writer.name("date")
    writer.string(date.description)
    if let dateBasis {
      writer.name("dateBasis")
      writer.string(dateBasis)
    }
    writer.name("body")
    writer.array { writer in
      for body in bodies { writer.string(body) }
    }
    writer.name("title")
    writer.string(title)
    guard let meeting else { return }
    writer.name("meeting")
    writer.object { writer in
      writer.name("accession")
      writer.string(meeting.accession.description)
      writer.name("title")
      writer.string(meeting.title)
      for name in ["term", "series", "ordinal"] {
        guard let value = meeting.members[name] else { continue }
        writer.name(name)
        writer.value(value)
      }
    }
  }

  /// Writes the entry with its items and its history.
  ///
  /// - Parameter more: Writes further members of the entry, and of each item.
  public func writeWhole(
    items: [Entry], to writer: inout JSONWriter,
    more: (Entry, inout JSONWriter) -> Void = { _, _ in }
  ) {
    write(to: &writer) { writer in
      more(self, &writer)
      if kind == .meeting {
        writer.name("items")
        writer.array { writer in
          for item in items { item.write(to: &writer) { more(item, &$0) } }
        }
      }
      writer.name("history")
      writeHistory(to: &writer)
    }
  }
}
