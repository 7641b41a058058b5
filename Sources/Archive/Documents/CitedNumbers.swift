/// Finds numbers of documents (发文字号) in running text.
///
/// Nothing in a text tells where the agency's name begins (根据国办发〔2019〕6号): so numbers are looked
/// up among those that are known, the longest name first, and in front of a name there must be
/// nothing, or a word that is no part of one.
struct CitedNumbers {
  /// The places of the records that carry each number, by its normalised form.
  private let known: [[UInt8]: [Int]]

  /// Names are at most so long.
  private static let longestAgency = 20
  private static let sign = Array("号".utf8)
  private static let ordinal = Array("第".utf8)
  private static let openings = ["〔", "[", "(", "【", "〖", "{", "<", "〈"].map { Array($0.utf8) }
  private static let closings = ["〕", "]", ")", "】", "〗", "}", ">", "〉"].map { Array($0.utf8) }
  /// What words in front of a number end in, such as 根据, 按照, 参见 and 印发.
  private static let before = Set("据照按见及和与或的以将对由于在了是为经原行实布止发附即如从因自至".map(String.init))

  /// - Parameter numbers: Canonical numbers, with the places of their records.
  init(_ numbers: some Sequence<(number: String, place: Int)>) {
    var known: [[UInt8]: [Int]] = [:]
    for (number, place) in numbers { known[NameTable.key(number), default: []].append(place) }
    self.known = known
  }

  /// The places of the records whose numbers stand in a text.
  func places(in text: String) -> Set<Int> {
    guard !known.isEmpty else { return [] }
    let plain = NameTable.key(text)
    var places: Set<Int> = []
    var at = 0
    while let end = ByteSearch.find(CitedNumbers.sign, in: plain, from: at) {
      at = end + CitedNumbers.sign.count
      places.formUnion(found(endingAt: end, in: plain))
    }
    return places
  }

  /// The year and the serial of every number that stands in a text, of whatever agency.
  static func tails(in text: String) -> [(year: Int, serial: Int)] {
    let plain = NameTable.key(text)
    var tails: [(year: Int, serial: Int)] = []
    var at = 0
    while let end = ByteSearch.find(sign, in: plain, from: at) {
      at = end + sign.count
      var rest = plain[..<end]
      if let tail = takeTail(&rest) { tails.append(tail) }
    }
    return tails
  }

  /// Takes the year in brackets and the serial from the end of what stands before the sign.
  private static func takeTail(_ rest: inout ArraySlice<UInt8>) -> (year: Int, serial: Int)? {
    let serial = takeDigits(&rest)
    if rest.hasSuffix(ordinal) { rest.removeLast(ordinal.count) }
    guard let serial, take(closings, from: &rest), let year = takeDigits(&rest),
      (1000...9999).contains(year), take(openings, from: &rest)
    else { return nil }
    return (year, serial)
  }

  private func found(endingAt sign: Int, in text: [UInt8]) -> [Int] {
    var rest = text[..<sign]
    guard let (year, serial) = CitedNumbers.takeTail(&rest) else { return [] }
    let tail = Array("〔\(year)〕\(serial)号".utf8)
    let name = CitedNumbers.agency(endingIn: rest)
    for start in name.indices {
      if start > 0, !CitedNumbers.before.contains(name[start - 1]) { continue }
      if let found = known[Array(name[start...].joined().utf8) + tail] { return found }
    }
    return []
  }

  private static func takeDigits(_ text: inout ArraySlice<UInt8>) -> Int? {
    let digits = Array(text.reversed().prefix { (0x30...0x39).contains($0) }.reversed())
    guard (1...9).contains(digits.count) else { return nil }
    text.removeLast(digits.count)
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private static func take(_ words: [[UInt8]], from text: inout ArraySlice<UInt8>) -> Bool {
    guard let word = words.first(where: { text.hasSuffix($0) }) else { return false }
    text.removeLast(word.count)
    return true
  }

  /// The Chinese characters and letters that a text ends in, as far as a name may go.
  private static func agency(endingIn text: ArraySlice<UInt8>) -> [String] {
    let scalars = Array(
      String(decoding: text.suffix(longestAgency * 4), as: UTF8.self).unicodeScalars)
    let run = scalars.reversed().prefix { scalar in
      (0x3400...0x9FFF).contains(scalar.value) || scalar.properties.isAlphabetic && scalar.isASCII
    }
    return run.prefix(longestAgency).reversed().map { String($0) }
  }
}
