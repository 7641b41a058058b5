import EventStore

/// A page as the drafter reads it: its characters without white space and line breaks, each with its
/// place in the page.
///
/// Names and titles are broken wherever a line of the page ends, so that nothing is looked for in the
/// page itself. Two characters stand for each place: the one to match by, in which full-width letters
/// and half-width punctuation are made alike, and the one as it was written.
final class PageText: Sendable {
  /// The characters to match by.
  let units: [UInt32]
  /// The characters as they stand in the page.
  let written: [UInt32]
  /// Where each character begins in the page, in bytes.
  let places: [UInt32]
  /// The lines of the page, in order.
  let lines: [Line]
  /// How many brackets are open at each character: those of titles, quotations, parentheses.
  let depths: [UInt8]

  /// A line of the page.
  struct Line: Sendable {
    /// Its characters, in `units`.
    let range: Range<Int>
    /// Where it begins in the page, in bytes.
    let start: Int
    /// How Markdown marks it: the number of `#` in front, 0 where there are none.
    let heading: Int

    var isBlank: Bool { range.isEmpty }
  }

  /// The longest page, in bytes, whose places fit.
  static let longest = Int(Int32.max)

  /// Reads a page of valid UTF-8, in time linear in its length.
  init(_ page: [UInt8]) {
    var reader = PageReader(page)
    reader.read()
    units = reader.units
    written = reader.written
    places = reader.places
    lines = reader.lines
    depths = PageText.depths(
      reader.units,
      apart: reader.lines.filter { $0.heading > 0 || PageText.isRule(reader.units[$0.range]) }
        .map(\.range.lowerBound))
  }

  var all: Passage { Passage(self, 0..<units.count) }

  /// The number of the line that holds a character, from 1.
  func line(of unit: Int) -> Int {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].range.upperBound <= unit { low = middle + 1 } else { high = middle }
    }
    return low + 1
  }

  /// An opening bracket and the one that closes it; 0 for any other character.
  static func closing(of unit: UInt32) -> UInt32 {
    switch unit {
    case 0x300A: 0x300B  // 《》
    case 0x3008: 0x3009  // 〈〉
    case 0xFF08: 0xFF09  // （）
    case 0x201C: 0x201D  // “”
    case 0x3010: 0x3011  // 【】
    case 0x2018: 0x2019  // ‘’
    default: 0
    }
  }

  /// Whether a line is a rule, which ends whatever stands above it.
  func isRule(_ line: Line) -> Bool { PageText.isRule(units[line.range]) }

  private static func isRule(_ line: ArraySlice<UInt32>) -> Bool {
    line.count >= 3
      && line.allSatisfy { unit in
        switch unit {
        case 0x2D, 0x3D, 0x5F, 0x2014, 0x2500: true
        default: false
        }
      }
  }

  /// Counts brackets; one that is never closed in its article opens nothing.
  ///
  /// - Parameter apart: Where headings and rules begin, in front of which all brackets end.
  private static func depths(_ units: [UInt32], apart: [Int]) -> [UInt8] {
    var apart = apart[...]
    var depths = [UInt8](repeating: 0, count: units.count)
    var open: [(closing: UInt32, at: Int)] = []
    func leave(_ end: Int) {
      // What was never closed opened nothing.
      for bracket in open.reversed() {
        for index in bracket.at..<end where depths[index] > 0 { depths[index] -= 1 }
      }
      open.removeAll()
    }
    for index in units.indices {
      let unit = units[index]
      while let first = apart.first, first <= index {
        leave(index)
        apart.removeFirst()
      }
      let closing = closing(of: unit)
      if closing != 0, open.count < mostOpen {
        open.append((closing, index))
      } else if let last = open.last, last.closing == unit {
        depths[index] = UInt8(open.count)
        open.removeLast()
        continue
      } else if unit == 0x3002, let first = open.first, index - first.at > longestBracket {
        leave(index)
      }
      depths[index] = UInt8(open.count)
    }
    leave(units.count)
    return depths
  }

  /// Deeper nesting than this is not looked at.
  private static let mostOpen = 8
  /// A bracket that is not closed after so many characters is a misprint.
  private static let longestBracket = 400
}

/// Takes the characters of a page apart.
private struct PageReader {
  private let page: [UInt8]
  var units: [UInt32] = []
  var written: [UInt32] = []
  var places: [UInt32] = []
  var lines: [PageText.Line] = []
  private var lineStart = 0
  private var firstUnit = 0
  private var heading = 0
  /// White space was passed since the last character.
  private var hadSpace = false

  init(_ page: [UInt8]) {
    self.page = page
    units.reserveCapacity(page.count / 3)
    written.reserveCapacity(page.count / 3)
    places.reserveCapacity(page.count / 3)
  }

  mutating func read() {
    var at = page.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    lineStart = at
    while at < page.count {
      let (scalar, length) = scalar(at: at)
      if scalar == 0x0A {
        endLine(at: at + 1)
      } else if PageReader.isSpace(scalar) {
        hadSpace = true
      } else if units.count == firstUnit, scalar == 0x23, heading < 6 {
        heading += 1
      } else if scalar == 0x2A || scalar == 0x23 && units.count == firstUnit {
        // Stars only make Markdown bold.
        hadSpace = false
      } else {
        append(scalar, at: at)
      }
      at += length
    }
    if lineStart < page.count || lines.isEmpty { endLine(at: page.count) }
    foldPunctuation()
    if units.contains(where: PageReader.tellsTraditional) { simplify() }
  }

  /// Whether a character stands in every traditional page about meetings: 會, 議.
  private static func tellsTraditional(_ unit: UInt32) -> Bool { unit == 0x6703 || unit == 0x8B70 }

  /// Traditional characters become simplified ones, to match by; what is written stays.
  private mutating func simplify() {
    for index in units.indices {
      let unit = units[index]
      guard 0x3400...0x9FFF ~= unit else { continue }
      let simple = PageReader.simplified[Int(unit - 0x3400)]
      if simple != 0 { units[index] = UInt32(simple) }
    }
  }

  /// The simplified form of each character from U+3400 to U+9FFF that has one; made when the first
  /// traditional page is read.
  private static let simplified: [UInt16] = (0x3400...0x9FFF).map { (unit: UInt32) in
    guard let scalar = Unicode.Scalar(unit), let first = Normalizer.scalars(of: scalar).first,
      first.value != unit, first.value < 0x10000
    else { return 0 }
    return UInt16(first.value)
  }

  private mutating func append(_ scalar: UInt32, at place: Int) {
    if hadSpace, units.count > firstUnit, let last = written.last, PageReader.isLatin(last),
      PageReader.isLatin(scalar)
    {
      units.append(0x20)
      written.append(0x20)
      places.append(UInt32(place - 1))
    }
    hadSpace = false
    units.append(PageReader.folded(scalar))
    written.append(scalar)
    places.append(UInt32(place))
  }

  private mutating func endLine(at next: Int) {
    lines.append(
      PageText.Line(range: firstUnit..<units.count, start: lineStart, heading: heading))
    lineStart = next
    firstUnit = units.count
    heading = 0
    hadSpace = false
  }

  /// Half-width punctuation becomes full-width, except between digits and letters (12:30, 1,000).
  private mutating func foldPunctuation() {
    for index in units.indices {
      let wide: UInt32
      switch units[index] {
      case 0x28: wide = 0xFF08
      case 0x29: wide = 0xFF09
      case 0x2C: wide = 0xFF0C
      case 0x3A: wide = 0xFF1A
      case 0x3B: wide = 0xFF1B
      case 0x21: wide = 0xFF01
      case 0x3F: wide = 0xFF1F
      default: continue
      }
      let isBracket = wide == 0xFF08 || wide == 0xFF09
      if !isBracket, index > 0, index + 1 < units.count, PageReader.isLatin(units[index - 1]),
        PageReader.isLatin(units[index + 1])
      {
        continue
      }
      units[index] = wide
    }
  }

  private func scalar(at index: Int) -> (UInt32, Int) {
    let first = page[index]
    func next(_ offset: Int) -> UInt32 {
      index + offset < page.count ? UInt32(page[index + offset] & 0x3F) : 0
    }
    if first < 0x80 { return (UInt32(first), 1) }
    if first < 0xE0 { return (UInt32(first & 0x1F) << 6 | next(1), 2) }
    if first < 0xF0 { return (UInt32(first & 0x0F) << 12 | next(1) << 6 | next(2), 3) }
    return (UInt32(first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
  }

  static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    // Controls too, among them NUL, which no text of a record may hold.
    case 0x00...0x20, 0x7F...0xA0, 0x3000, 0x200B, 0xFEFF, 0x2002...0x200A, 0x2028, 0x2029: true
    default: false
    }
  }

  static func isLatin(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: true
    default: false
    }
  }

  /// Full-width letters and digits as half-width ones, and marks that are written in several ways as
  /// one.
  static func folded(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: scalar - 0xFEE0
    case 0x300C, 0x300E: 0x201C
    case 0x300D, 0x300F: 0x201D
    case 0x2022, 0x30FB, 0x2027, 0x2219: 0xB7
    default: scalar
    }
  }
}
