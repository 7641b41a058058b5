import EventStore

/// Reads the lists of names of bodies and topics in a segment.
extension Segment {
  /// Tells the lists of bodies or of topics of some versions.
  func forEachList(
    _ section: SegmentLayout.Section, of versions: VersionSet, _ tell: (Int) -> Void
  ) {
    if listWidth == 2 {
      forEachNumber(section, of: versions, as: UInt16.self) { tell(Int($0)) }
    } else {
      forEachNumber(section, of: versions, as: UInt32.self) { tell(Int($0)) }
    }
  }

  /// A list of names.
  func names(ofList list: Int) -> [String] {
    numbers(ofList: list).map { name in
      withName(name) { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The lists of bodies that versions have, in order.
  var bodyLists: [Int] {
    var lists: Set<Int> = []
    forEachList(.bodyLists, of: VersionSet(0..<count, of: count)) { lists.insert($0) }
    return lists.sorted()
  }

  /// How many names lists have.
  var nameCount: Int { length(of: .nameEnds) / 4 }

  /// The numbers of a list's names.
  func numbers(ofList list: Int) -> [Int] {
    var numbers: [Int] = []
    forEachName(ofList: list) { numbers.append($0) }
    return numbers
  }

  /// Tells the numbers of a list's names.
  @inline(__always)
  func forEachName(ofList list: Int, _ tell: (Int) -> Void) {
    let end = Int(number(.listEnds, list, as: UInt32.self))
    let start = list == 0 ? 0 : Int(number(.listEnds, list - 1, as: UInt32.self))
    guard start <= end, end <= length(of: .listNames) / 4 else { return noteDamage() }
    let count = nameCount
    for index in start..<end {
      let name = Int(number(.listNames, index, as: UInt32.self))
      if name < count { tell(name) } else { noteDamage() }
    }
  }

  /// Has all lists read, for whoever asks for most of them.
  func loadLists() {
    for section in [SegmentLayout.Section.listEnds, .listNames, .nameEnds, .names] {
      _ = bytes(section, 0, length(of: section))
    }
  }

  /// Looks at a name by its number.
  func withName<Value>(_ number: Int, _ look: (UnsafeRawBufferPointer) -> Value) -> Value {
    let end = Int(self.number(.nameEnds, number, as: UInt32.self))
    let start = number == 0 ? 0 : Int(self.number(.nameEnds, number - 1, as: UInt32.self))
    return look(bytes(.names, start, end - start))
  }
}
