/// How a segment of the search index lies in its file; everything in it is little-endian.
///
/// A segment holds versions of records, in the order of their dates. Versions that were in force
/// between two positions of the log stand beside each other like records of their own.
///
/// - Header: 64-bit words, those of `Header`, then where each `Section` begins and how many bytes it has.
/// - Terms are numbered: first pairs of characters in the order of their keys, then texts (a tag and
///   bytes) in the order of their bytes.
/// - Postings of a term: a 32-bit number, twice the count of versions that have it, plus one where
///   they have positions; then the versions, as bits with ranks where they are many. Otherwise they
///   stand in blocks of 128: first of each block its first version and, where there are several blocks,
///   where it begins (32 bits); and behind the table of positions, of each block a byte that tells how
///   many bits a distance has, and the distances from each version to the next, less one.
/// - Positions of a term: where it has more versions than 32, a table that tells where those of every
///   32nd version begin: 32 bits for one, and for the next three 16 bits each that are to be added to
///   it, or 65535 where they do not suffice. Then the positions, each told by its distance from the one before it in
///   the same version, as `PositionCode` says.
enum SegmentLayout {
  static let magic: UInt64 = 0x3167_6553_6863_7241  // "ArchSeg1"
  /// The version of what a segment makes of records; another one is made anew.
  static let version = 7

  /// The words of the header.
  enum Header: Int, CaseIterable {
    case magic, version
    /// The number of versions, and how many of them have no date, which stand in front.
    case versions, undated
    /// The least number of a record, without items.
    case leastSerial
    case pairs, texts
    case sections
  }

  /// The parts of a segment.
  enum Section: Int, CaseIterable {
    // What is small and asked for by nearly every question stands in front, beside the header.
    /// The number of texts before those of each tag, 32 bits each.
    case tagStarts
    /// The key of the first pair of each block, 64 bits each.
    case pairSamples
    /// The first day of every 512th version and of the last one, from 1970-01-01, 32 bits each.
    case daySamples
    /// The years in which versions begin: where versions of one year begin, and the year or 0, 32 bits each.
    case years
    /// The positions of events that entered a body by its name and nothing else, of all others about bodies,
    /// of those about persons, and of the rest that are about no record but kept sources, 64 bits each.
    case bodyEntries, bodyActs, personEvents, others
    /// Versions of earlier segments that ended here: serial, item, beginning and end, 64 bits each.
    case endings
    /// The versions that ended, 32 bits each, and where, from the segment's first position on, 32 bits each.
    case ended, ends
    /// The versions that do not begin where their record was recorded, 32 bits each, and how far before,
    /// 32 bits each.
    case changed, distances
    /// The numbers of meetings and documents of which something was said in these positions after they were
    /// recorded, 64 bits each, in order.
    case acted
    /// The pairs in blocks of a page each, so that one look at one page finds the postings of a pair: 340 keys,
    /// 64 bits each, and where the postings of each begin and those of the last one end, 32 bits each.
    case pairBlocks
    /// Where each text and its postings begin, and where the last ones end, 32 bits each; and the texts.
    case textPlaces, texts
    /// What an entry is found by, together, as `Row` says.
    case rows
    /// The bytes of the normalised fields, 32 bits each.
    case lengths
    /// Which list of bodies and of topics the record names: 16 bits each, or 32 where there are more.
    case bodyLists, topicLists
    /// Kind and openness, 8 bits each.
    case kinds, openness
    /// The versions whose first and last day differ, and the last days of these, 32 bits each.
    case spans, lastDays
    /// The versions in the order of their accession numbers, 16 bits each, or 32 where there are more.
    case byAccession
    /// Lists of names: where each list ends, and their names, 32 bits each; where each name ends, 32
    /// bits, and the names.
    case listEnds, listNames, nameEnds, names
    // What is longest stands last, so that the rest is close together.
    /// The postings of all terms.
    case postings
  }

  /// The bytes of a block of pairs, which begins where a page of the file does.
  static let pairBlock = 4096
  /// The number of pairs in it.
  static let pairsPerBlock = 340
  /// Where it tells of their postings.
  static let startsOfBlock = pairsPerBlock * 8

  /// Where what a row tells of a version stands in it.
  enum Row {
    /// The accession number: what it is beyond the least, 32 bits, and 32 for the item.
    static let serial = 0, item = 4
    /// Where the version begins, from the segment's first position on, 32 bits.
    static let begin = 8
    /// How far before an item its meeting was recorded, 16 bits: 0 for what is no item, and 65535 where it
    /// is not told.
    static let meeting = 12
    /// The kind, 8 bits; and 8 that are not used.
    static let kind = 14
    /// The first day from 1970-01-01, 32 bits; a bound of the range where it is open, or there is none.
    static let day = 16
    static let length = 20
  }

  /// Of so many versions one tells its first day beside the header.
  static let versionsPerDay = 512
  /// The bytes that tell of a year.
  static let yearLength = 8

  /// The number of versions in a block.
  static let versionsPerBlock = 128
  /// The number of versions whose positions begin at a stated place.
  static let versionsPerSkip = 32
  /// The number of such places that are told together.
  static let skipsPerGroup = 4
  /// The bytes that tell them.
  static let groupLength = 4 + (skipsPerGroup - 1) * 2
  /// The bytes that tell where a text and its postings begin.
  static let textPlace = 8
  /// The number of words of a bitmap with one rank.
  static let wordsPerRank = 8

  static let headerLength = (Header.allCases.count - 1 + Section.allCases.count * 2) * 8

  /// What tells that a meeting is too far away to be told.
  static let farMeeting = UInt16.max

  /// The bytes of a version's number, or of a position's.
  static func width(versions: Int) -> Int { versions <= 1 << 16 ? 2 : 4 }

  /// Whether the versions of a term stand as bits.
  static func isDense(_ count: Int, of versions: Int) -> Bool {
    count * 12 > versions
  }
}

/// How distances between positions are written: most in one byte, nearly all in two.
///
/// A distance has bytes from `far` on, as many as it needs, and then one that ends it. Of its value a byte
/// from `far` on tells a digit to the base of 16, the first one the highest, each one more than it is
/// above `far`; the last byte tells the rest. So a version ends with every byte below `more`, wherever
/// one looks.
enum PositionCode {
  /// A byte below this ends the last distance of a version, and tells its rest to this base.
  static let more: UInt8 = 176
  /// A byte from `more` on and below this ends a distance behind which others follow, and tells its rest
  /// to the base of the bytes between.
  static let far: UInt8 = 240

  /// Bytes of a word that end a version, by their highest bits.
  @inline(__always)
  static func ends(in word: UInt64) -> UInt64 {
    // Adding 80 to seven bits carries into the eighth from 48 on, and 128 and 48 are 176.
    let notBelow = ((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x5050_5050_5050_5050) & word
    return ~notBelow & 0x8080_8080_8080_8080
  }
}

/// What a term that is a text says of a record.
///
/// Those of which there are few texts, and which questions filter by, stand in front, so that their texts are close
/// together.
enum TermTag: UInt8, CaseIterable {
  case body = 0x42  // B
  case term = 0x45  // E
  case stage = 0x47  // G
  case kind = 0x4B  // K
  case openness = 0x4C  // L
  case outcome = 0x4F  // O
  case ordinal = 0x52  // R
  case series = 0x53  // S
  case topic = 0x54  // T
  case retracted = 0x58  // X
  /// A title that the record speaks of, by a hash.
  case title = 0x69  // i
  case number = 0x6E  // n
  case person = 0x70  // p
  /// A number of a document that the record has or speaks of, without the agency.
  case numbered = 0x75  // u
  case word = 0x77  // w
}
