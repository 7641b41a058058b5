import EventStore

/// Finds one form of a word in the versions of a segment.
///
/// The form's units are looked for through terms that between them cover every unit; where there are
/// several, their positions must fit together.
struct FormMatcher {
  /// Something that must stand at a place of the form: any of some terms.
  private struct Atom {
    let offset: UInt32
    let terms: [Postings]
    private(set) var versions: VersionSet

    init(_ offset: Int, _ terms: [Postings], of universe: Int) {
      self.offset = UInt32(offset)
      self.terms = terms
      versions =
        terms.count == 1
        ? terms[0].versions : VersionSet.union(terms.map(\.versions), of: universe)
    }

    /// The same, with its versions in memory.
    var loaded: Atom {
      var atom = self
      atom.versions = versions.loaded
      return atom
    }
  }

  private let segment: Segment
  /// What covers the form, the rarest first.
  private var cover: [Atom] = []
  /// What may not stand where it would: a numeral behind a number.
  private var excluded: Atom?
  /// The versions that have everything that the form consists of, in whatever order.
  let candidates: VersionSet

  /// How many versions have everything that the form consists of.
  var candidateCount: Int { candidates.count }

  /// Whether the candidates are known to have the form, without a look at positions.
  var isDecided: Bool { cover.count == 1 && excluded == nil }

  /// The characters that may stand in a number.
  static let numerals: [UInt32] = "零〇○一壹壱二贰貳两兩三叁參四肆五伍六陆陸七柒八捌九玖十拾百佰千仟万萬亿億廿卅卌"
    .unicodeScalars.map(\.value)

  init(_ form: Word.Form, in segment: Segment) {
    self.segment = segment
    let units = form.units
    if let key = form.onlyPair {
      guard let postings = segment.term(pair: key).flatMap(segment.postings) else {
        candidates = VersionSet(of: segment.count)
        return
      }
      cover = [Atom(0, [postings], of: segment.count)]
      candidates = cover[0].versions
      if form.endsNumber { excluded = FormMatcher.numerals(behind: units, segment) }
      return
    }
    guard let atoms = FormMatcher.atoms(form, units, segment) else {
      candidates = VersionSet(of: segment.count)
      return
    }
    cover = FormMatcher.cover(units, atoms).sorted {
      ($0.versions.count, $0.offset) < ($1.versions.count, $1.offset)
    }
    if cover.count > 1 { cover = cover.map(\.loaded) }
    var found = cover[0].versions
    for atom in cover.dropFirst() { found = found.intersection(atom.versions) }
    // What is left over costs less to be looked at than positions do.
    for atom in atoms.compactMap({ $0 }) where cover.count > 1 && found.count > 32 {
      if !cover.contains(where: { $0.offset == atom.offset }) {
        found = found.intersection(atom.versions)
      }
    }
    candidates = found
    if form.endsNumber, !found.isEmpty {
      excluded = FormMatcher.numerals(behind: units, segment)
    }
  }

  /// The versions that have the form.
  var versions: VersionSet { versions(within: nil) }

  /// The versions that have the form, of those that are wanted; of all where there is nothing.
  func versions(within wanted: VersionSet?) -> VersionSet {
    if isDecided || candidates.isEmpty {
      return wanted.map(candidates.intersection) ?? candidates
    }
    let looked = wanted.map(candidates.intersection) ?? candidates
    if let sweep = sweep(lookingAt: looked.count) {
      return VersionSet(bits: sweep.versions(among: looked.bits), of: segment.count)
    }
    var found: [UInt32] = []
    forEachCount(in: looked, most: 1) { version, _ in found.append(version) }
    return VersionSet(found, of: segment.count)
  }

  /// What reads all that covers the form from front to back, where that is worth it.
  private func sweep(lookingAt count: Int) -> PhraseSweep? {
    guard excluded == nil, cover.count > 1, cover.allSatisfy({ $0.terms.count == 1 }) else {
      return nil
    }
    return PhraseSweep(
      cover.map { ($0.terms[0], $0.versions, $0.offset) }, lookingAt: count)
  }

  /// Counts how often the form stands in some versions, which are told in ascending order if it
  /// stands there at all.
  ///
  /// - Parameters:
  ///   - wanted: All versions, where it is left out.
  ///   - most: Counting ends here.
  func forEachCount(
    in wanted: VersionSet? = nil, most: Int = .max, _ tell: (UInt32, Int) -> Void
  ) {
    guard !candidates.isEmpty else { return }
    // The cursors of all atoms one after the other, and where those of each end.
    let atoms = cover + (excluded.map { [$0] } ?? [])
    var cursors: [Postings.Cursor] = []
    var ends: [Int] = []
    for atom in atoms {
      let versions = atom.terms.count == 1 ? atom.versions : nil
      cursors += atom.terms.map { Postings.Cursor($0, versions: versions) }
      ends.append(cursors.count)
    }
    var starts = PositionList()
    var others = PositionList()
    // Nearly always the first two are one term each, which are read only as far as is needed.
    let isPaired = atoms.count > 1 && cover.count > 1 && ends[0] == 1 && ends[1] == 2
    let distance = isPaired ? Int64(atoms[1].offset) - Int64(atoms[0].offset) : 0
    let enough = atoms.count == 2 ? most : .max
    cursors.withUnsafeMutableBufferPointer { cursors in
      for version in (wanted.map(candidates.intersection) ?? candidates).numbers {
        starts.removeAll()
        if isPaired {
          FormMatcher.meet(&cursors[0], &cursors[1], distance, version, enough, into: &starts)
        } else {
          FormMatcher.read(cursors, 0..<ends[0], version, into: &starts)
        }
        guard starts.count > 0 else { continue }
        starts.subtract(atoms[0].offset)
        for index in atoms.indices.dropFirst(isPaired ? 2 : 1) where starts.count > 0 {
          others.removeAll()
          FormMatcher.read(cursors, ends[index - 1]..<ends[index], version, into: &others)
          starts.keep(ifIn: others, at: atoms[index].offset, index < cover.count)
        }
        if starts.count > 0 { tell(version, min(starts.count, most)) }
      }
    }
  }

  /// Where one term stands in a version with another at a distance from it, up to some places.
  @inline(__always)
  private static func meet(
    _ one: inout Postings.Cursor, _ other: inout Postings.Cursor, _ distance: Int64,
    _ version: UInt32, _ most: Int, into starts: inout PositionList
  ) {
    guard one.find(version), other.find(version), var first = one.nextPosition(),
      var second = other.nextPosition()
    else { return }
    while true {
      let ahead = Int64(first) &+ distance &- Int64(second)
      if ahead > 0 {
        guard let next = other.nextPosition() else { return }
        second = next
      } else {
        if ahead == 0 {
          starts.append(first)
          if starts.count == most { return }
        }
        guard let next = one.nextPosition() else { return }
        first = next
      }
    }
  }

  /// Where some terms stand in a version, in order.
  @inline(__always)
  private static func read(
    _ cursors: UnsafeMutableBufferPointer<Postings.Cursor>, _ range: Range<Int>,
    _ version: UInt32, into list: inout PositionList
  ) {
    for index in range { cursors[index].read(version, into: &list) }
    if range.count > 1 { list.sort() }
  }
}

// MARK: - Terms

extension FormMatcher {
  /// What must stand at each unit, a word or a character with what follows it; nothing for a last
  /// character that the one before it tells of.
  ///
  /// No list at all where something stands nowhere.
  private static func atoms(
    _ form: Word.Form, _ units: [TextUnits.Unit], _ segment: Segment
  ) -> [Atom?]? {
    var atoms: [Atom?] = []
    for (index, unit) in units.enumerated() {
      let isLast = index == units.count - 1
      let terms: [Int]
      switch unit {
      case .word(let word):
        terms =
          isLast && !form.endsWord
          ? Array(segment.terms(.word, prefix: word))
          : segment.term(.word, word).map { [$0] } ?? []
      case .character(let character) where isLast:
        if index > 0, case .character = units[index - 1] {
          atoms.append(nil)
          continue
        }
        terms = Array(segment.terms(pairs: TextUnits.pairs(from: character)))
      case .character(let character):
        terms = segment.term(pair: pair(character, units[index + 1])).map { [$0] } ?? []
      }
      let postings = terms.compactMap(segment.postings)
      guard !postings.isEmpty else { return nil }
      atoms.append(Atom(index, postings, of: segment.count))
    }
    return atoms
  }

  private static func pair(_ character: UInt32, _ next: TextUnits.Unit) -> UInt64 {
    switch next {
    case .character(let other): return TextUnits.pair(character, other)
    case .word(let word):
      let first = String(decoding: word, as: UTF8.self).unicodeScalars.first?.value ?? 0
      return TextUnits.pair(character, TextUnits.Follower.of(wordBeginningWith: first))
    }
  }

  /// The cheapest of what there is that covers every unit: a pair covers two characters.
  private static func cover(_ units: [TextUnits.Unit], _ atoms: [Atom?]) -> [Atom] {
    // The least cost of covering all units in front of one, and whether the last atom taken was the
    // one just before.
    var cost = [Int](repeating: .max, count: units.count + 1)
    var choice = [Int](repeating: -1, count: units.count + 1)
    cost[0] = 0
    for index in units.indices {
      guard let atom = atoms[index] else { continue }
      let price = atom.versions.count + 1
      var reach = index + 1
      if case .character = units[index], index + 1 < units.count,
        case .character = units[index + 1]
      {
        reach = index + 2
      }
      // It may begin on units that others cover as well.
      for covered in [index, index + 1] where covered < reach && cost[covered] < .max {
        for end in covered + 1...reach where cost[covered] + price < cost[end] {
          cost[end] = cost[covered] + price
          choice[end] = index << 1 | (covered - index)
        }
      }
    }
    var chosen: [Atom] = []
    var end = units.count
    while end > 0, choice[end] >= 0 {
      let index = choice[end] >> 1
      if let atom = atoms[index] { chosen.append(atom) }
      end = index + (choice[end] & 1)
    }
    return chosen
  }

  /// The numerals that may stand behind the last unit.
  private static func numerals(behind units: [TextUnits.Unit], _ segment: Segment) -> Atom? {
    var terms: [Int] = []
    var offset = units.count - 1
    switch units.last {
    case .character(let character):
      terms = (numerals + [TextUnits.Follower.number]).compactMap {
        segment.term(pair: TextUnits.pair(character, $0))
      }
    case .word:
      offset += 1
      for numeral in numerals {
        terms += segment.terms(pairs: TextUnits.pairs(from: numeral))
      }
    case nil: return nil
    }
    let postings = terms.compactMap(segment.postings)
    return postings.isEmpty ? nil : Atom(offset, postings, of: segment.count)
  }
}
