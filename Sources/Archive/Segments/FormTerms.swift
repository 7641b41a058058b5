import EventStore

/// What a form of a word consists of in a segment: terms that between them cover every unit of it.
struct FormTerms {
  /// Something that must stand at a place of the form: any of some terms.
  struct Atom {
    let offset: UInt32
    let first: Postings
    /// All terms, where there are several.
    let terms: [Postings]
    private let several: VersionSet?

    /// - Parameter terms: At least one.
    init(_ offset: Int, _ terms: [Postings], of universe: Int) {
      self.offset = UInt32(offset)
      first = terms[0]
      self.terms = terms.count == 1 ? [] : terms
      several = terms.count == 1 ? nil : VersionSet.union(terms.map(\.versions), of: universe)
    }

    init(_ offset: Int, _ term: Postings) {
      self.offset = UInt32(offset)
      first = term
      terms = []
      several = nil
    }

    /// Whether there is one term.
    var isSingle: Bool { terms.isEmpty }
    var versions: VersionSet { several ?? first.versions }
    /// The number of versions.
    var count: Int { several?.count ?? first.count }
    var cursors: [Postings.Cursor] { (isSingle ? [first] : terms).map { Postings.Cursor($0) } }
  }

  /// What covers the form, the rarest first.
  private(set) var cover: [Atom] = []
  /// What else must stand in the form.
  private(set) var rest: [Atom] = []
  /// What may not stand where it would: a numeral behind a number.
  private(set) var excluded: Atom?

  /// Nothing where something of the form stands nowhere.
  init?(_ form: Word.Form, in segment: Segment) {
    if let key = form.onlyPair {
      guard let postings = segment.postings(ofPair: key) else { return nil }
      cover = [Atom(0, postings)]
    } else if let pairs = form.pairs {
      for (index, key) in pairs.enumerated() {
        guard let postings = segment.postings(ofPair: key) else { return nil }
        cover.append(Atom(index, postings))
      }
      choosePairs()
    } else {
      guard let atoms = FormTerms.atoms(form, segment) else { return nil }
      choose(form.units, atoms)
    }
    if form.endsNumber { excluded = FormTerms.numerals(behind: form.units, segment) }
  }

  /// The characters that may stand in a number.
  static let numerals: [UInt32] = "零〇○一壹壱二贰貳两兩三叁參四肆五伍六陆陸七柒八捌九玖十拾百佰千仟万萬亿億廿卅卌"
    .unicodeScalars.map(\.value)

  /// Makes of the pairs of a form that has nothing else a cover and the rest.
  private mutating func choosePairs() {
    // The first and the last one cover up to four characters, and nothing covers them without these.
    if cover.count > 3 {
      choose(reaches: cover.map { _ in 2 } + [1], cover.map(\.self) + [nil])
      return
    }
    if cover.count == 3 { rest = [cover.remove(at: 1)] }
    if cover[1].count < cover[0].count { cover.swapAt(0, 1) }
  }

  private mutating func choose(_ units: [TextUnits.Unit], _ atoms: [Atom?]) {
    let reaches = units.indices.map { index in
      if case .character = units[index], index + 1 < units.count,
        case .character = units[index + 1]
      {
        return 2
      }
      return 1
    }
    choose(reaches: reaches, atoms)
  }

  /// Takes the cheapest of what there is that covers every unit.
  ///
  /// - Parameter reaches: How many units are covered by what stands at each: a pair covers two characters.
  private mutating func choose(reaches: [Int], _ atoms: [Atom?]) {
    // The least cost of covering all units in front of one, and whether the last atom taken was the
    // one just before.
    var cost = [Int](repeating: .max, count: atoms.count + 1)
    var choice = [Int](repeating: -1, count: atoms.count + 1)
    cost[0] = 0
    for index in atoms.indices {
      guard let price = atoms[index].map({ $0.count + 1 }) else { continue }
      let reach = index + reaches[index]
      // It may begin on units that others cover as well.
      for covered in [index, index + 1] where covered < reach && cost[covered] < .max {
        for end in covered + 1...reach where cost[covered] + price < cost[end] {
          cost[end] = cost[covered] + price
          choice[end] = index << 1 | (covered - index)
        }
      }
    }
    var chosen: Set<Int> = []
    var end = atoms.count
    while end > 0, choice[end] >= 0 {
      let index = choice[end] >> 1
      chosen.insert(index)
      end = index + (choice[end] & 1)
    }
    cover = []
    for (index, atom) in atoms.enumerated() {
      guard let atom else { continue }
      if chosen.contains(index) { cover.append(atom) } else { rest.append(atom) }
    }
    cover.sort { ($0.count, $0.offset) < ($1.count, $1.offset) }
  }
}

// MARK: - Terms

extension FormTerms {
  /// What must stand at each unit, a word or a character with what follows it; nothing for a last
  /// character that the one before it tells of.
  ///
  /// No list at all where something stands nowhere.
  private static func atoms(_ form: Word.Form, _ segment: Segment) -> [Atom?]? {
    let units = form.units
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
