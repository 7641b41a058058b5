/// SHA-256 of many messages, four at a time.
///
/// Each lane of a vector hashes a message of its own, which is nearly twice as fast as one after the
/// other. A lane whose message is at its end takes the next one.
struct HashLanes {
  /// What one lane is at.
  private var lanes: InlineArray<4, Lane>
  private var state: InlineArray<8, Words> = .init(repeating: Words())
  /// For each lane the first and the last blocks of its message, which are put together here; then
  /// a block of zeros.
  private let scratch: UnsafeMutableRawPointer

  typealias Words = SIMD4<UInt32>

  /// A message in two parts, the first of at most 63 bytes.
  struct Message {
    let head: ByteView
    let body: ByteView
  }

  /// The blocks of a message: one put together of head and body, some inside of the body, and the
  /// end with its padding.
  private struct Lane {
    /// Which message it is; nothing where there are no more.
    var message: Int?
    var body = ByteView(UnsafeRawBufferPointer(start: nil, count: 0))
    /// The bytes of the message.
    var length = 0
    /// Where the blocks go on, and how many stand there one behind the other.
    var next: UnsafeRawPointer
    var blocks = 0
    /// How many bytes of the body were taken.
    var taken = 0
    var isAtEnd = false

    /// A lane without a message.
    init(idleAt block: UnsafeRawPointer) { next = block }
  }

  /// The bytes in `scratch` for each lane: the first block and the last two.
  private static let scratchLength = 192

  /// The hashes of so many messages, in order.
  static func hashes(_ count: Int, _ message: (Int) -> Message) -> [Digest] {
    if count == 1 { return [hash(message(0))] }
    return withUnsafeTemporaryAllocation(byteCount: 4 * scratchLength + 64, alignment: 16) {
      scratch in
      // The allocation above is not empty, so it has a base.
      var lanes = HashLanes(scratch: scratch.baseAddress.unsafelyUnwrapped)
      return lanes.run(count, message)
    }
  }

  private static func hash(_ message: Message) -> Digest {
    var hash = SHA256()
    hash.update(message.head.buffer)
    hash.update(message.body.buffer)
    return hash.finish()
  }

  /// The bytes of a Merkle leaf: a zero byte and the header of an event.
  static func leaf(_ header: ByteView) -> Message {
    let zero: StaticString = "\0"
    return Message(
      head: ByteView(UnsafeRawBufferPointer(start: zero.utf8Start, count: 1)), body: header)
  }

  private init(scratch: UnsafeMutableRawPointer) {
    self.scratch = scratch
    let idle = scratch + 4 * HashLanes.scratchLength
    idle.initializeMemory(as: UInt8.self, repeating: 0, count: 64)
    lanes = .init(repeating: Lane(idleAt: UnsafeRawPointer(idle)))
  }

  private mutating func run(_ count: Int, _ message: (Int) -> Message) -> [Digest] {
    var hashes = [Digest](repeating: Digest(words: SHA256.initialState), count: count)
    var begun = 0
    var open = 0
    for lane in 0..<4 where begun < count {
      begin(begun, message(begun), in: lane)
      begun += 1
      open += 1
    }
    while open > 0 {
      let step = blocksInStep()
      if open == 1 { compressLast(step) } else { compress(step) }
      for lane in 0..<4 {
        guard let number = lanes[lane].message else { continue }
        lanes[lane].next += step &* 64
        lanes[lane].blocks -= step
        guard lanes[lane].blocks == 0, !goOn(in: lane) else { continue }
        hashes[number] = digest(of: lane)
        if begun < count {
          begin(begun, message(begun), in: lane)
          begun += 1
        } else {
          lanes[lane] = Lane(idleAt: idle)
          open -= 1
        }
      }
    }
    return hashes
  }

  /// What a lane without a message reads.
  private var idle: UnsafeRawPointer { UnsafeRawPointer(scratch + 4 * HashLanes.scratchLength) }

  /// How many blocks every lane with a message has one behind the other.
  private func blocksInStep() -> Int {
    var least = Int.max
    var isIdle = false
    for lane in 0..<4 {
      if lanes[lane].message == nil {
        isIdle = true
      } else {
        least = min(least, lanes[lane].blocks)
      }
    }
    // A lane without a message reads the same block again and again.
    return isIdle ? 1 : least
  }
}

// MARK: - Messages

extension HashLanes {
  private mutating func begin(_ number: Int, _ message: Message, in lane: Int) {
    let (head, body) = (message.head, message.body)
    precondition(head.count < 64, "a head that fills a block")
    for index in 0..<8 { state[index][lane] = SHA256.initialState[index] }
    var new = Lane(idleAt: idle)
    new.message = number
    new.body = body
    new.length = head.count + body.count
    let first = scratch + lane &* HashLanes.scratchLength
    HashLanes.copy(head, to: first)
    if new.length >= 64 {
      new.taken = 64 - head.count
      HashLanes.copy(body[0..<new.taken], to: first + head.count)
      (new.next, new.blocks) = (UnsafeRawPointer(first), 1)
    } else {
      HashLanes.copy(body, to: first + head.count)
      new.taken = body.count
      (new.next, new.blocks) = HashLanes.pad(first, new.length, of: new.length)
      new.isAtEnd = true
    }
    lanes[lane] = new
  }

  /// Goes on to the next blocks of a lane's message; false where there are none.
  private mutating func goOn(in lane: Int) -> Bool {
    var open = lanes[lane]
    guard !open.isAtEnd else { return false }
    let rest = open.body[open.taken..<open.body.count]
    if rest.count >= 64, let base = rest.buffer.baseAddress {
      (open.next, open.blocks) = (base, rest.count / 64)
      open.taken += open.blocks * 64
    } else {
      let end = scratch + (lane &* HashLanes.scratchLength &+ 64)
      HashLanes.copy(rest, to: end)
      (open.next, open.blocks) = HashLanes.pad(end, rest.count, of: open.length)
      open.isAtEnd = true
    }
    lanes[lane] = open
    return true
  }

  private static func copy(_ bytes: ByteView, to place: UnsafeMutableRawPointer) {
    guard let base = bytes.buffer.baseAddress else { return }
    place.copyMemory(from: base, byteCount: bytes.count)
  }

  /// Puts the padding behind the last bytes of a message, under 64 of them; gives the blocks.
  private static func pad(
    _ place: UnsafeMutableRawPointer, _ filled: Int, of length: Int
  ) -> (UnsafeRawPointer, Int) {
    let blocks = filled < 56 ? 1 : 2
    (place + filled).initializeMemory(
      as: UInt8.self, repeating: 0, count: blocks * 64 - filled)
    place.storeBytes(of: 0x80, toByteOffset: filled, as: UInt8.self)
    place.storeBytes(
      of: (UInt64(length) &* 8).bigEndian, toByteOffset: blocks * 64 - 8, as: UInt64.self)
    return (UnsafeRawPointer(place), blocks)
  }

  private func digest(of lane: Int) -> Digest {
    Digest(words: .init { state[$0][lane] })
  }
}

// MARK: - Hashing

extension HashLanes {
  /// Mixes blocks into the one lane that has a message, which is faster alone.
  private mutating func compressLast(_ step: Int) {
    for lane in 0..<4 where lanes[lane].message != nil {
      var words = InlineArray<8, UInt32> { state[$0][lane] }
      SHA256.compress(&words, lanes[lane].next, blocks: step)
      for index in 0..<8 { state[index][lane] = words[index] }
    }
  }

  /// The constants of SHA-256, each for four lanes.
  private static let constants = SHA256.constants.map { Words(repeating: $0) }

  /// Mixes so many blocks of every lane into the state.
  private mutating func compress(_ step: Int) {
    let (first, second) = (lanes[0], lanes[1])
    let (third, fourth) = (lanes[2], lanes[3])
    // A lane without a message stays where it is.
    @inline(__always)
    func block(_ lane: Lane, _ number: Int) -> UnsafeRawPointer {
      lane.message == nil ? lane.next : lane.next + number &* 64
    }
    HashLanes.constants.withUnsafeBufferPointer { constants in
      withUnsafeTemporaryAllocation(of: Words.self, capacity: 64) { schedule in
        // Both hold 64 entries, and every index below is under 64.
        let k = constants.baseAddress.unsafelyUnwrapped
        let w = schedule.baseAddress.unsafelyUnwrapped
        for number in 0..<step {
          HashLanes.expand(
            block(first, number), block(second, number), block(third, number),
            block(fourth, number), into: w)
          HashLanes.mix(&state, k, w)
        }
      }
    }
  }

  /// The `^` of three rotations to the right, by `a`, `a + b` and `a + b + c` bits.
  @inline(__always)
  private static func rotations(_ word: Words, _ a: UInt32, _ b: UInt32, _ c: UInt32) -> Words {
    rotated(rotated(rotated(word, c) ^ word, b) ^ word, a)
  }

  /// The `^` of a shift to the right by `a` bits and two rotations, by `b` and `b + c`.
  @inline(__always)
  private static func rotations(
    _ word: Words, shift a: UInt32, _ b: UInt32, _ c: UInt32
  ) -> Words {
    word &>> Words(repeating: a) ^ rotated(rotated(word, c) ^ word, b)
  }

  /// A rotation to the right.
  ///
  /// Written as a sum, which has no carries here: sums of vectors reach the compiler as such, while
  /// its shifts and other operations arrive one lane at a time, and when it puts the lanes together
  /// again it exchanges operands in some of them, which costs more than the rotations.
  @inline(__always)
  private static func rotated(_ word: Words, _ bits: UInt32) -> Words {
    word &>> Words(repeating: bits) &+ word &<< Words(repeating: 32 &- bits)
  }

  @inline(__always)
  private static func expand(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ c: UnsafeRawPointer, _ d: UnsafeRawPointer,
    into w: UnsafeMutablePointer<Words>
  ) {
    @inline(__always)
    func word(_ block: UnsafeRawPointer, _ index: Int) -> UInt32 {
      block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self).bigEndian
    }
    for index in 0..<16 {
      w[index] = Words(word(a, index), word(b, index), word(c, index), word(d, index))
    }
    for index in 16..<64 {
      let s0 = rotations(w[index &- 15], shift: 3, 7, 11)
      let s1 = rotations(w[index &- 2], shift: 10, 17, 2)
      w[index] = w[index &- 16] &+ s0 &+ w[index &- 7] &+ s1
    }
  }

  @inline(__always)
  private static func mix(
    _ state: inout InlineArray<8, Words>, _ k: UnsafePointer<Words>,
    _ w: UnsafeMutablePointer<Words>
  ) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    @inline(__always)
    func round(
      _ a: Words, _ b: Words, _ c: Words, _ d: inout Words, _ e: Words, _ f: Words, _ g: Words,
      _ h: inout Words, _ index: Int
    ) {
      let chosen = g ^ e & (f ^ g)
      let majority = b ^ (a ^ b) & (b ^ c)
      let sum =
        h &+ rotations(e, 6, 5, 14) &+ chosen &+ k[index] &+ w[index]
      d = d &+ sum
      h = sum &+ rotations(a, 2, 11, 9) &+ majority
    }
    var index = 0
    while index < 64 {
      round(a, b, c, &d, e, f, g, &h, index)
      round(h, a, b, &c, d, e, f, &g, index &+ 1)
      round(g, h, a, &b, c, d, e, &f, index &+ 2)
      round(f, g, h, &a, b, c, d, &e, index &+ 3)
      round(e, f, g, &h, a, b, c, &d, index &+ 4)
      round(d, e, f, &g, h, a, b, &c, index &+ 5)
      round(c, d, e, &f, g, h, a, &b, index &+ 6)
      round(b, c, d, &e, f, g, h, &a, index &+ 7)
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
