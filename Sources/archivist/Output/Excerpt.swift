import Archive

/// A part of a long text around what should be seen of it.
struct Excerpt {
  private let pieces: [MarkedText.Piece]
  private let focus: Int

  init(_ passage: Findings.Passage) {
    self.init(Printable.line(passage.text), focus: passage.focus)
  }

  /// - Parameter focus: The stretch that should be seen.
  init(_ text: MarkedText, focus: Int) {
    pieces = text.pieces
    self.focus = focus
  }

  /// As much of the text as fits, with `…` where something was left out.
  func fitted(to limit: Int) -> MarkedText {
    let whole = MarkedText(pieces: pieces)
    guard TextWidth.columns(whole.text) > limit, focus < pieces.count else { return whole }
    let before = pieces[..<focus].map(\.text).joined()
    let (skipped, lead) = Excerpt.lead(before, within: limit / 2)
    var kept = pieces[...]
    // Pieces that are left out as a whole, then the part of one.
    var excess = skipped
    while excess > 0, let first = kept.first {
      kept = kept.dropFirst()
      if first.text.count > excess {
        let rest = MarkedText.Piece(String(first.text.dropFirst(excess)), isMarked: first.isMarked)
        kept = [rest] + kept
      }
      excess -= first.text.count
    }
    if !lead.isEmpty { kept = [.init(lead, isMarked: false)] + kept }
    return TextWidth.truncate(MarkedText(pieces: Array(kept)), to: limit)
  }

  /// How many characters of a text to leave out so that its end fits, better at a pause, and what
  /// to put in their place.
  private static func lead(_ text: String, within limit: Int) -> (skipped: Int, lead: String) {
    guard TextWidth.columns(text) > limit else { return (0, "") }
    let characters = Array(text)
    var used = 1
    var start = characters.count
    var pause: Int?
    while start > 0 {
      if pauses.contains(characters[start - 1]) { pause = start }
      used += TextWidth.columns(String(characters[start - 1]))
      guard used <= limit else { break }
      start -= 1
    }
    return (pause ?? start, "…")
  }

  private static let pauses: Set<Character> = Set("。；！？，：.;!?,:")
}

extension TextWidth {
  /// The text, or as much of it as fits with `…` at its end; marks stay.
  static func truncate(_ text: MarkedText, to limit: Int) -> MarkedText {
    guard columns(text.text) > limit else { return text }
    var pieces: [MarkedText.Piece] = []
    var room = limit
    for piece in text.pieces {
      let width = columns(piece.text)
      // One column stays free for the sign that something is missing.
      guard width < room else {
        // A cut at the very end of a piece must show too that more follows.
        pieces.append(.init(truncate(piece.text + " ", to: max(room, 1)), isMarked: piece.isMarked))
        break
      }
      pieces.append(piece)
      room -= width
    }
    return MarkedText(pieces: pieces)
  }
}
