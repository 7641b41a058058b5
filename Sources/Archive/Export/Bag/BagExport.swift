import EventStore

/// Writes an archive as a bag (BagIt, RFC 8493): the log as far as it may leave, the records as text that
/// people read, and the checkpoint.
///
/// Of an event that may not leave only its header is there, of which its leaf in the Merkle tree is made;
/// so the checkpoint can be checked with the bag alone. The same archive and ceiling give the same bag.
/// Memory for a few thousand events and, where the ceiling may keep anything inside, for all names; the log is
/// read three times then, and otherwise twice.
///
///     var export = try BagExport(of: archive, under: .unconditional)
///     while let part = try export.next() { … }
public struct BagExport {
  private let archive: Archive
  private let ceiling: Openness
  private let segments: SegmentedIndex
  /// Gets to know which names may leave; nothing where all may.
  private var gathering: OpenNames.Gathering?
  private var names: OpenNames?
  private var step: Step
  /// How often the log is read, and how often it was.
  private let passes: UInt64
  private var passed: UInt64 = 0
  private var position: UInt64 = 0
  private var tree = MerkleTree()
  private var manifest = BagManifest()
  private var page = BagPage()
  private let agent: String
  /// The most events that are read at once.
  var longestWindow = RecordWindow.mostEvents
  /// What was written, and what was not.
  public private(set) var report = Report()

  /// What was written, and what was not.
  public struct Report: Sendable {
    /// The number of records in the bag.
    public internal(set) var records = 0
    /// The number of records that are stricter than the ceiling.
    public internal(set) var withheld = 0
    /// The number of events of which only the header is there.
    public internal(set) var withheldEvents = 0
  }

  private enum Step {
    case names
    case readme
    case description
    case events
    case checkpoint
    case records
    case tags
    case tagManifest
    case done
  }

  /// Opens the archive's search index, and makes it where it is missing.
  ///
  /// - Parameters:
  ///   - ceiling: What is stricter stays inside.
  ///   - agent: The program that makes the bag, with its version.
  ///   - indexing: Told now and then how many events were read, and of how many, where files are made.
  /// - Throws: `store` where the log is damaged; `noIndex` where the search index can neither be read nor
  ///   made.
  public init(
    of archive: Archive, under ceiling: Openness = .unconditional, by agent: String,
    indexing: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(ArchiveError) {
    guard let segments = try archive.segments(asOf: nil, indexing) else {
      throw try archive.reasonForNoIndex()
    }
    self.archive = archive
    self.ceiling = ceiling
    self.segments = segments
    self.agent = agent
    let isWhole = Openness.allCases.allSatisfy { $0.isWithin(ceiling) }
    gathering = isWhole ? nil : OpenNames.Gathering(segments.search.index)
    passes = isWhole ? 2 : 3
    step = isWhole ? .readme : .names
  }

  /// How many events were read, each as often as it is, and how many there are to be read.
  public var reached: (done: UInt64, total: UInt64) {
    (passed * segments.end + position, passes * segments.end)
  }

  /// The next bytes of the bag; nothing at its end.
  public mutating func next() throws(ArchiveError) -> ExportedPart? {
    while true {
      switch step {
      case .names: try gatherNames()
      case .readme:
        step = .description
        return part(BagReadme.path, Array(BagReadme.text.utf8))
      case .description:
        step = .events
        return part("data/archive.json", archive.store.description.encoded())
      case .events:
        guard position < segments.end else {
          begin(.checkpoint)
          continue
        }
        return part("data/log.jsonl", try lines())
      case .checkpoint:
        step = .records
        let checkpoint = Checkpoint(
          origin: archive.store.description.origin, size: tree.size, root: tree.root)
        return part("data/checkpoint", Array("\(checkpoint)".utf8))
      case .records:
        guard position < segments.end else {
          step = .tags
          continue
        }
        let text = try records()
        if !text.isEmpty { return part(page.path, text) }
      case .tags: return nextTag()
      case .tagManifest:
        step = .done
        return ExportedPart(path: BagManifest.tagsPath, bytes: manifest.tags)
      case .done: return nil
      }
    }
  }

  private mutating func part(_ path: String, _ bytes: [UInt8]) -> ExportedPart {
    manifest.add(bytes, to: path)
    return ExportedPart(path: path, bytes: bytes)
  }

  // MARK: The log

  /// Gets to know some more of the names.
  private mutating func gatherNames() throws(ArchiveError) {
    guard position < segments.end else {
      names = gathering?.finish()
      gathering = nil
      return begin(.readme)
    }
    guard let window = segments.window(at: position, since: 0, most: longestWindow) else {
      throw try archive.reasonForNoIndex()
    }
    gathering?.take(window)
    position = window.end
  }

  /// Begins to read the log once more.
  private mutating func begin(_ next: Step) {
    (step, position) = (next, 0)
    passed += 1
  }

  /// Some lines of the log.
  private mutating func lines() throws(ArchiveError) -> [UInt8] {
    var bytes: [UInt8] = []
    guard let names else {
      let end = min(segments.end, position + longestWindow)
      let isRead = segments.log.read(position..<end) { event in
        tree.append(event.leafHash)
        bytes += event.line
        bytes.append(UInt8(ascii: "\n"))
      }
      guard isRead else { throw try archive.reasonForNoIndex() }
      position = end
      return bytes
    }
    guard let window = segments.window(at: position, knowing: names, most: longestWindow) else {
      throw try archive.reasonForNoIndex()
    }
    for event in window.events {
      tree.append(event.leafHash)
      let isOpen = window.index.mayLeave(event, under: ceiling)
      if !isOpen { report.withheldEvents += 1 }
      bytes += isOpen ? event.line : Array("{".utf8) + event.header + Array("}".utf8)
      bytes.append(UInt8(ascii: "\n"))
    }
    position = window.end
    return bytes
  }

  // MARK: The text

  /// Some records as text, in the page that is open.
  private mutating func records() throws(ArchiveError) -> [UInt8] {
    guard let window = segments.window(at: position, since: 0, most: longestWindow) else {
      throw try archive.reasonForNoIndex()
    }
    position = window.end
    let records = window.index.records
    var text: [UInt8] = []
    for place in records.indices {
      let isOpen = records[place].openness.isWithin(ceiling)
      if isOpen { report.records += 1 } else { report.withheld += 1 }
      guard isOpen, records[place].meeting == nil else { continue }
      let items = window.index.places(ofItemsOf: place)
        .filter { records[$0].openness.isWithin(ceiling) }.map { window.index.entry(at: $0) }
      text += page.text(of: window.index.entry(at: place), items)
    }
    if !text.isEmpty { page.turn(to: window.serials.first ?? 0, adding: text.count) }
    return text
  }

  // MARK: Tags

  private mutating func nextTag() -> ExportedPart {
    let tags: [(String, [UInt8])] = [
      ("bagit.txt", Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)),
      ("bag-info.txt", information), (BagManifest.path, manifest.payload),
    ]
    let (path, bytes) = tags[manifest.tagCount]
    manifest.addTag(bytes, path)
    if manifest.tagCount == tags.count { step = .tagManifest }
    return ExportedPart(path: path, bytes: bytes)
  }

  private var information: [UInt8] {
    let description = archive.store.description
    // A label's value is one line.
    let name = description.name.split(whereSeparator: \.isNewline).joined(separator: " ")
    return Array(
      """
      Bag-Software-Agent: \(agent)
      External-Identifier: \(description.origin)
      External-Description: \(name)
      Payload-Oxum: \(manifest.oxum)
      Archivist-Ceiling: \(ceiling.rawValue)
      Archivist-Log-Size: \(tree.size)
      Archivist-Log-Root: \(Checkpoint(origin: "", size: tree.size, root: tree.root).base64Root)

      """.utf8)
  }
}
