/// Which characters stand alone and which make words.
enum Script {
  /// Whether a character is one of the Han script, each of which may begin or end a phrase.
  static func isHan(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x3FFFF: true
    case 0x2E80...0x2FDF, 0x3005, 0x3007, 0x3021...0x3029, 0x3038...0x303B, 0xF900...0xFAFF: true
    default: false
    }
  }

  /// Whether a character takes two columns and is set without a space: Han, its punctuation, and
  /// what has full width.
  static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3001...0x303F, 0xFF01...0xFF60: true
    default: isHan(scalar)
    }
  }

  /// What stands beside a line break, once normalised.
  enum Side {
    /// Han, or punctuation of its own.
    case chinese
    /// Punctuation of any script: what （ and ， become is this.
    case punctuation
    case other

    init(_ scalar: UInt32) {
      switch scalar {
      case 0x3001...0x303F: self = .chinese
      case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, 0x2010...0x2027: self = .punctuation
      default: self = Script.isHan(scalar) ? .chinese : .other
      }
    }
  }

  /// Whether a character belongs to a word of another script: a letter, a mark or a digit.
  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 {
      switch UInt8(truncatingIfNeeded: scalar.value) {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        return true
      default: return false
      }
    }
    switch scalar.value {
    // Punctuation that is common in Chinese, to spare looking its properties up.
    case 0x2010...0x2027, 0x3001...0x3004, 0x3008...0x3020: return false
    default: break
    }
    if isHan(scalar.value) { return false }
    let properties = scalar.properties
    if properties.isAlphabetic { return true }
    if case .some = properties.numericType { return true }
    return properties.canonicalCombiningClass != .notReordered
  }
}
