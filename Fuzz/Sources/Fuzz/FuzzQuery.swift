@testable import Archive

/// Any text as the words of a question, a date, a document number and an accession number.
enum FuzzQuery {
  static func run(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    if let words = try? Words(text) {
      precondition(!words.required.isEmpty || !words.excluded.isEmpty, "a question without words")
    }
    if let date = PartialDate(text) {
      precondition(PartialDate("\(date)") == date, "a date printed is another: \(date)")
    }
    _ = PartialDate.Part(asTyped: text)
    _ = DocumentNumber(text)
    if let number = AccessionNumber(text) {
      precondition(AccessionNumber("\(number)") == number, "a number printed is another")
    }
  }
}
