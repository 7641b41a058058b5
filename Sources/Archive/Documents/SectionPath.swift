/// Where a section stands in a document: 三/（二）.
///
/// Brackets of any kind and width are alike, and spaces do not count. Where nothing else fits,
/// brackets may be left out and numbers written in digits: 3/2.
struct SectionPath: Hashable {
  /// The parts with brackets of one kind.
  let parts: [[UInt8]]
  /// The parts as they are when a person takes the least trouble.
  let shortParts: [String]

  init(_ text: String) {
    // This writes all brackets as one pair, in half width and without spaces.
    let plain = Normalizer.normalize(DocumentNumber.plain(text))
    let pieces = plain.split(separator: UInt8(ascii: "/")).map { Array($0) }
    parts = pieces
    shortParts = pieces.map { piece in
      let text = String(decoding: piece, as: UTF8.self)
      let bare = text.filter { !"〔〕、.．。".contains($0) }
      return ChineseNumeral.parse(bare).map(String.init) ?? bare
    }
  }

  /// Whether another section stands below this one.
  func isAbove(_ other: SectionPath) -> Bool {
    other.parts.count > parts.count && other.parts.starts(with: parts)
  }
}
