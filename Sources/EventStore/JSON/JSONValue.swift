/// One value inside a loaded document.
public struct JSONValue {
  let document: JSONDocument
  let index: Int

  init(document: JSONDocument, index: Int) {
    self.document = document
    self.index = index
  }

  private var node: JSONNode { document.nodes[index] }

  /// What the value is.
  public var kind: JSONKind { node.kind }

  /// The offset of the value's first byte in the document.
  public var offset: Int {
    kind == .string ? Int(node.start) - 1 : Int(node.start)
  }

  /// The bytes of the value as they stand in the document.
  public var source: ArraySlice<UInt8> {
    switch kind {
    case .string: document.bytes[Int(node.start) - 1..<Int(node.end) + 1]
    case .null, .true, .false, .integer, .number, .array, .object:
      document.bytes[Int(node.start)..<Int(node.end)]
    }
  }

  /// Whether the value is a string with escapes.
  var isEscaped: Bool { node.isEscaped }

  /// The bytes between the quotation marks, where the value is a string without escapes.
  public var plainString: ArraySlice<UInt8>? {
    guard kind == .string, !node.isEscaped else { return nil }
    return document.bytes[Int(node.start)..<Int(node.end)]
  }

  /// The bytes of a string, escapes resolved; nothing where the value is no string.
  public var stringBytes: ArraySlice<UInt8>? {
    guard kind == .string else { return nil }
    return plainString ?? JSONEscape.resolve(document.bytes[Int(node.start)..<Int(node.end)])[...]
  }

  /// The string, where the value is one.
  public var string: String? {
    stringBytes.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The integer, where the value is one; it lies between −2⁵³ and 2⁵³.
  public var integer: Int? {
    guard kind == .integer else { return nil }
    return Int(String(decoding: source, as: UTF8.self))
  }

  /// The boolean, where the value is one.
  public var boolean: Bool? {
    switch kind {
    case .true: true
    case .false: false
    case .null, .integer, .number, .string, .array, .object: nil
    }
  }

  /// The elements of an array, in order; none where the value is no array.
  public var elements: Elements {
    let isArray = kind == .array
    return Elements(
      document: document, index: index + 1, end: isArray ? Int(node.next) : index + 1)
  }

  /// The members of an object, in order; none where the value is no object.
  public var members: Members {
    let isObject = kind == .object
    return Members(
      document: document, index: index + 1, end: isObject ? Int(node.next) : index + 1)
  }

  /// The value of a member; linear in the number of members.
  public subscript(name: String) -> JSONValue? {
    guard kind == .object else { return nil }
    var name = name
    let found = name.withUTF8 { place(of: ByteView(UnsafeRawBufferPointer($0))) }
    return found.map { JSONValue(document: document, index: $0) }
  }

  /// The place of the value of a member of an object.
  private func place(of name: ByteView) -> Int? {
    // Most members that a record may have it has not.
    if index == 0, !document.names.mayContain(name) { return nil }
    // A value for each member on the way would count a reference to the document each.
    let (nodes, bytes) = (document.nodes, document.bytes)
    return bytes.span.withUnsafeBytes { bytes in
      let bytes = ByteView(bytes)
      var index = index + 1
      let end = Int(nodes[self.index].next)
      while index < end {
        let node = nodes[index]
        if node.isEscaped {
          if JSONValue(document: document, index: index).isString(name) { return index + 1 }
        } else if Int(node.end - node.start) == name.count,
          bytes[Int(node.start)..<Int(node.end)].equals(name)
        {
          return index + 1
        }
        index = Int(nodes[index + 1].next)
      }
      return nil
    }
  }

  /// The place of the value in its document, by which `memberName(ofValueAt:)` finds it again.
  public var place: Int { index }

  /// The name of the member of the same document whose value stands at a place.
  public func memberName(ofValueAt place: Int) -> String? {
    place > 0 ? JSONValue(document: document, index: place - 1).string : nil
  }

  /// Whether the value is this string.
  public func isString(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isString(ByteView(UnsafeRawBufferPointer($0))) }
  }

  /// Whether the value is a string of these bytes.
  public func isString(_ text: [UInt8]) -> Bool {
    text.span.withUnsafeBytes { isString(ByteView($0)) }
  }

  private func isString(_ text: ByteView) -> Bool {
    let node = node
    guard node.kind == .string else { return false }
    guard !node.isEscaped else { return stringBytes?.elementsEqual(text.buffer) ?? false }
    guard Int(node.end - node.start) == text.count else { return false }
    return withInside { $0.equals(text) }
  }

  /// Whether the bytes of a string without escapes, of which no copy is made, are as they should be;
  /// nothing where the value is anything else.
  ///
  /// Not generic, like the one below: what is generic is slow when another module calls it.
  package func isPlainString(where look: (ByteView) -> Bool) -> Bool? {
    guard node.kind == .string, !node.isEscaped else { return nil }
    return withInside(look)
  }

  /// What the bytes of a string without escapes are the name of; nothing where they name nothing, or the
  /// value is anything else.
  package func number(ofPlainString look: (ByteView) -> Int?) -> Int? {
    guard node.kind == .string, !node.isEscaped else { return nil }
    return withInside(look)
  }

  /// Looks at what stands between the quotation marks of a string.
  @inline(__always)
  private func withInside<Value>(_ look: (ByteView) -> Value) -> Value {
    let node = node
    let bytes = document.bytes
    return bytes.span.withUnsafeBytes {
      look(ByteView($0)[Int(node.start)..<Int(node.end)])
    }
  }

  /// Looks at the bytes of the value as they stand in the document.
  @inline(__always)
  func withSource<Value>(_ look: (ByteView) -> Value) -> Value {
    let node = node
    let marks = node.kind == .string ? 1 : 0
    let bytes = document.bytes
    return bytes.span.withUnsafeBytes {
      look(ByteView($0)[Int(node.start) - marks..<Int(node.end) + marks])
    }
  }

  /// The value at a place of the same document.
  package func value(at place: Int) -> JSONValue { JSONValue(document: document, index: place) }

  /// The elements of an array.
  public struct Elements: Sequence, IteratorProtocol {
    let document: JSONDocument
    var index: Int
    let end: Int

    /// Gives the next element.
    public mutating func next() -> JSONValue? {
      guard index < end else { return nil }
      defer { index = Int(document.nodes[index].next) }
      return JSONValue(document: document, index: index)
    }
  }

  /// The members of an object.
  public struct Members: Sequence, IteratorProtocol {
    let document: JSONDocument
    var index: Int
    let end: Int

    /// Gives the next member.
    public mutating func next() -> (name: JSONValue, value: JSONValue)? {
      guard index < end else { return nil }
      let value = index + 1
      defer { index = Int(document.nodes[value].next) }
      return (
        JSONValue(document: document, index: index), JSONValue(document: document, index: value)
      )
    }
  }
}
