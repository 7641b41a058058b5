import Archive
import EventStore

/// A folder that is there when it is whole, and leaves no trace when it is not.
///
/// Files are written beside its place, each from its beginning to its end, and the folder gets its name
/// when all of them last.
final class NewFolder {
  private let path: String
  private let temporary: String
  private let isInterrupted: () -> Bool
  private var folders: Set<String> = []
  private var open: (path: String, descriptor: Int32)?

  fileprivate init(_ path: String, isInterrupted: @escaping () -> Bool) {
    self.path = path
    temporary = "\(path).\(SystemCalls.processID).new"
    self.isInterrupted = isInterrupted
  }

  /// Lets files be written, and gives the folder its name.
  func fill<Value>(
    _ body: (NewFolder) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    Interruption.isDeferred = true
    try make("")
    do throws(Failure) {
      let value = try body(self)
      try doing { () throws(SystemError) in
        closeFile()
        try SystemCalls.syncFileSystem(of: temporary)
        // An empty folder of the name may be there.
        try? SystemCalls.removeDirectory(path)
        try SystemCalls.rename(temporary, to: path)
        try SystemCalls.syncDirectory(SystemCalls.parent(of: path))
      }
      return value
    } catch {
      clear()
      throw error
    }
  }

  /// Appends bytes to a file, which is begun unless it was written to last.
  func write(_ bytes: [UInt8], to name: String) throws(Failure) {
    let path = "\(temporary)/\(name)"
    if isInterrupted() { throw .message(.interrupted, .interruptedFolder(self.path)) }
    try makeFolders(of: name)
    try doing { () throws(SystemError) in
      if open?.path != path {
        closeFile()
        open = (path, try SystemCalls.open(path, .create))
      }
      if let open { try SystemCalls.writeAll(open.descriptor, path, bytes) }
    }
  }

  private func makeFolders(of name: String) throws(Failure) {
    var folder = ""
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      try make(folder)
    }
  }

  private func make(_ folder: String) throws(Failure) {
    let path = temporary + folder
    guard folders.insert(path).inserted else { return }
    try doing { () throws(SystemError) in try SystemCalls.makeDirectory(path) }
  }

  private func closeFile() {
    if let open { SystemCalls.close(open.descriptor) }
    open = nil
  }

  private func clear() {
    closeFile()
    remove(temporary)
  }

  /// Removes a folder with all that is in it, links not followed.
  private func remove(_ folder: String) {
    for name in (try? SystemCalls.names(in: folder)) ?? [] {
      let path = "\(folder)/\(name)"
      if folders.contains(path) { remove(path) } else { try? SystemCalls.removeFile(path) }
    }
    try? SystemCalls.removeDirectory(folder)
  }

  private func doing(_ body: () throws(SystemError) -> Void) throws(Failure) {
    do throws(SystemError) {
      try body()
    } catch {
      throw .message(.inputOutput, error.phrase, hint: .noFolder(path))
    }
  }
}

extension Session {
  /// A folder to be made, which must be new or empty and lie outside of the archive.
  func newFolder(_ path: String, besides archive: Archive) throws(Failure) -> NewFolder {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    try refuseOutput(path, inside: archive)
    if (try? SystemCalls.kind(of: path)) != nil {
      let names = try? SystemCalls.names(in: path)
      guard names?.isEmpty ?? false else { throw .message(.refused, .folderNotEmpty(path)) }
    }
    return NewFolder(path, isInterrupted: world.isInterrupted)
  }
}
