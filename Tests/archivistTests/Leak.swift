import Foundation

/// Words that must not be found, in every form in which a program may write them.
struct Leak {
  private let forms: [(name: String, text: String)]

  /// - Parameters:
  ///   - word: The word, as it is planted: in traditional characters.
  ///   - simplified: The same as it is normalised.
  init(_ word: String, simplified: String) {
    var forms: [(name: String, text: String)] = []
    for word in [word, simplified] {
      forms.append(("plain", word))
      forms.append(("escaped", word.utf16.map { "\\u" + String($0, radix: 16) }.joined()))
      forms.append(("percent", word.utf8.map { "%" + String($0, radix: 16) }.joined()))
      forms.append(("hexadecimal", word.utf8.map { String($0, radix: 16) }.joined()))
      forms.append(("entities", word.unicodeScalars.map { "&#\($0.value);" }.joined()))
      for shift in 0..<3 {
        // What does not depend on the bytes beside it.
        let padded = Data(Array(repeating: 0x61, count: shift) + Array(word.utf8))
        let code = padded.base64EncodedString().filter { $0 != "=" }
        let whole = padded.count / 3 * 4
        forms.append(("base64", String(code.prefix(whole).dropFirst(shift == 0 ? 0 : 4))))
      }
    }
    self.forms = forms
  }

  /// The form in which the word stands in a text, also across the ends of lines and in any case;
  /// nothing where it does not.
  func form(in text: String) -> String? {
    let plain = text.lowercased()
    let joined = String(plain.unicodeScalars.filter { !$0.properties.isWhitespace })
    for form in forms {
      if form.name == "base64" {
        if text.contains(form.text) { return form.name }
      } else if plain.contains(form.text.lowercased()) || joined.contains(form.text.lowercased()) {
        return form.name
      }
    }
    return nil
  }

  /// The words around each place of the word, for whoever reads that a test failed.
  func places(in text: String) -> [String] {
    text.split(separator: "\n").filter { form(in: String($0)) != nil }.prefix(3).map {
      String($0.prefix(300))
    }
  }
}
