import Testing

@testable import EventStore

/// Hashes and checksums against published values.
@Suite struct HashTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `SHA-256 gives the digests of FIPS 180-4's examples`(text: String, digest: String) {
    #expect(SHA256.hash(Array(text.utf8)).description == digest)
  }

  @Test func `SHA-256 gives the digest of a million letters`() {
    let digest = SHA256.hash([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(
      digest.description == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `SHA-256 does not mind how its input is divided`() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for first in stride(from: 0, through: 300, by: 13) {
      for second in stride(from: first, through: 300, by: 29) {
        var hash = SHA256()
        hash.update(bytes[..<first])
        hash.update(bytes[first..<second])
        hash.update(bytes[second...])
        #expect(hash.finish() == SHA256.hash(bytes))
      }
    }
  }

  @Test func `many messages hashed beside each other have the hashes that they have alone`() {
    var chance = SeededGenerator(seed: 5)
    let bytes = (0..<5000).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
    func part(upTo length: Int) -> Range<Int> {
      let count = Int.random(in: 0...length, using: &chance)
      let start = Int.random(in: 0...bytes.count - count, using: &chance)
      return start..<start + count
    }
    for round in 0..<300 {
      let longest = [10, 64, 130, 1000, 4000][round % 5]
      let messages = (0..<round % 14).map { _ in (head: part(upTo: 63), body: part(upTo: longest)) }
      let hashes = bytes.withUnsafeBytes { buffer in
        let view = ByteView(buffer)
        return HashLanes.hashes(messages.count) {
          HashLanes.Message(head: view[messages[$0].head], body: view[messages[$0].body])
        }
      }
      #expect(hashes == messages.map { SHA256.hash(bytes[$0.head] + bytes[$0.body]) })
    }
  }

  @Test func `messages whose ends fall around the end of a block are padded as the standard says`()
  {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 300)
    let lengths = Array(50...70) + Array(115...135) + Array(180...200)
    for head in [0, 1, 32, 63] {
      let hashes = bytes.withUnsafeBytes { buffer in
        let view = ByteView(buffer)
        return HashLanes.hashes(lengths.count) {
          HashLanes.Message(head: view[0..<head], body: view[0..<lengths[$0]])
        }
      }
      #expect(hashes == lengths.map { SHA256.hash(bytes[..<(head + $0)]) })
    }
  }

  @Test func `CRC-32C gives RFC 3720's check values`() {
    func crc(_ bytes: [UInt8]) -> UInt32 { bytes.withUnsafeBytes { Checksum.crc32c(ByteView($0)) } }
    #expect(crc(Array("123456789".utf8)) == 0xE306_9283)
    #expect(crc([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(crc([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(crc(Array(0..<32)) == 0x46DD_794E)
    #expect(crc([]) == 0)
  }

  @Test func `CRC-32C of any length equals the checksum bit by bit`() {
    var chance = SeededGenerator(seed: 3)
    for length in Array(0..<100) + Array(500..<540) + [1023, 1024, 1025, 1040, 1600, 5000] {
      let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
      var crc: UInt32 = ~0
      for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
      }
      #expect(bytes.withUnsafeBytes { Checksum.crc32c(ByteView($0)) } == ~crc)
    }
  }

  @Test func `Base64 gives RFC 4648's test vectors and takes nothing else`() {
    for (plain, coded) in [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ] {
      #expect(Base64.encode(Array(plain.utf8)) == coded)
      #expect(Base64.decode(Array(coded.utf8)) == Array(plain.utf8))
    }
    for wrong in ["Zg", "Zh==", "Zm9v\n", "====", "Z===", "Zm9*"] {
      #expect(Base64.decode(Array(wrong.utf8)) == nil)
    }
  }
}

/// The checksum of derived files.
@Suite struct PageHashTests {
  /// The same, written word by word as its description says.
  private static func plain(_ bytes: [UInt8]) -> UInt32 {
    func step(_ lane: UInt64, _ word: UInt64) -> UInt64 {
      let mixed = lane ^ word
      return (mixed << 32 | mixed >> 32) &* 0x9E37_79B9_7F4A_7C15
    }
    var lanes: [UInt64] = [1, 2, 3, 4, 5, 6, 7, 8]
    for (index, start) in stride(from: 0, to: bytes.count, by: 8).enumerated() {
      let word = bytes[start..<min(start + 8, bytes.count)].enumerated().reduce(UInt64(0)) {
        $0 | UInt64($1.element) << ($1.offset * 8)
      }
      lanes[index % 8] = step(lanes[index % 8], word)
    }
    let all = step(lanes.reduce(step(0, UInt64(bytes.count)), step), 0)
    return UInt32(truncatingIfNeeded: all ^ all >> 32)
  }

  private static func hash(_ bytes: [UInt8]) -> UInt32 { bytes.withUnsafeBytes(PageHash.hash) }

  @Test func `the checksum of any length equals the one made word by word`() {
    var random = SystemRandomNumberGenerator()
    for count in 0...300 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(PageHashTests.hash(bytes) == PageHashTests.plain(bytes))
    }
  }

  @Test func `every bit that is flipped is seen, and so are zeros that are missing`() {
    var bytes = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 5) }
    let sound = PageHashTests.hash(bytes)
    var missed = 0
    for bit in 0..<bytes.count * 8 {
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      if PageHashTests.hash(bytes) == sound { missed += 1 }
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    }
    #expect(missed == 0)
    let zeros = Set((0...4096).map { PageHashTests.hash([UInt8](repeating: 0, count: $0)) })
    #expect(zeros.count == 4097)
  }

  @Test func `words that are swapped are seen`() {
    let bytes = (0..<4096).map { UInt8(truncatingIfNeeded: $0 / 8 &* 7) }
    let sound = PageHashTests.hash(bytes)
    for distance in [8, 16, 64, 512, 2048] {
      for start in stride(from: 0, to: bytes.count - distance - 8, by: 8) {
        var swapped = bytes
        for index in start..<start + 8 { swapped.swapAt(index, index + distance) }
        if swapped != bytes { #expect(PageHashTests.hash(swapped) != sound) }
      }
    }
  }
}
