import EventStore

/// The manifests of a bag: the SHA-256 of each file, in the order of their paths.
struct BagManifest {
  static let path = "manifest-sha256.txt"
  static let tagsPath = "tagmanifest-sha256.txt"

  private var files: [(path: String, hash: SHA256)] = []
  private var tagFiles: [(path: String, digest: Digest)] = []
  private var bytes = 0

  /// Takes in the next bytes of a file; those of one file come one after the other.
  mutating func add(_ bytes: [UInt8], to path: String) {
    if files.last?.path != path { files.append((path, SHA256())) }
    files[files.count - 1].hash.update(bytes)
    self.bytes += bytes.count
  }

  /// Takes in a file that tells about the bag.
  mutating func addTag(_ bytes: [UInt8], _ path: String) {
    tagFiles.append((path, SHA256.hash(bytes)))
  }

  /// How many files that tell about the bag there are so far.
  var tagCount: Int { tagFiles.count }

  /// How many bytes and files the bag holds.
  var oxum: String { "\(bytes).\(files.count)" }

  /// The manifest of what the bag holds.
  var payload: [UInt8] { BagManifest.lines(files.map { ($0.path, $0.hash.finish()) }) }

  /// The manifest of the files that tell about the bag.
  var tags: [UInt8] { BagManifest.lines(tagFiles) }

  private static func lines(_ files: [(path: String, digest: Digest)]) -> [UInt8] {
    Array(
      files.sorted { $0.path < $1.path }.map { "\($0.digest)  \($0.path)\n" }.joined().utf8)
  }
}
