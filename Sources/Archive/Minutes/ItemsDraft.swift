import EventStore

/// Items that were read from minutes and found right, ready to be added to a meeting.
public struct ItemsDraft: Sendable {
  /// Where they stand in the minutes.
  public let source: MinutesPlace
  private let payloads: CanonicalRecord

  init(_ payloads: CanonicalRecord, source: MinutesPlace) {
    self.payloads = payloads
    self.source = source
  }

  /// The number of items.
  public var count: Int { payloads.items.count }

  /// The kinds of the items.
  var kinds: [RecordKind] { payloads.items.map(\.kind) }

  /// The payloads of the items, numbered behind so many others.
  func payloads(behind count: Int) -> [ArraySlice<UInt8>] {
    payloads.items.enumerated().map { index, item in
      let old = payloads.bytes[item.range]
      // A canonical payload begins with the item's place.
      let head = Array("{\"order\":\(index + 1)".utf8)
      guard old.starts(with: head) else { preconditionFailure("an item without its place") }
      return Array("{\"order\":\(count + index + 1)".utf8) + old.dropFirst(head.count)
    }
  }

  /// The events that add them behind so many others.
  func events(behind count: Int) -> [ProposedEvent] {
    zip(payloads.items, payloads(behind: count)).map { item, payload in
      ProposedEvent(type: item.kind.eventType, data: payload)
    }
  }
}

/// Reads a file of items alone: sections of minutes as text, or `{"items": […]}`.
public struct ItemsFile: Sendable {
  /// The items, where everything was found right.
  public private(set) var items: ItemsDraft?
  /// Every problem of the file, in its order.
  public private(set) var errors: [MinutesError] = []

  /// Reads a file that is in memory.
  public init(_ bytes: [UInt8], name: String) {
    let start = MinutesForm.firstCharacter(bytes)
    let isJSON = start.map { bytes[$0] == UInt8(ascii: "{") } ?? false
    if isJSON || name.hasSuffix(".json") {
      readJSON(bytes, name)
    } else {
      (items, errors) = TextMinutes(bytes, name: name).readItems()
    }
  }

  private mutating func readJSON(_ bytes: [UInt8], _ name: String) {
    var places = TextPlaces(bytes)
    if let (offset, problem) = TextEncoding.problem(of: bytes) {
      errors = [places.error(problem, at: offset, in: name)]
      return
    }
    do throws(JSONError) {
      let document = try JSONDocument(bytes)
      var reader = RecordReader()
      if let payloads = reader.readItems(document.root) {
        let line = places.place(of: document.root.offset).line
        items = ItemsDraft(payloads, source: MinutesPlace(file: name, line: line))
      }
      for found in reader.problems.sorted(by: { $0.offset < $1.offset }) {
        errors.append(places.error(found.problem, at: found.offset, path: found.path, in: name))
      }
    } catch {
      errors = [places.error(.json(error.problem), at: error.offset, path: error.path, in: name)]
    }
  }
}
