/// What can still be told of a line that is not sound.
enum BrokenLine {
  /// Whether the next event may belong to the same batch.
  ///
  /// The line's header says so by `"more":true,` in front of `"digest":"`. A line of which too
  /// little is left is taken to continue: a batch is shown whole or not at all.
  static func mayContinueBatch(_ bytes: ByteView) -> Bool {
    let header = UnsafeRawBufferPointer(rebasing: bytes.buffer[..<min(bytes.count, longestHeader)])
    let more: StaticString = ",\"more\":true"
    if SystemCalls.find(more, in: header, from: 0) != nil { return true }
    let length = more.utf8CodeUnitCount
    guard let digest = SystemCalls.find(",\"digest\":\"", in: header, from: 0), digest >= length
    else { return true }
    // One byte of the member itself may be the damaged one.
    let same = (0..<length).count { header[digest - length + $0] == more.utf8Start[$0] }
    return same >= length - 3
  }

  /// No header up to its digest is longer, by the limits of its members.
  private static let longestHeader = 512
}
