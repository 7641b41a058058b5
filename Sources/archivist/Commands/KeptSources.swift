import Archive
import EventStore

/// The sources that `append` keeps in the archive.
enum KeptSources {
  /// Reads the files that the command line names.
  static func read(
    _ arguments: Arguments, _ session: Session
  ) throws(Failure) -> [KeptSource] {
    let paths = arguments.list("keep-source")
    guard !paths.isEmpty else {
      if arguments.has("source-openness") { throw .usage(.onlyWithKeepSource) }
      return []
    }
    if arguments.has("to") { throw .usage(.standsAlone("--keep-source", notWith: "--to")) }
    let openness = arguments.value("source-openness").flatMap { Openness(rawValue: $0) }
    var sources: [KeptSource] = []
    for path in paths {
      let bytes = try session.read(path)
      guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
        throw .message(.refused, .sourceNoText(path))
      }
      let limit = KeptSource.longest
      guard bytes.count <= limit else {
        throw .message(.refused, .sourceTooLong(path, limit: limit))
      }
      let name = path.split(separator: "/").last.map(String.init)
      let source = KeptSource(text: text, title: path == "-" ? nil : name, openness: openness)
      if !sources.contains(where: { $0.digest == source.digest }) { sources.append(source) }
    }
    return sources
  }
}

/// The lines of a source that a record rests on, as a page.
struct SourcePage {
  /// So many lines around those that are cited.
  private static let context = 2

  let sources: [CitedSource]

  func write(to output: Output) throws(Failure) {
    for (index, source) in sources.enumerated() {
      if index > 0 { try output.line() }
      let title = Printable.line(source.title)
      try output.line(output.style("[\(source.number)] \(title)", .heading))
      guard let text = source.text else {
        try output.line("  " + output.style(output.text(.sourceNotKept(source.digest)), .quiet))
        continue
      }
      try write(text, source.lines, to: output)
    }
  }

  /// Cited lines have a mark in front; those around them are quiet.
  private func write(
    _ text: [String], _ cited: [ClosedRange<Int>], to output: Output
  ) throws(Failure) {
    let width = "\(text.count)".count
    let ranges = cited.isEmpty ? [1...max(text.count, 1)] : cited
    var last = 0
    for (number, line) in zip(1..., text) {
      let isCited = ranges.contains { $0.contains(number) }
      let isNear = ranges.contains { range in
        number >= range.lowerBound - SourcePage.context
          && number <= range.upperBound + SourcePage.context
      }
      guard isNear else { continue }
      if number > last + 1, last > 0 { try output.line(output.style("  …", .quiet)) }
      last = number
      let digits = "\(number)"
      let head = String(repeating: " ", count: width - digits.count) + digits
      let room = output.width.map { $0 - width - 5 }
      let lines =
        room.map { TextWidth.wrap(Printable.line(line), to: $0) } ?? [Printable.line(line)]
      for (index, part) in (lines.isEmpty ? [""] : lines).enumerated() {
        let gutter = index == 0 ? head : String(repeating: " ", count: width)
        let mark = isCited ? "▌" : " "
        try output.line(
          "  " + output.style(gutter, .quiet) + " " + output.style(mark, .found) + " "
            + output.style(part, isCited ? .plain : .quiet))
      }
    }
  }
}
