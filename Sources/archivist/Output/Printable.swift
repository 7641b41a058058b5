import Archive

/// Makes text safe to show: what a terminal would obey is shown instead.
enum Printable {
  /// The text in one line; control characters become the pictures that Unicode has for them.
  static func line(_ text: String) -> String { show(text, keepingLines: false) }

  /// A text with marks in one line.
  static func line(_ text: MarkedText) -> MarkedText {
    MarkedText(pieces: text.pieces.map { .init(line($0.text), isMarked: $0.isMarked) })
  }

  /// The text with its line breaks kept.
  static func block(_ text: String) -> String { show(text, keepingLines: true) }

  private static func show(_ text: String, keepingLines: Bool) -> String {
    guard mayBeDangerous(text), text.unicodeScalars.contains(where: isDangerous) else {
      return text
    }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A where keepingLines: shown.append(scalar)
      case 0x09, 0x0A, 0x0D: shown.append(" ")
      case 0x00..<0x20: shown.append(Unicode.Scalar(0x2400 + scalar.value) ?? "?")
      case 0x7F: shown.append("\u{2421}")
      default:
        if isDangerous(scalar) {
          shown.append(
            contentsOf: "<U+\(String(scalar.value, radix: 16, uppercase: true))>".unicodeScalars)
        } else {
          shown.append(scalar)
        }
      }
    }
    return String(shown)
  }

  /// Whether a look at every character is worth its time: most texts have none of the bytes with
  /// which dangerous characters begin.
  private static func mayBeDangerous(_ text: String) -> Bool {
    text.utf8.contains { byte in
      switch byte {
      case ..<0x20, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
      default: false
      }
    }
  }

  /// Control characters, those that turn the direction of text around, and those nobody sees.
  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF:
      true
    default: false
    }
  }
}
