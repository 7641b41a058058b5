@testable import EventStore

/// Any bytes in the derived files, beside a sound log: nothing traps or hangs, the log stays as it is,
/// and every answer is the one that the log gives alone.
///
/// The first byte says which log stands beside the files, and whether their checksums are made right
/// (bit 0); the rest are changes of files. Who makes checksums right can say what he likes of a log in
/// an index, so that answers are not compared then; but nothing may trap, and the log must not suffer.
enum FuzzIndex {
  static func run(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let isSealed = first & 1 == 1
    let world = IndexWorld.all[Int(first >> 1) % IndexWorld.all.count]
    let storage = world.storage.copy()
    for path in IndexWorld.files { storage.put(IndexWorld.newest(path), into: path) }
    var changes = input.dropFirst()
    while let change = Change(taking: &changes) {
      change.carryOut(on: storage)
      if isSealed, var bytes = storage.bytes(of: change.path) {
        IndexSeal.seal(&bytes, as: change.path)
        storage.put(bytes, into: change.path)
      }
    }
    if isSealed {
      world.exercise(storage)
    } else {
      world.compare(storage)
    }
  }

  /// Inputs to begin with: each file written over with itself, cut, taken away, and taken for another.
  static var seeds: [[UInt8]] {
    var seeds: [[UInt8]] = [[0], [2], [4]]
    for (number, path) in IndexWorld.files.enumerated() {
      let bytes = IndexWorld.newest(path)
      for flags: UInt8 in 0...5 {
        seeds.append([flags] + Change(UInt8(number), .replace, bytes: bytes).encoded)
      }
      seeds.append([0] + Change(UInt8(number), .replaceByOlder, bytes: []).encoded)
      seeds.append([0] + Change(UInt8(number), .remove, bytes: []).encoded)
      for flags: UInt8 in 0...1 {
        seeds.append([flags] + Change(UInt8(number), .write, at: 40, bytes: [1, 2, 3]).encoded)
        seeds.append([flags] + Change(UInt8(number), .cut, at: 100, bytes: []).encoded)
        seeds.append([flags] + Change(UInt8(number), .replaceByOther, bytes: [3]).encoded)
      }
    }
    return seeds
  }
}

/// One change of a derived file: its number, what to do, a place, and so many bytes.
private struct Change {
  enum Kind: UInt8, CaseIterable {
    case replace, write, cut, replaceByOther, replaceByOlder, remove
  }

  let file: UInt8
  let kind: Kind
  let offset: Int
  let bytes: [UInt8]

  init(_ file: UInt8, _ kind: Kind, at offset: Int = 0, bytes: [UInt8]) {
    self.file = file
    self.kind = kind
    self.offset = offset
    self.bytes = bytes
  }

  /// Takes a change off the front; nothing where there are too few bytes for one.
  init?(taking input: inout ArraySlice<UInt8>) {
    guard input.count >= Change.head else { return nil }
    let head = Array(input.prefix(Change.head))
    input = input.dropFirst(Change.head)
    file = head[0]
    kind = Kind.allCases[Int(head[1]) % Kind.allCases.count]
    offset = Int(head[2]) << 8 | Int(head[3])
    let count = Int(head[4]) << 8 | Int(head[5])
    bytes = Array(input.prefix(count))
    input = input.dropFirst(count)
  }

  private static let head = 6

  var encoded: [UInt8] {
    [
      file, kind.rawValue, UInt8(offset >> 8), UInt8(offset & 0xFF), UInt8(bytes.count >> 8),
      UInt8(bytes.count & 0xFF),
    ] + bytes
  }

  var path: String { IndexWorld.files[Int(file) % IndexWorld.files.count] }

  func carryOut(on storage: MemoryStorage) {
    var file = storage.bytes(of: path) ?? []
    switch kind {
    case .replace: file = bytes
    case .write:
      if file.count < offset { file += [UInt8](repeating: 0, count: offset - file.count) }
      file.replaceSubrange(offset..<min(offset + bytes.count, file.count), with: bytes)
    case .cut: file.removeLast(max(0, file.count - offset))
    case .replaceByOther:
      file = IndexWorld.newest(IndexWorld.files[Int(bytes.first ?? 0) % IndexWorld.files.count])
    case .replaceByOlder: file = IndexWorld.older(path) ?? []
    case .remove:
      try? storage.remove(path)
      return
    }
    storage.put(file, into: path)
  }
}

/// Makes the checksums of derived files right, whatever stands in them.
enum IndexSeal {
  static func seal(_ bytes: inout [UInt8], as path: String) {
    if path.hasSuffix(".state") {
      while !bytes.count.isMultiple(of: 8) { bytes.append(0) }
      guard bytes.count >= 16 else { return }
      bytes.removeLast(8)
      IndexBlock.append(UInt64(bytes.withUnsafeBytes(PageHash.hash)), to: &bytes)
    } else if let origin = IndexWorld.origin(of: path) {
      var sealed: [UInt8] = []
      for (number, start) in stride(from: 0, to: bytes.count, by: IndexBlock.length).enumerated() {
        var block = Array(bytes[start..<min(start + IndexBlock.length, bytes.count)])
        block += [UInt8](repeating: 0, count: IndexBlock.length - block.count)
        let count = Int(block[IndexBlock.payload]) | Int(block[IndexBlock.payload + 1]) << 8
        sealed += IndexBlock.encode(
          block[..<IndexBlock.payload], count: count, number: number, of: origin)
      }
      bytes = sealed
    }
  }
}
