import EventStore

/// Where a command writes its answer, or its messages.
///
/// Bytes gather and are written together, since every call to the system costs time.
final class Output {
  /// Whether a person looks at it.
  let isTerminal: Bool
  /// Colours for it.
  let style: Style
  /// The columns of the terminal; nothing where there is none, and lines may be of any length.
  let width: Int?
  /// The language of whoever reads it.
  var language = Language.english
  /// The number of the terminal's lines; nothing where there is none, or where it is another's.
  let height: Int?
  private let sink: ([UInt8]) throws(SystemError) -> Void
  private var pager: Pager?
  private var waiting: [UInt8] = []

  private static let portion = 1 << 16

  init(
    isTerminal: Bool, isColored: Bool, width: Int?, height: Int? = nil,
    sink: @escaping ([UInt8]) throws(SystemError) -> Void
  ) {
    self.isTerminal = isTerminal
    style = Style(isOn: isColored)
    self.width = width
    self.height = height
    self.sink = sink
  }

  /// An output of this process.
  convenience init(descriptor: Int32, name: String, environment: (String) -> String?) {
    let isTerminal = SystemCalls.isTerminal(descriptor)
    let isPlain = !(environment("NO_COLOR") ?? "").isEmpty || environment("TERM") == "dumb"
    self.init(
      isTerminal: isTerminal, isColored: isTerminal && !isPlain,
      width: isTerminal ? SystemCalls.terminalWidth(descriptor) ?? 80 : nil,
      // A pager that is started in the background would be stopped as soon as it asks for a key.
      height: isTerminal && SystemCalls.isInForeground(descriptor)
        ? SystemCalls.terminalHeight(descriptor) : nil
    ) { bytes throws(SystemError) in
      try SystemCalls.writeAll(descriptor, name, bytes)
    }
  }

  /// Writes bytes.
  func write(_ bytes: [UInt8]) throws(Failure) {
    guard bytes.count >= Output.portion else {
      waiting += bytes
      if waiting.count >= Output.portion { try flush() }
      return
    }
    // So many are not copied once more.
    try flush()
    try send(bytes)
  }

  /// Writes records in a form for programs; a terminal gets to see what it would obey.
  func write(records bytes: [UInt8]) throws(Failure) {
    guard isTerminal else { return try write(bytes) }
    try write(Printable.block(String(decoding: bytes, as: UTF8.self)))
  }

  /// Writes text.
  func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  /// Writes text and ends the line.
  func line(_ text: String = "") throws(Failure) { try write(text + "\n") }

  /// A phrase in the language of whoever reads this output.
  func text(_ phrase: Phrase) -> String { phrase[language] }

  /// Writes a phrase and ends the line.
  func line(_ phrase: Phrase) throws(Failure) { try line(text(phrase)) }

  /// Writes what has gathered.
  func flush() throws(Failure) {
    guard !waiting.isEmpty else { return }
    let bytes = waiting
    waiting = []
    try send(bytes)
  }

  private func send(_ bytes: [UInt8]) throws(Failure) {
    do throws(SystemError) {
      if let pager { try pager.write(bytes) } else { try sink(bytes) }
    } catch {
      throw Output.failure(error)
    }
  }

  private static func failure(_ error: SystemError) -> Failure {
    error.isBrokenPipe ? .brokenPipe : .message(.inputOutput, error.phrase)
  }
}

// MARK: - Paging

extension Output {
  /// Shows what is written from here on with the pager that the environment names, where a person
  /// looks at it and it is longer than the screen.
  func page(_ environment: (String) -> String?) {
    guard isTerminal, pager == nil, let width, let height,
      let command = Pager.command(environment)
    else { return }
    pager = Pager(
      command, screen: .init(width: width, height: height),
      environment: Pager.settings(environment), terminal: sink)
  }

  /// Whether the pager shows the answer or may come to do so.
  var isPaged: Bool { pager?.isInFront ?? false }

  /// Writes what has gathered and waits until the person has left the pager.
  func finish() throws(Failure) {
    defer { pager = nil }
    do throws(Failure) {
      try flush()
    } catch {
      try? pager?.finish()
      throw error
    }
    do throws(SystemError) {
      try pager?.finish()
    } catch {
      throw Output.failure(error)
    }
  }
}
