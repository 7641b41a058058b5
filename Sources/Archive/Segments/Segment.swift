import EventStore

/// Reads one segment in place.
///
/// Whatever stands in the file, nothing is read beyond it: what makes no sense is noted with the file,
/// and whoever asked throws the answer away.
final class Segment {
  /// The positions of the log that it was made of.
  let positions: Range<UInt64>
  /// The number of versions, and how many of them, in front, have no date.
  let count: Int
  let undated: Int
  /// The number of terms that are pairs, which stand in front of the texts.
  let pairCount: Int
  private let textCount: Int
  private let leastSerial: UInt64
  /// The bytes of a list's number.
  let listWidth: Int
  private let versionWidth: Int
  let file: SealedFile
  let sections: [(start: Int, length: Int)]
  /// Where the texts of each tag begin, in the order of the tags, and where the last ones end.
  @exclusivity(unchecked) private(set) var tagStarts: [UInt32] = []
  /// Its place among those that are asked together.
  @exclusivity(unchecked) var number = 0
  /// Versions that ended in later segments, and where.
  @exclusivity(unchecked) private(set) var laterEnds: [Int: UInt64] = [:]
  /// The versions that begin before the position that was asked about last.
  @exclusivity(unchecked) private var begun: (end: UInt64, versions: VersionSet)?
  /// The versions of records that are withdrawn, which every question asks for; nothing where there are none.
  private(set) lazy var retracted = term(.retracted, []).flatMap(postings)?.versions.loaded
  /// Whether there are any.
  private(set) lazy var hasRetracted = retracted != nil

  /// Opens a segment; nothing where it is of another version or makes no sense.
  init?(_ file: SealedFile, of positions: Range<UInt64>) {
    self.file = file
    self.positions = positions
    let header = file.bytes(0, SegmentLayout.headerLength)
    guard header.count == SegmentLayout.headerLength else { return nil }
    func word(_ index: Int) -> UInt64 {
      UInt64(littleEndian: header.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
    func number(_ word: UInt64) -> Int? { word <= UInt64(file.count) * 8 ? Int(word) : nil }
    guard word(SegmentLayout.Header.magic.rawValue) == SegmentLayout.magic,
      word(SegmentLayout.Header.version.rawValue) == UInt64(SegmentLayout.version),
      let versions = number(word(SegmentLayout.Header.versions.rawValue)),
      let undated = number(word(SegmentLayout.Header.undated.rawValue)),
      let pairs = number(word(SegmentLayout.Header.pairs.rawValue)),
      let texts = number(word(SegmentLayout.Header.texts.rawValue)), undated <= versions
    else { return nil }
    var sections: [(start: Int, length: Int)] = []
    sections.reserveCapacity(SegmentLayout.Section.allCases.count)
    for section in SegmentLayout.Section.allCases {
      let index = SegmentLayout.Header.sections.rawValue + section.rawValue * 2
      guard let start = number(word(index)), let length = number(word(index + 1)),
        start <= file.count, length <= file.count - start
      else { return nil }
      sections.append((start, length))
    }
    self.sections = sections
    count = versions
    self.undated = undated
    leastSerial = word(SegmentLayout.Header.leastSerial.rawValue)
    pairCount = pairs
    textCount = texts
    listWidth = sections[SegmentLayout.Section.bodyLists.rawValue].length == versions * 2 ? 2 : 4
    versionWidth = SegmentLayout.width(versions: versions)
    guard leastSerial < Streams.end,
      hasWholeColumns,
      length(of: .pairBlocks) == Segment.blocks(pairs) * SegmentLayout.pairBlock,
      length(of: .textPlaces) == (texts + 1) * SegmentLayout.textPlace,
      length(of: .endings).isMultiple(of: 32), length(of: .lastDays) == length(of: .spans),
      length(of: .ends) == length(of: .ended), length(of: .distances) == length(of: .changed),
      length(of: .tagStarts) == TermTag.allCases.count * 4,
      length(of: .pairSamples) == Segment.blocks(pairs) * 8,
      length(of: .daySamples) == Segment.daySamples(versions) * 4,
      length(of: .years).isMultiple(of: SegmentLayout.yearLength)
    else { return nil }
    tagStarts = numbers(.tagStarts, as: UInt32.self) + [UInt32(clamping: texts)]
    for tag in 1..<tagStarts.count where tagStarts[tag] < tagStarts[tag - 1] { return nil }
  }

  /// Whether every column has a number for each version.
  private var hasWholeColumns: Bool {
    func isWhole(_ section: SegmentLayout.Section, _ width: Int) -> Bool {
      length(of: section) == count * width
    }
    return isWhole(.rows, SegmentLayout.Row.length)
      && isWhole(.lengths, 4) && isWhole(.bodyLists, listWidth) && isWhole(.topicLists, listWidth)
      && isWhole(.kinds, 1) && isWhole(.openness, 1)
      && isWhole(.byAccession, versionWidth)
  }

  /// Of how many of so many versions the first day is told beside the header.
  private static func daySamples(_ versions: Int) -> Int {
    versions == 0
      ? 0 : (versions + SegmentLayout.versionsPerDay - 1) / SegmentLayout.versionsPerDay + 1
  }

  /// How many blocks so many pairs take.
  private static func blocks(_ pairs: Int) -> Int {
    (pairs + SegmentLayout.pairsPerBlock - 1) / SegmentLayout.pairsPerBlock
  }

  /// Whether an answer that was made of this segment is worth nothing.
  var isDamaged: Bool { file.isDamaged }

  /// Says that what was read makes no sense.
  func noteDamage() { file.noteDamage() }
}

// MARK: - Numbers

extension Segment {
  func length(of section: SegmentLayout.Section) -> Int { sections[section.rawValue].length }

  /// Some bytes of a section; none where they are not there.
  @inline(__always)
  func bytes(
    _ section: SegmentLayout.Section, _ start: Int, _ length: Int
  ) -> UnsafeRawBufferPointer {
    let place = sections[section.rawValue]
    guard start >= 0, length >= 0, start <= place.length, length <= place.length - start else {
      noteDamage()
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return file.bytes(place.start + start, length)
  }

  /// A number of a section; zero where it is not there.
  @inline(__always)
  func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ section: SegmentLayout.Section, _ index: Int, as type: Number.Type
  ) -> Number {
    let width = MemoryLayout<Number>.size
    let bytes = bytes(section, index &* width, width)
    guard bytes.count == width else { return 0 }
    return Number(littleEndian: bytes.loadUnaligned(as: Number.self))
  }

  /// All numbers of a section.
  func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
    _ section: SegmentLayout.Section, as type: Number.Type
  ) -> [Number] {
    let bytes = bytes(section, 0, length(of: section))
    let width = MemoryLayout<Number>.size
    return (0..<bytes.count / width).map {
      Number(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * width, as: Number.self))
    }
  }

  /// Tells the numbers of some versions in a column.
  @inline(__always)
  func forEachNumber<Number: FixedWidthInteger & BitwiseCopyable>(
    _ section: SegmentLayout.Section, of versions: VersionSet, as type: Number.Type,
    _ tell: (Number) -> Void
  ) {
    let width = MemoryLayout<Number>.size
    // Of many the whole column is looked at once.
    guard versions.count > count / 64 else {
      versions.forEach { tell(number(section, Int($0), as: type)) }
      return
    }
    let column = bytes(section, 0, count * width)
    guard column.count == count * width else { return }
    versions.forEach { version in
      tell(
        Number(
          littleEndian: column.loadUnaligned(
            fromByteOffset: Int(version) * width, as: type)))
    }
  }

  /// The first index of a sorted column whose number is not below another.
  func lowerBound<Number: FixedWidthInteger & BitwiseCopyable>(
    _ section: SegmentLayout.Section, _ wanted: Number, in range: Range<Int>
  ) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if number(section, middle, as: Number.self) < wanted {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

// MARK: - Versions

extension Segment {
  func accession(of version: Int) -> AccessionNumber {
    AccessionNumber(
      serial: leastSerial &+ UInt64(number(SegmentLayout.Row.serial, of: version, as: UInt32.self)),
      item: Int(number(SegmentLayout.Row.item, of: version, as: UInt32.self)))
  }

  /// Whether a version is one of a document, and of no meeting's.
  func isDocument(_ version: Int) -> Bool {
    let kind = Int(number(SegmentLayout.Row.kind, of: version, as: UInt8.self))
    return RecordKind.allCases.indices.contains(kind) && RecordKind.allCases[kind] == .document
  }

  /// A number of a version's row; zero where it is not there.
  @inline(__always)
  private func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ offset: Int, of version: Int, as type: Number.Type
  ) -> Number {
    let row = bytes(.rows, version &* SegmentLayout.Row.length, SegmentLayout.Row.length)
    guard row.count == SegmentLayout.Row.length else { return 0 }
    return Number(littleEndian: row.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  /// The position where a version ends, here or in a later segment.
  func end(of version: Int) -> UInt64 {
    if let end = laterEnds[version] { return end }
    guard let index = index(of: version, in: .ended) else { return .max }
    return positions.lowerBound + UInt64(number(.ends, index, as: UInt32.self))
  }

  /// The position of the record that a version is one of.
  func recorded(of version: Int) -> UInt64 {
    guard let index = index(of: version, in: .changed) else { return begin(of: version) }
    return begin(of: version) &- UInt64(number(.distances, index, as: UInt32.self))
  }

  /// The position of the meeting that an item belongs to, or of the record itself where it is none;
  /// nothing where it is not told.
  func meeting(of version: Int) -> UInt64? {
    let distance = number(SegmentLayout.Row.meeting, of: version, as: UInt16.self)
    return distance == SegmentLayout.farMeeting ? nil : recorded(of: version) &- UInt64(distance)
  }

  /// Whether something was said of a record, in the positions of this segment, after it was recorded.
  func hasActs(about serial: UInt64) -> Bool {
    let acted = 0..<length(of: .acted) / 8
    let index = lowerBound(.acted, serial, in: acted)
    return acted.contains(index) && number(.acted, index, as: UInt64.self) == serial
  }

  /// Where a version stands in a section that lists some; nothing where it does not.
  private func index(of version: Int, in section: SegmentLayout.Section) -> Int? {
    let listed = 0..<length(of: section) / 4
    guard !listed.isEmpty else { return nil }
    let index = lowerBound(section, UInt32(clamping: version), in: listed)
    guard listed.contains(index), number(section, index, as: UInt32.self) == version else {
      return nil
    }
    return index
  }

  /// The first day of a version that has a date.
  @inline(__always)
  func firstDay(of version: Int) -> Int32 {
    number(SegmentLayout.Row.day, of: version, as: Int32.self)
  }

  /// The first version with a date whose first day is not before some day.
  func firstVersion(notBefore day: Int32) -> Int {
    // The samples stand beside the header; between two of them are few pages.
    let each = SegmentLayout.versionsPerDay
    let count = length(of: .daySamples) / 4 - 1
    guard undated < self.count, count > 0,
      number(.daySamples, count, as: Int32.self) >= day
    else { return self.count }
    let samples = (undated + each - 1) / each..<count
    let sample = lowerBound(.daySamples, day, in: samples)
    var low = sample > samples.lowerBound ? (sample - 1) * each : undated
    var high = sample < samples.upperBound ? sample * each : self.count
    while low < high {
      let middle = (low + high) / 2
      if firstDay(of: middle) < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The years in which versions begin, one after the other: the year, or 0 where there is none, and the
  /// versions, which follow each other.
  var years: [(year: Int, versions: Range<Int>)] {
    let numbers = numbers(.years, as: UInt32.self)
    var years: [(year: Int, versions: Range<Int>)] = []
    years.reserveCapacity(numbers.count / 2)
    for index in stride(from: 0, to: numbers.count, by: 2) {
      let first = Int(numbers[index])
      let end = index + 2 < numbers.count ? Int(numbers[index + 2]) : count
      guard first == years.last?.versions.upperBound ?? 0, first <= end, end <= count else {
        noteDamage()
        return []
      }
      years.append((Int(numbers[index + 1]), first..<end))
    }
    return years
  }

  /// The last day of a version that has a date.
  func lastDay(of version: Int) -> Int32 {
    guard let index = index(of: version, in: .spans) else {
      return firstDay(of: version)
    }
    return number(.lastDays, index, as: Int32.self)
  }

  /// The number of a version's list of bodies or of topics.
  func list(_ section: SegmentLayout.Section, of version: Int) -> UInt32 {
    listWidth == 2
      ? UInt32(number(section, version, as: UInt16.self))
      : number(section, version, as: UInt32.self)
  }

  /// The position where a version begins.
  func begin(of version: Int) -> UInt64 {
    positions.lowerBound
      + UInt64(number(SegmentLayout.Row.begin, of: version, as: UInt32.self))
  }

  /// Those of some versions that begin before a position.
  ///
  /// Where there are many, all that do are found, and kept for the next question about the same time.
  func versions(begunBefore end: UInt64, among versions: VersionSet) -> VersionSet {
    if let begun, begun.end == end { return versions.intersection(begun.versions) }
    guard versions.count > count / 64 else {
      return VersionSet(versions.numbers.filter { begin(of: Int($0)) < end }, of: count)
    }
    var words = [UInt64](repeating: 0, count: (count + 63) / 64)
    for version in 0..<count where begin(of: version) < end {
      words[version >> 6] |= 1 << UInt64(version & 63)
    }
    let all = VersionSet(bits: words, of: count)
    begun = (end, all)
    return versions.intersection(all)
  }

  /// Whether any version ended, here or in a later segment.
  var hasEnded: Bool { length(of: .ended) > 0 || !laterEnds.isEmpty }

  /// The versions that ended, here or in a later segment, in order.
  var ended: [UInt32] {
    let own = versions(listedIn: .ended)
    return laterEnds.isEmpty ? own : Set(own + laterEnds.keys.map { UInt32($0) }).sorted()
  }

  /// The versions that a section lists, in order.
  func versions(listedIn section: SegmentLayout.Section) -> [UInt32] {
    let listed = numbers(section, as: UInt32.self)
    var last = -1
    for version in listed {
      guard Int(version) > last, Int(version) < count else {
        noteDamage()
        return []
      }
      last = Int(version)
    }
    return listed
  }

  /// Notes that a version ended in a later segment.
  func end(_ ending: SegmentWriter.Ending) {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      let version = version(byAccession: middle)
      let key = (accession(of: version), begin(of: version))
      if key < (ending.accession, ending.begin.rawValue) { low = middle + 1 } else { high = middle }
    }
    guard low < count else { return noteDamage() }
    let version = version(byAccession: low)
    guard version < count, accession(of: version) == ending.accession,
      begin(of: version) == ending.begin.rawValue
    else { return noteDamage() }
    laterEnds[version] = ending.end.rawValue
  }

  private func version(byAccession place: Int) -> Int {
    versionWidth == 2
      ? Int(number(.byAccession, place, as: UInt16.self))
      : Int(number(.byAccession, place, as: UInt32.self))
  }

  /// Versions of earlier segments that ended in the positions of this one.
  var endings: [SegmentWriter.Ending] {
    (0..<length(of: .endings) / 32).map { index in
      SegmentWriter.Ending(
        accession: AccessionNumber(
          serial: number(.endings, index * 4, as: UInt64.self),
          item: Int(clamping: number(.endings, index * 4 + 1, as: UInt64.self))),
        begin: Position(number(.endings, index * 4 + 2, as: UInt64.self)),
        end: Position(number(.endings, index * 4 + 3, as: UInt64.self)))
    }
  }
}
