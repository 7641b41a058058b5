import Synchronization

/// An archive in memory that can fail and crash like a disk.
///
/// Every file has two images: the *live* one that calls read and write, and the *durable* one,
/// which is what the last sync left. Names are durable once their directory was synced. A crash
/// keeps what is durable and, of every 512-byte sector written since, keeps what was written by any
/// of the writes, drops it or fills it with noise, by a seeded choice; of every name given, taken or changed since
/// it keeps the change or drops it. Bytes of a sector that nobody wrote to stay as they were, as
/// SQLite's "powersafe overwrite" assumes of disks too. After a failed sync the sectors count as
/// clean, as in Linux: no later sync makes them last, only writing them once more does.
public final class MemoryStorage: Storage {
  /// One kind of call that can be made to fail.
  public enum Operation: Hashable, Sendable, CaseIterable {
    /// Opening or making a file.
    case open
    /// Reading.
    case read
    /// Writing.
    case write
    /// Syncing a file.
    case sync
    /// Cutting a file.
    case truncate
    /// Renaming or removing a file, or making a directory.
    case rename
    /// Syncing a directory.
    case syncDirectory

    /// What a failure of such a call is told as.
    var name: SystemError.Operation {
      switch self {
      case .open: .open
      case .read: .read
      case .write: .write
      case .sync, .syncDirectory: .sync
      case .truncate: .truncate
      case .rename: .rename
      }
    }
  }

  /// How a call fails.
  public enum Failure: Sendable {
    /// It does nothing and reports an input/output error; what a sync was to make last is taken for
    /// clean.
    case inputOutput
    /// It reports that no space is left; a write first writes so many bytes.
    case full(written: Int)
    /// A write or a read handles only so many bytes, which is no error.
    case short(Int)
    /// The sync reports success but makes nothing last: a disk that lies.
    case lie
    /// Everything fails from here on, as if the process had died.
    case death
    /// The process dies in the middle of a write, after so many bytes.
    case deathWithin(written: Int)
  }

  /// Decides whether a call fails: asked with its kind, its path, and the number of calls of this
  /// kind so far, from 1.
  public typealias FaultPlan = @Sendable (Operation, String, Int) -> Failure?

  private struct State {
    var names = MemoryNames()
    /// Every file there ever was, by its number.
    var files: [MemoryImage] = []
    var locks: Set<String> = []
    /// How many calls were made, by kind and path.
    var counts: [Operation: [String: Int]] = [:]
    var plan: FaultPlan?
    var isDead = false
    /// Goes up when a process takes the place of a dead one, whose files and lock are gone.
    var process = 0

    /// The number of the file at a path.
    func file(_ path: String) -> Int? {
      if case .file(let number) = names[path] { number } else { nil }
    }

    mutating func add(_ path: String, _ image: MemoryImage = MemoryImage(), lasts: Bool = false) {
      files.append(image)
      names.add(path, .file(files.count - 1), lasts: lasts)
    }
  }

  /// The size of what a disk writes as a whole.
  public static let sector = MemoryImage.sector

  private let state: Locked<State>

  /// Where the archive is, for messages.
  public var location: String { "memory" }

  /// Makes a storage without anything in it.
  public init() { state = Locked(State()) }

  private init(_ initial: consuming sending State) { state = Locked(initial) }

  /// Sets which calls fail from now on, and counts calls from 1 again.
  public func fail(_ plan: FaultPlan?) {
    state.withLock { state in
      state.plan = plan
      state.counts = [:]
    }
  }

  /// Ends all faults and locks, as when a process died and another one begins on the same machine.
  ///
  /// Whatever the dead process still has open fails from now on.
  public func revive() {
    state.withLock { state in
      state.plan = nil
      state.counts = [:]
      state.isDead = false
      state.locks = []
      state.process += 1
    }
  }

  /// Reads again from the disk, by a seeded choice, what failed syncs took for clean, as a machine
  /// does that needs its memory for something else.
  public func evict(seed: UInt64) {
    state.withLock { state in
      var chance = SeededGenerator(seed: seed)
      for number in state.files.indices { state.files[number].evict(&chance) }
    }
  }

  /// Whether the process that uses it has died.
  public var isDead: Bool { state.withLock { $0.isDead } }

  /// How many calls of a kind were made since the plan was set, of all or of those on one path.
  public func count(of operation: Operation, on path: String? = nil) -> Int {
    state.withLock { state in
      let counts = state.counts[operation] ?? [:]
      return path.map { counts[$0] ?? 0 } ?? counts.values.reduce(0, +)
    }
  }

  /// The live bytes of a file, past all faults; nothing where there is no such file.
  public func bytes(of path: String) -> [UInt8]? {
    state.withLock { state in state.file(path).map { state.files[$0].live } }
  }

  /// Puts bytes into a file, live and durable, past all faults.
  public func put(_ bytes: [UInt8], into path: String) {
    state.withLock { state in
      if let number = state.file(path) {
        state.files[number] = MemoryImage(bytes)
      } else {
        state.add(path, MemoryImage(bytes), lasts: true)
      }
    }
  }

  /// The paths of all files.
  public var paths: [String] {
    state.withLock { state in state.names.live.keys.filter { state.file($0) != nil }.sorted() }
  }

  /// A storage of its own with the same live bytes, and without faults.
  public func copy() -> MemoryStorage {
    state.withLock { state in
      var copy = State()
      for (path, node) in state.names.live {
        switch node {
        case .directory: copy.names.add(path, .directory, lasts: true)
        case .file(let number):
          let image = state.files[number]
          copy.add(
            path,
            MemoryImage(image.live, isWritable: image.isWritable, generation: image.generation),
            lasts: true)
        }
      }
      return MemoryStorage(copy)
    }
  }

  /// What a machine finds on the disk after it lost power now.
  public func afterCrash(seed: UInt64) -> MemoryStorage {
    state.withLock { state in
      var chance = SeededGenerator(seed: seed)
      var after = State()
      after.names = state.names.afterCrash(&chance)
      after.files = state.files.map { $0.afterCrash(&chance) }
      return MemoryStorage(after)
    }
  }
}

// MARK: - Storage

extension MemoryStorage {
  /// Counts a call and says how it fails, if it does.
  private static func failure(
    _ state: inout State, _ operation: Operation, _ path: String
  ) throws(SystemError) -> Failure? {
    let name = operation.name
    if state.isDead { throw .inputOutput(name, path) }
    state.counts[operation, default: [:]][path, default: 0] += 1
    guard let plan = state.plan else { return nil }
    let count = state.counts[operation]?.values.reduce(0, +) ?? 0
    guard let failure = plan(operation, path, count) else { return nil }
    switch failure {
    case .inputOutput where operation != .sync: throw .inputOutput(name, path)
    case .full where operation != .write && operation != .sync: throw .full(name, path)
    case .death:
      state.isDead = true
      throw .inputOutput(name, path)
    case .deathWithin where operation != .write:
      state.isDead = true
      throw .inputOutput(name, path)
    case .inputOutput, .full, .short, .lie, .deathWithin: return failure
    }
  }

  private func withState<Value>(
    _ body: (inout State) throws(SystemError) -> Value
  ) throws(SystemError) -> Value {
    let result: Result<Value, SystemError> = state.withLock { state in
      do throws(SystemError) {
        return .success(try body(&state))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The names in a directory, sorted.
  public func names(in directory: String) throws(SystemError) -> [String] {
    try withState { state throws(SystemError) in
      guard state.names[directory] == .directory else { throw .missing(.list, directory) }
      return state.names.names(in: directory).sorted()
    }
  }

  /// Opens a file.
  public func open(_ path: String, for access: FileAccess) throws(SystemError) -> any StorageFile {
    try withState { state throws(SystemError) in
      _ = try MemoryStorage.failure(&state, .open, path)
      switch access {
      case .creating:
        guard state.names[path] == nil else { throw .there(.create, path) }
        state.add(path)
      case .reading, .writing: break
      }
      guard let number = state.file(path) else { throw .missing(.open, path) }
      if case .writing = access, !state.files[number].isWritable { throw .forbidden(.open, path) }
      return MemoryFile(storage: self, number: number, path: path, process: state.process)
    }
  }

  /// Makes a directory.
  public func makeDirectory(_ path: String) throws(SystemError) {
    try withState { state throws(SystemError) in
      _ = try MemoryStorage.failure(&state, .rename, path)
      guard state.names[path] == nil else { throw .there(.create, path) }
      state.names.add(path, .directory)
    }
  }

  /// Gives a file another name.
  public func rename(_ path: String, to other: String) throws(SystemError) {
    try withState { state throws(SystemError) in
      _ = try MemoryStorage.failure(&state, .rename, path)
      guard state.names[path] != nil else { throw .missing(.rename, path) }
      state.names.rename(path, to: other)
    }
  }

  /// Removes a file or an empty directory.
  public func remove(_ path: String) throws(SystemError) {
    try withState { state throws(SystemError) in
      _ = try MemoryStorage.failure(&state, .rename, path)
      guard state.names[path] != nil else { throw .missing(.remove, path) }
      state.names.remove(path)
    }
  }

  /// Makes the names in a directory last.
  public func syncDirectory(_ path: String) throws(SystemError) {
    try withState { state throws(SystemError) in
      switch try MemoryStorage.failure(&state, .syncDirectory, path) {
      case .lie: return
      case .inputOutput, .full, .short, .death, .deathWithin, nil: state.names.sync(path)
      }
    }
  }

  /// Tries to take a lock.
  public func tryLock(_ path: String) throws(SystemError) -> (any StorageLock)? {
    let file = try withState { state throws(SystemError) -> MemoryFile? in
      _ = try MemoryStorage.failure(&state, .open, path)
      if state.names[path] == nil { state.add(path) }
      guard let number = state.file(path), state.locks.insert(path).inserted else { return nil }
      return MemoryFile(storage: self, number: number, path: path, process: state.process)
    }
    return try file.map { file throws(SystemError) in
      try LockFile(file) { self.release(path, by: file.process) }
    }
  }

  private func release(_ path: String, by process: Int) {
    state.withLock { state in
      if state.process == process { state.locks.remove(path) }
    }
  }
}

/// A file in memory that a process has open.
private final class MemoryFile: StorageFile {
  private let storage: MemoryStorage
  private let number: Int
  private let path: String
  let process: Int

  init(storage: MemoryStorage, number: Int, path: String, process: Int) {
    self.storage = storage
    self.number = number
    self.path = path
    self.process = process
  }

  private func call<Value>(
    _ operation: MemoryStorage.Operation?,
    _ body: (inout MemoryImage, MemoryStorage.Failure?) throws(SystemError) -> Value
  ) throws(SystemError) -> Value {
    try storage.call(operation, (number, path, process), body)
  }

  func length() throws(SystemError) -> Int64 {
    try call(nil) { image, _ throws(SystemError) in Int64(image.live.count) }
  }

  func stamp() throws(SystemError) -> FileStamp {
    try call(nil) { image, _ throws(SystemError) in
      FileStamp(
        length: Int64(image.live.count), number: 0, modified: image.generation, changed: 0)
    }
  }

  func isWritable() throws(SystemError) -> Bool {
    try call(nil) { image, _ throws(SystemError) in image.isWritable }
  }

  func setReadOnly() throws(SystemError) {
    try call(nil) { image, _ throws(SystemError) in image.isWritable = false }
  }

  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(SystemError) -> Int {
    try call(.read) { image, failure throws(SystemError) in
      var count = min(buffer.count, max(0, image.live.count - Int(offset)))
      if case .short(let most) = failure { count = min(count, max(1, most)) }
      if count > 0 {
        image.live.withUnsafeBytes { live in
          let start = Int(offset)
          buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: live[start..<start + count]))
        }
      }
      return count
    }
  }

  func write(_ buffer: UnsafeRawBufferPointer, at offset: Int64) throws(SystemError) -> Int {
    try call(.write) { image, failure throws(SystemError) in
      let count =
        switch failure {
        case .short(let most): min(buffer.count, max(1, most))
        case .full(let most), .deathWithin(let most): min(buffer.count, most)
        case .inputOutput, .lie, .death, nil: buffer.count
        }
      image.write(Array(buffer[..<count]), at: Int(offset))
      switch failure {
      case .full: throw .full(.write, self.path)
      case .deathWithin: throw .inputOutput(.write, self.path)
      case .inputOutput, .short, .lie, .death, nil: return count
      }
    }
  }

  func sync() throws(SystemError) {
    try call(.sync) { image, failure throws(SystemError) in
      switch failure {
      case .lie: return
      case .inputOutput:
        image.failSync()
        throw .inputOutput(.sync, self.path)
      case .full:
        image.failSync()
        throw .full(.sync, self.path)
      case .short, .death, .deathWithin, nil: image.sync()
      }
    }
  }

  func truncate(to length: Int64) throws(SystemError) {
    try call(.truncate) { image, _ throws(SystemError) in image.truncate(to: Int(length)) }
  }
}

extension MemoryStorage {
  /// Makes a call on an open file, with the failure that is planned for it.
  fileprivate func call<Value>(
    _ operation: Operation?, _ file: (number: Int, path: String, process: Int),
    _ body: (inout MemoryImage, Failure?) throws(SystemError) -> Value
  ) throws(SystemError) -> Value {
    try withState { state throws(SystemError) in
      guard state.process == file.process else {
        throw .inputOutput(operation?.name ?? .open, file.path)
      }
      let failure: Failure?
      if let operation {
        failure = try MemoryStorage.failure(&state, operation, file.path)
      } else {
        failure = nil
      }
      if case .deathWithin = failure { state.isDead = true }
      return try body(&state.files[file.number], failure)
    }
  }
}
