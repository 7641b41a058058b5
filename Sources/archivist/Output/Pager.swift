import EventStore

/// A program that shows long answers screen by screen, such as less.
///
/// Bytes are held back until they fill more than the screen; only then the program starts. What
/// is shorter, and everything where the program cannot start, goes straight to the terminal.
final class Pager {
  private let command: String
  private let screen: Screen
  private let environment: [String]
  private let terminal: ([UInt8]) throws(SystemError) -> Void
  private var state = State.holding

  /// What is known of the terminal.
  struct Screen {
    let width: Int
    let height: Int
  }

  private enum State {
    /// Nothing was shown yet.
    case holding
    /// The program reads from a pipe.
    case running(process: Int32, pipe: Int32)
    /// The program was left before everything was read.
    case left
    /// There is no program, or it has ended: bytes go to the terminal.
    case straight
  }

  /// What was written so far, as long as the answer may have to be shown without the program.
  private var kept: [UInt8]? = []
  private var rows = 0

  /// More than the buffer of a pipe holds: a program that took so much has started.
  private static let mostKept = 1 << 18
  /// What a shell says of a program that it cannot start.
  private static let notStarted: Set<Int32> = [126, 127]

  init(
    _ command: String, screen: Screen, environment: [String],
    terminal: @escaping ([UInt8]) throws(SystemError) -> Void
  ) {
    self.command = command
    self.screen = screen
    self.environment = environment
    self.terminal = terminal
  }

  /// Whether bytes for the terminal belong into the program's.
  var isInFront: Bool {
    switch state {
    case .holding, .running: true
    case .left, .straight: false
    }
  }

  /// Shows bytes, or holds them back.
  func write(_ bytes: [UInt8]) throws(SystemError) {
    switch state {
    case .straight: try terminal(bytes)
    case .left: throw .closedPipe(.write, command)
    case .running(let process, let pipe): try send(bytes, process, pipe)
    case .holding:
      kept? += bytes
      count(bytes)
      // The last line of a terminal is for the prompt.
      if rows >= screen.height { try start() }
    }
  }

  /// Shows what was held back, and waits until the person has left the program.
  func finish() throws(SystemError) {
    switch state {
    case .straight, .left: return
    case .holding:
      state = .straight
      let bytes = kept ?? []
      kept = nil
      try terminal(bytes)
    case .running(let process, let pipe):
      SystemCalls.close(pipe)
      try end(process)
    }
  }

  private func start() throws(SystemError) {
    let held = kept ?? []
    do throws(SystemError) {
      let (process, pipe) = try SystemCalls.startReader(
        Pager.words(of: command), environment: environment)
      // Ctrl-C is for the program now: were this process to end before it, the shell and the
      // program would both read the terminal.
      Interruption.isDeferred = true
      state = .running(process: process, pipe: pipe)
      try send(held, process, pipe, isKept: true)
    } catch {
      guard case .holding = state else { throw error }
      state = .straight
      kept = nil
      try terminal(held)
    }
  }

  private func send(
    _ bytes: [UInt8], _ process: Int32, _ pipe: Int32, isKept: Bool = false
  ) throws(SystemError) {
    if !isKept { kept? += bytes }
    do throws(SystemError) {
      try SystemCalls.writeAll(pipe, command, bytes)
    } catch {
      SystemCalls.close(pipe)
      try end(process)
      if case .left = state { throw error }
      return
    }
    if let count = kept?.count, count > Pager.mostKept { kept = nil }
  }

  /// Waits for the program; shows the answer after all where it never started.
  private func end(_ process: Int32) throws(SystemError) {
    let status = SystemCalls.wait(for: process)
    Interruption.isDeferred = false
    guard Pager.notStarted.contains(status), let bytes = kept else {
      state = .left
      return
    }
    state = .straight
    kept = nil
    try terminal(bytes)
  }

  /// Counts the rows that bytes fill on the screen; escape sequences take no room.
  private func count(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast() {
      let columns = TextWidth.columns(Style.stripped(String(line)))
      rows += max(1, (columns + screen.width - 1) / screen.width)
    }
  }

  /// The words of a plain command line; one that a shell must understand is given to a shell.
  static func words(of command: String) -> [String] {
    let special = "|&;<>()$`\\\"'\n*?[#~=%{}!"
    guard !command.contains(where: special.contains) else { return ["/bin/sh", "-c", command] }
    return command.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

extension Pager {
  /// The command that the environment names; nothing where none is wanted.
  static func command(_ environment: (String) -> String?) -> String? {
    guard environment("TERM") != "dumb" else { return nil }
    let command = environment("ARCHIVIST_PAGER") ?? environment("PAGER") ?? "less"
    let words = command.split(whereSeparator: \.isWhitespace)
    return words.isEmpty || words == ["cat"] ? nil : command
  }

  /// What less and lv must know, unless the person has told them something else.
  static func settings(_ environment: (String) -> String?) -> [String] {
    // Colours stay, what fits is shown at once, and the screen is not cleared.
    [("LESS", "FRX"), ("LV", "-c")].compactMap { name, value in
      environment(name) == nil ? "\(name)=\(value)" : nil
    }
  }
}
