/// All bytes of a file at once, in place where the storage can do that.
///
/// Whoever holds it may look at the bytes. They are those of the file when it was opened, as long as
/// nobody shortens that file; derived files are replaced by others and never changed.
public final class FileBytes: @unchecked Sendable {
  /// The bytes.
  public let bytes: UnsafeRawBufferPointer
  private let release: (UnsafeRawBufferPointer) -> Void

  /// Makes a copy of some bytes.
  public init(_ copied: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: copied.count, alignment: 16)
    memory.copyBytes(from: copied)
    bytes = UnsafeRawBufferPointer(memory)
    release = { $0.deallocate() }
  }

  /// Takes over bytes that are there until they are released.
  init(mapped bytes: UnsafeRawBufferPointer, release: @escaping (UnsafeRawBufferPointer) -> Void) {
    self.bytes = bytes
    self.release = release
  }

  deinit { release(bytes) }
}
