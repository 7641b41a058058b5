/// Reads people who are listed below a verb, each in a line of their own.
extension ActReader {
  /// Reads an entry of a list of names, or the verb of another list behind it.
  mutating func readListed(_ sentence: Passage) -> Bool {
    guard let listing else { return false }
    guard actorEnd(sentence) == nil else {
      self.listing = nil
      return false
    }
    var entry = sentence
    if let point = entry.prefix(of: ActReader.points) { entry = entry.dropFirst(point.count) }
    if let verb = ActWords.verb(entry), verb.kind == .personnel,
      entry.dropFirst(verb.mark.count).trimmed(ActReader.stops).isEmpty
    {
      self.listing = verb.mark.string
      return true
    }
    let found = PersonnelReader(verb: listing, object: entry, clause: entry).items()
    if found.isEmpty { self.listing = nil }
    items += found
    return !found.isEmpty
  }
}
