/// Makes an archive of a backup.
///
/// `archive.json.new` comes first and gets its name last of all, so that the directory is an archive
/// only when the whole log is in it, verified, and without what a list of erasures says.
struct Restoration {
  let backup: any Storage
  let target: any Storage
  let erasures: ErasureList?
  let role: Role
  let work: LongWork

  /// What an unfinished restoration is known by.
  private static let mark = BackupDirectory.staged(LogLayout.description)

  func run() throws(EventStoreError) -> RestorationReport {
    let (bytes, description, snapshot) = try readBackup()
    try refuseList(of: description.origin)
    let isNew = try prepare(bytes)
    do throws(EventStoreError) {
      try copy(snapshot, bytes)
      let plan = try plan(try check(snapshot))
      let report = try record(plan, snapshot.checkpoint, description)
      try EventStoreError.telling { () throws(SystemError) in
        try target.rename(Restoration.mark, to: LogLayout.description)
        try target.syncDirectory("")
      }
      return report
    } catch {
      Restoration.clear(target, withDirectory: isNew)
      throw error
    }
  }

  // MARK: The backup

  private func readBackup() throws(EventStoreError) -> ([UInt8], StoreDescription, LogSnapshot) {
    let directory = BackupDirectory(storage: backup)
    let manifest = try directory.readManifest()
    let paths: Set<String>
    let bytes: [UInt8]
    do throws(SystemError) {
      paths = try directory.paths()
      let place = directory.place(of: LogLayout.description, manifest, paths)
      bytes = try backup.open(place, for: .reading).contents()
    } catch {
      guard error.isMissing else { throw .system(error) }
      throw manifest == nil
        ? .notAnArchive(location: backup.location)
        : .backupRefused(location: backup.location, .unfinished)
    }
    let description = try StoreDescription.decode(bytes, at: backup.location)
    let snapshot = try LogSnapshot(
      of: try segments(directory, manifest, paths), origin: description.origin,
      earlier: manifest?.checkpoint.size ?? 0, work)
    if let kept = manifest?.checkpoint {
      guard snapshot.checkpoint.size >= kept.size, snapshot.earlierRoot == kept.root else {
        throw .backupRefused(location: backup.location, .differs(size: kept.size))
      }
    }
    return (bytes, description, snapshot)
  }

  private func segments(
    _ directory: BackupDirectory, _ manifest: BackupManifest?, _ paths: Set<String>
  ) throws(EventStoreError) -> [LineSource.Segment] {
    guard let manifest else { return try SegmentList.open(in: backup) }
    let waiting = Set(manifest.installing).filter { paths.contains(BackupDirectory.staged($0)) }
    let names = paths.union(waiting).compactMap { path -> String? in
      path.hasPrefix(LogLayout.log + "/") ? String(path.dropFirst(LogLayout.log.count + 1)) : nil
    }
    return try EventStoreError.telling { () throws(SystemError) in
      var segments: [LineSource.Segment] = []
      for name in names.sorted() {
        guard let first = LogLayout.segment(named: name) else { continue }
        let place = directory.place(of: "\(LogLayout.log)/\(name)", manifest, paths)
        segments.append(
          LineSource.Segment(first: first, file: try backup.open(place, for: .reading)))
      }
      return segments
    }
  }

  private func refuseList(of origin: String) throws(EventStoreError) {
    if let erasures, erasures.origin != origin {
      throw .erasuresRefused(.otherLog(origin: erasures.origin))
    }
  }

  // MARK: The copy

  /// Makes the directory ready, and tells whether it is new.
  ///
  /// What an earlier restoration left half done is taken away.
  private func prepare(_ description: [UInt8]) throws(EventStoreError) -> Bool {
    do throws(SystemError) {
      let names: Set<String>
      do throws(SystemError) { names = Set(try target.names(in: "")) } catch {
        guard error.isMissing else { throw error }
        try target.makeDirectory("")
        return true
      }
      let isMarked = names.contains(Restoration.mark) && !names.contains(LogLayout.description)
      let isUnfinished =
        isMarked
        ? try target.open(Restoration.mark, for: .reading).contents() == description : false
      let isEmpty = names.subtracting([Restoration.mark + StagedFile.ending]).isEmpty
      guard isEmpty || isUnfinished else { throw .there(.found, target.location) }
      Restoration.clear(target, withDirectory: false)
      guard try target.names(in: "").isEmpty else { throw .there(.found, target.location) }
      return false
    } catch {
      throw error.isThere ? .notEmpty(location: target.location) : EventStoreError(of: error)
    }
  }

  /// Takes away what a restoration made, its mark last.
  private static func clear(_ storage: any Storage, withDirectory: Bool) {
    for directory in [LogLayout.log, LogLayout.index] {
      for name in (try? storage.names(in: directory)) ?? [] {
        try? storage.remove("\(directory)/\(name)")
      }
      try? storage.remove(directory)
    }
    let names = (try? storage.names(in: "")) ?? []
    for name in names where name != mark { try? storage.remove(name) }
    try? storage.remove(mark)
    if withDirectory { try? storage.remove("") }
  }

  private func copy(_ snapshot: LogSnapshot, _ description: [UInt8]) throws(EventStoreError) {
    try EventStoreError.telling { () throws(SystemError) in
      try StagedFile.write(description, to: Restoration.mark, of: target)
      try target.syncDirectory("")
      try target.makeDirectory(LogLayout.log)
      try target.makeDirectory(LogLayout.index)
      var done: Int64 = 0
      for (index, segment) in snapshot.segments.enumerated() {
        try segment.write(
          to: LogLayout.segmentPath(segment.segment.first), of: target,
          readOnly: index + 1 < snapshot.segments.count
        ) { count throws(SystemError) in
          done += Int64(count)
          try work.tell(.copying, done, snapshot.bytes)
        }
      }
      if let readme = try? backup.open(LogLayout.readme, for: .reading).contents() {
        try StagedFile.write(readme, to: LogLayout.readme, of: target)
      }
      try target.syncDirectory(LogLayout.log)
      try target.syncDirectory("")
    }
  }

  /// What the copy holds at the positions that the list of erasures tells.
  private struct Listed {
    var digests: [Position: Digest] = [:]
    /// The payloads that are gone already.
    var gone: Set<Position> = []
  }

  /// Verifies the copy whole, and looks up the positions that the list of erasures tells.
  private func check(_ snapshot: LogSnapshot) throws(EventStoreError) -> Listed {
    var verifier = Verifier(
      origin: snapshot.checkpoint.origin, kept: [snapshot.checkpoint])
    var reader = EventReader(
      segments: try SegmentList.open(in: target), from: .start, redactions: .ignored)
    let wanted = Set((erasures?.entries ?? []).map(\.position))
    var listed = Listed()
    var read: Int64 = 0
    while let event = try reader.next() {
      verifier.check(event)
      if wanted.contains(event.position) {
        listed.digests[event.position] = event.digest
        if case .redacted = event.payload { listed.gone.insert(event.position) }
      }
      read += Int64(event.length + 1)
      try work.telling(.checking, read, snapshot.bytes)
    }
    verifier.finish(reader)
    let report = verifier.report
    guard report.damages.isEmpty else { throw .damaged(report.damages) }
    guard report.isSound else { throw .backupRefused(location: backup.location, .copyDiffers) }
    return listed
  }

  // MARK: What is recorded

  /// What the list of erasures comes to in the copy.
  private struct Plan {
    var redactions: [(positions: [Position], ground: String)] = []
    var absent = 0
    var alreadyGone = 0
  }

  private func plan(_ listed: Listed) throws(EventStoreError) -> Plan {
    var plan = Plan()
    for entry in erasures?.entries ?? [] {
      guard let digest = listed.digests[entry.position] else {
        plan.absent += 1
        continue
      }
      guard digest == entry.digest else {
        throw .erasuresRefused(.otherEvent(entry.position))
      }
      if listed.gone.contains(entry.position) {
        plan.alreadyGone += 1
      } else if let index = plan.redactions.firstIndex(where: { $0.ground == entry.ground }) {
        plan.redactions[index].positions.append(entry.position)
      } else {
        plan.redactions.append(([entry.position], entry.ground))
      }
    }
    return plan
  }

  /// Records the redactions anew, and what the log was restored from, in one batch.
  private func record(
    _ plan: Plan, _ from: Checkpoint, _ description: StoreDescription
  ) throws(EventStoreError) -> RestorationReport {
    let store = EventStore(target, description: description, environment: work.environment)
    let writer = try store.writer(wait: 0)
    defer { writer.close() }
    let erased = Set(plan.redactions.flatMap(\.positions)).sorted()
    var payload = JSONWriter()
    payload.object { writer in
      writer.name("from")
      writer.object { writer in
        writer.name("origin")
        writer.string(from.origin)
        writer.name("size")
        writer.integer(Int(from.size))
        writer.name("root")
        writer.string(from.base64Root)
      }
      writer.name("erased")
      writer.array { writer in
        for position in erased { writer.integer(Int(position.rawValue)) }
      }
    }
    let restored = ProposedEvent(type: .restored, data: payload.bytes)
    if plan.redactions.isEmpty {
      try writer.append([restored], to: .log, by: role)
    } else {
      _ = try writer.redact(
        plan.redactions, alongside: [StreamEvents(stream: .log, events: [restored])], by: role)
    }
    return RestorationReport(
      from: from, erased: erased, alreadyGone: plan.alreadyGone, absent: plan.absent)
  }
}

/// What a restoration made.
public struct RestorationReport: Equatable, Sendable {
  /// What the backup held.
  public let from: Checkpoint
  /// The positions whose payloads the list of erasures took out of the copy.
  public let erased: [Position]
  /// How many payloads of the list the backup did not hold any more.
  public let alreadyGone: Int
  /// How many events of the list came later than the backup.
  public let absent: Int
}

extension EventStore {
  /// Makes an archive of a backup, in a new or an empty directory.
  ///
  /// The copy is verified whole. Payloads that were taken out since the backup was made are taken out
  /// of it, as the list says, and `$Restored` records what the log was restored from, before the
  /// directory becomes an archive. An unfinished restoration of the same backup is begun anew.
  /// - Parameters:
  ///   - erasures: What was taken out of the archive; see `erasureList()`.
  ///   - progress: Told how many bytes are done, and of how many.
  /// - Throws: `notAnArchive`, `backupRefused`, `notEmpty`, `erasuresRefused`, `damaged` or what a
  ///   redaction throws. What was made is taken away again.
  public static func restore(
    from backup: any Storage, to target: any Storage, erasing erasures: ErasureList? = nil,
    by role: Role = .clerk, environment: Environment = .system,
    progress: (BackupStage, Int64, Int64) -> Void = { _, _, _ in }
  ) throws(EventStoreError) -> RestorationReport {
    try withoutActuallyEscaping(progress) { progress throws(EventStoreError) in
      try Restoration(
        backup: backup, target: target, erasures: erasures, role: role,
        work: LongWork(environment: environment, progress: progress)
      ).run()
    }
  }
}
