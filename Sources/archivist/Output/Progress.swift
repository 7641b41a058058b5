import EventStore

/// Shows on a terminal how far long work has come; silent elsewhere and for short work.
final class Progress {
  private let output: Output
  private let what: Phrase
  private let now: () -> Timestamp
  private let start: Timestamp
  private var lastShown: Timestamp?
  private var calls = 0
  private let stride: Int

  /// Work is long when it takes more than a second.
  private static let patience: Int64 = 1000
  private static let interval: Int64 = 100

  init(
    _ what: Phrase, on output: Output, stride: Int,
    now: @escaping () -> Timestamp = { SystemCalls.now }
  ) {
    self.what = what
    self.stride = stride
    self.output = output
    self.now = now
    start = now()
  }

  /// Tells how much is done, and of how much where that is known.
  func tell(_ done: Int64, of total: Int64?, unit: Unit) {
    guard output.isTerminal else { return }
    calls += 1
    guard calls % stride == 0 else { return }
    let moment = now()
    guard moment.milliseconds - start.milliseconds >= Progress.patience,
      moment.milliseconds - (lastShown?.milliseconds ?? 0) >= Progress.interval
    else { return }
    lastShown = moment
    let seconds = Double(moment.milliseconds - start.milliseconds) / 1000
    show(done, total, unit, seconds)
  }

  /// What is counted.
  enum Unit {
    case bytes
    case records

    func describe(_ count: Int64) -> Phrase {
      switch self {
      case .bytes: .megabytes(count / 1_000_000)
      case .records: .records(count)
      }
    }
  }

  private func show(_ done: Int64, _ total: Int64?, _ unit: Unit, _ seconds: Double) {
    var text = output.text(what) + "  "
    if let total, total > 0 {
      let share = min(1, Double(done) / Double(total))
      let left = share > 0.02 ? Int(seconds / share - seconds + 0.5) : nil
      text += "\(Bars.bar(share, width: 20)) \(Int(share * 100)) %  "
      text += output.text(unit.describe(done)) + (left.map { output.text(.secondsLeft($0)) } ?? "")
    } else {
      text += output.text(unit.describe(done) + .each(unit.describe(Int64(Double(done) / seconds))))
    }
    // Losing a progress line is no reason to stop the work.
    try? output.write("\r" + TextWidth.truncate(text, to: (output.width ?? 80) - 1) + "\u{1B}[K")
    try? output.flush()
  }

  /// Takes the line away again.
  func end() {
    guard lastShown != nil else { return }
    try? output.write("\r\u{1B}[K")
    try? output.flush()
  }
}
