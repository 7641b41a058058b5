/// Why a directory cannot take or give a backup; it was left as it is.
public enum BackupRefusal: Hashable, Sendable {
  /// Something is in it, and no backup.
  case notEmpty
  /// It is an archive itself.
  case isArchive
  /// It is the backup of another archive.
  case ofAnother(origin: String)
  /// It holds more than the archive: the archive lost its end, or the backup was written to.
  case ahead(backup: UInt64, archive: UInt64)
  /// Its first events are not those of the archive: one of the two was written anew.
  case differs(size: UInt64)
  /// What the backup says of itself cannot be read.
  case unreadable
  /// The first backup was interrupted, so that there is nothing whole to restore.
  case unfinished
  /// What was copied is not what was read.
  case copyDiffers
}

extension BackupRefusal: CustomStringConvertible {
  /// The reason in words, behind the name of the directory.
  public var description: String {
    switch self {
    case .notEmpty: "has something in it that is no backup; give a new or an empty directory"
    case .isArchive: "is an archive itself, not a backup; give a new or an empty directory"
    case .ofAnother(let origin): "is the backup of another archive, \(origin)"
    case .ahead(let backup, let archive):
      """
      is ahead of the archive: it holds \(backup) events, the archive \(archive); the archive has \
      lost its end, or is one that was restored: keep this backup, and begin another elsewhere
      """
    case .differs(let size):
      """
      is not of this log: its first \(size) events are not those of the archive; keep it, and begin \
      another elsewhere
      """
    case .unreadable: "has a backup.json that cannot be understood"
    case .unfinished:
      "is a backup that was never finished; run the backup again, or use another one"
    case .copyDiffers:
      "got a copy that is not what was read; what was there before is unchanged, try again"
    }
  }
}
