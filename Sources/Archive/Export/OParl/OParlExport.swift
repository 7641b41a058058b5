import EventStore

/// Writes the records as objects of OParl 1.1 in static files: one for each object under its address, and
/// the pages of the lists that a body leads to.
///
/// Memory for a few thousand events, a page of each list, and the names of bodies and persons.
///
///     var export = try OParlExport(of: archive, at: "https://example.org/oparl", under: .unconditional)
///     while let parts = try export.next() { … }
public struct OParlExport {
  static let bodyPath = "body.json"
  private static let systemPath = "system.json"
  private static let bodiesPath = "bodies/1.json"

  private let archive: Archive
  private let ceiling: Openness
  private let segments: SegmentedIndex
  private let links: OParlLinks
  private var records: OParlRecords
  private var lists: [OParlObject.Kind: OParlList] = [:]
  private var position: UInt64 = 0
  private var last: Timestamp
  private var isDone = false
  /// What was written, and what was not.
  public private(set) var report = Report()

  /// What was written, and what was not.
  public struct Report: Sendable {
    /// The number of records that became objects.
    public internal(set) var records = 0
    /// The number of records that are stricter than the ceiling.
    public internal(set) var withheld = 0
    /// The number of meetings and documents of whose dates no day is known, so that none is told.
    public internal(set) var datesLeftOut = 0
    /// Members for which OParl has no place.
    public internal(set) var losses = ExportLosses()
  }

  /// The lists of a body, by what they hold, with the member that leads to each and its folder.
  private static let listed: [(kind: OParlObject.Kind, member: String, folder: String)] = [
    (.organization, "organization", "organizations"), (.person, "person", "people"),
    (.meeting, "meeting", "meetings"), (.paper, "paper", "papers"),
    (.agendaItem, "agendaItem", "agendaItems"), (.consultation, "consultation", "consultations"),
    (.file, "file", "files"),
  ]

  /// Opens the archive's search index, and makes it where it is missing.
  ///
  /// - Parameters:
  ///   - url: The address under which the files will be found, with or without a slash at its end.
  ///   - ceiling: What is stricter stays inside.
  ///   - indexing: Told now and then how many events were read, and of how many, where files are made.
  /// - Throws: `store` where the log is damaged; `noIndex` where the search index can neither be read nor
  ///   made.
  public init(
    of archive: Archive, at url: String, under ceiling: Openness = .unconditional,
    indexing: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(ArchiveError) {
    guard let segments = try archive.segments(asOf: nil, indexing),
      let spellings = OpenSpellings(segments.search, under: ceiling)
    else { throw try archive.reasonForNoIndex() }
    self.archive = archive
    self.ceiling = ceiling
    self.segments = segments
    links = OParlLinks(base: url.hasSuffix("/") ? url : url + "/")
    records = OParlRecords(
      links, OpenBodies(spellings.bodies, segments.search.names.complete),
      Zone(archive.store.description.zone))
    last = archive.store.description.created
    for (kind, _, folder) in OParlExport.listed { lists[kind] = OParlList(folder, links) }
  }

  /// Whether an address may stand in front of those of objects: OParl wants http or https.
  public static func isAddress(_ text: String) -> Bool {
    let head = text.hasPrefix("https://") ? 8 : text.hasPrefix("http://") ? 7 : 0
    let forbidden: Set<Character> = ["<", ">", "\"", "`", "]", ")", "?", "#"]
    return head > 0 && text.count > head
      && text.allSatisfy { !$0.isWhitespace && !forbidden.contains($0) }
  }

  /// How far the export has come, and how far it goes: positions of the log.
  public var reached: (position: UInt64, end: UInt64) { (position, segments.end) }

  /// The next files; nothing at the end.
  public mutating func next() throws(ArchiveError) -> [ExportedPart]? {
    if position < segments.end { return try nextWindow() }
    guard !isDone else { return nil }
    isDone = true
    report.losses = records.losses
    report.datesLeftOut = records.datesLeftOut
    return names + OParlExport.listed.compactMap { lists[$0.kind]?.last } + head
  }

  private mutating func nextWindow() throws(ArchiveError) -> [ExportedPart] {
    guard let window = segments.window(at: position, since: 0) else {
      throw try archive.reasonForNoIndex()
    }
    position = window.end
    last = max(last, window.events.last?.recordedAt ?? last)
    var parts: [ExportedPart] = []
    for place in window.index.records.indices {
      let record = window.index.records[place]
      guard record.openness.isWithin(ceiling) else {
        report.withheld += 1
        continue
      }
      report.records += 1
      guard record.meeting == nil else { continue }
      let entry = window.index.entry(at: place)
      if entry.kind == .document {
        let (made, file) = records.document(entry)
        for object in made { add(object, to: &parts) }
        if let file { parts.append(file) }
      } else {
        let items = window.index.places(ofItemsOf: place)
          .filter { window.index.records[$0].openness.isWithin(ceiling) }
          .map { window.index.entry(at: $0) }
        for object in records.meeting(entry, items) { add(object, to: &parts) }
      }
    }
    return parts
  }

  private mutating func add(_ made: OParlRecords.Made, to parts: inout [ExportedPart]) {
    parts.append(ExportedPart(path: made.path, bytes: made.bytes + [UInt8(ascii: "\n")]))
    if let page = lists[made.kind]?.add(made.bytes) { parts.append(page) }
  }

  // MARK: Names

  private var moments: OParlObject.Moments {
    OParlObject.Moments(archive.store.description.created, last)
  }

  /// Organizations and persons.
  private var names: [ExportedPart] {
    mutating get {
      var parts: [ExportedPart] = []
      let bodies = records.bodies.all
      let paths = Dictionary(
        bodies.map { ($0.label, OParlLinks.path(of: $0)) }, uniquingKeysWith: { first, _ in first })
      for body in bodies {
        let path = OParlLinks.path(of: body)
        let object = OParlObject.bytes(.organization, links.url(path), moments) { writer in
          writer.member("body", links.url(OParlExport.bodyPath))
          writer.member("name", body.name)
          writer.member(
            "subOrganizationOf", body.parents.first.flatMap { paths[$0] }.map(links.url))
        }
        add(.init(kind: .organization, path: path, bytes: object), to: &parts)
      }
      for (path, person) in records.persons.sorted(by: { $0.key < $1.key }) {
        let object = OParlObject.bytes(.person, links.url(path), person.moments) { writer in
          writer.member("body", links.url(OParlExport.bodyPath))
          writer.member("name", person.name)
        }
        add(.init(kind: .person, path: path, bytes: object), to: &parts)
      }
      return parts
    }
  }

  // MARK: System and body

  private var head: [ExportedPart] {
    let description = archive.store.description
    let body = OParlObject.bytes(.body, links.url(OParlExport.bodyPath), moments) { writer in
      writer.member("system", links.url(OParlExport.systemPath))
      writer.member("name", description.name)
      for (kind, member, _) in OParlExport.listed {
        writer.member(member, lists[kind].map { links.url($0.first) })
      }
      writer.name("legislativeTerm")
      writer.array { _ in }
    }
    let system = OParlObject.bytes(.system, links.url(OParlExport.systemPath), moments) { writer in
      writer.member("oparlVersion", OParlObject.version)
      writer.member("body", links.url(OParlExport.bodiesPath))
      writer.member("name", description.name)
    }
    var bodies = OParlList("bodies", links)
    _ = bodies.add(body)
    return [
      ExportedPart(path: OParlExport.bodyPath, bytes: body + [UInt8(ascii: "\n")]),
      ExportedPart(path: OParlExport.systemPath, bytes: system + [UInt8(ascii: "\n")]),
      bodies.last,
    ]
  }
}
