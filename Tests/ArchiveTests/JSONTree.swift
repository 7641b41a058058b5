import EventStore
import Foundation
import TestSupport

/// JSON that can be written down in many ways that all mean the same.
indirect enum JSONTree {
  case scalar(String)
  case string(String)
  case array([JSONTree])
  case object([(name: String, value: JSONTree)])

  /// Reads JSON.
  init(_ text: String) throws {
    self.init(try JSONDocument(Array(text.utf8)).root)
  }

  private init(_ value: JSONValue) {
    switch value.kind {
    case .string: self = .string(value.string ?? "")
    case .array: self = .array(value.elements.map { JSONTree($0) })
    case .object: self = .object(value.members.map { ($0.name.string ?? "", JSONTree($0.value)) })
    case .null, .true, .false, .integer, .number:
      self = .scalar(String(decoding: value.source, as: UTF8.self))
    }
  }

  /// The tree as somebody might write it: members in any order, white space and escapes anywhere.
  func written(_ chance: inout SeededGenerator) -> String {
    // No line begins with a brace: that is a known issue, which has a test of its own.
    let space = chance.pick(["", "", " ", "\n ", "\t ", "\r\n\t"])
    return space + bare(&chance) + space
  }

  private func bare(_ chance: inout SeededGenerator) -> String {
    switch self {
    case .scalar(let text): return text
    case .string(let text): return JSONTree.quoted(text, &chance)
    case .array(let elements):
      return "[" + elements.map { $0.written(&chance) }.joined(separator: ",") + "]"
    case .object(let members):
      return "{"
        + members.shuffled(using: &chance).map { member in
          " " + JSONTree.quoted(member.name, &chance) + " :" + member.value.written(&chance)
        }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String, _ chance: inout SeededGenerator) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += chance.pick(["\\n", "\\u000a", "\\u000A"])
      case "/": quoted += chance.pick(["/", "\\/"])
      default:
        guard chance.once(in: 6) else {
          quoted.unicodeScalars.append(scalar)
          continue
        }
        for unit in String(scalar).utf16 { quoted += String(format: "\\u%04x", unit) }
      }
    }
    return quoted + "\""
  }
}
