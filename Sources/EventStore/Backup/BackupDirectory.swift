/// A directory that holds a backup: an archive to read, and what the backup says of itself.
///
///     backup.json          {"backup":1,"origin":"archivist/<id>","size":1234,"root":"<base64>",
///                           "installing":["log/….jsonl"]}
///     archive.json, README.txt, log/*.jsonl    as in the archive
///     <path>.new           a file that is whole and waits to take its place
///     <path>.part          a file that is not whole yet
///
/// `backup.json` comes first of all and `archive.json` last. New files are put beside, read back
/// together with the ones that stay, and then named in `installing`: from that moment the backup is
/// the new one, and whoever comes next finishes the renaming.
struct BackupDirectory {
  let storage: any Storage

  static let manifest = "backup.json"
  private static let ending = ".new"

  /// The path of a file that waits to take its place.
  static func staged(_ path: String) -> String { path + ending }

  /// What the backup says of itself; nothing where the directory holds none.
  func readManifest() throws(EventStoreError) -> BackupManifest? {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try storage.open(BackupDirectory.manifest, for: .reading).contents()
    } catch {
      guard error.isMissing else { throw .system(error) }
      return nil
    }
    guard let manifest = BackupManifest(bytes) else {
      throw .backupRefused(location: storage.location, .unreadable)
    }
    return manifest
  }

  func write(_ manifest: BackupManifest) throws(SystemError) {
    try StagedFile.write(manifest.encoded(), to: BackupDirectory.manifest, of: storage)
    try storage.syncDirectory("")
  }

  /// The paths of all files.
  func paths() throws(SystemError) -> Set<String> {
    let names = Set(try storage.names(in: ""))
    guard names.contains(LogLayout.log) else { return names }
    return names.union(try storage.names(in: LogLayout.log).map { "\(LogLayout.log)/\($0)" })
  }

  /// Where a file of the backup stands: beside its place where it has yet to take it.
  func place(
    of path: String, _ manifest: BackupManifest?, _ paths: Set<String>
  ) -> String {
    let staged = BackupDirectory.staged(path)
    return manifest?.installing.contains(path) == true && paths.contains(staged) ? staged : path
  }

  /// Gives every file that waits its place, as the manifest says.
  func install(_ manifest: BackupManifest) throws(SystemError) -> BackupManifest {
    guard !manifest.installing.isEmpty else { return manifest }
    let paths = try paths()
    for path in manifest.installing where paths.contains(BackupDirectory.staged(path)) {
      // The directory is an archive only when the whole log lasts.
      if path == LogLayout.description { try storage.syncDirectory(LogLayout.log) }
      try storage.rename(BackupDirectory.staged(path), to: path)
    }
    try storage.syncDirectory(LogLayout.log)
    try storage.syncDirectory("")
    var installed = manifest
    installed.installing = []
    try write(installed)
    return installed
  }

  /// Takes away whatever does not belong to the backup: unfinished files, and whole ones that wait
  /// for a place that they no longer get.
  func clean(keeping staged: Set<String>) throws(SystemError) {
    for path in try paths().sorted() {
      let isLeft =
        path.hasSuffix(StagedFile.ending)
        || path.hasSuffix(BackupDirectory.ending) && !staged.contains(path)
      if isLeft { try storage.remove(path) }
    }
  }
}

/// What a backup says of itself in `backup.json`.
struct BackupManifest: Equatable {
  /// The log that was copied: its origin, and its size and root when the backup was made last.
  var checkpoint: Checkpoint
  /// The files that wait to take their places.
  var installing: [String] = []

  private static let version = 1

  init(checkpoint: Checkpoint, installing: [String] = []) {
    self.checkpoint = checkpoint
    self.installing = installing
  }

  /// The manifest of a backup in which there is nothing yet.
  init(origin: String) {
    checkpoint = Checkpoint(origin: origin, size: 0, root: MerkleTree().root)
  }

  init?(_ bytes: [UInt8]) {
    guard let root = try? JSONDocument(bytes).root,
      root["backup"]?.integer == BackupManifest.version,
      let origin = root["origin"]?.string, let size = root["size"]?.integer, size >= 0,
      let hash = root["root"]?.string.flatMap({ Base64.decode($0.utf8) }),
      let digest = Digest(bytes: hash), let installing = root["installing"]?.elements
    else { return nil }
    checkpoint = Checkpoint(origin: origin, size: UInt64(size), root: digest)
    self.installing = installing.compactMap(\.string).filter(BackupManifest.isPath)
  }

  /// Whether a path is one of a file that a backup holds, and not of anything elsewhere.
  private static func isPath(_ path: String) -> Bool {
    if path == LogLayout.description || path == LogLayout.readme { return true }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0] == LogLayout.log
      && LogLayout.segment(named: String(parts[1])) != nil
  }

  func encoded() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("backup")
      writer.integer(BackupManifest.version)
      writer.name("origin")
      writer.string(checkpoint.origin)
      writer.name("size")
      writer.integer(Int(checkpoint.size))
      writer.name("root")
      writer.string(checkpoint.base64Root)
      writer.name("installing")
      writer.array { writer in
        for path in installing { writer.string(path) }
      }
    }
    writer.lineBreak()
    return writer.bytes
  }
}

extension EventStore {
  /// Refuses to write to a backup, where the next run would find a log that is not the archive's.
  func refuseBackup() throws(EventStoreError) {
    do throws(SystemError) {
      _ = try storage.open(BackupDirectory.manifest, for: .reading)
    } catch {
      guard error.isMissing else { throw .system(error) }
      return
    }
    throw .isBackup(location: storage.location)
  }
}
