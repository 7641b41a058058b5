/// Why the store could not do what it was asked.
///
/// Grouped by what was being done. Each says where and what to do next.
public enum EventStoreError: Error, Sendable {
  // Opening and founding

  /// The directory is not an archive: it has no `archive.json`.
  case notAnArchive(location: String)
  /// A new archive was to be founded where something is already.
  case notEmpty(location: String)
  /// `archive.json` is there but is not what the format says.
  case descriptionUnreadable(location: String, reason: DescriptionProblem)
  /// The archive has a format that a later version of the program writes.
  case newerFormat(location: String, format: Int)
  /// The directory has an `archive.json` but no `log`.
  case logMissing(location: String)
  /// Another writer holds the archive's lock.
  case locked(location: String, holder: String?)

  // Reading

  /// The log is damaged in these places, and the work cannot go on around them.
  case damaged([Damage])

  // Proving

  /// There is no event at this position.
  case noSuchPosition(Position, size: UInt64)
  /// The payload cannot be disclosed: the event at another position had it taken out.
  case payloadTakenOut(Position, by: Position)
  /// A checkpoint kept elsewhere says something else than the log.
  case checkpointDiffers(CheckpointMismatch)

  /// The log no longer has the event at this position that was read before: it belonged to a tail
  /// that was never acknowledged, and another one stands in its place.
  case tailReplaced(Position)

  // Appending

  /// The stream is not where the caller believed it to be.
  case wrongRevision(stream: StreamName, expected: ExpectedRevision, actual: UInt64?)
  /// An event of this identity is in the log already, and says something else or stands in another
  /// batch.
  case idInUse(EventID, Position)
  /// The payload breaks a rule of the format.
  case payloadRefused(stream: StreamName, JSONError)
  /// The event's line would be longer than the format allows.
  case lineTooLong(stream: StreamName, length: Int)
  /// The log's last event was recorded more than a day after the clock's time.
  case clockBehind(lastEvent: Timestamp, clock: Timestamp)
  /// The write failed and was taken back: nothing was recorded.
  case notRecorded(SystemError)
  /// Whether the batch lasts is not known; opening the archive again tells.
  case outcomeUnknown(SystemError)
  /// An earlier append failed; the archive must be opened again before the next one.
  case latched
  /// Payloads cannot be taken out; nothing was recorded.
  case redactionRefused(RedactionRefusal)
  /// Payloads are taken out, and the bytes of some are still on the disk.
  case erasureUnfinished(SystemError)
  /// The caller asked for the append to be given up; nothing was recorded.
  case interrupted

  // Backups

  /// The directory is a backup; what is written to it would be lost or in the way.
  case isBackup(location: String)
  /// The directory cannot take or give a backup.
  case backupRefused(location: String, BackupRefusal)
  /// A list of erasures cannot be applied.
  case erasuresRefused(ErasureListProblem)

  // Anything

  /// The disk or the file system failed.
  case system(SystemError)
}

/// What `archive.json` says that the format does not allow.
public enum DescriptionProblem: Hashable, Sendable {
  /// It is not JSON.
  case json(JSONError)
  /// It states no format.
  case noFormat
  /// Its id is no UUID.
  case identity
  /// Its name or its zone is missing.
  case nameOrZone
  /// The moment of its founding cannot be read.
  case moment
}

extension DescriptionProblem: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .json(let error): "at byte \(error.offset): \(error.problem)"
    case .noFormat: "it states no format"
    case .identity: "its id is no UUID"
    case .nameOrZone: "its name or its zone is missing"
    case .moment: "the moment of its founding cannot be read"
    }
  }
}

extension EventStoreError: CustomStringConvertible {
  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .notAnArchive(let location):
      "\(location) is not an archive: it has no archive.json"
    case .notEmpty(let location):
      "\(location) is no empty directory; an archive is founded in a new or an empty one"
    case .descriptionUnreadable(let location, let reason):
      "\(location)/archive.json cannot be understood: \(reason)"
    case .newerFormat(let location, let format):
      """
      \(location) has format \(format), and this program knows format \(EventStore.format); \
      use a newer version of the program
      """
    case .logMissing(let location):
      "\(location)/log is missing: the archive has lost its log; restore it from a backup"
    case .locked(let location, let holder):
      "another writer holds \(location)\(holder.map { " (\($0))" } ?? ""); try again later"
    case .damaged(let damages):
      EventStoreError.describe(damages)
    case .noSuchPosition(let position, let size):
      "there is no position \(position): the log has \(size) events, the first one at position 0"
    case .payloadTakenOut(let position, let by):
      """
      the payload at position \(position) was taken out by the event at position \(by) and cannot be \
      disclosed; a proof without it is still to be had
      """
    case .checkpointDiffers(let mismatch):
      "\(mismatch); there is nothing to prove, verifying tells more"
    case .tailReplaced(let position):
      """
      the event at position \(position) is not the one that was read before: the log's \
      unfinished tail was replaced; read again from an earlier position
      """
    case .wrongRevision(let stream, let expected, let actual):
      """
      stream \(stream) is at \(actual.map { "revision \($0)" } ?? "no revision yet"), \
      expected \(expected); nothing was recorded
      """
    case .idInUse(let id, let position):
      """
      the event at position \(position) has the id \(id) already and is another one; nothing was \
      recorded
      """
    case .payloadRefused(let stream, let error):
      "the payload for stream \(stream) is refused at \(error.path): \(error.problem)"
    case .lineTooLong(let stream, let length):
      """
      an event of stream \(stream) would take a line of \(length) bytes; \
      the longest that the format allows is \(Line.longest)
      """
    case .clockBehind(let last, let clock):
      """
      the last event was recorded at \(last), more than a day after the clock's \(clock); \
      set the clock right, then try again
      """
    case .notRecorded(let error):
      "\(error); nothing was recorded"
    case .outcomeUnknown(let error):
      "\(error); whether the batch was recorded is not known, opening the archive again tells"
    case .latched:
      "an earlier append failed; open the archive again before the next one"
    case .redactionRefused(let refusal):
      "\(refusal); nothing was recorded"
    case .erasureUnfinished(let error):
      """
      \(error); the redaction is recorded and the payloads are gone for readers, but their bytes are \
      still on the disk; whoever opens the archive for writing next erases them
      """
    case .interrupted:
      "interrupted; nothing was recorded"
    case .isBackup(let location):
      """
      \(location) is a backup, which nobody writes to; restore it into a directory of its own first
      """
    case .backupRefused(let location, let refusal):
      "\(location) \(refusal)"
    case .erasuresRefused(let problem):
      "\(problem); nothing was restored"
    case .system(let error):
      "\(error)"
    }
  }

  private static func describe(_ damages: [Damage]) -> String {
    let first = damages.first.map { "\($0)" } ?? "somewhere"
    let others = damages.count > 1 ? " (and \(damages.count - 1) more)" : ""
    return "the log is damaged: \(first)\(others); nothing was changed, verifying lists every place"
  }
}
