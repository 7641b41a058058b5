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
  static func open(in storage: any Storage) throws(EventStoreError) -> [LineSource.Segment] {
    do throws(SystemError) {
      var segments: [LineSource.Segment] = []
      for name in try storage.names(in: LogLayout.log) {
        guard let first = LogLayout.segment(named: name) else { continue }
        segments.append(
          LineSource.Segment(
            first: first, file: try storage.open("\(LogLayout.log)/\(name)", for: .reading)))
      }
      return segments
    } catch {
      guard error.isMissing else { throw .system(error) }
      throw .logMissing(location: storage.location)
    }
  }
}
