import EventStore

/// Finds the terms of a segment, and their postings.
extension Segment {
  /// The term of a pair; nothing where no version has it.
  func term(pair key: UInt64) -> Int? {
    let index = lowerBound(pair: key)
    return index < pairCount && self.key(ofPair: index) == key ? index : nil
  }

  /// The terms of pairs whose keys lie in a range.
  func terms(pairs keys: Range<UInt64>) -> Range<Int> {
    let low = lowerBound(pair: keys.lowerBound)
    return low..<max(low, lowerBound(pair: keys.upperBound))
  }

  /// The first pair whose key is not below another.
  private func lowerBound(pair key: UInt64) -> Int {
    let block = block(ofPair: key)
    let first = block * SegmentLayout.pairsPerBlock
    guard first < pairCount, case let keys = bytes(ofBlock: block), !keys.isEmpty else { return 0 }
    return first
      + Segment.place(of: key, in: keys, min(SegmentLayout.pairsPerBlock, pairCount - first))
  }

  /// The block that a pair stands in, if it stands in any.
  private func block(ofPair key: UInt64) -> Int {
    let count = length(of: .pairSamples) / 8
    let samples = bytes(.pairSamples, 0, count * 8)
    guard samples.count == count * 8 else { return 0 }
    // The one before the first block that begins with a key that is above.
    return max(0, Segment.place(of: key &+ 1, in: samples, count) - 1)
  }

  private func bytes(ofBlock block: Int) -> UnsafeRawBufferPointer {
    bytes(.pairBlocks, block * SegmentLayout.pairBlock, SegmentLayout.pairBlock)
  }

  /// The place of the first of some keys in order that is not below another.
  @inline(__always)
  private static func place(
    of key: UInt64, in keys: UnsafeRawBufferPointer, _ count: Int
  ) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low &+ high) &>> 1
      let other = UInt64(
        littleEndian: keys.loadUnaligned(fromByteOffset: middle &* 8, as: UInt64.self))
      if other < key { low = middle &+ 1 } else { high = middle }
    }
    return low
  }

  private func key(ofPair pair: Int) -> UInt64 {
    let (block, place) = pair.quotientAndRemainder(dividingBy: SegmentLayout.pairsPerBlock)
    return number(.pairBlocks, block * (SegmentLayout.pairBlock / 8) + place, as: UInt64.self)
  }

  /// The postings of a pair; nothing where no version has it.
  func postings(ofPair key: UInt64) -> Postings? {
    let block = block(ofPair: key)
    let count = min(SegmentLayout.pairsPerBlock, pairCount - block * SegmentLayout.pairsPerBlock)
    guard count > 0, case let keys = bytes(ofBlock: block), !keys.isEmpty else { return nil }
    let place = Segment.place(of: key, in: keys, count)
    guard place < count,
      UInt64(littleEndian: keys.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self)) == key
    else { return nil }
    let starts = SegmentLayout.startsOfBlock + place * 4
    return postings(
      from: UInt32(littleEndian: keys.loadUnaligned(fromByteOffset: starts, as: UInt32.self)),
      to: UInt32(littleEndian: keys.loadUnaligned(fromByteOffset: starts + 4, as: UInt32.self)))
  }

  /// The term of a text; nothing where no version has it.
  func term(_ tag: TermTag, _ text: some Collection<UInt8>) -> Int? {
    let found = text.withContiguousStorageIfAvailable {
      place(of: UnsafeRawBufferPointer($0), tag)
    }
    return found ?? Array(text).withUnsafeBytes { place(of: $0, tag) }
  }

  private func place(of wanted: UnsafeRawBufferPointer, _ tag: TermTag) -> Int? {
    let texts = texts(of: tag)
    let index = lowerBound(text: wanted, in: texts)
    guard index < texts.upperBound, SystemCalls.order(untagged(index), wanted) == 0 else {
      return nil
    }
    return pairCount + index
  }

  /// The terms of texts that begin with some bytes.
  func terms(_ tag: TermTag, prefix: [UInt8]) -> Range<Int> {
    let texts = texts(of: tag)
    if prefix.isEmpty { return pairCount + texts.lowerBound..<pairCount + texts.upperBound }
    let low = prefix.withUnsafeBytes { lowerBound(text: $0, in: texts) }
    // UTF-8 has no byte 255.
    let high = (prefix + [0xFF]).withUnsafeBytes {
      lowerBound(text: $0, in: low..<texts.upperBound)
    }
    return pairCount + low..<pairCount + high
  }

  private func texts(of tag: TermTag) -> Range<Int> {
    let index = TermTag.allCases.firstIndex(of: tag) ?? 0
    return Int(tagStarts[index])..<Int(tagStarts[index + 1])
  }

  /// Looks at the text of a term, without its tag.
  func withText<Value>(ofTerm term: Int, _ look: (UnsafeRawBufferPointer) -> Value) -> Value {
    look(untagged(term - pairCount))
  }

  /// A text without its tag.
  private func untagged(_ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: text(index).dropFirst())
  }

  private func text(_ index: Int) -> UnsafeRawBufferPointer {
    let (start, end) = places(ofText: index).text
    return bytes(.texts, start, end - start)
  }

  /// The first text of those with one tag that is not before some bytes, the tag left out.
  private func lowerBound(text wanted: UnsafeRawBufferPointer, in range: Range<Int>) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if SystemCalls.order(untagged(middle), wanted) < 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Where a text and its postings begin and end.
  private func places(
    ofText index: Int
  ) -> (text: (start: Int, end: Int), postings: (start: Int, end: Int)) {
    let length = SegmentLayout.textPlace
    let places = bytes(.textPlaces, index * length, length * 2)
    guard places.count == length * 2 else { return ((0, 0), (0, 0)) }
    func place(_ offset: Int) -> Int {
      Int(UInt32(littleEndian: places.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
    return ((place(0), place(length)), (place(4), place(length + 4)))
  }

  /// Where the postings of a term begin and end.
  func place(ofTerm term: Int) -> (start: Int, end: Int) {
    guard term < pairCount else { return places(ofText: term - pairCount).postings }
    let index =
      term / SegmentLayout.pairsPerBlock * (SegmentLayout.pairBlock / 4)
      + SegmentLayout.startsOfBlock / 4 + term % SegmentLayout.pairsPerBlock
    return (
      Int(number(.pairBlocks, index, as: UInt32.self)),
      Int(number(.pairBlocks, index + 1, as: UInt32.self))
    )
  }

  /// The postings of a term.
  func postings(_ term: Int) -> Postings? {
    let (start, end) = place(ofTerm: term)
    return postings(from: UInt32(clamping: start), to: UInt32(clamping: end))
  }

  private func postings(from start: UInt32, to end: UInt32) -> Postings? {
    let section = sections[SegmentLayout.Section.postings.rawValue]
    guard start <= end, end <= section.length,
      let part = file.part(section.start + Int(start), Int(end - start)),
      let postings = Postings(part, versions: count)
    else {
      noteDamage()
      return nil
    }
    return postings
  }
}
