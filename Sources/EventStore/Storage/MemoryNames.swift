/// The names in an archive in memory: those that programs see, and those that last.
///
/// A name lasts once its directory was synced. Each change since then reaches the disk by itself
/// or does not, a renaming as a whole.
struct MemoryNames {
  /// What a name stands for.
  enum Node: Equatable {
    case directory
    /// A file, by its number.
    case file(Int)
  }

  private enum Change {
    case addition(String, Node)
    case removal(String)
    case renaming(String, to: String, Node)

    /// The path whose directory must be synced.
    var path: String {
      switch self {
      case .addition(let path, _), .removal(let path), .renaming(_, let path, _): path
      }
    }
  }

  /// What programs see.
  private(set) var live: [String: Node] = [:]
  private var durable: [String: Node] = [:]
  private var pending: [Change] = []

  /// What stands at a path.
  subscript(path: String) -> Node? { live[path] }

  /// The names in a directory, in no order.
  func names(in directory: String) -> [String] {
    live.keys.filter { !$0.isEmpty && MemoryNames.parent(of: $0) == directory }
      .map { String($0.dropFirst(directory.isEmpty ? 0 : directory.utf8.count + 1)) }
  }

  /// Adds a name; the archive's own directory lasts at once, because its name stands elsewhere.
  mutating func add(_ path: String, _ node: Node, lasts: Bool = false) {
    if lasts || path.isEmpty {
      live[path] = node
      durable[path] = node
    } else {
      make(.addition(path, node))
    }
  }

  /// Removes a name.
  mutating func remove(_ path: String) { make(.removal(path)) }

  /// Gives what stands at a path another name.
  mutating func rename(_ path: String, to other: String) {
    if let node = live[path] { make(.renaming(path, to: other, node)) }
  }

  /// Makes the names in a directory last.
  mutating func sync(_ directory: String) {
    for change in pending where MemoryNames.parent(of: change.path) == directory {
      MemoryNames.apply(change, to: &durable)
    }
    pending.removeAll { MemoryNames.parent(of: $0.path) == directory }
  }

  /// The names that a machine finds after it lost power.
  func afterCrash(_ chance: inout SeededGenerator) -> MemoryNames {
    var found = durable
    // A journal keeps the first changes; other disks keep any of them.
    let isJournal = Bool.random(using: &chance)
    let kept = Int.random(in: 0...pending.count, using: &chance)
    for (index, change) in pending.enumerated() {
      if isJournal ? index < kept : Bool.random(using: &chance) {
        MemoryNames.apply(change, to: &found)
      }
    }
    var after = MemoryNames()
    // What stood in a directory is gone with it.
    for path in found.keys.sorted() where after.holdsParent(of: path) {
      after.live[path] = found[path]
    }
    after.durable = after.live
    return after
  }

  private func holdsParent(of path: String) -> Bool {
    path.isEmpty || live[MemoryNames.parent(of: path)] == .directory
  }

  private mutating func make(_ change: Change) {
    MemoryNames.apply(change, to: &live)
    pending.append(change)
  }

  private static func apply(_ change: Change, to names: inout [String: Node]) {
    switch change {
    case .addition(let path, let node): names[path] = node
    case .removal(let path): names[path] = nil
    case .renaming(let path, let other, let node):
      names[path] = nil
      names[other] = node
    }
  }

  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
