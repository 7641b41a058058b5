/// Writes the files of derived indexes.
struct RunFiles {
  let storage: any Storage
  let archive: (UInt64, UInt64)

  /// A run is merged with the one before it where that is not so many times longer.
  private static let growth: UInt64 = 4

  func makeDirectory() throws(SystemError) {
    do throws(SystemError) {
      _ = try storage.names(in: LogLayout.index)
    } catch {
      guard error.isMissing else { throw error }
      try storage.makeDirectory(LogLayout.index)
    }
  }

  /// Makes a file anew under a name that nobody reads, whatever stood there.
  func create(_ path: String) throws(SystemError) -> any StorageFile {
    try RunFiles.create(path, in: storage)
  }

  /// Replaces a file by one renaming.
  static func replace(
    _ path: String, with bytes: [UInt8], in storage: any Storage
  ) throws(SystemError) {
    try create(path + ".new", in: storage).writeAll(bytes, at: 0)
    try storage.rename(path + ".new", to: path)
  }

  private static func create(
    _ path: String, in storage: any Storage
  ) throws(SystemError) -> any StorageFile {
    do throws(SystemError) {
      return try storage.open(path, for: .creating)
    } catch {
      guard error.isThere else { throw error }
      try storage.remove(path)
      return try storage.open(path, for: .creating)
    }
  }

  private func path(_ name: String) -> String { "\(LogLayout.index)/\(name)" }

  /// Opens a run.
  func open(_ run: RunDescription) throws(SystemError) -> SortedRun {
    SortedRun(run, try storage.open(path(run.name), for: .reading), archive: archive)
  }

  /// Adds entries as one more run, and joins runs at the end that are not much shorter than their
  /// neighbours, so that there are few.
  func add(
    _ entries: [IndexEntry], _ kind: RunKind, madeOf range: Range<UInt64>,
    to runs: inout [RunDescription]
  ) throws(IndexFault) {
    guard !entries.isEmpty else { return }
    let run = RunDescription(
      kind: kind, first: range.lowerBound, end: range.upperBound, count: UInt64(entries.count))
    let sorted = entries.sorted()
    do throws(SystemError) {
      try write(run) { writer throws(SystemError) in
        for entry in sorted { try writer.append(entry) }
      }
    } catch {
      throw IndexFault(error)
    }
    runs.append(run)
    while true {
      let ofKind = runs.filter { $0.kind == kind }
      guard ofKind.count > 1 else { return }
      let (first, second) = (ofKind[ofKind.count - 2], ofKind[ofKind.count - 1])
      guard first.count < second.count * RunFiles.growth else { return }
      let merged = try merge(first, second)
      runs.removeAll { $0 == first || $0 == second }
      runs.append(merged)
    }
  }

  private func write(
    _ run: RunDescription, _ entries: (inout RunWriter) throws(SystemError) -> Void
  ) throws(SystemError) {
    let temporary = path(run.name + ".new")
    var writer = RunWriter(try create(temporary), of: run.origin(archive))
    try entries(&writer)
    try writer.finish()
    try storage.rename(temporary, to: path(run.name))
  }

  private func merge(
    _ first: RunDescription, _ second: RunDescription
  ) throws(IndexFault) -> RunDescription {
    let merged = RunDescription(
      kind: first.kind, first: first.first, end: second.end, count: first.count + second.count)
    var fault: IndexFault?
    do throws(SystemError) {
      let (one, other) = (try open(first), try open(second))
      try write(merged) { writer throws(SystemError) in
        do throws(IndexFault) {
          try RunFiles.merge(one, other, into: &writer)
        } catch {
          if case .system(let failure) = error { throw failure }
          fault = error
        }
      }
    } catch {
      throw IndexFault(error)
    }
    if let fault { throw fault }
    return merged
  }

  private static func merge(
    _ first: SortedRun, _ second: SortedRun, into writer: inout RunWriter
  ) throws(IndexFault) {
    var (one, other) = (0, 0)
    var heads: (IndexEntry?, IndexEntry?) = (nil, nil)
    while true {
      if heads.0 == nil, one < first.count { heads.0 = try first[one] }
      if heads.1 == nil, other < second.count { heads.1 = try second[other] }
      let takesFirst: Bool
      switch heads {
      case (nil, nil): return
      case (let a?, let b?): takesFirst = a < b
      case (_?, nil): takesFirst = true
      case (nil, _?): takesFirst = false
      }
      guard let entry = takesFirst ? heads.0 : heads.1 else { return }
      do throws(SystemError) { try writer.append(entry) } catch { throw .system(error) }
      if takesFirst {
        heads.0 = nil
        one += 1
      } else {
        heads.1 = nil
        other += 1
      }
    }
  }

  /// Replaces the state of an index, by one renaming, so that the files it names count.
  func replace(state: IndexState, of name: String, version: Int) throws(SystemError) {
    try RunFiles.replace(
      IndexState.path(name), with: state.encoded(archive: archive, version: version), in: storage)
  }

  /// Removes runs of some kinds that a state does not name.
  func removeRuns(of kinds: [RunKind], except runs: [RunDescription]) {
    let named = Set(runs.map(\.name))
    for name in (try? storage.names(in: LogLayout.index)) ?? [] {
      let isRun = kinds.contains { name.hasPrefix("\($0.name)-") }
      if isRun, !named.contains(name) { try? storage.remove(path(name)) }
    }
  }
}
