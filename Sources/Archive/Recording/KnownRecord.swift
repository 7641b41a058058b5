import EventStore

/// A record that the archive holds already, with every version that it had.
struct KnownRecord {
  /// What the record said at some time.
  struct Version {
    var payload: ArraySlice<UInt8>
    /// Its items in their order; nothing in place of one that cannot be read any more.
    var items: [ArraySlice<UInt8>?] = []
  }

  let kind: RecordKind
  let serial: UInt64
  /// What it said after each write, the last being what it says now.
  private(set) var versions: [Version]
  /// What was done about the record and its items, in order.
  private(set) var acts: [RecordedAct] = []
  /// The revision of its last event.
  private(set) var revision: UInt64
  /// The write that its last event belongs to.
  private var group: Position
  /// Where its minutes stand, if it was accepted just now and is not recorded yet.
  var source: MinutesPlace?
  /// The events of its stream that hold its content, with the kinds of its items.
  private(set) var itemKinds: [RecordKind] = []

  init(
    kind: RecordKind, serial: UInt64, payload: ArraySlice<UInt8>, revision: UInt64,
    from group: Position
  ) {
    self.kind = kind
    self.serial = serial
    versions = [Version(payload: payload)]
    self.revision = revision
    self.group = group
  }

  var accession: AccessionNumber { AccessionNumber(serial: serial) }

  /// What it says now.
  var present: Version { versions[versions.count - 1] }
  var payload: ArraySlice<UInt8> { present.payload }
  var items: [ArraySlice<UInt8>?] { present.items }

  /// Takes in an item, which was written in the group that begins at a position.
  mutating func add(
    _ kind: RecordKind, item: ArraySlice<UInt8>?, revision: UInt64, from group: Position
  ) {
    begin(group, revision)
    itemKinds.append(kind)
    versions[versions.count - 1].items.append(item)
  }

  /// Takes in what was done about it, which was written in the group that begins at a position.
  mutating func add(_ act: RecordedAct, revision: UInt64, from group: Position) {
    begin(group, revision)
    acts.append(act)
    guard case .corrected(let correction) = act.act else { return }
    let change = correction.change
    guard let payload = content(of: act.target), let kind = self.kind(of: act.target),
      let root = try? JSONDocument(Array(payload)).root
    else { return }
    let edited = PayloadEdit(MinutesSchema.schema(of: kind)).set(
      change.path, to: change.new, in: root)
    if act.target.item == 0 {
      versions[versions.count - 1].payload = edited[...]
    } else {
      versions[versions.count - 1].items[act.target.item - 1] = edited[...]
    }
  }

  private mutating func begin(_ group: Position, _ revision: UInt64) {
    if group != self.group { versions.append(present) }
    self.group = group
    self.revision = revision
  }

  /// The kind of the record or of one of its items; nothing where there is no such item.
  func kind(of number: AccessionNumber) -> RecordKind? {
    guard number.item > 0 else { return kind }
    return itemKinds.indices.contains(number.item - 1) ? itemKinds[number.item - 1] : nil
  }

  /// What the record or one of its items says now; nothing where it cannot be read.
  func content(of number: AccessionNumber) -> ArraySlice<UInt8>? {
    guard number.item > 0 else { return payload }
    return items.indices.contains(number.item - 1) ? items[number.item - 1] : nil
  }

  /// The withdrawal of the record or of one of its items, the record's own counting for all.
  func retraction(of number: AccessionNumber) -> RecordedAct? {
    acts.first { act in
      guard case .retracted = act.act else { return false }
      return act.target == number || act.target.item == 0
    }
  }

  /// Whether something was erased in the record itself.
  var isRedacted: Bool { acts.contains { $0.isRedaction && $0.target.item == 0 } }

  /// The identity that the record had in each version, without what was erased of it.
  var identities: [(identity: RecordIdentity, mask: IdentityMask?)] {
    let erased = redactedFields(of: accession)
    var last: ArraySlice<UInt8> = []
    var identities: [(identity: RecordIdentity, mask: IdentityMask?)] = []
    for version in versions where version.payload != last {
      last = version.payload
      guard let root = try? JSONDocument(Array(last)).root else { continue }
      let mask = IdentityMask(of: root, kind, erased: erased)
      let identity = RecordIdentity(kind, root, without: mask)
      if !identities.contains(where: { $0.identity == identity }) {
        identities.append((identity, mask))
      }
    }
    return identities
  }

  /// The fields that were erased in the record or in one of its items.
  func redactedFields(of number: AccessionNumber) -> [FieldPath] {
    acts.flatMap { act in
      if act.target == number, case .redacted(let redaction) = act.act {
        redaction.fields
      } else {
        [] as [FieldPath]
      }
    }
  }

  /// Whether just these items were added to it at some time.
  func wasGiven(_ added: ItemsDraft) -> Bool {
    zip(versions, versions.dropFirst()).contains { before, after in
      let start = before.items.count
      return start < after.items.count
        && Differences.areItems(
          after.items[start...], behind: start, of: self,
          zip(added.kinds, added.payloads(behind: start)).map { ($0, $1) })
    }
  }
}
