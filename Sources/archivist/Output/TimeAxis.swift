import Archive
import EventStore

/// How many events stand where in time: columns above an axis with the years or months below.
///
///     12 ┤             ▂█
///        │     ▃   ▁  ▅██▂
///        │▂▁  ▇█ ▂ █▁▆████▅
///        └┬─────┬──────┬────
///         2018  2019   2020
struct TimeAxis {
  /// What a column stands for.
  enum Unit: CaseIterable {
    case day, month, year, decade
  }

  let unit: Unit
  /// The number of the first column's day, month, year or decade.
  private let first: Int
  private let counts: [Int]
  /// The columns of the screen that one of the axis takes.
  private let cell: Int

  private static let height = 3
  private static let widestCell = 6
  private static let blocks = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Divides a time into as many columns as fit; nothing where there is no date.
  ///
  /// - Parameters:
  ///   - dates: How many events begin at each date, as far as the date is known.
  ///   - width: The columns of the screen for it.
  init?(_ dates: [(part: PartialDate.Part, count: Int)], width: Int) {
    for unit in Unit.allCases {
      let numbers = dates.map { unit.number(of: $0.part) }
      guard let first = numbers.min(), let last = numbers.max() else { return nil }
      // A month alone stands on no day.
      let isFine = dates.allSatisfy { unit.isKnown(in: $0.part) }
      guard isFine || unit == .decade, last - first < max(width, 1) || unit == .decade else {
        continue
      }
      var counts = [Int](repeating: 0, count: last - first + 1)
      for (number, date) in zip(numbers, dates) { counts[number - first] += date.count }
      self.unit = unit
      self.first = first
      self.counts = counts
      cell = max(1, min(TimeAxis.widestCell, width / counts.count))
      return
    }
    return nil
  }

  /// The lines from top to bottom.
  func lines(_ style: Style) -> [String] {
    let most = counts.max() ?? 1
    let label = "\(most)"
    let margin = String(repeating: " ", count: label.count)
    var lines: [String] = []
    for row in (0..<TimeAxis.height).reversed() {
      let bars = counts.map { count -> String in
        let eighths = (count * TimeAxis.height * 8 + most - 1) / most - row * 8
        let block = TimeAxis.blocks[max(0, min(8, eighths))]
        let gap = cell > 2 ? 1 : 0
        return String(repeating: block, count: cell - gap) + String(repeating: " ", count: gap)
      }.joined()
      let isTop = row == TimeAxis.height - 1
      let scale = isTop ? "\(label) ┤" : "\(margin) │"
      lines.append(style(scale, .quiet) + style(TimeAxis.trimmed(bars), .kind))
    }
    let (ticks, labels) = scale
    lines.append(style("\(margin) └\(ticks)", .quiet))
    lines.append(style("\(margin)  \(labels)", .quiet))
    return lines
  }

  private static func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }

  /// The axis with its ticks, and what stands below them.
  private var scale: (ticks: String, labels: String) {
    var ticks = [Character](repeating: "─", count: counts.count * cell)
    var labels = ""
    let major = counts.indices.filter { unit.isMajor(first + $0) }
    var columns = major
    if major.first != 0 {
      // The first column gets a label where the next one leaves room.
      let room = major.first.map { $0 * cell } ?? .max
      if unit.label(of: first).count < room { columns.insert(0, at: 0) }
    }
    for column in columns {
      let start = column * cell
      guard labels.isEmpty || start > labels.count else { continue }
      let text = unit.label(of: first + column)
      labels += String(repeating: " ", count: start - labels.count) + text
      ticks[start] = "┬"
    }
    return (String(ticks), labels)
  }
}

extension TimeAxis.Unit {
  fileprivate func isKnown(in part: PartialDate.Part) -> Bool {
    switch self {
    case .day: part.day != nil
    case .month: part.month != nil
    case .year, .decade: true
    }
  }

  fileprivate func number(of part: PartialDate.Part) -> Int {
    switch self {
    case .day:
      CivilDay.daysSince1970(year: part.year, month: part.month ?? 1, day: part.day ?? 1) ?? 0
    case .month: part.year * 12 + (part.month ?? 1) - 1
    case .year: part.year
    case .decade: part.year / 10
    }
  }

  /// Whether a label stands below a column, if there is room.
  fileprivate func isMajor(_ number: Int) -> Bool {
    switch self {
    case .day: CivilDay.civil(daysSince1970: number).day == 1
    case .month: number % 12 == 0
    case .year, .decade: true
    }
  }

  fileprivate func label(of number: Int) -> String {
    switch self {
    case .day:
      let (year, month, day) = CivilDay.civil(daysSince1970: number)
      return "\(PartialDate.Part(year: year, month: month, day: day).map { "\($0)" } ?? "")"
    case .month:
      // January stands for its year.
      return number % 12 == 0
        ? "\(number / 12)"
        : "\(PartialDate.Part(year: number / 12, month: number % 12 + 1).map { "\($0)" } ?? "")"
    case .year: return "\(number)"
    case .decade: return "\(number * 10)"
    }
  }
}
