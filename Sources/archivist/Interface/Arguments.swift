import Archive

/// What stands behind the verb, taken apart.
struct Arguments {
  let command: Command
  /// The words that are no options, in order.
  fileprivate(set) var words: [String] = []
  /// The options in the order in which they were given; with an empty value for a flag.
  fileprivate(set) var options: [Option] = []

  /// An option that was given.
  struct Option {
    let name: String
    let value: String
  }

  /// Whether a flag was given.
  func has(_ name: String) -> Bool { options.contains { $0.name == name } }

  /// The value of an option.
  func value(_ name: String) -> String? { options.last { $0.name == name }?.value }

  /// All values of an option that may be given several times.
  func list(_ name: String) -> [String] {
    options.filter { $0.name == name }.map(\.value)
  }

  /// The value of an option, read as something.
  func value<Value>(
    _ name: String, expecting expected: Phrase, _ read: (String) -> Value?
  ) throws(Failure) -> Value? {
    guard let text = value(name) else { return nil }
    guard let value = read(text) else {
      throw .usage(.found(name, text, expecting: expected))
    }
    return value
  }

  /// The value of an option that counts something.
  func count(_ name: String, atLeast least: Int = 0) throws(Failure) -> Int? {
    try value(name, expecting: .wholeNumber(atLeast: least)) { text in
      Int(text).flatMap { $0 >= least ? $0 : nil }
    }
  }

  /// One of a set of names, all of which the table of commands lists.
  func choice<Value: RawRepresentable>(
    _ name: String, default preset: Value
  ) -> Value where Value.RawValue == String {
    value(name).flatMap { Value(rawValue: $0) } ?? preset
  }

  /// Several of a set of names, all of which the table of commands lists.
  func choices<Value: RawRepresentable>(_ name: String) -> [Value] where Value.RawValue == String {
    list(name).flatMap { $0.split(separator: ",") }.compactMap { Value(rawValue: String($0)) }
  }
}

extension Arguments {
  /// The value of an option that names a record.
  func accessionNumber(_ name: String) throws(Failure) -> AccessionNumber? {
    guard let text = value(name) else { return nil }
    return try Arguments.accessionNumber(text)
  }

  /// The number that a word stands for.
  static func accessionNumber(_ text: String) throws(Failure) -> AccessionNumber {
    guard let number = AccessionNumber(text) else {
      throw .usage(.notAnAccessionNumber(text))
    }
    return number
  }
}

/// Takes a command line apart by the table of commands.
struct ArgumentParser {
  /// The verb of a command line and everything else; options of every command may stand before it.
  func verb(of arguments: [String]) throws(Failure) -> (verb: String, rest: [String]) {
    var index = 0
    while index < arguments.count, arguments[index].hasPrefix("-") {
      let name = arguments[index].dropFirst(2).prefix { $0 != "=" }
      guard let option = OptionSpec.common.first(where: { $0.name == name }) else {
        throw .usage(.standsBeforeCommand(arguments[index]), hint: .helpListsCommands)
      }
      let takesNext = option.placeholder != nil && !arguments[index].contains("=")
      index += takesNext ? 2 : 1
    }
    guard index < arguments.count else {
      throw .usage(.noCommand, hint: .helpListsThem)
    }
    return (arguments[index], Array(arguments[..<index] + arguments[(index + 1)...]))
  }

  /// The command that a word names; a wrong one is told with the nearest right one.
  func command(_ word: String) throws(Failure) -> Command {
    if let command = CommandTable.command(word) { return command }
    let nearest = Nearest.match(word, among: CommandTable.commands.map(\.name))
    throw .usage(.isNoCommand(word), hint: nearest.map { .didYouMean($0) } ?? .helpListsThem)
  }

  /// The command that several words name: `bodies`, `bodies alias`.
  func command(_ words: [String]) throws(Failure) -> Command {
    var rest = words.dropFirst().map { $0 }
    let command = subcommand(of: try command(words.first ?? ""), &rest)
    guard let word = rest.first else { return command }
    throw .usage(
      .isNoCommand(words.joined(separator: " ")),
      hint: nearest(word, below: command) ?? .helpListsThem)
  }

  /// The command below another that the first word behind that one's verb names, and the words
  /// without it; otherwise the command itself.
  func subcommand(of command: Command, _ rest: inout [String]) -> Command {
    guard !command.subcommands.isEmpty else { return command }
    var index = 0
    while index < rest.count, rest[index].hasPrefix("-"), rest[index] != "--" {
      let name = rest[index].dropFirst(2)
      let takesNext = command.allOptions.contains { $0.name == name && $0.placeholder != nil }
      index += takesNext ? 2 : 1
    }
    guard index < rest.count,
      let found = command.subcommands.first(where: { $0.verb == rest[index] })
    else { return command }
    rest.remove(at: index)
    return found
  }

  private func nearest(_ word: String, below command: Command) -> Phrase? {
    Nearest.match(word, among: command.subcommands.map(\.verb))
      .map { .didYouMean("\(command.name) \($0)") }
  }

  /// Reads what stands behind the verb.
  func parse(_ command: Command, _ arguments: [String]) throws(Failure) -> Arguments {
    var result = Arguments(command: command)
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        result.words += rest
        rest = []
      } else if argument == "-h" {
        result.options.append(.init(name: "help", value: ""))
      } else if argument.hasPrefix("--") {
        try option(argument, &rest, &result)
      } else if argument.hasPrefix("-"), argument.count > 1, !takesWords(command) {
        throw .usage(
          .isNoOption(argument, of: command.name), hint: .optionsHaveTwoHyphens(command.name))
      } else {
        result.words.append(argument)
      }
    }
    if !result.has("help") { try checkWords(result) }
    return result
  }

  /// Whether a word with a hyphen in front is one to exclude.
  private func takesWords(_ command: Command) -> Bool {
    command.arguments.contains { $0.placeholder == "WORDS" }
  }

  private func option(
    _ argument: String, _ rest: inout ArraySlice<String>, _ result: inout Arguments
  ) throws(Failure) {
    let parts = argument.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let options = result.command.allOptions
    guard let option = options.first(where: { $0.name == name }) else {
      // A word in front may have been meant to name a command that has the option.
      if !result.command.subcommands.isEmpty { try checkWords(result) }
      let nearest = Nearest.match(name, among: options.map(\.name))
      throw .usage(
        .isNoOption("--\(name)", of: result.command.name),
        hint: nearest.map { .didYouMean("--\($0)") } ?? .helpListsOptions(of: result.command.name))
    }
    if result.has(name), !option.isRepeated {
      throw .usage(.givenTwice(name))
    }
    var value = parts.count == 2 ? String(parts[1]) : nil
    if let placeholder = option.placeholder {
      value = value ?? rest.popFirst()
      guard let value, !value.isEmpty else {
        throw .usage(.needsValue(name, placeholder))
      }
      try check(value, option)
    } else if value != nil {
      throw .usage(.takesNoValue(name))
    }
    result.options.append(.init(name: name, value: value ?? ""))
  }

  private func check(_ value: String, _ option: OptionSpec) throws(Failure) {
    if option.name == "lang" { return try Language.check(value) }
    let words: [Substring]
    let allowed: [String]
    switch option.shape {
    case .text, .file, .directory: return
    case .choice(let choices): (words, allowed) = ([value[...]], choices)
    case .choices(let choices):
      (words, allowed) = (value.split(separator: ",", omittingEmptySubsequences: false), choices)
    }
    for word in words where !allowed.contains(String(word)) {
      let nearest = Nearest.match(String(word), among: allowed)
      throw .usage(
        .notOneOf("--\(option.name)", word, allowed), hint: nearest.map { .didYouMean($0) })
    }
  }

  private func checkWords(_ result: Arguments) throws(Failure) {
    let specs = result.command.arguments
    let required = specs.count { $0.isRequired }
    guard result.words.count >= required else {
      let missing = specs[result.words.count]
      var hint = Phrase.usage(result.command.synopsis)
      if case .choice(let values) = missing.shape {
        hint = hint + .isOneOf(missing.placeholder, values)
      }
      throw .usage(.commandNeeds(result.command.name, missing.placeholder), hint: hint)
    }
    let isOpen = specs.contains { $0.isRepeated }
    guard isOpen || result.words.count <= specs.count else {
      throw .usage(
        .oneWordTooMany(result.words[specs.count], result.command.name),
        hint: nearest(result.words[0], below: result.command) ?? .usage(result.command.synopsis))
    }
    for (word, spec) in zip(result.words, specs) {
      guard case .choice(let allowed) = spec.shape, !allowed.contains(word) else { continue }
      throw .usage(
        .wordNotOneOf(word, allowed),
        hint: Nearest.match(word, among: allowed).map { .didYouMean($0) })
    }
  }
}
