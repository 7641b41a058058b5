/// The bytes of a file at fixed addresses, read when they are asked for.
///
/// Nothing of the file is held in memory but what was asked for, and a file that somebody shortens
/// meanwhile has zeros there, and ends no process.
public final class FileBytes: @unchecked Sendable {
  /// The bytes; those that were not loaded are zeros, or not what they were.
  public let bytes: UnsafeRawBufferPointer
  private let file: (any StorageFile)?
  private let release: (UnsafeRawBufferPointer) -> Void

  /// Makes a copy of some bytes, which are all there.
  public init(_ copied: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: copied.count, alignment: 16)
    memory.copyBytes(from: copied)
    bytes = UnsafeRawBufferPointer(memory)
    file = nil
    release = { $0.deallocate() }
  }

  /// Takes over zeros that are there until they are released.
  ///
  /// - Parameters:
  ///   - bytes: As many as the file has.
  ///   - file: Is read into them.
  ///   - release: Is called at the end.
  init(
    reserved bytes: UnsafeMutableRawBufferPointer, for file: any StorageFile,
    release: @escaping (UnsafeRawBufferPointer) -> Void
  ) {
    self.bytes = UnsafeRawBufferPointer(bytes)
    self.file = file
    self.release = release
  }

  /// So many bytes are several pages.
  private static let many = 1 << 14

  deinit { release(bytes) }

  /// Gives back the memory of some bytes, which are zeros until they are read again; of pages that have others
  /// as well nothing.
  func forget(_ range: Range<Int>) {
    guard file != nil else { return }
    SystemCalls.forget(UnsafeRawBufferPointer(rebasing: bytes[range]))
  }

  /// Reads some bytes; what cannot be read stays as it is, which its checksum tells.
  func load(_ range: Range<Int>) {
    guard file != nil else { return }
    // The memory was taken over to be written to, here and nowhere else.
    let memory = UnsafeMutableRawBufferPointer(
      mutating: UnsafeRawBufferPointer(rebasing: bytes[range]))
    if range.count >= FileBytes.many { SystemCalls.prepare(memory) }
    read(range.lowerBound, into: memory)
  }

  /// Gives some bytes without keeping them; zeros for what cannot be read.
  ///
  /// A page that is kept for a few bytes alone costs more than these.
  func copy(_ range: Range<Int>) -> [UInt8] {
    guard file != nil else { return Array(bytes[range]) }
    return [UInt8](unsafeUninitializedCapacity: range.count) { copied, count in
      let memory = UnsafeMutableRawBufferPointer(copied)
      let read = read(range.lowerBound, into: memory)
      for offset in read..<range.count { memory[offset] = 0 }
      count = range.count
    }
  }

  @discardableResult
  private func read(_ offset: Int, into memory: UnsafeMutableRawBufferPointer) -> Int {
    var at = 0
    while at < memory.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: memory[at...])
      guard let count = try? file?.read(into: rest, at: Int64(offset + at)), count > 0 else {
        break
      }
      at += count
    }
    return at
  }
}
