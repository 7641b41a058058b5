/// The files in which a bag has the records as text, each with some thousand of them.
struct BagPage {
  /// The file that is open.
  private(set) var path = ""
  private var length = 0

  /// A file that has so many bytes is followed by another one.
  private static let longEnough = 4 << 20

  /// Goes on in the file that is open, or where that is long enough, in one that is named after a record.
  mutating func turn(to serial: UInt64, adding bytes: Int) {
    if path.isEmpty || length >= BagPage.longEnough {
      let number = String(serial)
      let zeros = String(repeating: "0", count: max(0, 8 - number.count))
      (path, length) = ("data/records/\(zeros)\(number).md", 0)
    }
    length += bytes
  }

  /// A record as minutes, below a line that tells its number and what became of it.
  func text(of entry: Entry, _ items: [Entry]) -> [UInt8] {
    var notes = [
      "\(entry.accession)", "recorded \(entry.recordedAt)", "position \(entry.position)",
    ]
    if case .retracted(let retraction) = entry.retraction?.act {
      notes.append("withdrawn: \(retraction.reason.rawValue)")
    }
    if !entry.redactions.isEmpty { notes.append("redacted") }
    let text = MinutesText.text(of: entry, items: items)
    return Array("<!-- \(notes.joined(separator: " | ")) -->\n\(text)\n".utf8)
  }
}
