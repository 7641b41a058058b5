import EventStore

/// Reads every event of an archive once and tells how long that took.
///
///     read-log DIRECTORY
///
/// Prints one line of JSON: the events, the bytes of their lines, and the seconds from before the
/// archive was opened until after the last event. Every checksum, position, group and batch is
/// checked, as for every reader; the payloads' digests are not.
@main
enum ReadLog {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else { throw Misuse() }
    var events = 0
    var bytes = 0
    let clock = ContinuousClock()
    let start = clock.now
    let store = try EventStore(opening: FileStorage(directory: CommandLine.arguments[1]))
    var reader = try store.events()
    while let event = try reader.next() {
      events += 1
      // The line feed is a byte of the log, too.
      bytes += event.length + 1
    }
    let seconds = (clock.now - start) / .seconds(1)
    // A fast reading of half a log would be no figure at all.
    guard reader.damages.isEmpty, reader.unfinishedTail == nil else { throw Unsound() }
    print("{\"events\":\(events),\"bytes\":\(bytes),\"seconds\":\(seconds)}")
  }

  private struct Misuse: Error, CustomStringConvertible {
    let description = "usage: read-log DIRECTORY"
  }

  private struct Unsound: Error, CustomStringConvertible {
    let description = "the log is damaged or unfinished"
  }
}
