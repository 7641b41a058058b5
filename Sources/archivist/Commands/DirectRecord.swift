import Archive

/// The record that a question means which is nothing but its number.
///
/// Whoever asks for a form, a filter or a count asks for words: programs get what they always get.
struct DirectRecord {
  let arguments: Arguments
  let session: Session

  /// Years that people look for as a word.
  private static let years: ClosedRange<UInt64> = 1900...2100

  /// Shows the record, where the words are the number of one and of no other.
  func show(_ query: Query, in archive: Archive) throws(Failure) -> Bool {
    guard arguments.isPlain, let text = query.words?.text,
      let number = try accession(text, query, archive)
    else { return false }
    let index = try session.index(of: number, in: archive, asOf: query.asOf)
    guard let entry = index.entry(number) else { return false }
    try RecordPage(entry, index.items(of: number)).write(to: session.output)
    session.note(.wentStraight(to: number, for: text))
    return true
  }

  private func accession(
    _ text: String, _ query: Query, _ archive: Archive
  ) throws(Failure) -> AccessionNumber? {
    if let number = AccessionNumber(text) {
      return number.item == 0 && DirectRecord.years.contains(number.serial) ? nil : number
    }
    let number = DocumentNumber(text)
    guard number.serial != nil else { return nil }
    var numbered = Query()
    numbered.number = number.canonical
    numbered.asOf = query.asOf
    numbered.limit = 2
    let answer = try session.answer(numbered, of: archive)
    let entries = Array(answer.index.entries(of: answer.result))
    return entries.count == 1 ? entries[0].accession : nil
  }
}

extension Arguments {
  /// Whether nothing is asked for beside words, or what is said of the archive and of how to tell it.
  fileprivate var isPlain: Bool {
    options.allSatisfy { given in
      given.name == FilterOptions.asOf.name || OptionSpec.common.contains { $0.name == given.name }
    }
  }
}
