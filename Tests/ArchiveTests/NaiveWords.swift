import EventStore
import TestSupport

@testable import Archive

/// What words mean, as the command line's page says it, without any care for speed.
enum NaiveWords {
  /// One word or phrase of a question.
  struct Term {
    let text: String
    let isPhrase: Bool
    let isPrefix: Bool
    private let scalars: [Unicode.Scalar]

    private init(_ text: String, isPhrase: Bool, isPrefix: Bool) {
      self.text = text
      self.isPhrase = isPhrase
      self.isPrefix = isPrefix
      scalars = NaiveWords.normalized(text)
    }

    static func random(_ chance: inout SeededGenerator) -> Term {
      let isPhrase = chance.once(in: 3)
      // Parts of what fields are made of, so that something is found.
      var text = ""
      repeat {
        let count = Int.random(in: 1...2, using: &chance)
        text = (0..<count).map { _ in chance.pick(NaiveWords.pieces) }.joined()
        if !isPhrase { text = text.filter { $0 != " " } }
        text = String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      } while text.isEmpty
      return Term(text, isPhrase: isPhrase, isPrefix: !isPhrase && chance.once(in: 4))
    }

    var typed: String { isPhrase ? "\"\(text)\"" : text + (isPrefix ? "*" : "") }

    /// How often the term stands in a normalised field.
    func count(in field: [Unicode.Scalar]) -> Int {
      guard field.count >= scalars.count else { return 0 }
      return (0...field.count - scalars.count).count { start in
        let end = start + scalars.count
        guard field[start..<end].elementsEqual(scalars) else { return false }
        let splitsFirst = start > 0 && isWord(scalars[0]) && isWord(field[start - 1])
        let splitsLast = end < field.count && isWord(field[end - 1]) && isWord(field[end])
        return !splitsFirst && (!splitsLast || isPrefix)
      }
    }

    /// A letter, a mark or a digit of another script than Han.
    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
      if scalar.properties.isIdeographic { return false }
      return switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .otherLetter, .modifierLetter, .titlecaseLetter,
        .nonspacingMark, .decimalNumber:
        true
      default: false
      }
    }
  }

  /// A whole question.
  struct Question: CustomStringConvertible {
    var required: [[Term]]
    var excluded: [Term]

    static func random(_ chance: inout SeededGenerator) -> Question {
      let required = (0..<Int.random(in: 1...2, using: &chance)).map { _ in
        (0..<(chance.once(in: 3) ? 2 : 1)).map { _ in Term.random(&chance) }
      }
      return Question(
        required: required, excluded: chance.once(in: 3) ? [Term.random(&chance)] : [])
    }

    func matches(_ fields: [[Unicode.Scalar]]) -> Bool {
      required.allSatisfy { $0.contains { term in fields.contains { term.count(in: $0) > 0 } } }
        && !excluded.contains { term in fields.contains { term.count(in: $0) > 0 } }
    }

    /// The question as somebody types it.
    func text(_ chance: inout SeededGenerator) -> String {
      var parts = required.map { $0.map(\.typed).joined(separator: " OR ") }
      for term in excluded { parts.insert("-" + term.typed, at: chance.pick([0, parts.count])) }
      return parts.joined(separator: chance.pick([" ", "  ", "\u{3000}"]))
    }

    var description: String {
      (required.map { $0.map(\.typed).joined(separator: "|") } + excluded.map { "-" + $0.typed })
        .joined(separator: " ")
    }
  }

  static func normalized(_ text: String) -> [Unicode.Scalar] {
    Array(NaiveNormalizer.normalize(text).unicodeScalars)
  }

  static let pieces = [
    "河", "长", "長", "制", "条例", "會議", "会议", "报告", "a", "B", "ab", "é", "ｃ", "1", "２", "40", "𠮷", " ",
    " ",
    "，", "（", "）", "·", "Ab", "の",
  ]

  static func text(_ chance: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...9, using: &chance)).map { _ in chance.pick(pieces) }.joined()
  }

  /// A text that is more than white space.
  static func sentence(_ chance: inout SeededGenerator) -> String { text(&chance) + "。" }
}
