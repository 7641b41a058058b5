import Archive
import EventStore

/// Lets a clerk write minutes in an editor, as often as it takes.
///
/// The text stands in a file of its own, which is removed only when everything in it was recorded
/// or when the clerk wants nothing recorded; whatever else happens, its path is told.
struct MinutesEditing {
  private let session: Session
  private let path: String
  private let editor: String
  /// What stood in the file when the editor was opened last, without what is told of mistakes.
  private var offered: String
  /// Whether there is nothing to record until somebody has written something.
  private let isBlank: Bool

  /// What came of an edit.
  enum Result<Minutes> {
    /// The minutes as they were read, without a mistake.
    case minutes(Minutes)
    /// The clerk wants nothing recorded.
    case nothing
  }

  /// What is told of a mistake begins so, and is taken away before the text is read again.
  private static let mark = "<!-- ✗ "

  /// Writes a template into a new file.
  ///
  /// - Parameter isWorthKeeping: The template holds more than blanks: saved as it is, it is what the
  ///   clerk wants recorded.
  init(_ session: Session, template: String, isWorthKeeping: Bool = false) throws(Failure) {
    self.session = session
    isBlank = !isWorthKeeping
    let names = ["VISUAL", "EDITOR"]
    let named = names.lazy.compactMap(session.environment).first { !$0.isEmpty }
    guard named != nil || SystemCalls.isTerminal(0) else { throw .usage(.noEditor) }
    editor = named ?? "vi"
    offered = template
    let folder = session.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    path = "\(folder)/archivist-\(SystemCalls.processID)-\(SystemCalls.now.milliseconds).md"
    do throws(SystemError) {
      let descriptor = try SystemCalls.open(path, .create)
      SystemCalls.close(descriptor)
    } catch {
      throw .message(.inputOutput, error.phrase)
    }
    try write(template)
  }

  /// Opens the editor until what it leaves can be read.
  ///
  /// - Parameter read: Reads the text, and gives what is wrong with it.
  mutating func edit<Minutes>(
    _ read: (_ bytes: [UInt8], _ name: String) -> (Minutes?, [MinutesError])
  ) throws(Failure) -> Result<Minutes> {
    let template = offered
    // A person may take long over it.
    session.forget()
    while true {
      try open()
      let text = try withoutMarks(String(decoding: session.read(path), as: UTF8.self))
      if withoutComments(text).allSatisfy(\.isWhitespace) || isBlank && text == template {
        try? SystemCalls.removeFile(path)
        return .nothing
      }
      try write(text)
      let (minutes, errors) = read(Array(text.utf8), path)
      if let minutes, errors.isEmpty { return .minutes(minutes) }
      for error in errors.prefix(MinutesEditing.mostTold) { session.tell(error) }
      // Whoever leaves it as it was has given up for now.
      guard text != offered else {
        throw .message(.refused, .errors(errors.count, isAll: true), hint: kept)
      }
      offered = text
      try write(marked(text, errors))
    }
  }

  private static let mostTold = 20

  /// Takes the file away once everything is recorded.
  func remove() { try? SystemCalls.removeFile(path) }

  /// Where the text is kept.
  var kept: Phrase { .draftKept(path) }

  private func open() throws(Failure) {
    // Ctrl-C belongs to the editor while it runs.
    Interruption.isDeferred = true
    defer { Interruption.isDeferred = false }
    let status: Int32
    do throws(SystemError) {
      // The variable may hold options, as for git: the shell takes them apart.
      status = try SystemCalls.run(["/bin/sh", "-c", "\(editor) \"$@\"", editor, path])
    } catch {
      throw .message(.inputOutput, error.phrase, hint: kept)
    }
    if Interruption.isRequested { throw .message(.interrupted, .editorInterrupted, hint: kept) }
    guard status == 0 else {
      throw .message(.refused, .editorFailed(editor, status), hint: kept)
    }
  }

  private func write(_ text: String) throws(Failure) {
    do throws(SystemError) {
      try ReplacedFile.write(to: path) { file throws(SystemError) in
        try file.write(Array(text.utf8))
      }
    } catch {
      throw .message(.inputOutput, error.phrase, hint: kept)
    }
  }

  // MARK: Comments

  // Looked at by bytes: for Swift CR LF is one character, and so is a mark with what combines with it.

  /// The text with every mistake told above its line.
  private func marked(_ text: String, _ errors: [MinutesError]) -> String {
    var lines = MinutesEditing.lines(of: text)
    for error in errors.reversed() {
      // Only the end of a comment would end it.
      let words = session.messages.text(error.problem.phrase).replacing("-->", with: "-- >")
      lines.insert(
        Substring("\(MinutesEditing.mark)\(words) -->"), at: min(error.line - 1, lines.count))
    }
    return lines.joined(separator: "\n")
  }

  private func withoutMarks(_ text: String) -> String {
    MinutesEditing.lines(of: text).filter { !$0.utf8.starts(with: MinutesEditing.mark.utf8) }
      .joined(separator: "\n")
  }

  private static func lines(of text: String) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  private func withoutComments(_ text: String) -> String {
    var rest = text.utf8[...]
    var kept = ""
    while let start = rest.firstRange(of: "<!--".utf8) {
      kept += Substring(rest[..<start.lowerBound])
      guard let end = rest[start.upperBound...].firstRange(of: "-->".utf8) else { return kept }
      rest = rest[end.upperBound...]
    }
    return kept + Substring(rest)
  }
}
