import Dispatch

/// An archive in a directory of the file system.
public struct FileStorage: Storage {
  /// The directory's path, as it was given.
  public let location: String

  /// Makes a storage for a directory, which need not be there yet.
  public init(directory: String) {
    var path = directory
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    location = path
  }

  /// Whether there is anything of the directory's name.
  package var isThere: Bool { (try? SystemCalls.kind(of: location)) != nil }

  /// A directory beside this one, for what is to take its place when it is whole.
  package var beside: FileStorage {
    FileStorage(directory: "\(location).\(SystemCalls.processID).new")
  }

  /// Gives the directory the name of another one, and makes that last.
  package func move(to other: FileStorage) throws(SystemError) {
    try SystemCalls.rename(location, to: other.location)
    try SystemCalls.syncDirectory(SystemCalls.parent(of: other.location))
  }

  private func path(_ relative: String) -> String {
    relative.isEmpty ? location : "\(location)/\(relative)"
  }

  /// The names in a directory, sorted.
  public func names(in directory: String) throws(SystemError) -> [String] {
    // The archive's own directory may be reached through a link; what stands in it may not be one.
    if !directory.isEmpty { try refuseLink(directory) }
    return try SystemCalls.names(in: path(directory)).sorted()
  }

  /// Fails where a directory is a link.
  public func refuseLink(_ directory: String) throws(SystemError) {
    let path = path(directory)
    if try SystemCalls.kind(of: path).0 == .link { throw .link(.list, path) }
  }

  /// Opens a file; a link is refused.
  public func open(_ path: String, for access: FileAccess) throws(SystemError) -> any StorageFile {
    let mode: SystemCalls.OpenMode =
      switch access {
      case .reading: .read
      case .writing: .readAndWrite
      case .creating: .create
      }
    let full = self.path(path)
    let descriptor = try SystemCalls.open(full, mode)
    let file = DiskFile(descriptor: descriptor, path: full)
    try file.look()
    return file
  }

  /// Makes a directory.
  public func makeDirectory(_ path: String) throws(SystemError) {
    try SystemCalls.makeDirectory(self.path(path))
    // Nobody else can make the name of the archive's own directory last.
    guard path.isEmpty else { return }
    do throws(SystemError) {
      try SystemCalls.syncDirectory(SystemCalls.parent(of: location))
    } catch {
      // Whoever is told that it could not be made does not look for it.
      try? SystemCalls.removeDirectory(self.path(path))
      throw error
    }
  }

  /// Whether another directory is this one or lies inside of it, links followed.
  package func holds(_ other: FileStorage) -> Bool {
    let path = other.location
    guard let own = SystemCalls.realPath(location),
      let place = SystemCalls.realPath(path) ?? SystemCalls.realPath(SystemCalls.parent(of: path))
    else { return false }
    return place == own || place.hasPrefix(own == "/" ? own : own + "/")
  }

  /// Gives a file another name.
  public func rename(_ path: String, to other: String) throws(SystemError) {
    try SystemCalls.rename(self.path(path), to: self.path(other))
  }

  /// Removes a file or an empty directory.
  public func remove(_ path: String) throws(SystemError) {
    let full = self.path(path)
    if try SystemCalls.kind(of: full).0 == .directory {
      try SystemCalls.removeDirectory(full)
    } else {
      try SystemCalls.removeFile(full)
    }
  }

  /// Makes the names in a directory last.
  public func syncDirectory(_ path: String) throws(SystemError) {
    try SystemCalls.syncDirectory(self.path(path))
  }

  /// Watches a directory with inotify(7).
  public func watch(
    _ directory: String, _ onChange: @escaping @Sendable () -> Void
  ) -> (any StorageWatch)? {
    SystemCalls.watch(path(directory)).map { DirectoryWatch($0, onChange) }
  }

  /// Tries to take the lock with flock(2), which a process keeps until it ends, however it ends.
  public func tryLock(_ path: String) throws(SystemError) -> (any StorageLock)? {
    let full = self.path(path)
    let file = DiskFile(descriptor: try SystemCalls.open(full, .lock), path: full)
    guard try SystemCalls.tryLock(file.descriptor, full) else { return nil }
    return try LockFile(file) { SystemCalls.unlock(file.descriptor) }
  }
}

/// A file of the file system, closed when nobody uses it any more.
private final class DiskFile: StorageFile, @unchecked Sendable {
  let descriptor: Int32
  private let path: String
  /// The number of bytes when it was opened; written before anybody else has the file.
  private var lengthWhenOpened: Int64 = 0

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { SystemCalls.close(descriptor) }

  /// Fails where it is anything but a file.
  func look() throws(SystemError) {
    let status = try SystemCalls.status(descriptor, path)
    guard status.kind == .file else { throw SystemError.notAFile(.open, path) }
    lengthWhenOpened = status.length
  }

  func length() throws(SystemError) -> Int64 {
    try SystemCalls.status(descriptor, path).length
  }

  func stamp() throws(SystemError) -> FileStamp { try SystemCalls.stamp(descriptor, path) }

  func isWritable() throws(SystemError) -> Bool {
    try SystemCalls.status(descriptor, path).isWritable
  }

  func bytesOnDemand() throws(SystemError) -> FileBytes {
    let length = Int(lengthWhenOpened)
    guard length > 0 else { return FileBytes([]) }
    return FileBytes(
      reserved: try SystemCalls.reserve(length, path), for: self,
      release: SystemCalls.releaseReserved)
  }

  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(SystemError) -> Int {
    try SystemCalls.read(descriptor, path, into: buffer, at: offset)
  }

  func write(_ buffer: UnsafeRawBufferPointer, at offset: Int64) throws(SystemError) -> Int {
    try SystemCalls.write(descriptor, path, buffer, at: offset)
  }

  func begin(writingOut range: Range<Int64>) {
    SystemCalls.beginWritingOut(descriptor, range)
  }

  func sync() throws(SystemError) { try SystemCalls.syncData(descriptor, path) }

  func truncate(to length: Int64) throws(SystemError) {
    try SystemCalls.truncate(descriptor, path, to: length)
  }

  func setReadOnly() throws(SystemError) { try SystemCalls.setReadOnly(descriptor, path) }
}

/// Changes in a directory, told by a descriptor of inotify(7).
private final class DirectoryWatch: StorageWatch {
  private let source: any DispatchSourceRead

  init(_ descriptor: Int32, _ onChange: @escaping @Sendable () -> Void) {
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
    source.setEventHandler {
      SystemCalls.discardInput(descriptor)
      onChange()
    }
    source.setCancelHandler { SystemCalls.close(descriptor) }
    source.resume()
  }

  deinit { source.cancel() }
}
