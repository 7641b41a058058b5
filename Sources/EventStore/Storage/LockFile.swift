/// A lock whose file says who holds it, and is empty after whoever left nothing undone.
struct LockFile: StorageLock {
  private let file: any StorageFile
  private let unlock: @Sendable () -> Void
  let wasLeftInOrder: Bool

  /// Makes a lock from the file that was locked just now.
  ///
  /// - Parameter unlock: Gives the lock up.
  init(_ file: any StorageFile, unlock: @escaping @Sendable () -> Void) throws(SystemError) {
    self.file = file
    self.unlock = unlock
    wasLeftInOrder = try file.length() == 0
  }

  func describeHolder(_ holder: String) throws(SystemError) {
    let bytes = Array(holder.utf8)
    // In this order, because the file must not be empty while the last holder's work is unsettled.
    try file.writeAll(bytes, at: 0)
    try file.truncate(to: Int64(bytes.count))
  }

  func release(inOrder: Bool) {
    if inOrder { try? file.truncate(to: 0) }
    unlock()
  }
}
