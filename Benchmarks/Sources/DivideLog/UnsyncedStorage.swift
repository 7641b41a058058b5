import EventStore

/// Another storage without its syncs, for archives that nobody has to find after a power cut.
struct UnsyncedStorage: Storage {
  private let base: any Storage

  init(_ base: any Storage) { self.base = base }

  var location: String { base.location }

  func names(in directory: String) throws(SystemError) -> [String] {
    try base.names(in: directory)
  }

  func open(_ path: String, for access: FileAccess) throws(SystemError) -> any StorageFile {
    UnsyncedFile(try base.open(path, for: access))
  }

  func makeDirectory(_ path: String) throws(SystemError) { try base.makeDirectory(path) }

  func rename(_ path: String, to other: String) throws(SystemError) {
    try base.rename(path, to: other)
  }

  func remove(_ path: String) throws(SystemError) { try base.remove(path) }

  func syncDirectory(_ path: String) throws(SystemError) {}

  func tryLock(_ path: String) throws(SystemError) -> (any StorageLock)? {
    try base.tryLock(path)
  }
}

private final class UnsyncedFile: StorageFile {
  private let base: any StorageFile

  init(_ base: any StorageFile) { self.base = base }

  func length() throws(SystemError) -> Int64 { try base.length() }

  func stamp() throws(SystemError) -> FileStamp { try base.stamp() }

  func isWritable() throws(SystemError) -> Bool { try base.isWritable() }

  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(SystemError) -> Int {
    try base.read(into: buffer, at: offset)
  }

  func write(_ buffer: UnsafeRawBufferPointer, at offset: Int64) throws(SystemError) -> Int {
    try base.write(buffer, at: offset)
  }

  func sync() throws(SystemError) {}

  func truncate(to length: Int64) throws(SystemError) { try base.truncate(to: length) }

  func setReadOnly() throws(SystemError) { try base.setReadOnly() }
}
