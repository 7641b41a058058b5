import EventStore

/// Finds the records that lost parts of their identities by redactions.
///
/// There is no telling which parts minutes have in common with such a record before it is known which
/// ones were erased; so the derived index keeps all masks in use, and every identity that is asked
/// about is looked for under each of them. There are few: one for each choice of fields that somebody
/// erased.
struct MaskedIdentities {
  /// The identities that are asked about, without the members of a mask.
  let masking: (IdentityMask) -> [RecordIdentity]
  /// The masks that some record has.
  private(set) var masks: Set<IdentityMask> = []
  /// What is asked about under each of the masks, under the names that stand for bodies.
  private(set) var wanted: Set<RecordIdentity> = []
  /// The serial numbers of the records that have what is left of an identity.
  private var serials: [RecordIdentity: [UInt64]] = [:]

  init(_ masking: @escaping (IdentityMask) -> [RecordIdentity]) { self.masking = masking }

  /// The records of which minutes may be, in the order of their numbers.
  func serials(of draft: RecordDraft, _ bodies: RegisteredBodies) -> [UInt64] {
    guard !serials.isEmpty else { return [] }
    let found = masks.flatMap { serials[bodies.canonical(draft.identity(without: $0))] ?? [] }
    return Set(found).sorted()
  }

  /// Looks for what is asked about under one more mask.
  mutating func use(_ mask: IdentityMask, _ bodies: RegisteredBodies) {
    guard masks.insert(mask).inserted else { return }
    wanted.formUnion(masking(mask).map(bodies.canonical))
  }

  /// Finds everything that is asked about under the names that stand for bodies.
  mutating func findSynonyms(_ bodies: RegisteredBodies) {
    wanted = Set(masks.flatMap(masking).map(bodies.canonical))
  }

  /// Takes in what is left of a record's identity.
  mutating func note(
    _ identity: RecordIdentity, _ mask: IdentityMask, of serial: UInt64, _ bodies: RegisteredBodies
  ) {
    use(mask, bodies)
    let identity = bodies.canonical(identity)
    guard wanted.contains(identity), serials[identity]?.contains(serial) != true else { return }
    serials[identity, default: []].append(serial)
  }

  /// Takes in what was found in reading some records anew.
  mutating func merge(_ other: MaskedIdentities, _ bodies: RegisteredBodies) {
    for mask in other.masks { use(mask, bodies) }
    serials.merge(other.serials) { first, second in
      first + second.filter { !first.contains($0) }
    }
  }
}

extension RecordDraft {
  /// What is left of the identity without the members of a mask.
  func identity(without mask: IdentityMask) -> RecordIdentity {
    guard let root = try? JSONDocument(Array(payload)).root else { return identity }
    return RecordIdentity(kind, root, without: mask)
  }
}

extension RecordedEvent {
  /// Whether nothing was taken out of the payload.
  var isWhole: Bool { if case .data = payload { true } else { false } }
}
