/// Finds the word that somebody probably meant.
public enum Nearest {
  /// The candidate with the fewest edits, where they are few enough for the word's length.
  ///
  /// An edit is a character added, left out, replaced, or exchanged with the one beside it
  /// (Damerau and Levenshtein's distance, restricted). Ties go to the earlier candidate.
  public static func match(_ word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased())
    var limit = limit(letters.count)
    var best: String?
    for candidate in candidates {
      let distance = distance(letters, Array(candidate.lowercased()), below: limit)
      if distance < limit {
        limit = distance
        best = candidate
      }
    }
    return best
  }

  /// The candidates that are near enough for the word's length, each once: those with the fewest edits
  /// first, then in the order of their characters.
  public static func matches(_ word: String, among candidates: some Sequence<String>) -> [String] {
    let letters = Array(word.lowercased())
    let limit = limit(letters.count)
    var near: [(distance: Int, name: String)] = []
    for candidate in Set(candidates) {
      let distance = distance(letters, Array(candidate.lowercased()), below: limit)
      if distance < limit { near.append((distance, candidate)) }
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.map(\.name)
  }

  /// One wrong character in three, and never all of them: so many edits are too many.
  private static func limit(_ count: Int) -> Int { min(max(1, (count + 1) / 3) + 1, count) }

  /// The number of edits between two words, or `limit` where they are as many or more.
  private static func distance(_ a: [Character], _ b: [Character], below limit: Int) -> Int {
    guard abs(a.count - b.count) < limit else { return limit }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for row in 0..<a.count {
      var current = [row + 1]
      current.reserveCapacity(b.count + 1)
      for column in 0..<b.count {
        let isSame = a[row] == b[column]
        var edits = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
          edits = min(edits, beforeLast[column - 1] + 1)
        }
        current.append(edits)
      }
      beforeLast = last
      last = current
    }
    return min(last[b.count], limit)
  }
}
