import EventStore

/// Writes an archive as a bag (BagIt, RFC 8493): the log as far as it may leave, the records as text that
/// people read, and the checkpoint.
///
/// Of an event that may not leave only its header is there, of which its leaf in the Merkle tree is made;
/// so the checkpoint can be checked with the bag alone. The same archive and ceiling give the same bag.
/// Memory: where the ceiling keeps anything inside, that of the whole index; otherwise that of a few
/// thousand events.
///
///     var export = try BagExport(of: archive, under: .unconditional)
///     while let part = try export.next() { … }
public struct BagExport {
  private let archive: Archive
  private let ceiling: Openness
  private let segments: SegmentedIndex
  /// Knows which events may leave; nothing where all may.
  private let index: SearchIndex?
  private var step = Step.readme
  private var position: UInt64 = 0
  private var tree = MerkleTree()
  private var manifest = BagManifest()
  private var page = BagPage()
  private let agent: String
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
  ///   - reading: Told how many bytes of the log were read, where the whole index is needed.
  /// - Throws: `store` where the log is damaged; `noIndex` where the search index can neither be read nor
  ///   made.
  public init(
    of archive: Archive, under ceiling: Openness = .unconditional, by agent: String,
    indexing: (UInt64, UInt64) -> Void = { _, _ in }, reading: (Int64) -> Void = { _ in }
  ) throws(ArchiveError) {
    guard let segments = try archive.segments(asOf: nil, indexing) else {
      throw try archive.reasonForNoIndex()
    }
    self.archive = archive
    self.ceiling = ceiling
    self.segments = segments
    self.agent = agent
    let isWhole = Openness.allCases.allSatisfy { $0.isWithin(ceiling) }
    index = isWhole ? nil : try archive.index(progress: reading)
  }

  /// How many events were read of which two are to be made, the log and the text, and how many there are.
  public var reached: (done: UInt64, total: UInt64) {
    let isBehindLog = tree.size == segments.end && step != .events
    return (position + (isBehindLog ? segments.end : 0), segments.end * 2)
  }

  /// The next bytes of the bag; nothing at its end.
  public mutating func next() throws(ArchiveError) -> ExportedPart? {
    while true {
      switch step {
      case .readme:
        step = .description
        return part(BagReadme.path, Array(BagReadme.text.utf8))
      case .description:
        step = .events
        return part("data/archive.json", archive.store.description.encoded())
      case .events:
        guard position < segments.end else {
          step = .checkpoint
          continue
        }
        return part("data/log.jsonl", try lines())
      case .checkpoint:
        (step, position) = (.records, 0)
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

  private static let portion: UInt64 = 1 << 12

  /// Some lines of the log.
  private mutating func lines() throws(ArchiveError) -> [UInt8] {
    let end = min(segments.end, position + BagExport.portion)
    var bytes: [UInt8] = []
    var (tree, withheld) = (tree, 0)
    let isRead = segments.log.read(position..<end) { event in
      tree.append(event.leafHash)
      if index?.mayLeave(event, under: ceiling) ?? true {
        bytes += event.line
      } else {
        withheld += 1
        bytes.append(UInt8(ascii: "{"))
        bytes += event.header
        bytes.append(UInt8(ascii: "}"))
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    guard isRead else { throw try archive.reasonForNoIndex() }
    (self.tree, position) = (tree, end)
    report.withheldEvents += withheld
    return bytes
  }

  // MARK: The text

  /// Some records as text, in the page that is open.
  private mutating func records() throws(ArchiveError) -> [UInt8] {
    guard let window = segments.window(at: position, since: 0) else {
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
