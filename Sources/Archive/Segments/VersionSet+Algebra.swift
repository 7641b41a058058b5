// What sets of versions of one segment have in common, and what they come to together.
extension VersionSet {
  func intersection(_ other: VersionSet) -> VersionSet {
    if case .range(let range) = form { return other.within(range) }
    if case .range(let range) = other.form { return within(range) }
    if let few = few(within: other) ?? other.few(within: self) { return few }
    switch (held, other.held) {
    case (.bits(var words), .bits(let others)):
      VersionSet.combine(&words, others) { $0 & $1 }
      return VersionSet(bits: words, of: universe)
    case (.numbers(let numbers), .bits(let words)), (.bits(let words), .numbers(let numbers)):
      return VersionSet(
        numbers.filter { words[Int($0 >> 6)] >> UInt64($0 & 63) & 1 == 1 }, of: universe)
    case (.numbers(let a), .numbers(let b)):
      let (short, long) = a.count <= b.count ? (a, b) : (b, a)
      return VersionSet(VersionSet.common(short, long), of: universe)
    }
  }

  /// Puts words of bits together with others, of which there are as many; several at once.
  @inline(__always)
  private static func combine(
    _ words: inout [UInt64], _ others: [UInt64], _ body: (UInt64, UInt64) -> UInt64
  ) {
    words.withUnsafeMutableBufferPointer { words in
      others.withUnsafeBufferPointer { others in
        guard let word = words.baseAddress, let other = others.baseAddress else { return }
        for index in 0..<min(words.count, others.count) {
          word[index] = body(word[index], other[index])
        }
      }
    }
  }

  /// Those in a range.
  private func within(_ range: Range<Int>) -> VersionSet {
    if range.lowerBound == 0, range.upperBound >= universe { return self }
    if case .range(let own) = form { return VersionSet(own.clamped(to: range), of: universe) }
    switch held {
    case .numbers(let numbers):
      let start = VersionSet.lowerBound(numbers, UInt32(range.lowerBound))
      let end = VersionSet.lowerBound(numbers, UInt32(range.upperBound))
      return VersionSet(Array(numbers[start..<max(start, end)]), of: universe)
    case .bits(var words):
      VersionSet.keep(range, of: &words)
      return VersionSet(bits: words, of: universe)
    }
  }

  /// The intersection of numbers with postings that are not in memory: of these no more is read than is needed;
  /// nothing where these are not that.
  private func few(within other: VersionSet) -> VersionSet? {
    guard case .postings(let postings) = other.form else { return nil }
    let numbers: [UInt32]
    switch form {
    case .held(.bits), .range: return nil
    case .held(.numbers(let held)): numbers = held
    case .postings(let own):
      if own.isDense || own.count > postings.count { return nil }
      numbers = own.numbers()
    }
    let places = postings.find(numbers, ranked: false).places
    return VersionSet(
      places.count == numbers.count ? numbers : SharedVersions.pick(places, of: numbers),
      of: universe)
  }

  private static func common(_ short: [UInt32], _ long: [UInt32]) -> [UInt32] {
    var found: [UInt32] = []
    var low = 0
    if long.count / 8 < short.count {
      for number in short {
        while low < long.count, long[low] < number { low &+= 1 }
        if low < long.count, long[low] == number { found.append(number) }
      }
      return found
    }
    for number in short {
      low = lowerBound(long, number, from: low)
      guard low < long.count else { break }
      if long[low] == number { found.append(number) }
    }
    return found
  }

  /// The place of the first number, from a place on, that is not below another.
  @inline(__always)
  static func lowerBound(_ numbers: [UInt32], _ wanted: UInt32, from start: Int) -> Int {
    // By doubling steps, since it is most often near.
    var low = start
    var step = 1
    var high = low
    while high < numbers.count, numbers[high] < wanted {
      low = high + 1
      high += step
      step *= 2
    }
    high = min(high, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func union(_ other: VersionSet) -> VersionSet {
    if isEmpty { return other }
    if other.isEmpty { return self }
    switch (held, other.held) {
    case (.bits(var words), .bits(let others)):
      VersionSet.combine(&words, others) { $0 | $1 }
      return VersionSet(bits: words, of: universe)
    case (.numbers(let numbers), .bits(var words)), (.bits(var words), .numbers(let numbers)):
      for number in numbers { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }
      return VersionSet(bits: words, of: universe)
    case (.numbers(let a), .numbers(let b)):
      var merged: [UInt32] = []
      merged.reserveCapacity(a.count + b.count)
      var (one, two) = (0, 0)
      while one < a.count || two < b.count {
        if two == b.count || one < a.count && a[one] < b[two] {
          merged.append(a[one])
          one += 1
        } else {
          if one < a.count, a[one] == b[two] { one += 1 }
          merged.append(b[two])
          two += 1
        }
      }
      return VersionSet(merged, of: universe)
    }
  }

  /// The union of many sets.
  static func union(_ sets: [VersionSet], of universe: Int) -> VersionSet {
    guard sets.count > 2 else {
      guard let first = sets.first else { return VersionSet(of: universe) }
      return sets.count == 1 ? first : first.union(sets[1])
    }
    var words = [UInt64](repeating: 0, count: (universe + 63) / 64)
    for set in sets {
      switch set.held {
      case .numbers(let numbers):
        for number in numbers { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }
      case .bits(let others):
        combine(&words, others) { $0 | $1 }
      }
    }
    return VersionSet(bits: words, of: universe)
  }

  func subtracting(_ other: VersionSet) -> VersionSet {
    if other.isEmpty || isEmpty { return self }
    switch (held, other.held) {
    case (.bits(var words), .bits(let others)):
      VersionSet.combine(&words, others) { $0 & ~$1 }
      return VersionSet(bits: words, of: universe)
    case (.bits(var words), .numbers(let numbers)):
      for number in numbers { words[Int(number >> 6)] &= ~(1 << UInt64(number & 63)) }
      return VersionSet(bits: words, of: universe)
    case (.numbers(let numbers), .bits(let words)):
      return VersionSet(
        numbers.filter { words[Int($0 >> 6)] >> UInt64($0 & 63) & 1 == 0 }, of: universe)
    case (.numbers(let numbers), .numbers(let others)):
      var index = 0
      return VersionSet(
        numbers.filter { number in
          while index < others.count, others[index] < number { index += 1 }
          return index == others.count || others[index] != number
        }, of: universe)
    }
  }
}
