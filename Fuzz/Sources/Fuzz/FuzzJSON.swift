@testable import EventStore

/// Any bytes as JSON: what is accepted can be walked through, and written again means the same.
enum FuzzJSON {
  static func run(_ input: [UInt8]) {
    guard let document = try? JSONDocument(input) else { return }
    let written = write(document.root)
    guard let again = try? JSONDocument(written) else {
      preconditionFailure(
        "what was written is no JSON: \(String(decoding: written, as: UTF8.self))")
    }
    precondition(write(again.root) == written, "written again, it means something else")
  }

  private static func write(_ value: JSONValue) -> [UInt8] {
    switch value.kind {
    case .object:
      var bytes = [UInt8(ascii: "{")]
      for (name, value) in value.members {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes += string(name) + [UInt8(ascii: ":")] + write(value)
      }
      return bytes + [UInt8(ascii: "}")]
    case .array:
      var bytes = [UInt8(ascii: "[")]
      for element in value.elements {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes += write(element)
      }
      return bytes + [UInt8(ascii: "]")]
    case .string: return string(value)
    default: return Array(value.source)
    }
  }

  private static func string(_ value: JSONValue) -> [UInt8] {
    guard let text = value.string else { preconditionFailure("a string without a text") }
    precondition(Array(text.utf8) == Array(value.stringBytes ?? []), "two texts of one string")
    var writer = JSONWriter()
    writer.string(text)
    return writer.bytes
  }
}
