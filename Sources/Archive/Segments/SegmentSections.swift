import EventStore

/// The sections of a segment in the making.
struct SegmentSections {
  private var all = [[UInt8]](repeating: [], count: SegmentLayout.Section.allCases.count)

  subscript(section: SegmentLayout.Section) -> [UInt8] {
    get { all[section.rawValue] }
    _modify { yield &all[section.rawValue] }
  }

  @inline(__always)
  mutating func append<Number: FixedWidthInteger>(
    _ number: Number, to section: SegmentLayout.Section
  ) {
    withUnsafeBytes(of: number.littleEndian) { all[section.rawValue].append(contentsOf: $0) }
  }

  /// Tells where the next text begins, or where the last one ends; where its postings begin is told later.
  mutating func appendTextPlace() {
    append(UInt32(truncatingIfNeeded: self[.texts].count), to: .textPlaces)
    append(0 as UInt32, to: .textPlaces)
  }

  /// Header and sections one after the other; nothing where a section is too long to be addressed.
  ///
  /// - Parameters:
  ///   - pairs: The keys of the pairs, in order, which are terms in front of the texts.
  ///   - length: About how many bytes there will be.
  ///   - memory: Is used for them where it suffices.
  ///   - postings: Appends the postings, and gives where those of each term begin and the last ones end.
  func bytes(
    header: [SegmentLayout.Header: UInt64], pairs: [UInt64], mostly length: Int,
    in memory: SegmentMemory.OfBytes,
    postings: (inout [UInt8]) -> [UInt32]?
  ) -> [UInt8]? {
    var words = SegmentLayout.Header.allCases.filter { $0 != .sections }.map { header[$0] ?? 0 }
    let texts = Int(header[.texts] ?? 0)
    let blocks = (pairs.count + SegmentLayout.pairsPerBlock - 1) / SegmentLayout.pairsPerBlock
    var starts: (written: [UInt32]?, ofPairs: Int, ofTexts: Int) = (nil, 0, 0)
    // The pages that are not written to cost nothing.
    let room =
      length + all.reduce(0) { $0 + $1.count } + (blocks + 2) * SegmentLayout.pairBlock
    var bytes = memory.segment
    memory.segment = []
    bytes.removeAll(keepingCapacity: true)
    if bytes.capacity < room {
      bytes = []
      bytes = [UInt8](unsafeUninitializedCapacity: room + room / 16) { bytes, _ in
        if room >= 1 << 22 { SystemCalls.preferLargePages(UnsafeMutableRawBufferPointer(bytes)) }
      }
    }
    bytes += repeatElement(0, count: SegmentLayout.headerLength)
    for section in SegmentLayout.Section.allCases {
      if section == .pairBlocks, blocks > 0 {
        let beyond = bytes.count % SegmentLayout.pairBlock
        bytes += repeatElement(0, count: beyond > 0 ? SegmentLayout.pairBlock - beyond : 0)
      }
      let start = bytes.count
      switch section {
      case .pairBlocks:
        starts.ofPairs = start
        bytes += repeatElement(0, count: blocks * SegmentLayout.pairBlock)
      case .textPlaces:
        starts.ofTexts = start
        bytes += all[section.rawValue]
      case .postings:
        guard let written = postings(&bytes) else { return nil }
        starts.written = written
      default: bytes += all[section.rawValue]
      }
      let count = bytes.count - start
      guard count <= UInt32.max else { return nil }
      words += [UInt64(start), UInt64(count)]
      bytes += repeatElement(0, count: (8 - count % 8) % 8)
    }
    guard let written = starts.written, written.count == pairs.count + texts + 1 else {
      return nil
    }
    bytes.withUnsafeMutableBytes { bytes in
      for (index, word) in words.enumerated() {
        bytes.storeBytes(of: word.littleEndian, toByteOffset: index * 8, as: UInt64.self)
      }
      SegmentSections.write(pairs, written, to: bytes, at: starts.ofPairs)
      for (index, start) in written[pairs.count...].enumerated() {
        bytes.storeBytes(
          of: start.littleEndian,
          toByteOffset: starts.ofTexts + index * SegmentLayout.textPlace + 4, as: UInt32.self)
      }
    }
    return bytes
  }

  /// Writes the blocks of pairs: their keys, and where the postings of each begin and those of the last one end.
  private static func write(
    _ pairs: [UInt64], _ starts: [UInt32], to bytes: UnsafeMutableRawBufferPointer, at place: Int
  ) {
    for first in stride(from: 0, to: pairs.count, by: SegmentLayout.pairsPerBlock) {
      let block = place + first / SegmentLayout.pairsPerBlock * SegmentLayout.pairBlock
      let end = min(first + SegmentLayout.pairsPerBlock, pairs.count)
      for pair in first..<end {
        bytes.storeBytes(
          of: pairs[pair].littleEndian, toByteOffset: block + (pair - first) * 8, as: UInt64.self)
      }
      for pair in first...end {
        bytes.storeBytes(
          of: starts[pair].littleEndian,
          toByteOffset: block + SegmentLayout.startsOfBlock + (pair - first) * 4, as: UInt32.self)
      }
    }
  }
}
