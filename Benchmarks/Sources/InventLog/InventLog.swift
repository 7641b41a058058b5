import EventStore

/// Makes an archive of invented events that are all of one size, as one batch.
///
///     invent-log DIRECTORY EVENTS
///
/// Six events follow each other in a stream, as a meeting has items; each payload has a number, a
/// title and a summary in Chinese, about 500 bytes of canonical JSON in all. Prints the events.
@main
enum InventLog {
  private static let eventsInStream: UInt64 = 6
  private static let summary = String(
    repeating: "会议听取并审议了云陵市审计局关于上年度预算执行和其他财政收支审计查出突出问题整改落实情况的书面报告，", count: 3)

  static func main() throws {
    let words = CommandLine.arguments
    guard words.count == 3, let wanted = UInt64(words[2]), wanted > 0,
      let type = EventType("ReportHeard")
    else { throw Misuse() }
    let store = try EventStore.found(
      in: FileStorage(directory: words[1]), name: "Benchmark", zone: "UTC", readme: "\n",
      events: [event(0, type)], stream: stream(of: 0), by: .clerk)
    let writer = try store.writer()
    defer { writer.close() }
    var batch = try writer.batch()
    var number: UInt64 = 1
    while number < wanted {
      let end = min((number / eventsInStream + 1) * eventsInStream, wanted)
      try batch.append((number..<end).map { event($0, type) }, to: try stream(of: number))
      number = end
    }
    _ = try batch.commit()
    print(writer.nextPosition.rawValue)
  }

  private struct Misuse: Error, CustomStringConvertible {
    let description = "usage: invent-log DIRECTORY EVENTS"
  }

  private static func stream(of number: UInt64) throws -> StreamName {
    guard let name = StreamName(category: "meeting", serial: number / eventsInStream + 1) else {
      throw Misuse()
    }
    return name
  }

  private static func event(_ number: UInt64, _ type: EventType) -> ProposedEvent {
    let text = #"{"number":\#(number),"summary":"\#(summary)","title":"第\#(number)号事项"}"#
    return ProposedEvent(type: type, data: Array(text.utf8))
  }
}
