import EventStore

/// Finds one form of a word in the versions of a segment.
///
/// The form's units are looked for through terms that between them cover every unit; where there are
/// several, their positions must fit together.
struct FormMatcher {
  private let universe: Int
  /// What the form consists of; nothing where something of that stands nowhere.
  private let terms: FormTerms?
  /// The candidates with what they were found by, where they are few.
  private let shared: SharedVersions?
  /// The versions that have everything that the form consists of, in whatever order.
  let candidates: VersionSet

  /// How many versions have everything that the form consists of.
  var candidateCount: Int { candidates.count }

  /// Whether the candidates are known to have the form, without a look at positions.
  let isDecided: Bool

  /// Of the rarest term of a phrase that is looked for by numbers no more versions than one of so many.
  private static let rare = 64
  /// What else must stand in a form costs less to be looked at than the positions of more candidates than these do.
  private static let few = 32

  init(_ form: Word.Form, in segment: Segment) {
    universe = segment.count
    terms = FormTerms(form, in: segment)
    guard let terms else {
      (candidates, shared, isDecided) = (VersionSet(of: universe), nil, true)
      return
    }
    let cover = terms.cover
    isDecided = cover.count == 1 && terms.excluded == nil
    guard cover.count > 1 else {
      (candidates, shared) = (cover[0].versions, nil)
      return
    }
    if cover[0].count * FormMatcher.rare <= universe, cover.allSatisfy(\.isSingle) {
      let found = FormMatcher.shared(terms)
      (candidates, shared) = (VersionSet(found.versions, of: universe), found)
      return
    }
    var found = cover[0].versions.loaded
    for atom in cover.dropFirst() { found = found.intersection(atom.versions.loaded) }
    for atom in terms.rest where found.count > FormMatcher.few {
      found = found.intersection(atom.versions)
    }
    (candidates, shared) = (found, nil)
  }

  /// The versions that have the terms that cover a form, and others of it where they are many.
  private static func shared(_ terms: FormTerms) -> SharedVersions {
    var shared = SharedVersions(of: terms.cover[0].first)
    for atom in terms.cover.dropFirst() { shared.keep(thoseOf: atom.first) }
    for atom in terms.rest where shared.versions.count > few {
      shared.keep(
        atom.isSingle
          ? atom.first.find(shared.versions, ranked: false).places
          : shared.places(in: atom.versions))
    }
    return shared
  }

  /// The versions that have the form.
  var versions: VersionSet { versions(among: candidates) }

  /// The versions that have the form, of those that are wanted; of all where there is nothing.
  func versions(within wanted: VersionSet?) -> VersionSet {
    versions(among: wanted.map(candidates.intersection) ?? candidates)
  }

  /// The versions that have the form, of some of the candidates.
  func versions(among looked: VersionSet) -> VersionSet {
    guard !isDecided, !looked.isEmpty, let terms else { return looked }
    guard terms.excluded == nil, terms.cover.allSatisfy(\.isSingle) else {
      var found: [UInt32] = []
      forEachCount(in: looked, most: 1) { version, _ in found.append(version) }
      return VersionSet(found, of: universe)
    }
    if shared == nil, let sweep = PhraseSweep(terms.cover, lookingAt: looked.count) {
      return VersionSet(bits: sweep.versions(among: looked.bits), of: universe)
    }
    let lookup = PhraseLookup(terms: terms.cover.map { ($0.first, $0.offset) })
    return VersionSet(lookup.versions(of: ranked(looked, terms)), of: universe)
  }

  /// Some of the candidates with their ranks in the terms of the cover.
  private func ranked(_ looked: VersionSet, _ terms: FormTerms) -> SharedVersions {
    if let shared { return shared.among(looked) }
    var ranked = SharedVersions(looked.numbers)
    for atom in terms.cover { ranked.keep(thoseOf: atom.first) }
    return ranked
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
    guard let terms, !candidates.isEmpty else { return }
    // The cursors of all atoms one after the other, and where those of each end.
    let cover = terms.cover
    let atoms = cover + (terms.excluded.map { [$0] } ?? [])
    var cursors: [Postings.Cursor] = []
    var ends: [Int] = []
    for atom in atoms {
      cursors += atom.cursors
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
