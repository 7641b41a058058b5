import EventStore

/// A stretch of a file that holds JSON values, and where they stand.
///
/// A value is valid until the next one is asked for.
final class ImportDocument {
  let file: String
  /// The number of lines of the file before the stretch.
  private let linesBefore: Int
  private let bytes: [UInt8]
  private var at = 0
  private var places: TextPlaces
  private let json = JSONDocument()

  /// - Parameter bytes: UTF-8.
  init(_ bytes: [UInt8], file: String, linesBefore: Int) {
    self.file = file
    self.linesBefore = linesBefore
    self.bytes = bytes
    places = TextPlaces(bytes)
    skipSpace()
  }

  /// Whether no value is left.
  var isAtEnd: Bool { at == bytes.count }

  /// Reads the next value; nothing at the end.
  func next() throws(ImportError) -> JSONValue? {
    guard !isAtEnd else { return nil }
    do throws(JSONError) {
      at = try json.loadFirst(of: bytes, in: at..<bytes.count)
      skipSpace()
      return json.root
    } catch {
      // Where the next value begins cannot be told.
      at = bytes.count
      let place = places.place(of: error.offset)
      throw ImportError(
        file: file, line: linesBefore + place.line, column: place.column, path: error.path,
        problem: .json(error.problem))
    }
  }

  private func skipSpace() {
    while at < bytes.count, MinutesBlock.isSpace(bytes[at]) { at += 1 }
  }

  /// Where a value stands.
  func place(of value: JSONValue) -> ImportPlace {
    ImportPlace(file: file, line: linesBefore + places.place(of: value.offset).line)
  }

  /// The column in which a value begins, from 1.
  func column(of value: JSONValue) -> Int { places.place(of: value.offset).column }

  /// The lines that a value takes, as minutes cite them.
  func lines(of value: JSONValue) -> String {
    let first = places.place(of: value.offset).line + linesBefore
    let last = places.place(of: value.source.endIndex - 1).line + linesBefore
    return first == last ? "L\(first)" : "L\(first)-L\(last)"
  }

  /// A problem with a value.
  func error(_ problem: ImportError.Problem, at value: JSONValue, path: String) -> ImportError {
    let place = places.place(of: value.offset)
    return ImportError(
      file: file, line: linesBefore + place.line, column: place.column, path: path,
      problem: problem)
  }
}

/// An object of another system, as it stands in a file.
struct ImportedValue {
  let document: ImportDocument
  let value: JSONValue
  /// The way to it within its document.
  let path: String
  /// The digest of the whole file, where that holds this object and nothing else.
  let digest: Digest?

  /// Where the object stands.
  var place: ImportPlace { document.place(of: value) }

  /// A source that says where the object was read; nothing where that has no name.
  func source(url: String?) -> ImportedObject? {
    let name = ImportFile.lastName(of: document.file)
    guard name != nil || url != nil else { return nil }
    var source = ImportedObject.source(title: name, url: url)
    if let digest { source.set("sha256", "\(digest)") }
    if digest == nil, name != nil {
      let lines = document.lines(of: value)
      if LineRange(lines) != nil { source.set("lines", [lines]) }
    }
    return source
  }
}

/// Names of files.
enum ImportFile {
  /// What standard input is called.
  static let standardInput = "<stdin>"

  /// The name of a file without its folder; nothing for standard input.
  static func lastName(of path: String) -> String? {
    path == standardInput ? nil : path.split(separator: "/").last.map(String.init)
  }
}
