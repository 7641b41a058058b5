import EventStore

/// A script that hands data to a page: pages that are opened from files may load scripts and nothing else.
public enum SiteScript {
  /// A call of a function of the page with a number and a value.
  static func call(
    _ name: String, _ number: Int, _ value: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter()
    value(&writer)
    return Array("archivist.\(name)(\(number),".utf8) + safe(writer.bytes) + Array(");\n".utf8)
  }

  /// JSON that means the same inside of a script and of a page: what would end either, or a line of it, is
  /// written as an escape.
  public static func safe(_ json: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.count)
    var at = 0
    while at < json.count {
      let byte = json[at]
      if byte == UInt8(ascii: "<") {
        bytes += Array("\\u003c".utf8)
      } else if byte == 0xE2, at + 2 < json.count, json[at + 1] == 0x80, json[at + 2] & 0xFE == 0xA8
      {
        // U+2028 and U+2029.
        bytes += Array(json[at + 2] == 0xA8 ? "\\u2028".utf8 : "\\u2029".utf8)
        at += 2
      } else {
        bytes.append(byte)
      }
      at += 1
    }
    return bytes
  }
}
