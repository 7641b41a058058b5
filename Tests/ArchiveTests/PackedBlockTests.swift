import EventStore
import TestSupport
import Testing

@testable import Archive

/// A block of versions against the list of them, for every width that a distance has.
@Suite struct PackedBlockTests {
  /// The bytes of a block: how many bits a distance has, and the distances, less one.
  private static func bytes(_ versions: [UInt32], bits: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 1 + ((versions.count - 1) * bits + 7) / 8)
    bytes[0] = UInt8(bits)
    for (index, (one, next)) in zip(versions, versions.dropFirst()).enumerated() {
      for bit in 0..<bits where (next - one - 1) >> UInt32(bit) & 1 == 1 {
        let place = index * bits + bit
        bytes[1 + place / 8] |= 1 << UInt8(place % 8)
      }
    }
    return bytes
  }

  @Test(arguments: 0...20) func `a block finds what a list finds`(bits: Int) {
    var chance = SeededGenerator(seed: UInt64(bits))
    for _ in 0..<200 {
      var versions = [UInt32.random(in: 0...900, using: &chance)]
      for _ in 1..<Int.random(in: 1...128, using: &chance) + 1 where versions.count < 128 {
        // The longest distances that there may be, and others.
        let most: UInt32 = 1 << UInt32(bits)
        versions.append(
          (versions.last ?? 0)
            + (chance.once(in: 3) ? most : UInt32.random(in: 1...most, using: &chance)))
      }
      // Something else stands in front and, often, behind.
      let behind = [UInt8](repeating: 0xFF, count: Int.random(in: 0...9, using: &chance))
      let bytes = [7, 7, 7] + PackedBlockTests.bytes(versions, bits: bits) + behind
      bytes.withUnsafeBytes { bytes in
        guard var block = PackedBlock(bytes, first: versions[0], count: versions.count, at: 3)
        else {
          Issue.record("the block makes no sense")
          return
        }
        var wanted: UInt32 = 0
        while wanted <= (versions.last ?? 0) + 2 {
          let place = versions.firstIndex { $0 >= wanted }
          #expect(block.advance(to: wanted) == (place.map { versions[$0] == wanted } ?? false))
          #expect(block.index == place ?? versions.count - 1)
          wanted +=
            chance.once(in: 2)
            ? 1 : UInt32.random(in: 1...(2 + 20 << UInt32(bits)), using: &chance)
        }
      }
    }
  }

  @Test func `a block that ends too soon, or has wide distances, makes no sense`() {
    let bytes = PackedBlockTests.bytes([1, 9, 30, 31], bits: 7)
    bytes.withUnsafeBytes { bytes in
      #expect(PackedBlock(bytes, first: 1, count: 4, at: 0) != nil)
      #expect(PackedBlock(bytes, first: 1, count: 6, at: 0) == nil)
      #expect(PackedBlock(bytes, first: 1, count: 4, at: bytes.count) == nil)
    }
    [33 as UInt8].withUnsafeBytes {
      #expect(PackedBlock($0, first: 1, count: 1, at: 0) == nil)
    }
  }
}

/// How many versions are in ranges, against a list of them.
@Suite struct VersionSetCountTests {
  @Test func `what is counted in ranges is what a list has in them`() {
    var chance = SeededGenerator(seed: 4)
    for _ in 0..<300 {
      let universe = Int.random(in: 1...9000, using: &chance)
      let share = Int.random(in: 1...60, using: &chance)
      let numbers = (0..<UInt32(universe)).filter { _ in chance.once(in: share) }
      var words = [UInt64](repeating: 0, count: (universe + 63) / 64)
      for number in numbers { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }
      var ranges: [Range<Int>] = []
      var at = 0
      while at < universe {
        let end = min(universe, at + Int.random(in: 0...700, using: &chance))
        ranges.append(at..<end)
        at = end
      }
      let expected = ranges.map { range in numbers.count { range.contains(Int($0)) } }
      #expect(VersionSet(numbers, of: universe).counts(in: ranges) == expected)
      #expect(VersionSet(bits: words, of: universe).counts(in: ranges) == expected)
      let (low, high) = (universe / 3, universe / 2)
      #expect(
        VersionSet(low..<high, of: universe).counts(in: ranges)
          == ranges.map { range in range.count { low..<high ~= $0 } })
    }
  }
}
