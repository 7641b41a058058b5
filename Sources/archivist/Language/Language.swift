/// The language in which the program speaks to people; what programs read does not change with it.
enum Language: String, CaseIterable, Sendable {
  case chinese = "zh"
  case english = "en"

  /// The language of the locale: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set decides.
  init(locale environment: (String) -> String?) {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let locale = names.lazy.compactMap(environment).first { !$0.isEmpty } ?? ""
    self = locale.hasPrefix("zh") ? .chinese : .english
  }

  /// The language that a command line asks for, also one that cannot be read otherwise, so that
  /// what is wrong with it is told in that language.
  init?(askedFor arguments: [String]) {
    let words = arguments.prefix { $0 != "--" }
    for (index, word) in words.enumerated() {
      let (value, _) = Language.value(word, arguments.dropFirst(index + 1).first)
      guard let value else { continue }
      self.init(rawValue: value)
      return
    }
    return nil
  }

  /// A command line without the languages that stand in front of everything else.
  static func passingOver(_ arguments: [String]) throws(Failure) -> ArraySlice<String> {
    var rest = arguments[...]
    while let word = rest.first {
      let (value, taken) = value(word, rest.dropFirst().first)
      guard taken > 0 else { break }
      guard let value, !value.isEmpty else { throw .usage(.needsValue("lang", "LANG")) }
      try check(value)
      rest = rest.dropFirst(taken)
    }
    return rest
  }

  /// Refuses what is no language, with the one that was probably meant.
  static func check(_ value: String) throws(Failure) {
    guard Language(rawValue: value) == nil else { return }
    throw .usage(
      .notOneOf("--lang", value, allCases.map(\.rawValue)),
      hint: .didYouMean(nearest(to: value).rawValue))
  }

  /// The language that a wrong word probably means: only names of Chinese mean Chinese.
  private static func nearest(to word: String) -> Language {
    let word = word.lowercased()
    let names = ["zh", "cn", "ch", "zg", "hz", "hans", "中", "汉", "漢"]
    return names.contains { word.hasPrefix($0) } ? .chinese : .english
  }

  /// The value that a word gives to `--lang`, and the number of words that this takes.
  private static func value(_ word: String, _ next: String?) -> (String?, taken: Int) {
    if word == "--lang" { return (next, next == nil ? 1 : 2) }
    let head = "--lang="
    return word.hasPrefix(head) ? (String(word.dropFirst(head.count)), 1) : (nil, 0)
  }
}
