import EventStore

/// What was decided about the openness of records after some moment.
///
/// An answer as of that moment says what the record said then; whether it may leave is decided by
/// what counts now as well.
public struct LaterReviews: Sendable {
  /// The openness that counts now of records that were reviewed, or withdrawn since they may not be
  /// published any more.
  private var openness: [AccessionNumber: Openness] = [:]

  /// Nothing was decided.
  public init() {}

  fileprivate init(
    reading store: EventStore, after limit: RecordingLimit
  ) throws(EventStoreError) {
    let remains = Remains(of: store)
    let document = JSONDocument()
    var reader = try store.events()
    while let event = try reader.next() {
      guard event.isOf(RecordAct.reclassification) || event.isOf(RecordAct.retraction),
        !limit.includes(event), remains.loadPayload(of: event, into: document),
        let act = RecordedAct(event, document.root)
      else { continue }
      switch act.act {
      case .reclassified(let decision): openness[act.target] = decision.openness
      case .retracted(let retraction) where retraction.reason == .depublished:
        openness[act.target] = .closed
      case .retracted, .corrected, .redacted, .disputed: break
      }
    }
  }

  /// Whether nothing was decided.
  var isEmpty: Bool { openness.isEmpty }

  /// Whether what was decided lets a record leave under a ceiling; an item goes by its meeting, too.
  func letLeave(_ number: AccessionNumber, under ceiling: Openness) -> Bool {
    guard !openness.isEmpty else { return true }
    return [number, AccessionNumber(serial: number.serial)]
      .allSatisfy { openness[$0]?.isWithin(ceiling) ?? true }
  }
}

extension Archive {
  /// What was decided about the openness of records after a moment.
  ///
  /// Reads the whole log.
  public func reviews(after moment: RecordingMoment) throws(ArchiveError) -> LaterReviews {
    let limit = try RecordingLimit(moment, in: store.description.zone)
    return try storing { () throws(EventStoreError) in
      try LaterReviews(reading: store, after: limit)
    }
  }
}

extension Query {
  /// Whether a record may be shown in the answer.
  func lets(_ record: IndexedRecord) -> Bool {
    guard let ceiling else { return true }
    return record.openness.isWithin(ceiling)
      && laterReviews.letLeave(record.accession, under: ceiling)
  }
}
