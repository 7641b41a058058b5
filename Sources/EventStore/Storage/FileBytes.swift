/// The bytes of a file at fixed addresses, read when they are asked for.
///
/// Nothing of the file is held in memory but what was asked for, and a file that somebody shortens
/// meanwhile has zeros there, and ends no process.
public final class FileBytes: @unchecked Sendable {
  /// The bytes; those that were not loaded are zeros, or not what they were.
  public let bytes: UnsafeRawBufferPointer
  private let fill: ((Range<Int>) -> Void)?
  private let release: (UnsafeRawBufferPointer) -> Void

  /// Makes a copy of some bytes, which are all there.
  public init(_ copied: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: copied.count, alignment: 16)
    memory.copyBytes(from: copied)
    bytes = UnsafeRawBufferPointer(memory)
    fill = nil
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
    fill = { range in
      if range.count >= FileBytes.many {
        SystemCalls.prepare(UnsafeMutableRawBufferPointer(rebasing: bytes[range]))
      }
      var at = range.lowerBound
      while at < range.upperBound {
        let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[at..<range.upperBound])
        guard let count = try? file.read(into: rest, at: Int64(at)), count > 0 else { return }
        at += count
      }
    }
    self.release = release
  }

  /// So many bytes are several pages.
  private static let many = 1 << 14

  deinit { release(bytes) }

  /// Gives back the memory of some bytes, which are zeros until they are read again; of pages that have others
  /// as well nothing.
  func forget(_ range: Range<Int>) {
    guard fill != nil else { return }
    SystemCalls.forget(UnsafeRawBufferPointer(rebasing: bytes[range]))
  }

  /// Reads some bytes; what cannot be read stays as it is, which its checksum tells.
  func load(_ range: Range<Int>) { fill?(range) }
}
