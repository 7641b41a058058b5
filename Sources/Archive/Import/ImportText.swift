/// Makes texts of other systems fit for a record.
enum ImportText {
  /// A text of any number of lines, without white space at the ends of it and of its lines, and
  /// whether control characters were taken out.
  static func paragraphs(_ text: String) -> (text: String, isCleaned: Bool) {
    let (plain, isCleaned) = withoutControls(text)
    guard plain.utf8.contains(0x0A) else { return (plain.trimmed, isCleaned) }
    var lines: [Substring] = []
    for line in plain.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = withoutSpaceAtEnd(Substring(line))
      // More than one empty line says no more than one.
      if line.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(line)
    }
    return (lines.joined(separator: "\n").trimmed, isCleaned)
  }

  /// A text in one line.
  static func line(_ text: String) -> (text: String, isCleaned: Bool) {
    let (text, isCleaned) = paragraphs(text)
    guard text.utf8.contains(0x0A) else { return (text, isCleaned) }
    let lines = text.unicodeScalars.split(separator: "\n").map { Substring($0).trimmed }
    return (lines.joined(separator: " "), isCleaned)
  }

  /// The text with line breaks of one kind, tabs as spaces, and no other control characters.
  private static func withoutControls(_ text: String) -> (String, Bool) {
    guard text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F || $0 == 0xC2 }) else {
      return (text, false)
    }
    var result = String.UnicodeScalarView()
    var isCleaned = false
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: if last != "\r" { result.append("\n") }
      case 0x0D: result.append("\n")
      case 0x09: result.append(" ")
      case 0xA0: result.append(" ")
      case ..<0x20, 0x7F..<0xA0: isCleaned = true
      default: result.append(scalar)
      }
      last = scalar
    }
    return (String(result), isCleaned)
  }

  private static func withoutSpaceAtEnd(_ line: Substring) -> Substring {
    var rest = line
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest
  }
}
