import EventStore
import Testing

@testable import archivist

/// The line that shows how far long work has come.
@Suite struct ProgressTests {
  /// A terminal, and a clock that tests set.
  private final class Desk {
    var written: [String] = []
    var time = Duration.zero
    var isWanted = true

    func progress(width: Int = 100, isTerminal: Bool = true) -> Progress {
      let output = Output(
        isTerminal: isTerminal, isColored: false, width: isTerminal ? width : nil
      ) { bytes throws(SystemError) in
        self.written.append(String(decoding: bytes, as: UTF8.self))
      }
      return Progress(
        .readingLog, on: output, isWanted: { self.isWanted }, now: { self.time })
    }

    /// Work of ten megabytes a second, told every 50 ms.
    func work(_ progress: Progress, of total: Int64?, until end: Duration) {
      while time < end {
        time += .milliseconds(50)
        progress.tell(Int64(time / .seconds(1) * 10_000_000), of: total, unit: .bytes)
      }
    }
  }

  @Test func `long work shows what, how far, how fast and how long, and leaves nothing`() {
    let desk = Desk()
    let progress = desk.progress()
    desk.work(progress, of: 40_000_000, until: .seconds(3))
    progress.end()
    #expect(
      desk.written.dropLast().last
        == "\rreading the log  ███████████████░░░░░  75 %  30 MB of 40 MB  10 MB/s  1 s left\u{1B}[K"
    )
    #expect(desk.written.last == "\r\u{1B}[K")
    #expect(desk.written.count == 22, "ten times a second, after the first")
  }

  @Test func `short work is silent`() {
    let desk = Desk()
    let progress = desk.progress()
    desk.work(progress, of: 10_000_000, until: .milliseconds(950))
    progress.end()
    #expect(desk.written.isEmpty)
  }

  @Test func `work that is nearly done after a second is silent`() {
    let desk = Desk()
    let progress = desk.progress()
    desk.work(progress, of: 13_000_000, until: .milliseconds(1300))
    progress.end()
    #expect(desk.written.isEmpty)
  }

  @Test func `a pipe and a process in the background see nothing`() {
    let desk = Desk()
    desk.work(desk.progress(isTerminal: false), of: nil, until: .seconds(3))
    desk.time = .zero
    desk.isWanted = false
    desk.work(desk.progress(), of: nil, until: .seconds(3))
    #expect(desk.written.isEmpty)
  }

  @Test func `work of unknown length tells how much and how fast`() {
    let desk = Desk()
    desk.work(desk.progress(), of: nil, until: .seconds(2))
    #expect(desk.written.last == "\rreading the log  20 MB  10 MB/s\u{1B}[K")
  }

  @Test func `the line keeps within the terminal and says what matters longest`() {
    for width in 1...120 {
      let desk = Desk()
      desk.work(desk.progress(width: width), of: 40_000_000, until: .seconds(3))
      let line = (desk.written.last ?? "").dropFirst().dropLast(3)
      #expect(TextWidth.columns(line) < max(width, 2))
      if width > 40 { #expect(line.contains("75 %") && line.hasSuffix("1 s left")) }
    }
  }

  @Test func `the pace is that of the last seconds`() {
    var pace = Progress.Pace()
    #expect(pace.rate == nil)
    for second in 0...10 { pace.note(Int64(second) * 100, at: .seconds(second)) }
    #expect(pace.rate == 100)
    for second in 11...20 { pace.note(1000 + Int64(second - 10) * 10, at: .seconds(second)) }
    #expect(pace.rate == 10)
    #expect(pace.timeLeft(from: 1100, to: 1200) == .seconds(10))
    #expect(pace.timeLeft(from: 1300, to: 1200) == nil)
  }

  @Test(arguments: [
    (0, "0 s"), (59, "59 s"), (60, "1:00 min"), (65, "1:05 min"), (3600, "1:00 h"),
    (7500, "2:05 h"),
  ])
  func `time is told as people read it`(seconds: Int, expected: String) {
    #expect(Progress.Report.describe(.seconds(seconds))[.english] == expected)
  }

  @Test(arguments: [
    (Int64(999_999), "999 kB"), (1_250_000, "1.2 MB"), (12_900_000, "12 MB"),
    (12_340_000_000, "12.3 GB"),
  ])
  func `amounts have as many digits as say something`(bytes: Int64, expected: String) {
    #expect(Progress.Unit.bytes.describe(bytes)[.english] == expected)
  }
}
