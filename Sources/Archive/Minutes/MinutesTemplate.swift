import EventStore

/// What the next minutes of a body probably begin with, for a clerk to complete.
public struct MinutesTemplate: Sendable {
  /// The text; the date has a question mark in front, which is refused until somebody takes it away.
  public let text: String
  /// Whether its keys are Chinese.
  public let isChinese: Bool

  /// Meetings so far back tell who usually comes.
  private static let memory = 3

  /// A template with nothing filled in but the day.
  public init(day: PartialDate, inChinese isChinese: Bool) {
    let keys =
      isChinese
      ? ["机构", "会议", "届", "次", "日期", "主持", "出席"]
      : ["body", "series", "term", "ordinal", "date", "chair", "present"]
    let dateKey = isChinese ? "日期" : "date"
    let lines = keys.map { "- \($0): " + ($0 == dateKey ? "? \(day)" : "") }
    text = (["# ", ""] + lines).joined(separator: "\n") + "\n"
    self.isChinese = isChinese
  }

  /// A template for the next meeting of a body, after its last ones.
  ///
  /// The ordinal is the one behind the greatest of the latest term; whoever came to more than half
  /// of the last three meetings is expected again.
  public init(_ index: SearchIndex, body: String, series: String?, day: PartialDate) {
    var query = Query()
    query.bodies = [body]
    query.reachesSubBodies = false
    query.series = series.map { [$0] } ?? []
    query.kinds = [.meeting]
    query.order = .newestFirst
    let found = Array(index.entries(of: index.search(query)))
    // Numbers count within a series: without one, the series of the last meeting goes on.
    let last = found.first?.members["series"]?.string
    let meetings = series == nil ? found.filter { $0.members["series"]?.string == last } : found
    let term = meetings.compactMap { $0.members["term"]?.integer }.max()
    let ofTerm = meetings.filter { $0.members["term"]?.integer == term }
    let latest = ofTerm.max { MinutesTemplate.ordinal($0) < MinutesTemplate.ordinal($1) }
    let ordinal = latest.map(MinutesTemplate.ordinal) ?? 0

    var writer = JSONWriter()
    writer.object { writer in
      writer.name("title")
      writer.string(
        latest.map { MinutesTemplate.title(behind: $0.title, ordinal) } ?? body + (series ?? ""))
      writer.name("body")
      writer.array { $0.string(latest?.bodies.first ?? body) }
      if let series = series ?? last {
        writer.name("series")
        writer.string(series)
      }
      for (name, value) in [("term", term), ("ordinal", ordinal > 0 ? ordinal + 1 : nil)] {
        guard let value else { continue }
        writer.name(name)
        writer.integer(value)
      }
      writer.name("date")
      writer.string("\(day)")
      let attendance = MinutesTemplate.usual(meetings)
      if !attendance.isEmpty {
        writer.name("attendance")
        writer.array { writer in
          for attendant in attendance { writer.value(attendant) }
        }
      }
    }
    // What a writer has just written is JSON.
    guard let document = try? JSONDocument(writer.bytes) else {
      preconditionFailure("a template is no JSON")
    }
    let printer = TextPrinter(document.root, items: [], isDocument: false)
    let date = "\n- \(printer.isChinese ? "日期" : "date"): "
    let doubtful = Array(printer.text).replacing(
      Array("\(date)\(day)\n".utf8), with: Array("\(date)? \(day)\n".utf8), maxReplacements: 1)
    text = String(decoding: doubtful, as: UTF8.self)
    isChinese = printer.isChinese
  }

  private static func ordinal(_ meeting: Entry) -> Int { meeting.members["ordinal"]?.integer ?? 0 }

  /// The title of a meeting with the number of the next one in it, written as before.
  static func title(behind title: String, _ ordinal: Int) -> String {
    var rest = title[...]
    while let mark = rest.firstIndex(of: "第") {
      let digits = rest[rest.index(after: mark)...].prefix { character in
        character.unicodeScalars.allSatisfy(ChineseNumeral.isNumeral)
      }
      if ChineseNumeral.parse(digits) == ordinal, title[digits.endIndex...].hasPrefix("次") {
        let isDecimal = digits.first?.isNumber ?? false && digits.allSatisfy(\.isASCII)
        let next = isDecimal ? "\(ordinal + 1)" : ChineseNumeral.format(ordinal + 1)
        return title[..<digits.startIndex] + next + title[digits.endIndex...]
      }
      rest = rest[rest.index(after: mark)...]
    }
    return title
  }

  /// Those in the chair and present at most of the last meetings that tell who was.
  private static func usual(_ meetings: [Entry]) -> [JSONValue] {
    let lists = meetings.lazy.compactMap { meeting in
      meeting.members["attendance"].map { value in
        Array(value.elements).filter { attendant in
          ["chair", "present"].contains(attendant["capacity"]?.string ?? "")
        }
      }
    }.prefix(memory)
    let recent = Array(lists)
    guard let last = recent.first else { return [] }
    return last.filter { attendant in
      let times = recent.count { list in list.contains { $0.source == attendant.source } }
      return times * 2 > recent.count
    }
  }
}

extension Archive {
  /// The day that it is in the archive's zone, for templates.
  public var today: PartialDate {
    let moment = store.now.milliseconds
    let zone = Zone(store.description.zone)
    let local = moment + (zone?.offset(at: moment) ?? 0)
    let day = CivilDay.civil(
      daysSince1970: Int((Double(local) / Double(Timestamp.day)).rounded(.down)))
    let part = PartialDate.Part(year: day.year, month: day.month, day: day.day)
    return part.map { PartialDate($0) } ?? .unknown
  }
}
