/// A word as it stands on the command line of a shell, perhaps with a quotation that is still open.
struct ShellWord: Equatable {
  /// The mark of the quotation that is open at the end of the word.
  let quotation: Character?
  /// What the shell takes the word for.
  let text: String

  /// Reads a word as bash and fish write them; a tilde stays.
  init(_ raw: String) {
    var text = ""
    var quotation: Character?
    var isEscaped = false
    for character in raw {
      if isEscaped {
        // Inside of double quotes a backslash stands for itself, unless something needs it.
        if quotation == "\"", !"\"\\$`".contains(character) { text.append("\\") }
        text.append(character)
        isEscaped = false
      } else if character == "\\", quotation != "'" {
        isEscaped = true
      } else if character == quotation {
        quotation = nil
      } else if quotation == nil, character == "\"" || character == "'" {
        quotation = character
      } else {
        text.append(character)
      }
    }
    self.text = text
    self.quotation = quotation
  }

  /// A text as bash wants it behind the mark of an open quotation, or without one.
  static func bash(_ text: String, inside quotation: Character?) -> String {
    switch quotation {
    case "'": text.replacing("'", with: "'\\''")
    case "\"": escape(text, "\"\\$`")
    default: escape(text, " \"'\\$`&;|<>()[]{}*?!#~=%^")
    }
  }

  private static func escape(_ text: String, _ special: String) -> String {
    var escaped = ""
    for character in text {
      if special.contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
