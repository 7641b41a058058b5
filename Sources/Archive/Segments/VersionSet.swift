/// Some versions of a segment: their numbers in order, or bits where there are many.
struct VersionSet {
  private enum Form {
    case numbers([UInt32])
    case bits([UInt64], count: Int)
  }

  private var form: Form
  /// The number of versions that there are.
  let universe: Int

  /// The set of nothing.
  init(of universe: Int) {
    self.universe = universe
    form = .numbers([])
  }

  /// Numbers in ascending order, each below the universe.
  init(_ numbers: [UInt32], of universe: Int) {
    self.universe = universe
    form = .numbers(numbers)
  }

  /// Bits, those beyond the universe not set.
  init(bits: [UInt64], of universe: Int) {
    self.universe = universe
    form = .bits(bits, count: bits.reduce(0) { $0 + $1.nonzeroBitCount })
  }

  /// Every version in a range.
  init(_ range: Range<Int>, of universe: Int) {
    var words = [UInt64](repeating: 0, count: (universe + 63) / 64)
    var at = range.lowerBound
    while at < range.upperBound {
      let bit = at & 63
      let length = min(64 - bit, range.upperBound - at)
      words[at >> 6] |= (length == 64 ? .max : (1 << UInt64(length)) - 1) << UInt64(bit)
      at += length
    }
    self.universe = universe
    form = .bits(words, count: range.count)
  }

  var count: Int {
    switch form {
    case .numbers(let numbers): numbers.count
    case .bits(_, let count): count
    }
  }

  var isEmpty: Bool { count == 0 }

  /// The numbers in ascending order.
  var numbers: [UInt32] {
    switch form {
    case .numbers(let numbers): return numbers
    case .bits(let words, let count):
      var numbers: [UInt32] = []
      numbers.reserveCapacity(count)
      for (index, word) in words.enumerated() {
        var rest = word
        while rest != 0 {
          numbers.append(UInt32(index * 64 + rest.trailingZeroBitCount))
          rest &= rest - 1
        }
      }
      return numbers
    }
  }

  /// The last numbers, in descending order.
  func last(_ most: Int) -> [UInt32] {
    switch form {
    case .numbers(let numbers): return numbers.suffix(most).reversed()
    case .bits(let words, _):
      var numbers: [UInt32] = []
      var index = words.count - 1
      while index >= 0, numbers.count < most {
        var rest = words[index]
        while rest != 0, numbers.count < most {
          let bit = 63 - rest.leadingZeroBitCount
          numbers.append(UInt32(index * 64 + bit))
          rest &= ~(1 << UInt64(bit))
        }
        index -= 1
      }
      return numbers
    }
  }

  /// The first numbers from one on, in ascending order.
  func first(_ most: Int, from start: Int) -> [UInt32] {
    switch form {
    case .numbers(let numbers):
      return Array(numbers[VersionSet.lowerBound(numbers, UInt32(start))...].prefix(most))
    case .bits(let words, _):
      var numbers: [UInt32] = []
      var index = start >> 6
      var mask = UInt64.max << UInt64(start & 63)
      while index < words.count, numbers.count < most {
        var rest = words[index] & mask
        while rest != 0, numbers.count < most {
          numbers.append(UInt32(index * 64 + rest.trailingZeroBitCount))
          rest &= rest - 1
        }
        mask = .max
        index += 1
      }
      return numbers
    }
  }

  private static func lowerBound(_ numbers: [UInt32], _ wanted: UInt32) -> Int {
    var low = 0
    var high = numbers.count
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func contains(_ number: UInt32) -> Bool {
    switch form {
    case .numbers(let numbers):
      let index = VersionSet.lowerBound(numbers, number)
      return index < numbers.count && numbers[index] == number
    case .bits(let words, _): return words[Int(number >> 6)] >> UInt64(number & 63) & 1 == 1
    }
  }
}

// MARK: - Sets of sets

extension VersionSet {
  func intersection(_ other: VersionSet) -> VersionSet {
    switch (form, other.form) {
    case (.bits(var words, _), .bits(let others, _)):
      for index in words.indices { words[index] &= others[index] }
      return VersionSet(bits: words, of: universe)
    case (.numbers(let numbers), .bits(let words, _)), (.bits(let words, _), .numbers(let numbers)):
      return VersionSet(
        numbers.filter { words[Int($0 >> 6)] >> UInt64($0 & 63) & 1 == 1 }, of: universe)
    case (.numbers(let a), .numbers(let b)):
      let (short, long) = a.count <= b.count ? (a, b) : (b, a)
      return VersionSet(VersionSet.common(short, long), of: universe)
    }
  }

  private static func common(_ short: [UInt32], _ long: [UInt32]) -> [UInt32] {
    var found: [UInt32] = []
    var low = 0
    for number in short {
      // By doubling steps, since the long one may be very much longer.
      var step = 1
      var high = low
      while high < long.count, long[high] < number {
        low = high + 1
        high += step
        step *= 2
      }
      high = min(high, long.count)
      while low < high {
        let middle = (low + high) / 2
        if long[middle] < number { low = middle + 1 } else { high = middle }
      }
      guard low < long.count else { break }
      if long[low] == number { found.append(number) }
    }
    return found
  }

  func union(_ other: VersionSet) -> VersionSet {
    if isEmpty { return other }
    if other.isEmpty { return self }
    switch (form, other.form) {
    case (.bits(var words, _), .bits(let others, _)):
      for index in words.indices { words[index] |= others[index] }
      return VersionSet(bits: words, of: universe)
    case (.numbers(let numbers), .bits(var words, _)), (.bits(var words, _), .numbers(let numbers)):
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
      return sets.reduce(VersionSet(of: universe)) { $0.union($1) }
    }
    var words = [UInt64](repeating: 0, count: (universe + 63) / 64)
    for set in sets {
      switch set.form {
      case .numbers(let numbers):
        for number in numbers { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }
      case .bits(let others, _):
        for index in words.indices { words[index] |= others[index] }
      }
    }
    return VersionSet(bits: words, of: universe)
  }

  func subtracting(_ other: VersionSet) -> VersionSet {
    if other.isEmpty || isEmpty { return self }
    switch (form, other.form) {
    case (.bits(var words, _), .bits(let others, _)):
      for index in words.indices { words[index] &= ~others[index] }
      return VersionSet(bits: words, of: universe)
    case (.bits(var words, let count), .numbers(let numbers)):
      var count = count
      for number in numbers {
        let bit: UInt64 = 1 << UInt64(number & 63)
        if words[Int(number >> 6)] & bit != 0 {
          words[Int(number >> 6)] &= ~bit
          count -= 1
        }
      }
      var set = self
      set.form = .bits(words, count: count)
      return set
    case (.numbers(let numbers), .bits):
      return VersionSet(numbers.filter { !other.contains($0) }, of: universe)
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
