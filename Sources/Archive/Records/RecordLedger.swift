import EventStore

/// The records and what was done about them, without anything that questions ask for.
///
/// Payloads are read only where something is to be told of them, so that it costs little more than
/// reading the log.
struct RecordLedger {
  /// A record as it is now.
  struct Record {
    let accession: AccessionNumber
    let kind: RecordKind
    let position: Position
    let recordedAt: Timestamp
    let place: LogPlace
    /// What it says now.
    var payload: [UInt8]
    var acts: [RecordedAct] = []
    var isRetracted = false
  }

  private(set) var records: [Record] = []
  /// Damage that was read around.
  private(set) var damages: [Damage] = []
  /// The places of meetings and documents, by their serial numbers.
  private var places: [UInt64: Int] = [:]
  /// The places of items that do not stand behind their meeting, or not in order.
  private var strayItems: [AccessionNumber: Int] = [:]
  /// The number of items of each meeting that stand behind it in order.
  private var itemCounts: [Int: Int] = [:]
  private let remains: Remains
  private let document = JSONDocument()

  /// Reads the log up to a moment.
  init(
    reading store: EventStore, asOf limit: RecordingLimit?, progress: (Int64) -> Void
  ) throws(EventStoreError) {
    remains = Remains(of: store)
    var reader = try store.events()
    var read: Int64 = 0
    while let event = try reader.next(), limit?.includes(event) ?? true {
      take(event)
      read += Int64(event.length + 1)
      progress(read)
    }
    damages += reader.damages
    damages.sort { $0.position < $1.position }
  }

  private mutating func take(_ event: RecordedEvent) {
    let category = event.stream.category
    guard category == Streams.meeting || category == Streams.document else { return }
    if let kind = RecordKind(recordedBy: event) {
      add(kind, event)
    } else if RecordAct.isRecorded(by: event), remains.loadPayload(of: event, into: document),
      let act = RecordedAct(event, document.root), let place = place(of: act.target)
    {
      add(act, at: place)
    }
  }

  // MARK: Records

  private func place(of number: AccessionNumber) -> Int? {
    guard let place = places[number.serial] else { return nil }
    if number.item == 0 { return place }
    if number.item <= itemCounts[place] ?? 0 { return place + number.item }
    return strayItems[number]
  }

  private mutating func add(_ kind: RecordKind, _ event: RecordedEvent) {
    // A record of which nothing remains still has its number, and may have items.
    let payload = remains.payload(of: event).map { Array($0) } ?? Array("{}".utf8)
    let serial = event.stream.serial
    guard RecordKind.items.contains(kind) else {
      places[serial] = records.count
      append(AccessionNumber(serial: serial), kind, event, payload)
      return
    }
    guard let meeting = places[serial] else { return }
    let known = itemCounts[meeting] ?? 0
    let order =
      RecordLedger.order(in: payload)
      ?? known + strayItems.keys.count { $0.serial == serial } + 1
    let number = AccessionNumber(serial: serial, item: order)
    if order == known + 1, records.count == meeting + order {
      itemCounts[meeting] = order
    } else {
      strayItems[number] = records.count
    }
    append(number, kind, event, payload)
    records[records.count - 1].isRetracted = records[meeting].isRetracted
  }

  private mutating func append(
    _ number: AccessionNumber, _ kind: RecordKind, _ event: RecordedEvent, _ payload: [UInt8]
  ) {
    records.append(
      Record(
        accession: number, kind: kind, position: event.position, recordedAt: event.recordedAt,
        place: event.place, payload: payload))
  }

  private static let head = Array(#"{"order":"#.utf8)

  /// The number of an item, with which a canonical payload begins.
  private static func order(in payload: [UInt8]) -> Int? {
    guard payload.starts(with: head) else {
      return (try? JSONDocument(payload).root)?["order"]?.integer
    }
    var order = 0
    for byte in payload[head.count...] {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), order < 1 << 40 else { break }
      order = order * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return order
  }

  // MARK: Acts

  private mutating func add(_ act: RecordedAct, at place: Int) {
    records[place].acts.append(act)
    switch act.act {
    case .corrected(let correction):
      guard let root = try? JSONDocument(records[place].payload).root else { return }
      let schema = MinutesSchema.schema(of: records[place].kind)
      records[place].payload = PayloadEdit(schema).set(
        correction.change.path, to: correction.change.new, in: root)
    case .retracted:
      records[place].isRetracted = true
      guard records[place].kind == .meeting else { return }
      for item in 0..<(itemCounts[place] ?? 0) { records[place + 1 + item].isRetracted = true }
      let serial = act.target.serial
      for (number, item) in strayItems where number.serial == serial {
        records[item].isRetracted = true
      }
    // What was erased is missing in the payloads already; a review changes nothing that is told.
    case .redacted, .reclassified, .disputed: break
    }
  }

  /// What a record says; nothing where that is no JSON, which is noted.
  mutating func content(of place: Int) -> JSONValue? {
    do throws(JSONError) {
      try document.load(records[place].payload)
      return document.root
    } catch {
      let record = records[place]
      damages.append(
        Damage(place: record.place, position: record.position, kind: .wrongPayload(error)))
      return nil
    }
  }

  /// The title of a record, or one made from its parts; blocks where it was erased.
  func title(of place: Int, _ content: JSONValue) -> String {
    let record = records[place]
    let title = RecordText(kind: record.kind, payload: content).title
    return title.isEmpty && record.acts.contains(where: \.isRedaction)
      ? ErasedWords.placeholder : title
  }
}
