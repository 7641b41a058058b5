/// Bytes that are filled once by whoever made them, and not written any more once others hold them.
final class ByteMemory: @unchecked Sendable {
  /// The bytes, not cleared before they are filled.
  let bytes: UnsafeMutableRawBufferPointer

  init(byteCount: Int) { bytes = .allocate(byteCount: byteCount, alignment: 16) }

  /// Makes a copy of some bytes.
  convenience init(_ copied: [UInt8]) {
    self.init(byteCount: copied.count)
    bytes.copyBytes(from: copied)
  }

  deinit { bytes.deallocate() }

  /// Some of the bytes, to be looked at as long as the memory is held.
  func view(_ range: Range<Int>) -> ByteView {
    ByteView(UnsafeRawBufferPointer(rebasing: bytes[range]))
  }

  /// Copies bytes to an offset.
  func copy(_ view: ByteView, to offset: Int) {
    UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<offset + view.count])
      .copyMemory(from: view.buffer)
  }

  /// Reads a file from an offset on into some of the bytes; gives how many there were, fewer only at
  /// the file's end.
  func fill(
    _ range: Range<Int>, from file: any StorageFile, at offset: Int64
  ) throws(SystemError) -> Int {
    var read = 0
    while read < range.count {
      let rest = bytes[range.lowerBound + read..<range.upperBound]
      let got = try file.read(
        into: UnsafeMutableRawBufferPointer(rebasing: rest), at: offset + Int64(read))
      if got == 0 { break }
      read += got
    }
    return read
  }
}
