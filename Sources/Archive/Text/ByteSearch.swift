import EventStore

/// Finds bytes in bytes.
enum ByteSearch {
  /// The offset of the first such byte at or after an offset.
  static func firstIndex(of byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { ByteView($0).firstIndex(of: byte, from: start) }
  }

  /// The offset of the first occurrence at or after an offset.
  ///
  /// The last byte of the pattern is looked for first: in Chinese text it tells characters apart,
  /// where first bytes are nearly all alike.
  static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    let length = pattern.count
    guard length > 0, bytes.count - start >= length else { return nil }
    return pattern.withUnsafeBufferPointer { pattern in
      bytes.withUnsafeBufferPointer { bytes in
        let last = pattern[length - 1]
        var end = start + length - 1
        while end < bytes.count {
          if bytes[end] == last {
            let begin = end - length + 1
            var offset = 0
            while offset < length - 1, bytes[begin + offset] == pattern[offset] { offset += 1 }
            if offset == length - 1 { return begin }
          }
          end += 1
        }
        return nil
      }
    }
  }
}
