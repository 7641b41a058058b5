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
  private let sink: ([UInt8]) throws(SystemError) -> Void
  private var waiting: [UInt8] = []

  private static let portion = 1 << 16

  init(
    isTerminal: Bool, isColored: Bool, width: Int?,
    sink: @escaping ([UInt8]) throws(SystemError) -> Void
  ) {
    self.isTerminal = isTerminal
    style = Style(isOn: isColored)
    self.width = width
    self.sink = sink
  }

  /// An output of this process.
  convenience init(descriptor: Int32, name: String, environment: (String) -> String?) {
    let isTerminal = SystemCalls.isTerminal(descriptor)
    let isPlain = !(environment("NO_COLOR") ?? "").isEmpty || environment("TERM") == "dumb"
    self.init(
      isTerminal: isTerminal, isColored: isTerminal && !isPlain,
      width: isTerminal ? SystemCalls.terminalWidth(descriptor) ?? 80 : nil
    ) { bytes throws(SystemError) in
      try SystemCalls.writeAll(descriptor, name, bytes)
    }
  }

  /// Writes bytes.
  func write(_ bytes: [UInt8]) throws(Failure) {
    waiting += bytes
    if waiting.count >= Output.portion { try flush() }
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
    do throws(SystemError) {
      try sink(bytes)
    } catch {
      throw error.isBrokenPipe ? .brokenPipe : .message(.inputOutput, error.phrase)
    }
  }
}
