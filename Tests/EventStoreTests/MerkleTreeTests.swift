import Testing

@testable import EventStore

/// The Merkle tree against the published roots of RFC 6962's reference leaves, and against the
/// recursive definition.
@Suite struct MerkleTreeTests {
  private static let leaves: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    Array(0x50...0x57), Array(0x60...0x6F),
  ]
  private static let roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test func `roots of the reference leaves are the published ones`() {
    var tree = MerkleTree()
    #expect(tree.root == SHA256.hash([]))
    for (leaf, root) in zip(MerkleTreeTests.leaves, MerkleTreeTests.roots) {
      tree.append(MerkleTree.leafHash(of: leaf[...]))
      #expect(tree.root.description == root)
    }
  }

  @Test func `roots of any size follow the recursive definition`() {
    func root(_ leaves: ArraySlice<Digest>) -> Digest {
      guard leaves.count > 1 else { return leaves.first ?? SHA256.hash([]) }
      var split = 1
      while split * 2 < leaves.count { split *= 2 }
      let middle = leaves.startIndex + split
      return MerkleTree.nodeHash(root(leaves[..<middle]), root(leaves[middle...]))
    }
    var tree = MerkleTree()
    var leaves: [Digest] = []
    for size in 1...130 {
      leaves.append(MerkleTree.leafHash(of: Array("leaf \(size)".utf8)[...]))
      tree.append(leaves[size - 1])
      #expect(tree.root == root(leaves[...]))
      #expect(tree.size == UInt64(size))
    }
  }

  @Test func `leaves appended together make the tree that they make one by one`() {
    let leaves = (0..<70).map { MerkleTree.leafHash(of: Array("leaf \($0)".utf8)[...]) }
    for before in [0, 1, 2, 3, 7, 8, 21, 32] {
      for count in 0...35 {
        var together = MerkleTree()
        together.append(Array(leaves[..<before]))
        together.append(Array(leaves[before..<before + count]))
        var single = MerkleTree()
        for leaf in leaves[..<(before + count)] { single.append(leaf) }
        #expect(together.size == single.size)
        #expect(together.root == single.root)
        // The next one tells whether all subtrees are right, not the root alone.
        together.append(leaves[before])
        single.append(leaves[before])
        #expect(together.root == single.root)
      }
    }
  }

  @Test func `a checkpoint reads back what it prints`() throws {
    let checkpoint = Checkpoint(
      origin: "archivist/0198c0de-0000-7000-8000-000000000000", size: 17, root: SHA256.hash([1]))
    #expect(Checkpoint(checkpoint.description) == checkpoint)
    #expect(Checkpoint(checkpoint.description + "\n— example signature\n") == checkpoint)
    #expect(Checkpoint("") == nil)
    #expect(Checkpoint("a\n017\n\(checkpoint.base64Root)\n") == nil)
    #expect(Checkpoint("a\n17\nAAAA\n") == nil)
  }
}
