/// A text beside its normalised form, so that what is found in one can be shown in the other.
///
/// The smallest thing that it tells apart is a character as people count them: a match that begins
/// or ends inside of what one character became takes in the whole character.
struct Alignment {
  private let text: String
  /// The normalised form.
  let normalized: [UInt8]
  /// The characters, in order.
  private let indices: [String.Index]
  /// For each character, how many normalised bytes there were when it was read; what it became
  /// begins there, or behind a space for a line break that waited for it.
  private let starts: [Int]

  /// Normalises a text and keeps the places; several times slower than to normalise it.
  init(_ text: String) {
    self.text = text
    var result = NormalizedText(capacity: text.utf8.count)
    var starts: [Int] = []
    for character in text {
      starts.append(result.count)
      result.append(character)
    }
    normalized = result.finish()
    self.starts = starts
    indices = Array(text.indices)
  }

  /// The characters that became a range of the normalised bytes, which is not empty.
  func place(of range: Range<Int>) -> Range<String.Index> {
    // Of characters that became nothing, the last one that could begin here does.
    let first = max(0, firstPlace { $0 > range.lowerBound } - 1)
    let end = max(firstPlace { $0 >= range.upperBound }, first)
    func index(_ place: Int) -> String.Index {
      place < indices.count ? indices[place] : text.endIndex
    }
    return index(first)..<index(end)
  }

  /// The first character whose start is beyond something.
  private func firstPlace(_ isBeyond: (Int) -> Bool) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(starts[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension NormalizedText {
  /// Appends what a character becomes.
  fileprivate mutating func append(_ character: Character) {
    if character == "\r\n" {
      breakLine()
      return
    }
    for scalar in character.unicodeScalars {
      switch scalar.value {
      case 0x0A: breakLine()
      case ..<0x80: append(ascii: UInt8(truncatingIfNeeded: scalar.value))
      default: FoldingTables.fold(scalar.value, into: &self)
      }
    }
  }
}
