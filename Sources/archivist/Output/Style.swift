import Archive

/// Colours and weights, where a terminal shows them.
struct Style {
  /// Whether anything but plain text is written.
  let isOn: Bool

  /// What a piece of text is.
  ///
  /// Yellow and cyan cannot be read on white, and blue not on black; these can be on both.
  enum Role: String {
    case plain = "0"
    case name = "35"
    case kind = "32"
    case found = "1;31"
    case heading = "1"
    case quiet = "2"
    case bad = "31"
    case good = "1;32"
  }

  /// The text in the colour of its role.
  func callAsFunction(_ text: String, _ role: Role) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// A text with what is marked in it shown as found, and everything else in the colour of its role.
  func callAsFunction(_ text: MarkedText, _ role: Role?) -> String {
    guard isOn else { return text.text }
    return text.pieces.map { piece in
      if piece.isMarked { return self(piece.text, .found) }
      return role.map { self(piece.text, $0) } ?? piece.text
    }.joined()
  }

  /// The text without the sequences that style it.
  static func stripped(_ text: String) -> String {
    guard text.utf8.contains(0x1B) else { return text }
    var kept = String.UnicodeScalarView()
    var isInside = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" {
        isInside = true
      } else if !isInside {
        kept.append(scalar)
      } else if scalar.properties.isAlphabetic {
        isInside = false
      }
    }
    return String(kept)
  }
}
