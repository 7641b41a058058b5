import EventStore
import TestSupport
import Testing

@testable import Archive

/// The word that somebody probably meant.
@Suite struct NearestTests {
  private static let members = ["title", "body", "series", "term", "ordinal", "date", "attendance"]

  @Test(arguments: [
    ("titel", "title"), ("titl", "title"), ("titles", "title"), ("TITLE", "title"),
    ("boddy", "body"),
    ("ordnial", "ordinal"), ("serie", "series"), ("attendence", "attendance"), ("dats", "date"),
  ])
  func `a word with a slip finds the word that was meant`(word: String, meant: String) {
    #expect(Nearest.match(word, among: NearestTests.members) == meant)
  }

  @Test(arguments: ["", "chairman", "xyz", "quorum", "presenters", "主持"])
  func `a word that is far from all finds nothing`(word: String) {
    #expect(Nearest.match(word, among: NearestTests.members) == nil)
  }

  @Test func `nothing is near where there is nothing`() {
    #expect(Nearest.match("title", among: []) == nil)
  }

  @Test func `of words equally near the earlier is found`() {
    #expect(Nearest.match("bat", among: ["cat", "bar", "bit"]) == "cat")
    #expect(Nearest.match("bat", among: ["bit", "bar", "cat"]) == "bit")
  }

  @Test func `characters count, not bytes`() {
    #expect(Nearest.match("主待", among: ["出席", "主持", "主题"]) == "主持")
    #expect(Nearest.match("听取和审仪", among: ["听取", "审议", "听取和审议"]) == "听取和审议")
  }

  @Test func `the nearest of random words is the one with the fewest edits`() {
    var chance = SeededGenerator(seed: 35)
    func word() -> String {
      String((0..<Int.random(in: 1...6, using: &chance)).map { _ in chance.pick(["a", "b", "c"]) })
    }
    for _ in 0..<1500 {
      let wanted = word()
      let candidates = (0..<4).map { _ in word() }
      let distances = candidates.map { NearestTests.distance(Array(wanted), Array($0)) }
      let least = distances.min() ?? 0
      // One wrong character in three, at least one, and never all of them.
      let isNear = least <= min(max(1, (wanted.count + 1) / 3), wanted.count - 1)
      let expected = isNear ? distances.firstIndex(of: least).map { candidates[$0] } : nil
      #expect(Nearest.match(wanted, among: candidates) == expected, "\(wanted) in \(candidates)")
    }
  }

  /// The restricted distance of Damerau and Levenshtein, as its definition has it.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    guard let lastA = a.last, let lastB = b.last else { return a.count + b.count }
    let (restA, restB) = (Array(a.dropLast()), Array(b.dropLast()))
    var edits = min(
      distance(restA, b) + 1, distance(a, restB) + 1,
      distance(restA, restB) + (lastA == lastB ? 0 : 1))
    if restA.last == lastB, restB.last == lastA {
      edits = min(edits, distance(restA.dropLast(), restB.dropLast()) + 1)
    }
    return edits
  }
}
