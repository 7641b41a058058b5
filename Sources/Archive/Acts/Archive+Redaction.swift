import EventStore

/// What a redaction erased, and what it did not reach.
public struct RedactionReport: Sendable {
  /// The record or item concerned.
  public let target: AccessionNumber
  /// The redaction as it was recorded.
  public let redaction: RecordRedaction
  /// The number of payloads that were taken out of the log.
  public let payloads: Int
  /// The position of the event that records it; nothing where it was only a rehearsal.
  public let position: Position?
  /// Other records in which the erased words still stand, in order.
  public let stillIn: [AccessionNumber]
  /// What an earlier unfinished write had left behind, and where it was put.
  public let repairs: [Repair]
  /// What an earlier redaction had not got to erase, and was erased now or could not be.
  public let erasures: ErasureReport
}

extension Archive {
  /// Erases fields of a record for good: in every version of it, in corrections that tell them, in
  /// what quotes them, and in the sources kept for it.
  ///
  /// What remains of each payload is kept by the event that records the redaction; proofs that were
  /// given stay valid. Reads the whole log, and writes the segments concerned anew.
  /// - Parameters:
  ///   - fields: The fields, by their English names or the keys of minutes in text.
  ///   - ground: The legal ground; it stays readable for ever.
  ///   - authority: On whose word.
  ///   - wait: How many milliseconds to wait for another writer to end.
  ///   - isRehearsal: Decide and tell, but record nothing and need no lock.
  /// - Throws: `unknownRecord`; `actRefused` where there is nothing to erase; `store`, also where it
  ///   was recorded and the next writer will finish the erasing.
  public func redact(
    _ number: AccessionNumber, _ fields: [String], ground: String, authority: String,
    by role: Role = .clerk, wait: Int = 5000, isRehearsal: Bool = false
  ) throws(ArchiveError) -> RedactionReport {
    let writer = try writer(wait: wait, isRehearsal)
    defer { writer?.close() }
    let register = try register(lookingFor: [], [number.serial])
    guard let known = register[number.serial], let kind = known.kind(of: number) else {
      throw .unknownRecord(number)
    }
    let paths = try paths(fields, kind, number, known)
    let stream = Streams.name(
      known.kind == .document ? Streams.document : Streams.meeting, known.serial)
    let plan = RedactionPlan(paths, of: number, kind, in: try contents(of: stream))
    guard !plan.positions.isEmpty else { throw .actRefused(number, .changesNothing) }
    let redaction = RecordRedaction(fields: paths, ground: ground, authority: authority)
    var position: Position?
    if let writer {
      let event = RecordAct.redacted(redaction).event(about: number, keeping: plan.remains)
      let receipt = try storing { () throws(EventStoreError) in
        try writer.redact(
          plan.positions, ground: ground,
          alongside: [
            StreamEvents(stream: stream, events: [event], expecting: .revision(known.revision))
          ], by: role)
      }
      position = receipt.recorded.first.next
    }
    return RedactionReport(
      target: number, redaction: redaction, payloads: plan.positions.count, position: position,
      stillIn: try records(with: plan.words, besides: number), repairs: writer?.repairs ?? [],
      erasures: writer?.finishedErasures ?? ErasureReport())
  }

  private func paths(
    _ fields: [String], _ kind: RecordKind, _ number: AccessionNumber, _ known: KnownRecord
  ) throws(ArchiveError) -> [FieldPath] {
    do throws(ActRefusal) {
      var paths: [FieldPath] = []
      for field in fields {
        let path = try RequestedChange(field: field, value: "").path(in: kind)
        let erased = known.redactedFields(of: number)
        if erased.contains(where: { path.isWithin($0) }) { throw .wasErased(path) }
        if !paths.contains(path) { paths.append(path) }
      }
      return paths
    } catch {
      throw .actRefused(number, error)
    }
  }

  /// The payloads of a record's stream, of the sources kept for it, and of earlier redactions.
  private func contents(
    of stream: StreamName
  ) throws(ArchiveError) -> [RedactionPlan.Content] {
    try storing { () throws(EventStoreError) in
      var gathering = ContentGathering(stream)
      var reader = try store.events()
      while let event = try reader.next() { gathering.take(event) }
      guard reader.damages.isEmpty else { throw .damaged(reader.damages) }
      return gathering.result
    }
  }

  /// The records in which words stand, but for one.
  private func records(
    with words: ErasedWords, besides number: AccessionNumber
  ) throws(ArchiveError) -> [AccessionNumber] {
    guard !words.isEmpty else { return [] }
    return try index().records.filter { record in
      record.accession != number
        && words.stand(in: String(decoding: record.payload, as: UTF8.self))
    }.map(\.accession).sorted()
  }
}

extension RecordAct {
  /// The event that records a redaction, with what remains of each payload.
  fileprivate func event(
    about target: AccessionNumber, keeping remains: [(position: Position, data: [UInt8])]
  ) -> ProposedEvent {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("target", "\(target)")
      write(to: &writer)
      writer.name("remains")
      writer.array { writer in
        for rest in remains {
          writer.object { writer in
            writer.name("position")
            writer.integer(Int(rest.position.rawValue))
            writer.name("data")
            writer.raw(rest.data)
          }
        }
      }
    }
    return ProposedEvent(type: eventType, data: writer.bytes)
  }
}
