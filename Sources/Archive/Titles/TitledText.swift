/// A text divided into the titles in it, those in 《》 or 〈〉, and the words around them.
///
/// Titles nest (《…〈…〉…》): only the outer ones are divided off here, and the inner ones are found by
/// dividing an outer one again. A mark without its partner is a word like any other.
struct TitledText {
  /// A stretch of the text.
  enum Piece {
    /// What stands outside of titles.
    case words(ArraySlice<UInt8>)
    /// What stands between the marks of a title.
    case title(ArraySlice<UInt8>)
  }

  /// The stretches in order, none of them empty.
  private(set) var pieces: [Piece] = []

  /// Divides valid UTF-8.
  init(_ text: ArraySlice<UInt8>) {
    var depth = 0
    // Where the words begin that were not given out yet, and where the open title does.
    var words = text.startIndex
    var title = text.startIndex
    var at = text.startIndex
    while let mark = TitleMark.next(in: text, from: at) {
      at = mark.offset + TitleMark.length
      if mark.isOpening {
        depth += 1
        if depth == 1 { title = at }
      } else if depth > 0 {
        depth -= 1
        guard depth == 0 else { continue }
        if title - TitleMark.length > words {
          pieces.append(.words(text[words..<title - TitleMark.length]))
        }
        if mark.offset > title { pieces.append(.title(text[title..<mark.offset])) }
        words = at
      }
    }
    if words < text.endIndex { pieces.append(.words(text[words...])) }
  }
}

/// 〈, 〉, 《 and 》: three bytes of UTF-8 each, the last of which tells them apart.
enum TitleMark {
  static let length = 3

  /// The first mark at or after an offset.
  static func next(
    in text: ArraySlice<UInt8>, from start: Int
  ) -> (offset: Int, isOpening: Bool)? {
    var at = start
    while at + 2 < text.endIndex {
      if isMark(at, text) { return (at, text[at + 2] & 1 == 0) }
      at += 1
    }
    return nil
  }

  private static func isMark(_ at: Int, _ text: ArraySlice<UInt8>) -> Bool {
    text[at] == 0xE3 && text[at + 1] == 0x80 && (0x88...0x8B).contains(text[at + 2])
  }

  /// A normalised text without spaces and marks, by which titles are compared.
  static func key(_ text: some Collection<UInt8>) -> [UInt8] {
    let normalized = Normalizer.normalize(text)[...]
    var key: [UInt8] = []
    key.reserveCapacity(normalized.count)
    var at = 0
    while at < normalized.count {
      if at + 2 < normalized.count, isMark(at, normalized) {
        at += length
      } else {
        if normalized[at] != 0x20 { key.append(normalized[at]) }
        at += 1
      }
    }
    return key
  }
}
