import EventStore

/// Writes HTML element by element, so that every tag is closed and every text escaped.
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []

  typealias Attributes = KeyValuePairs<String, String>

  /// Writes the line in front of everything else.
  mutating func doctype() { declaration(["<!doctype", "html>"]) }

  /// Writes the line in front of XML.
  mutating func xmlDeclaration() {
    declaration(["<?xml", "version=\"1.0\"", "encoding=\"UTF-8\"?>"])
  }

  private mutating func declaration(_ parts: [String]) {
    bytes += Array(parts.joined(separator: " ").utf8)
    lineBreak()
  }

  /// Writes an element with what stands inside of it.
  mutating func element(
    _ name: String, _ attributes: Attributes = [:], _ content: (inout HTMLWriter) -> Void
  ) {
    begin(name, attributes)
    content(&self)
    end(name)
  }

  /// Writes an element that holds one text.
  mutating func element(_ name: String, _ attributes: Attributes, _ text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// Writes an element without attributes that holds one text.
  mutating func element(_ name: String, _ text: String) { element(name, [:], text) }

  /// Writes an element that holds one phrase.
  mutating func element(_ name: String, _ attributes: Attributes, _ phrase: Phrase) {
    element(name, attributes) { $0.phrase(phrase) }
  }

  /// Writes an element without attributes that holds one phrase.
  mutating func element(_ name: String, _ phrase: Phrase) { element(name, [:], phrase) }

  /// Writes an element that holds words of a record, and tells whose language they are in where that can
  /// be seen.
  mutating func recorded(_ name: String, _ attributes: Attributes, _ text: String) {
    let language = HTMLWriter.language(of: text).map { [("lang", $0)] } ?? []
    begin(name, attributes, language)
    self.text(text)
    end(name)
  }

  /// Writes an element that can hold nothing.
  mutating func void(_ name: String, _ attributes: Attributes = [:]) { begin(name, attributes) }

  /// Writes a text.
  mutating func text(_ text: String) { HTMLWriter.append(text, to: &bytes) }

  /// Writes a phrase in both languages, of which the page shows the reader's.
  mutating func phrase(_ phrase: Phrase) {
    guard phrase[.chinese] != phrase[.english] else { return text(phrase[.english]) }
    for language in Language.allCases {
      element("span", ["class": language.rawValue, "lang": language.rawValue]) {
        $0.text(phrase[language])
      }
    }
  }

  /// Writes JSON that no script runs.
  mutating func json(_ attributes: Attributes, _ json: [UInt8]) {
    begin("script", attributes)
    bytes += json
    end("script")
  }

  /// Breaks the line, for whoever reads the source.
  mutating func lineBreak() { bytes.append(UInt8(ascii: "\n")) }

  /// Writes the tag in front of what an element holds.
  mutating func begin(
    _ name: String, _ attributes: Attributes, _ more: [(String, String)] = []
  ) {
    bytes += Array("<\(name)".utf8)
    for (name, value) in attributes { append(name, value) }
    for (name, value) in more { append(name, value) }
    bytes.append(UInt8(ascii: ">"))
  }

  /// Writes the tag behind what an element holds.
  mutating func end(_ name: String) { bytes += Array("</\(name)>".utf8) }

  private mutating func append(_ name: String, _ value: String) {
    bytes += Array(" \(name)=\"".utf8)
    text(value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// The language of a text, as far as its script tells.
  static func language(of text: String) -> String? {
    let isChinese = text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    return isChinese ? Language.chinese.rawValue : nil
  }

  /// Appends a text in which a reader of HTML or XML finds nothing but text; characters that neither may
  /// hold become U+FFFD.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
      case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
      case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
      case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
      case 0x09, 0x0A, 0x0D: bytes.append(byte)
      case ..<0x20, 0x7F: bytes += Array("\u{FFFD}".utf8)
      default: bytes.append(byte)
      }
    }
  }
}
