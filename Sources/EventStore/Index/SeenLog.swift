/// How the log's files looked when the last writer left them.
///
/// A writer that trusts the derived index does not read what that covers. So that a log that
/// somebody else has changed meanwhile is still met with open eyes, the writer that closes notes
/// what the files' lengths and times are, and the next one reads everything where they differ.
struct SeenLog {
  let storage: any Storage

  private static let path = "\(LogLayout.index)/log.seen"
  private static let magic: UInt64 = 0x316E_6565_5367_6F6C  // "logSeen1"

  /// Notes how the files look now; where that cannot be done, the next writer reads everything.
  func note() {
    let found = try? look()
    // Where nothing was written nothing needs to be, also on a full disk.
    if let found, found == noted { return }
    guard let bytes = found,
      (try? RunFiles.replace(SeenLog.path, with: bytes, in: storage)) != nil
    else {
      try? storage.remove(SeenLog.path)
      return
    }
  }

  /// Whether the files look as they were noted.
  var isUnchanged: Bool {
    guard let noted, let found = try? look() else { return false }
    return noted == found
  }

  private var noted: [UInt8]? { try? storage.open(SeenLog.path, for: .reading).contents() }

  /// Lengths, numbers and times of all segments, in words.
  private func look() throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    IndexBlock.append(SeenLog.magic, to: &bytes)
    for name in try storage.names(in: LogLayout.log) {
      guard let first = LogLayout.segment(named: name) else { continue }
      let stamp = try storage.open(LogLayout.segmentPath(first), for: .reading).stamp()
      for word in [
        first.rawValue, UInt64(bitPattern: stamp.length), stamp.number,
        UInt64(bitPattern: stamp.modified), UInt64(bitPattern: stamp.changed),
      ] {
        IndexBlock.append(word, to: &bytes)
      }
    }
    return bytes
  }
}
