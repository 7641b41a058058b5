/// Gives the bytes of a segment, in portions, without the payloads that were taken out.
///
/// Memory for one portion and one line. Where nothing is to be taken out no line is looked at.
struct SegmentCopy {
  let segment: LineSource.Segment
  /// The number of bytes to give; the rest belongs to nobody yet.
  let length: Int64
  /// The payloads to leave out, and the events that took them out.
  let takenOut: [Position: Position]

  private static let portion = 1 << 20

  /// The payloads among these that a segment may hold: from its first position up to the next one's.
  static func concerned(
    _ takenOut: [Position: Position], in segments: [LineSource.Segment], at index: Int
  ) -> [Position: Position] {
    guard !takenOut.isEmpty else { return [:] }
    let first = segments[index].first
    let end = index + 1 < segments.count ? segments[index + 1].first : Position.end
    return takenOut.filter { $0.key >= first && $0.key < end }
  }

  /// Gives the bytes.
  ///
  /// - Throws: also where a line is not sound although a payload beside it is to be erased: what
  ///   such a line holds nobody can tell.
  func forEachPortion(
    _ body: ([UInt8]) throws(SystemError) -> Void
  ) throws(SystemError) {
    if takenOut.isEmpty {
      try forEachStretch(body)
    } else {
      try forEachLine(body)
    }
  }

  private func forEachStretch(
    _ body: ([UInt8]) throws(SystemError) -> Void
  ) throws(SystemError) {
    var offset: Int64 = 0
    while offset < length {
      var bytes: [UInt8] = []
      let most = Int(min(Int64(SegmentCopy.portion), length - offset))
      guard try segment.file.append(to: &bytes, count: most, at: offset) == most else {
        throw .inputOutput(.read, LogLayout.segmentPath(segment.first))
      }
      try body(bytes)
      offset += Int64(most)
    }
  }

  private func forEachLine(_ body: ([UInt8]) throws(SystemError) -> Void) throws(SystemError) {
    var source = LineSource(segments: [segment])
    var portion: [UInt8] = []
    while source.offset < length, let raw = try source.nextLine() {
      let view = source.view(raw.range)
      guard let line = raw.line else {
        throw .inputOutput(.read, LogLayout.segmentPath(segment.first))
      }
      if let by = takenOut[line.position] {
        let place = LogPlace(segment: segment.first, offset: raw.offset)
        let event = RecordedEvent(line: view.array, fields: line, place: place)
        portion += event.withoutPayload(by: by).line
      } else {
        portion.append(contentsOf: view.buffer)
      }
      portion.append(UInt8(ascii: "\n"))
      if portion.count >= SegmentCopy.portion {
        try body(portion)
        portion.removeAll(keepingCapacity: true)
      }
    }
    guard source.offset == length else {
      throw .inputOutput(.read, LogLayout.segmentPath(segment.first))
    }
    if !portion.isEmpty { try body(portion) }
  }

  /// Writes the bytes to a place.
  ///
  /// - Parameter tell: Told how many bytes were written, portion by portion.
  /// - Returns: how many bytes there are.
  @discardableResult
  func write(
    to path: String, of storage: any Storage, readOnly isReadOnly: Bool,
    tell: (Int) throws(SystemError) -> Void = { _ in }
  ) throws(SystemError) -> Int64 {
    var file = try StagedFile(path, in: storage)
    do throws(SystemError) {
      try forEachPortion { bytes throws(SystemError) in
        try file.append(bytes)
        try tell(bytes.count)
      }
      try file.install(readOnly: isReadOnly)
      return file.length
    } catch {
      file.discard()
      throw error
    }
  }
}
