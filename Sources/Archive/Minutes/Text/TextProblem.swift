/// What is wrong with minutes as text, beside what may be wrong with a record in any form.
public enum TextProblem: Hashable, Sendable {
  /// A comment has no end.
  case openComment
  /// A line stands before the first heading.
  case beforeHeading
  /// A heading has nothing behind its `#`.
  case emptyHeading
  /// A line is no key, no item and no part of either.
  case looseLine
  /// A line with a dash has no colon.
  case noColon(String)
  /// A line with a dash has a colon and nothing in front of it.
  case noKey
  /// A key is none that the record or the item knows.
  case unknownKey(String, of: String, nearest: String?)
  /// A key has nothing behind its colon.
  case emptyValue(String)
  /// A key stands twice.
  case repeatedKey(String)
  /// A section is none of those that the record has.
  case unknownSection(String, of: String, nearest: String?)
  /// A key of the record stands below its sections.
  case keyBelowSection(String)
  /// Something beside items stands where only items are to be added.
  case itemsOnly
  /// An item begins with a dash and not with a number.
  case itemWithoutNumber
  /// An item stands outside of a section.
  case itemOutsideSection
  /// A third-order heading stands outside of a document's text.
  case partOutsideText
  /// A question mark is left in front of a value.
  case doubt
  /// A JSON string has an escape that JSON does not know, or something else that it may not hold.
  case badQuotation
  /// Nothing stands between two marks of a list.
  case emptyElement
  /// A parenthesis or a title has no end.
  case unclosed(String)
  /// Where a date is from is none of the words for it.
  case dateBasis(String)
  /// A part of a source is nothing that is known.
  case sourcePart(String)
  /// A part of a vote is nothing that is known.
  case votePart(String)
  /// The first line of a personnel item is not of the form.
  case personnelLine
  /// The first line of a personnel item names several people.
  case severalPersons(String)
  /// A key that must be there is missing.
  case missingKey(String, of: String)
  /// None of several keys is there.
  case missingKeys([String], of: String)
  /// A key may stand only where another has certain values.
  case keyOnlyWhere(String, other: String, isOneOf: [String])
  /// An item has nothing that says what it is about.
  case withoutWords(String)
  /// A member stands on the first line of an item and once more as a key.
  case onFirstLineToo(String)
}

extension TextProblem: CustomStringConvertible {
  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .openComment: "this comment has no end; expected -->"
    case .beforeHeading:
      "found text before the first record; expected a heading such as # 市政府第95次常务会议"
    case .emptyHeading: "found a heading without words; expected a title behind the #"
    case .looseLine:
      "found a line that belongs to nothing; expected '- key: value', a heading or an item, and two"
        + " spaces in front of a line that goes on with the one above"
    case .noColon(let text): "found '\(text)'; expected a colon behind the key"
    case .noKey: "found a colon without a key; expected '- key: value'"
    case .unknownKey(let key, let owner, let nearest):
      "\(key): unknown key of \(owner)" + hint(nearest)
    case .emptyValue(let key):
      "\(key): found nothing behind the colon; leave the line out where nothing is recorded"
    case .repeatedKey(let key): "\(key): stands twice; keep one of them"
    case .unknownSection(let name, let owner, let nearest):
      "\(name): unknown section of \(owner)" + hint(nearest)
    case .keyBelowSection(let key):
      "\(key): a key of the record stands above its sections, a key of an item is set in by three"
        + " spaces"
    case .itemsOnly:
      "only items can be added to a recorded meeting; expected a section such as ## 决议"
    case .itemWithoutNumber: "found a dash; expected an item to begin with its number, as in '1. '"
    case .itemOutsideSection:
      "found an item outside of a section; expected a section above it:"
        + " \(TextKeys.sections.map(\.chinese).joined(separator: ", "))"
    case .partOutsideText:
      "found a heading of the third order; expected it only under ## 正文 of a document"
    case .doubt: "a doubt is left here; check the value and take the question mark away"
    case .badQuotation:
      "found a quotation that is no JSON string; expected \\\" and \\\\ inside of it"
    case .emptyElement: "found nothing between two marks; expected a name there"
    case .unclosed(let mark): "found \(mark) without its partner"
    case .dateBasis(let text):
      "found (\(text)); expected (年份据出版日期), (推定) or (据通过日期)"
    case .sourcePart(let text):
      "found '\(text)'; expected a title and a date, then between | a page such as 第3版, an address,"
        + " lines such as L1-L23, sha256: with 64 digits, or a quote in quotation marks"
    case .votePart(let text): "found '\(text)'; expected votes such as 赞成45、反对0、弃权2"
    case .personnelLine: "found no action and person; expected 任命 张三 为 局长 or 免去 张三 的 局长 职务"
    case .severalPersons(let text): "found '\(text)'; expected one person, and an item for each"
    case .missingKey(let key, let owner): "\(owner) needs \(key)"
    case .missingKeys(let keys, let owner): "\(owner) needs \(keys.joined(separator: " or "))"
    case .keyOnlyWhere(let key, let other, let values):
      "\(key) stands only where \(other) is \(values.joined(separator: " or "))"
    case .withoutWords(let owner): "\(owner) needs words behind its number"
    case .onFirstLineToo(let key): "\(key): stands on the item's first line too; keep one of them"
    }
  }

  private func hint(_ nearest: String?) -> String {
    nearest.map { "; did you mean \($0)?" } ?? ""
  }
}
