import Synchronization

/// An archive in memory that can fail and crash like a disk.
///
/// Every file has two images: the *live* one that calls read and write, and the *durable* one,
/// which is what the last sync left. Names are durable once their directory was synced. A crash
/// keeps the durable image and, of every 512-byte sector written since, keeps what was written,
/// drops it or fills it with noise, by a seeded choice. Bytes of such a sector that nobody wrote to
/// stay as they were, as SQLite's "powersafe overwrite" assumes of disks too.
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
    /// It does nothing and reports an input/output error.
    case inputOutput
    /// It reports that no space is left; a write first writes so many bytes.
    case full(written: Int)
    /// A write or a read handles only so many bytes, which is no error.
    case short(Int)
    /// The sync reports success but makes nothing last: a disk that lies.
    case lie
    /// Everything fails from here on, as if the process had died.
    case death
  }

  /// Decides whether a call fails: asked with its kind, its path, and the number of calls of this
  /// kind so far, from 1.
  public typealias FaultPlan = @Sendable (Operation, String, Int) -> Failure?

  private struct Image {
    var live: [UInt8] = []
    var durable: [UInt8] = []
    var isWritable = true
    /// Sectors written since the last sync, by their number.
    var unsynced: Set<Int> = []
  }

  private struct State {
    /// What each name stands for, by the number of its image: a file that is open keeps its image
    /// when its name is given to another or taken away.
    var names: [String: Int] = [:]
    var images: [Int: Image] = [:]
    var directories: Set<String> = []
    /// What the directories held when they were synced last.
    var durableNames: [String: Int] = [:]
    var locks: Set<String> = []
    var counts: [Operation: Int] = [:]
    var plan: FaultPlan?
    var isDead = false

    /// The image that a name stands for.
    func image(_ path: String) -> Image? { names[path].flatMap { images[$0] } }

    /// Gives a name to an image of its own.
    mutating func add(_ image: Image, as path: String) {
      let number = images.count
      images[number] = image
      names[path] = number
    }

    /// Changes the bytes of a file past all faults.
    mutating func setBytes(_ bytes: [UInt8], of path: String) {
      if let number = names[path] { images[number]?.live = bytes }
    }
  }

  /// The size of what a disk writes as a whole.
  public static let sector = 512

  private let state: Mutex<State>

  /// Where the archive is, for messages.
  public var location: String { "memory" }

  /// Makes a storage without anything in it.
  public init() { state = Mutex(State()) }

  private init(_ initial: consuming sending State) { state = Mutex(initial) }

  /// Sets which calls fail from now on, and counts calls from 1 again.
  public func fail(_ plan: FaultPlan?) {
    state.withLock { state in
      state.plan = plan
      state.counts = [:]
    }
  }

  /// Ends all faults and locks, as when a process died and another one begins on the same machine.
  public func revive() {
    state.withLock { state in
      state.plan = nil
      state.counts = [:]
      state.isDead = false
      state.locks = []
    }
  }

  /// How many calls of a kind were made since the plan was set.
  public func count(of operation: Operation) -> Int {
    state.withLock { $0.counts[operation] ?? 0 }
  }

  /// The live bytes of a file, past all faults; nothing where there is no such file.
  public func bytes(of path: String) -> [UInt8]? { state.withLock { $0.image(path)?.live } }

  /// Puts bytes into a file, live and durable, past all faults.
  public func put(_ bytes: [UInt8], into path: String) {
    state.withLock { state in
      let image = Image(live: bytes, durable: bytes)
      if let number = state.names[path] {
        state.images[number] = image
      } else {
        state.add(image, as: path)
      }
      state.durableNames[path] = state.names[path]
    }
  }

  /// The paths of all files.
  public var paths: [String] { state.withLock { $0.names.keys.sorted() } }

  /// A storage of its own with the same live bytes, and without faults.
  public func copy() -> MemoryStorage {
    state.withLock { state in
      var copy = State()
      copy.directories = state.directories
      for path in state.names.keys {
        guard let image = state.image(path) else { continue }
        copy.add(
          Image(live: image.live, durable: image.live, isWritable: image.isWritable), as: path)
      }
      copy.durableNames = copy.names
      return MemoryStorage(copy)
    }
  }
}

// MARK: - Crashes

extension MemoryStorage {
  /// What a machine finds on the disk after it lost power now.
  public func afterCrash(seed: UInt64) -> MemoryStorage {
    state.withLock { state in
      var chance = SeededGenerator(seed: seed)
      var after = State()
      after.directories = state.directories
      let paths = Set(state.names.keys).union(state.durableNames.keys).sorted()
      for path in paths {
        let live = state.names[path]
        let durable = state.durableNames[path]
        // A name that was not synced may be there or not, or stand for what it stood for before.
        let isSettled = live == durable
        let isLater = isSettled || Bool.random(using: &chance)
        guard let number = isLater ? live ?? durable : live == nil ? nil : durable,
          let image = state.images[number]
        else { continue }
        let bytes = MemoryStorage.survivors(of: image, &chance)
        after.add(Image(live: bytes, durable: bytes, isWritable: image.isWritable), as: path)
      }
      after.durableNames = after.names
      return MemoryStorage(after)
    }
  }

  private static func survivors(of image: Image, _ chance: inout SeededGenerator) -> [UInt8] {
    let shorter = min(image.durable.count, image.live.count)
    let longer = max(image.durable.count, image.live.count)
    let length =
      switch Int.random(in: 0..<4, using: &chance) {
      case 0: image.durable.count
      case 1: image.live.count
      default: Int.random(in: shorter...longer, using: &chance)
      }
    var bytes = image.durable
    while bytes.count < length { bytes.append(0) }
    bytes.removeLast(bytes.count - length)
    for number in image.unsynced.sorted() {
      guard number * sector < length else { break }
      let range = number * sector..<min((number + 1) * sector, length)
      switch Int.random(in: 0..<3, using: &chance) {
      case 0: break
      case 1:
        for index in range where index < image.live.count { bytes[index] = image.live[index] }
      default:
        for index in range where index >= shorter || image.live[index] != image.durable[index] {
          bytes[index] = UInt8.random(in: .min ... .max, using: &chance)
        }
      }
    }
    return bytes
  }
}

/// A generator whose sequence is settled by its seed (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Makes a generator; equal seeds give equal sequences.
  public init(seed: UInt64) { state = seed }

  /// Gives the next random word.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
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
    let count = (state.counts[operation] ?? 0) + 1
    state.counts[operation] = count
    guard let failure = state.plan?(operation, path, count) else { return nil }
    switch failure {
    case .inputOutput: throw .inputOutput(name, path)
    case .death:
      state.isDead = true
      throw .inputOutput(name, path)
    case .full where operation != .write: throw .full(name, path)
    case .full, .short, .lie: return failure
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
      guard state.directories.contains(directory) else { throw .missing(.list, directory) }
      let prefix = directory.isEmpty ? "" : directory + "/"
      let paths = Array(state.names.keys) + Array(state.directories.subtracting([""]))
      return paths.filter { $0.hasPrefix(prefix) && $0 != directory }
        .map { String($0.dropFirst(prefix.count)) }
        .filter { !$0.contains("/") }.sorted()
    }
  }

  /// Opens a file.
  public func open(_ path: String, for access: FileAccess) throws(SystemError) -> any StorageFile {
    let number = try withState { state throws(SystemError) -> Int in
      _ = try MemoryStorage.failure(&state, .open, path)
      let number = state.names[path]
      switch access {
      case .creating:
        guard number == nil else { throw .there(.create, path) }
        state.add(Image(), as: path)
      case .writing:
        guard let image = state.image(path) else { throw .missing(.open, path) }
        guard image.isWritable else { throw .forbidden(.open, path) }
      case .reading: break
      }
      guard let number = state.names[path] else { throw .missing(.open, path) }
      return number
    }
    return MemoryFile(storage: self, place: Place(number: number, path: path))
  }

  /// Makes a directory.
  public func makeDirectory(_ path: String) throws(SystemError) {
    try withState { state throws(SystemError) in
      _ = try MemoryStorage.failure(&state, .rename, path)
      guard state.directories.insert(path).inserted else { throw .there(.create, path) }
    }
  }

  /// Gives a file another name.
  public func rename(_ path: String, to other: String) throws(SystemError) {
    try withState { state throws(SystemError) in
      _ = try MemoryStorage.failure(&state, .rename, path)
      guard let number = state.names.removeValue(forKey: path) else {
        throw .missing(.rename, path)
      }
      state.names[other] = number
    }
  }

  /// Removes a file or an empty directory.
  public func remove(_ path: String) throws(SystemError) {
    try withState { state throws(SystemError) in
      _ = try MemoryStorage.failure(&state, .rename, path)
      if state.directories.remove(path) != nil { return }
      guard state.names.removeValue(forKey: path) != nil else { throw .missing(.remove, path) }
    }
  }

  /// Makes the names in a directory last.
  public func syncDirectory(_ path: String) throws(SystemError) {
    try withState { state throws(SystemError) in
      if case .lie = try MemoryStorage.failure(&state, .syncDirectory, path) { return }
      func isInside(_ file: String) -> Bool {
        let parts = file.split(separator: "/")
        return parts.dropLast().joined(separator: "/") == path
      }
      state.durableNames = state.durableNames.filter { !isInside($0.key) }
      for (file, number) in state.names where isInside(file) {
        state.durableNames[file] = number
      }
    }
  }

  /// Tries to take a lock.
  public func tryLock(_ path: String) throws(SystemError) -> (any StorageLock)? {
    try withState { state throws(SystemError) in
      if state.names[path] == nil { state.add(Image(), as: path) }
      guard state.locks.insert(path).inserted else { return nil }
      let isEmpty = state.image(path)?.live.isEmpty ?? true
      return MemoryLock(storage: self, path: path, wasLeftInOrder: isEmpty)
    }
  }

  fileprivate func release(_ path: String, inOrder: Bool) {
    state.withLock { state in
      state.locks.remove(path)
      if inOrder { state.setBytes([], of: path) }
    }
  }

  fileprivate func describe(_ path: String, _ holder: String) {
    state.withLock { $0.setBytes(Array(holder.utf8), of: path) }
  }
}

/// Which file is open: its image, and its name for messages.
private struct Place {
  let number: Int
  let path: String
}

/// An open file in memory; it stays what it is when its name is given to another.
private final class MemoryFile: StorageFile {
  private let storage: MemoryStorage
  private let place: Place

  init(storage: MemoryStorage, place: Place) {
    self.storage = storage
    self.place = place
  }

  func length() throws(SystemError) -> Int64 { try storage.length(place) }
  func isWritable() throws(SystemError) -> Bool { try storage.isWritable(place) }
  func sync() throws(SystemError) { try storage.sync(place) }
  func truncate(to length: Int64) throws(SystemError) { try storage.truncate(place, Int(length)) }
  func setReadOnly() throws(SystemError) { try storage.setReadOnly(place) }

  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(SystemError) -> Int {
    let bytes = try storage.read(place, Int(offset), buffer.count)
    buffer.copyBytes(from: bytes)
    return bytes.count
  }

  func write(_ buffer: UnsafeRawBufferPointer, at offset: Int64) throws(SystemError) -> Int {
    try storage.write(place, Array(buffer), Int(offset))
  }
}

extension MemoryStorage {
  fileprivate func length(_ place: Place) throws(SystemError) -> Int64 {
    try withState { state throws(SystemError) in
      Int64(state.images[place.number]?.live.count ?? 0)
    }
  }

  fileprivate func isWritable(_ place: Place) throws(SystemError) -> Bool {
    try withState { state throws(SystemError) in state.images[place.number]?.isWritable ?? false }
  }

  fileprivate func read(
    _ place: Place, _ offset: Int, _ count: Int
  ) throws(SystemError) -> [UInt8] {
    try withState { state throws(SystemError) in
      var count = count
      if case .short(let most) = try MemoryStorage.failure(&state, .read, place.path) {
        count = min(count, max(1, most))
      }
      return Array((state.images[place.number]?.live ?? []).dropFirst(offset).prefix(count))
    }
  }

  fileprivate func write(
    _ place: Place, _ bytes: [UInt8], _ offset: Int
  ) throws(SystemError) -> Int {
    try withState { state throws(SystemError) in
      let failure = try MemoryStorage.failure(&state, .write, place.path)
      guard var image = state.images.removeValue(forKey: place.number) else { return 0 }
      defer { state.images[place.number] = image }
      let count =
        switch failure {
        case .short(let most): min(bytes.count, max(1, most))
        case .full(let most): min(bytes.count, most)
        case .inputOutput, .lie, .death, nil: bytes.count
        }
      let end = offset + count
      while image.live.count < end { image.live.append(0) }
      image.live.replaceSubrange(offset..<end, with: bytes[..<count])
      if count > 0 {
        let first = offset / MemoryStorage.sector
        let last = (end - 1) / MemoryStorage.sector
        image.unsynced.formUnion(first...last)
      }
      if case .full = failure { throw .full(.write, place.path) }
      return count
    }
  }

  fileprivate func sync(_ place: Place) throws(SystemError) {
    try withState { state throws(SystemError) in
      if case .lie = try MemoryStorage.failure(&state, .sync, place.path) { return }
      guard var image = state.images.removeValue(forKey: place.number) else { return }
      image.durable = image.live
      image.unsynced = []
      state.images[place.number] = image
    }
  }

  fileprivate func truncate(_ place: Place, _ length: Int) throws(SystemError) {
    try withState { state throws(SystemError) in
      _ = try MemoryStorage.failure(&state, .truncate, place.path)
      guard let count = state.images[place.number]?.live.count else { return }
      if count > length { state.images[place.number]?.live.removeLast(count - length) }
    }
  }

  fileprivate func setReadOnly(_ place: Place) throws(SystemError) {
    try withState { state throws(SystemError) in
      if state.isDead { throw .inputOutput(.changeMode, place.path) }
      state.images[place.number]?.isWritable = false
    }
  }
}

private struct MemoryLock: StorageLock {
  let storage: MemoryStorage
  let path: String
  let wasLeftInOrder: Bool

  func describeHolder(_ holder: String) throws(SystemError) { storage.describe(path, holder) }
  func release(inOrder: Bool) { storage.release(path, inOrder: inOrder) }
}
