import EventStore

/// Answers one question after the other about an archive as it was when the reader was opened.
///
/// Opening costs a few milliseconds, which a question alone would cost each time, and records that were
/// shown need not be read again. To be used by one task at a time; `Archive.answer` is for one question, and sees what was recorded since.
public final class ArchiveReader {
  private let archive: Archive
  private let segments: SegmentedIndex?
  private let room: Int
  /// The time that somebody asked about last, and what answers about it.
  private var earlier: (moment: RecordingMoment, segments: SegmentedIndex)?

  /// Opens the search index; makes it anew where it is missing.
  ///
  /// - Parameters:
  ///   - room: The bytes of memory that records may take which were shown, so that they are not read again;
  ///     as much once more for those of the last `asOf`.
  ///   - indexing: Told now and then how many events were read, and of how many, where files are made.
  /// - Throws: `store` where the log cannot be read.
  public init(
    of archive: Archive, room: Int = 1 << 23, indexing: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(ArchiveError) {
    self.archive = archive
    var segments = try archive.segments(asOf: nil, indexing)
    segments?.prepare(room: room)
    self.segments = segments
    self.room = room
  }

  /// Answers a question, as `Archive.answer` does.
  ///
  /// Questions that the search index does not answer are answered by `Archive.answer`. The first one about
  /// another earlier time than that of the last one reads once more what is known of bodies and topics.
  public func answer(_ query: Query) throws(ArchiveError) -> Answer {
    if query.on == nil, let answer = try segments(asOf: query.asOf)?.answer(query) {
      return answer
    }
    return try archive.answer(query)
  }

  private func segments(asOf moment: RecordingMoment?) throws(ArchiveError) -> SegmentedIndex? {
    guard let moment else { return segments }
    if let earlier, earlier.moment == moment { return earlier.segments }
    let limit = try RecordingLimit(moment, in: archive.store.description.zone)
    guard var found = segments?.asOf(limit) else { return nil }
    found.prepare(room: room)
    earlier = (moment, found)
    return found
  }
}
