/// A text in which some places are marked.
public struct MarkedText: Hashable, Sendable {
  /// A stretch that is marked or not.
  public struct Piece: Hashable, Sendable {
    /// What it says.
    public var text: String
    /// Whether it is marked.
    public var isMarked: Bool

    /// Makes a piece.
    public init(_ text: String, isMarked: Bool) {
      self.text = text
      self.isMarked = isMarked
    }
  }

  /// The stretches in order; together they are the text.
  public var pieces: [Piece]

  /// Makes a text of its stretches.
  public init(pieces: [Piece]) { self.pieces = pieces }

  /// Makes a text in which nothing is marked.
  public init(_ text: String) { pieces = [Piece(text, isMarked: false)] }

  /// Marks places of a text, which may overlap and stand in any order.
  public init(_ text: String, marking places: [Range<String.Index>]) {
    pieces = []
    var at = text.startIndex
    for place in places.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let start = max(at, place.lowerBound)
      guard start < place.upperBound else { continue }
      add(text[at..<start], isMarked: false)
      add(text[start..<place.upperBound], isMarked: true)
      at = place.upperBound
    }
    add(text[at...], isMarked: false)
  }

  /// Adds a stretch; one like the last becomes part of it.
  private mutating func add(_ text: Substring, isMarked: Bool) {
    guard !text.isEmpty else { return }
    if let last = pieces.indices.last, pieces[last].isMarked == isMarked {
      pieces[last].text += text
    } else {
      pieces.append(Piece(String(text), isMarked: isMarked))
    }
  }

  /// The text without its marks.
  public var text: String { pieces.count == 1 ? pieces[0].text : pieces.map(\.text).joined() }
}
