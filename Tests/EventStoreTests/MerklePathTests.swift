import Testing

@testable import EventStore

/// Paths of inclusion and consistency against published ones, and against the definition.
@Suite struct MerklePathTests {
  /// The reference leaves of Certificate Transparency, and paths that its tests publish.
  private static let leaves: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    Array(0x50...0x57), Array(0x60...0x6F),
  ]
  private static let nodes = NaiveTree.nodes(leaves.map { MerkleTree.leafHash(of: $0[...]) })

  @Test(arguments: [
    (0, 1, []),
    (
      0, 8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ]
    ),
    (
      5, 8,
      [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
      1, 5,
      [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ]
    ),
  ])
  func `a path of inclusion is the published one`(
    index: UInt64, size: UInt64, expected: [String]
  ) throws {
    let path = try Self.nodes.inclusionPath(of: index, inFirst: size)
    #expect(path.map(\.description) == expected)
  }

  @Test(arguments: [
    (1, 1, []),
    (
      1, 8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ]
    ),
    (
      6, 8,
      [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]
    ),
    (
      2, 5,
      [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ]
    ),
  ])
  func `a path of consistency is the published one`(
    old: UInt64, new: UInt64, expected: [String]
  ) throws {
    let path = try Self.nodes.consistencyPath(from: old, to: new)
    #expect(path.map(\.description) == expected)
  }

  @Test func `paths of inclusion follow the definition and lead to the root, at every size`()
    throws
  {
    let leaves = NaiveTree.leaves(300)
    let nodes = NaiveTree.nodes(leaves)
    var model = NaiveTree(leaves)
    for size in 1...300 {
      let root = try nodes.root(ofFirst: UInt64(size))
      #expect(root == model.root(0..<size))
      for index in 0..<size {
        let path = try nodes.inclusionPath(of: UInt64(index), inFirst: UInt64(size))
        var isRight = path == model.path(index, 0..<size)
        isRight =
          isRight
          && path.count == MerklePath.inclusionLength(of: UInt64(index), size: UInt64(size))
        // Hashes are slow in a debugged program, so that not every way up is gone.
        if Self.isTried(index, size) {
          let found = MerklePath.root(
            from: leaves[index], at: UInt64(index), size: UInt64(size), along: path)
          isRight = isRight && found == root
        }
        // One expectation for each of 45,000 paths would take longer than the paths.
        if !isRight { Issue.record("\(index) of \(size)") }
      }
    }
  }

  @Test func `paths of consistency follow the definition and lead to both roots, at every size`()
    throws
  {
    let leaves = NaiveTree.leaves(300)
    let nodes = NaiveTree.nodes(leaves)
    var model = NaiveTree(leaves)
    for new in 1...300 {
      for old in 1...new {
        let path = try nodes.consistencyPath(from: UInt64(old), to: UInt64(new))
        var isRight = path == model.proof(old, 0..<new)
        isRight =
          isRight
          && path.count == MerklePath.consistencyLength(from: UInt64(old), to: UInt64(new))
        if old < new, Self.isTried(old, new) {
          let roots = (old: model.root(0..<old), new: model.root(0..<new))
          let found = MerklePath.roots(
            from: (UInt64(old), roots.old), toSize: UInt64(new), along: path)
          isRight = isRight && found?.old == roots.old && found?.new == roots.new
        }
        if !isRight { Issue.record("\(old) to \(new)") }
      }
    }
  }

  /// Every pair up to 40, then some of each size.
  private static func isTried(_ number: Int, _ size: Int) -> Bool {
    size <= 40 || number % 32 == size % 32 || number + 1 >= size
  }

  @Test func `a path of another length leads nowhere`() throws {
    let leaves = NaiveTree.leaves(40)
    let nodes = NaiveTree.nodes(leaves)
    for size in 1...40 as ClosedRange<UInt64> {
      let root = try nodes.root(ofFirst: size)
      for index in 0..<size {
        let path = try nodes.inclusionPath(of: index, inFirst: size)
        for wrong in [path + [root], [root] + path, Array(path.dropLast())] where wrong != path {
          let found = MerklePath.root(
            from: leaves[Int(index)], at: index, size: size, along: wrong)
          #expect(found == nil)
        }
        if index > 0 {
          let path = try nodes.consistencyPath(from: index, to: size)
          for wrong in [path + [root], Array(path.dropLast())] {
            let found = MerklePath.roots(
              from: (index, try nodes.root(ofFirst: index)), toSize: size, along: wrong)
            #expect(found == nil)
          }
        }
      }
    }
  }

  @Test func `a proof needs few nodes`() throws {
    let nodes = CountedNodes(NaiveTree.nodes(NaiveTree.leaves(1000)))
    for index in 0..<1000 as Range<UInt64> {
      var before = nodes.count
      _ = try nodes.inclusionPath(of: index, inFirst: 1000)
      // 2·log₂(1000) + 2
      #expect(nodes.count - before < 22)
      before = nodes.count
      _ = try nodes.consistencyPath(from: index, to: 1000)
      #expect(nodes.count - before < 23)
    }
  }

  @Test func `sizes as large as a log can have are told, and lead nowhere`() {
    let most: UInt64 = 1 << 53
    let hash = SHA256.hash([])
    #expect(MerklePath.inclusionLength(of: most - 1, size: most) == 53)
    #expect(MerklePath.consistencyLength(from: most - 1, to: most) == 54)
    #expect(MerklePath.root(from: hash, at: most, size: most, along: []) == nil)
    #expect(MerklePath.root(from: hash, at: 0, size: 0, along: []) == nil)
    let path = Array(repeating: hash, count: 53)
    #expect(MerklePath.root(from: hash, at: 17, size: most, along: path) != nil)
    #expect(MerklePath.root(from: hash, at: 17, size: most, along: path + [hash]) == nil)
    #expect(MerklePath.roots(from: (0, hash), toSize: most, along: path) == nil)
    #expect(MerklePath.roots(from: (most, hash), toSize: most, along: path) == nil)
    #expect(MerklePath.roots(from: (most / 2, hash), toSize: most, along: []) == nil)
  }
}
