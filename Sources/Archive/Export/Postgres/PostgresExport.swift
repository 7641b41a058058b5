import EventStore

/// Writes the records of an archive as SQL for a PostgreSQL database, from the beginning or from the
/// position that the database has reached.
///
/// The log is divided into windows, and each of them is a transaction: the records of which something was
/// said there take the place of what the database has of them, and those that may not leave go. The
/// database holds the position behind the last window, refuses a stream that begins behind it, and passes
/// over what it has already. Memory for one window, whatever the archive's size.
///
///     var export = try PostgresExport(of: archive, from: .start, under: .unconditional)
///     while let sql = try export.next() { … }
public struct PostgresExport {
  private let archive: Archive
  private let ceiling: Openness
  private let segments: SegmentedIndex
  private let first: UInt64
  private var position: UInt64
  private var step: Step
  private let goesOn: Bool
  private var rows = PostgresRows()
  /// The leaf hash of the event before the position.
  private var leaf: Digest?
  private var windows = 0
  /// The most events of a transaction.
  var longestWindow = RecordWindow.mostEvents
  /// What was written, and what was not.
  public private(set) var report = Report()

  private enum Step {
    case tables
    case windows
    case done
  }

  /// What was written, and what was not.
  public struct Report: Sendable {
    /// The number of records in the stream.
    public internal(set) var records = 0
    /// The number of records that are stricter than the ceiling.
    public internal(set) var withheld = 0
    /// The number of kept texts of sources, for which there is no table.
    public internal(set) var sources = 0
    /// The number of decisions about persons, for which there is no table.
    public internal(set) var persons = 0
    /// The number of records that are longer than the search column takes.
    public internal(set) var cut = 0
    /// The number of characters U+0000, which no text of PostgreSQL holds.
    public internal(set) var zeros = 0
  }

  /// Opens the archive's search index, and makes it where it is missing.
  ///
  /// - Parameters:
  ///   - first: The position that the database has reached.
  ///   - ceiling: What is stricter stays inside.
  ///   - goesOn: Whether the session of the database has run what `next` gives first.
  ///   - indexing: Told now and then how many events were read, and of how many, where files are made.
  /// - Throws: `store` where the log is damaged or shorter than that; `noIndex` where the search index
  ///   can neither be read nor made.
  public init(
    of archive: Archive, from first: Position = .start, under ceiling: Openness = .unconditional,
    goesOn: Bool = false, indexing: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(ArchiveError) {
    guard let segments = try archive.segments(asOf: nil, indexing) else {
      throw try archive.reasonForNoIndex()
    }
    guard first.rawValue <= segments.end else {
      throw .store(.noSuchPosition(first, size: segments.end))
    }
    self.archive = archive
    self.ceiling = ceiling
    self.segments = segments
    self.first = first.rawValue
    position = first.rawValue
    self.goesOn = goesOn
    step = goesOn ? .windows : .tables
    leaf = position > 0 ? segments.log.event(at: position - 1)?.leafHash : nil
  }

  /// How far the stream has come, and how far it goes: positions of the log.
  public var reached: (position: UInt64, end: UInt64) { (position, segments.end) }

  /// The definitions of the tables, which are at the front of every stream.
  public static var schema: [UInt8] {
    Array((PostgresSchema.definitions + PostgresSchema.indexes).utf8)
  }

  /// The next part of the stream, a whole transaction most often; nothing at its end.
  public mutating func next() throws(ArchiveError) -> [UInt8]? {
    switch step {
    case .tables:
      step = .windows
      return opening
    case .windows where position < segments.end: return try nextWindow()
    case .windows where goesOn: return nil
    case .windows:
      step = .done
      return windows > 0 && first == 0 ? closing : Array(PostgresSchema.indexes.utf8)
    case .done: return nil
    }
  }

  // What stands in records is data of COPY only where the command in front of it was carried out.
  private var opening: [UInt8] {
    let description = archive.store.description
    return Array(
      """
      \\set ON_ERROR_STOP on
      \\set QUIET on
      SET client_encoding TO 'UTF8';
      SET client_min_messages TO warning;
      SET standard_conforming_strings TO on;
      SET datestyle TO 'ISO';
      BEGIN;
      \(PostgresSchema.definitions)\
      INSERT INTO archivist.state (version, archive, name, ceiling, next, told)
        VALUES (\(PostgresSchema.version), '\(description.id)', \(CopyText.literal(description.name)),
          '\(ceiling.rawValue)', 0, 0)
        ON CONFLICT DO NOTHING;
      COMMIT;
      \(PostgresSchema.incoming)
      """.utf8)
  }

  private var closing: [UInt8] {
    let tables = (PostgresTable.ofRecords + [.events]).map { "ANALYZE archivist.\($0.name);\n" }
    return Array((PostgresSchema.indexes + tables.joined()).utf8)
  }

  // MARK: Windows

  private mutating func nextWindow() throws(ArchiveError) -> [UInt8] {
    guard let window = segments.window(at: position, since: first, most: longestWindow) else {
      throw try archive.reasonForNoIndex()
    }
    rows.removeAll()
    for event in window.events {
      rows.append(event)
      if event.isOf(KeptSource.eventType) { report.sources += 1 }
      if event.isIn(Streams.person) { report.persons += 1 }
    }
    for serial in window.serials {
      rows.serials.integer(serial)
      rows.serials.endRow()
    }
    for place in window.index.records.indices {
      guard window.index.records[place].openness.isWithin(ceiling) else {
        report.withheld += 1
        continue
      }
      report.records += 1
      rows.append(window.index.entry(at: place))
    }
    let isLast = window.end >= segments.end
    if isLast {
      guard let names = PostgresNames(segments, under: ceiling) else {
        throw try archive.reasonForNoIndex()
      }
      names.write(to: &rows)
    }
    report.cut = rows.cut
    report.zeros = rows.zeros
    defer {
      position = window.end
      leaf = window.events.last?.leafHash
      windows += 1
    }
    return transaction(window, withNames: isLast)
  }

  private func transaction(_ window: RecordWindow, withNames: Bool) -> [UInt8] {
    var bytes = Array("BEGIN;\n".utf8)
    rows.appendSerials(to: &bytes)
    rows.append(PostgresTable.ofRecords + [.events], to: &bytes)
    if withNames { rows.append(PostgresTable.ofNames, to: &bytes) }
    func quoted(_ leaf: Digest?) -> String { leaf.map { "'\($0)'" } ?? "NULL" }
    bytes += Array(
      """
      CALL archivist.apply('\(archive.store.description.id)', '\(ceiling.rawValue)', \(position), \
      \(quoted(leaf)), \(window.end), \(quoted(window.events.last?.leafHash)), \(segments.end), \
      \(withNames));
      COMMIT;

      """.utf8)
    return bytes
  }
}
