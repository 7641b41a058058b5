@testable import Archive
@testable import EventStore

/// Any bytes as minutes: what is accepted is printed as text, and the text read back is the same.
enum FuzzMinutes {
  static func run(_ input: [UInt8]) {
    let file = MinutesFile(input, name: "minutes.md")
    guard file.errors.isEmpty, !hasLongNumber(input) else { return }
    for draft in file.drafts {
      let text = print(draft)
      let again = MinutesFile(Array(text.utf8), name: "printed.md")
      precondition(again.errors.isEmpty, "printed minutes are refused: \(again.errors)\n\(text)")
      precondition(again.drafts.count == 1, "printed minutes are several\n\(text)")
      precondition(
        again.drafts[0].payload == draft.payload
          && again.drafts[0].itemPayloads.map(\.payload) == draft.itemPayloads.map(\.payload),
        "printed minutes are others\n\(text)")
    }
  }

  /// Numbers of more than twelve digits are taken in JSON and refused in texts; that is known.
  private static func hasLongNumber(_ input: [UInt8]) -> Bool {
    var digits = 0
    for byte in input {
      digits = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? digits + 1 : 0
      if digits > 12 { return true }
    }
    return false
  }

  private static func print(_ draft: RecordDraft) -> String {
    guard let record = try? JSONDocument(Array(draft.payload)) else {
      preconditionFailure("a payload is no JSON")
    }
    let items = draft.itemPayloads.compactMap { try? JSONDocument(Array($0.payload)) }
    precondition(items.count == draft.itemCount, "an item's payload is no JSON")
    let printer = TextPrinter(
      record.root, items: items.map(\.root), isDocument: draft.kind == .document)
    return String(decoding: printer.text, as: UTF8.self)
  }
}
