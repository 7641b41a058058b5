import EventStore

/// What was recorded about bodies.
public struct RegistryReport: Sendable {
  /// How many events there are.
  public let count: Int
  /// The position of the first of them; nothing where it was only a rehearsal.
  public let position: Position?
  /// What an earlier unfinished write had left behind, and where it was put.
  public let repairs: [Repair]
  /// What an earlier redaction had not got to erase, and was erased now or could not be.
  public let erasures: ErasureReport
}

extension Archive {
  /// Records something about a body.
  ///
  /// A body that is known by its name alone is registered on the way. Reads the whole log. When this
  /// returns, everything is durable.
  /// - Parameters:
  ///   - wait: How many milliseconds to wait for another writer to end.
  ///   - isRehearsal: Decide and tell, but record nothing and need no lock.
  /// - Throws: `bodyRefused` where it makes no sense beside what is known; `store`.
  public func record(
    body command: BodyCommand, by role: Role = .clerk, wait: Int = 5000, isRehearsal: Bool = false
  ) throws(ArchiveError) -> RegistryReport {
    try register(by: role, wait, isRehearsal) { index throws(ArchiveError) in
      do throws(BodyRefusal) {
        return try decide(command, index.bodyNames)
      } catch {
        throw .bodyRefused(error)
      }
    }
  }

  /// Records what is decided by everything that was recorded.
  func register(
    by role: Role, _ wait: Int, _ isRehearsal: Bool,
    _ decide: (SearchIndex) throws(ArchiveError) -> [(stream: StreamName, event: ProposedEvent)]
  ) throws(ArchiveError) -> RegistryReport {
    // Read before the lock is taken, so that nobody waits for the reading.
    let early = try index()
    let writer = try writer(wait: wait, isRehearsal)
    defer { finish(writer) }
    let isLate = writer.map { $0.nextPosition.rawValue != early.eventCount } ?? false
    let index = isLate ? try index() : early
    guard index.damages.isEmpty else { throw .store(.damaged(index.damages)) }
    let events = try decide(index)
    var position: Position?
    if let writer {
      position = try storing { () throws(EventStoreError) in
        var batch = try writer.batch(by: role)
        for (stream, event) in events { try batch.append([event], to: stream, expecting: .any) }
        return try batch.commit().first
      }
    }
    return RegistryReport(
      count: events.count, position: position, repairs: writer?.repairs ?? [],
      erasures: writer?.finishedErasures ?? ErasureReport())
  }
}
