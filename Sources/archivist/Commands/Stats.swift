import Archive
import EventStore

extension Command {
  static let stats = Command(
    name: "stats", group: .ask, summary: Phrase.Lists.stats,
    options: [
      OptionSpec(
        name: "format", placeholder: "FORMAT", shape: .choice(["text", "json"]),
        help: Phrase.Option.format)
    ],
    pages: true,
    run: { arguments, session throws(Failure) in
      let archive = try session.archive(arguments)
      let index = try session.index(of: archive)
      let page = StatisticsPage(
        archive: archive, statistics: index.statistics, events: index.eventCount)
      if arguments.value("format") == "json" {
        try session.output.write(page.json)
      } else {
        try page.write(to: session.output)
      }
    })
}

/// What an archive holds, for people and for programs.
private struct StatisticsPage {
  let archive: Archive
  let statistics: ArchiveStatistics
  let events: UInt64

  private static let widestBar = 40
  /// What stands beside a bar, with the gaps.
  private static let besideBar = 18

  func write(to output: Output) throws(Failure) {
    let description = archive.store.description
    var table = Table.facts
    func add(_ label: Phrase, _ value: Phrase) {
      table.add([output.text(label), output.text(value)])
    }
    add(Phrase.Fact.archive, Phrase(same: description.name))
    add(Phrase.Fact.id, Phrase(same: description.id))
    add(Phrase.Fact.founded, .zone(description.created, description.zone))
    add(Phrase.Fact.events, Phrase(same: "\(events)"))
    if let bytes = archive.store.logLength { add(Phrase.Fact.log, .bytes(bytes)) }
    for (kind, count) in statistics.kinds where count > 0 {
      add(.kind(kind), Phrase(same: "\(count)"))
    }
    add(Phrase.Fact.bodies, Phrase(same: "\(statistics.bodies)"))
    add(Phrase.Fact.topics, Phrase(same: "\(statistics.topics)"))
    add(Phrase.Fact.persons, Phrase(same: "\(statistics.persons)"))
    for line in table.lines(for: output) { try output.line(line) }
    guard !statistics.years.isEmpty else { return }
    try output.line()
    try output.line(output.style(output.text(Phrase.Fact.byYear), .heading))
    try writeYears(to: output)
  }

  private func writeYears(to output: Output) throws(Failure) {
    let most = statistics.years.map(\.count).max() ?? 1
    var table = Table([
      .init(header: Phrase.Header.year), .init(header: Phrase.Header.records, isRight: true),
      .init(header: Phrase.Header.nothing, role: .kind),
    ])
    let width = output.width ?? .max
    let barWidth = max(4, min(StatisticsPage.widestBar, width - StatisticsPage.besideBar))
    for (year, count) in Self.withEmptyYears(statistics.years) {
      table.add([
        "\(year)", "\(count)", Bars.plain(Double(count) / Double(most), width: barWidth),
      ])
    }
    if statistics.undated > 0 {
      table.add([output.text(Phrase.Fact.unknown), "\(statistics.undated)", ""])
    }
    for line in table.lines(for: output) { try output.line(line) }
  }

  /// The years with those between them that have nothing, so that the bars stand along the time;
  /// not where those would be most of them.
  private static func withEmptyYears(
    _ years: [(year: Int, count: Int)]
  ) -> [(year: Int, count: Int)] {
    guard let first = years.first?.year, let last = years.last?.year,
      last - first < 2 * years.count
    else { return years }
    let counts = Dictionary(uniqueKeysWithValues: years.map { ($0.year, $0.count) })
    return (first...last).map { ($0, counts[$0] ?? 0) }
  }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      func write(_ name: String, _ count: Int) {
        writer.name(name)
        writer.integer(count)
      }
      writer.name("archive")
      writer.string(archive.store.description.name)
      write("events", Int(events))
      write("bytes", Int(archive.store.logLength ?? 0))
      writer.name("kinds")
      writer.object { writer in
        for (kind, count) in statistics.kinds {
          writer.name(kind.rawValue)
          writer.integer(count)
        }
      }
      write("bodies", statistics.bodies)
      write("topics", statistics.topics)
      write("persons", statistics.persons)
      writer.name("years")
      writer.object { writer in
        for (year, count) in statistics.years {
          writer.name("\(year)")
          writer.integer(count)
        }
      }
      write("undated", statistics.undated)
      if statistics.retracted > 0 { write("retracted", statistics.retracted) }
    }
    writer.lineBreak()
    return writer.bytes
  }
}
