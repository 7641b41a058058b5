/// Finds in which versions some terms stand at the places of a phrase, by reading the positions of each
/// term once from front to back.
///
/// Where many versions are to be looked at, that costs less than looking up where the positions of each
/// begin.
struct PhraseSweep {
  /// A term of the phrase.
  private struct Term {
    let versions: [UInt64]
    let positions: UnsafeRawBufferPointer
    let offset: Int64
  }

  private let terms: [Term]

  /// A term that more versions have than so many times those that are to be looked at is better looked up.
  private static let leastShare = 32
  /// So few versions are better looked up, since each word of all bits is looked at.
  private static let fewest = 128

  /// - Parameters:
  ///   - terms: What must stand where in the phrase; at least two, each a single one.
  ///   - count: How many versions there are to be looked at.
  /// - Returns: nothing where reading all of them is not worth it.
  init?(
    _ terms: [FormTerms.Atom], lookingAt count: Int
  ) {
    guard count > PhraseSweep.fewest,
      terms.allSatisfy({ $0.count <= count * PhraseSweep.leastShare })
    else { return nil }
    var all: [Term] = []
    for term in terms {
      guard let positions = term.first.positions() else { return nil }
      all.append(
        Term(
          versions: term.first.allBits, positions: positions, offset: Int64(term.offset)))
    }
    self.terms = all
  }

  /// Those of some versions, told by bits, that have the phrase; each has all terms.
  func versions(among wanted: [UInt64]) -> [UInt64] {
    if terms.count == 2 { return versionsOfTwo(among: wanted) }
    var found = [UInt64](repeating: 0, count: wanted.count)
    withUnsafeTemporaryAllocation(of: Reader.self, capacity: terms.count) { readers in
      for (index, term) in terms.enumerated() {
        readers.initializeElement(at: index, to: Reader(term.positions, term.offset))
      }
      for index in wanted.indices { found[index] = sweep(word: index, wanted[index], readers) }
    }
    return found
  }

  /// The same of two terms, which most phrases consist of.
  private func versionsOfTwo(among wanted: [UInt64]) -> [UInt64] {
    var found = [UInt64](repeating: 0, count: wanted.count)
    var one = Reader(terms[0].positions, terms[0].offset)
    var other = Reader(terms[1].positions, terms[1].offset)
    terms[0].versions.withUnsafeBufferPointer { ones in
      terms[1].versions.withUnsafeBufferPointer { others in
        for index in wanted.indices {
          var hits: UInt64 = 0
          var rest = wanted[index]
          var done: UInt64 = 0
          while rest != 0 {
            let bit = rest & (0 &- rest)
            let below = bit &- 1
            one.skip(ones[index] & below & ~done)
            other.skip(others[index] & below & ~done)
            if PhraseSweep.meet(&one, &other) { hits |= bit }
            done = below | bit
            rest &= rest &- 1
          }
          one.skip(ones[index] & ~done)
          other.skip(others[index] & ~done)
          found[index] = hits
        }
      }
    }
    return found
  }

  @inline(__always)
  private static func meet(_ one: inout Reader, _ other: inout Reader) -> Bool {
    var here = one.begin()
    var there = other.begin()
    while here != there {
      if here < there {
        if one.isLast { break }
        here = one.advance()
      } else {
        if other.isLast { break }
        there = other.advance()
      }
    }
    one.leave()
    other.leave()
    return here == there
  }

  @inline(__always)
  private func sweep(
    word: Int, _ wanted: UInt64, _ readers: UnsafeMutableBufferPointer<Reader>
  ) -> UInt64 {
    var hits: UInt64 = 0
    var rest = wanted
    // The bits up to the version that was looked at last.
    var done: UInt64 = 0
    while rest != 0 {
      let bit = rest & (0 &- rest)
      let below = bit &- 1
      let between = below & ~done
      for index in readers.indices {
        readers[index].skip(terms[index].versions[word] & between)
      }
      if PhraseSweep.meet(readers) { hits |= bit }
      done = below | bit
      rest &= rest &- 1
    }
    for index in readers.indices { readers[index].skip(terms[index].versions[word] & ~done) }
    return hits
  }

  /// Whether all agree on a beginning in the version at hand, which they are then behind or in.
  @inline(__always)
  private static func meet(_ readers: UnsafeMutableBufferPointer<Reader>) -> Bool {
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
      if here < start { break }
      if here == start {
        agreed &+= 1
      } else {
        start = here
        agreed = 1
      }
      index = index &+ 1 == readers.count ? 0 : index &+ 1
    }
    for index in 0..<begun { readers[index].leave() }
    for index in begun..<readers.count { readers[index].pending &+= 1 }
    return agreed == readers.count
  }

  /// Reads the positions of one version after the other.
  private struct Reader {
    private let positions: UnsafeRawBufferPointer
    private var at = 0
    /// How many versions are to be passed before the next one is read.
    var pending = 0
    /// Where the phrase begins if the position read last is one of it.
    private(set) var start: Int64 = 0
    /// Whether that position is the last one of its version.
    private(set) var isLast = true
    private let offset: Int64

    init(_ positions: UnsafeRawBufferPointer, _ offset: Int64) {
      self.positions = positions
      self.offset = offset
    }

    /// Goes past versions, told by bits.
    @inline(__always)
    mutating func skip(_ versions: UInt64) {
      if versions != 0 { pending &+= versions.nonzeroBitCount }
    }

    /// Reads the first position of the next version.
    @inline(__always)
    mutating func begin() -> Int64 {
      if pending > 0 { pass() }
      start = 0 &- offset
      return advance()
    }

    /// Reads the next position; behind the last byte there is none.
    @inline(__always)
    mutating func advance() -> Int64 {
      guard at < positions.count else {
        isLast = true
        return start
      }
      let byte = positions[at]
      at &+= 1
      isLast = byte < PositionCode.more
      if byte < PositionCode.more {
        start &+= Int64(byte)
      } else if byte < PositionCode.far {
        start &+= Int64(byte &- PositionCode.more)
      } else {
        start &+= far(byte)
      }
      return start
    }

    /// The rest of a distance that begins with a byte for a higher digit.
    ///
    /// `PositionReader` reads the same, and loads pages and counts versions while it does, which made a
    /// sweep through it a third slower.
    private mutating func far(_ first: UInt8) -> Int64 {
      var high = UInt32(first &- PositionCode.far) &+ 1
      while at < positions.count {
        let byte = positions[at]
        at &+= 1
        if byte < PositionCode.more {
          isLast = true
          return Int64(high &* UInt32(PositionCode.more) &+ UInt32(byte))
        }
        if byte < PositionCode.far {
          return Int64(
            high &* UInt32(PositionCode.far &- PositionCode.more)
              &+ UInt32(byte &- PositionCode.more))
        }
        high = high &* 16 &+ UInt32(byte &- PositionCode.far) &+ 1
      }
      isLast = true
      return 0
    }

    /// Leaves the version at hand.
    @inline(__always)
    mutating func leave() { if !isLast { pending = 1 } }

    /// Goes past the versions that are pending.
    private mutating func pass() {
      var rest = pending
      pending = 0
      while at &+ 8 <= positions.count {
        let word = UInt64(
          littleEndian: positions.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        var ends = PositionCode.ends(in: word)
        let count = Int(truncatingIfNeeded: ((ends &>> 7) &* 0x0101_0101_0101_0101) &>> 56)
        if count >= rest {
          for _ in 1..<rest { ends &= ends &- 1 }
          at &+= ends.trailingZeroBitCount / 8 &+ 1
          return
        }
        rest &-= count
        at &+= 8
      }
      while at < positions.count {
        if positions[at] < PositionCode.more { rest &-= 1 }
        at &+= 1
        if rest == 0 { return }
      }
    }
  }
}
