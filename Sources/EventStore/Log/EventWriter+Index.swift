/// What a writer knows of the log before it: streams and identities, from the derived index or from
/// the log.
extension EventWriter {
  /// So many events that a derived index does not cover are worth writing it.
  package static let worthIndexing = UInt64(IndexKeeper.worthSaving)

  /// The revision of a stream's last event, of this group included.
  func lastRevision(of stream: StreamName) throws(EventStoreError) -> UInt64? {
    if let last = revisions.last(of: stream) { return last }
    guard let index else { return nil }
    do throws(IndexFault) {
      let last = try index.lastRevision(of: stream)
      if let last { revisions.set(stream, to: last) }
      return last
    } catch {
      try readInstead()
      return revisions.last(of: stream)
    }
  }

  /// Gives up the index, of which a file turned out damaged, and reads the log.
  private func readInstead() throws(EventStoreError) {
    keeper?.discard()
    index = nil
    var all = StreamRevisions()
    var reader = EventReader(
      segments: try SegmentList.open(in: storage), from: .start, redactions: .ignored)
    while let event = try reader.next(), event.position < nextPosition {
      all.set(event.stream, to: event.revision)
    }
    guard reader.damages.isEmpty else { throw .damaged(reader.damages) }
    for (stream, _) in group?.undo ?? [] { all.set(stream, to: revisions.last(of: stream)) }
    revisions = all
    unindexed = Int(nextPosition.rawValue)
  }

  /// Notes identities that the caller gave, so that they are not given twice.
  func noteIDs(of events: [ProposedEvent]) {
    guard let open = group else { return }
    for (offset, event) in events.enumerated() {
      guard let id = event.id else { continue }
      recentIDs?[id] = Position(open.next.rawValue + UInt64(offset))
    }
  }

  func refuseKnownIDs(of events: [ProposedEvent]) throws(EventStoreError) {
    var own: Set<EventID> = []
    for event in events {
      guard let id = event.id else { continue }
      if let position = try position(of: id) { throw .idInUse(id, position) }
      guard own.insert(id).inserted else { throw .idInUse(id, group?.next ?? nextPosition) }
    }
  }

  /// The position of the event of an identity, also of one that is not durable yet.
  private func position(of id: EventID) throws(EventStoreError) -> Position? {
    if recentIDs == nil { recentIDs = try readRecentIDs() }
    if let position = recentIDs?[id] { return position }
    guard let index else { return nil }
    do throws(IndexFault) {
      return try index.position(of: id)
    } catch {
      try readInstead()
      recentIDs = try readRecentIDs()
      return recentIDs?[id]
    }
  }

  private func readRecentIDs() throws(EventStoreError) -> [EventID: Position] {
    var ids: [EventID: Position] = [:]
    var reader = EventReader(
      segments: try SegmentList.open(in: storage), at: index?.readingStart ?? .start,
      redactions: .ignored)
    while let event = try reader.next(), event.position < nextPosition {
      ids[event.id] = event.position
    }
    guard reader.damages.isEmpty else { throw .damaged(reader.damages) }
    for event in group?.waiting ?? [] { ids[event.id] = event.position }
    return ids
  }

  /// Where events stand that were appended before, all of them as one batch; nothing where they are
  /// new.
  ///
  /// What they say is compared byte by byte. A payload that was taken out says nothing any more,
  /// so that the identity alone decides.
  func receipt(
    ofEarlier events: [ProposedEvent], in stream: StreamName
  ) throws(EventStoreError) -> AppendReceipt? {
    guard let id = events.first?.id, let first = try position(of: id) else { return nil }
    // What is being written at this moment cannot be read yet; whoever asks for it again is answered
    // with the rest of its group, when that is durable.
    guard first < nextPosition else {
      let receipt = group?.placed[id]?.receipt(ofAgain: events, in: stream)
      guard let receipt else { throw .idInUse(id, first) }
      return receipt
    }
    guard let store = keeper?.store else { throw .idInUse(id, first) }
    if first > .start, try store.event(at: Position(first.rawValue - 1))?.continues ?? true {
      throw .idInUse(id, first)
    }
    var recordedAt: Timestamp?
    for (offset, event) in events.enumerated() {
      let position = Position(first.rawValue + UInt64(offset))
      let isLast = offset == events.count - 1
      guard let recorded = try store.event(at: position), recorded.id == event.id,
        recorded.stream == stream, recorded.saysTheSame(as: event),
        recorded.continues != isLast
      else { throw .idInUse(event.id ?? id, position) }
      recordedAt = recorded.recordedAt
    }
    guard let recordedAt else { return nil }
    return AppendReceipt(
      first: first, count: events.count, recordedAt: recordedAt, wasThereBefore: true)
  }
}
