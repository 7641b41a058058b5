/// Events that are recorded in one batch with others.
public struct StreamEvents: Sendable {
  /// The stream they belong to.
  public var stream: StreamName
  /// The events.
  public var events: [ProposedEvent]
  /// What the writer believes about the stream.
  public var expected: ExpectedRevision

  /// Makes a part of a batch.
  public init(
    stream: StreamName, events: [ProposedEvent], expecting expected: ExpectedRevision = .any
  ) {
    self.stream = stream
    self.events = events
    self.expected = expected
  }
}

/// What a redaction recorded and erased.
public struct RedactionReceipt: Equatable, Sendable {
  /// Where the `$Redacted` event stands; the events recorded alongside follow it.
  public let recorded: AppendReceipt
  /// What was erased.
  public let erasure: ErasureReport
}

/// Why payloads cannot be taken out; nothing was recorded then.
public enum RedactionRefusal: Hashable, Sendable {
  /// No position was given.
  case noPositions
  /// No ground was given.
  case noGround
  /// The log has no event at the position.
  case notInLog(Position)
  /// The payload was taken out already, by another event.
  case alreadyTakenOut(Position, by: Position)
  /// The event belongs to the log itself: what it says must stay, or nobody could check the rest.
  case belongsToLog(Position, EventType)
}

extension RedactionRefusal: CustomStringConvertible {
  /// The reason in words.
  public var description: String {
    switch self {
    case .noPositions: "no position is given"
    case .noGround: "no ground is given"
    case .notInLog(let position): "the log has no event at position \(position)"
    case .alreadyTakenOut(let position, let by):
      "the payload at position \(position) was taken out already, by the event at position \(by)"
    case .belongsToLog(let position, let type):
      "the event at position \(position) is \(type.name), which belongs to the log itself"
    }
  }
}

extension EventWriter {
  /// Takes payloads out of the log for good, and records that and on what ground.
  ///
  /// One batch records `$Redacted` and the events given; from then on the payloads are gone for every
  /// reader. Then their bytes are erased in the log, in what repairs cut off, and in derived files.
  /// Headers, offsets, leaves, the root and every proof stay as they are. The medium itself may keep
  /// erased bytes until it writes over them, and so may snapshots of the file system.
  ///
  /// Reads the log once, and twice the segments concerned, which are written anew; memory for the
  /// longest line.
  /// - Parameters:
  ///   - positions: The events whose payloads to take out.
  ///   - ground: Why; it stays readable for ever.
  ///   - others: Events to record in the same batch, for example one that says what remains.
  /// - Throws: `redactionRefused`, `damaged`, or what an append throws, after which nothing was
  ///   recorded; `erasureUnfinished` where it was recorded and bytes are still there, which the next
  ///   writer erases.
  @discardableResult
  public func redact(
    _ positions: [Position], ground: String, alongside others: [StreamEvents] = [],
    by role: Role = .clerk
  ) throws(EventStoreError) -> RedactionReceipt {
    try redact([(positions, ground)], alongside: others, by: role)
  }

  /// Takes payloads out on several grounds, with one `$Redacted` event for each.
  func redact(
    _ redactions: [(positions: [Position], ground: String)], alongside others: [StreamEvents],
    by role: Role
  ) throws(EventStoreError) -> RedactionReceipt {
    let listed = redactions.map { Set($0.positions).sorted() }
    guard !listed.isEmpty, listed.allSatisfy({ !$0.isEmpty }) else {
      throw .redactionRefused(.noPositions)
    }
    guard redactions.allSatisfy({ !$0.ground.isEmpty }) else { throw .redactionRefused(.noGround) }
    try check(Set(listed.joined()))

    var batch = try batch(by: role)
    let events = zip(listed, redactions).map { positions, redaction in
      EventWriter.redacted(positions, ground: redaction.ground)
    }
    try batch.append(events, to: .log)
    for other in others {
      try batch.append(other.events, to: other.stream, expecting: other.expected)
    }
    let receipt = try batch.commit()
    var pending: [Position: Position] = [:]
    for (index, positions) in listed.enumerated() {
      let by = Position(receipt.first.rawValue + UInt64(index))
      for position in positions { pending[position] = by }
    }
    let erasure = erase(pending)
    if let failure = erasure.failure { throw .erasureUnfinished(failure) }
    return RedactionReceipt(recorded: receipt, erasure: erasure)
  }

  private static func redacted(_ positions: [Position], ground: String) -> ProposedEvent {
    var payload = JSONWriter()
    payload.object { writer in
      writer.name("positions")
      writer.array { writer in
        for position in positions { writer.integer(Int(position.rawValue)) }
      }
      writer.name("ground")
      writer.string(ground)
    }
    return ProposedEvent(type: .redacted, data: payload.bytes)
  }

  /// Refuses positions whose payloads cannot be taken out.
  ///
  /// A second redaction of the same payload is refused, not passed over: whoever asks for it has the
  /// wrong position, or does not know what was done.
  private func check(_ positions: Set<Position>) throws(EventStoreError) {
    if let beyond = positions.filter({ $0 >= nextPosition }).min() {
      throw .redactionRefused(.notInLog(beyond))
    }
    let segments = try SegmentList.open(in: storage)
    let known: Redactions
    do throws(SystemError) { known = try Redactions(in: segments, from: .start) } catch {
      throw .system(error)
    }
    if let again = positions.filter({ known[$0] != nil }).min(), let by = known[again] {
      throw .redactionRefused(.alreadyTakenOut(again, by: by))
    }
    var missing = positions
    for index in segments.indices {
      let first = segments[index].first
      let end = index + 1 < segments.count ? segments[index + 1].first : nextPosition
      guard positions.contains(where: { $0 >= first && $0 < end }) else { continue }
      // To the segment's end, since all of it is written anew: damage must not be carried along.
      var reader = EventReader(segments: segments, from: first, redactions: .ignored)
      while let event = try reader.next(), event.position < end {
        guard missing.remove(event.position) != nil else { continue }
        if event.type.belongsToLog {
          throw .redactionRefused(.belongsToLog(event.position, event.type))
        }
      }
      guard reader.damages.isEmpty else { throw .damaged(reader.damages) }
    }
    if let absent = missing.min() { throw .redactionRefused(.notInLog(absent)) }
  }

  /// Erases payloads that are taken out; a failure is told, and leaves the log as sound as before.
  func erase(_ pending: [Position: Position]) -> ErasureReport {
    do throws(SystemError) {
      let report = try Erasure(storage: storage).run(pending) { leaveSegment(at: $0) }
      hasPendingErasures = false
      return report
    } catch {
      hasPendingErasures = true
      return failed(error)
    }
  }

  /// Finishes what an earlier writer took out and did not get to erase.
  ///
  /// A failure keeps nobody from appending: a full disk must not close the archive.
  func finishErasures(_ takenOut: [Position: Position]) {
    do throws(SystemError) {
      try StagedFile.clean(LogLayout.log, of: storage)
      guard !takenOut.isEmpty else { return }
      let segments: [LineSource.Segment]
      do throws(EventStoreError) { segments = try SegmentList.open(in: storage) } catch { return }
      let pending = try Erasure.pending(takenOut, in: segments, index)
      if !pending.isEmpty { try insistOnNote() }
      finishedErasures = erase(pending)
    } catch {
      hasPendingErasures = !takenOut.isEmpty
      if hasPendingErasures { finishedErasures = failed(error) }
    }
  }

  private func failed(_ error: SystemError) -> ErasureReport {
    var report = ErasureReport()
    report.failure = error
    return report
  }
}
