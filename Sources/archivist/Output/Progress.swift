import EventStore

/// Shows on a terminal how far long work has come; silent elsewhere and for short work.
///
///     reading the log  █████████░░░░░░░░░░░  46 %  212 MB of 460 MB  98 MB/s  3 s left
final class Progress {
  private let output: Output
  private let what: Phrase
  private let isWanted: () -> Bool
  private let now: () -> Duration
  private let start: Duration
  private var lastLook: Duration
  private var lastShown: Duration?
  private var calls = 0
  /// Of so many calls one looks at the clock.
  private var stride = 1
  private var pace = Pace()

  /// Work is long when it takes more than a second.
  private static let patience = Duration.seconds(1)
  /// What is nearly done is not worth a line that goes away at once.
  private static let tooShort = Duration.milliseconds(400)
  private static let interval = Duration.milliseconds(100)

  /// - Parameters:
  ///   - isWanted: Whether the line may be shown now: not while other work is in the foreground.
  ///   - now: The time since some moment, which never goes back.
  init(
    _ what: Phrase, on output: Output, isWanted: @escaping () -> Bool, now: @escaping () -> Duration
  ) {
    self.what = what
    self.output = output
    self.isWanted = isWanted
    self.now = now
    start = now()
    lastLook = start
  }

  /// Tells how much is done, and of how much where that is known.
  ///
  /// Nearly free: the clock is looked at some fifty times a second, however often this is called.
  func tell(_ done: Int64, of total: Int64?, unit: Unit) {
    guard output.isTerminal else { return }
    calls += 1
    guard calls >= stride else { return }
    calls = 0
    let moment = now()
    adapt(to: moment - lastLook)
    lastLook = moment
    let isDue = moment - (lastShown ?? start) >= Progress.interval
    guard isDue else { return }
    pace.note(done, at: moment - start)
    guard moment - start >= Progress.patience, isWanted() else { return }
    let left = total.flatMap { pace.timeLeft(from: done, to: $0) }
    if lastShown == nil, let left, left < Progress.tooShort { return }
    lastShown = moment
    show(Report(what: what, done: done, total: total, unit: unit, rate: pace.rate, left: left))
  }

  private func adapt(to gap: Duration) {
    if gap < .milliseconds(10) {
      stride = min(stride * 2, 1 << 16)
    } else if gap > .milliseconds(40) {
      stride = max(stride / 2, 1)
    }
  }

  private func show(_ report: Report) {
    // The last column stays free: some terminals would begin a new line behind it.
    let line = report.line(within: (output.width ?? 80) - 1, output.style, output.language)
    // Losing a progress line is no reason to stop the work.
    Interruption.hasProgressLine = true
    try? output.write("\r" + line + "\u{1B}[K")
    try? output.flush()
  }

  /// Takes the line away again.
  func end() {
    guard lastShown != nil else { return }
    lastShown = nil
    try? output.write("\r\u{1B}[K")
    try? output.flush()
    Interruption.hasProgressLine = false
  }
}

extension Progress {
  /// What is counted.
  enum Unit {
    case bytes
    case records
    case events
    case pages

    func describe(_ count: Int64) -> Phrase {
      switch self {
      case .bytes: Phrase(same: Unit.bytes(count))
      case .records: .records(count)
      case .events: .events(count)
      case .pages: .pages(count)
      }
    }

    func describe(_ count: Int64, of total: Int64) -> Phrase {
      switch self {
      case .bytes: .amount(describe(count), of: describe(total))
      case .records, .events, .pages: .amount(Phrase(same: "\(count)"), of: describe(total))
      }
    }

    private static func bytes(_ count: Int64) -> String {
      switch count {
      case ..<1_000_000: "\(count / 1000) kB"
      case ..<10_000_000: "\(count / 1_000_000).\(count / 100_000 % 10) MB"
      case ..<10_000_000_000: "\(count / 1_000_000) MB"
      default: "\(count / 1_000_000_000).\(count / 100_000_000 % 10) GB"
      }
    }
  }

  /// How fast the work goes, by its last seconds.
  struct Pace {
    private var marks: [(moment: Duration, done: Int64)] = []

    /// Long enough not to jump, short enough to follow a disk that slows down.
    private static let window = Duration.seconds(5)

    /// Notes how much was done at a moment.
    mutating func note(_ done: Int64, at moment: Duration) {
      marks.append((moment, done))
      if let recent = marks.firstIndex(where: { moment - $0.moment <= Pace.window }), recent > 0 {
        marks.removeFirst(recent)
      }
    }

    /// How much is done in a second; nothing before that can be told.
    var rate: Double? {
      guard let first = marks.first, let last = marks.last, last.moment > first.moment,
        last.done > first.done
      else { return nil }
      return Double(last.done - first.done) / ((last.moment - first.moment) / .seconds(1))
    }

    /// How long the rest takes if the work goes on as it does.
    func timeLeft(from done: Int64, to total: Int64) -> Duration? {
      guard let rate, total >= done else { return nil }
      return .seconds(Double(total - done) / rate)
    }
  }

  /// What the line tells.
  struct Report {
    let what: Phrase
    let done: Int64
    let total: Int64?
    let unit: Unit
    let rate: Double?
    let left: Duration?

    private static let barWidth = 20

    /// As much as fits into one line: what matters least goes first.
    func line(within width: Int, _ style: Style, _ language: Language) -> String {
      let what = what[language]
      let time = left.map { Phrase.timeLeft(Report.describe($0))[language] }
      let speed = rate.map { Phrase.perSecond(unit.describe(Int64($0)))[language] }
      guard let total, total > 0 else {
        let amount = unit.describe(done)[language]
        return fitting(what, [[amount, speed], [amount], []], width)
      }
      let share = max(0, min(1, Double(done) / Double(total)))
      let bar = Bars.bar(share, width: Report.barWidth)
      let percent = "\(Int(share * 100)) %"
      let amount = unit.describe(done, of: total)[language]
      let line = fitting(
        what,
        [
          [bar, percent, amount, speed, time], [bar, percent, speed, time], [bar, percent, time],
          [percent, time], [percent], [],
        ], width)
      return line.replacing(bar, with: style(bar, .kind))
    }

    private func fitting(_ what: String, _ choices: [[String?]], _ width: Int) -> String {
      let lines = choices.map { ([what] + $0.compactMap { $0 }).joined(separator: "  ") }
      return lines.first { TextWidth.columns($0) <= width } ?? TextWidth.truncate(what, to: width)
    }

    /// `5 s`, `1:05 min`, `2:00 h`.
    static func describe(_ time: Duration) -> Phrase {
      let seconds = Int(time / .seconds(1) + 0.5)
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      switch seconds {
      case ..<60: return .seconds(seconds)
      case ..<3600: return .minutes(seconds / 60, two(seconds % 60))
      default: return .hours(seconds / 3600, two(seconds / 60 % 60))
      }
    }
  }
}
