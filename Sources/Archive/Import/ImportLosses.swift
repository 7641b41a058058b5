/// What became of everything that a record has no member for, counted.
///
/// Names keep the order in which they came up first, so that the same input is told of in the same
/// words.
public struct ImportLosses: Sendable {
  /// What became of it.
  public enum Kind: CaseIterable, Sendable {
    /// It is kept in notes, since the record has no member for it.
    case inNotes
    /// Nobody knows what it means; it is kept in notes.
    case unknown
    /// It serves the other system alone, and is left out.
    case leftOut
    /// The other system has deleted it.
    case deleted
    /// It is referred to, and does not stand in the input.
    case unresolved
    /// It stands in the input, and no meeting has to do with it.
    case unused
    /// The record needed it, and it was made of other values.
    case made
    /// Control characters were taken out of texts.
    case cleaned
  }

  /// So many things of one name.
  public struct Loss: Hashable, Sendable {
    /// What it is called in the other system.
    public let name: String
    /// How many there were.
    public fileprivate(set) var count: Int
  }

  private var losses: [Kind: [Loss]] = [:]
  private var indices: [Kind: [String: Int]] = [:]
  private var firstPlaces: [Kind: [ImportPlace]] = [:]

  /// So many places are kept of each kind.
  private static let mostPlaces = 3
  /// So many names are kept of each kind; what comes behind them is counted under `…`.
  private static let mostNames = 200

  init() {}

  /// What was lost in one way.
  public func of(_ kind: Kind) -> [Loss] { losses[kind] ?? [] }

  /// Where that was the case first.
  public func places(of kind: Kind) -> [ImportPlace] { firstPlaces[kind] ?? [] }

  /// Counts one more; the place is asked for where it is one of the first.
  mutating func add(_ kind: Kind, _ name: String, at place: @autoclosure () -> ImportPlace) {
    let isFull = losses[kind, default: []].count >= ImportLosses.mostNames
    let name = isFull && indices[kind]?[name] == nil ? "…" : name
    if let index = indices[kind]?[name] {
      losses[kind]?[index].count += 1
      return
    }
    indices[kind, default: [:]][name] = losses[kind]?.count ?? 0
    losses[kind, default: []].append(Loss(name: name, count: 1))
    if firstPlaces[kind, default: []].count < ImportLosses.mostPlaces {
      let place = place()
      if firstPlaces[kind]?.contains(place) != true { firstPlaces[kind, default: []].append(place) }
    }
  }
}
