import Foundation
import TestSupport
import Testing

@testable import archivist

/// The completion scripts, run by the shells that they are for.
@Suite struct CompletionShellTests {
  private let folder: TemporaryFolder
  private let names = ["Board of Works", "Board \"of\" 'Arts' $5 (new)", "市人民政府"]

  init() throws {
    folder = try TemporaryFolder()
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let minutes = names.map { name in
      let body = name.replacing("\"", with: "\\\"")
      return "{\"title\":\"会议\",\"body\":[\"\(body)\"],\"date\":\"2020\"}"
    }
    _ = try fixture.append(minutes.joined(separator: "\n"), name: "minutes.jsonl")
    try FileManager.default.moveItem(atPath: fixture.archive, toPath: folder.path("archive"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("archivist"), withDestinationPath: Places.program.path())
    for shell in CompletionScript.Shell.allCases {
      try folder.write(CompletionScript.script(for: shell), to: "script.\(shell.rawValue)")
    }
  }

  private static func has(_ shell: String) -> Bool {
    ["/bin", "/usr/bin", "/usr/local/bin"].contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(shell)")
    }
  }

  /// Runs lines in a shell; gives the lines that it prints.
  private func run(_ shell: String, _ arguments: [String], _ lines: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [shell] + arguments + ["-c", lines]
    process.currentDirectoryURL = folder.url
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = folder.url.path() + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    environment["ARCHIVIST_ARCHIVE"] = folder.path("archive")
    environment["LC_ALL"] = "C.UTF-8"
    environment["HOME"] = folder.url.path()
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// What bash would offer for words as they stand on its line.
  private func bash(_ words: String...) throws -> [String] {
    let quoted = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
    return try run(
      "bash", ["--norc"],
      """
      source script.bash
      compopt() { case $1 in -o) echo "by bash: $2";; esac; }
      COMP_WORDS=(archivist \(quoted)); COMP_CWORD=\(words.count)
      _archivist archivist
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
  }

  @Test func `bash completes`() throws {
    #expect(try bash("tim") == ["timeline"])
    #expect(try bash("query", "--facet", "kind,y") == ["kind,year"])
    #expect(try bash("query", "--sort", "=", "rel") == ["relevance"])
    #expect(try bash("query", "--body", "市") == ["市人民政府"])
    #expect(try bash("append", "") == ["by bash: default"])
    #expect(try bash("init", "") == ["by bash: dirnames"])
  }

  @Test(arguments: ["", "\"", "'"])
  func `bash reads a completed name as it was recorded`(quotation: String) throws {
    let offered = try bash("query", "--body", quotation + "Board")
    #expect(offered.count == 2)
    for word in offered {
      let read = try run("bash", ["--norc"], "printf '%s\\n' \(quotation)\(word)\(quotation)")
      #expect(read.count == 1 && names.contains(read[0]), "\(word): \(read)")
    }
  }

  @Test(.enabled(if: has("zsh"), "zsh is not installed"))
  func `zsh completes`() throws {
    func zsh(_ words: String...) throws -> [String] {
      let quoted = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
      return try run(
        "zsh", ["-f"],
        """
        compdef() { :; }
        _describe() { print -rl -- "${candidates[@]}"; }
        _files() { print -r -- "by zsh: files $*"; }
        compset() { :; }
        source ./script.zsh
        words=(archivist \(quoted)); CURRENT=$#words; PREFIX=$words[-1]
        _archivist
        """)
    }
    #expect(try zsh("tim") == ["timeline:exports records in the order of time"])
    #expect(try zsh("query", "--facet", "kind,y") == ["kind,year"])
    #expect(try zsh("query", "--body", "Board\\ of") == ["Board of Works"])
    #expect(try zsh("query", "--body", "Board") == [names[1], names[0]])
    #expect(try zsh("show", "3") == ["3:会议"])
    #expect(try zsh("append", "") == ["by zsh: files "])
    #expect(try zsh("init", "") == ["by zsh: files -/"])
  }

  @Test(.enabled(if: has("fish"), "fish is not installed"))
  func `fish completes`() throws {
    func fish(_ line: String) throws -> [String] {
      try run(
        "fish", ["--no-config"],
        "source script.fish; complete -C '\(line.replacing("'", with: "\\'"))'")
    }
    #expect(try fish("archivist tim") == ["timeline\texports records in the order of time"])
    #expect(try fish("archivist query --facet kind,y") == ["kind,year"])
    #expect(try fish("archivist query --body 市") == ["市人民政府"])
    #expect(try fish("archivist query --body=市") == ["--body=市人民政府"])
    #expect(try fish("archivist query --body \"Board of") == ["Board of Works"])
    #expect(try fish("archivist query --body Board").sorted() == [names[1], names[0]])
    #expect(try fish("archivist append script.z") == ["script.zsh"])
    #expect(try fish("archivist timeline --output=script.z") == ["--output=script.zsh"])
    #expect(try fish("archivist init arch").map { $0.prefix(8) } == ["archive/"])
  }
}
