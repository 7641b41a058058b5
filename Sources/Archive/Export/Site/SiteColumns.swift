import EventStore

/// What a page filters, counts and dates records by: a few characters of each, the newest first.
struct SiteColumns {
  let content: SiteContent
  /// The number of shards of the search index.
  let shards: Int

  /// The kinds, in the order of their digits in a page.
  static let kinds = RecordKind.allCases

  /// Lists of numbers, one behind the other, each with its length in front.
  private struct Lists {
    var column = CompactNumbers()

    mutating func append(_ list: [Int]) {
      column.append(list.count)
      for number in list { column.append(number) }
    }
  }

  /// The script.
  var script: [UInt8] {
    var kinds: [UInt8] = []
    var bodies = Lists()
    var topics = Lists()
    let document = JSONDocument()
    for place in content.order {
      let kind = SiteColumns.kinds.firstIndex(of: content.index.records[place].kind) ?? 0
      kinds.append(UInt8(ascii: "0") + UInt8(kind))
      bodies.append(content.bodyNumbers(at: place))
      topics.append(content.topicNumbers(at: place, document))
    }
    return SiteScript.call("columns", content.count) { writer in
      writer.object { writer in
        writer.member("kinds", String(decoding: kinds, as: UTF8.self))
        writeDays(to: &writer)
        writer.name("body")
        writer.string(bodies.column.bytes)
        writer.name("topic")
        writer.string(topics.column.bytes)
        write(
          "bodyNames", content.bodies, { $0.name }, above: { content.bodyNumbers(above: $0) },
          to: &writer)
        write("topicNames", content.topics, { $0.name }, to: &writer)
        writer.name("shards")
        writer.integer(shards)
      }
    }
  }

  /// The first days, as distances from the one before; those of records without a date are left out at the
  /// end, dates of more than a day have their length told, and those that are open at an end which (0 for
  /// the start).
  private func writeDays(to writer: inout JSONWriter) {
    var days = CompactNumbers()
    var lengths: [(Int, Int)] = []
    var open: [(Int, Int)] = []
    var before = 0
    var dated = 0
    for (number, place) in content.order.enumerated() {
      guard let range = content.index.records[place].date.knownDays else { break }
      days.append(signed: range.lowerBound - before)
      before = range.lowerBound
      if range.count > 1 { lengths.append((number, range.count - 1)) }
      if let end = content.index.records[place].date.openEnd { open.append((number, end)) }
      dated += 1
    }
    writer.name("dated")
    writer.integer(dated)
    writer.name("days")
    writer.string(days.bytes)
    write("lengths", lengths, to: &writer)
    write("open", open, to: &writer)
  }

  private func write(_ name: String, _ pairs: [(Int, Int)], to writer: inout JSONWriter) {
    writer.name(name)
    writer.array { writer in
      for (number, value) in pairs {
        writer.integer(number)
        writer.integer(value)
      }
    }
  }

  /// Of each subject its name, that of its page, and the numbers of those to which it belongs.
  private func write<Subject>(
    _ name: String, _ subjects: [SiteSubject<Subject>], _ text: (Subject) -> String,
    above: (Int) -> [Int] = { _ in [] }, to writer: inout JSONWriter
  ) {
    writer.name(name)
    writer.array { writer in
      for (number, subject) in subjects.enumerated() {
        writer.lineBreak()
        writer.array { writer in
          writer.string(text(subject.subject))
          writer.string(subject.file)
          for other in above(number) { writer.integer(other) }
        }
      }
    }
  }
}

extension PartialDate {
  /// The days that the date may be, or the end of it that is known; nothing where it is unknown.
  var knownDays: ClosedRange<Int>? {
    switch form {
    case .unknown: nil
    case .single(let part): part.firstDay...part.lastDay
    case .range(let start?, let end?): start.firstDay...end.lastDay
    case .range(let start, let end): (start ?? end).map { $0.firstDay...$0.lastDay }
    }
  }

  /// The end at which a range is open, 0 for the start; nothing of other dates.
  fileprivate var openEnd: Int? {
    switch form {
    case .range(nil, _): 0
    case .range(_, nil): 1
    case .unknown, .single, .range: nil
    }
  }
}
