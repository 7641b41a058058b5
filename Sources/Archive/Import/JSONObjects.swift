import EventStore

/// Finds the objects in a file of JSON: one, an array of them, one on each line, or a page of a list.
///
/// Of lines, only one and what was read last are in memory; any other file is held as a whole.
struct JSONObjects {
  private let file: String
  private var text: ImportedText
  private var probe = FormProbe()
  private var form: MinutesForm?
  /// What was read and not looked at.
  private var waiting: [UInt8] = []
  /// How far that was searched for the end of a line.
  private var searched = 0
  /// The number of lines before that.
  private var linesBefore = 0
  /// The line that comes next, which is alone in the file as long as no other was found.
  private var line: (bytes: [UInt8], before: Int)?
  private var isFirst = true
  private var isOver = false

  /// Takes an object.
  typealias Visitor = (ImportedValue, inout ImportJournal) -> Void

  /// - Parameter file: The file's name as the user gave it; `.jsonl` at its end says JSON Lines.
  init(file: String) {
    self.file = file
    text = ImportedText(file: file)
  }

  /// Takes the next portion of the file, or nothing at its end, and visits the objects in it.
  ///
  /// - Returns: whether more of the file is wanted.
  mutating func take(
    _ portion: [UInt8]?, _ journal: inout ImportJournal, _ visit: Visitor
  ) -> Bool {
    guard !isOver else { return false }
    let (more, fault) = text.take(portion, &journal)
    add(more)
    if form == nil, portion == nil || fault != nil { decide() }
    if form == .lines { takeLines(&journal, visit) }
    if let fault {
      if form == .lines, let line {
        visitAll(line.bytes, line.before, digest: nil, &journal, visit)
      }
      tell(fault, &journal)
    } else if portion == nil {
      finish(&journal, visit)
    }
    return !isOver
  }

  private mutating func add(_ more: [UInt8]) {
    guard form == nil else {
      waiting += more
      return
    }
    probe.add(more)
    if !probe.needsMore { decide() }
  }

  private mutating func decide() {
    guard form == nil else { return }
    waiting = probe.bytes
    form = MinutesForm(of: waiting, name: file)
    probe = FormProbe()
  }

  /// Visits the objects of all lines but the last, of which more may come.
  private mutating func takeLines(_ journal: inout ImportJournal, _ visit: Visitor) {
    var start = 0
    while let end = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: waiting, from: searched) {
      take(line: Array(waiting[start..<end]), &journal, visit)
      linesBefore += 1
      start = end + 1
      searched = start
    }
    waiting.removeFirst(start)
    searched = waiting.count
  }

  private mutating func take(
    line bytes: [UInt8], _ journal: inout ImportJournal, _ visit: Visitor
  ) {
    guard !bytes.allSatisfy(MinutesBlock.isSpace) else { return }
    if let line { visitAll(line.bytes, line.before, digest: nil, &journal, visit) }
    line = (bytes, linesBefore)
  }

  private mutating func finish(_ journal: inout ImportJournal, _ visit: Visitor) {
    isOver = true
    if form == .lines {
      take(line: waiting, &journal, visit)
      waiting = []
    } else if !waiting.allSatisfy(MinutesBlock.isSpace) {
      line = (waiting, 0)
      waiting = []
    }
    guard let line else {
      if isFirst { journal.tell(ImportError(file: file, problem: .empty)) }
      return
    }
    let digest = isFirst ? text.digest : nil
    self.line = nil
    visitAll(line.bytes, line.before, digest: digest, &journal, visit)
  }

  private mutating func tell(_ fault: TextEncodingError, _ journal: inout ImportJournal) {
    isOver = true
    var places = TextPlaces(waiting)
    let place = places.place(of: waiting.count)
    journal.tell(
      ImportError(
        file: file, line: linesBefore + place.line, column: place.column,
        problem: .text(fault.problem, offset: fault.offset)))
  }

  /// Visits the objects of a stretch.
  private mutating func visitAll(
    _ bytes: [UInt8], _ linesBefore: Int, digest: Digest?, _ journal: inout ImportJournal,
    _ visit: Visitor
  ) {
    isFirst = false
    let document = ImportDocument(bytes, file: file, linesBefore: linesBefore)
    var isOnly = true
    do throws(ImportError) {
      while let value = try document.next() {
        isOnly = isOnly && document.isAtEnd
        visitObjects(of: value, document, digest: isOnly ? digest : nil, &journal, visit)
        isOnly = false
      }
    } catch {
      journal.tell(error)
    }
  }

  /// Visits an object, or those that stand in an array or on a page.
  private func visitObjects(
    of value: JSONValue, _ document: ImportDocument, digest: Digest?,
    _ journal: inout ImportJournal, _ visit: Visitor
  ) {
    let list: JSONValue
    let path: String
    switch value.kind {
    case .array: (list, path) = (value, "$")
    case .object:
      guard let data = JSONObjects.page(value) else {
        visit(
          ImportedValue(document: document, value: value, path: "$", digest: digest), &journal)
        return
      }
      (list, path) = (data, "$.data")
      if let next = value["links"]?["next"], next.kind == .string {
        journal.losses.add(.unresolved, "links.next", at: document.place(of: next))
      }
    case .null, .true, .false, .integer, .number, .string:
      journal.tell(
        document.error(.wrongType(found: value.kind, expected: .objects), at: value, path: "$"))
      return
    }
    let isOne = list.elements.prefix(2).count { _ in true } == 1
    for (index, element) in list.elements.enumerated() {
      let path = "\(path)[\(index)]"
      guard element.kind == .object else {
        journal.tell(
          document.error(
            .wrongType(found: element.kind, expected: .object), at: element, path: path))
        continue
      }
      visit(
        ImportedValue(
          document: document, value: element, path: path, digest: isOne ? digest : nil), &journal)
    }
  }

  /// The objects of a page of a list, as lists that are too long for one answer come.
  private static func page(_ value: JSONValue) -> JSONValue? {
    guard let data = value["data"], data.kind == .array, value["type"] == nil else { return nil }
    return value.members.allSatisfy { member in
      ["data", "links", "pagination", "meta"].contains { member.name.isString($0) }
    } ? data : nil
  }
}
