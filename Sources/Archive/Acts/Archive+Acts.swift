import EventStore

/// What was recorded about a record.
public struct ActReport: Sendable {
  /// What was done, in order; for every act the record or item concerned.
  public let acts: [(target: AccessionNumber, act: RecordAct)]
  /// The position of the first of the events; nothing where it was only a rehearsal.
  public let position: Position?
  /// The bodies that were registered in front because a correction names them.
  public let newBodies: [NewBody]
  /// What an earlier unfinished write had left behind, and where it was put.
  public let repairs: [Repair]
  /// What an earlier redaction had not got to erase, and was erased now or could not be.
  public let erasures: ErasureReport
}

extension Archive {
  /// Gives fields of a record other values; what it said before stays readable in its history.
  ///
  /// One event for each field, in one batch; a body that nobody has registered is registered in front.
  /// When this returns, it is durable. The archive's size
  /// does not matter where its derived index is there.
  /// - Parameters:
  ///   - changes: The fields and what they are to be.
  ///   - beliefs: Fields and what they are believed to be now; another value refuses everything.
  ///   - wait: How many milliseconds to wait for another writer to end.
  ///   - isRehearsal: Decide and tell, but record nothing and need no lock.
  ///   - isStrict: Refuse a correction that names a body which the archive does not know.
  /// - Throws: `unknownRecord`; `actRefused` where the correction makes no sense; `bodyRefused` where
  ///   that is strict and a body is unknown; `store`.
  public func correct(
    _ number: AccessionNumber, _ changes: [RequestedChange],
    believing beliefs: [RequestedChange] = [],
    _ ground: CorrectionGround, by role: Role = .clerk, wait: Int = 5000,
    isRehearsal: Bool = false, isStrict: Bool = false
  ) throws(ArchiveError) -> ActReport {
    try act(
      .correct(changes, believing: beliefs, ground), about: number, by: role, wait, isRehearsal,
      isStrict: isStrict)
  }

  /// Makes a record what minutes say, by one correction for each field in which they differ.
  ///
  /// - Parameter revision: The revision of the record's last event when the minutes were printed;
  ///   where somebody has done something about it since, nothing is recorded.
  /// - Throws: As `correct(_:_:believing:_:by:wait:isRehearsal:)`.
  public func correct(
    _ number: AccessionNumber, to draft: RecordDraft, revision: UInt64?, _ ground: CorrectionGround,
    by role: Role = .clerk, wait: Int = 5000, isRehearsal: Bool = false, isStrict: Bool = false
  ) throws(ArchiveError) -> ActReport {
    try act(
      .correctTo(draft, revision: revision, ground), about: AccessionNumber(serial: number.serial),
      by: role, wait, isRehearsal, isStrict: isStrict)
  }

  /// Withdraws a record: it stays, says why, and is found only by who asks for withdrawn records.
  ///
  /// - Throws: `unknownRecord`, also for the record that is to stand in its place; `actRefused`
  ///   where it was withdrawn before; `store`.
  public func retract(
    _ number: AccessionNumber, _ retraction: Retraction, by role: Role = .clerk, wait: Int = 5000,
    isRehearsal: Bool = false
  ) throws(ArchiveError) -> ActReport {
    try act(.retract(retraction), about: number, by: role, wait, isRehearsal)
  }

  /// Decides anew to whom a record may be given.
  ///
  /// - Throws: `unknownRecord`; `actRefused` where that was decided so before; `store`.
  public func reclassify(
    _ number: AccessionNumber, _ decision: Reclassification, by role: Role = .clerk,
    wait: Int = 5000, isRehearsal: Bool = false
  ) throws(ArchiveError) -> ActReport {
    try act(.reclassify(decision), about: number, by: role, wait, isRehearsal)
  }

  /// Notes that another source says something else of a field; both stay side by side, and the record
  /// is corrected where the other one is preferred.
  ///
  /// - Throws: `unknownRecord`; `actRefused` where the value could not be the field's, is what the
  ///   record says, or was noted before; `store`.
  public func dispute(
    _ number: AccessionNumber, _ other: OtherStatement, by role: Role = .clerk, wait: Int = 5000,
    isRehearsal: Bool = false
  ) throws(ArchiveError) -> ActReport {
    try act(.dispute(other), about: number, by: role, wait, isRehearsal)
  }

  private func act(
    _ command: ActCommand, about number: AccessionNumber, by role: Role, _ wait: Int,
    _ isRehearsal: Bool, isStrict: Bool = false
  ) throws(ArchiveError) -> ActReport {
    let writer = try writer(wait: wait, isRehearsal)
    defer { finish(writer) }
    let register = try register(lookingFor: [], [number.serial])
    guard let known = register[number.serial], known.kind(of: number) != nil else {
      throw .unknownRecord(number)
    }
    let decided: [DecidedAct]
    do throws(ActRefusal) {
      decided = try decide(command, about: number, known)
    } catch {
      throw .actRefused(number, error)
    }
    try check(decided, known)
    let (newBodies, found) = try newBodies(in: decided, known, isStrict: isStrict)
    var bodies = found
    var position: Position?
    if let writer {
      let stream = Streams.name(
        known.kind == .document ? Streams.document : Streams.meeting, known.serial)
      let receipt = try storing { () throws(EventStoreError) in
        var batch = try writer.batch(by: role)
        for body in newBodies {
          let body = BodyRegistration.automatic(body.name)
          guard let stream = bodies?.add(body) else { continue }
          try batch.append([BodyEvent.registered(body).proposed], to: stream, expecting: .noStream)
        }
        try batch.append(
          decided.map { $0.act.event(about: $0.target) }, to: stream,
          expecting: .revision(known.revision))
        return try batch.commit()
      }
      position = Position(receipt.first.rawValue + UInt64(newBodies.count))
    }
    return ActReport(
      acts: decided.map { ($0.target, $0.act) }, position: position, newBodies: newBodies,
      repairs: writer?.repairs ?? [], erasures: writer?.finishedErasures ?? ErasureReport())
  }

  /// Refuses what makes no sense beside the other records.
  private func check(_ decided: [DecidedAct], _ known: KnownRecord) throws(ArchiveError) {
    for decision in decided {
      guard case .retracted(let retraction) = decision.act, let other = retraction.replacedBy else {
        continue
      }
      guard try register(lookingFor: [], [other.serial])[other.serial]?.kind(of: other) != nil
      else { throw .unknownRecord(other) }
    }
    guard let identity = known.identity(after: decided), identity != known.identity(after: [])
    else { return }
    if let other = try register(lookingFor: [identity], [])[identity], other.serial != known.serial
    {
      throw .actRefused(known.accession, .identityTaken(by: other.accession))
    }
  }
}

extension KnownRecord {
  /// The identity that the record has when something more was done about it; nothing where it cannot
  /// be read.
  fileprivate func identity(after decided: [DecidedAct]) -> RecordIdentity? {
    content(after: decided).map { RecordIdentity(kind, $0) }
  }
}
