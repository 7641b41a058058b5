import Archive
import EventStore

/// An Atom feed (RFC 4287) of the newest records of a body or a topic.
///
/// Its names follow from the archive and the records, its times from the log.
struct SiteFeed {
  let archive: StoreDescription
  /// What the feed is of: its name, and what tells it from others.
  let name: String
  let identity: String
  /// The page of the same, beside the feed.
  let page: String

  /// Entries at the most.
  static let longest = 50

  /// The bytes of the feed.
  func bytes(_ entries: [Entry]) -> [UInt8] {
    var xml = HTMLWriter()
    xml.xmlDeclaration()
    xml.element("feed", ["xmlns": "http://www.w3.org/2005/Atom"]) { xml in
      xml.element("id", id(of: identity))
      xml.element("title", "\(name) · \(archive.name)")
      xml.element("updated", "\(entries.map(\.changedAt).max() ?? archive.created)")
      xml.element("author") { $0.element("name", archive.name) }
      xml.element("link", ["rel": "alternate", "href": page]) { _ in }
      for entry in entries { write(entry, to: &xml) }
    }
    xml.lineBreak()
    return xml.bytes
  }

  private func write(_ entry: Entry, to xml: inout HTMLWriter) {
    xml.lineBreak()
    xml.element("entry") { xml in
      xml.element("id", id(of: "\(entry.accession)"))
      xml.element("title", entry.title)
      xml.element("published", "\(entry.recordedAt)")
      xml.element("updated", "\(entry.changedAt)")
      xml.element(
        "link",
        ["rel": "alternate", "href": "../records/\(SiteRecordPage.link(to: entry.accession))"]
      ) { _ in }
      xml.element("summary") { xml in
        let parts: [String?] = [
          "\(entry.date)", entry.bodies.joined(separator: "、"), entry.excerpt(longest: 300),
        ]
        xml.text(parts.compactMap { $0 }.joined(separator: " · "))
      }
    }
  }

  /// A name that nothing else has: a UUID of version 8 (RFC 9562), made from a digest.
  private func id(of subject: String) -> String {
    var bytes = Array(SHA256.hash("\(archive.id)/\(subject)".utf8).bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = "urn:uuid:"
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return text
  }
}

extension Entry {
  /// When anything was last done about the record.
  fileprivate var changedAt: Timestamp { acts.last?.recordedAt ?? recordedAt }
}
