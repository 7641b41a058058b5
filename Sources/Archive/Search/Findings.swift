import EventStore

/// Where the words of a question stand in a record.
public struct Findings: Sendable {
  /// The record's title, with the words that stand in it marked.
  public let title: MarkedText
  /// The field to show beside the title, where a word stands that the title has not.
  public let passage: Passage?

  /// A field, with the words that stand in it marked.
  public struct Passage: Sendable {
    /// The whole field.
    public let text: MarkedText
    /// The stretch of it that should be seen.
    public let focus: Int
  }
}

extension Entry {
  /// Finds the words of a question in this record; places are those of the text as it was recorded.
  public func findings(of words: Words) -> Findings {
    let fields = RecordText(kind: kind, payload: members).fields.map { SearchedField($0, words) }
    let missing = fields[0].places.indices.filter { fields[0].places[$0].isEmpty }
    return Findings(title: fields[0].marked, passage: passage(missing, fields.dropFirst()))
  }

  /// The field that has the most of the words that are missing in the title; the first of several.
  private func passage(
    _ missing: [Int], _ fields: ArraySlice<SearchedField>
  ) -> Findings.Passage? {
    var best: (field: SearchedField, count: Int)?
    for field in fields {
      let count = missing.count { !field.places[$0].isEmpty }
      if count > best?.count ?? 0 { best = (field, count) }
    }
    guard let field = best?.field,
      let place = missing.flatMap({ field.places[$0] }).map(\.lowerBound).min()
    else { return nil }
    let marked = field.marked
    var focus = 0
    var at = field.text.startIndex
    for (index, piece) in marked.pieces.enumerated() where at <= place {
      focus = index
      at = field.text.utf8.index(at, offsetBy: piece.text.utf8.count)
    }
    return Findings.Passage(text: marked, focus: focus)
  }
}

/// A field in which words were looked for.
private struct SearchedField {
  let text: String
  /// The places of each required word.
  let places: [[Range<String.Index>]]

  init(_ text: String, _ words: Words) {
    self.text = text
    let alignment = Alignment(text)
    places = words.required.map { alternatives in
      alternatives.flatMap { WordMatcher.places(of: $0, in: alignment.normalized) }
        .map(alignment.place)
    }
  }

  var marked: MarkedText { MarkedText(text, marking: places.flatMap { $0 }) }
}

extension WordMatcher {
  /// Every place of a word in a normalised field; places may overlap.
  static func places(of word: Word, in field: [UInt8]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    for form in word.forms {
      var at = 0
      while let found = ByteSearch.find(form.bytes, in: field, from: at) {
        if isWhole(form, at: found, in: field) {
          places.append(found..<found + form.bytes.count)
        }
        at = found + 1
      }
    }
    return places
  }
}

extension RecordText {
  /// The fields that words search, as they were recorded; the first is the title.
  var fields: [String] {
    var fields = [title]
    fields += RecordText.searched.compactMap { payload[$0]?.string }
    guard kind == .document, let sections = payload["sections"] else { return fields }
    for section in sections.elements {
      fields += ["heading", "text"].compactMap { section[$0]?.string }
    }
    return fields
  }
}
