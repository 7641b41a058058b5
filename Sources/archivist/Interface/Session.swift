import Archive
import EventStore

/// What a command has of the world: its outputs, its input, its files and the archive.
final class Session {
  let output: Output
  /// Where messages go, so that they do not mix with the answer.
  let messages: Output
  let environment: (String) -> String?
  let world: Environment
  /// What was answered from, kept until the session ends: a process need not tear down what ends with
  /// it.
  private var kept: (answer: Answer?, index: SearchIndex?)

  init(
    output: Output, messages: Output, environment: @escaping (String) -> String?,
    world: Environment
  ) {
    self.output = output
    self.messages = messages
    self.environment = environment
    self.world = world
  }

  /// The session of this process.
  static func ofProcess() -> Session {
    var world = Environment.system
    world.isInterrupted = { Interruption.isRequested }
    let environment = { SystemCalls.environment($0) }
    return Session(
      output: Output(descriptor: 1, name: StreamLabel.output, environment: environment),
      messages: Output(descriptor: 2, name: StreamLabel.messages, environment: environment),
      environment: environment, world: world)
  }

  /// Speaks this language from here on.
  func speak(_ language: Language) {
    output.language = language
    messages.language = language
  }

  /// Tells something that is not part of the answer; lines that are too long for the terminal are
  /// broken, the rest set in.
  func note(_ text: Phrase) { tell(Phrase(same: ""), text) }

  /// Tells something that should worry.
  func warn(_ text: Phrase) { tell(.warning, text) }

  /// Tells why the command fails.
  func fail(_ text: Phrase) { tell(Phrase(same: "archivist: "), text) }

  private func tell(_ head: Phrase, _ text: Phrase) {
    let (head, text) = (messages.text(head), messages.text(text))
    let plain = Printable.block(head + text)
    var lines = messages.width.map { TextWidth.wrap(plain, to: $0, indent: "  ") } ?? [plain]
    if !head.isEmpty, let first = lines.first, first.hasPrefix(head) {
      lines[0] = messages.style(head, .bad) + first.dropFirst(head.count)
    }
    // What was answered before stands before. In a pager the message stands below the answer,
    // where it is read; on the terminal it would be written over.
    try? output.flush()
    let place = output.isPaged && messages.isTerminal ? output : messages
    // What cannot be told on standard error cannot be told at all.
    for line in lines { try? place.line(line) }
    try? place.flush()
  }

  /// A progress line for long work.
  func progress(_ what: Phrase) -> Progress {
    let isDumb = environment("TERM") == "dumb"
    let begun = ContinuousClock.now
    return Progress(
      what.map(Printable.line), on: messages,
      isWanted: { !isDumb && SystemCalls.isInForeground(2) }, now: { ContinuousClock.now - begun })
  }
}

// MARK: - Files

extension Session {
  /// A file, or standard input where the path is `-`, to be read portion by portion.
  func input(_ path: String) throws(Failure) -> InputFile {
    do throws(SystemError) {
      return try InputFile(path)
    } catch {
      throw .message(.noInput, error.phrase)
    }
  }

  /// The bytes of a file that is not long.
  func read(_ path: String) throws(Failure) -> [UInt8] {
    let input = try input(path)
    var bytes: [UInt8] = []
    while let more = try input.next() { bytes += more }
    return bytes
  }
}

/// A file that is being read.
final class InputFile {
  private let descriptor: Int32
  private let path: String
  /// The number of bytes read so far.
  private(set) var read: Int64 = 0
  /// The number of bytes of the file; nothing for a pipe.
  let length: Int64?

  private static let portion = 2 << 20

  fileprivate init(_ path: String) throws(SystemError) {
    self.path = path == "-" ? StreamLabel.input : path
    descriptor = path == "-" ? 0 : try SystemCalls.open(path, .read, followsLinks: true)
    let status = try SystemCalls.status(descriptor, self.path)
    if status.kind == .directory { throw .notAFile(.read, path) }
    length = status.kind == .file ? status.length : nil
  }

  deinit {
    if descriptor > 0 { SystemCalls.close(descriptor) }
  }

  /// Gives the next bytes, and nothing at the end.
  func next() throws(Failure) -> [UInt8]? {
    do throws(SystemError) {
      let bytes = try SystemCalls.read(descriptor, path, most: InputFile.portion)
      read += Int64(bytes.count)
      return bytes.isEmpty ? nil : bytes
    } catch {
      throw .message(.noInput, error.phrase)
    }
  }
}

// MARK: - The archive

extension Session {
  /// The archive that the command line, the environment or the working directory names.
  func archive(_ arguments: Arguments) throws(Failure) -> Archive {
    if let archive = try archiveIfAny(arguments) { return archive }
    throw .message(
      .noInput, .noArchiveHere, hint: .nameOrFound)
  }

  /// The archive that the command line, the environment or the working directory names; nothing
  /// where none of them names one.
  func archiveIfAny(_ arguments: Arguments) throws(Failure) -> Archive? {
    guard let directory = archiveDirectory(arguments) else { return nil }
    do throws(ArchiveError) {
      return try Archive(opening: directory, environment: world)
    } catch {
      throw Failure(error)
    }
  }

  private func archiveDirectory(_ arguments: Arguments) -> String? {
    if let directory = arguments.value("archive") { return directory }
    if let directory = environment("ARCHIVIST_ARCHIVE"), !directory.isEmpty { return directory }
    var folder = SystemCalls.workingDirectory ?? "/"
    while true {
      if (try? SystemCalls.kind(of: "\(folder)/archive.json")) != nil { return folder }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    return nil
  }

  /// Builds the index, with a progress line and a warning where damage was read around.
  func index(
    of archive: Archive, asOf moment: RecordingMoment? = nil, withRoot: Bool = false
  ) throws(Failure) -> SearchIndex {
    let index = try reading(archive) { _, reading throws(ArchiveError) in
      try archive.index(asOf: moment, withRoot: withRoot, progress: reading)
    }
    kept.index = index
    tell(index.damages)
    return index
  }

  /// Answers a question, with a progress line and a warning where damage was read around.
  func answer(
    _ query: Query, of archive: Archive, withItems: Bool = false, withRoot: Bool = false
  ) throws(Failure) -> Answer {
    let answer = try reading(archive) { indexing, reading throws(ArchiveError) in
      try archive.answer(
        query, withItems: withItems, withRoot: withRoot, indexing: indexing, progress: reading)
    }
    kept.answer = answer
    tell(answer.index.damages)
    return answer
  }

  /// An archive holds nothing that anybody but the log writes.
  func refuseOutput(_ path: String, inside archive: Archive) throws(Failure) {
    var folder = path
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    let place =
      SystemCalls.realPath(folder) ?? SystemCalls.realPath(SystemCalls.parent(of: folder))
    guard let place, let root = SystemCalls.realPath(archive.store.storage.location) else { return }
    if place == root || place.hasPrefix(root + "/") { throw .usage(.outputInsideArchive(path)) }
  }

  /// Answers a question to be written down: page by page, or where that cannot be from the whole log.
  func export(
    _ query: Query, as form: EntryExport.Form, of archive: Archive, withRoot: Bool
  ) throws(Failure) -> EntryExport {
    // The items of a meeting stand together in the order of dates alone.
    let isByDate = query.order == .oldestFirst || query.order == .newestFirst
    if isByDate || !form.hasEvents {
      let pages = try reading(archive) { indexing, _ throws(ArchiveError) in
        try archive.pages(of: query, withRoot: withRoot, indexing: indexing)
      }
      if let pages { return EntryExport(pages) }
    }
    let answer = try answer(query, of: archive, withRoot: withRoot)
    return EntryExport(answer.index, query, answer.result)
  }

  /// An index that holds one record, with a progress line and a warning where damage was read around.
  func index(
    of record: AccessionNumber, in archive: Archive, withCitations: Bool = false,
    asOf moment: RecordingMoment?
  ) throws(Failure) -> SearchIndex {
    let index = try reading(archive) { indexing, reading throws(ArchiveError) in
      try archive.index(
        of: record, withCitations: withCitations, asOf: moment, indexing: indexing,
        progress: reading)
    }
    kept.index = index
    tell(index.damages)
    return index
  }

  /// Gives up what is kept, for whoever is going to change it.
  func forget() { kept = (nil, nil) }

  /// Does something that may read the whole log, or make the files of the search index first.
  func reading<Value>(
    _ archive: Archive,
    _ body: ((UInt64, UInt64) -> Void, (Int64) -> Void) throws(ArchiveError) -> Value
  ) throws(Failure) -> Value {
    let indexing = progress(.makingIndex)
    let reading = progress(.readingLog)
    defer {
      indexing.end()
      reading.end()
    }
    // Nearly nobody reads so much that it is told.
    var total: Int64??
    do throws(ArchiveError) {
      return try body(
        { indexing.tell(Int64($0), of: Int64($1), unit: .events) },
        {
          indexing.end()
          let length = total ?? archive.store.logLength
          total = .some(length)
          reading.tell($0, of: length, unit: .bytes)
        })
    } catch {
      throw Failure(error)
    }
  }

  /// Warns of damage that was read around.
  func tell(_ damages: [Damage]) {
    for damage in damages.prefix(3) { warn(.logDamaged(damage)) }
    if !damages.isEmpty { warn(.readAround(damages.count)) }
  }
}
