/// A body's name, and the term of office that stands in it: 市五届人大常委会 is 市人大常委会, term 5.
///
/// A term is a number with 届 behind it, with or without 第 in front: 重庆市第五届人民代表大会, 第14届全国人大,
/// 市政协五届常委会. Words such as 本届 and years (2020届) name no term. Where several terms stand in one
/// name, nobody can tell which is the body's, and it is left as it is.
public struct BodyName: Hashable, Sendable {
  /// The name without the term.
  public let name: String
  /// The term that stood in it.
  public let term: Int?

  /// No body has had more terms; what is more is a year.
  private static let mostTerms = 99

  /// Reads a name.
  public init(_ text: String) {
    guard BodyName.mayHaveTerm(text) else {
      (name, term) = (text, nil)
      return
    }
    let scalars = Array(text.unicodeScalars)
    let found = scalars.indices.compactMap { BodyName.term(endingAt: $0, in: scalars) }
    var rest = String.UnicodeScalarView()
    if found.count == 1, let only = found.first {
      rest.append(contentsOf: scalars[..<only.range.lowerBound])
      rest.append(contentsOf: scalars[only.range.upperBound...])
    }
    let isBody = rest.contains { !$0.properties.isWhitespace }
    name = isBody ? String(rest) : text
    term = isBody ? found.first?.number : nil
  }

  /// Whether the last byte of 届 (E5 B1 8A) and 屆 (E5 B1 86) stands behind the one before it anywhere.
  private static func mayHaveTerm(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var before: UInt8 = 0
      for byte in bytes {
        if before == 0xB1, byte == 0x8A || byte == 0x86 { return true }
        before = byte
      }
      return false
    }
  }

  /// The term whose 届 stands at a place, with the range of all that says it.
  private static func term(
    endingAt mark: Int, in scalars: [Unicode.Scalar]
  ) -> (number: Int, range: Range<Int>)? {
    guard scalars[mark] == "届" || scalars[mark] == "屆" else { return nil }
    func beforeSpace(_ end: Int) -> Int {
      var at = end
      while at > 0, scalars[at - 1].properties.isWhitespace { at -= 1 }
      return at
    }
    let end = beforeSpace(mark)
    var start = end
    while start > 0, ChineseNumeral.isNumeral(scalars[start - 1]) { start -= 1 }
    var numeral = String.UnicodeScalarView()
    numeral.append(contentsOf: scalars[start..<end])
    guard let number = ChineseNumeral.parse(String(numeral)), (1...mostTerms).contains(number)
    else { return nil }
    let before = beforeSpace(start)
    let hasOrdinal = before > 0 && scalars[before - 1] == "第"
    return (number, (hasOrdinal ? before - 1 : start)..<mark + 1)
  }
}
