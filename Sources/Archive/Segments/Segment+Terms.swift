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
    let blocks = 0..<length(of: .pairSamples) / 8
    // The one before the first block that begins with a key that is not below.
    let block = max(0, lowerBound(.pairSamples, key, in: blocks) - 1)
    let first = block * SegmentLayout.pairsPerBlock
    var low = first
    var high = min(pairCount, first + SegmentLayout.pairsPerBlock)
    while low < high {
      let middle = (low + high) / 2
      if self.key(ofPair: middle) < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func key(ofPair pair: Int) -> UInt64 {
    let (block, place) = pair.quotientAndRemainder(dividingBy: SegmentLayout.pairsPerBlock)
    return number(.pairBlocks, block * (SegmentLayout.pairBlock / 8) + place, as: UInt64.self)
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
    tags[TermTag.allCases.firstIndex(of: tag) ?? 0]
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
    let end = Int(number(.textEnds, index, as: UInt32.self))
    let start = index == 0 ? 0 : Int(number(.textEnds, index - 1, as: UInt32.self))
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

  /// Where the postings of a term begin and end.
  func place(ofTerm term: Int) -> (start: Int, end: Int) {
    let (section, index) =
      term < pairCount
      ? (
        SegmentLayout.Section.pairBlocks,
        term / SegmentLayout.pairsPerBlock * (SegmentLayout.pairBlock / 4)
          + SegmentLayout.startsOfBlock / 4 + term % SegmentLayout.pairsPerBlock
      )
      : (.postingStarts, term - pairCount)
    return (
      Int(number(section, index, as: UInt32.self)), Int(number(section, index + 1, as: UInt32.self))
    )
  }

  /// The postings of a term.
  func postings(_ term: Int) -> Postings? {
    let (start, end) = place(ofTerm: term)
    let section = sections[SegmentLayout.Section.postings.rawValue]
    guard start <= end, end <= section.length,
      let part = file.part(section.start + start, end - start),
      let postings = Postings(part, versions: count)
    else {
      noteDamage()
      return nil
    }
    return postings
  }
}
