import EventStore

@testable import Archive

/// A database that understands no more of SQL than a stream of `export postgres` has, and does with it
/// what its procedure says.
struct ModelDatabase: Equatable {
  /// The rows of each table, by its name.
  private(set) var tables: [String: [[String?]]] = [:]
  private(set) var next = 0
  private(set) var leaf: String?
  private(set) var told = 0

  /// Why a stream is refused.
  enum Refusal: Error, Equatable {
    case gap(Int, Int)
    case otherLog
    case older
  }

  /// The rows of a table in a fixed order.
  func rows(_ name: String) -> [[String?]] {
    (tables[name] ?? []).sorted { $0.lexicographicallyPrecedes($1) { ($0 ?? "") < ($1 ?? "") } }
  }

  static func == (a: ModelDatabase, b: ModelDatabase) -> Bool {
    (a.next, a.leaf) == (b.next, b.leaf)
      && PostgresTable.allCases.allSatisfy { a.rows($0.name) == b.rows($0.name) }
  }

  /// Carries out a stream.
  mutating func apply(_ stream: [UInt8]) throws {
    var incoming: [String: [[String?]]] = [:]
    var copied: (table: String, bytes: [UInt8])?
    for line in stream.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if let (table, bytes) = copied {
        if line.elementsEqual("\\.".utf8) {
          incoming[table] = ModelDatabase.rows(of: bytes)
          copied = nil
        } else {
          copied = (table, bytes + line + [UInt8(ascii: "\n")])
        }
        continue
      }
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("COPY pg_temp.new_") {
        copied = (String(text.dropFirst(17).prefix { $0 != " " }), [])
      } else if text == "BEGIN;" {
        incoming = [:]
      } else if text.hasPrefix("CALL archivist.apply(") {
        let arguments = text.dropFirst(21).dropLast(2).split(separator: ", ").map {
          String($0).replacing("'", with: "")
        }
        try exchange(incoming, arguments)
      }
    }
  }

  private mutating func exchange(_ rows: [String: [[String?]]], _ arguments: [String]) throws {
    let (first, upto, known) = (
      Int(arguments[2]) ?? 0, Int(arguments[4]) ?? 0, Int(arguments[6]) ?? 0
    )
    if upto <= next { return }
    if first > next { throw Refusal.gap(next, first) }
    if first == next, leaf ?? "NULL" != arguments[3] { throw Refusal.otherLog }
    if known < told { throw Refusal.older }
    let serials = Set((rows["serials"] ?? []).map { $0[0] })
    for table in PostgresTable.ofRecords {
      tables[table.name, default: []].removeAll { serials.contains($0[0]) }
      tables[table.name, default: []] += rows[table.name] ?? []
    }
    tables["events", default: []] += (rows["events"] ?? []).filter {
      Int(($0[0] ?? "")) ?? 0 >= next
    }
    if arguments[7] == "true" {
      for table in PostgresTable.ofNames { tables[table.name] = rows[table.name] ?? [] }
    }
    (next, leaf, told) = (upto, arguments[5], known)
  }

  /// Reads rows as PostgreSQL's documentation of `COPY` tells.
  static func rows(of bytes: [UInt8]) -> [[String?]] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast().map {
      row in
      row.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { column in
        if column.elementsEqual("\\N".utf8) { return nil }
        var text: [UInt8] = []
        var rest = column[...]
        while let byte = rest.popFirst() {
          guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
            text.append(byte)
            continue
          }
          switch escaped {
          case UInt8(ascii: "t"): text.append(0x09)
          case UInt8(ascii: "n"): text.append(0x0A)
          case UInt8(ascii: "r"): text.append(0x0D)
          default: text.append(escaped)
          }
        }
        return String(decoding: text, as: UTF8.self)
      }
    }
  }
}
