import EventStore
import Glibc

/// Appends durable events one at a time, and from many tasks at once, beside a bare loop of
/// `write` and `fdatasync` of the same bytes.
///
///     commit-log DIRECTORY COUNT
///
/// Prints one line of JSON: the seconds an event takes in each of the three.
@main
enum CommitLog {
  private static let tasks = 64

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let count = Int(arguments[2]), count > 0 else { throw Misuse() }
    let (one, many) = (arguments[1] + "/one", arguments[1] + "/many")
    let (single, bare) = try seconds(
      appending: count, to: found(one), beside: arguments[1] + "/bare")
    let shared = try await seconds(sharing: count * 8, to: found(many))
    print(
      """
      {"single":\(single / Double(count)),"bare":\(bare / Double(count)),\
      "shared":\(shared / Double(count * 8)),"tasks":\(tasks)}
      """)
  }

  private struct Misuse: Error, CustomStringConvertible {
    let description = "usage: commit-log DIRECTORY COUNT"
  }

  private struct Failed: Error {}

  private static func found(_ directory: String) throws -> EventStore {
    guard let stream = StreamName("bench/0"), let type = EventType("Happened") else {
      throw Failed()
    }
    return try EventStore.found(
      in: FileStorage(directory: directory), name: "Benchmark", zone: "UTC", readme: "\n",
      events: [ProposedEvent(type: type, data: Array("{}".utf8))], stream: stream, by: .clerk)
  }

  /// An event of about 400 bytes of payload.
  private static func event(_ number: Int) throws -> ProposedEvent {
    guard let type = EventType("ReportHeard") else { throw Failed() }
    let words = String(repeating: "会议听取了关于审计查出问题整改情况的汇报，", count: 6)
    return ProposedEvent(type: type, data: Array("{\"n\":\(number),\"text\":\"\(words)\"}".utf8))
  }

  private static func stream(_ serial: Int) throws -> StreamName {
    guard let name = StreamName(category: "meeting", serial: UInt64(serial)) else {
      throw Failed()
    }
    return name
  }

  /// So many commits are made one way before the other way has its turn, so that a slow moment of
  /// the disk falls on both.
  private static let turn = 20

  private static func seconds(
    appending count: Int, to store: EventStore, beside path: String
  ) throws -> (single: Double, bare: Double) {
    let writer = try store.writer()
    let file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0o644)
    guard file >= 0 else { throw Failed() }
    defer { close(file) }
    var (single, bare) = (0.0, 0.0)
    for first in stride(from: 0, to: count, by: turn) {
      let numbers = first..<min(first + turn, count)
      let events = try numbers.map { ([try event($0)], try stream($0)) }
      let position = writer.nextPosition
      single += try seconds {
        for (events, stream) in events { try writer.append(events, to: stream) }
      }
      let lines = try lines(of: store, from: position)
      bare += try seconds {
        for line in lines {
          guard write(file, line, line.count) == line.count, fdatasync(file) == 0 else {
            throw Failed()
          }
        }
      }
    }
    return (single, bare)
  }

  private static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try work()
    return (clock.now - start) / .seconds(1)
  }

  private static func seconds(sharing count: Int, to store: EventStore) async throws -> Double {
    let writer = SharedEventWriter(try store.writer())
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<tasks {
        group.addTask {
          for number in 0..<count / tasks {
            try await writer.append([event(number)], to: stream(task))
          }
        }
      }
      try await group.waitForAll()
    }
    let seconds = (clock.now - start) / .seconds(1)
    await writer.close()
    return seconds
  }

  private static func lines(
    of store: EventStore, from position: Position
  ) throws -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var reader = try store.events(from: position)
    while let event = try reader.next() { lines.append(event.line + [UInt8(ascii: "\n")]) }
    return lines
  }
}
