import EventStore

/// Answers one question after the other about an archive as it was when the reader was opened.
///
/// Opening costs a few milliseconds, which a question alone would cost each time. To be used by one task
/// at a time; `Archive.answer` is for one question, and sees what was recorded since.
public final class ArchiveReader {
  private let archive: Archive
  private let segments: SegmentedIndex?

  /// Opens the search index; makes it anew where it is missing.
  ///
  /// - Parameters:
  ///   - indexing: Told now and then how many events were read, and of how many, where files are made.
  /// - Throws: `store` where the log cannot be read.
  public init(
    of archive: Archive, indexing: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(ArchiveError) {
    self.archive = archive
    segments = try archive.segments(asOf: nil, indexing)
  }

  /// Answers a question, as `Archive.answer` does.
  ///
  /// Questions about an earlier time, and those that the search index does not answer, are answered by
  /// `Archive.answer`.
  public func answer(_ query: Query) throws(ArchiveError) -> Answer {
    if query.on == nil, query.asOf == nil, let answer = segments?.answer(query) { return answer }
    return try archive.answer(query)
  }
}
