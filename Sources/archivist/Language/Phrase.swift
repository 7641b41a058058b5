/// A text in both languages of the program; one of them alone cannot be written down.
///
/// What people read is a phrase until it is written: only the output knows their language. The
/// catalogue is the files beside this one, by subject.
///
///     throw .message(.refused, Phrase(en: "no such seat", zh: "没有该席位"))
struct Phrase: Hashable, Sendable {
  private let english: String
  private let chinese: String

  /// A text in English and the same in Chinese.
  init(en english: String, zh chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  /// A text that is the same in every language: a name, a command, a figure.
  init(same text: String) { self.init(en: text, zh: text) }

  /// The text in one language.
  subscript(language: Language) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }

  /// Two texts, one behind the other.
  static func + (first: Phrase, second: Phrase) -> Phrase {
    Phrase(en: first.english + second.english, zh: first.chinese + second.chinese)
  }

  /// Changes what is written, in each language.
  func map(_ change: (String) -> String) -> Phrase {
    Phrase(en: change(english), zh: change(chinese))
  }
}

/// What the libraries tell in English only, and the program in Chinese too.
///
/// The Chinese is told by a `switch` without `default`: what nobody told does not compile.
protocol InBothLanguages: CustomStringConvertible {
  /// The Chinese wording; the English one is the description.
  var chinese: String { get }
}

extension InBothLanguages {
  /// The text in both languages.
  var phrase: Phrase { Phrase(en: description, zh: chinese) }
}
