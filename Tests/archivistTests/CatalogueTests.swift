import Foundation
import TestSupport
import Testing

@testable import Archive
@testable import archivist

/// The catalogue of phrases: nothing is missing from it, and nothing is printed around it.
@Suite struct CatalogueTests {
  private static func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  private static func sources(_ folder: String) throws -> [(name: String, text: String)] {
    let root = Places.package.appending(path: folder)
    let names = try #require(FileManager.default.enumerator(atPath: root.path()))
    return try names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      ($0, try String(contentsOf: root.appending(path: $0), encoding: .utf8))
    }
  }

  // MARK: Help

  @Test func `every help text is there in both languages`() {
    for command in CommandTable.all {
      let texts =
        [command.summary, command.group.title] + command.allOptions.map(\.help)
        + command.examples.map(\.meaning) + command.details
      for text in texts {
        #expect(Self.isChinese(text[.chinese]), "\(command.name): \(text[.chinese])")
        if text != Phrase.Append.sample { #expect(text[.english] != text[.chinese]) }
      }
    }
  }

  @Test func `every value that an option takes is explained, unless it is a name`() {
    let names: Set = ["json", "jsonl", "csv", "bash", "zsh", "fish"]
    for command in CommandTable.all {
      for shape in command.allOptions.map(\.shape) {
        guard case .choice(let values) = shape else { continue }
        for value in values where !names.contains(value) {
          #expect(Self.isChinese(Phrase.choice(value)[.chinese]), "\(command.name): \(value)")
          #expect(Phrase.choice(value)[.chinese].hasPrefix("\(value)（"))
        }
      }
    }
  }

  // MARK: Minutes

  /// Every object that minutes may hold.
  private static var schemas: [ObjectSchema] {
    func inside(_ schema: ObjectSchema) -> [ObjectSchema] {
      [schema]
        + schema.members.flatMap { member -> [ObjectSchema] in
          switch member.shape {
          case .object(let schema), .objects(let schema): return inside(schema)
          case .text, .texts, .choice, .count, .ordinal, .date, .page, .lines, .digest:
            return []
          }
        }
    }
    let records = [MinutesSchema.meeting, MinutesSchema.document]
    return (records + MinutesSchema.items.map(\.schema)).flatMap(inside)
  }

  @Test func `every member of minutes has a Chinese label, and every object a Chinese name`() {
    #expect(Self.schemas.count > 10)
    for schema in Self.schemas {
      #expect(MinutesProblem.owner(schema.name) != schema.name, "\(schema.name)")
      for member in schema.members where member.name != "sha256" {
        let label = Phrase.label(member.name)
        #expect(label[.english] == member.name)
        #expect(Self.isChinese(label[.chinese]), "\(schema.name): \(member.name)")
        #expect(TextWidth.columns(label[.chinese]) <= 12, "\(label[.chinese])")
      }
    }
  }

  @Test func `every value of minutes that is English has a Chinese one`() {
    for schema in Self.schemas {
      for member in schema.members where !["record", "item", "openness"].contains(member.name) {
        guard case .choice(let values) = member.shape else { continue }
        for value in values where !Self.isChinese(value) {
          let shown =
            member.name == "capacity"
            ? Phrase.label(value) : Phrase.value(value, of: member.name)
          #expect(Self.isChinese(shown[.chinese]), "\(member.name): \(value)")
        }
      }
    }
  }

  @Test func `everything that minutes expect has Chinese words`() throws {
    var count = 0
    for (name, text) in try Self.sources("Sources/Archive/Minutes")
    where !name.hasSuffix("Problem.swift") && name != "MinutesError.swift"
      && name != "MinutesSchema.swift"
    {
      for literal in Literals(text).all where literal.text.contains(/^an? [a-z]/) {
        // What can never happen is told to programmers.
        if literal.before.hasSuffix("preconditionFailure(") { continue }
        let literal = literal.text
        count += 1
        let variants = ["第四十次", "第五届"].map { literal.replacing("\\(example)", with: $0) }
        for variant in variants.map({ $0.replacing("\\\"", with: "\"") }) {
          let isKnown =
            MinutesProblem.expected(variant) != variant || MinutesProblem.owner(variant) != variant
          #expect(isKnown, "\(name): \(variant)")
        }
      }
    }
    #expect(count > 8)
  }

  // MARK: Around the catalogue

  /// Literals that somebody would read and that are no phrases.
  private static func strays(in text: String) -> [String] {
    let literals = Literals(text)
    return literals.all.compactMap { literal in
      // Command lines are the same in every language, and so are the texts of an explicit phrase.
      let isCommandLine = literal.text.hasPrefix("archivist") || literal.before.hasSuffix("line: ")
      let isPhrase = ["en: ", "zh: ", "en:", "zh:"].contains { literal.before.hasSuffix($0) }
      let isPath = literal.text.hasPrefix("export ") || literal.text.hasPrefix("~")
      if isCommandLine || isPhrase || isPath { return nil }
      let words = literal.text.replacing(/\\\([^()]*(\([^()]*\)[^()]*)*\)/, with: "")
      let isSentence = words.contains(/[A-Za-z]{2,}[,;:]? [a-z]{2,}/) || isChinese(words)
      let isWritten =
        literal.before.contains(/(\.line|\.write|style|\.note|\.warn|\.fail)\($/)
        && words.contains(/[A-Za-z]{2,}/)
      return isSentence || isWritten ? literal.text : nil
    }
  }

  @Test func `nothing that people read stands outside of the catalogue`() throws {
    // Scripts for shells are code, and what they are answered is read by them alone.
    let code: Set = ["Completion/CompletionScript.swift", "Completion/CompletionRequest.swift"]
    for (name, text) in try Self.sources("Sources/archivist")
    where !name.hasPrefix("Language/") && !code.contains(name) {
      #expect(Self.strays(in: text) == [], "\(name)")
    }
  }

  @Test(arguments: [
    #"try session.output.line("nothing was found")"#, #"try output.line("sound")"#,
    #"style("damage", .bad)"#, #"let text = "\(count) records are there""#, #"add("档案库")"#,
    "let text = \"\"\"\n  two words\n  \"\"\"",
  ])
  func `a text beside the catalogue is found`(line: String) {
    #expect(Self.strays(in: line).count == 1)
  }

  @Test(arguments: [
    #"// says "this is a comment""#, #"Phrase(en: "two words", zh: "两个词")"#,
    #"Example(line: "produce | archivist append -", meaning: x)"#, #"writer.name("already")"#,
    #"let path = "\(folder)/archive.json""#,
  ])
  func `names, commands and phrases are no texts beside the catalogue`(line: String) {
    #expect(Self.strays(in: line).isEmpty)
  }
}

/// The string literals of Swift sources, found well enough to look at their words.
private struct Literals {
  /// A literal, and what stands before it on its line.
  struct Literal {
    let before: String
    let text: String
  }

  private(set) var all: [Literal] = []

  init(_ source: String) {
    var open: (before: String, lines: [String])?
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.drop { $0 == " " }
      if var block = open {
        if trimmed.hasPrefix("\"\"\"") {
          all.append(Literal(before: block.before, text: block.lines.joined(separator: " ")))
          open = nil
        } else {
          block.lines.append(String(trimmed))
          open = block
        }
      } else if line.hasSuffix("\"\"\"") {
        open = (String(line.dropLast(3)), [])
      } else if !trimmed.hasPrefix("//") {
        read(line)
      }
    }
  }

  /// Reads the literals of one line; quotation marks inside of an interpolation do not end one.
  private mutating func read(_ line: Substring) {
    var rest = line
    while let start = rest.firstIndex(of: "\"") {
      let before = line[..<start]
      if before.contains("// ") { return }
      var text = ""
      var depth = 0
      var index = rest.index(after: start)
      while index < rest.endIndex, depth > 0 || rest[index] != "\"" {
        let isEscape = rest[index] == "\\"
        text.append(rest[index])
        if depth > 0 || text.hasSuffix("\\(") {
          depth += rest[index] == "(" ? 1 : rest[index] == ")" ? -1 : 0
        }
        index = rest.index(after: index)
        if isEscape, index < rest.endIndex, rest[index] != "(" {
          text.append(rest[index])
          index = rest.index(after: index)
        }
      }
      all.append(Literal(before: String(before), text: text))
      guard index < rest.endIndex else { return }
      rest = rest[rest.index(after: index)...]
    }
  }
}
