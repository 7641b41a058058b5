import EventStore
import Foundation
import Testing

@testable import Archive

/// What came of importing some files.
struct Imported {
  var records: [[String: Any]] = []
  var lines: [String] = []
  var problems: [ImportError] = []
  var encodings: [TextEncoding] = []
  let losses: ImportLosses

  /// Imports texts, each a file of its own, in portions of some length.
  init(
    _ format: ImportFormat, _ files: [(name: String, bytes: [UInt8])], portion: Int = 1 << 16
  ) throws {
    var importer = Importer(format)
    if importer.gathers {
      for file in files { importer.gather(file.name, from: Self.portions(file.bytes, portion)) }
    }
    var outputs: [ImportOutput] = []
    for file in files {
      importer.read(file.name, from: Self.portions(file.bytes, portion)) { outputs.append($0) }
    }
    importer.finish()
    losses = importer.losses
    for output in outputs {
      switch output {
      case .record(let line):
        // What is handed on is minutes as they are appended, one line each.
        let minutes = MinutesFile(line, name: "imported.jsonl")
        #expect(minutes.errors == [] && minutes.drafts.count == 1)
        lines.append(String(decoding: line, as: UTF8.self))
        let object = try JSONSerialization.jsonObject(with: Data(line))
        records.append(try #require(object as? [String: Any]))
      case .problem(let error): problems.append(error)
      case .encoding(let encoding, _): encodings.append(encoding)
      }
    }
    #expect(importer.records == records.count)
    #expect(importer.problems >= problems.count)
  }

  /// Imports one text.
  init(_ format: ImportFormat, _ text: String, name: String = "a.json", portion: Int = 1 << 16)
    throws
  {
    try self.init(format, [(name, Array(text.utf8))], portion: portion)
  }

  private static func portions(_ bytes: [UInt8], _ length: Int) -> () -> [UInt8]? {
    var rest = bytes[...]
    return {
      let portion = rest.prefix(length)
      rest = rest.dropFirst(length)
      return portion.isEmpty ? nil : Array(portion)
    }
  }

  /// The record, where there is one.
  var record: [String: Any] {
    get throws { try #require(records.count == 1 ? records.first : nil) }
  }

  /// The items of the one record.
  var items: [[String: Any]] {
    get throws { try record["items"] as? [[String: Any]] ?? [] }
  }

  /// The problems, as people read them.
  var messages: [String] { problems.map(\.description) }

  /// How much was lost in one way, by names.
  func lost(_ kind: ImportLosses.Kind) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: losses.of(kind).map { ($0.name, $0.count) })
  }
}
