import EventStore

/// Finds words in normalised fields.
enum WordMatcher {
  /// Whether a record's normalised fields satisfy all words, each found in one field.
  static func matches(_ words: Words, _ fields: [[UInt8]]) -> Bool {
    words.required.allSatisfy { alternatives in
      alternatives.contains { count($0, in: fields, most: 1) > 0 }
    } && !words.excluded.contains { count($0, in: fields, most: 1) > 0 }
  }

  /// How often a word stands in the fields, counted up to a limit.
  static func count(_ word: Word, in fields: [[UInt8]], most: Int = .max) -> Int {
    var total = 0
    for form in word.forms {
      for field in fields {
        total += count(form, in: field, most: most - total)
        if total >= most { return total }
      }
    }
    return total
  }

  private static func count(_ form: Word.Form, in field: [UInt8], most: Int) -> Int {
    var total = 0
    var at = 0
    while total < most, let found = ByteSearch.find(form.bytes, in: field, from: at) {
      if isWhole(form, at: found, in: field) { total += 1 }
      at = found + 1
    }
    return total
  }

  /// Whether words of the field begin and end where the form does, as far as it asks for that.
  static func isWhole(_ form: Word.Form, at start: Int, in field: [UInt8]) -> Bool {
    if form.beginsWord, start > 0 {
      let before = String(decoding: field[max(0, start - 4)..<start], as: UTF8.self)
      if let scalar = before.unicodeScalars.last, Script.isWord(scalar) { return false }
    }
    let end = start + form.bytes.count
    if form.endsWord || form.endsNumber, end < field.count {
      let after = String(decoding: field[end..<min(field.count, end + 4)], as: UTF8.self)
      guard let scalar = after.unicodeScalars.first else { return true }
      if form.endsWord, Script.isWord(scalar) { return false }
      if form.endsNumber, ChineseNumeral.isNumeral(scalar) { return false }
    }
    return true
  }
}
