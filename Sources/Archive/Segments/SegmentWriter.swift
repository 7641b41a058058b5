import EventStore

/// Gathers versions of records and makes a segment of them.
///
/// Memory for eight bytes an occurrence of a term, twice while the segment is made.
struct SegmentWriter {
  /// What a version says, besides its terms.
  struct Version {
    var accession: AccessionNumber
    /// The position of the record.
    var recorded: Position
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
  /// The positions of events that are about no record, by the sections that list them.
  private(set) var others: [SegmentLayout.Section: [Position]] = [:]

  private var pairs = PairTable()
  private var texts = TextTable()
  private var wordCharacters = WordCharacters()
  /// The terms of all versions, one version after the other: twice the pair's number, or twice the
  /// text's and one.
  private var terms: [UInt32] = []
  /// Where each stands, counted in units; `noPosition` for what stands nowhere.
  private var positions: [UInt32] = []
  /// Where the terms of each version begin.
  private var starts: [Int] = []
  private var lists = NameLists()

  private static let noPosition = UInt32.max

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
    texts.number(of: tag.rawValue, text) << 1 | 1
  }

  /// Notes an event that is about no record.
  mutating func note(_ position: Position, in section: SegmentLayout.Section) {
    others[section, default: []].append(position)
  }

  /// Adds a text to the last version; once, however often it is added.
  mutating func add(_ text: UInt32) {
    guard let start = starts.last, !terms[start...].contains(text) else { return }
    terms.append(text)
    positions.append(SegmentWriter.noPosition)
  }

  /// Adds the fields of the last version, after everything else of it.
  mutating func add(fields: [[UInt8]]) {
    var position: UInt32 = 0
    for field in fields {
      versions[versions.count - 1].length += field.count
      field.withUnsafeBufferPointer { add($0, &position) }
      // Nothing is found across fields.
      position += 1
    }
  }

  private mutating func add(_ field: UnsafeBufferPointer<UInt8>, _ position: inout UInt32) {
    var at = 0
    var before: UInt32?
    while at < field.count {
      let (scalar, length) = TextUnits.decode(field, at)
      if wordCharacters.contains(scalar) {
        let start = at
        repeat {
          at += TextUnits.decode(field, at).1
        } while at < field.count && wordCharacters.contains(TextUnits.decode(field, at).0)
        if let character = before {
          add(character, TextUnits.Follower.of(wordBeginningWith: scalar), position - 1)
        }
        before = nil
        let word = texts.number(
          of: TermTag.word.rawValue, UnsafeBufferPointer(rebasing: field[start..<at]))
        terms.append(word << 1 | 1)
        positions.append(position)
      } else {
        if let character = before { add(character, scalar, position - 1) }
        before = scalar
        at += length
      }
      position += 1
    }
    if let character = before { add(character, TextUnits.Follower.end, position - 1) }
  }

  @inline(__always)
  private mutating func add(_ first: UInt32, _ second: UInt32, _ position: UInt32) {
    terms.append(pairs.number(of: TextUnits.pair(first, second)) << 1)
    positions.append(position)
  }
}

// MARK: - Bytes

extension SegmentWriter {
  /// The bytes of the segment; nothing where they are more than it can hold.
  func finish() -> [UInt8]? {
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
    write(order, to: &sections)
    for pair in pairOrder { sections.append(pairs.keys[pair], to: .pairKeys) }
    var end = 0
    for text in textOrder {
      end += texts[text].count
      sections.append(UInt32(truncatingIfNeeded: end), to: .textEnds)
      sections[.texts] += texts[text]
    }
    writePostings(order, numbers, to: &sections)
    lists.write(to: &sections)
    let undated = versions.count { $0.date.firstDay == nil }
    return sections.bytes(header: [
      .magic: SegmentLayout.magic, .version: UInt64(SegmentLayout.version),
      .versions: UInt64(versions.count), .undated: UInt64(undated),
      .pairs: UInt64(pairOrder.count), .texts: UInt64(textOrder.count),
    ])
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

  private func write(_ order: [Int], to sections: inout SegmentSections) {
    for (number, index) in order.enumerated() {
      let version = versions[index]
      let first = version.date.firstDay
      let last = version.date.lastDay
      sections.append(SegmentWriter.day(first ?? .max), to: .firstDays)
      sections.append(SegmentWriter.day(last ?? .min), to: .lastDays)
      if let first, let last, first != last { sections.append(UInt32(number), to: .spans) }
      sections.append(version.accession.serial, to: .serials)
      sections.append(UInt32(truncatingIfNeeded: version.accession.item), to: .items)
      sections.append(version.recorded.rawValue, to: .recorded)
      sections.append(version.begin.rawValue, to: .begins)
      sections.append(version.end, to: .ends)
      if version.end != .max { sections.append(UInt32(number), to: .ended) }
      sections.append(UInt32(truncatingIfNeeded: version.length), to: .lengths)
      sections.append(version.bodies, to: .bodyLists)
      sections.append(version.topics, to: .topicLists)
      sections.append(SegmentWriter.number(version.kind, of: RecordKind.allCases), to: .kinds)
      sections.append(SegmentWriter.number(version.openness, of: Openness.allCases), to: .openness)
      sections.append(UInt16(version.date.startYear ?? 0), to: .years)
    }
    let byAccession = order.indices.sorted { a, b in
      let (one, other) = (versions[order[a]], versions[order[b]])
      return (one.accession, one.begin.rawValue) < (other.accession, other.begin.rawValue)
    }
    for number in byAccession { sections.append(UInt32(number), to: .byAccession) }
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

  private static func number<Value: Equatable>(_ value: Value, of all: [Value]) -> UInt8 {
    UInt8(all.firstIndex(of: value) ?? 0)
  }

  static func day(_ day: Int) -> Int32 { Int32(clamping: day) }

  private func writePostings(
    _ order: [Int], _ numbers: ([UInt32], [UInt32]), to sections: inout SegmentSections
  ) {
    // Counting sort by term; versions come in their order, so that those of a term do as well.
    let count = numbers.0.count + numbers.1.count
    var places = [Int](repeating: 0, count: count + 1)
    var final = terms
    for index in final.indices {
      let term = final[index]
      let number = term & 1 == 0 ? numbers.0[Int(term >> 1)] : numbers.1[Int(term >> 1)]
      final[index] = number
      places[Int(number) + 1] += 1
    }
    for term in 0..<count { places[term + 1] += places[term] }
    var next = places
    var occurrences = [UInt64](repeating: 0, count: final.count)
    for (number, version) in order.enumerated() {
      let end = version + 1 < starts.count ? starts[version + 1] : final.count
      for index in starts[version]..<end {
        let term = Int(final[index])
        occurrences[next[term]] = UInt64(number) << 32 | UInt64(positions[index])
        next[term] += 1
      }
    }
    var postings = PostingsWriter(versions: versions.count)
    for term in 0..<count {
      sections.append(UInt32(truncatingIfNeeded: postings.bytes.count), to: .postingStarts)
      postings.append(occurrences[places[term]..<places[term + 1]])
    }
    sections.append(UInt32(truncatingIfNeeded: postings.bytes.count), to: .postingStarts)
    sections[.postings] = postings.bytes
  }
}

/// Lists of names, as records have them.
private struct NameLists {
  private var numbers: [[String]: UInt32] = [[]: 0]
  private var all: [[String]] = [[]]

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
