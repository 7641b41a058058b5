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

  /// From this many bytes on two halves are read beside each other, since copying them out of the
  /// system's memory is a good part of all reading.
  private static let worthDividing = 1 << 18

  /// Reads so many bytes of a file onto the end; gives how many, fewer only at the file's end.
  func append(
    from file: any StorageFile, at offset: Int64, most: Int
  ) throws(SystemError) -> Int {
    reserve(count + most)
    let first = most < ReadBuffer.worthDividing ? most : most / 2
    let places = (
      Place(storage, count..<count + first), Place(storage, count + first..<count + most)
    )
    var read: Int
    if first == most {
      read = try places.0.read(file, at: offset).get()
    } else {
      let results = Parallel.both(
        { places.0.read(file, at: offset) },
        { places.1.read(file, at: offset + Int64(first)) })
      read = try results.0.get()
      // What stands behind the end of the file was appended just now, and what is between is not here.
      if read == first { read += try results.1.get() }
    }
    count += read
    return read
  }

  /// A part of the buffer that one thread reads into.
  private struct Place: @unchecked Sendable {
    private let part: UnsafeMutableRawBufferPointer

    init(_ storage: UnsafeMutableRawBufferPointer, _ range: Range<Int>) {
      part = UnsafeMutableRawBufferPointer(rebasing: storage[range])
    }

    /// Fills the part; gives how many bytes there were.
    func read(_ file: any StorageFile, at offset: Int64) -> Result<Int, SystemError> {
      var read = 0
      while read < part.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: part[read...])
        do throws(SystemError) {
          let got = try file.read(into: rest, at: offset + Int64(read))
          if got == 0 { break }
          read += got
        } catch {
          return .failure(error)
        }
      }
      return .success(read)
    }
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
