// The only file that imports the C library. Everything else asks the operating system through it.

import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  #error("archivist runs on Linux, with glibc or musl")
#endif

/// Why the operating system refused something.
public struct SystemError: Error, Equatable, Sendable {
  /// What was asked.
  public var operation: Operation
  /// On what: a path, as the caller gave it.
  public var path: String
  /// The number that the C library gives the reason.
  public var code: Int32

  /// Makes an error from its parts.
  public init(operation: Operation, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// What can be asked of the operating system; the value is the English verb.
  public enum Operation: String, Hashable, Sendable, CaseIterable {
    /// Making a file or a directory.
    case create
    /// Opening.
    case open
    /// Reading.
    case read
    /// Writing.
    case write
    /// Making what was written last.
    case sync
    /// Cutting a file to a length.
    case truncate
    /// Changing who may write.
    case changeMode = "change the mode of"
    /// Taking a lock.
    case lock
    /// Listing a directory.
    case list
    /// Giving another name.
    case rename
    /// Removing.
    case remove
    /// Starting a program.
    case start
    /// Making an archive.
    case found = "found an archive in"
  }

  /// No such file or directory.
  public var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  /// There is something of that name already.
  public var isThere: Bool { code == EEXIST }
  /// No space is left, or a quota is used up.
  public var isFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
  /// The permissions or the file system forbid writing.
  public var isForbidden: Bool { code == EACCES || code == EPERM || code == EROFS }
  /// The other end of a pipe was closed.
  public var isBrokenPipe: Bool { code == EPIPE }
  /// A link stands where a file or directory must stand itself.
  public var isLink: Bool { code == ELOOP }

  /// An error in reading or writing the device.
  package static func inputOutput(_ operation: Operation, _ path: String) -> SystemError {
    SystemError(operation: operation, path: path, code: EIO)
  }

  /// No space left on the device.
  package static func full(_ operation: Operation, _ path: String) -> SystemError {
    SystemError(operation: operation, path: path, code: ENOSPC)
  }

  /// Nothing of that name.
  package static func missing(_ operation: Operation, _ path: String) -> SystemError {
    SystemError(operation: operation, path: path, code: ENOENT)
  }

  /// Something of that name already.
  package static func there(_ operation: Operation, _ path: String) -> SystemError {
    SystemError(operation: operation, path: path, code: EEXIST)
  }

  /// A link where there must be none.
  static func link(_ operation: Operation, _ path: String) -> SystemError {
    SystemError(operation: operation, path: path, code: ELOOP)
  }

  /// A directory or a device where a file must be.
  package static func notAFile(_ operation: Operation, _ path: String) -> SystemError {
    SystemError(operation: operation, path: path, code: EISDIR)
  }

  /// Somebody asked for the work to end.
  package static func interrupted(_ operation: Operation, _ path: String) -> SystemError {
    SystemError(operation: operation, path: path, code: EINTR)
  }

  /// The other end of a pipe was closed.
  package static func closedPipe(_ operation: SystemError.Operation, _ path: String) -> SystemError
  {
    SystemError(operation: operation, path: path, code: EPIPE)
  }

  /// Not permitted.
  package static func forbidden(_ operation: Operation, _ path: String) -> SystemError {
    SystemError(operation: operation, path: path, code: EACCES)
  }
}

extension SystemError {
  /// What stands for the path where the system's random generator failed.
  public static let randomGenerator = "the system's random generator"

  /// The reasons that a person meets, each told apart; the rest have a number only.
  public enum Cause: Hashable, Sendable {
    /// No such file or directory.
    case missing
    /// A part of the path is no directory.
    case notADirectory
    /// A directory or a device stands where a file must be.
    case isADirectory
    /// There is something of that name already.
    case isThere
    /// The directory has something in it.
    case notEmpty
    /// The permissions forbid it.
    case forbidden
    /// The file system is for reading only.
    case readOnly
    /// No space is left.
    case noSpace
    /// A quota is used up.
    case quota
    /// The file would be longer than the file system takes.
    case tooLarge
    /// The device failed.
    case inputOutput
    /// A link stands where there must be none.
    case link
    /// A name is longer than the file system takes.
    case nameTooLong
    /// Too many files are open.
    case tooManyFiles
    /// The memory is used up.
    case noMemory
    /// Something else is using it.
    case busy
    /// The file system cannot do this.
    case notSupported
    /// The argument is one that the system does not take.
    case invalid
    /// The other end of a pipe was closed.
    case brokenPipe
    /// Somebody asked for the work to end.
    case interrupted
    /// Another reason; the C library's number and words for it.
    case other(Int32, String)
  }

  /// The reason as a value, for those who tell it in another language.
  public var cause: Cause {
    switch code {
    case ENOENT: .missing
    case ENOTDIR: .notADirectory
    case EISDIR: .isADirectory
    case EEXIST: .isThere
    case ENOTEMPTY: .notEmpty
    case EACCES, EPERM: .forbidden
    case EROFS: .readOnly
    case ENOSPC: .noSpace
    case EDQUOT: .quota
    case EFBIG: .tooLarge
    case EIO: .inputOutput
    case ELOOP: .link
    case ENAMETOOLONG: .nameTooLong
    case EMFILE, ENFILE: .tooManyFiles
    case ENOMEM: .noMemory
    case EBUSY, ETXTBSY: .busy
    case EOPNOTSUPP, ENOSYS: .notSupported
    case EINVAL: .invalid
    case EPIPE: .brokenPipe
    case EINTR: .interrupted
    default: .other(code, reason)
    }
  }
}

extension SystemError: CustomStringConvertible {
  /// What was asked, on what, and the system's reason.
  public var description: String { "cannot \(operation.rawValue) \(path): \(reason)" }

  /// The system's reason.
  public var reason: String {
    isLink ? "a link stands there, and an archive has none" : String(cString: strerror(code))
  }
}

/// The calls of the C library that archivist makes.
package enum SystemCalls {
  private static func failure(_ operation: SystemError.Operation, _ path: String) -> SystemError {
    SystemError(operation: operation, path: path, code: errno)
  }

  /// Repeats a call that a signal interrupted before it did anything.
  private static func retrying<Value: SignedInteger>(
    _ operation: SystemError.Operation, _ path: String, _ call: () -> Value
  ) throws(SystemError) -> Value {
    while true {
      let value = call()
      if value != -1 { return value }
      if errno != EINTR { throw failure(operation, path) }
    }
  }
}

// MARK: - Files

extension SystemCalls {
  /// How a file is opened.
  package enum OpenMode: Sendable {
    case read
    case readAndWrite
    /// A new file, which must not be there yet.
    case create
    /// A file for the lock, made where it is missing.
    case lock
    /// A device or a pipe that takes what is written to it.
    case write
  }

  /// Opens a file; a link in its last part is refused unless links are followed.
  package static func open(
    _ path: String, _ mode: OpenMode, followsLinks: Bool = false
  ) throws(SystemError) -> Int32 {
    let flags =
      switch mode {
      case .read: O_RDONLY
      case .readAndWrite: O_RDWR
      case .create: O_RDWR | O_CREAT | O_EXCL
      case .lock: O_RDWR | O_CREAT
      case .write: O_WRONLY
      }
    return try retrying(mode == .create ? .create : .open, path) {
      Self.open(path, flags | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW), 0o644)
    }
  }

  private static func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
    #if canImport(Glibc)
      Glibc.open(path, flags, mode)
    #else
      Musl.open(path, flags, mode)
    #endif
  }

  /// Closes a descriptor.
  ///
  /// An error of a close cannot be acted upon: what had to last was synced.
  package static func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #else
      _ = Musl.close(descriptor)
    #endif
  }

  /// Reads at an offset; fewer bytes than asked for are no error, none is the end.
  package static func read(
    _ descriptor: Int32, _ path: String, into buffer: UnsafeMutableRawBufferPointer,
    at offset: Int64
  ) throws(SystemError) -> Int {
    try retrying(.read, path) {
      pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
    }
  }

  /// Reads at the descriptor's own place; none is the end.
  package static func read(
    _ descriptor: Int32, _ path: String, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    try retrying(.read, path) { () -> Int in
      #if canImport(Glibc)
        Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        Musl.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
    }
  }

  /// Writes at an offset; fewer bytes than given are no error.
  package static func write(
    _ descriptor: Int32, _ path: String, _ buffer: UnsafeRawBufferPointer, at offset: Int64
  ) throws(SystemError) -> Int {
    try retrying(.write, path) {
      pwrite(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
    }
  }

  /// Writes at the descriptor's own place; fewer bytes than given are no error.
  package static func write(
    _ descriptor: Int32, _ path: String, _ buffer: UnsafeRawBufferPointer
  ) throws(SystemError) -> Int {
    try retrying(.write, path) { () -> Int in
      #if canImport(Glibc)
        Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      #else
        Musl.write(descriptor, buffer.baseAddress, buffer.count)
      #endif
    }
  }

  /// Writes all bytes at the descriptor's own place, as many calls as it takes.
  package static func writeAll(
    _ descriptor: Int32, _ path: String, _ bytes: [UInt8]
  ) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      var failure: SystemError?
      written += bytes.withUnsafeBytes { buffer -> Int in
        do throws(SystemError) {
          return try write(
            descriptor, path, UnsafeRawBufferPointer(rebasing: buffer[written...]))
        } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
    }
  }

  /// The next bytes from the descriptor's own place; none at the end.
  package static func read(
    _ descriptor: Int32, _ path: String, most: Int
  ) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      do throws(SystemError) {
        count = try read(descriptor, path, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Has the kernel begin to write a stretch to the disk, without waiting for it.
  ///
  /// An error in it is told by the next `syncData`, since nobody waits here.
  package static func beginWritingOut(_ descriptor: Int32, _ range: Range<Int64>) {
    // SYNC_FILE_RANGE_WRITE
    _ = syncFileRange(descriptor, range.lowerBound, Int64(range.count), 2)
  }

  /// sync_file_range(2), which the C library's headers hide from Swift.
  @_silgen_name("sync_file_range")
  private static func syncFileRange(
    _ descriptor: Int32, _ offset: Int64, _ count: Int64, _ flags: UInt32
  ) -> Int32

  /// Makes a file's bytes last, and its length.
  package static func syncData(_ descriptor: Int32, _ path: String) throws(SystemError) {
    // Not repeated on any error: after a failed sync the kernel has marked the pages clean.
    guard fdatasync(descriptor) == 0 else { throw failure(.sync, path) }
  }

  /// Makes the names in a directory last.
  package static func syncDirectory(_ path: String) throws(SystemError) {
    let descriptor = try retrying(.open, path) {
      Self.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(.sync, path) }
  }

  /// Makes everything last that was written to the file system of a directory, its names too: for
  /// thousands of files it is much faster than one after the other.
  package static func syncFileSystem(of path: String) throws(SystemError) {
    let descriptor = try retrying(.open, path) {
      Self.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    }
    defer { close(descriptor) }
    guard syncFileSystem(descriptor) == 0 else { throw failure(.sync, path) }
  }

  // The header has it for GNU sources alone.
  @_silgen_name("syncfs")
  private static func syncFileSystem(_ descriptor: Int32) -> Int32

  /// Cuts a file to a length.
  package static func truncate(
    _ descriptor: Int32, _ path: String, to length: Int64
  ) throws(SystemError) {
    _ = try retrying(.truncate, path) { ftruncate(descriptor, off_t(length)) }
  }

  /// What stands at a path, links not followed.
  package enum FileKind: Sendable {
    case file
    case directory
    case link
    case other
  }

  /// The path without links, `.` and `..`; nothing where there is nothing of that name.
  package static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The folder that holds what a path names.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Gives a file the permissions of another.
  package static func copyMode(
    of path: String, to descriptor: Int32, _ name: String
  ) throws(SystemError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure(.open, path) }
    guard fchmod(descriptor, status.st_mode & 0o7777) == 0 else {
      throw failure(.changeMode, name)
    }
  }

  /// The kind and length of what stands at a path, links not followed.
  package static func kind(of path: String) throws(SystemError) -> (FileKind, length: Int64) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw failure(.open, path) }
    return (kind(status), Int64(status.st_size))
  }

  /// The length of an open file, and whether its owner may write to it.
  package static func status(
    _ descriptor: Int32, _ path: String
  ) throws(SystemError) -> (kind: FileKind, length: Int64, isWritable: Bool) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(.open, path) }
    return (kind(status), Int64(status.st_size), status.st_mode & S_IWUSR != 0)
  }

  /// What tells whether somebody changed an open file.
  static func stamp(_ descriptor: Int32, _ path: String) throws(SystemError) -> FileStamp {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(.open, path) }
    func nanoseconds(_ time: timespec) -> Int64 {
      Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
    return FileStamp(
      length: Int64(status.st_size), number: UInt64(status.st_ino),
      modified: nanoseconds(status.st_mtim), changed: nanoseconds(status.st_ctim))
  }

  private static func kind(_ status: stat) -> FileKind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .link
    default: .other
    }
  }

  /// Takes the right to write away from everybody.
  package static func setReadOnly(_ descriptor: Int32, _ path: String) throws(SystemError) {
    guard fchmod(descriptor, 0o444) == 0 else { throw failure(.changeMode, path) }
  }

  /// Gives the owner the right to write.
  package static func setWritable(_ path: String) throws(SystemError) {
    guard chmod(path, 0o644) == 0 else { throw failure(.changeMode, path) }
  }

  /// Tries to take the only exclusive lock of an open file (flock(2)); false where another has it.
  package static func tryLock(_ descriptor: Int32, _ path: String) throws(SystemError) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw failure(.lock, path) }
    }
    return true
  }

  /// Gives up the lock of an open file.
  package static func unlock(_ descriptor: Int32) { _ = flock(descriptor, LOCK_UN) }
}

// MARK: - Names

extension SystemCalls {
  /// The names in a directory, in no order, without `.` and `..`.
  package static func names(in path: String) throws(SystemError) -> [String] {
    guard let directory = opendir(path) else { throw failure(.list, path) }
    defer { closedir(directory) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw failure(.list, path) }
    return names
  }

  /// Makes a directory, which must not be there yet.
  package static func makeDirectory(_ path: String) throws(SystemError) {
    guard mkdir(path, 0o755) == 0 else { throw failure(.create, path) }
  }

  /// Gives a file another name, in place of whatever had that name.
  package static func rename(_ path: String, to other: String) throws(SystemError) {
    #if canImport(Glibc)
      guard Glibc.rename(path, other) == 0 else { throw failure(.rename, path) }
    #else
      guard Musl.rename(path, other) == 0 else { throw failure(.rename, path) }
    #endif
  }

  /// Removes a file.
  package static func removeFile(_ path: String) throws(SystemError) {
    guard unlink(path) == 0 else { throw failure(.remove, path) }
  }

  /// Removes an empty directory.
  package static func removeDirectory(_ path: String) throws(SystemError) {
    guard rmdir(path) == 0 else { throw failure(.remove, path) }
  }

  /// The working directory; nothing where it is gone.
  package static var workingDirectory: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}

// MARK: - Bytes

extension SystemCalls {
  /// The offset of the first such byte at or after an offset.
  static func findByte(_ byte: UInt8, in buffer: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = buffer.baseAddress, start < buffer.count,
      let found = memchr(base + start, Int32(byte), buffer.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// The natural logarithm.
  package static func logarithm(_ value: Double) -> Double { log(value) }

  /// The offset of the first occurrence of a text at or after an offset.
  static func find(
    _ text: StaticString, in buffer: UnsafeRawBufferPointer, from start: Int
  ) -> Int? {
    let length = text.utf8CodeUnitCount
    guard let base = buffer.baseAddress, length > 0 else { return nil }
    var at = start
    while let found = findByte(text.utf8Start[0], in: buffer, from: at) {
      guard length <= buffer.count - found else { return nil }
      if equalBytes(base + found, text.utf8Start, length) { return found }
      at = found + 1
    }
    return nil
  }

  /// Which of two stretches comes first by their bytes: less than zero for the first, zero for none.
  package static func order(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
    if let first = a.baseAddress, let second = b.baseAddress {
      let order = memcmp(first, second, min(a.count, b.count))
      if order != 0 { return Int(order) }
    }
    return a.count - b.count
  }

  @inline(__always)
  static func equalBytes(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Bool {
    memcmp(a, b, count) == 0
  }
}

// MARK: - Memory

extension SystemCalls {
  /// The bytes of a page of memory.
  private static let page = 1 << 12

  /// Reserves addresses for so many bytes, which are zeros and take no memory until they are written.
  package static func reserve(
    _ count: Int, _ path: String
  ) throws(SystemError) -> UnsafeMutableRawBufferPointer {
    guard
      let base = mmap(
        nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
      base != MAP_FAILED
    else { throw failure(.read, path) }
    return UnsafeMutableRawBufferPointer(start: base, count: count)
  }

  /// Gives reserved addresses back.
  package static func releaseReserved(_ bytes: UnsafeRawBufferPointer) {
    _ = munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }

  /// Asks for large pages behind memory that is looked at all over, so that its addresses are found sooner.
  ///
  /// A hint: where the system has none, nothing is different.
  package static func preferLargePages(_ memory: UnsafeMutableRawBufferPointer) {
    guard let base = memory.baseAddress?.alignedUp(toMultipleOf: page) else { return }
    let end = memory.baseAddress.map { $0 + memory.count } ?? base
    if end - base >= page { _ = madvise(base, (end - base) / page * page, Int32(MADV_HUGEPAGE)) }
  }

  /// Has memory ready that is written to next: page by page, when each is met first, it costs several times as
  /// much.
  ///
  /// A hint: where the system cannot (Linux before 5.14), nothing is different.
  /// - Parameter memory: A part of memory that was reserved.
  static func prepare(_ memory: UnsafeMutableRawBufferPointer) {
    guard let base = memory.baseAddress?.alignedDown(toMultipleOf: page) else { return }
    let end = (memory.baseAddress.map { $0 + memory.count } ?? base).alignedUp(toMultipleOf: page)
    // MADV_POPULATE_WRITE
    _ = madvise(base, end - base, 23)
  }

  /// Gives back whole pages of memory that was reserved.
  static func forget(_ memory: UnsafeRawBufferPointer) {
    guard let base = memory.baseAddress?.alignedUp(toMultipleOf: page) else { return }
    let length = (memory.count - (base - (memory.baseAddress ?? base))) / page * page
    if length > 0 { _ = madvise(UnsafeMutableRawPointer(mutating: base), length, MADV_DONTNEED) }
  }

  /// Has all threads take memory from one heap from here on.
  ///
  /// Glibc makes each thread a heap of its own, so that they do not wait for each other. A short process pays
  /// more for making it than it ever waits, and a long one that does little else but fill memory of its own gains
  /// nothing.
  package static func shareHeap() {
    #if canImport(Glibc)
      // M_ARENA_MAX
      _ = setMallocOption(-8, 1)
    #endif
  }

  /// Has large buffers made of memory that others left, up to some megabytes, for work that fills one after the
  /// other: pages that the system takes back and gives again are cleared each time.
  package static func keepFreedMemory() {
    #if canImport(Glibc)
      // M_MMAP_THRESHOLD and M_TRIM_THRESHOLD
      _ = setMallocOption(-3, 1 << 24)
      _ = setMallocOption(-1, 1 << 25)
    #endif
  }

  /// Gives memory back to the system that nobody uses any more, before work that needs much.
  package static func releaseMemory() {
    #if canImport(Glibc)
      _ = trimMalloc(0)
    #endif
  }

  #if canImport(Glibc)
    @_silgen_name("mallopt")
    private static func setMallocOption(_ option: Int32, _ value: Int32) -> Int32

    @_silgen_name("malloc_trim")
    private static func trimMalloc(_ kept: Int) -> Int32
  #endif
}

// MARK: - Watching

extension SystemCalls {
  /// A descriptor that can be read after changes in a directory (inotify(7)); nothing where the
  /// system has no more of them.
  static func watch(_ directory: String) -> Int32? {
    let descriptor = inotify_init1(O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    // The flags of inotify_init1(2) are those of open(2).
    let changes = IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO
    guard inotify_add_watch(descriptor, directory, UInt32(changes)) >= 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// Reads whatever there is, without waiting.
  static func discardInput(_ descriptor: Int32) {
    var bytes = [UInt8](repeating: 0, count: 4096)
    while Glibc.read(descriptor, &bytes, bytes.count) > 0 {}
  }
}

// MARK: - Clock and randomness

extension SystemCalls {
  /// The clock's time.
  package static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// The seconds by which a time zone is ahead of UTC at a moment; nothing where the machine does
  /// not know the zone.
  ///
  /// The C library takes the zone from the environment of the process, so one thread asks at a time.
  package static func offset(ofZone name: String, at moment: Timestamp) -> Int? {
    guard knowsZone(name) == true else { return nil }
    return zoneLock.withLock { _ in
      let before = environment("TZ")
      setenv("TZ", ":" + name, 1)
      tzset()
      defer {
        if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
        tzset()
      }
      var seconds = time_t(moment.milliseconds.quotientRoundedDown(by: 1000))
      var local = tm()
      guard localtime_r(&seconds, &local) != nil else { return nil }
      return local.tm_gmtoff
    }
  }

  private static let zoneLock = Locked(())

  /// Whether the machine's database has a zone; nothing where the machine has no database.
  ///
  /// The C library itself would take any name that it does not know for UTC.
  package static func knowsZone(_ name: String) -> Bool? {
    if name == "UTC" { return true }
    let isName =
      !name.isEmpty && !name.hasPrefix("/") && !name.contains("..")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "+"), UInt8(ascii: "/"):
          true
        default: false
        }
      }
    guard isName else { return false }
    let database = environment("TZDIR") ?? "/usr/share/zoneinfo"
    guard (try? kind(of: database)) != nil else { return nil }
    guard let status = try? kind(of: "\(database)/\(name)") else { return false }
    return status.0 == .file || status.0 == .link
  }

  /// Waits; a signal may end the wait early.
  package static func sleep(milliseconds: Int) {
    var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
    nanosleep(&time, nil)
  }

  /// Fills a buffer with bytes from the system's generator.
  package static func fillRandom(_ buffer: UnsafeMutableRawBufferPointer) throws(SystemError) {
    // One call gives at most 256 bytes.
    for start in stride(from: 0, to: buffer.count, by: 256) {
      let count = min(buffer.count - start, 256)
      guard let base = buffer.baseAddress, getentropy(base + start, count) == 0 else {
        throw failure(.read, SystemError.randomGenerator)
      }
    }
  }
}

// MARK: - Signals

/// What Ctrl-C and its like do to this process.
package enum Interruption {
  /// Whether somebody asked the process to end.
  private static let isRequestedFlag = Atomic<Bool>(false)
  /// Whether the process goes on until it has put things in order.
  private static let isDeferredFlag = Atomic<Bool>(false)

  /// Whether a line on standard error waits to be written over.
  private static let hasProgressLineFlag = Atomic<Bool>(false)

  /// Whether a line on standard error waits to be written over; a process that ends at once takes
  /// it away.
  package static var hasProgressLine: Bool {
    get { hasProgressLineFlag.load(ordering: .relaxed) }
    set { hasProgressLineFlag.store(newValue, ordering: .relaxed) }
  }

  /// Whether somebody asked the process to end.
  package static var isRequested: Bool { isRequestedFlag.load(ordering: .relaxed) }

  /// Whether the process, when asked to end, goes on until it has put things in order.
  package static var isDeferred: Bool {
    get { isDeferredFlag.load(ordering: .relaxed) }
    set { isDeferredFlag.store(newValue, ordering: .relaxed) }
  }

  /// Ends the process on SIGINT, SIGTERM and SIGHUP with 128 and the signal's number, at once or, if
  /// deferred, when the work asks `isRequested`; makes writing to a closed pipe an error.
  package static func install() {
    // The handler must find all flags made: making them inside of it would not be safe.
    hasProgressLineFlag.store(false, ordering: .relaxed)
    isRequestedFlag.store(false, ordering: .relaxed)
    isDeferredFlag.store(false, ordering: .relaxed)
    let handler: @convention(c) (Int32) -> Void = { number in
      if Interruption.isDeferredFlag.load(ordering: .relaxed) {
        Interruption.isRequestedFlag.store(true, ordering: .relaxed)
      } else {
        if Interruption.hasProgressLineFlag.load(ordering: .relaxed) {
          let clear: StaticString = "\r\u{1B}[K"
          _ = write(2, clear.utf8Start, clear.utf8CodeUnitCount)
        }
        _exit(128 + number)
      }
    }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, handler) }
    signal(SIGPIPE, SIG_IGN)
  }
}

// MARK: - Process and terminal

extension SystemCalls {
  /// Makes room for the many files of a long archive, while the process has one thread.
  ///
  /// Linux gives a process room for 64 open files and makes more where that does not suffice; with
  /// several threads it then waits until no processor can be reading the old table, which takes 10 to 20
  /// milliseconds each time. And the limit that a shell sets is 1,024 files, where more are allowed.
  package static func makeRoomForFiles() {
    var limit = rlimit()
    #if canImport(Glibc)
      let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let files = RLIMIT_NOFILE
    #endif
    if getrlimit(files, &limit) == 0, limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = min(limit.rlim_max, max(limit.rlim_cur, 1 << 16))
      _ = setrlimit(files, &limit)
    }
    // The copy is what makes the room, which stays.
    let copy = fcntl(2, F_DUPFD_CLOEXEC, 1023)
    if copy >= 0 { close(copy) }
  }

  /// The number of this process.
  package static var processID: Int32 { getpid() }

  /// The value of an environment variable.
  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Whether a descriptor is a terminal.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Whether this process may write to the terminal behind a descriptor without being in the way
  /// of another.
  package static func isInForeground(_ descriptor: Int32) -> Bool {
    tcgetpgrp(descriptor) == getpgrp()
  }

  /// The number of columns of the terminal behind a descriptor.
  package static func terminalWidth(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// The number of lines of the terminal behind a descriptor.
  package static func terminalHeight(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
    return Int(size.ws_row)
  }

  /// Starts a program that reads from a pipe and shares everything else with this process.
  ///
  /// - Parameter environment: Variables beside those of this process, as `NAME=value`.
  package static func startReader(
    _ arguments: [String], environment: [String]
  ) throws(SystemError) -> (process: Int32, pipe: Int32) {
    let name = arguments[0]
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw failure(.start, name) }
    // The reader must not hold the end that it waits for.
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    defer { close(ends[0]) }

    do throws(SystemError) {
      return (try start(arguments, environment: environment, input: ends[0]), ends[1])
    } catch {
      close(ends[1])
      throw error
    }
  }

  /// Runs a program that shares everything with this process, and waits for its end.
  ///
  /// - Returns: its exit status, or 128 and the number of the signal that ended it.
  package static func run(_ arguments: [String]) throws(SystemError) -> Int32 {
    wait(for: try start(arguments, environment: [], input: 0))
  }

  private static func start(
    _ arguments: [String], environment: [String], input: Int32
  ) throws(SystemError) -> Int32 {
    let name = arguments[0]
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    if input != 0 { posix_spawn_file_actions_adddup2(&actions, input, 0) }
    // This process ignores a closed pipe; a program must start with what signals do by themselves.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    var words = arguments.map { strdup($0) } + [nil]
    var variables = inheritedEnvironment.map { Optional($0) }
    let added = environment.map { strdup($0) }
    variables += added + [nil]
    defer { for word in words + added { free(word) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, name, &actions, &attributes, &words, &variables)
    guard code == 0 else { throw SystemError(operation: .start, path: name, code: code) }
    return process
  }

  /// The entries of this process's environment, owned by the C library.
  private static var inheritedEnvironment: [UnsafeMutablePointer<CChar>] {
    var entries: [UnsafeMutablePointer<CChar>] = []
    var at: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    while let entry = at?.pointee {
      entries.append(entry)
      at = at?.advanced(by: 1)
    }
    return entries
  }

  /// Waits for the end of a program; gives its exit status, or 128 and the number of the signal
  /// that ended it.
  package static func wait(for process: Int32) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1 {
      if errno != EINTR { return 0 }
    }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  /// Begins a thread that does some work and ends; false where the system has none to give.
  ///
  /// Signals are for the other threads, as they are where a pool has the thread.
  static func beginThread(_ work: @escaping @Sendable () -> Void) -> Bool {
    final class Work: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    var (all, old) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &old)
    defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
    let held = Unmanaged.passRetained(Work(work))
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, held.toOpaque())
    guard status == 0 else {
      held.release()
      return false
    }
    #if canImport(Glibc)
      pthread_detach(thread)
    #else
      if let thread { pthread_detach(thread) }
    #endif
    return true
  }

  /// Ends the process.
  package static func exit(_ status: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(status)
    #else
      Musl.exit(status)
    #endif
  }
}

#if ARCHIVIST_THREADS
  /// A lock around a value, in place of the standard library's where the thread sanitizer looks for
  /// races: that one waits in a way which the sanitizer takes for no order at all.
  package struct Locked<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)

    package init(_ initial: consuming sending Value) {
      precondition(pthread_mutex_init(lock, nil) == 0, "a lock could not be made")
      value.initialize(to: initial)
    }

    deinit {
      value.deinitialize(count: 1)
      pthread_mutex_destroy(lock)
      value.deallocate()
      lock.deallocate()
    }

    package borrowing func withLock<Result: ~Copyable, Failure: Error>(
      _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      return try body(&value.pointee)
    }
  }
#else
  /// A lock around a value.
  package typealias Locked = Mutex
#endif
