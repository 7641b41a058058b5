import EventStore

/// A section of a document, with the sections below it.
public struct DocumentSection {
  /// Where it stands, as the minutes write it.
  public let path: String
  /// The section itself; nothing where only sections below it were recorded.
  public let members: JSONValue?
  /// The sections below it, in the document's order.
  public let below: [JSONValue]

  /// Writes the section as one object, with the document that it belongs to.
  public func write(of entry: Entry, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("accession")
      writer.string("\(entry.accession)")
      writer.name("title")
      writer.string(entry.title)
      writer.name("path")
      writer.string(path)
      for name in ["heading", "text", "lines"] {
        guard let value = members?[name] else { continue }
        writer.name(name)
        writer.value(value)
      }
      writer.name("sections")
      writer.array { writer in
        for section in below { writer.value(section) }
      }
    }
  }
}

extension Entry {
  /// The sections of a document, in its order; none for anything else.
  public var sections: [JSONValue] {
    kind == .document ? members["sections"].map { Array($0.elements) } ?? [] : []
  }

  /// The section that stands at a path, such as 三/（二）; nothing where there is none.
  ///
  /// Brackets of any kind and width fit, and spaces do not count; where no section fits so, brackets
  /// may be left out and numbers written in digits, as long as that fits only one.
  public func section(at text: String) -> DocumentSection? {
    let sections = sections.map { section in
      (path: SectionPath(section["path"]?.string ?? ""), members: section)
    }
    let asked = SectionPath(text)
    guard !asked.parts.isEmpty else { return nil }
    var found = sections.first { $0.path == asked }
    if found == nil {
      let alike = sections.filter { $0.path.shortParts == asked.shortParts }
      if alike.count == 1 { found = alike[0] }
    }
    let path = found?.path ?? asked
    let below = sections.filter { path.isAbove($0.path) }.map(\.members)
    guard found != nil || !below.isEmpty else { return nil }
    return DocumentSection(
      path: found?.members["path"]?.string ?? text, members: found?.members, below: below)
  }
}
