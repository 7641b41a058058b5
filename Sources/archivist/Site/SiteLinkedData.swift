import Archive
import EventStore

/// What a page is about, in the words of schema.org, for programs that read pages.
enum SiteLinkedData {
  /// A meeting is an event with what it did, a document a work of its issuers.
  static func record(_ entry: Entry, _ items: [Entry]) -> [UInt8] {
    document(entry.kind == .document ? "DigitalDocument" : "Event") { writer in
      writer.member("name", entry.title)
      writer.member(
        "identifier",
        entry.members["number"]?.string.map { DocumentNumber($0).canonical }
          ?? "\(entry.accession)")
      writer.member("description", entry.excerpt(longest: 300))
      if entry.kind == .document {
        writer.member("datePublished", day(of: entry))
        organizations("publisher", entry.bodies, to: &writer)
      } else {
        writer.member("startDate", day(of: entry))
        writer.member("eventStatus", status(of: entry))
        organizations("organizer", entry.bodies, to: &writer)
        if let place = entry.members["place"]?.string {
          writer.name("location")
          object("Place", to: &writer) { $0.member("name", place) }
        }
        works(items.filter { $0.retraction == nil }, to: &writer)
      }
    }
  }

  /// A body.
  static func body(_ body: BodySummary) -> [UInt8] {
    document("Organization") { writer in
      writer.member("name", body.name)
      names("alternateName", body.aliases, to: &writer)
      organizations("parentOrganization", body.parents, to: &writer)
    }
  }

  /// A person.
  static func person(_ record: PersonRecord) -> [UInt8] {
    document("Person") { writer in
      writer.member("name", record.person.name)
      writer.member("disambiguatingDescription", record.person.disambiguator)
      names("alternateName", record.person.otherNames, to: &writer)
      names("jobTitle", record.tenures.map(\.office), to: &writer)
    }
  }

  /// A topic.
  static func topic(_ topic: TopicSummary) -> [UInt8] {
    document("DefinedTerm") { $0.member("name", topic.name) }
  }

  /// The site as a whole.
  static func site(_ archive: StoreDescription) -> [UInt8] {
    document("WebSite") { writer in
      writer.member("name", archive.name)
      writer.member("identifier", archive.id)
    }
  }

  // MARK: Parts

  private static func document(
    _ type: String, _ members: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("@context", "https://schema.org")
      writer.member("@type", type)
      members(&writer)
    }
    return SiteScript.safe(writer.bytes)
  }

  private static func object(
    _ type: String, to writer: inout JSONWriter, _ members: (inout JSONWriter) -> Void
  ) {
    writer.object { writer in
      writer.member("@type", type)
      members(&writer)
    }
  }

  private static func names(_ name: String, _ values: [String], to writer: inout JSONWriter) {
    guard !values.isEmpty else { return }
    writer.name(name)
    writer.array { writer in for value in values { writer.string(value) } }
  }

  private static func organizations(
    _ name: String, _ values: [String], to writer: inout JSONWriter
  ) {
    guard !values.isEmpty else { return }
    writer.name(name)
    writer.array { writer in
      for value in values { object("Organization", to: &writer) { $0.member("name", value) } }
    }
  }

  private static func works(_ items: [Entry], to writer: inout JSONWriter) {
    guard !items.isEmpty else { return }
    writer.name("workFeatured")
    writer.array { writer in
      for item in items {
        object("CreativeWork", to: &writer) { writer in
          writer.member("name", item.title)
          writer.member("identifier", "\(item.accession)")
        }
      }
    }
  }

  private static func day(of entry: Entry) -> String? {
    switch entry.date.form {
    case .unknown: nil
    case .single(let part): "\(part)"
    case .range(let start, _): start.map { "\($0)" }
    }
  }

  private static func status(of entry: Entry) -> String {
    let name =
      switch entry.members["status"]?.string {
      case "cancelled": "EventCancelled"
      case "rescheduled": "EventRescheduled"
      default: "EventScheduled"
      }
    return "https://schema.org/\(name)"
  }
}
