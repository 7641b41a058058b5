import EventStore

/// A folder of many files that takes the place of a former one when it is whole.
///
/// It is written beside its place and gets its name at the end, together with a list of its files. A former
/// folder is replaced only where that list names every file in it: what anybody else put there
/// is never touched. Files are not synced one by one; whoever loses power writes the folder anew.
final class StagedFolder {
  private let path: String
  private let stage: String
  private let list: String
  private let head: String
  /// The files of the former folder; nothing where there is none.
  private let former: Set<String>?
  private var folders: Set<String> = []
  private var names: [String] = []

  /// - Parameters:
  ///   - path: The folder: new, empty, or a former one.
  ///   - list: The name of the file that lists the others.
  ///   - head: The first line of that file, by which former folders are known.
  /// - Throws: A failure where the folder holds what no former one wrote.
  init(_ path: String, list: String, head: String) throws(Failure) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = SystemCalls.realPath(path) ?? path
    self.list = list
    self.head = head
    stage = "\(self.path).\(SystemCalls.processID).new"
    do throws(SystemError) {
      former = try StagedFolder.former(self.path, list, head)
    } catch {
      throw .message(.inputOutput, error.phrase)
    }
    if let former { try StagedFolder.refuseOthers(in: self.path, but: former) }
  }

  /// The files that a former folder lists; nothing where there is no folder.
  private static func former(
    _ path: String, _ list: String, _ head: String
  ) throws(SystemError) -> Set<String>? {
    do throws(SystemError) {
      guard try SystemCalls.kind(of: path).0 == .directory else { throw .there(.create, path) }
    } catch {
      guard error.isMissing else { throw error }
      return nil
    }
    guard (try? SystemCalls.kind(of: "\(path)/\(list)").0) == .file else { return [] }
    let text = String(decoding: try contents(of: "\(path)/\(list)"), as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    return lines.first == head ? Set(lines.dropFirst() + [list]) : []
  }

  private static func contents(of path: String) throws(SystemError) -> [UInt8] {
    let descriptor = try SystemCalls.open(path, .read)
    defer { SystemCalls.close(descriptor) }
    var bytes: [UInt8] = []
    while true {
      let more = try SystemCalls.read(descriptor, path, most: 1 << 20)
      if more.isEmpty { return bytes }
      bytes += more
    }
  }

  private static func refuseOthers(in path: String, but known: Set<String>) throws(Failure) {
    let other: String?
    do throws(SystemError) {
      other = try firstOther(in: path, "", but: known)
    } catch {
      throw .message(.inputOutput, error.phrase)
    }
    if let other { throw .message(.refused, .folderHolds(path, other), hint: .exportElsewhere) }
  }

  private static func firstOther(
    in path: String, _ folder: String, but known: Set<String>
  ) throws(SystemError) -> String? {
    for name in try SystemCalls.names(in: "\(path)/\(folder)").sorted() {
      let relative = folder.isEmpty ? name : "\(folder)/\(name)"
      if known.contains(relative) { continue }
      let isFolder = try SystemCalls.kind(of: "\(path)/\(relative)").0 == .directory
      guard isFolder, known.contains(where: { $0.hasPrefix("\(relative)/") }) else {
        return relative
      }
      if let other = try firstOther(in: path, relative, but: known) { return other }
    }
    return nil
  }

  /// Writes a file.
  ///
  /// - Parameter name: Its name in the folder, after those of folders inside.
  func write(_ name: String, _ bytes: [UInt8]) throws(SystemError) {
    try makeFolder(of: name)
    let file = "\(stage)/\(name)"
    let descriptor = try SystemCalls.open(file, .create)
    defer { SystemCalls.close(descriptor) }
    names.append(name)
    try SystemCalls.writeAll(descriptor, file, bytes)
  }

  private func makeFolder(of name: String) throws(SystemError) {
    var folder = ""
    if folders.insert("").inserted { try SystemCalls.makeDirectory(stage) }
    for part in name.split(separator: "/").dropLast() {
      folder += folder.isEmpty ? String(part) : "/\(part)"
      if folders.insert(folder).inserted { try SystemCalls.makeDirectory("\(stage)/\(folder)") }
    }
  }

  /// Gives the folder its name, in place of the former one, which is removed.
  func finish() throws(SystemError) {
    let text = ([head] + names.sorted()).joined(separator: "\n") + "\n"
    try write(list, Array(text.utf8))
    guard let former, !former.isEmpty else {
      // An empty folder is replaced by the renaming itself.
      try SystemCalls.rename(stage, to: path)
      return try SystemCalls.syncDirectory(SystemCalls.parent(of: path))
    }
    let old = "\(path).\(SystemCalls.processID).old"
    try SystemCalls.rename(path, to: old)
    do throws(SystemError) {
      try SystemCalls.rename(stage, to: path)
    } catch {
      try? SystemCalls.rename(old, to: path)
      throw error
    }
    try SystemCalls.syncDirectory(SystemCalls.parent(of: path))
    StagedFolder.remove(old, former)
  }

  /// Takes away what was written so far.
  func abandon() { StagedFolder.remove(stage, Set(names)) }

  /// Removes files and the folders that are empty then; what cannot be removed stays.
  private static func remove(_ path: String, _ names: Set<String>) {
    var folders: Set<String> = [""]
    for name in names {
      try? SystemCalls.removeFile("\(path)/\(name)")
      var parts = name.split(separator: "/").dropLast()
      while !parts.isEmpty {
        folders.insert(parts.joined(separator: "/"))
        parts = parts.dropLast()
      }
    }
    for folder in folders.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      try? SystemCalls.removeDirectory(folder.isEmpty ? path : "\(path)/\(folder)")
    }
  }
}
