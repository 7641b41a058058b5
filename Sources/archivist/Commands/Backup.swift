import Archive
import EventStore

extension Command {
  static let backup = Command(
    name: "backup", group: .trust, summary: Phrase.Backup.summary,
    arguments: [ArgumentSpec(placeholder: "DIR", shape: .directory)],
    details: [Phrase.Backup.meaning, Phrase.Backup.erased],
    examples: [
      Example(line: "archivist backup /mnt/usb/chongqing", meaning: Phrase.Backup.daily)
    ],
    run: { arguments, session throws(Failure) in
      try BackingUp(arguments: arguments, session: session).run()
    })

  static let restore = Command(
    name: "restore", group: .trust, summary: Phrase.Restore.summary,
    arguments: [
      ArgumentSpec(placeholder: "BACKUP", shape: .directory),
      ArgumentSpec(placeholder: "DIR", shape: .directory),
    ],
    options: [
      OptionSpec(
        name: "erasures", placeholder: "FILE", shape: .file, help: Phrase.Restore.erasures),
      RoleOption.spec,
    ],
    details: [Phrase.Restore.meaning, Phrase.Restore.list],
    examples: [
      Example(
        line: "archivist restore /mnt/usb/chongqing chongqing", meaning: Phrase.Restore.example),
      Example(
        line: "archivist restore old chongqing --erasures erasures.json",
        meaning: Phrase.Restore.olderBackup),
    ],
    run: { arguments, session throws(Failure) in
      try Restoring(arguments: arguments, session: session).run()
    })
}

private struct BackingUp {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    let archive = try session.archive(arguments)
    let directory = arguments.words[0]
    let target = FileStorage(directory: directory)
    let source = FileStorage(directory: archive.store.storage.location)
    if source.holds(target) { throw .message(.refused, .backupInsideArchive(directory)) }
    Interruption.isDeferred = true
    let stages = StageProgress(session)
    let report: BackupReport
    do throws(EventStoreError) {
      report = try archive.store.backUp(to: target) { stages.tell($0, $1, of: $2) }
      stages.end()
    } catch {
      stages.end()
      if case .interrupted = error {
        throw .message(.interrupted, .backupInterrupted, hint: .backupGoesOn(directory))
      }
      let failure = Failure(error, whileWriting: true)
      guard case .system = error, case .message(let code, let message, _) = failure else {
        throw failure
      }
      throw .message(code, message, hint: .backupGoesOn(directory))
    }
    for path in report.healed { session.warn(.backupWasSpoilt(path)) }
    try session.output.line(
      .backedUp(
        Printable.line(archive.store.description.name), to: Printable.line(directory), report))
  }
}

private struct Restoring {
  let arguments: Arguments
  let session: Session

  func run() throws(Failure) {
    let role = try RoleOption.read(arguments)
    let (from, directory) = (arguments.words[0], arguments.words[1])
    let backup = FileStorage(directory: from)
    let target = FileStorage(directory: directory)
    if backup.holds(target) { throw .message(.refused, .restoredInsideBackup(directory)) }
    let erasures = try erasureList()
    Interruption.isDeferred = true
    let stages = StageProgress(session)
    let report: RestorationReport
    do throws(EventStoreError) {
      report = try EventStore.restore(
        from: backup, to: target, erasing: erasures, by: role, environment: session.world
      ) { stages.tell($0, $1, of: $2) }
      stages.end()
    } catch {
      stages.end()
      if case .interrupted = error {
        throw .message(.interrupted, .restorationInterrupted(directory))
      }
      throw Failure(error, whileWriting: !isAboutBackup(error, from))
    }
    try session.output.line(.restored(to: Printable.line(directory), report))
    if erasures == nil {
      try session.output.flush()
      session.note(.restoredWithoutList)
    } else {
      try session.output.line(.erasuresApplied(report))
    }
  }

  /// Whether the system refused something of the backup, which is only read.
  private func isAboutBackup(_ error: EventStoreError, _ backup: String) -> Bool {
    guard case .system(let error) = error else { return false }
    return error.path.hasPrefix(backup)
  }

  private func erasureList() throws(Failure) -> ErasureList? {
    guard let path = arguments.value("erasures") else { return nil }
    let bytes = try session.read(path)
    do throws(ErasureListProblem) {
      return try ErasureList(bytes)
    } catch {
      throw Failure(.erasuresRefused(error))
    }
  }
}

/// A progress line for each stage of a backup or a restoration.
final class StageProgress {
  private let session: Session
  private var stage: BackupStage?
  private var progress: Progress?

  init(_ session: Session) { self.session = session }

  func tell(_ stage: BackupStage, _ done: Int64, of total: Int64) {
    if stage != self.stage {
      end()
      self.stage = stage
      progress = session.progress(.stage(stage))
    }
    progress?.tell(done, of: total, unit: .bytes)
  }

  func end() { progress?.end() }
}

extension Session {
  /// Tells what became of erasures that an earlier redaction had left undone.
  func tell(_ report: ErasureReport) {
    if !report.erased.isEmpty { warn(.erasuresFinished(report.erased.count)) }
    for path in report.blankedFiles { note(.tornFileBlanked(path)) }
    if let failure = report.failure { warn(.erasuresLeft(failure)) }
  }
}
