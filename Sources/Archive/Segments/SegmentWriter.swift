import EventStore

/// Gathers versions of records and makes a segment of them.
///
/// Memory for four bytes an occurrence of a term, and while the segment is made for what
/// `OccurrenceSort` needs and the bytes of the segment.
struct SegmentWriter {
  /// What a version says, besides its terms.
  struct Version {
    var accession: AccessionNumber
    /// The position of the record, and of the meeting that it belongs to, or its own.
    var recorded: Position
    var meeting: Position
    /// The position where the version begins.
    var begin: Position
    /// The position where it ends; the greatest number while it stands.
    var end = UInt64.max
    var kind: RecordKind
    var date: PartialDate
    var openness: Openness
    var length = 0
    var bodies: UInt32 = 0
    var topics: UInt32 = 0
  }

  /// A version of an earlier segment that ended.
  struct Ending {
    var accession: AccessionNumber
    var begin: Position
    var end: Position
  }

  private(set) var versions: [Version] = []
  var endings: [Ending] = []
  /// The records of which something was said after they were recorded.
  var acted: Set<UInt64> = []
  /// The positions of events that are about no record, by the sections that list them.
  private(set) var others: [SegmentLayout.Section: [Position]] = [:]

  private var pairs = PairTable()
  private var texts = TextTable()
  private var wordCharacters = WordCharacters()
  /// The terms of all versions, one version after the other.
  private var terms: UnsafeMutableBufferPointer<TermCode>
  /// How many there are; behind them is room.
  private var termCount = 0
  private let memory: SegmentMemory
  /// The greatest position in any version.
  private var lastPosition = 0
  /// The bytes of the word at hand.
  private var word: [UInt8] = []
  /// Where the terms of each version begin.
  private var starts: [Int] = []
  private var lists = NameLists()

  private static let isWord: UInt64 = 1 << 63
  /// Above every scalar.
  private static let noCharacter = UInt32.max

  /// - Parameters:
  ///   - positions: How many events there are about; room that is not written to costs nothing.
  ///   - memory: Is used again from one segment to the next.
  init(of positions: Int = 0, in memory: SegmentMemory = SegmentMemory()) {
    self.memory = memory
    terms = memory.codes.room(for: min(positions, 1 << 17) * 256, of: TermCode.self)
  }

  /// Begins a version, which gets its terms next; gives its number.
  mutating func begin(_ version: Version) -> Int {
    versions.append(version)
    starts.append(termCount)
    return versions.count - 1
  }

  /// Ends a version that was begun here.
  mutating func end(_ version: Int, at position: Position) {
    versions[version].end = position.rawValue
  }

  /// The number of a name, to be put into a list.
  mutating func name(_ name: String) -> UInt32 { lists.number(ofName: name) }

  /// The number of a list of names.
  mutating func list(_ names: [UInt32]) -> UInt32 { lists.number(of: names) }

  /// The number of a text, to be added to versions.
  mutating func text(_ tag: TermTag, _ text: [UInt8]) -> UInt32 {
    texts.number(of: tag.rawValue, text)
  }

  /// The number of a text, to be added to versions.
  mutating func text(_ tag: TermTag, _ text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { texts.number(of: tag.rawValue, $0) }
  }

  /// Notes an event that is about no record.
  mutating func note(_ position: Position, in section: SegmentLayout.Section) {
    others[section, default: []].append(position)
  }

  /// Adds a text to the last version; once, however often it is added.
  mutating func add(_ text: UInt32) {
    let term = TermCode(text: text, isPositioned: false)
    guard let start = starts.last, !terms[start..<termCount].contains(term) else { return }
    makeRoom(for: 1)
    terms[termCount] = term
    termCount += 1
  }

  private mutating func makeRoom(for count: Int) {
    guard termCount + count > terms.count else { return }
    terms = memory.codes.room(
      for: (termCount + count) * 3 / 2, of: TermCode.self, keeping: termCount)
  }

  /// Adds the fields of the last version, after everything else of it.
  mutating func add(fields: [[UInt8]]) {
    var searched = SearchedFields(in: memory.scalars)
    for field in fields { searched.append(normalized: field) }
    add(searched)
  }

  /// Adds the fields of the last version, after everything else of it.
  mutating func add(_ fields: borrowing SearchedFields) {
    var position = 0
    for index in 0..<fields.count {
      let field = fields[index]
      guard !field.isEmpty else { continue }
      versions[versions.count - 1].length += SearchedFields.byteCount(of: field)
      let units = readUnits(field)
      // Nothing is found across fields.
      position += units.count + 1
      makeRoom(for: units.count)
      pairs.encode(
        units, words: SegmentWriter.isWord,
        to: UnsafeMutableBufferPointer(rebasing: terms[termCount..<termCount + units.count]))
      termCount += units.count
      terms[termCount - 1].endField()
    }
    lastPosition = max(lastPosition, position)
  }

  /// Divides a field as `TextUnits` does, into one entry for each unit: the key of a pair, or `isWord` and
  /// the number of a word.
  private mutating func readUnits(
    _ field: UnsafeBufferPointer<UInt32>
  ) -> UnsafeMutableBufferPointer<UInt64> {
    // Each unit takes a scalar.
    let units = memory.units.room(for: field.count, of: UInt64.self)
    var count = 0
    var at = 0
    var before = SegmentWriter.noCharacter
    while at < field.count {
      let scalar = field[at]
      if !wordCharacters.contains(scalar) {
        if before != SegmentWriter.noCharacter {
          units[count] = TextUnits.pair(before, scalar)
          count &+= 1
        }
        before = scalar
        at &+= 1
        continue
      }
      if before != SegmentWriter.noCharacter {
        units[count] = TextUnits.pair(
          before, TextUnits.Follower.of(wordBeginningWith: scalar))
        count &+= 1
        before = SegmentWriter.noCharacter
      }
      let start = at
      repeat { at &+= 1 } while at < field.count && wordCharacters.contains(field[at])
      units[count] = SegmentWriter.isWord | UInt64(number(ofWord: field, start..<at))
      count &+= 1
    }
    if before != SegmentWriter.noCharacter {
      units[count] = TextUnits.pair(before, TextUnits.Follower.end)
      count &+= 1
    }
    return UnsafeMutableBufferPointer(rebasing: units[..<count])
  }

  private mutating func number(
    ofWord field: UnsafeBufferPointer<UInt32>, _ range: Range<Int>
  ) -> UInt32 {
    word.removeAll(keepingCapacity: true)
    SearchedFields.encode(UnsafeBufferPointer(rebasing: field[range]), to: &word)
    return texts.number(of: TermTag.word.rawValue, word)
  }
}

// MARK: - Bytes

extension SegmentWriter {
  /// The bytes of the segment, with which the writer is done; nothing where they are more than it can
  /// hold.
  ///
  /// - Parameters:
  ///   - positions: Those that it is made of.
  ///   - memory: Is used again from one segment to the next.
  mutating func finish(
    of positions: Range<UInt64>, in memory: SegmentMemory.OfBytes = SegmentMemory.OfBytes()
  ) -> [UInt8]? {
    let first = positions.lowerBound
    guard !pairs.isFull, isAddressable(from: first) else { return nil }
    let order = order
    let pairOrder = pairs.order
    let textOrder = (0..<texts.count).sorted {
      texts[$0].lexicographicallyPrecedes(texts[$1])
    }
    var sections = SegmentSections()
    write(order, of: positions, to: &sections)
    let pairKeys = pairOrder.map { pairs.keys[$0] }
    for number in stride(from: 0, to: pairKeys.count, by: SegmentLayout.pairsPerBlock) {
      sections.append(pairKeys[number], to: .pairSamples)
    }
    for tag in TermTag.allCases {
      let before = textOrder.count { texts[$0].first ?? 0 < tag.rawValue }
      sections.append(UInt32(before), to: .tagStarts)
    }
    for text in textOrder {
      sections.appendTextPlace()
      sections[.texts] += texts[text]
    }
    sections.appendTextPlace()
    lists.write(to: &sections)
    let sort = OccurrenceSort(
      terms: pairOrder + textOrder.map { pairOrder.count + $0 }, pairs: pairOrder.count,
      starts: starts, order: order, lastPosition: lastPosition)
    let undated = versions.count { $0.date.firstDay == nil }
    return sections.bytes(
      header: [
        .magic: SegmentLayout.magic, .version: UInt64(SegmentLayout.version),
        .versions: UInt64(versions.count), .undated: UInt64(undated),
        .leastSerial: leastSerial,
        .pairs: UInt64(pairOrder.count), .texts: UInt64(textOrder.count),
      ],
      pairs: pairKeys,
      // Nearly all bytes are those of the postings.
      mostly: termCount * 5 / 2, in: memory
    ) { writePostings(sort, memory, behind: &$0) }
  }

  private var leastSerial: UInt64 { versions.map(\.accession.serial).min() ?? 0 }

  /// Whether serials and positions can be told by 32 bits from the least ones.
  private func isAddressable(from first: UInt64) -> Bool {
    let least = leastSerial
    return versions.allSatisfy { version in
      version.accession.serial &- least < UInt32.max
        && version.begin.rawValue &- version.recorded.rawValue < UInt32.max
        && version.begin.rawValue &- first < UInt32.max
        && (version.end == .max || version.end &- first < UInt32.max)
    }
  }

  /// The versions in the order of `DateOrder`, but for what has no date, which stands in front.
  private var order: [Int] {
    var keys = versions.enumerated().map { ($1.key, $0) }
    keys.sort { $0.0 < $1.0 }
    return keys.map(\.1)
  }

  private func write(
    _ order: [Int], of positions: Range<UInt64>, to sections: inout SegmentSections
  ) {
    let leastSerial = leastSerial
    let base = positions.lowerBound
    let (kinds, levels) = (RecordKind.allCases, Openness.allCases)
    var year: UInt32?
    for (number, index) in order.enumerated() {
      let version = versions[index]
      let first = version.date.firstDay
      let last = version.date.lastDay
      let day = SegmentWriter.day(first ?? .max)
      if number.isMultiple(of: SegmentLayout.versionsPerDay) {
        sections.append(day, to: .daySamples)
      }
      if number == order.count - 1 { sections.append(day, to: .daySamples) }
      let itsYear = UInt32(version.date.startYear ?? 0)
      if itsYear != year {
        sections.append(UInt32(number), to: .years)
        sections.append(itsYear, to: .years)
        year = itsYear
      }
      if let first, let last, first != last {
        sections.append(UInt32(number), to: .spans)
        sections.append(SegmentWriter.day(last), to: .lastDays)
      }
      let kind = SegmentWriter.number(version.kind, of: kinds)
      sections.append(
        UInt32(truncatingIfNeeded: version.accession.serial - leastSerial), to: .rows)
      sections.append(UInt32(truncatingIfNeeded: version.accession.item), to: .rows)
      sections.append(UInt32(truncatingIfNeeded: version.begin.rawValue - base), to: .rows)
      sections.append(
        UInt16(clamping: version.recorded.rawValue &- version.meeting.rawValue), to: .rows)
      sections.append(UInt16(kind), to: .rows)
      sections.append(day, to: .rows)
      if version.begin != version.recorded {
        sections.append(UInt32(number), to: .changed)
        sections.append(
          UInt32(truncatingIfNeeded: version.begin.rawValue - version.recorded.rawValue),
          to: .distances)
      }
      if version.end != .max {
        sections.append(UInt32(number), to: .ended)
        sections.append(UInt32(clamping: version.end - base), to: .ends)
      }
      sections.append(UInt32(truncatingIfNeeded: version.length), to: .lengths)
      if lists.isShort {
        sections.append(UInt16(truncatingIfNeeded: version.bodies), to: .bodyLists)
        sections.append(UInt16(truncatingIfNeeded: version.topics), to: .topicLists)
      } else {
        sections.append(version.bodies, to: .bodyLists)
        sections.append(version.topics, to: .topicLists)
      }
      sections.append(kind, to: .kinds)
      sections.append(SegmentWriter.number(version.openness, of: levels), to: .openness)
    }
    var byAccession = order.enumerated().map { number, index in
      (versions[index].accession, versions[index].begin.rawValue, number)
    }
    byAccession.sort { ($0.0, $0.1) < ($1.0, $1.1) }
    let width = SegmentLayout.width(versions: versions.count)
    for (_, _, number) in byAccession {
      append(UInt64(number), width: width, .byAccession, &sections)
    }
    for serial in acted.sorted() { sections.append(serial, to: .acted) }
    for ending in endings {
      sections.append(ending.accession.serial, to: .endings)
      sections.append(UInt64(ending.accession.item), to: .endings)
      sections.append(ending.begin.rawValue, to: .endings)
      sections.append(ending.end.rawValue, to: .endings)
    }
    for (section, listed) in others {
      for position in listed { sections.append(position.rawValue, to: section) }
    }
  }

  private func append(
    _ number: UInt64, width: Int, _ section: SegmentLayout.Section,
    _ sections: inout SegmentSections
  ) {
    if width == 2 {
      sections.append(UInt16(truncatingIfNeeded: number), to: section)
    } else {
      sections.append(UInt32(truncatingIfNeeded: number), to: section)
    }
  }

  private static func number<Value: Equatable>(_ value: Value, of all: [Value]) -> UInt8 {
    UInt8(all.firstIndex(of: value) ?? 0)
  }

  static func day(_ day: Int) -> Int32 { Int32(clamping: day) }

  /// Writes the postings of all terms behind other bytes; gives where those of each term begin and the last
  /// ones end, or nothing where that cannot be done.
  private func writePostings(
    _ sort: OccurrenceSort, _ memory: SegmentMemory.OfBytes, behind bytes: inout [UInt8]
  ) -> [UInt32]? {
    var postings = PostingsWriter(versions: versions.count, in: memory, behind: bytes)
    // Nobody else has them while they grow.
    bytes = []
    let codes = UnsafeBufferPointer(rebasing: terms[..<termCount])
    guard sort.forEachTerm(of: codes, in: memory.entries, to: &postings) else { return nil }
    let written = postings.finish()
    bytes = written.bytes
    return written.starts
  }
}

extension SegmentWriter.Version {
  /// What it is sorted by.
  fileprivate var key: (Int, Int, UInt64, Int, UInt64) {
    (
      date.firstDay.map { max($0, -1 << 40) } ?? .min,
      date.lastDay.map { min($0, 1 << 40) } ?? .min,
      accession.serial, accession.item, begin.rawValue
    )
  }
}
