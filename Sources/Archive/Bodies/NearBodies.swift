/// Finds the bodies that somebody may have meant by a name that none of them has.
enum NearBodies {
  /// The names of bodies that are near: few edits away, or the one a short form of the other; at most
  /// one name of each body, in the order of the bodies.
  ///
  /// - Parameter bodies: The names of each body, the one to show first.
  static func find(
    _ name: String, among bodies: some Sequence<[String]>, most: Int
  ) -> [String] {
    let letters = Array(name)
    var near: [String] = []
    var rest: [String] = []
    for names in bodies {
      if names.contains(where: { isShortForm(letters, Array($0)) }) {
        near.append(names[0])
      } else {
        rest += names
      }
      if near.count == most { return near }
    }
    if let nearest = Nearest.match(name, among: rest) { near.append(nearest) }
    return near
  }

  /// Fewer characters are in order in too many names.
  private static let leastLetters = 3

  /// Whether the letters of the shorter one stand in the longer one in the same order, and both end
  /// alike: 市人大常委会 is short for 市人民代表大会常务委员会.
  private static func isShortForm(_ a: [Character], _ b: [Character]) -> Bool {
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    guard short.count >= leastLetters, short.count < long.count, short.last == long.last else {
      return false
    }
    var rest = short[...]
    for letter in long where letter == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}
