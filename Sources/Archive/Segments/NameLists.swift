/// Lists of names, as records have them.
struct NameLists {
  /// Each list as the bytes of its numbers.
  private var lists = TextTable()
  private var numbersOfNames: [String: UInt32] = [:]
  private var names: [String] = []

  init() { _ = number(of: []) }

  /// Whether 16 bits tell them apart.
  var isShort: Bool { lists.count <= 1 << 16 }

  mutating func number(ofName name: String) -> UInt32 {
    if let number = numbersOfNames[name] { return number }
    numbersOfNames[name] = UInt32(names.count)
    names.append(name)
    return UInt32(names.count - 1)
  }

  mutating func number(of names: [UInt32]) -> UInt32 {
    names.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: UInt8.self) { lists.number(of: 0, $0) }
    }
  }

  func write(to sections: inout SegmentSections) {
    // Names got their numbers in the order in which lists have them.
    var end: UInt32 = 0
    for name in names {
      end += UInt32(name.utf8.count)
      sections[.names] += Array(name.utf8)
      sections.append(end, to: .nameEnds)
    }
    var count: UInt32 = 0
    for list in 0..<lists.count {
      lists[list].dropFirst().withUnsafeBytes { bytes in
        for offset in stride(from: 0, to: bytes.count, by: 4) {
          let name = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
          sections.append(name, to: .listNames)
          count += 1
        }
      }
      sections.append(count, to: .listEnds)
    }
  }
}
