/// The files that keep what repairs cut off the log.
///
/// They hold what was never acknowledged: perhaps the same words as an event that was recorded after
/// all, perhaps a draft of them, whole or cut anywhere. Nobody can tell whether a payload in them
/// holds what is to be erased, so a redaction blanks all of them.
struct TornFiles {
  let storage: any Storage

  static let prefix = "torn-"

  /// Blanks the payloads of all lines and everything that is no sound line; headers stay, and so do
  /// all lengths.
  ///
  /// - Parameter position: The event on whose account it is done.
  /// - Returns: the files in which there was something to blank.
  func blank(by position: Position) throws(SystemError) -> [String] {
    var blanked: [String] = []
    for name in try storage.names(in: LogLayout.log)
    where name.hasPrefix(TornFiles.prefix) && !name.hasSuffix(StagedFile.ending) {
      let path = "\(LogLayout.log)/\(name)"
      let file = try storage.open(path, for: .reading)
      guard try holdsWords(file) else { continue }
      try blank(file, at: path, by: position)
      blanked.append(path)
    }
    return blanked
  }

  private func source(_ file: any StorageFile) -> LineSource {
    LineSource(segments: [LineSource.Segment(first: .start, file: file)])
  }

  private func holdsWords(_ file: any StorageFile) throws(SystemError) -> Bool {
    var source = source(file)
    while let raw = try source.nextLine() {
      let view = source.view(raw.range)
      switch Line.decode(view)?.payload {
      case .redacted: continue
      case .data: return true
      case nil:
        if view.buffer.contains(where: { $0 != UInt8(ascii: " ") }) { return true }
      }
    }
    return false
  }

  private func blank(
    _ file: any StorageFile, at path: String, by position: Position
  ) throws(SystemError) {
    var copy = try StagedFile(path, in: storage)
    do throws(SystemError) {
      var source = source(file)
      while let raw = try source.nextLine() {
        let view = source.view(raw.range)
        if let line = Line.decode(view) {
          let place = LogPlace(segment: .start, offset: raw.offset)
          let event = RecordedEvent(line: view.array, fields: line, place: place)
          try copy.append(event.withoutPayload(by: position).line)
        } else {
          try copy.append([UInt8](repeating: UInt8(ascii: " "), count: view.count))
        }
        if raw.isTerminated { try copy.append(CollectionOfOne(UInt8(ascii: "\n"))) }
      }
      try copy.install(readOnly: false)
      try storage.syncDirectory(LogLayout.log)
    } catch {
      copy.discard()
      throw error
    }
  }
}
