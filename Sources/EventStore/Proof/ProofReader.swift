extension Proof {
  /// Reads the object from bytes that come from anywhere.
  ///
  /// Every member must be there, once, of its kind and in its exact form, and no other; their order
  /// does not matter. Whether the proof holds is not looked at: see `findings`. Linear in the bytes.
  public init(json bytes: [UInt8]) throws(ProofError) {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(bytes)
    } catch {
      throw ProofError(offset: error.offset, place: error.path, problem: .json(error.problem))
    }
    let reader = ProofReader(root: document.root)
    guard reader.root.kind == .object else { throw reader.problem(.expected(.object)) }
    let isAboutTwo = reader.root["old"] != nil || reader.root["new"] != nil
    self = isAboutTwo ? .consistency(try reader.consistency()) : .inclusion(try reader.inclusion())
  }
}

/// Reads the members of a proof.
private struct ProofReader {
  let root: JSONValue

  func inclusion() throws(ProofError) -> InclusionProof {
    try refuseOthers(than: ["checkpoint", "position", "header", "path", "salt", "data"])
    let proof = InclusionProof(
      checkpoint: try checkpoint("checkpoint"), position: try position(),
      header: Array(try string("header", .header)), path: try path(),
      disclosure: try disclosure())
    return proof
  }

  func consistency() throws(ProofError) -> ConsistencyProof {
    try refuseOthers(than: ["old", "new", "path"])
    return ConsistencyProof(
      old: try checkpoint("old"), new: try checkpoint("new"), path: try path())
  }

  private func refuseOthers(than names: [String]) throws(ProofError) {
    for member in root.members where !names.contains(where: { member.name.isString($0) }) {
      throw problem(.unknownMember(member.name.string ?? ""), at: member.name)
    }
  }

  private func member(_ name: String) throws(ProofError) -> JSONValue {
    guard let value = root[name] else { throw problem(.missing(name)) }
    return value
  }

  private func string(
    _ name: String, _ expected: ProofError.Expectation
  ) throws(ProofError) -> ArraySlice<UInt8> {
    let value = try member(name)
    guard let bytes = value.stringBytes else { throw problem(.expected(expected), name, value) }
    return bytes
  }

  private func checkpoint(_ name: String) throws(ProofError) -> Checkpoint {
    let text = try string(name, .checkpoint)
    // No lines behind the three: a proof has one form.
    guard let checkpoint = Checkpoint(String(decoding: text, as: UTF8.self)),
      checkpoint.description.utf8.elementsEqual(text)
    else { throw problem(.expected(.checkpoint), name, try member(name)) }
    return checkpoint
  }

  private func position() throws(ProofError) -> Position {
    let value = try member("position")
    guard let number = value.integer, number >= 0 else {
      throw problem(.expected(.position), "position", value)
    }
    return Position(UInt64(number))
  }

  private func path() throws(ProofError) -> [Digest] {
    let value = try member("path")
    guard value.kind == .array else { throw problem(.expected(.hashes), "path", value) }
    var path: [Digest] = []
    for element in value.elements {
      guard path.count < MerklePath.longest else {
        throw problem(.pathTooLong, "path", value)
      }
      guard let digits = element.stringBytes, digits.count == Digest.length * 2,
        let bytes = Hexadecimal.decode(digits), let hash = Digest(bytes: bytes)
      else { throw problem(.expected(.hash), "path[\(path.count)]", element) }
      path.append(hash)
    }
    return path
  }

  private func disclosure() throws(ProofError) -> InclusionProof.Disclosure? {
    switch (root["salt"], root["data"]) {
    case (nil, nil): return nil
    case (let salt?, nil): throw problem(.alone("salt", without: "data"), "salt", salt)
    case (nil, let data?): throw problem(.alone("data", without: "salt"), "data", data)
    case (let value?, _?):
      let salt = try string("salt", .salt)
      guard salt.count == Line.saltLength * 2, Hexadecimal.decode(salt) != nil else {
        throw problem(.expected(.salt), "salt", value)
      }
      return InclusionProof.Disclosure(
        salt: Array(salt), data: Array(try string("data", .data)))
    }
  }

  func problem(
    _ problem: ProofError.Problem, _ name: String? = nil, _ value: JSONValue? = nil
  ) -> ProofError {
    ProofError(
      offset: (value ?? root).offset, place: name.map { "$.\($0)" } ?? "$", problem: problem)
  }

  private func problem(_ problem: ProofError.Problem, at value: JSONValue) -> ProofError {
    ProofError(offset: value.offset, place: "$", problem: problem)
  }
}
