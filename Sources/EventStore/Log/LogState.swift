/// What a writer must know of the log before it appends.
struct LogState {
  var revisions = StreamRevisions()
  var next: Position = .start
  /// How many events were read to know this.
  var read = 0
  var lastEventAt: Timestamp?
  /// The segment with the highest name, where there is one.
  var lastSegment: Position?
  var repairs: [Repair] = []
  /// The payloads that were taken out, and the events that say so.
  var takenOut: [Position: Position] = [:]
}

/// Bytes that were cut off the log's end when it was opened for writing, and where they are now.
public struct Repair: Hashable, Sendable {
  /// Where they began.
  public var place: LogPlace
  /// How many they are.
  public var bytes: Int64
  /// The file that holds them, relative to the archive's directory.
  public var savedAs: String
}

/// The segments of a log, opened for reading.
enum SegmentList {
  /// Opens every segment, in order.
  ///
  /// A line that lost its payload may name an event of a segment that was begun after the names were
  /// read, so they are read once more when all are open.
  static func open(in storage: any Storage) throws(EventStoreError) -> [LineSource.Segment] {
    do throws(SystemError) {
      var names = try names(in: storage)
      while true {
        let segments = try open(names, in: storage)
        let after = try SegmentList.names(in: storage)
        if let segments, after == names { return segments }
        // Gone although the name is still there: no writer does that.
        guard after != names else { throw .missing(.open, LogLayout.log) }
        names = after
      }
    } catch {
      guard error.isMissing else { throw .system(error) }
      throw .logMissing(location: storage.location)
    }
  }

  private static func names(in storage: any Storage) throws(SystemError) -> [String] {
    try storage.names(in: LogLayout.log).filter { LogLayout.segment(named: $0) != nil }
  }

  /// Opens the segments of these names; nothing where one was removed meanwhile.
  private static func open(
    _ names: [String], in storage: any Storage
  ) throws(SystemError) -> [LineSource.Segment]? {
    var segments: [LineSource.Segment] = []
    for name in names {
      guard let first = LogLayout.segment(named: name) else { continue }
      do throws(SystemError) {
        let file = try storage.open("\(LogLayout.log)/\(name)", for: .reading)
        segments.append(LineSource.Segment(first: first, file: file))
      } catch {
        guard error.isMissing else { throw error }
        return nil
      }
    }
    return segments
  }
}
