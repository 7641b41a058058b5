/// A file that gets its name when it is whole: written beside its place, synced, and read back.
///
/// Until then nothing has its name, or whatever had it before still has. What an interrupted attempt
/// leaves ends with `.part`; it is worth nothing, and the next attempt removes it.
struct StagedFile {
  /// The place that the file will take.
  let path: String
  private let storage: any Storage
  private let file: any StorageFile
  /// The number of bytes written so far.
  private(set) var length: Int64 = 0
  private var waiting: [UInt8] = []
  /// The checksum of each portion, to compare with what is read back.
  private var portions: [(count: Int, checksum: UInt32)] = []

  /// How the names of unfinished files end.
  static let ending = ".part"
  private static let portion = 1 << 20

  private var temporary: String { path + StagedFile.ending }

  /// Begins a file.
  init(_ path: String, in storage: any Storage) throws(SystemError) {
    self.path = path
    self.storage = storage
    let temporary = path + StagedFile.ending
    do throws(SystemError) {
      try storage.remove(temporary)
    } catch {
      guard error.isMissing else { throw error }
    }
    file = try storage.open(temporary, for: .creating)
  }

  /// Appends bytes.
  mutating func append(_ bytes: some Collection<UInt8>) throws(SystemError) {
    waiting.append(contentsOf: bytes)
    if waiting.count >= StagedFile.portion { try writeWaiting() }
  }

  private mutating func writeWaiting() throws(SystemError) {
    guard !waiting.isEmpty else { return }
    try file.writeAll(waiting, at: length)
    portions.append((waiting.count, StagedFile.checksum(waiting)))
    length += Int64(waiting.count)
    waiting.removeAll(keepingCapacity: true)
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { Checksum.crc32c(ByteView($0)) }
  }

  /// Makes the bytes last, reads them back, and gives the file its name; the name itself lasts when
  /// the directory is synced.
  mutating func install(readOnly isReadOnly: Bool) throws(SystemError) {
    try writeWaiting()
    try file.sync()
    try readBack()
    if isReadOnly { try file.setReadOnly() }
    try storage.rename(temporary, to: path)
  }

  private func readBack() throws(SystemError) {
    guard try file.length() == length else { throw .inputOutput(.read, temporary) }
    let copy = try storage.open(temporary, for: .reading)
    var offset: Int64 = 0
    for portion in portions {
      var bytes: [UInt8] = []
      let count = try copy.append(to: &bytes, count: portion.count, at: offset)
      guard count == portion.count, StagedFile.checksum(bytes) == portion.checksum else {
        throw .inputOutput(.read, temporary)
      }
      offset += Int64(count)
    }
  }

  /// Takes away what was written.
  func discard() { try? storage.remove(temporary) }

  /// Takes away what interrupted attempts left in a directory.
  static func clean(_ directory: String, of storage: any Storage) throws(SystemError) {
    for name in try storage.names(in: directory) where name.hasSuffix(ending) {
      try storage.remove(directory.isEmpty ? name : "\(directory)/\(name)")
    }
  }

  /// Writes a whole file and gives it its name.
  static func write(
    _ bytes: [UInt8], to path: String, of storage: any Storage, readOnly isReadOnly: Bool = false
  ) throws(SystemError) {
    var file = try StagedFile(path, in: storage)
    do throws(SystemError) {
      try file.append(bytes)
      try file.install(readOnly: isReadOnly)
    } catch {
      file.discard()
      throw error
    }
  }
}
