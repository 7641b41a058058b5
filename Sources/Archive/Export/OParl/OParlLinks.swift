import EventStore

/// The addresses of the objects of an export, which are their names in OParl.
struct OParlLinks {
  /// What stands in front of each path; ends with a slash.
  let base: String

  /// The address of a file.
  func url(_ path: String) -> String { base + path }

  /// The file of an object that is, or belongs to, a record.
  static func path(_ folder: String, _ accession: AccessionNumber, _ ending: String = "json")
    -> String
  {
    // No folder has more than some thousand files.
    "\(folder)/\(accession.serial / 1000)/\(accession).\(ending)"
  }

  /// The file of an organization.
  static func path(of body: OpenBodies.Body) -> String {
    let head = "\(Streams.body)/"
    let name =
      body.label.hasPrefix(head) ? String(body.label.dropFirst(head.count)) : hash(body.label)
    return "organization/\(name).json"
  }

  /// The file of a person, who is known by the name alone.
  static func path(ofPerson name: String) -> String {
    "person/\(hash(String(decoding: NameTable.key(name), as: UTF8.self))).json"
  }

  /// The first quarter of a SHA-256: names need not be such as stand in addresses.
  private static func hash(_ name: String) -> String {
    String("\(SHA256.hash(name.utf8))".prefix(16))
  }
}
