/// Writes JSON without spaces, its members in the order in which they are given.
///
/// The same calls give the same bytes on every machine. Separators are set by the writer; keeping
/// names unique within an object is left to the caller.
public struct JSONWriter {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false
  private var depth = 0

  /// A copy of what has been written, no longer than that; the writer's own memory may be much
  /// longer, and is used again.
  public var copy: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      count = bytes.count
      bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
    }
  }

  /// Makes a writer that has written nothing.
  public init() {}

  /// Takes memory for so many bytes beforehand.
  public mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Forgets what has been written and keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
    depth = 0
  }

  /// Forgets the bytes written so far, which somebody has taken, and goes on behind them.
  public mutating func removeBytes() { bytes.removeAll(keepingCapacity: true) }

  /// Begins a document of its own behind what has been written.
  public mutating func beginDocument() {
    needsComma = false
    depth = 0
  }

  /// Begins an object.
  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  /// Ends the object begun last.
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  /// Begins an array.
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  /// Ends the array begun last.
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes an object whose members the call writes.
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    beginObject()
    members(&self)
    endObject()
  }

  /// Writes an array whose elements the call writes.
  public mutating func array(_ elements: (inout JSONWriter) -> Void) {
    beginArray()
    elements(&self)
    endArray()
  }

  /// Writes the name of a member; its value comes next.
  public mutating func name(_ name: String) {
    separate()
    JSONEscape.append(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes the name of a member as it stands in a loaded document; its value comes next.
  public mutating func name(_ name: JSONValue) {
    value(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes the name of a member that is JSON already, with its colon; its value comes next.
  public mutating func key(_ key: [UInt8]) {
    separate()
    key.withUnsafeBytes { bytes.append(contentsOf: $0) }
    needsComma = false
  }

  /// Writes the name of a member that is JSON already, with its colon; its value comes next.
  public mutating func key(_ key: StaticString) {
    separate()
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    needsComma = false
  }

  /// Writes a string.
  public mutating func string(_ text: String) {
    separate()
    JSONEscape.append(text, to: &bytes)
    needsComma = true
  }

  /// Writes a string of UTF-8.
  public mutating func string(_ text: some Collection<UInt8>) {
    separate()
    JSONEscape.append(text, to: &bytes)
    needsComma = true
  }

  /// Writes a string of UTF-8, like the one above, which is slow when another module calls it.
  public mutating func string(_ text: ArraySlice<UInt8>) {
    separate()
    text.withUnsafeBytes { JSONEscape.append(ByteView($0), to: &bytes) }
    needsComma = true
  }

  /// Writes an integer.
  public mutating func integer(_ value: Int) {
    separate()
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    Decimal.append(UInt64(value.magnitude), to: &bytes)
    needsComma = true
  }

  /// Writes `true` or `false`.
  public mutating func boolean(_ value: Bool) {
    separate()
    bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
    needsComma = true
  }

  /// Writes a value that is JSON already.
  public mutating func raw(_ value: some Collection<UInt8>) {
    separate()
    bytes.append(contentsOf: value)
    needsComma = true
  }

  /// Writes a value of a loaded document without its white space, its strings with no more escapes
  /// than they need.
  public mutating func value(_ value: JSONValue) {
    switch value.kind {
    case .string:
      if value.isEscaped, let text = value.stringBytes { string(text) } else { source(of: value) }
    case .null, .true, .false, .integer, .number: source(of: value)
    case .array:
      array { writer in
        for element in value.elements { writer.value(element) }
      }
    case .object:
      object { writer in
        for member in value.members {
          writer.name(member.name.string ?? "")
          writer.value(member.value)
        }
      }
    }
  }

  /// Writes a value as it stands in its document.
  private mutating func source(of value: JSONValue) {
    separate()
    value.withSource { bytes.append(contentsOf: $0.buffer) }
    needsComma = true
  }

  /// Breaks the line in front of the next member or element, or at the end of everything.
  public mutating func lineBreak() {
    if needsComma, depth > 0 {
      bytes.append(UInt8(ascii: ","))
      needsComma = false
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    depth -= 1
    needsComma = true
  }
}
