/// A stretch of a file in memory, read at its end and dropped at its front.
///
/// Its memory is used again for every stretch, and is not cleared before it is read into.
final class ReadBuffer {
  private var storage: UnsafeMutableRawBufferPointer
  /// The bytes that hold something.
  private(set) var count = 0

  init() { storage = .allocate(byteCount: 0, alignment: 16) }

  deinit { storage.deallocate() }

  /// The bytes, to be looked at before anything else is done with the buffer.
  var view: ByteView { ByteView(UnsafeRawBufferPointer(rebasing: storage[..<count])) }

  /// A copy of some of the bytes.
  func copy(_ range: Range<Int>) -> [UInt8] { view[range].array }

  /// Forgets everything.
  func removeAll() { count = 0 }

  /// Forgets so many bytes at the front.
  func removeFirst(_ dropped: Int) {
    precondition(dropped <= count, "beyond the bytes")
    guard dropped > 0, dropped < count, let base = storage.baseAddress else {
      count -= dropped
      return
    }
    base.copyMemory(from: base + dropped, byteCount: count - dropped)
    count -= dropped
  }

  /// Reads so many bytes of a file onto the end; gives how many, fewer only at the file's end.
  func append(
    from file: any StorageFile, at offset: Int64, most: Int
  ) throws(SystemError) -> Int {
    reserve(count + most)
    var read = 0
    while read < most {
      let rest = UnsafeMutableRawBufferPointer(rebasing: storage[(count + read)..<(count + most)])
      let got = try file.read(into: rest, at: offset + Int64(read))
      if got == 0 { break }
      read += got
    }
    count += read
    return read
  }

  private func reserve(_ capacity: Int) {
    guard capacity > storage.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(capacity, storage.count * 2), alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[..<count]))
    storage.deallocate()
    storage = larger
  }
}
