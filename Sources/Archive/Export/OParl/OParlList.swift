import EventStore

/// An external list of OParl: objects on pages, each of which leads to the next one.
struct OParlList {
  private let folder: String
  private let links: OParlLinks
  private var page = 1
  private var count = 0
  private var data: [UInt8] = []

  /// So many objects stand on a page.
  private static let longest = 100

  init(_ folder: String, _ links: OParlLinks) {
    self.folder = folder
    self.links = links
  }

  /// The file of the first page.
  var first: String { path(of: 1) }

  private func path(of page: Int) -> String { "\(folder)/\(page).json" }

  /// Adds an object; gives the page before, where that is full.
  mutating func add(_ object: [UInt8]) -> ExportedPart? {
    var full: ExportedPart?
    if count == OParlList.longest {
      full = part(isLast: false)
      page += 1
      (count, data) = (0, [])
    }
    if count > 0 { data += Array(",\n".utf8) }
    data += object
    count += 1
    return full
  }

  /// The last page, which may be empty.
  var last: ExportedPart { part(isLast: true) }

  private func part(isLast: Bool) -> ExportedPart {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("data")
      writer.raw(Array("[".utf8) + data + Array("]".utf8))
      writer.name("pagination")
      writer.object { writer in
        writer.name("elementsPerPage")
        writer.integer(OParlList.longest)
        writer.name("currentPage")
        writer.integer(page)
      }
      writer.name("links")
      writer.object { writer in
        writer.member("first", links.url(path(of: 1)))
        writer.member("self", links.url(path(of: page)))
        if page > 1 { writer.member("prev", links.url(path(of: page - 1))) }
        if !isLast { writer.member("next", links.url(path(of: page + 1))) }
      }
    }
    writer.lineBreak()
    return ExportedPart(path: path(of: page), bytes: writer.bytes)
  }
}
