import EventStore

/// Reads where a term stands in one version after the other.
///
/// Positions are told less an offset, so that those of all terms of a phrase are the same where it begins.
struct PositionReader {
  /// Which of the term's versions is read next, counted from 0; never one before another.
  var rank = 0
  /// The position read last, and whether it is the last one of its version.
  private(set) var start: Int64 = 0
  private(set) var isLast = true

  private let postings: Postings
  private let bytes: UnsafeRawBufferPointer
  private let offset: Int64
  /// Where the positions begin.
  private let first: Int
  /// How many versions end in front of the byte that is read next.
  private var passed = 0
  private var at: Int
  /// The bytes up to here are loaded.
  private var loaded: Int

  /// Nothing where there are no positions, or they make no sense.
  ///
  /// - Parameter isWhole: Whether all positions are loaded at once, and not by pages as they are asked for.
  init?(_ postings: Postings, at offset: UInt32 = 0, isWhole: Bool = false) {
    guard let first = postings.startOfPositions,
      postings.part.load(postings.table..<(isWhole ? postings.bytes.count : first))
    else { return nil }
    self.postings = postings
    bytes = postings.bytes
    self.offset = Int64(offset)
    self.first = first
    at = first
    loaded = isWhole ? bytes.count : first
  }

  /// Reads the first position of the version at hand.
  @inline(__always)
  mutating func begin() -> Int64 {
    if rank != passed { seek() }
    start = 0 &- offset
    return advance()
  }

  /// Reads the next position of the same version; behind the last byte there is none.
  @inline(__always)
  mutating func advance() -> Int64 {
    guard at < loaded || load() else {
      isLast = true
      return start
    }
    let byte = bytes[at]
    at &+= 1
    if byte < PositionCode.more {
      start &+= Int64(byte)
      isLast = true
      passed &+= 1
    } else if byte < PositionCode.far {
      start &+= Int64(byte &- PositionCode.more)
      isLast = false
    } else {
      start &+= far(byte)
    }
    return start
  }

  /// The rest of a distance that begins with a byte for a higher digit.
  @inline(never)
  private mutating func far(_ first: UInt8) -> Int64 {
    var high = UInt32(first &- PositionCode.far) &+ 1
    while at < loaded || load() {
      let byte = bytes[at]
      at &+= 1
      if byte < PositionCode.more {
        isLast = true
        passed &+= 1
        return Int64(high &* UInt32(PositionCode.more) &+ UInt32(byte))
      }
      if byte < PositionCode.far {
        isLast = false
        return Int64(
          high &* UInt32(PositionCode.far &- PositionCode.more)
            &+ UInt32(byte &- PositionCode.more))
      }
      high = high &* 16 &+ UInt32(byte &- PositionCode.far) &+ 1
    }
    isLast = true
    return 0
  }

  /// Goes to the version at hand.
  @inline(never)
  private mutating func seek() {
    let skip = rank / SegmentLayout.versionsPerSkip
    if skip > passed / SegmentLayout.versionsPerSkip {
      let place = postings.place(ofSkip: skip, first)
      if place.offset < at || place.offset > loaded { loaded = place.offset }
      (passed, at) = place
      if loaded == at, at < bytes.count { _ = load() }
    }
    pass(rank &- passed)
    passed = rank
  }

  /// Goes past the positions of so many versions.
  private mutating func pass(_ versions: Int) {
    var rest = versions
    // Two words at a time, as long as no more versions end in them than are to be passed.
    while rest > 16, at &+ 16 <= loaded {
      rest &-= PositionReader.count(ends(at) &>> 7 &+ ends(at &+ 8) &>> 7)
      at &+= 16
    }
    while rest > 0 {
      guard at &+ 8 <= loaded else {
        guard at < loaded || load() else { return }
        if bytes[at] < PositionCode.more { rest &-= 1 }
        at &+= 1
        continue
      }
      var ends = ends(at)
      let count = PositionReader.count(ends &>> 7)
      if count < rest {
        rest &-= count
        at &+= 8
      } else {
        for _ in 1..<rest { ends &= ends &- 1 }
        at &+= ends.trailingZeroBitCount / 8 &+ 1
        return
      }
    }
  }

  /// The bytes of a word that end a version, by their highest bits.
  @inline(__always)
  private func ends(_ offset: Int) -> UInt64 {
    PositionCode.ends(
      in: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
  }

  /// The sum of the bytes of a word.
  @inline(__always)
  private static func count(_ ones: UInt64) -> Int {
    Int(truncatingIfNeeded: (ones &* 0x0101_0101_0101_0101) &>> 56)
  }

  /// Loads the page of the next byte; false where there is none.
  @inline(never)
  private mutating func load() -> Bool {
    guard at < bytes.count, let end = postings.part.loadPage(of: at) else { return false }
    loaded = end
    return true
  }
}

// MARK: - Phrases

extension PositionReader {
  /// Whether two terms stand at their places of a phrase in the version at hand.
  @inline(__always)
  static func meet(_ one: inout PositionReader, _ other: inout PositionReader) -> Bool {
    var here = one.begin()
    var there = other.begin()
    while here != there {
      if here < there {
        if one.isLast { return false }
        here = one.advance()
      } else {
        if other.isLast { return false }
        there = other.advance()
      }
    }
    return true
  }

  /// Whether all terms stand at their places of a phrase in the version at hand.
  @inline(__always)
  static func meet(_ readers: UnsafeMutableBufferPointer<PositionReader>) -> Bool {
    var start = readers[0].begin()
    var (index, begun, agreed) = (1, 1, 1)
    while agreed < readers.count {
      var here: Int64
      if index == begun {
        here = readers[index].begin()
        begun &+= 1
      } else {
        here = readers[index].start
      }
      while here < start, !readers[index].isLast { here = readers[index].advance() }
      if here < start { return false }
      if here == start {
        agreed &+= 1
      } else {
        start = here
        agreed = 1
      }
      index = index &+ 1 == readers.count ? 0 : index &+ 1
    }
    return true
  }
}
