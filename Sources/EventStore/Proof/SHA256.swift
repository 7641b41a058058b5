/// SHA-256 (FIPS 180-4 §6.2), over bytes given piece by piece.
public struct SHA256 {
  private var state: InlineArray<8, UInt32> = SHA256.initialState
  private var block = InlineArray<64, UInt8>(repeating: 0)
  private var filled = 0
  private var length: UInt64 = 0

  static let initialState: InlineArray<8, UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]

  /// Makes a hash of no bytes so far.
  public init() {}

  /// The hash of the bytes.
  public static func hash(_ bytes: some Collection<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// The hash of a byte and two digests, which is what the inner nodes of a Merkle tree are.
  static func hash(_ prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
    // 65 bytes, the bit behind them, and their length in bits make two blocks.
    var state = initialState
    withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { block in
      block.initializeMemory(as: UInt8.self, repeating: 0)
      block[0] = prefix
      for index in 0..<8 {
        block.storeBytes(
          of: left.words[index].bigEndian, toByteOffset: 1 + 4 * index, as: UInt32.self)
        block.storeBytes(
          of: right.words[index].bigEndian, toByteOffset: 33 + 4 * index, as: UInt32.self)
      }
      block[65] = 0x80
      block.storeBytes(of: UInt64(65 * 8).bigEndian, toByteOffset: 120, as: UInt64.self)
      if let base = UnsafeRawPointer(block.baseAddress) { compress(&state, base, blocks: 2) }
    }
    return Digest(words: state)
  }

  /// Takes in more bytes.
  public mutating func update(_ bytes: some Collection<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable {
      update(UnsafeRawBufferPointer($0))
    }
    if done == nil { [UInt8](bytes).withUnsafeBytes { update($0) } }
  }

  /// Takes in more bytes.
  mutating func update(_ buffer: UnsafeRawBufferPointer) {
    length &+= UInt64(buffer.count)
    var rest = buffer[...]
    if filled > 0 {
      let taken = min(64 - filled, rest.count)
      for byte in rest.prefix(taken) {
        block[filled] = byte
        filled += 1
      }
      rest = rest.dropFirst(taken)
      guard filled == 64 else { return }
      compressBlock()
    }
    let whole = rest.count / 64
    if whole > 0, let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress {
      SHA256.compress(&state, base, blocks: whole)
      rest = rest.dropFirst(whole * 64)
    }
    for byte in rest {
      block[filled] = byte
      filled += 1
    }
  }

  /// The hash of all bytes taken in; ends the hash.
  public consuming func finish() -> Digest {
    let bits = length &* 8
    block[filled] = 0x80
    filled += 1
    if filled > 56 {
      for index in filled..<64 { block[index] = 0 }
      compressBlock()
    }
    for index in filled..<56 { block[index] = 0 }
    for index in 0..<8 {
      block[56 + index] = UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64(index)))
    }
    compressBlock()
    return Digest(words: state)
  }

  private mutating func compressBlock() {
    let copy = block
    withUnsafeBytes(of: copy) { bytes in
      if let base = bytes.baseAddress { SHA256.compress(&state, base, blocks: 1) }
    }
    filled = 0
  }
}

extension SHA256 {
  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]

  @inline(__always)
  private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word &>> bits | word &<< (32 &- bits)
  }

  /// Mixes whole blocks into the state.
  static func compress(
    _ state: inout InlineArray<8, UInt32>, _ base: UnsafeRawPointer, blocks: Int
  ) {
    constants.withUnsafeBufferPointer { constants in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
        // Both hold 64 words, and every index below is under 64.
        let k = constants.baseAddress.unsafelyUnwrapped
        let w = schedule.baseAddress.unsafelyUnwrapped
        for block in 0..<blocks { mix(&state, k, w, base + block &* 64) }
      }
    }
  }

  /// Eight rounds a step, so that the working words change names instead of places; the schedule's
  /// words are made in between, for the core to do both at once.
  @inline(__always)
  private static func mix(
    _ state: inout InlineArray<8, UInt32>, _ k: UnsafePointer<UInt32>,
    _ w: UnsafeMutablePointer<UInt32>, _ block: UnsafeRawPointer
  ) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    // What b and c differ in is what a and b differed in one round before.
    var differing = b ^ c
    @inline(__always)
    func round(
      _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
      _ g: UInt32, _ h: inout UInt32, _ index: Int, _ word: UInt32
    ) {
      // Rotations inside of each other need fewer copies than three beside each other.
      let s1 = rotated(rotated(rotated(e, 14) ^ e, 5) ^ e, 6)
      let s0 = rotated(rotated(rotated(a, 9) ^ a, 11) ^ a, 2)
      let chosen = g ^ e & (f ^ g)
      let majority = b ^ (a ^ b) & differing
      differing = a ^ b
      let sum = h &+ s1 &+ chosen &+ k[index] &+ word
      d = d &+ sum
      h = sum &+ s0 &+ majority
    }
    @inline(__always)
    func given(_ index: Int) -> UInt32 {
      let word = block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self).bigEndian
      w[index] = word
      return word
    }
    @inline(__always)
    func derived(_ index: Int) -> UInt32 {
      let (first, last) = (w[index &- 15], w[index &- 2])
      let s0 = rotated(rotated(first, 11) ^ first, 7) ^ first &>> 3
      let s1 = rotated(rotated(last, 2) ^ last, 17) ^ last &>> 10
      let word = w[index &- 16] &+ s0 &+ w[index &- 7] &+ s1
      w[index] = word
      return word
    }
    @inline(__always)
    func rounds(from index: Int, _ word: (Int) -> UInt32) {
      round(a, b, c, &d, e, f, g, &h, index, word(index))
      round(h, a, b, &c, d, e, f, &g, index &+ 1, word(index &+ 1))
      round(g, h, a, &b, c, d, e, &f, index &+ 2, word(index &+ 2))
      round(f, g, h, &a, b, c, d, &e, index &+ 3, word(index &+ 3))
      round(e, f, g, &h, a, b, c, &d, index &+ 4, word(index &+ 4))
      round(d, e, f, &g, h, a, b, &c, index &+ 5, word(index &+ 5))
      round(c, d, e, &f, g, h, a, &b, index &+ 6, word(index &+ 6))
      round(b, c, d, &e, f, g, h, &a, index &+ 7, word(index &+ 7))
    }
    rounds(from: 0, given)
    rounds(from: 8, given)
    var index = 16
    while index < 64 {
      rounds(from: index, derived)
      index &+= 8
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }
}
