import EventStore

extension Draft {
  /// The records as minutes in text for somebody to review, in UTF-8.
  ///
  /// A question mark stands in front of every value that is doubtful, and keeps `append` from taking the
  /// file; a comment behind each field says from which lines and words it comes.
  public var minutes: [UInt8] {
    var text: [UInt8] = []
    var printed: PrintedSource?
    for (index, record) in records.enumerated() {
      if index > 0 { text.append(UInt8(ascii: "\n")) }
      let printer = record.printer(behind: printed)
      text += printer.text
      printed = printer.printed
    }
    return text
  }
}

extension DraftedRecord {
  /// The record as minutes in text for somebody to review, with a line feed at the end.
  public var minutes: String {
    String(decoding: printer(behind: nil).text, as: UTF8.self)
  }

  /// - Parameter printed: The source that was printed last.
  fileprivate func printer(behind printed: PrintedSource?) -> TextPrinter {
    // What a writer has just written is JSON.
    guard let document = try? JSONDocument(json) else { preconditionFailure("a draft is no JSON") }
    let items = document.root["items"].map { Array($0.elements) } ?? []
    let review = DraftReview(evidence, document.root)
    return TextPrinter(
      document.root, items: items, isDocument: kind == .document, review: review,
      behind: printed)
  }
}
