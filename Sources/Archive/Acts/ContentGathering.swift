import EventStore

/// Gathers what the events of a record hold, the sources kept for it, and what earlier redactions
/// keep.
struct ContentGathering {
  private let stream: StreamName
  private var contents: [RedactionPlan.Content] = []
  /// What the events recorded whose payloads were taken out.
  private var takenOut:
    [Position: (stream: StreamName, type: EventType, number: AccessionNumber?)] = [:]
  private var items = 0

  init(_ stream: StreamName) { self.stream = stream }

  /// Everything gathered; a source is concerned where the record names it.
  var result: [RedactionPlan.Content] {
    var digests: Set<String> = []
    for content in contents where content.isConcerned {
      for value in [content.payload, content.payload["old"], content.payload["new"]] {
        digests.formUnion(value.map(ContentGathering.digests) ?? [])
      }
    }
    return contents.map { content in
      guard content.type == KeptSource.eventType,
        let digest = content.payload["sha256"]?.string, digests.contains(digest)
      else { return content }
      return RedactionPlan.Content(
        position: content.position, type: content.type, number: nil, payload: content.payload,
        keeper: content.keeper, isConcerned: true)
    }
  }

  private static func digests(in value: JSONValue) -> [String] {
    if let digest = value["sha256"]?.string { return [digest] }
    let inner = value.kind == .array ? Array(value.elements) : value["sources"].map { [$0] } ?? []
    return inner.flatMap(digests)
  }

  /// Takes in the next event of the log.
  mutating func take(_ event: RecordedEvent) {
    let isOwn = event.stream == stream
    let isSource = event.isOf(KeptSource.eventType)
    let isRedaction = event.isOf(RecordAct.redaction)
    guard isOwn || isSource || isRedaction || !event.isWhole else { return }
    var number: AccessionNumber?
    if isOwn {
      if RecordKind.items.contains(where: { event.isOf($0.eventType) }) {
        items += 1
        number = AccessionNumber(serial: stream.serial, item: items)
      } else if event.revision == 0 {
        number = AccessionNumber(serial: stream.serial)
      }
    }
    // Values belong to the document that was read last: each payload has one of its own.
    let document = JSONDocument()
    guard event.loadPayload(into: document) else {
      takenOut[event.position] = (event.stream, event.type, number)
      return
    }
    let remains = isRedaction ? document.root["remains"] : nil
    contents.append(
      RedactionPlan.Content(
        position: event.position, type: event.type, number: number,
        payload: remains == nil ? document.root : ContentGathering.withoutRemains(document.root),
        keeper: nil, isConcerned: isOwn))
    for rest in remains.map({ Array($0.elements) }) ?? [] {
      guard let place = rest["position"]?.integer, place >= 0, let data = rest["data"],
        let known = takenOut[Position(UInt64(place))],
        let copy = try? JSONDocument(Array(data.source))
      else { continue }
      contents.append(
        RedactionPlan.Content(
          position: Position(UInt64(place)), type: known.type, number: known.number,
          payload: copy.root, keeper: event.position, isConcerned: known.stream == stream))
    }
  }

  private static func withoutRemains(_ payload: JSONValue) -> JSONValue {
    let bytes = PayloadEdit(ObjectSchema("", [])).set(
      FieldPath(member: "remains"), to: nil, in: payload)
    return (try? JSONDocument(bytes))?.root ?? payload
  }
}
