@testable import EventStore

/// Any bytes as a log: whatever stands there, the reader gives out sound lines of whole batches and
/// nothing else, and a writer either refuses or leaves a log without an unfinished tail.
enum FuzzLog {
  private static let path = LogLayout.segmentPath(.start)
  private static let environment = Environment(
    now: { Timestamp(milliseconds: 1_795_161_600_000) },
    fillRandom: { buffer throws(SystemError) in
      for index in buffer.indices { buffer[index] = UInt8(truncatingIfNeeded: index) }
    }, sleep: { _ in })

  private static let template: MemoryStorage = {
    let storage = MemoryStorage()
    guard let category = StreamName(category: "archive", serial: 0),
      (try? EventStore.found(
        in: storage, name: "x", zone: "UTC", readme: "", events: [], stream: category, by: .clerk,
        environment: environment)) != nil
    else { preconditionFailure("no archive to begin with") }
    return storage
  }()

  static func run(_ input: [UInt8]) {
    guard let first = input.first else { return }
    var bytes = Array(input[1...])
    // No fuzzer guesses a checksum, so for half of the inputs they are made right.
    if first & 1 == 1 { seal(&bytes) }
    let storage = template.copy()
    storage.put(bytes, into: path)
    guard let store = try? EventStore(opening: storage, environment: environment) else {
      preconditionFailure("the archive does not open")
    }
    let read = read(store)
    check(read.events, against: bytes)
    if isPlainlySound(bytes) {
      precondition(read.damages.isEmpty && read.tail == nil, "a sound log is found unsound")
      precondition(read.events.count == lines(of: bytes).count, "lines of a sound log are hidden")
    }
    _ = try? store.verify()
    write(store, read)
  }

  private static func write(_ store: EventStore, _ before: Reading) {
    do throws(EventStoreError) {
      let writer = try store.writer(wait: 0)
      precondition(before.damages.isEmpty, "a damaged log was opened for writing")
      writer.close()
    } catch {
      guard case .damaged = error else { preconditionFailure("\(error)") }
      precondition(!before.damages.isEmpty, "a log without damage was refused")
      return
    }
    let after = read(store)
    precondition(after.tail == nil, "an unfinished tail is left after a repair")
    precondition(after.events.map(\.line) == before.events.map(\.line), "a repair changed events")
    guard let report = try? store.verify() else { preconditionFailure("verify failed") }
    precondition(report.unfinishedTail == nil, "verify finds a tail after a repair")
  }

  private typealias Reading = (
    events: [RecordedEvent], damages: [Damage], tail: UnfinishedTail?
  )

  private static func read(_ store: EventStore) -> Reading {
    do throws(EventStoreError) {
      var reader = try store.events()
      var events: [RecordedEvent] = []
      while let event = try reader.next() { events.append(event) }
      return (events, reader.damages, reader.unfinishedTail)
    } catch {
      preconditionFailure("reading failed: \(error)")
    }
  }

  /// Each event stands in the file as a sound line, in order, in whole batches.
  private static func check(_ events: [RecordedEvent], against bytes: [UInt8]) {
    for (index, event) in events.enumerated() {
      let start = Int(event.place.offset)
      let stands = Array(bytes[start..<start + event.length])
      // A payload that was taken out is still in the file until it is erased.
      if case .data = event.payload { precondition(stands == event.line, "other bytes") }
      precondition(bytes[start + event.length] == UInt8(ascii: "\n"), "no line feed")
      precondition(decode(stands) != nil, "a line that is not sound was given out")
      if index > 0 { precondition(events[index - 1].position < event.position, "out of order") }
      let next = index + 1 < events.count ? events[index + 1] : nil
      if event.continues {
        precondition(next?.position == event.position.next, "half a batch")
        precondition(next?.groupStart == event.groupStart, "a batch over two groups")
      }
    }
  }

  private static func lines(of bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
      .dropLast()
  }

  private static func decode(_ line: [UInt8]) -> Line? {
    line.withUnsafeBytes { Line.decode(ByteView($0)) }
  }

  /// What the format says of a sound log, as plainly as can be; redactions are left to the rest.
  private static func isPlainlySound(_ bytes: [UInt8]) -> Bool {
    guard bytes.isEmpty || bytes.last == UInt8(ascii: "\n") else { return false }
    var before: Line?
    for (index, line) in lines(of: bytes).enumerated() {
      guard let line = decode(line), line.position.rawValue == UInt64(index) else { return false }
      guard case .data = line.payload else { return false }
      let startsGroup = line.groupStart == line.position
      guard startsGroup ? before?.continues != true : before?.groupStart == line.groupStart else {
        return false
      }
      before = line
    }
    return before?.continues != true
  }

  private static func seal(_ bytes: inout [UInt8]) {
    var sealed: [UInt8] = []
    for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if !sealed.isEmpty || piece.startIndex > 0 { sealed.append(UInt8(ascii: "\n")) }
      let start = sealed.count
      sealed += piece
      if piece.count > Line.checksummedFrom { LineEncoder.seal(lineFrom: start, in: &sealed) }
    }
    bytes = sealed
  }
}
