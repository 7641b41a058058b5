import EventStore

/// Gathers versions of records and makes a segment of them.
///
/// Memory for four bytes an occurrence of a term, and while the segment is made for what
/// `OccurrenceSort` needs and twice the bytes of the segment.
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
  private var terms: [TermCode]
  private let memory: SegmentMemory
  /// The greatest position in any version.
  private var lastPosition = 0
  /// The units of the field at hand: keys of pairs, or `isWord` and the number of a word.
  private var units: [UInt64] = []
  /// Where the terms of each version begin.
  private var starts: [Int] = []
  private var lists = NameLists()

  private static let isWord: UInt64 = 1 << 63

  /// - Parameter memory: Is used again from one segment to the next.
  init(in memory: SegmentMemory = SegmentMemory()) {
    self.memory = memory
    terms = memory.codes
    memory.codes = []
  }

  /// Begins a version, which gets its terms next; gives its number.
  mutating func begin(_ version: Version) -> Int {
    versions.append(version)
    starts.append(terms.count)
    return versions.count - 1
  }

  /// Ends a version that was begun here.
  mutating func end(_ version: Int, at position: Position) {
    versions[version].end = position.rawValue
  }

  /// The number of a list of names.
  mutating func list(_ names: [String]) -> UInt32 { lists.number(of: names) }

  /// The number of a text, to be added to versions.
  mutating func text(_ tag: TermTag, _ text: [UInt8]) -> UInt32 {
    texts.number(of: tag.rawValue, text)
  }

  /// Notes an event that is about no record.
  mutating func note(_ position: Position, in section: SegmentLayout.Section) {
    others[section, default: []].append(position)
  }

  /// Adds a text to the last version; once, however often it is added.
  mutating func add(_ text: UInt32) {
    let term = TermCode(text: text, isPositioned: false)
    guard let start = starts.last, !terms[start...].contains(term) else { return }
    terms.append(term)
  }

  /// Adds the fields of the last version, after everything else of it.
  mutating func add(fields: [[UInt8]]) {
    var position = 0
    for field in fields where !field.isEmpty {
      versions[versions.count - 1].length += field.count
      field.withUnsafeBufferPointer { readUnits($0) }
      // Nothing is found across fields.
      position += units.count + 1
      units.withUnsafeMutableBufferPointer { pairs.replace($0, except: SegmentWriter.isWord) }
      for unit in units {
        let number = UInt32(truncatingIfNeeded: unit)
        terms.append(
          unit & SegmentWriter.isWord == 0
            ? TermCode(pair: number) : TermCode(text: number, isPositioned: true))
      }
      terms[terms.count - 1].endField()
    }
    lastPosition = max(lastPosition, position)
  }

  /// Divides a field as `TextUnits` does: one entry for each unit.
  private mutating func readUnits(_ field: UnsafeBufferPointer<UInt8>) {
    units.removeAll(keepingCapacity: true)
    var at = 0
    var before: UInt32?
    var (scalar, length) = TextUnits.decode(field, at)
    while at < field.count {
      if wordCharacters.contains(scalar) {
        let start = at
        let first = scalar
        repeat {
          at += length
          guard at < field.count else { break }
          (scalar, length) = TextUnits.decode(field, at)
        } while wordCharacters.contains(scalar)
        if let character = before {
          units.append(
            TextUnits.pair(character, TextUnits.Follower.of(wordBeginningWith: first)))
        }
        before = nil
        let word = texts.number(
          of: TermTag.word.rawValue, UnsafeBufferPointer(rebasing: field[start..<at]))
        units.append(SegmentWriter.isWord | UInt64(word))
      } else {
        if let character = before { units.append(TextUnits.pair(character, scalar)) }
        before = scalar
        at += length
        if at < field.count { (scalar, length) = TextUnits.decode(field, at) }
      }
    }
    if let character = before { units.append(TextUnits.pair(character, TextUnits.Follower.end)) }
  }
}

// MARK: - Bytes

extension SegmentWriter {
  /// The bytes of the segment, with which the writer is done; nothing where they are more than it can
  /// hold.
  ///
  /// - Parameter positions: Those that it is made of.
  mutating func finish(of positions: Range<UInt64>) -> [UInt8]? {
    let first = positions.lowerBound
    guard !pairs.isFull, isAddressable(from: first) else { return nil }
    let order = versions.indices.sorted { SegmentWriter.isBefore(versions[$0], versions[$1]) }
    let pairOrder = pairs.keys.indices.sorted { pairs.keys[$0] < pairs.keys[$1] }
    let textOrder = (0..<texts.count).sorted {
      texts[$0].lexicographicallyPrecedes(texts[$1])
    }
    var numbers = (
      [UInt32](repeating: 0, count: pairOrder.count), [UInt32](repeating: 0, count: textOrder.count)
    )
    for (number, pair) in pairOrder.enumerated() { numbers.0[pair] = UInt32(number) }
    for (number, text) in textOrder.enumerated() {
      numbers.1[text] = UInt32(pairOrder.count + number)
    }
    var sections = SegmentSections()
    write(order, of: positions, to: &sections)
    for (number, pair) in pairOrder.enumerated() {
      sections.append(pairs.keys[pair], to: .pairKeys)
      if number % SegmentLayout.pairsPerSample == 0 {
        sections.append(pairs.keys[pair], to: .pairSamples)
      }
    }
    for tag in TermTag.allCases {
      let before = textOrder.count { texts[$0].first ?? 0 < tag.rawValue }
      sections.append(UInt32(before), to: .tagStarts)
    }
    var end = 0
    for text in textOrder {
      end += texts[text].count
      sections.append(UInt32(truncatingIfNeeded: end), to: .textEnds)
      sections[.texts] += texts[text]
    }
    for index in terms.indices {
      terms[index] = terms[index].ordered {
        numbers.0[Int($0)]
      } text: {
        numbers.1[Int($0)]
      }
    }
    guard writePostings(order, of: pairOrder.count + textOrder.count, to: &sections) else {
      return nil
    }
    lists.write(to: &sections)
    let undated = versions.count { $0.date.firstDay == nil }
    return sections.bytes(header: [
      .magic: SegmentLayout.magic, .version: UInt64(SegmentLayout.version),
      .versions: UInt64(versions.count), .undated: UInt64(undated),
      .leastSerial: leastSerial,
      .pairs: UInt64(pairOrder.count), .texts: UInt64(textOrder.count),
    ])
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

  /// The order of `DateOrder`, but for what has no date, which stands in front.
  private static func isBefore(_ a: Version, _ b: Version) -> Bool {
    key(a) < key(b)
  }

  private static func key(_ version: Version) -> (Int, Int, UInt64, Int, UInt64) {
    (
      version.date.firstDay.map { max($0, -1 << 40) } ?? .min,
      version.date.lastDay.map { min($0, 1 << 40) } ?? .min, version.accession.serial,
      version.accession.item, version.begin.rawValue
    )
  }

  private func write(
    _ order: [Int], of positions: Range<UInt64>, to sections: inout SegmentSections
  ) {
    let leastSerial = leastSerial
    let base = positions.lowerBound
    let beginWidth = SegmentLayout.width(versions: positions.count)
    for (number, index) in order.enumerated() {
      let version = versions[index]
      let first = version.date.firstDay
      let last = version.date.lastDay
      sections.append(SegmentWriter.day(first ?? .max), to: .firstDays)
      if let first, let last, first != last {
        sections.append(UInt32(number), to: .spans)
        sections.append(SegmentWriter.day(last), to: .lastDays)
      }
      sections.append(
        UInt32(truncatingIfNeeded: version.accession.serial - leastSerial), to: .serials)
      sections.append(UInt32(truncatingIfNeeded: version.accession.item), to: .items)
      if version.begin != version.recorded {
        sections.append(UInt32(number), to: .changed)
        sections.append(
          UInt32(truncatingIfNeeded: version.begin.rawValue - version.recorded.rawValue),
          to: .distances)
      }
      append(version.begin.rawValue - base, width: beginWidth, .begins, &sections)
      sections.append(
        UInt16(clamping: version.recorded.rawValue &- version.meeting.rawValue), to: .meetings)
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
      sections.append(SegmentWriter.number(version.kind, of: RecordKind.allCases), to: .kinds)
      sections.append(SegmentWriter.number(version.openness, of: Openness.allCases), to: .openness)
      sections.append(UInt16(version.date.startYear ?? 0), to: .years)
    }
    let byAccession = order.indices.sorted { a, b in
      let (one, other) = (versions[order[a]], versions[order[b]])
      return (one.accession, one.begin.rawValue) < (other.accession, other.begin.rawValue)
    }
    let width = SegmentLayout.width(versions: versions.count)
    for number in byAccession { append(UInt64(number), width: width, .byAccession, &sections) }
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

  /// Writes the postings of so many terms, and forgets where they stand; false where that cannot be
  /// done.
  private mutating func writePostings(
    _ order: [Int], of count: Int, to sections: inout SegmentSections
  ) -> Bool {
    guard
      let sort = OccurrenceSort(
        terms, startingAt: starts, in: order, terms: count, lastPosition: lastPosition)
    else { return false }
    var postings = PostingsWriter(versions: versions.count)
    sort.forEachTerm(in: memory) { occurrences in
      sections.append(UInt32(truncatingIfNeeded: postings.bytes.count), to: .postingStarts)
      postings.append(occurrences)
    }
    sections.append(UInt32(truncatingIfNeeded: postings.bytes.count), to: .postingStarts)
    sections[.postings] = postings.bytes
    terms.removeAll(keepingCapacity: true)
    (memory.codes, terms) = (terms, [])
    return true
  }
}

/// Lists of names, as records have them.
private struct NameLists {
  private var numbers: [[String]: UInt32] = [[]: 0]
  private var all: [[String]] = [[]]

  /// Whether 16 bits tell them apart.
  var isShort: Bool { all.count <= 1 << 16 }

  mutating func number(of names: [String]) -> UInt32 {
    if let number = numbers[names] { return number }
    numbers[names] = UInt32(all.count)
    all.append(names)
    return UInt32(all.count - 1)
  }

  func write(to sections: inout SegmentSections) {
    var names: [String: UInt32] = [:]
    var end: UInt32 = 0
    var count: UInt32 = 0
    for list in all {
      for name in list {
        if names[name] == nil {
          names[name] = UInt32(names.count)
          end += UInt32(name.utf8.count)
          sections[.names] += Array(name.utf8)
          sections.append(end, to: .nameEnds)
        }
        sections.append(names[name] ?? 0, to: .listNames)
        count += 1
      }
      sections.append(count, to: .listEnds)
    }
  }
}

/// The sections of a segment in the making.
struct SegmentSections {
  private var all = [[UInt8]](repeating: [], count: SegmentLayout.Section.allCases.count)

  subscript(section: SegmentLayout.Section) -> [UInt8] {
    get { all[section.rawValue] }
    _modify { yield &all[section.rawValue] }
  }

  @inline(__always)
  mutating func append<Number: FixedWidthInteger>(
    _ number: Number, to section: SegmentLayout.Section
  ) {
    withUnsafeBytes(of: number.littleEndian) { all[section.rawValue].append(contentsOf: $0) }
  }

  /// Header and sections one after the other; nothing where a section is too long to be addressed.
  func bytes(header: [SegmentLayout.Header: UInt64]) -> [UInt8]? {
    guard all.allSatisfy({ $0.count <= UInt32.max }) else { return nil }
    var words: [UInt64] = []
    for word in SegmentLayout.Header.allCases where word != .sections {
      words.append(header[word] ?? 0)
    }
    var offset = SegmentLayout.headerLength
    for section in all {
      words += [UInt64(offset), UInt64(section.count)]
      offset += (section.count + 7) / 8 * 8
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(offset + offset / 512)
    for word in words { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
    for section in all {
      bytes += section
      bytes += repeatElement(0, count: (8 - section.count % 8) % 8)
    }
    return bytes
  }
}
