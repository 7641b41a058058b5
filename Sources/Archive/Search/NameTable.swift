/// Names as they are spelt, and which of them are the same after normalisation.
///
/// Every spelling has a number of its own, so that a record is shown with its own; names that are
/// the same belong to one group, so that any spelling finds them all.
struct NameTable {
  private var numbers: [String: Int] = [:]
  private var met = MetSpellings()
  private var groups: [[UInt8]: Int] = [:]
  /// The spellings by their numbers.
  private(set) var spellings: [String] = []
  /// The group of each spelling, by its number.
  private var groupOfSpelling: [Int] = []
  /// The spelling that was met first, for each group.
  private(set) var firstSpellings: [String] = []

  /// The number of a spelling, given where it has none yet.
  mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    let key = NameTable.key(name)
    if groups[key] == nil {
      groups[key] = firstSpellings.count
      firstSpellings.append(name)
    }
    numbers[name] = spellings.count
    spellings.append(name)
    groupOfSpelling.append(groups[key] ?? 0)
    return spellings.count - 1
  }

  /// The number of a spelling in UTF-8, given where it has none yet.
  mutating func number(of name: ArraySlice<UInt8>) -> Int {
    if let number = met.number(of: name) { return number }
    let number = number(of: String(decoding: name, as: UTF8.self))
    met.add(number)
    return number
  }

  /// The group of a spelling.
  func group(of number: Int) -> Int { groupOfSpelling[number] }

  /// The group of a name, whatever its spelling.
  func group(named name: String) -> Int? { groups[NameTable.key(name)] }

  /// The group of the names that have a normalised form.
  func group(withKey key: [UInt8]) -> Int? { groups[key] }

  /// What names that are the same have in common.
  static func key(_ name: String) -> [UInt8] {
    Normalizer.normalize(name).filter { $0 != 0x20 }
  }
}

/// Numbers that somebody gives to texts.
struct TextNumbers {
  private var table = TextTable(slots: 1 << 5)
  private(set) var numbers: [Int] = []

  /// The number of a text; nothing where it was given none.
  func number(of text: some Collection<UInt8>) -> Int? {
    let found = text.withContiguousStorageIfAvailable { table.known(0, $0) }
    let place = found ?? Array(text).withUnsafeBufferPointer { table.known(0, $0) }
    return place.map { numbers[Int($0)] }
  }

  /// Gives a number to a text that has none.
  mutating func add(_ number: Int, of text: some Collection<UInt8>) {
    _ = table.number(of: 0, Array(text))
    numbers.append(number)
  }

  /// The text that got a number as the nth one.
  func text(_ place: Int) -> ArraySlice<UInt8> { table[place].dropFirst() }
}

/// The numbers of spellings by their bytes, which are found sooner than a string is made of these and
/// compared as one.
struct MetSpellings {
  private var table = TextTable()
  private var numbers: [Int] = []

  /// The number of a spelling; nothing where it was not met before, and is to be added next.
  mutating func number(of name: ArraySlice<UInt8>) -> Int? {
    let place = name.withUnsafeBufferPointer { Int(table.number(of: 0, $0)) }
    return place < numbers.count ? numbers[place] : nil
  }

  /// Takes in the number of the spelling that was asked for last.
  mutating func add(_ number: Int) { numbers.append(number) }
}
