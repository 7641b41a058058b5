import EventStore

extension Archive {
  /// The bodies that corrections name and nobody has registered, in the order of their names there.
  ///
  /// - Throws: `bodyRefused` where there is one and that is strict.
  func newBodies(
    in decided: [DecidedAct], _ known: KnownRecord, isStrict: Bool
  ) throws(ArchiveError) -> (bodies: [NewBody], register: Register?) {
    let member = known.kind == .document ? "issuers" : "body"
    let isConcerned = decided.contains { decision in
      guard case .corrected(let correction) = decision.act, decision.target.item == 0 else {
        return false
      }
      return correction.change.path.member == member
    }
    guard isConcerned, let names = known.content(after: decided)?.texts(member) else {
      return ([], nil)
    }
    let register = try register(lookingFor: [], [], Set(names))
    let unknown = try newBodies(among: names, register)
    var bodies: [NewBody] = []
    for name in names {
      // The same name may stand there in several forms.
      guard let new = unknown[name], !bodies.contains(where: { $0.name == new.name }) else {
        continue
      }
      if isStrict { throw .bodyRefused(.unknown(new.name, near: new.near)) }
      bodies.append(new)
    }
    return (bodies, register)
  }
}

extension KnownRecord {
  /// What the record says when something more was done about it; nothing where it cannot be read.
  func content(after decided: [DecidedAct]) -> JSONValue? {
    guard var root = try? JSONDocument(Array(payload)).root else { return nil }
    for decision in decided where decision.target.item == 0 {
      guard case .corrected(let correction) = decision.act else { continue }
      let edited = PayloadEdit(MinutesSchema.schema(of: kind)).set(
        correction.change.path, to: correction.change.new, in: root)
      guard let next = try? JSONDocument(edited).root else { return nil }
      root = next
    }
    return root
  }
}
