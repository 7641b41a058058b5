/// A stretch of a file in memory, read at its end and dropped at its front.
///
/// Its memory is used again for every stretch, and is not cleared before it is read into. Whoever
/// holds `memory` keeps what stands there: the buffer then goes on in other memory.
final class ReadBuffer {
  private(set) var memory = ByteMemory(byteCount: 0)
  /// The bytes that hold something.
  private(set) var count = 0

  /// The bytes, to be looked at before anything else is done with the buffer.
  var view: ByteView { memory.view(0..<count) }

  /// Forgets everything.
  func removeAll() { count = 0 }

  /// Forgets so many bytes at the front.
  func removeFirst(_ dropped: Int) {
    precondition(dropped <= count, "beyond the bytes")
    guard dropped > 0 else { return }
    own(memory.bytes.count, keeping: dropped..<count)
    count -= dropped
  }

  /// From this many bytes on two halves are read beside each other, since copying them out of the
  /// system's memory is a good part of all reading.
  private static let worthDividing = 1 << 18

  /// Reads so many bytes of a file onto the end; gives how many, fewer only at the file's end.
  func append(
    from file: any StorageFile, at offset: Int64, most: Int
  ) throws(SystemError) -> Int {
    own(max(count + most, memory.bytes.count), keeping: 0..<count)
    let storage = memory.bytes
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

  /// Moves bytes to the front of memory of a size that nobody else holds.
  private func own(_ capacity: Int, keeping kept: Range<Int>) {
    let isOwn = isKnownUniquelyReferenced(&memory)
    if isOwn, capacity <= memory.bytes.count {
      guard kept.lowerBound > 0 else { return }
      memory.bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory.bytes[kept]))
      return
    }
    let grown = capacity > memory.bytes.count ? max(capacity, memory.bytes.count * 2) : capacity
    let other = ByteMemory(byteCount: grown)
    other.bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory.bytes[kept]))
    memory = other
  }
}

/// Bytes that are written by a buffer alone as long as nobody else holds them, and never afterwards.
final class ByteMemory: @unchecked Sendable {
  fileprivate let bytes: UnsafeMutableRawBufferPointer

  fileprivate init(byteCount: Int) { bytes = .allocate(byteCount: byteCount, alignment: 16) }

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
}
