import EventStore

/// Reading what the derived index does not cover.
extension Register {
  /// Reads it, and writes the index on the way, so that there is never much to be remembered.
  ///
  /// Memory for a portion of the log, and 24 bytes for each record of the index's next portion, or of
  /// the longest batch.
  /// - Parameters:
  ///   - isSaving: Whether to write the index, which only a writer may do.
  ///   - records: So many records are gathered before they are written.
  ///   - progress: Told after every event how many bytes were read.
  /// - Returns: the damage that was read around.
  mutating func bringUp(
    in store: EventStore, isSaving: Bool, records: Int = 1 << 16,
    progress: (Int64) -> Void = { _ in }
  ) throws(EventStoreError) -> [Damage] {
    isIndexable = isSaving
    var reader = try store.events(from: checkpoint.next)
    var read: Int64 = 0
    while let event = try reader.next() {
      apply(event)
      read += Int64(event.length + 1)
      progress(read)
      // An index ends where a batch does.
      if met.count >= records, !event.continues, reader.damages.isEmpty { try save(in: store) }
    }
    return reader.damages
  }

  private mutating func save(in store: EventStore) throws(EventStoreError) {
    // What was corrected before the index's end is never read again.
    try finish(in: store)
    isIndexable = KeyIndex.extend(
      behind: base, of: store, name: Register.name, version: Register.version, with: keys,
      upTo: .checkpoint(checkpoint), numbers: numbers)
    if isIndexable { base = checkpoint }
    forgetKeys()
  }
}
