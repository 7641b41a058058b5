import Archive

extension Session {
  /// Tells what is wrong with minutes, with the line and a caret under the place.
  func tell(_ error: MinutesError) {
    note(error.phrase.map(Printable.line))
    guard let excerpt = error.excerpt else { return }
    let before = Printable.line(excerpt.before)
    let number = "\(error.line)"
    let gutter = String(repeating: " ", count: number.count)
    // The caret stays in sight where the line is longer than the terminal.
    let room = max(20, (messages.width ?? 120) - number.count - 4)
    var shown = Substring(before)
    while TextWidth.columns(shown) > room * 2 / 3, !shown.isEmpty { shown.removeFirst() }
    let head = shown.count < before.count ? "…" + shown : String(shown)
    let line = TextWidth.truncate(head + Printable.line(excerpt.behind), to: room)
    let caret = String(repeating: " ", count: TextWidth.columns(head)) + "^"
    quote(" \(number) | ", line)
    quote(" \(gutter) | ", messages.style(caret, .bad))
  }

  private func quote(_ head: String, _ text: String) {
    // What cannot be told on standard error cannot be told at all.
    try? messages.line(messages.style(head, .quiet) + text)
    try? messages.flush()
  }
}
