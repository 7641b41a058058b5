import EventStore

/// The records of versions of several segments, one after the other in one order.
///
/// Segments have their versions in the order of dates, so that no more is looked at than is asked for.
struct OrderedRecords: IteratorProtocol {
  private let segments: [Segment]
  /// The versions of each segment in order, where they are merged.
  private let listed: [[UInt32]]
  private let isNewestFirst: Bool
  /// Of each segment that has more, the next version; or all versions, where they are in order already.
  private var heads: [DatedVersion]
  private let isMerging: Bool
  /// The place of the next of these.
  private var place = 0
  /// How many may still come.
  private var most: Int

  /// Merges the versions of each segment, which are in order.
  init(
    _ segments: [Segment], merging listed: [[UInt32]], isNewestFirst: Bool, most: Int
  ) {
    self.segments = segments
    self.listed = listed
    self.isNewestFirst = isNewestFirst
    self.most = most
    isMerging = true
    heads = []
    heads.reserveCapacity(listed.count)
    for (segment, versions) in listed.enumerated() {
      if let first = versions.first { heads.append(DatedVersion(first, of: segment, segments)) }
    }
  }

  /// Takes versions that are in order.
  init(_ segments: [Segment], _ versions: [DatedVersion], most: Int) {
    self.segments = segments
    listed = []
    isNewestFirst = false
    isMerging = false
    heads = versions
    self.most = most
  }

  /// Leaves out so many records.
  mutating func pass(over count: Int) {
    for _ in 0..<count where nextVersion() == nil { return }
  }

  mutating func next() -> FoundRecord? {
    guard let (segment, version) = nextVersion() else { return nil }
    return FoundRecord(Int(version), of: segments[segment], among: segments)
  }

  private mutating func nextVersion() -> (segment: Int, version: UInt32)? {
    guard most > 0 else { return nil }
    guard isMerging else {
      guard place < heads.count else { return nil }
      most -= 1
      place += 1
      return (heads[place - 1].segment, heads[place - 1].version)
    }
    guard !heads.isEmpty else { return nil }
    var best = 0
    for other in heads.indices.dropFirst() where isBefore(other, best) { best = other }
    most -= 1
    let (segment, version, next) = (heads[best].segment, heads[best].version, heads[best].next + 1)
    if next < listed[segment].count {
      heads[best] = DatedVersion(listed[segment][next], of: segment, segments)
      heads[best].next = next
    } else {
      heads.remove(at: best)
    }
    return (segment, version)
  }

  private mutating func isBefore(_ one: Int, _ other: Int) -> Bool {
    if let isBefore = heads[one].isBefore(heads[other], isNewestFirst) { return isBefore }
    heads[one].readRest(segments)
    heads[other].readRest(segments)
    return isNewestFirst
      ? heads[other].rest < heads[one].rest : heads[one].rest < heads[other].rest
  }
}

/// A version with what it is ordered by.
struct DatedVersion {
  let segment: Int
  let version: UInt32
  /// Its place among those of its segment.
  var next = 0
  private let isUnknown: Bool
  private let first: Int32
  /// What only those of the same day differ in, which is read for them alone.
  private var last: Int32 = 0
  private var accession: AccessionNumber?

  init(_ version: UInt32, of segment: Int, _ segments: [Segment]) {
    let source = segments[segment]
    self.segment = segment
    self.version = version
    isUnknown = Int(version) < source.undated
    first = isUnknown ? 0 : source.firstDay(of: Int(version))
  }

  /// Whether it stands in front of another, by the first day of the date alone; nothing where that is the same.
  ///
  /// What has no date comes last.
  func isBefore(_ other: DatedVersion, _ isNewestFirst: Bool) -> Bool? {
    if isUnknown != other.isUnknown { return other.isUnknown }
    if first == other.first { return nil }
    return isNewestFirst ? first > other.first : first < other.first
  }

  fileprivate var rest: (Int32, AccessionNumber) {
    (last, accession ?? AccessionNumber(serial: 0))
  }

  /// Reads the last day of the date, and the record's number.
  fileprivate mutating func readRest(_ segments: [Segment]) {
    guard accession == nil else { return }
    let source = segments[segment]
    if !isUnknown { last = source.lastDay(of: Int(version)) }
    accession = source.accession(of: Int(version))
  }

  /// Whether it stands in front of another where the newest come first.
  func isNewer(than other: DatedVersion, _ segments: [Segment]) -> Bool {
    if let isBefore = isBefore(other, true) { return isBefore }
    var (one, other) = (self, other)
    one.readRest(segments)
    other.readRest(segments)
    return other.rest < one.rest
  }
}
