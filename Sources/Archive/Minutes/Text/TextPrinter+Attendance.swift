import EventStore

/// Attendance in minutes as text: names, the office of each group behind it.
extension TextPrinter {
  /// Prints those who attended, in their order: a line for each run of one capacity.
  mutating func print(attendance value: JSONValue, _ indent: Int) {
    var run: [JSONValue] = []
    for attendant in value.elements {
      if let last = run.last, last["capacity"]?.string != attendant["capacity"]?.string {
        print(run, indent)
        run.removeAll()
      }
      run.append(attendant)
    }
    if !run.isEmpty { print(run, indent) }
  }

  private mutating func print(_ run: [JSONValue], _ indent: Int) {
    let capacity = run[0]["capacity"]?.string ?? ""
    let wanted = run.map(TextPrinter.attendant)
    for isQuoted in [false, true] {
      let plain = TextPrinter.names(wanted, isChinese, isQuoted: isQuoted)
      guard !plain.utf8.contains(0x0A), !plain.utf8.contains(0x0D), !TextLines.holdsComment(plain),
        plain.utf8.first != UInt8(ascii: "?"),
        let read = try? TextValueReader.attendants(TextMarks.trimmed(ArraySlice(plain.utf8))),
        read == wanted
      else { continue }
      let key = TextKeys.capacities.first { $0.capacity == capacity }
      field(isChinese ? key?.chinese ?? capacity : capacity, plain, indent)
      return
    }
    let elements = run.map { JSONText.safe($0.source) }
    field("attendance", "[\(elements.joined(separator: ","))]", indent)
  }

  private static func attendant(_ value: JSONValue) -> TextValueReader.Attendant {
    let kinds: [AttendanceNames.Kind] = [.person, .group, .body]
    let kind = kinds.first { value[$0.rawValue] != nil } ?? .person
    return TextValueReader.Attendant(
      kind: kind, name: value[kind.rawValue]?.stringBytes ?? [], index: 0,
      office: value["office"]?.stringBytes)
  }

  /// The names, those of one office in a group.
  private static func names(
    _ attendants: [TextValueReader.Attendant], _ isChinese: Bool, isQuoted: Bool
  ) -> String {
    var groups: [(office: ArraySlice<UInt8>?, names: [String])] = []
    for attendant in attendants {
      let text = String(decoding: attendant.name, as: UTF8.self)
      // Without an office, an organisation's name would not be taken for a person's.
      let isMistaken =
        attendant.kind == .person && attendant.office == nil
        && AttendanceNames.kind(of: attendant.name) != .person
      let name =
        isMistaken || isQuoted && attendant.kind == .person
        ? JSONText.quoted(attendant.name) : text
      if let last = groups.last, last.office == attendant.office {
        groups[groups.count - 1].names.append(name)
      } else {
        groups.append((attendant.office, [name]))
      }
    }
    return groups.map { group in
      let names = group.names.joined(separator: "、")
      guard let office = group.office else { return names }
      let text = String(decoding: office, as: UTF8.self)
      let words = isQuoted ? JSONText.quoted(office) : text
      return isChinese ? "\(names)（\(words)）" : "\(names) (\(words))"
    }.joined(separator: isChinese ? "；" : "; ")
  }
}
