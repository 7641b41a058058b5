import EventStore

extension Draft {
  /// The draft as one JSON document: the source, the records as minutes are written in JSON, where each
  /// field comes from, and what was left out.
  ///
  /// The same page gives the same bytes.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.name("source")
    writer.object { writer in
      writer.name("title")
      writer.string(source.title)
      if let edition = source.edition {
        writer.name("date")
        writer.string("\(PartialDate(edition))")
      }
      if let digest = source.digest {
        writer.name("sha256")
        writer.string(digest)
      }
      writer.name("lines")
      writer.integer(lineCount)
    }
    writer.lineBreak()
    writer.name("records")
    writer.beginArray()
    for record in records {
      writer.lineBreak()
      writer.raw(record.json)
    }
    writer.endArray()
    writer.lineBreak()
    writer.name("evidence")
    writer.beginArray()
    for (index, record) in records.enumerated() {
      for field in record.evidence {
        writer.lineBreak()
        field.write(ofRecord: index, to: &writer)
      }
    }
    writer.endArray()
    writer.lineBreak()
    writer.name("leftOut")
    writer.beginArray()
    for piece in leftOut {
      writer.lineBreak()
      piece.write(to: &writer)
    }
    writer.endArray()
    writer.endObject()
    writer.lineBreak()
    return writer.bytes
  }
}

extension DraftEvidence {
  fileprivate func write(ofRecord index: Int, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("record")
      writer.integer(index)
      writer.name("path")
      writer.string(path)
      writer.name("lines")
      writer.array { $0.string(lines.text) }
      writer.name("start")
      writer.integer(characters.lowerBound)
      writer.name("end")
      writer.integer(characters.upperBound)
      writer.name("quote")
      writer.string(quote)
      writer.name("confidence")
      writer.raw("\(confidence)".utf8)
      if let doubt {
        writer.name("doubt")
        writer.string(doubt.description)
      }
    }
  }
}

extension LeftOut {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("lines")
      writer.array { $0.string(lines.text) }
      writer.name("title")
      writer.string(title)
      writer.name("reason")
      writer.string(reason.rawValue)
    }
  }
}

extension ClosedRange<Int> {
  /// Lines as sources name them: `L3`, `L1-L23`.
  public var text: String {
    let first = "L" + String(lowerBound)
    return lowerBound == upperBound ? first : first + "-L" + String(upperBound)
  }
}
