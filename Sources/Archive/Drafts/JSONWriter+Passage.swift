import EventStore

/// Writes words of a page as they are written there.
extension JSONWriter {
  /// Writes the characters of a passage as a string.
  mutating func string(_ passage: Passage) { string(passage.text.bytes(passage.range)[...]) }

  /// Writes words of a page as a string.
  mutating func string(_ words: DraftedItem.Words) {
    var bytes = Array(words.lead.utf8)
    bytes += words.passage.text.bytes(words.passage.range)
    bytes += words.tail.utf8
    string(bytes[...])
  }
}
