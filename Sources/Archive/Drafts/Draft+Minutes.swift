import EventStore

extension Draft {
  /// The records as minutes in text for somebody to review, in UTF-8.
  ///
  /// A question mark stands in front of every value that is doubtful, and keeps `append` from taking the
  /// file; a comment behind each field says from which lines and words it comes.
  public var minutes: [UInt8] {
    var whole: [UInt8] = []
    eachMinutes { whole += $0 }
    return whole
  }

  /// Hands out the records as minutes in text, one after the other, with what stands between them.
  public func eachMinutes<Failure: Error>(
    _ take: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var printed: PrintedSource?
    var text: [UInt8] = []
    for (index, record) in records.enumerated() {
      text.removeAll(keepingCapacity: true)
      if index > 0 { text.append(UInt8(ascii: "\n")) }
      (text, printed) = record.print(to: consume text, behind: printed)
      try take(text)
    }
  }
}

extension DraftedRecord {
  /// The record as minutes in text for somebody to review, with a line feed at the end.
  public var minutes: String { String(decoding: print(to: [], behind: nil).text, as: UTF8.self) }

  /// Prints the record behind what was printed already.
  fileprivate func print(
    to text: consuming [UInt8], behind printed: PrintedSource?
  ) -> (text: [UInt8], printed: PrintedSource?) {
    // What a writer has just written is JSON.
    guard let document = try? JSONDocument(json) else { preconditionFailure("a draft is no JSON") }
    let items = document.root["items"].map { Array($0.elements) } ?? []
    let printer = TextPrinter(
      document.root, items: items, isDocument: kind == .document,
      review: DraftReview(evidence, document.root), behind: printed, to: consume text)
    return (printer.text, printer.printed)
  }
}
