import EventStore

/// Minutes as text: what a clerk writes, and what is printed of a record.
public enum MinutesText {
  /// A record and its items as minutes in text, with a line feed at the end.
  ///
  /// Reading the text as minutes gives the same record.
  public static func text(of record: Entry, items: [Entry]) -> String {
    let printer = TextPrinter(
      record.members, items: items.map(\.members), isDocument: record.kind == .document)
    return String(decoding: printer.text, as: UTF8.self)
  }
}
