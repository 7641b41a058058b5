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
      let source = try page(path, session.read(path), openness, session)
      if !sources.contains(where: { $0.digest == source.digest }) { sources.append(source) }
    }
    return sources
  }

  /// A page to be kept: UTF-8 as it is, and what is in another encoding as UTF-8.
  static func page(
    _ path: String, _ bytes: [UInt8], _ openness: Openness?, _ session: Session
  ) throws(Failure) -> KeptSource {
    let text = try text(path, bytes, session)
    let limit = KeptSource.longest
    guard text.utf8.count <= limit else {
      throw .message(.refused, .sourceTooLong(path, limit: limit))
    }
    let name = path.split(separator: "/").last.map(String.init)
    return KeptSource(text: text, title: path == "-" ? nil : name, openness: openness)
  }

  /// The text of a page; an encoding other than UTF-8 is told.
  static func text(
    _ path: String, _ bytes: [UInt8], _ session: Session
  ) throws(Failure) -> String {
    if !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) { return text }
    let name = path == "-" ? StreamLabel.input : path
    guard let read = try? TextEncoding.text(of: bytes),
      let text = String(validating: read.utf8, as: UTF8.self)
    else { throw .message(.refused, .sourceNoText(name)) }
    session.note(Phrase.Import.isGB18030(name))
    return text
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
