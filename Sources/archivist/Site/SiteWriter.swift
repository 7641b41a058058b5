import Archive
import EventStore

/// Gives out the files of a static site, one after the other.
///
/// The same archive gives the same bytes, whatever the language of whoever exports it: the pages speak both.
struct SiteWriter {
  private let content: SiteContent
  private let frame: SiteFrame

  /// The file that lists the others, and its first line, by which a former site is known.
  static let list = "site.manifest"
  static let head = "archivist-site/1"

  init(_ content: SiteContent) {
    self.content = content
    frame = SiteFrame(archive: content.index.description, checkpoint: content.checkpoint)
  }

  typealias Sink = (_ name: String, _ bytes: [UInt8]) throws(Failure) -> Void

  /// Gives out every file with its name; the front page comes last.
  ///
  /// - Parameter progress: Told how many records, bodies and others have their pages, and of how many.
  func write(progress: (Int, Int) -> Void, to sink: Sink) throws(Failure) {
    for (name, bytes) in SiteWriter.assets { try sink("assets/\(name)", bytes) }
    let data = SiteData(of: content)
    try data.write { name, bytes throws(Failure) in try sink("data/\(name)", bytes) }
    let serials = content.serials
    let subjects = SiteSubjectPages(content, frame)
    let total = serials.count + subjects.count
    for (done, serial) in serials.enumerated() {
      try sink("records/\(serial).html", try page(of: serial))
      progress(done, total)
    }
    try subjects.write(progress: { progress(serials.count + $0, total) }, to: sink)
    let front = SiteFrontPage(content: content, frame: frame)
    try sink("about.html", front.checking)
    try sink("index.html", front.bytes(months: data.months))
  }

  private func page(of serial: AccessionNumber) throws(Failure) -> [UInt8] {
    do throws(ArchiveError) {
      return try SiteRecordPage(serial, of: content, frame).bytes
    } catch {
      throw Failure(error)
    }
  }

  /// Styles and scripts, which are parts of the program.
  private static var assets: [(String, [UInt8])] {
    [
      ("site.css", PackageResources.site_css), ("page.js", PackageResources.page_js),
      ("search.js", PackageResources.search_js), ("front.js", PackageResources.front_js),
      ("timeline.js", PackageResources.timeline_js), ("record.js", PackageResources.record_js),
      ("check.js", PackageResources.check_js),
      ("texts.js", SiteTexts.script),
    ]
  }
}
