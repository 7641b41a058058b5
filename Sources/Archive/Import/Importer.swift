import EventStore

/// Turns records of another system into minutes.
///
/// The same input gives the same bytes. Whatever has no member in a record is kept in its notes, or
/// counted among the losses.
public struct Importer {
  /// What the files are written in.
  public let format: ImportFormat
  private var journal = ImportJournal()
  private var objects = OParlObjects()

  /// Prepares for files of a format.
  public init(_ format: ImportFormat) { self.format = format }

  /// What was kept in notes, left out, not found.
  public var losses: ImportLosses { journal.losses }
  /// The number of records made so far.
  public var records: Int { journal.records }
  /// The number of their items.
  public var items: Int { journal.items }
  /// The number of problems; those behind the first hundred were not told one by one.
  public var problems: Int { journal.problems }
  /// So many problems are told one by one.
  public static let mostProblems = ImportJournal.mostProblems

  /// Whether every file is to be looked at before the first is read: objects refer to each other, in
  /// any order.
  public var gathers: Bool { format == .oparl }

  /// Looks at a file for what others refer to.
  ///
  /// - Parameters:
  ///   - file: The file's name.
  ///   - next: Gives the next bytes of the file, as many as it likes, and nothing at its end.
  public mutating func gather<Failure: Error>(
    _ file: String, from next: () throws(Failure) -> [UInt8]?
  ) throws(Failure) {
    guard gathers else { return }
    var values = JSONObjects(file: file)
    // What is wrong is told when the file is read.
    var unused = ImportJournal()
    var wantsMore = true
    while wantsMore {
      wantsMore = values.take(try next(), &unused) { value, _ in objects.gather(value) }
      _ = unused.take()
    }
  }

  /// Reads a file portion by portion, and hands on what comes of it.
  ///
  /// - Parameters:
  ///   - file: The file's name, for messages and sources; `<stdin>` for standard input.
  ///   - next: Gives the next bytes of the file, as many as it likes, and nothing at its end.
  ///   - sink: Takes minutes and problems in the order of the file.
  public mutating func read<Failure: Error>(
    _ file: String, from next: () throws(Failure) -> [UInt8]?,
    to sink: (ImportOutput) throws(Failure) -> Void
  ) throws(Failure) {
    switch format {
    case .legistar: try read(file, from: next, to: sink) { LegistarMeeting.take($0, &$1) }
    case .oparl:
      var objects = OParlObjects()
      swap(&objects, &self.objects)
      defer { swap(&objects, &self.objects) }
      try read(file, from: next, to: sink) { OParlMeeting.take($0, &objects, &$1) }
    case .csv:
      var table = CSVTable(file: file)
      var wantsMore = true
      while wantsMore {
        wantsMore = table.take(try next(), &journal)
        try flush(to: sink)
      }
    }
  }

  /// Counts what is known only when every file was read.
  public mutating func finish() { objects.tellUnused(&journal) }

  private mutating func read<Failure: Error>(
    _ file: String, from next: () throws(Failure) -> [UInt8]?,
    to sink: (ImportOutput) throws(Failure) -> Void, _ visit: JSONObjects.Visitor
  ) throws(Failure) {
    var values = JSONObjects(file: file)
    var wantsMore = true
    while wantsMore {
      wantsMore = values.take(try next(), &journal, visit)
      try flush(to: sink)
    }
  }

  private mutating func flush<Failure: Error>(
    to sink: (ImportOutput) throws(Failure) -> Void
  ) throws(Failure) {
    for output in journal.take() { try sink(output) }
  }
}
