/// What the log asks of a disk.
///
/// Paths are relative to the archive's directory, with `/` between their parts. A link that stands
/// in an archive is never followed. Every call may fail with a `SystemError`, and may be made from
/// any thread; a file may be read by two at once, and is written by one.
public protocol Storage: Sendable {
  /// Where the archive is, for messages.
  var location: String { get }
  /// The names in a directory, sorted; `""` is the archive's directory itself.
  func names(in directory: String) throws(SystemError) -> [String]
  /// Fails where a directory is a link; may fail where its names cannot be read.
  func refuseLink(_ directory: String) throws(SystemError)
  /// Opens a file.
  func open(_ path: String, for access: FileAccess) throws(SystemError) -> any StorageFile
  /// Makes a directory in which there is nothing yet; `""` is the archive's directory itself.
  func makeDirectory(_ path: String) throws(SystemError)
  /// Gives a file another name, in place of whatever had it.
  func rename(_ path: String, to other: String) throws(SystemError)
  /// Removes a file or an empty directory.
  func remove(_ path: String) throws(SystemError)
  /// Makes the names in a directory last.
  func syncDirectory(_ path: String) throws(SystemError)
  /// Calls back after changes in a directory, until the watch is forgotten; nothing where the
  /// storage cannot tell.
  func watch(
    _ directory: String, _ onChange: @escaping @Sendable () -> Void
  ) -> (any StorageWatch)?
  /// Tries to become the one holder of a lock file; nothing where another is, in any process.
  func tryLock(_ path: String) throws(SystemError) -> (any StorageLock)?
}

extension Storage {
  /// Reads the names.
  public func refuseLink(_ directory: String) throws(SystemError) { _ = try names(in: directory) }

  /// Tells nothing.
  public func watch(
    _ directory: String, _ onChange: @escaping @Sendable () -> Void
  ) -> (any StorageWatch)? { nil }
}

/// What a file looks like from outside; another one after every change.
public struct FileStamp: Hashable, Sendable {
  /// The number of bytes.
  public var length: Int64
  /// Which file it is, whatever its name.
  public var number: UInt64
  /// When it was written last, in nanoseconds since 1970.
  public var modified: Int64
  /// When anything of it was changed last, in nanoseconds since 1970.
  public var changed: Int64
}

/// A watch over a directory, until it is forgotten.
public protocol StorageWatch: AnyObject {}

/// What a file is opened for.
public enum FileAccess: Sendable {
  /// Reading only.
  case reading
  /// Reading and writing.
  case writing
  /// Making it, where nothing of its name is there yet, and writing.
  case creating
}

/// An open file, closed when nobody uses it any more.
public protocol StorageFile: AnyObject, Sendable {
  /// The number of bytes.
  func length() throws(SystemError) -> Int64
  /// What tells whether somebody changed the file.
  func stamp() throws(SystemError) -> FileStamp
  /// Whether the owner may write to it.
  func isWritable() throws(SystemError) -> Bool
  /// The bytes of the file, to be looked at here and there.
  func bytesOnDemand() throws(SystemError) -> FileBytes
  /// Reads from an offset into a buffer; gives the number of bytes read, 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(SystemError) -> Int
  /// Writes at an offset; gives the number of bytes written, which may be fewer than given.
  func write(_ buffer: UnsafeRawBufferPointer, at offset: Int64) throws(SystemError) -> Int
  /// Says that a stretch will not change again before the next `sync`, so that the disk may begin
  /// with it. A hint: it promises nothing and cannot fail.
  func begin(writingOut range: Range<Int64>)
  /// Makes what was written last. After a failure nothing is known of it.
  func sync() throws(SystemError)
  /// Cuts the file to a length.
  func truncate(to length: Int64) throws(SystemError)
  /// Takes the right to write away.
  func setReadOnly() throws(SystemError)
}

/// The right to be the one writer, kept until it is released or the process ends.
public protocol StorageLock: Sendable {
  /// Whether the holder before this one gave the lock up in order, or its process just ended.
  var wasLeftInOrder: Bool { get }
  /// Says who holds the lock, for others to read.
  func describeHolder(_ holder: String) throws(SystemError)
  /// Gives the lock up.
  ///
  /// - Parameter inOrder: Whether everything that was written is synced.
  func release(inOrder: Bool)
}

extension StorageFile {
  /// A copy of all bytes of the file.
  public func bytesOnDemand() throws(SystemError) -> FileBytes { FileBytes(try contents()) }

  /// Leaves everything to `sync`.
  public func begin(writingOut range: Range<Int64>) {}

  /// Writes all bytes at an offset, as many calls as it takes.
  func writeAll(_ bytes: [UInt8], at offset: Int64) throws(SystemError) {
    try writeAll(bytes[...], at: offset)
  }

  /// Writes all bytes at an offset, as many calls as it takes.
  func writeAll(_ bytes: ArraySlice<UInt8>, at offset: Int64) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      var failure: SystemError?
      let count = bytes.withUnsafeBytes { buffer -> Int in
        do throws(SystemError) {
          return try write(
            UnsafeRawBufferPointer(rebasing: buffer[written...]), at: offset + Int64(written))
        } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
      written += count
    }
  }

  /// Reads onto the end of an array; gives the number of bytes, fewer than asked for at the end.
  func append(
    to bytes: inout [UInt8], count: Int, at offset: Int64
  ) throws(SystemError) -> Int {
    var failure: SystemError?
    let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      do throws(SystemError) {
        while read < count {
          let rest = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[read...])
          let got = try self.read(into: rest, at: offset + Int64(read))
          if got == 0 { break }
          read += got
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    bytes.append(contentsOf: piece)
    return piece.count
  }

  /// All bytes of the file.
  func contents() throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    let length = Int(try self.length())
    while try append(to: &bytes, count: max(length - bytes.count, 1), at: Int64(bytes.count)) > 0 {}
    return bytes
  }
}
