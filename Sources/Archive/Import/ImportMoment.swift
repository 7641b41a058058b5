/// A day, and the time of day where it is told, as other systems write them (RFC 3339, ISO 8601).
///
/// The day is the one that was written: with a zone behind it, the local one.
struct ImportMoment: Equatable {
  let day: PartialDate.Part
  /// Hours and minutes; nothing where they are not told.
  let time: String?

  /// Reads `2020-09-18`, or that with a time behind it; nothing where it is anything else.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let day = PartialDate.Part(utf8: bytes[..<10]) else { return nil }
    self.day = day
    guard bytes.count > 10 else {
      time = nil
      return
    }
    let mark = bytes[10]
    guard mark == UInt8(ascii: "T") || mark == UInt8(ascii: " ") || mark == UInt8(ascii: "t"),
      let time = ImportMoment.time(bytes[11...])
    else { return nil }
    self.time = time
  }

  /// Hours and minutes in front of seconds, a fraction of them and a zone.
  private static func time(_ text: ArraySlice<UInt8>) -> String? {
    var rest = text
    guard let hours = number(&rest, below: 25), colon(&rest), let minutes = number(&rest, below: 60)
    else { return nil }
    if rest.first == UInt8(ascii: ":") {
      rest.removeFirst()
      guard number(&rest, below: 61) != nil else { return nil }
      if rest.first == UInt8(ascii: ".") {
        rest = rest.dropFirst().drop { isDigit($0) }
      }
    }
    guard isZone(rest) else { return nil }
    return hours + ":" + minutes
  }

  private static func isZone(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    guard let sign = rest.popFirst() else { return true }
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return rest.isEmpty }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), number(&rest, below: 24) != nil
    else { return false }
    if rest.first == UInt8(ascii: ":") { rest.removeFirst() }
    return rest.isEmpty || number(&rest, below: 60) != nil && rest.isEmpty
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func colon(_ rest: inout ArraySlice<UInt8>) -> Bool {
    rest.popFirst() == UInt8(ascii: ":")
  }

  /// Two digits.
  private static func number(_ rest: inout ArraySlice<UInt8>, below limit: Int) -> String? {
    let digits = rest.prefix(2)
    guard digits.count == 2, digits.allSatisfy(isDigit) else { return nil }
    let text = String(decoding: digits, as: UTF8.self)
    guard let value = Int(text), value < limit else { return nil }
    rest = rest.dropFirst(2)
    return text
  }
}
